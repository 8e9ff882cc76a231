"""parley wire: captures as ladders. Frames are made here, octet by octet, so that every line of the
output is known; live captures are of real sockets."""
import os
import signal
import socket
import struct
import subprocess

import harness

SYN, FIN, RST, ACK = 2, 1, 4, 16
CLIENT, SERVER = ("10.0.2.15", 50000), ("10.0.2.2", 8888)


def total(data):
    data += b"\0" * (len(data) % 2)
    value = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while value >> 16:
        value = (value & 0xffff) + (value >> 16)
    return value


def packet(source, destination, flags, sequence, acknowledgement, payload=b"", window=2144):
    """An IPv4 packet with one TCP segment, both checksums right."""
    addresses = socket.inet_aton(source[0]) + socket.inet_aton(destination[0])
    tcp = struct.pack("!HHIIBBHHH", source[1], destination[1], sequence, acknowledgement, 5 << 4,
                      flags, window, 0, 0) + payload
    check = ~total(addresses + struct.pack("!HH", 6, len(tcp)) + tcp) & 0xffff
    tcp = tcp[:16] + struct.pack("!H", check) + tcp[18:]
    ip = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(tcp), 0, 0, 64, 6, 0) + addresses
    return ip[:10] + struct.pack("!H", ~total(ip) & 0xffff) + ip[12:] + tcp


def pcap(*packets, link=101):
    """A classic capture with a packet every millisecond."""
    file = struct.pack("<IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 65535, link)
    for at, octets in enumerate(packets):
        file += struct.pack("<IIII", 1_800_000_000, at * 1000, len(octets), len(octets)) + octets
    return file


def talk():
    return [packet(CLIENT, SERVER, SYN, 99, 0),
            packet(SERVER, CLIENT, SYN | ACK, 499, 100),
            packet(CLIENT, SERVER, ACK, 100, 500),
            packet(CLIENT, SERVER, ACK, 100, 500, b"Hello\n"),
            packet(CLIENT, SERVER, ACK, 100, 500, b"Hello\n"),
            packet(SERVER, CLIENT, ACK, 500, 106),
            packet(SERVER, CLIENT, FIN | ACK, 500, 106),
            packet(CLIENT, SERVER, RST | ACK, 106, 501)]


LADDER = """\
Conversation 1, TCP: 10.0.2.15:50000 > 10.0.2.2:8888
            client                  server  since 2027-01-15T08:00:00.000000Z
    +0.000 ms  |--------- SYN -------->|  may I connect? I count from 100 (window 2144).
    +1.000 ms  |<------ SYN-ACK -------|  yes, I wait for your 100. I count from 500 (window 2144).
    +2.000 ms  |--------- ACK -------->|  and I wait for your 500. Both know that both hear: it is
               |                       |  open.
    +3.000 ms  |------ 6 octets ------>|  octets 1 to 6: "Hello\\n"
    +4.000 ms  |------ 6 octets ------>|  octets 1 to 6: "Hello\\n"
               |                       |  ! Sent again after 1 ms: no answer to it had come here.
    +5.000 ms  |<-------- ACK ---------|  I have all up to your octet 6 (1 ms later).
    +6.000 ms  |<-------- FIN ---------|  I have sent everything.
    +7.000 ms  |--------- RST -------->|  it is over, at once.
               |                       |  ! It answers FIN with RST. A board that has read
               |                       |    everything does so: it is the way of the ESP8266's core.
  Handshake in 2 ms. 6 octets came from the client, 0 from the server.
  Segments: 1 sent again.
"""


class Wire(harness.Case):

    def wire(self, *words, data=None, code=0):
        done = subprocess.run([harness.PARLEY, "wire", *words], input=data, capture_output=True,
                              check=False, timeout=harness.WAIT)
        self.assertEqual(done.returncode, code, done.stderr.decode())
        return done.stdout.decode(), done.stderr.decode()

    def file(self, data, name="capture.pcap"):
        path = self.folder / name
        path.write_bytes(data)
        return str(path)

    def test_a_ladder_word_by_word(self):
        self.assertEqual(self.wire(self.file(pcap(*talk()))), (LADDER, ""))

    def test_from_standard_input(self):
        self.assertEqual(self.wire("-", data=pcap(*talk())), (LADDER, ""))

    def test_a_long_one_is_shown_to_its_end(self):
        data = pcap(*talk())
        done = subprocess.run([harness.PARLEY, "wire", "-"], input=data[:24] + data[24:] * 500,
                              capture_output=True, check=False, timeout=harness.WAIT)
        self.assertEqual(done.returncode, 0)
        self.assertGreater(done.stdout.count(b"\n"), 500)

    def test_brief_and_a_choice(self):
        other = packet(("10.0.2.9", 4000), SERVER, SYN, 1, 0)
        refusal = packet(SERVER, ("10.0.2.9", 4000), RST | ACK, 0, 2)
        path = self.file(pcap(*talk(), other, refusal))
        lines = self.wire("--brief", path)[0].splitlines()
        self.assertEqual([line.split()[0] for line in lines], ["#", "1", "2"])
        self.assertRegex(lines[1], r"2 ms +6 +0 +1  reset by client$")
        self.assertRegex(lines[2], r"refused$")
        for choice in (["--peer", "2"], ["--host", "10.0.2.9"], ["--port", "4000"]):
            shown = self.wire(path, *choice)[0]
            self.assertIn("no: nobody listens here.", shown)
            self.assertIn("Refused: nobody listens at 10.0.2.2:8888.", shown)
            self.assertNotIn("Hello", shown)
        self.assertIn("48 65 6c 6c 6f 0a", self.wire(path, "--hex")[0])

    def test_what_a_peer_sends_reaches_no_terminal(self):
        evil = packet(CLIENT, SERVER, ACK, 100, 500, b"\x1b[2J\x07\x9b")
        shown = self.wire(self.file(pcap(*talk()[:3], evil)), "--text")[0]
        self.assertIn("\\1B[2J\\07\\9B", shown)
        self.assertNotIn("\x1b", shown)

    def test_a_file_that_grows(self):
        whole = pcap(*talk())
        path = self.file(whole[:100])
        wire = self.tool(harness.PARLEY, "wire", "--follow", path)
        wire.wait_output(lambda got: b"may I connect?" in got)
        with open(path, "ab") as file:
            file.write(whole[100:])
        wire.wait_output(lambda got: b"it is over, at once." in got)
        wire.send_signal(signal.SIGINT)
        self.assertEqual(wire.exit_code(), 0)

    def test_a_recording_of_ours_claims_no_packets(self):
        path = str(self.folder / "ours.pcapng")
        server = self.listen("--echo", "--once", "-o", path)
        peer = self.client(server.port)
        peer.sendall(b"Hello")
        self.assertEqual(harness.receive(peer, 5), b"Hello")
        peer.close()
        self.assertEqual(server.exit_code(), 0)
        shown, said = self.wire(path)
        self.assertIn("its headers are rebuilt", said.replace("\n", " "))
        self.assertEqual(shown.count('"Hello"'), 2)
        for claim in ("SYN", "ACK", "FIN", "RST", "Handshake"):
            self.assertNotIn(claim, shown)

    def test_what_cannot_be_shown(self):
        self.assertIn("text", self.wire(self.file(b"hello, world\n"), code=2)[1])
        self.assertIn("neither a FILE nor an interface", self.wire(code=2)[1])
        self.assertIn("ENOENT", self.wire(str(self.folder / "none"), code=1)[1])
        wifi = self.file(pcap(b"\x88" * 40, link=105))
        self.assertIn("IEEE 802.11 (link type 105)", self.wire(wifi)[1])

    def test_live(self):
        self.need_root()
        server = self.server()
        port = server.getsockname()[1]
        kept = str(self.folder / "kept.pcapng")
        wire = self.tool(harness.PARLEY, "wire", "-i", "lo", "--port", str(port), "-o", kept)

        # Capturing begins some time after the start: talk until it is seen.
        def seen():
            peer = self.client(port)
            self.accept(server).close()
            peer.close()
            return b"may I connect?" in wire.output
        self.wait_until(seen, "a handshake in the ladder")
        wire.wait_output(lambda got: b"I have sent everything." in got)
        wire.send_signal(signal.SIGINT)
        self.assertEqual(wire.exit_code(), 0)

        # What was shown is in the file, which nothing may overwrite.
        self.assertIn("may I connect?", self.wire(kept, "--port", str(port))[0])
        self.assertEqual(os.stat(kept).st_mode & 0o777, 0o600)
        self.assertIn("EEXIST", self.wire("-i", "lo", "-o", kept, code=1)[1])
        self.wire(kept, "-o", kept + "-2", code=2)
        self.assertFalse(os.path.exists(kept + "-2"))

    def test_live_needs_permission_and_an_interface(self):
        self.need_root()
        self.assertIn("there is no such interface; there are: ", self.wire("-i", "nowhere", code=1)[1])
        program = self.program_for_anybody()
        done = subprocess.run([program, "wire", "-i", "lo"], capture_output=True, check=False,
                              timeout=harness.WAIT, user=harness.NOBODY, extra_groups=[])
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"sudo setcap cap_net_raw=ep {program}", done.stderr.decode())

    def test_a_reader_that_has_seen_enough(self):
        path = self.file(pcap(*talk()))
        read, write = os.pipe()
        os.close(read)
        done = subprocess.run([harness.PARLEY, "wire", path], stdout=write, check=False,
                              stderr=subprocess.PIPE, timeout=harness.WAIT)
        os.close(write)
        self.assertEqual((done.returncode, done.stderr), (0, b""))


if __name__ == "__main__":
    harness.main()
