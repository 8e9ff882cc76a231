"""What is recorded, where, and how other people's programs read it."""
import fcntl
import hashlib
import json
import os
import re
import stat
import subprocess

import harness

MAKE_RECORDING = os.environ.get("PARLEY_MAKE_RECORDING")


class Others(harness.Case):
    """tshark, on a recording of every transport whose sequence numbers wrap."""

    def setUp(self):
        super().setUp()
        self.need_program("tshark")
        self.path = self.folder / "made.pcapng"
        made = subprocess.run([MAKE_RECORDING, str(self.path)], capture_output=True, check=True,
                              timeout=harness.WAIT)
        self.told = json.loads(made.stdout)

    def tshark(self, *words):
        done = subprocess.run(["tshark", "-r", str(self.path), *words], capture_output=True,
                              timeout=harness.WAIT, check=False,
                              env={**os.environ, "TSHARK_WIRESHARK_LOG": "critical"})
        said = [line for line in done.stderr.decode().splitlines() if "Running as user" not in line]
        self.assertEqual((done.returncode, said), (0, []))
        return done.stdout.decode()

    def test_without_a_warning(self):
        self.assertEqual(self.tshark("-q", "-z", "expert,warn").strip(), "")
        self.assertEqual(self.tshark("-Y", "_ws.malformed || tcp.analysis.flags && "
                                     "!tcp.analysis.window_update"), "")

    def follow(self, kind, number):
        """(what node 0 said, what node 1 said)"""
        said = {False: "", True: ""}
        for line in self.tshark("-q", "-z", f"follow,{kind},raw,{number}").splitlines():
            if re.fullmatch(r"\t?[0-9a-f]+", line):
                said[line.startswith("\t")] += line.strip()
        return said[False], said[True]

    def test_follow_gives_the_exact_octets(self):
        total = 0
        for kind, transports in (("tcp", ("tcp", "serial")), ("udp", ("udp",))):
            wanted = [one for one in self.told if one["transport"] in transports]
            for number, one in enumerate(wanted):
                ours = [one["sent"], one["received"]]
                got = self.follow(kind, number)
                self.assertEqual(sorted(got), sorted(ours), (kind, number))
                total += len(one["sent"] + one["received"]) // 2
        self.figure(f"{total:,} octets in 6 conversations, as they were said, past the wrap of "
                    "the sequence number")

    def test_raw_ip_is_whole(self):
        raw = next(one for one in self.told if one["transport"] == "raw")
        listed = self.tshark("-Y", "ip.proto == 253", "-T", "fields", "-e", "data", "-e", "ip.src")
        said = {"10.0.0.1": "", "10.0.0.9": ""}
        for line in listed.splitlines():
            octets, source = line.split("\t")
            said[source] += octets
        self.assertEqual(said, {"10.0.0.1": raw["sent"], "10.0.0.9": raw["received"]})


class Recording(harness.Case):

    def recordings(self):
        return sorted((self.folder / "state/parley").glob("*.pcapng"))

    def export(self, path, *words):
        done = subprocess.run([harness.PARLEY, "open", str(path), "--export", "jsonl", *words],
                              capture_output=True, timeout=harness.WAIT, check=False)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        return done.stdout

    def talk(self, *options, said=b"Hello", **more):
        parley = self.listen("--echo", *options, **more)
        peer = self.client(parley.port)
        peer.sendall(said)
        self.assertEqual(harness.receive(peer, len(said)), said)
        peer.close()
        parley.event("closed")
        self.assertEqual(self.stop(parley), 0)
        return parley

    def test_on_by_default_for_the_user_alone(self):
        parley = self.talk()
        [path] = self.recordings()
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
        self.assertEqual(stat.S_IMODE(path.parent.stat().st_mode), 0o700)
        self.assertRegex(path.name, r"^\d{8}-\d{6}-listen-127\.0\.0\.1-0-\d+\.pcapng$")
        self.assertIn(f"  recorded in {path} (--no-record: keep nothing)\n",
                      bytes(parley.err.data).decode())
        self.assertEqual(self.export(path), parley.output)

    def test_no_record_leaves_nothing(self):
        parley = self.talk("--no-record")
        self.assertEqual(self.recordings(), [])
        self.assertNotIn(b"recorded", parley.err.data)
        self.assertEqual(parley.all_of("recorded"), [])

    def test_the_last_event_tells_that_all_is_on_the_disk(self):
        for options in ([], ["--sync"]):
            with self.subTest(options):
                parley = self.talk(*options)
                last = parley.all_events[-1]
                self.assertEqual(last["event"], "recorded")
                self.assertGreaterEqual(last["count"], parley.events[-1]["n"])

    def test_named_and_continued(self):
        path = self.folder / "day.pcapng"
        first = self.talk("-o", str(path))
        second = self.talk("-o", str(path), said=b"again")
        self.assertEqual(self.export(path), first.output + second.output)
        numbers = [e["n"] for e in first.all_events + second.all_events]
        self.assertEqual(numbers, list(range(1, len(numbers) + 1)))
        self.assertEqual(second.event("connected")["peer"], 2)
        self.assertEqual(self.recordings(), [])

    def test_other_files_are_refused_and_left_alone(self):
        path = self.folder / "notes"
        path.write_text("mine")
        folder = self.folder / "folder"
        folder.mkdir()
        held = self.folder / "held.pcapng"
        self.listen("-o", str(held))
        for file, words in (
                (path, f"cannot continue the recording {path}: it is no recording that Parley "
                       "made; it is left as it is"),
                (folder, f"cannot open {folder}: is a directory (EISDIR)"),
                (held, f"cannot continue the recording {held}: another program is writing it now"),
                (self.folder / "no/such", f"cannot create {self.folder}/no/such: no such file or "
                                          "directory (ENOENT)")):
            parley = self.parley("listen", "127.0.0.1", "0", "-o", str(file))
            self.assertEqual(parley.exit_code(), 2)
            self.assertEqual(parley.errors, f"parley: {words}\n")
        self.assertEqual(path.read_text(), "mine")

    def test_without_a_place_it_talks_on_and_says_so(self):
        nowhere = self.folder / "nowhere"
        nowhere.write_text("a file")
        server = self.server()
        parley = self.connect(server.getsockname()[1], form="raw",
                              env={**os.environ, "XDG_STATE_HOME": str(nowhere)})
        peer = self.accept(server)
        peer.sendall(b"Hello")
        peer.close()
        parley.close_input()
        self.assertEqual(parley.exit_code(), 3)
        self.assertEqual(parley.output, b"Hello")
        self.assertIn("parley: NOTHING IS RECORDED: cannot make the folder "
                      f"{nowhere}/parley: not a directory (ENOTDIR)\n", parley.errors)

    def test_what_is_being_written_can_be_followed_and_searched(self):
        path = self.folder / "live.pcapng"
        parley = self.listen("-o", str(path))
        peer = self.client(parley.port)
        peer.sendall(b"the first needle")
        number = parley.event("received")["n"]
        parley.wait_events(lambda events: any(
            e["event"] == "recorded" and e["count"] >= number for e in events))
        follower = self.parley("open", str(path), "--follow", "--find", "needle", "--format",
                               "jsonl", "--export", "jsonl")
        follower.wait_output(re.compile(rb"the first needle").search)
        peer.sendall(b"hay, and the second needle")
        follower.wait_output(re.compile(rb"the second needle").search)
        self.stop(follower)
        self.stop(parley)

    def test_reading_changes_no_file(self):
        self.talk()
        [path] = self.recordings()
        whole = path.read_bytes()
        foreign = self.folder / "foreign.pcap"
        foreign.write_bytes(bytes.fromhex("d4c3b2a1020004000000000000000000ffff000001000000"))
        for name, octets in (("whole", whole), ("cut", whole[:-7]),
                             ("damaged", whole[:700] + b"\0\0" + whole[702:]),
                             ("foreign", foreign.read_bytes())):
            file = self.folder / f"{name}.pcapng"
            file.write_bytes(octets)
            before = (hashlib.sha256(octets).digest(), file.stat().st_mtime_ns)
            for words in (["open", file], ["open", file, "--text"], ["wire", file],
                          ["open", file, "--find", "Hello"]):
                subprocess.run([harness.PARLEY, *map(str, words)], capture_output=True,
                               timeout=harness.WAIT, check=False)
            after = (hashlib.sha256(file.read_bytes()).digest(), file.stat().st_mtime_ns)
            self.assertEqual(before, after, name)

    def test_tls_is_said_to_be_plaintext(self):
        parley = self.parley("connect", "tls://127.0.0.1:1")
        parley.exit_code()
        self.assertIn(b"  TLS is recorded as plaintext\n", parley.err.data)

    def test_each_run_has_a_file_of_its_own(self):
        for _ in range(3):
            self.talk()
        self.assertEqual(len(self.recordings()), 3)

    def test_old_ones_go_and_open_ones_stay(self):
        store = self.folder / "state/parley"
        store.mkdir(parents=True, mode=0o700)
        old = store / "20200101-000000-listen-1.pcapng"
        mine = store / "notes.pcapng"
        for file in (old, mine):
            file.write_bytes(b"x")
        open_one = store / "20200101-000001-listen-2.pcapng"
        held = open_one.open("wb")  # as whoever writes one does
        self.addCleanup(held.close)
        fcntl.flock(held, fcntl.LOCK_EX)
        parley = self.listen()
        removed = parley.event("noted")
        self.assertEqual(removed["reason"],
                         f"the recording {old.name} was removed: older than 30 days")
        self.stop(parley)
        self.assertEqual((old.exists(), mine.exists(), open_one.exists()), (False, True, True))


if __name__ == "__main__":
    harness.main()
