"""parley open: a recording, also while it is written, and captures that others wrote; what is shown,
searched and exported, and what is said of files that are none."""
import csv
import gzip
import io
import json
import os
import signal
import socket
import struct
import subprocess
import time

import harness

REMARK = "Parley recorded this as programs saw it"


class OpenCase(harness.Case):

    def record(self, talk, *options):
        """A recording of `talk(port)` with a server that answers "who" with "a board"."""
        path = self.folder / f"recorded-{len(self.processes)}.pcapng"
        parley = self.listen("--reply", "who", r"a board\n", "-o", str(path), *options)
        talk(parley.port)
        for number in range(1, self.peers + 1):
            parley.event("closed", peer=number)
        self.assertEqual(self.stop(parley), 0)
        return path, parley

    peers = 0

    def ask(self, port, words=b"who?\n"):
        peer = self.client(port)
        peer.sendall(words)
        self.assertEqual(harness.receive(peer, 8), b"a board\n")
        peer.close()
        self.peers += 1

    def open(self, path, *options, code=0, **more):
        opened = self.parley("open", str(path), *options, **more)
        self.assertEqual(opened.exit_code(), code, opened.story())
        return opened.output.decode()


class Recording(OpenCase):

    def setUp(self):
        super().setUp()
        self.path, self.live = self.record(lambda port: (self.ask(port), self.ask(port, b"who, =2\n")))

    def test_conversations(self):
        rows = self.open(self.path).splitlines()
        self.assertEqual(rows[0].split()[:4], ["peer", "conn", "who", "by"])
        self.assertEqual(len(rows), 3)
        for number, row in enumerate(rows[1:], 1):
            self.assertRegex(row, rf"^ +{number} +{number}  127\.0\.0\.1:\d+  tcp ")
            self.assertTrue(row.endswith("  the peer closed the connection"), row)
        self.assertEqual(rows[2].split()[-7:-5], ["8", "8"])
        self.assertIn(REMARK, self.processes[-1].errors)

    def test_rows_are_those_of_the_conversation(self):
        shown = self.open(self.path, "--text")
        self.assertRegex(shown, r"^\d{4}-\d\d-\d\d\n")
        self.assertEqual([line for line in harness.told(shown)][2:5],
                         [f"127.0.0.1:{self.live.event('connected')['address'].split(':')[1]} "
                          "connected", "5 B  who?", "8 B  a board"])
        of_one = self.open(self.path, "--hex", "--peer", "2")
        self.assertIn("00000000  77 68 6f 2c 20 3d 32 0a", of_one)
        self.assertNotIn("who?", of_one)

    def test_jsonl_is_what_was_told_live(self):
        exported = [json.loads(line)
                    for line in self.open(self.path, "--export", "jsonl").splitlines()]
        live = self.live.all_events
        self.assertEqual(exported[:len(live)], live)
        self.assertEqual([e["n"] for e in exported], list(range(1, len(exported) + 1)))

    def test_csv_holds_nothing_that_a_spreadsheet_would_run(self):
        def talk(port):
            self.peers = 0
            self.ask(port, b'=who(1),"x"\r\n')
        path, _ = self.record(talk)
        rows = list(csv.DictReader(io.StringIO(self.open(path, "--export", "csv"))))
        said = [row for row in rows if row["event"] == "received"]
        self.assertEqual([row["text"] for row in said], ["'=who(1),\"x\"\n"])
        self.assertEqual((said[0]["direction"], said[0]["bytes"]), ("in", "13"))
        self.assertIn("closed", [row["event"] for row in rows])

    def test_bytes_are_of_one_conversation(self):
        self.assertEqual(self.open(self.path, "--export", "bytes", "--peer", "2"), "who, =2\n")
        self.assertEqual(self.open(self.path, "--export", "bytes", "--peer", "1", "--both"),
                         "who?\na board\n")
        self.assertEqual(self.open(self.path, "--export", "bytes", code=2), "")
        self.assertIn("something was said in 2; choose one with --peer", self.processes[-1].errors)

    def test_find(self):
        found = self.open(self.path, "--find", "who[?]")
        self.assertEqual(harness.told(found)[1:], ["5 B  who?"])
        self.assertEqual(self.open(self.path, "--find", "nobody said this", code=1), "")
        self.assertEqual(self.open(self.path, "--find", "(", code=2), "")
        self.assertIn("cannot read the pattern (: missing )", self.processes[-1].errors)
        self.open(self.path, "--since", "yesterday", code=2)

    def test_since(self):
        self.assertEqual(self.open(self.path, "--since", "2000-01-01", "--export", "jsonl"),
                         self.open(self.path, "--export", "jsonl"))
        self.assertEqual(self.open(self.path, "--since", "2100-01-01", "--text"), "")
        second = self.live.event("connected", peer=2)
        first = min(e["n"] for e in self.live.all_events if e["time"] >= second["time"])
        later = self.open(self.path, "--since", second["time"], "--export", "jsonl").splitlines()
        self.assertEqual(json.loads(later[0])["n"], first)
        clock = second["time"][11:]
        in_utc = self.open(self.path, "--since", clock[:-1], "--export", "jsonl",
                           env={**os.environ, "TZ": "UTC"})
        self.assertEqual(json.loads(in_utc.splitlines()[0])["n"], first)

    def test_a_reader_that_has_seen_enough_is_no_failure(self):
        opened = subprocess.run(["bash", "-c", '"$0" open "$1" --export jsonl | head -n 1; '
                                 'exit "${PIPESTATUS[0]}"', harness.PARLEY, str(self.path)],
                                capture_output=True, check=False, timeout=harness.WAIT)
        self.assertEqual(opened.returncode, 0, opened.stderr)
        self.assertEqual(opened.stdout.count(b"\n"), 1)

    def test_the_file_is_never_changed(self):
        before = self.path.read_bytes()
        self.path.chmod(0o400)
        self.open(self.path)
        self.assertEqual(self.path.read_bytes(), before)

    def test_a_torn_end_is_an_end(self):
        whole = self.path.read_bytes()
        live = self.open(self.path, "--export", "jsonl").splitlines()
        torn = self.folder / "torn.pcapng"
        for missing in (1, 7, 100):
            torn.write_bytes(whole[:-missing])
            lines = self.open(torn, "--export", "jsonl").splitlines()
            self.assertEqual(lines, live[:len(lines)])
            self.assertLess(len(lines), len(live))

    def test_damage_is_told(self):
        damaged = bytearray(self.path.read_bytes())
        at = damaged.index(b"who?")
        damaged[at] ^= 1
        path = self.folder / "damaged.pcapng"
        path.write_bytes(damaged)
        self.open(path, "--text", code=1)
        self.assertRegex(self.processes[-1].errors, r"the recording is damaged: \d+ octets")
        self.open(path, code=1)


class Followed(OpenCase):

    def test_while_another_process_writes(self):
        path = self.folder / "live.pcapng"
        parley = self.listen("-o", str(path))
        follower = self.parley("open", str(path), "--export", "jsonl", "--follow")
        peer = self.client(parley.port)
        for number in range(3):
            peer.sendall(b"reading %d" % number)
            follower.event("received", text=f"reading {number}")
        finder = self.parley("open", str(path), "--find", "reading 2", "-f")
        finder.wait_output(lambda data: b"reading 2" in data)
        peer.close()
        follower.event("closed")
        self.assertEqual(self.stop(follower), 0)
        self.assertEqual(self.stop(finder), 0)
        table = self.open(path)
        self.assertIn("the peer closed the connection", table)
        self.assertEqual(self.stop(parley), 0)

    def test_an_open_conversation_says_so(self):
        path = self.folder / "live.pcapng"
        parley = self.listen("-o", str(path))
        self.client(parley.port).sendall(b"still here")
        number = parley.event("received")["n"]
        self.wait_until(lambda: any(e["count"] >= number for e in parley.all_of("recorded")),
                        "the recording of what came")
        self.assertIn("still open at the end of the file", self.open(path))
        self.stop(parley)


class List(OpenCase):

    def test_recordings_of_the_store(self):
        self.assertRegex(self.parley("open").wait_output(lambda data: data).decode(),
                         "there are no recordings in ")
        parley = self.listen()
        self.stop(parley)
        listed = self.parley("open")
        self.assertEqual(listed.exit_code(), 0)
        rows = listed.output.decode().splitlines()
        self.assertEqual(len(rows), 3)
        self.assertRegex(rows[2], r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d +\d+  \d{8}-\d{6}-listen-\S+\.pcapng$")


class NoCapture(OpenCase):

    def test_is_named_for_what_it_is(self):
        for content, words in ((b"", "it is empty"), (gzip.compress(b"x"), "gzip"),
                               (b"Hello, world\n" * 9, "text"), (b"\0\1\2\3" * 9, "neither")):
            path = self.folder / "file"
            path.write_bytes(content)
            self.assertEqual(self.open(path, code=2), "")
            self.assertIn(f"parley: cannot open {path}: ", self.processes[-1].errors)
            self.assertIn(words, self.processes[-1].errors)
            self.assertEqual(path.read_bytes(), content)
        self.open(self.folder, code=2)
        self.assertIn("it is a folder", self.processes[-1].errors)
        os.mkfifo(self.folder / "pipe")
        self.open(self.folder / "pipe", code=2)
        self.assertIn("device or pipe", self.processes[-1].errors)
        self.open(self.folder / "nowhere", code=1)
        self.assertIn("no such file or directory (ENOENT)", self.processes[-1].errors)


def packet(source, target, ports, sequence, acknowledged, flags, data=b""):
    """An IPv4 packet with TCP; checksums are left at 0, as some network cards have it captured."""
    tcp = struct.pack(">HHIIBBHHH", *ports, sequence, acknowledged, 5 << 4, flags, 65535, 0, 0)
    return struct.pack(">BBHHHBBH4s4s", 0x45, 0, 40 + len(data), 0, 0, 64, 6, 0, bytes(source),
                       bytes(target)) + tcp + data


class Foreign(OpenCase):
    """A classic pcap, made by hand: a client asks, a server answers; the answer's second half comes
    first and is sent twice."""

    def setUp(self):
        super().setUp()
        client, server, ports = (10, 0, 0, 7), (10, 0, 0, 1), (50000, 80)
        back = ports[::-1]
        syn, ack, fin = 2, 16, 17
        packets = [packet(client, server, ports, 999, 0, syn),
                   packet(server, client, back, 4999, 1000, syn | ack),
                   packet(client, server, ports, 1000, 5000, ack, b"what?"),
                   packet(server, client, back, 5004, 1005, ack, b"swer"),
                   packet(server, client, back, 5000, 1005, ack, b"an a"),
                   packet(server, client, back, 5004, 1005, ack, b"swer"),
                   packet(client, server, ports, 1005, 5008, fin),
                   packet(server, client, back, 5008, 1006, fin),
                   packet(client, server, ports, 1006, 5009, ack)]
        self.path = self.folder / "foreign.pcap"
        raw_ip = 101
        content = struct.pack("<IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 65535, raw_ip)
        for number, octets in enumerate(packets):
            content += struct.pack("<IIII", 1_700_000_000, number * 1000, len(octets), len(octets))
            content += octets
        self.path.write_bytes(content)

    def test_conversations_with_both_ends(self):
        rows = self.open(self.path).splitlines()
        self.assertEqual(len(rows), 2)
        self.assertIn("  10.0.0.7:50000 -> 10.0.0.1:80  tcp ", rows[1])
        self.assertRegex(rows[1], r" 5 ms +8 +5  by the client")

    def test_streams_are_put_together(self):
        self.assertEqual(self.open(self.path, "--export", "bytes"), "an aswer")
        self.assertIn("5 B  what?", self.open(self.path, "--text"))

    def test_a_capture_that_grows_is_followed(self):
        whole = self.path.read_bytes()
        self.path.write_bytes(whole[:300])
        follower = self.parley("open", str(self.path), "--export", "jsonl", "-f")
        follower.event("sent", text="what?")
        with self.path.open("ab") as file:
            file.write(whole[300:])
        follower.event("closed")
        self.assertEqual(self.stop(follower, signal.SIGTERM), 0)


class Output(OpenCase):
    """What was read counts for nothing until it is written."""

    def setUp(self):
        super().setUp()
        self.path = self.folder / "much.pcapng"
        parley = self.listen("--once", "--echo", "-o", str(self.path))
        peer = self.client(parley.port)
        peer.sendall(b"line\n" * 40_000)
        peer.shutdown(socket.SHUT_WR)
        self.assertEqual(len(harness.receive(peer)), 200_000)
        self.assertEqual(parley.exit_code(), 0)
        self.whole = self.open(self.path, "--export", "csv")
        self.assertGreater(len(self.whole), 300_000)

    def test_a_reader_that_pauses_gets_all_of_it(self):
        """As `less` does on its first screen: a pipe holds 64 KiB, and the rest waits."""
        read, write = os.pipe()
        with os.fdopen(read, "rb") as pages:
            opened = self.parley("open", str(self.path), "--export", "csv", stdout=write)
            os.close(write)
            time.sleep(3)
            self.assert_same(pages.read(), self.whole.encode())
        self.assertEqual(opened.exit_code(), 0)

    def test_a_reader_that_pauses_can_be_given_up(self):
        read, write = os.pipe()
        with os.fdopen(read, "rb"):
            opened = self.parley("open", str(self.path), "--export", "csv", stdout=write)
            os.close(write)
            time.sleep(0.5)
            opened.send_signal(signal.SIGINT)
            self.assertEqual(opened.exit_code(), 1)
        self.assertRegex(opened.errors, r"\nparley: cannot write \d+ bytes to standard output: "
                                        r"nobody takes them\n$")

    def test_a_full_disk_is_told(self):
        for command in ("open", "wire"):
            more = ["--export", "csv"] if command == "open" else []
            with open("/dev/full", "wb") as full:
                ran = self.parley(command, str(self.path), *more, stdout=full)
                self.assertEqual(ran.exit_code(), 1, ran.story())
            self.assertIn("parley: cannot write to standard output: no space left on device "
                          "(ENOSPC)\n", ran.errors)


if __name__ == "__main__":
    harness.main()
