"""parley open FILE --replay: a recorded conversation is played again, to peers that behave as they
did and to peers that do not."""
import re
import socket
import threading
import time

import certificates
import harness


class ReplayCase(harness.Case):

    def record(self, *talks, options=()):
        """What `parley listen` and some clients said: each a list of (said, answer)."""
        path = self.folder / "recorded.pcapng"
        parley = self.listen("-o", str(path), "--reply", "hello|again", "<{{0}}>", *options)
        for number, talk in enumerate(talks, 1):
            peer = self.client(parley.port)
            for said, answer in talk:
                peer.sendall(said)
                self.assertEqual(harness.receive(peer, len(answer)), answer)
            peer.close()
            parley.event("closed", peer=number)
        self.assertEqual(self.stop(parley), 0)
        return path

    def serve(self, answer):
        """A server of the test's own: for each chunk what `answer` says, in a thread."""
        server = self.server()

        def run():
            peer = self.accept(server)
            while chunk := peer.recv(65536):
                said = answer(chunk)
                if said is None:
                    break
                peer.sendall(said)
            peer.close()
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        self.addCleanup(thread.join, harness.WAIT)
        return server.getsockname()[1]

    def replay(self, path, port, *options, code=0):
        parley = self.parley("open", str(path), "--replay", f"127.0.0.1:{port}", *options)
        self.assertEqual(parley.exit_code(), code, parley.story())
        return parley.output.decode()


TWO_TURNS = [(b"hello", b"<hello>"), (b"again", b"<again>")]


class Client(ReplayCase):

    def test_the_same_server_answers_the_same(self):
        path = self.record(TWO_TURNS)
        port = self.serve(lambda said: b"<" + said + b">")
        said = self.replay(path, port)
        self.assertIn("no difference: played the client's side of connection 1 of ", said)
        self.assertIn(": 10 bytes in 2 turns said; 14 bytes in 2 whole answers came as recorded; ",
                      said)

    def test_the_first_difference_is_named(self):
        path = self.record(TWO_TURNS)
        port = self.serve(lambda said: b"<" + said.replace(b"gain", b"way\x1b") + b">")
        said = self.replay(path, port, code=1)
        self.assertIn("the peer's answer is not the recorded one; first difference: offset 9 of what "
                      "the peer says, in its answer 2, recorded ", said)
        rows = [line.split("  ") for line in said.splitlines()]
        self.assertIn("  recorded  67 61 69 6e 3e ", said)
        self.assertIn("  came      77 61 79 1b 3e ", said)
        self.assertNotIn("\x1b", said)
        self.assertTrue(any(row[-1].strip() == r"way\1B>" for row in rows), said)

    def test_what_is_missing_too_much_or_cut_off(self):
        path = self.record(TWO_TURNS)
        quick = ("--wait", "300ms", "--speed", "max")
        cases = (
            (lambda said: b"<" + said + (b">" if said == b"hello" else b""), "did not come within 300 ms"),
            (lambda said: b"<" + said + b">!", "the peer's answer is not the recorded one"),
            (lambda said: b"<" + said + (b">" if said == b"hello" else b">>"),
             "the peer said more than was recorded"),
            (lambda said: b"<hello>" if said == b"hello" else None,
             "the peer ended the conversation too early, 7 recorded bytes missing"))
        for answer, words in cases:
            self.assertIn(words, self.replay(path, self.serve(answer), *quick, code=1))

    def test_jsonl_tells_it_too(self):
        path = self.record(TWO_TURNS)
        port = self.serve(lambda said: b"no")
        parley = self.parley("open", str(path), "--replay", f"127.0.0.1:{port}", "--format", "jsonl")
        noted = parley.event("noted", **{"class": "expect"})
        self.assertIn("first difference: offset 0", noted["reason"])
        self.assertEqual(parley.exit_code(), 1)

    def test_pace(self):
        """The pauses of this side are kept, divided, or left out."""
        path = self.folder / "recorded.pcapng"
        parley = self.listen("-o", str(path), "--reply", ".+", "ok")
        peer = self.client(parley.port)
        for _ in range(3):
            peer.sendall(b"x")
            self.assertEqual(harness.receive(peer, 2), b"ok")
            time.sleep(0.4)  # a pause that is recorded, and nothing that is waited for
        peer.close()
        parley.event("closed")
        self.stop(parley)
        took = {}
        for speed in ("1", "2", "max"):
            port = self.serve(lambda said: b"ok")
            said = self.replay(path, port, "--speed", speed)
            number, unit = re.search(r"; ([\d.]+) (s|ms|us)$", said, re.MULTILINE).groups()
            took[speed] = float(number) * {"s": 1, "ms": 1e-3, "us": 1e-6}[unit]
        self.assertGreaterEqual(took["1"], 0.8)
        self.assertGreaterEqual(took["2"], 0.4)
        self.assertLess(took["2"], took["1"])
        self.assertLess(took["max"], took["2"])

    def test_one_of_several_is_chosen(self):
        path = self.record(TWO_TURNS[:1], TWO_TURNS)
        port = self.serve(lambda said: b"<" + said + b">")
        self.assertEqual(self.replay(path, port, code=2), "")
        self.assertIn("there are 2; choose one of them:", self.processes[-1].errors)
        self.assertIn("--connection 2: peer 2, 127.0.0.1:", self.processes[-1].errors)
        self.assertIn("connection 2 of", self.replay(path, port, "--peer", "2"))
        self.assertEqual(self.replay(path, port, "--connection", "7", code=2), "")

    def test_nobody_there(self):
        path = self.record(TWO_TURNS)
        server = self.server()
        port = server.getsockname()[1]
        server.close()
        said = self.replay(path, port, code=1)
        self.assertIn("connection refused", said)
        self.assertIn("nothing was replayed", said)

    def test_usage(self):
        path = self.record(TWO_TURNS)
        for options, words in ((("--replay", "nowhere"), "the port is missing"),
                               (("--replay", "127.0.0.1:1", "--speed", "fast"), "after --speed"),
                               (("--replay", "127.0.0.1:1", "-w", "x"), "after -w")):
            parley = self.parley("open", str(path), *options)
            self.assertEqual(parley.exit_code(), 2)
            self.assertIn(words, parley.errors)


class Server(ReplayCase):

    def play(self, path, *options):
        parley = self.parley("open", str(path), "--replay-listen", "127.0.0.1:0", "--format",
                             "jsonl", *options)
        return parley, self.client(parley.port)

    def test_the_same_client_finds_the_server_that_it_had(self):
        path = self.record(TWO_TURNS)
        parley, peer = self.play(path)
        for said, answer in TWO_TURNS:
            peer.sendall(said)
            self.assertEqual(harness.receive(peer, len(answer)), answer)
        self.assertEqual(harness.receive(peer), b"", "nothing is left to be said")
        peer.close()
        self.assertEqual(parley.exit_code(), 0)
        self.assertIn("no difference: played the server's side", parley.errors)

    def test_a_client_that_asks_for_something_else(self):
        path = self.record(TWO_TURNS)
        parley, peer = self.play(path)
        peer.sendall(b"hallo")
        self.assertEqual(parley.exit_code(), 1)
        self.assertIn("first difference: offset 1 of what the peer says", parley.errors)
        self.assertNotIn("text", parley.all_of("sent"), "it is not answered")


class Datagrams(ReplayCase):

    def test_udp(self):
        path = self.folder / "recorded.pcapng"
        parley = self.listen("-u", "-o", str(path), "--reply", "hello|again", "<{{0}}>")
        peer = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.addCleanup(peer.close)
        peer.settimeout(harness.WAIT)
        peer.connect(("127.0.0.1", parley.port))
        for said, answer in TWO_TURNS:
            peer.send(said)
            self.assertEqual(peer.recv(100), answer)
        self.stop(parley)
        for answers, code in ((TWO_TURNS, 0), ([TWO_TURNS[0], (b"", b"<agitated>")], 1)):
            server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            self.addCleanup(server.close)
            server.settimeout(harness.WAIT)
            server.bind(("127.0.0.1", 0))
            parley = self.parley("open", str(path), "--replay",
                                 f"127.0.0.1:{server.getsockname()[1]}", "--speed", "max")
            for said, (_, answer) in zip((b"hello", b"again"), answers):
                got, address = server.recvfrom(100)
                self.assertEqual(got, said)
                server.sendto(answer, address)
            self.assertEqual(parley.exit_code(), code, parley.story())
        self.assertIn("datagram 2 of the peer, offset 3", parley.output.decode())


    def test_a_server_of_datagrams(self):
        path = self.folder / "recorded.pcapng"
        parley = self.listen("-u", "-o", str(path), "--reply", "hello|again", "<{{0}}>")
        peer = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.addCleanup(peer.close)
        peer.settimeout(harness.WAIT)
        peer.connect(("127.0.0.1", parley.port))
        peer.send(b"hello")
        self.assertEqual(peer.recv(100), b"<hello>")
        self.stop(parley)
        played = self.parley("open", str(path), "--replay-listen", "127.0.0.1:0", "--format", "jsonl")
        again = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.addCleanup(again.close)
        again.settimeout(harness.WAIT)
        again.connect(("127.0.0.1", played.port))
        again.send(b"hello")
        self.assertEqual(again.recv(100), b"<hello>")
        self.assertEqual(played.exit_code(), 0)


class Tls(ReplayCase):

    def test_plaintext_is_played_over_tls_again(self):
        certificate, key = certificates.Authority(self).self_signed()
        path = self.folder / "recorded.pcapng"
        server = ("--tls", "--cert", str(certificate), "--key", str(key), "--reply", "hello", "<hello>")
        recorded = self.listen("-o", str(path), *server)
        client = self.connect(recorded.port, "--tls", "--insecure")
        client.event("connected")
        client.command(send="hello")
        client.wait_received(1, 7)
        self.stop(client)
        recorded.event("closed")
        self.stop(recorded)
        live = self.listen(*server)
        said = self.replay(path, live.port, "--insecure")
        self.assertIn("connected (tls)", said)
        self.assertIn("7 bytes in 1 whole answer came as recorded", said)


class Much(ReplayCase):

    def test_megabytes_as_fast_as_they_are_taken(self):
        """Both directions at once, many times what queues hold."""
        path = self.folder / "recorded.pcapng"
        parley = self.listen("--echo", "-o", str(path), form="raw", stdout=None)
        much = bytes(range(256)) * 40_000
        peer = self.client(parley.port)
        sender = threading.Thread(target=lambda: (peer.sendall(much), peer.shutdown(socket.SHUT_WR)))
        sender.start()
        self.assert_same(harness.receive(peer), much)
        sender.join()
        self.stop(parley)
        port = self.serve(lambda said: said)
        said = self.replay(path, port, "--speed", "max", "--no-record")
        self.assertIn(f"{len(much)} bytes in ", said)
        self.assertIn("no difference", said)


if __name__ == "__main__":
    harness.main()
