"""Hostile octets reach no terminal, and only peers of this machine's own networks are served:
what a device sends may look like anything, and anybody may knock."""
import re
import subprocess
import unicodedata

import certificates
import harness
import namespaces
import terminals

# What harms: window titles, erasing, answers that type themselves, 8-bit controls raw and as UTF-8,
# text that runs backwards, what hides, what breaks lines; and octets that are no UTF-8.
HOSTILE = {
    "title": (b"\x1b]0;x\x07", r"\1B]0;x\07"),
    "erase": (b"\x1b[2J", r"\1B[2J"),
    "colour": (b"\x1b[31m", r"\1B[31m"),
    "report": (b"\x1b[6n", r"\1B[6n"),
    "clipboard": (b"\x1b]52;c;cm0gLXJm\x1b\\", r"\1B]52;c;cm0gLXJm\1B\\"),
    "8-bit": (b"\x9b2J\x9d0;x\x9c", r"\9B2J\9D0;x\9C"),
    "C1 in UTF-8": (b"\xc2\x9b2J\xc2\x90", r"\C2\9B2J\C2\90"),
    "backwards": ("\u202egpj.exe\u2066".encode(), r"\E2\80\AEgpj.exe\E2\81\A6"),
    "invisible": ("a\u200b\u2060\ufeffb".encode(), r"a\E2\80\8B\E2\81\A0\EF\BB\BFb"),
    "separators": ("\u2028\u2029\x85".encode(), r"\E2\80\A8\E2\80\A9\C2\85"),
    "controls": (b"\x00\x08\x0b\x0c\x0e\x7f", r"\00\08\0B\0C\0E\7F"),
    "overwrites": (b"good\rbad!", r"good\rbad!"),
    "no UTF-8": (b"\xff\xc0\xaf\xed\xa0\x80\xf4\x90", r"\FF\C0\AF\ED\A0\80\F4\90"),
    "backslash": (b"\\1B", r"\\1B"),
}


class Text(harness.Case):

    def assert_harmless(self, octets, controls="\n\t"):
        """Strict UTF-8 in which nothing but LF and TAB is a control or format character."""
        text = octets.decode("utf-8")
        bad = {c for c in text if c not in controls and
               unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")}
        self.assertEqual(bad, set(), "reached the reader")

    def everything_hostile(self):
        return b"\n".join(sent for sent, _ in HOSTILE.values()) + bytes(range(256)) + b"\n"

    def test_rows_in_a_pipe(self):
        parley = self.listen(form="text", stdin=subprocess.DEVNULL)
        peer = self.client(parley.port)
        for name, (sent, shown) in HOSTILE.items():
            with self.subTest(name):
                peer.sendall(b"<<" + sent + b">>\n")
                parley.wait_output(lambda data, row=f"<<{shown}>>\n".encode(): row in data)
        for octet in self.everything_hostile():  # cut everywhere
            peer.sendall(bytes([octet]))
        peer.close()
        parley.wait_output(lambda data: b"closed" in data)
        self.stop(parley)
        self.assert_harmless(parley.output)
        self.assert_harmless(parley.errors.encode())

    def test_words_about_peers(self):
        """With -v and as the reason of a failure."""
        authority = certificates.Authority(self)
        parley = self.listen("--tls", "--cert", authority.sign("server")[0], "--key",
                             self.folder / "server.key", "-v", form="raw")
        for number, (sent, _) in enumerate(HOSTILE.values(), 1):
            self.client(parley.port).sendall(sent + b"\r\n")
            parley.wait_error(lambda text, many=number: text.count(b"cannot start TLS") >= many)
        self.assert_harmless(parley.errors.encode())

    def test_jsonl(self):
        parley = self.listen()
        peer = self.client(parley.port)
        hostile = self.everything_hostile()
        peer.sendall(hostile)
        self.assertEqual(parley.wait_received(1, len(hostile)), hostile)
        for sent, _ in HOSTILE.values():
            peer.sendall(sent)
            parley.write(b'{"send":"' + re.sub(rb'["\\\x00-\x1f]', b"", sent) + b'"}\n')
        parley.wait_received(1, len(hostile) + sum(len(sent) for sent, _ in HOSTILE.values()))
        peer.shutdown(1)
        harness.receive(peer)
        parley.event("closed")
        self.assert_harmless(parley.output, controls="\n")

    def test_raw_output_is_exact(self):
        """A pipe is not a terminal: every octet as it came."""
        parley = self.listen("--once", form="raw", stdin=subprocess.DEVNULL)
        peer = self.client(parley.port)
        hostile = self.everything_hostile()
        peer.sendall(hostile)
        peer.close()
        self.assertEqual(parley.exit_code(), 0)
        self.assertEqual(parley.output, hostile)


class OnTerminal(harness.Case):

    # A control sequence (ECMA-48), another escape, or a lone control character.
    CONTROLS = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b.|[\x00-\x1f\x7f]|\xc2[\x80-\x9f]")

    def controls_of(self, payloads, *options):
        """Which controls the terminal got while a peer sent this, and all that it got."""
        terminal = terminals.Terminal(self, "listen", "127.0.0.1", "0", *options)
        peer = self.client(terminal.port)
        terminal.wait(rb"connected")
        for payload in payloads:
            peer.sendall(b"<<" + payload + b">>\n")
        peer.close()
        terminal.wait(rb"1  -  ")
        terminal.type("/peers\r/quit\r")
        self.assertEqual(terminal.exit_code(), 0)
        return set(self.CONTROLS.findall(terminal.screen)), terminal.screen

    def test_at_a_prompt(self):
        """Only the program's own sequences, which a harmless peer brings about just as well."""
        ours, _ = self.controls_of([b"harmless", b"text\ttab"])
        seen, screen = self.controls_of(sent for sent, _ in HOSTILE.values())
        self.assertEqual(seen - ours, set(), "the peer's controls reached the terminal")
        for _, shown in HOSTILE.values():
            self.assertIn(f"<<{shown}>>".encode(), screen)

    def test_hex_at_a_prompt(self):
        ours, _ = self.controls_of([b"harmless"], "--hex")
        seen, screen = self.controls_of([sent for sent, _ in HOSTILE.values()], "--hex")
        self.assertEqual(seen - ours, set(), "the peer's controls reached the terminal")
        self.assertIn(b"1b 5d 30 3b 78 07", screen)


class HowMany(harness.Case):

    def test_cap_of_all(self):
        parley = self.listen("--echo", "--max-peers", "2")
        peers = [self.client(parley.port) for _ in range(2)]
        parley.event("connected", peer=2)
        peers[0].sendall(b"1")
        self.assertEqual(harness.receive(peers[0], 1), b"1")
        third = self.client(parley.port)
        third.sendall(b"3")
        self.assertEqual(harness.receive(third, 1), b"3")
        self.assertEqual(parley.event("failed")["reason"],
                         f"cannot keep 127.0.0.1:{peers[1].getsockname()[1]}: 2 peers at once is "
                         "the limit, and it was silent for the longest")


class WhoIsServed(harness.Case):
    """A server on a cable with 10.77.0.1/24; at its other end is 10.77.0.2, which has foreign
    addresses besides."""

    def setUp(self):
        super().setUp()
        self.here, self.there = namespaces.Namespace(self), namespaces.Namespace(self)
        self.here.cable("eth0", self.there, "eth0")
        self.here.address("eth0", "10.77.0.1/24", "fd77::1/64")
        self.there.address("eth0", "10.77.0.2/24", "fd77::2/64", "192.0.2.9/32", "2001:db8::9/128")
        self.here.ip("route", "add", "192.0.2.0/24", "via", "10.77.0.2")
        self.here.ip("-6", "route", "add", "2001:db8::/64", "via", "fd77::2")

    def listen_here(self, *options, form="jsonl"):
        parley = self.parley("listen", "0", "--format", form, *options, namespace=self.here)
        self.assertGreater(parley.port, 0)
        return parley

    def is_served(self, parley, address, source):
        try:
            peer = self.there.client(address, parley.port, source)
            peer.sendall(b"hello")
            return peer.recv(5) == b"hello"
        except ConnectionError:
            return False

    def test_own_subnets_only(self):
        parley = self.listen_here("--echo")
        self.assertTrue(self.is_served(parley, "10.77.0.1", "10.77.0.2"))
        self.assertTrue(self.is_served(parley, "fd77::1", "fd77::2"))
        for source, address in (("192.0.2.9", "10.77.0.1"), ("2001:db8::9", "fd77::1")):
            self.assertFalse(self.is_served(parley, address, source))
        refused = parley.event("refused")
        self.assertEqual(refused["class"], "not_admitted")
        self.assertEqual(refused["reason"], f"cannot serve {refused['address']}: its address is in "
                         "none of this machine's own subnets")
        self.assertEqual(len(parley.all_of("connected")), 2)

    def test_hint_is_exact_and_works(self):
        parley = self.listen_here("--echo", form="raw")
        self.assertFalse(self.is_served(parley, "10.77.0.1", "192.0.2.9"))
        parley.wait_text(r"--allow 192\.0\.2\.0/24\n")
        said = harness.told(parley.errors)
        at = next(i for i, line in enumerate(said) if line.startswith("cannot serve 192.0.2.9:"))
        self.assertEqual(said[at + 1:at + 4], [
            "192.0.2.9 is outside this computer's own networks (10.77.0.0/24 on eth0, fd77::/64 on "
            "eth0), and a listener serves only those.",
            "To serve this address, start again with: --allow 192.0.2.9",
            "To serve the network around it: --allow 192.0.2.0/24"])
        for hint in ("192.0.2.9", "192.0.2.0/24"):
            allowing = self.listen_here("--echo", "--allow", hint)
            self.assertTrue(self.is_served(allowing, "10.77.0.1", "192.0.2.9"), hint)
        allowing = self.listen_here("--echo", "--allow", "2001:db8::/64")
        self.assertTrue(self.is_served(allowing, "fd77::1", "2001:db8::9"))
        self.assertFalse(self.is_served(allowing, "10.77.0.1", "192.0.2.9"))

    def test_datagrams_of_strangers_are_not_heard(self):
        parley = self.listen_here("-u", "--echo")
        for source in ("192.0.2.9", "10.77.0.2"):
            peer = self.there.socket(kind=harness.socket.SOCK_DGRAM)
            peer.bind((source, 0))
            peer.sendto(source.encode(), ("10.77.0.1", parley.port))
        self.assertEqual(parley.event("received")["text"], "10.77.0.2")
        self.assertEqual(parley.event("refused")["class"], "not_admitted")
        self.assertEqual(parley.received(1), b"10.77.0.2")

    def test_a_flood_of_strangers_is_told_once_a_second(self):
        parley = self.listen_here("--echo")
        for _ in range(100):
            self.assertFalse(self.is_served(parley, "10.77.0.1", "192.0.2.9"))
        self.assertTrue(self.is_served(parley, "10.77.0.1", "10.77.0.2"))
        parley.event("refused", nth=2)
        events = parley.all_of("refused")
        times = sorted({e["time"][:19] for e in events})
        self.assertLessEqual(len(events), len(times) + 1, events)

    def test_cap_per_address(self):
        """At the cap the peer that was silent for the longest makes room."""
        parley = self.listen_here("--echo", "--max-peers-per-address", "3")
        peers = [self.there.client("10.77.0.1", parley.port) for _ in range(3)]
        for number in (3, 2, 1):  # so peer 3 is the one that was heard first
            parley.event("connected", peer=number)
            peers[number - 1].sendall(b"%d" % number)
            self.assertEqual(harness.receive(peers[number - 1], 1), b"%d" % number)
        fourth = self.there.client("10.77.0.1", parley.port)
        fourth.sendall(b"4")
        self.assertEqual(harness.receive(fourth, 1), b"4")
        ended = parley.event("failed", peer=3)
        self.assertEqual(ended["class"], "peer_limit")
        self.assertEqual(ended["reason"], f"cannot keep {ended['address']}: 3 peers of its address "
                         "is the limit, and it was silent for the longest")
        with self.assertRaises(ConnectionError):
            harness.receive(peers[2], 1)
        peers[0].sendall(b"still here")
        self.assertEqual(harness.receive(peers[0], 10), b"still here")


if __name__ == "__main__":
    harness.main()
