"""The chapter's sketches as boards, with what their users know of them: exact Serial transcripts
against Python sockets and ncat, with the timing that a real board has, and what is on the wire.

Times are measured where a PC sees them: a lower bound is the sketch's own, an upper one has a
second for a busy machine."""
import os
import re
import signal
import socket
import time

import boards
import harness

SLACK = 5.0 if "PARLEY_SANITIZED" in os.environ else 1.0  # a busy machine's; no bar
CHIP_MAC = "5c:cf:7f:01:02:03"

CLIENT_STARTS = (rb"\nWaiting for WiFi \.+\r\nWiFi is there\r\nMy address: 10\.0\.2\.15\r\n"
                 rb"Going to \*{8}\r\n")
SERVER_STARTS = (rb"\nJoining \*{8}\r\n\.+\r\nWiFi is there\.\r\nAddress: 10\.0\.2\.15\r\n"
                 rb"Port: 80\n")


class Transcripts(boards.BoardCase):

    def assert_transcript(self, board, start, rest):
        """The whole of Serial: a pattern for how it joins, and the exact octets behind that."""
        found = re.match(start, board.output)
        self.assertTrue(found, board.output)
        self.assertEqual(board.output[found.end():], rest)

    def assert_took(self, seconds, least):
        self.assertGreaterEqual(seconds, least - 0.05)
        self.assertLess(seconds, least + SLACK)


class KitClient(Transcripts):
    """The kit's client sketch, unmodified: its placeholder address leads to this test."""

    def talk(self, *options):
        server = self.server()
        board = self.board(self.sketch("KitClient"), *self.host_entry(server.getsockname()[1]),
                           *options)
        peer = self.accept(server)
        self.assertEqual(harness.receive(peer, 21), b"Hello\nThis is my IP.\n")
        return board, peer

    def test_whole_conversation(self):
        board, peer = self.talk()
        peer.sendall(b"one")
        began = time.monotonic()
        self.assert_took(board.line("one\r\n") - began, 5)
        board.write(b"typed")
        began = time.monotonic()
        self.assertEqual(harness.receive(peer, 5), b"typed")
        self.assert_took(time.monotonic() - began, 1)
        peer.close()
        board.line("The server has gone.\r\n")
        self.assertEqual(self.stop(board, signal.SIGTERM), 0)
        self.assert_transcript(board, CLIENT_STARTS, b"There.\r\none\r\nThe server has gone.\r\n")

    def test_each_octet_begins_the_five_seconds_anew(self):
        """Two messages, three seconds apart, are one String and come after eight."""
        board, peer = self.talk()
        peer.sendall(b"one\n")
        began = time.monotonic()
        time.sleep(3)
        peer.sendall(b"two\n")
        self.assert_took(board.line("one\ntwo\n\r\n") - began, 8)

    def test_against_ncat(self):
        ncat = self.tool("ncat", "-l", "127.0.0.1", "0")
        self.wait_until(lambda: harness.listens(ncat.pid), "ncat's listening")
        board = self.board(self.sketch("KitClient"), *self.host_entry(harness.listens(ncat.pid)))
        ncat.wait_output(lambda data: bytes(data) == b"Hello\nThis is my IP.\n")
        ncat.write(b"from ncat\n")
        board.line("from ncat\n\r\n")
        ncat.send_signal(signal.SIGTERM)
        board.line("The server has gone.")

    def test_closed_port_refuses_at_once(self):
        """No delay in the loop: only the baud rate (32 octets a round) holds it up."""
        server = self.server()
        port = server.getsockname()[1]
        server.close()
        board = self.board(self.sketch("KitClient"), *self.host_entry(port))
        board.line("Connection failed.")
        before = board.output.count(b"Connection failed.")
        time.sleep(1)
        rounds = board.output.count(b"Connection failed.") - before
        self.figure(f"{rounds} refusals in a second")
        self.assertGreater(rounds, 50)
        self.assertLess(rounds, 115200 / 10 / 32 * 1.3)
        began = time.monotonic()
        self.assertEqual(self.stop(board, signal.SIGTERM), 0)
        self.assertLess(time.monotonic() - began, 2, "SIGTERM in while (!client.connect())")
        self.assert_transcript_of_failures(board.output)

    def assert_transcript_of_failures(self, output):
        found = re.match(CLIENT_STARTS, output)
        rounds = output[found.end():]
        whole, _, _ = rounds.rpartition(b"Connection failed.")
        self.assertEqual(whole, b"Connection failed.\r\nOnce more.\r\n"
                         * (len(whole) // len(b"Connection failed.\r\nOnce more.\r\n")))

    def test_filtered_port_takes_five_seconds_each(self):
        """A listener whose backlog is full leaves a SYN without an answer, as a firewall does."""
        server = self.server(backlog=0)
        address = server.getsockname()
        held = []
        for _ in range(8):
            peer = socket.socket()
            peer.setblocking(False)
            peer.connect_ex(address)
            held.append(peer)
            self.addCleanup(peer.close)
        board = self.board(self.sketch("KitClient"), *self.host_entry(address[1]))
        board.match(r"Going to \*{8}\r\n")
        began = time.monotonic()
        first = board.line(b"Connection failed.\r\nOnce more.\r\n")
        second = board.line(b"Once more.\r\nConnection failed.\r\nOnce more.\r\n")
        self.assert_took(first - began, 5)
        self.assert_took(second - first, 5)

    def test_its_syn_is_the_chips(self):
        """MSS 536 and a window of 2144: the "lower memory" lwIP of the core."""
        capture = self.folder / "board.pcapng"
        board, peer = self.talk("--capture", str(capture), "--mac", CHIP_MAC)
        peer.close()
        board.line("The server has gone.")
        self.assertEqual(self.stop(board, signal.SIGTERM), 0)
        syns = self.tshark(capture, "tcp.flags.syn == 1 && tcp.flags.ack == 0",
                           "eth.src", "ip.src", "ip.dst", "tcp.options.mss_val",
                           "tcp.window_size_value", "ip.ttl")
        self.assertEqual(syns[0], [CHIP_MAC, boards.BOARD, boards.PC, "536", "2144", "255"])

    def test_a_fin_is_answered_with_a_reset(self):
        """The core aborts a connection whose end came while nothing was left to read."""
        capture = self.folder / "board.pcapng"
        board, peer = self.talk("--capture", str(capture))
        peer.close()
        board.line("The server has gone.")
        self.assertEqual(self.stop(board, signal.SIGTERM), 0)
        ends = self.tshark(capture, "tcp.flags.fin == 1 || tcp.flags.reset == 1",
                           "ip.src", "tcp.flags.fin", "tcp.flags.reset")
        self.assertEqual(ends[:2], [[boards.PC, "1", "0"], [boards.BOARD, "0", "1"]])

    def test_a_fin_behind_unread_data_loses_nothing(self):
        board, peer = self.talk()
        peer.sendall(b"last words\n")
        peer.close()
        board.line("last words\n\r\nThe server has gone.\r\n")


class KitServer(Transcripts):
    """The kit's server sketch, unmodified, behind a forward."""

    def serve(self, *options):
        board = self.board(self.sketch("KitServer"), "--forward", "0:80", *options)
        port = board.forwarded()
        board.line("Port: 80\n")
        return board, port

    def test_whole_conversation(self):
        board, port = self.serve()
        peer = self.client(port)
        board.line("[somebody came]\r\n")
        began = time.monotonic()
        peer.sendall(b"one line\n")
        self.assertLess(board.line("one line\r\n") - began, SLACK)
        began = time.monotonic()
        peer.sendall(b"no newline")
        self.assert_took(board.line("no newline\r\n") - began, 5)
        board.write(b"typed\n")
        self.assertEqual(harness.receive(peer, 5), b"typed")
        peer.close()
        board.line("[and left]\r\n")
        self.assertEqual(self.stop(board, signal.SIGTERM), 0)
        self.assert_transcript(board, SERVER_STARTS,
                               b"[somebody came]\r\none line\r\nno newline\r\n[and left]\r\n")

    def test_it_eats_the_first_letter_of_a_second_line(self):
        """client.read() behind readStringUntil takes one octet: that is how this sketch is."""
        board, port = self.serve()
        peer = self.client(port)
        peer.sendall(b"first\nsecond\n")
        board.line("first\r\necond\r\n")

    def test_second_client_gets_silence_until_the_first_leaves(self):
        board, port = self.serve()
        first = self.client(port)
        board.line("[somebody came]\r\n")
        second = self.client(port)
        second.sendall(b"hello from the second\n")
        first.sendall(b"hello from the first\n")
        board.line("hello from the first\r\n")
        time.sleep(1)
        self.assertNotIn(b"second", board.output)
        first.close()
        board.line("[and left]\r\n[somebody came]\r\nhello from the second\r\n")
        board.write(b"welcome\n")
        self.assertEqual(harness.receive(second, 7), b"welcome")

    def test_against_ncat(self):
        board, port = self.serve()
        ncat = self.tool("ncat", "127.0.0.1", str(port))
        board.line("[somebody came]\r\n")
        ncat.write(b"from ncat\n")
        board.line("from ncat\r\n")
        board.write(b"to ncat\n")
        ncat.wait_output(lambda data: bytes(data) == b"to ncat")
        ncat.send_signal(signal.SIGTERM)
        board.line("[and left]\r\n")


class TcpClient(Transcripts):
    """The chapter's device as client, as it comes with Parley."""

    def start(self, port, *options):
        return self.board("TcpClient", *self.host_entry(port, boards.PC), *options)

    def test_whole_conversation(self):
        server = self.server()
        board = self.start(server.getsockname()[1])
        peer = self.accept(server)
        self.assertEqual(harness.receive(peer, 19), b"HelloThis is my IP.")
        for words in (b"led on", "gr\u00fc\u00dfe".encode(), b"\x00\xff\n"):
            peer.sendall(words)
            self.assertEqual(harness.receive(peer, len(words)), words)
            board.line(words + b"\r\n")
        peer.close()
        board.line("Close socket\r\n")
        self.assertEqual(self.stop(board, signal.SIGTERM), 0)
        self.assert_transcript(board, b"", b"TCP Connected to: 10.0.2.2 : 8888\nled on\r\n"
                               + "gr\u00fc\u00dfe\r\n".encode()
                               + b"\x00\xff\n\r\nClose socket\r\n")

    def test_nobody_listens(self):
        server = self.server()
        port = server.getsockname()[1]
        server.close()
        board = self.start(port)
        board.line("TCP close, please reset!\r\n")
        time.sleep(1)
        self.assertEqual(self.stop(board, signal.SIGTERM), 0)
        self.assert_transcript(board, b"", b"TCP close, please reset!\r\n")

    def test_connection_lost_with_its_wifi(self):
        server = self.server()
        router = self.router()
        board = self.start(server.getsockname()[1], "--router", router.path)
        peer = self.accept(server)
        harness.receive(peer, 19)
        router.write(b"link TcpClient down\n")
        board.line("TCP close, please reset!\r\n")

    def test_much_comes_back_as_it_was(self):
        server = self.server()
        board = self.start(server.getsockname()[1])
        peer = self.accept(server)
        harness.receive(peer, 19)
        data = bytes(range(256)) * 80  # Serial shows it, too, at 11,520 octets a second
        peer.sendall(data)
        self.assert_same(harness.receive(peer, len(data)), data)
        del board


class TcpServer(Transcripts):
    """The chapter's device as server, as it comes with Parley."""

    STARTS = b"tcp waiting...\r\nServer IP: 10.0.2.15    Port: 8000\naccepting.....\r\n"

    def serve(self, *options):
        board = self.board("TcpServer", "--forward", "0:8000", *options)
        port = board.forwarded()
        board.line("accepting.....\r\n")
        return board, port

    def test_whole_conversation(self):
        board, port = self.serve()
        peer = self.client(port)
        self.assertEqual(harness.receive(peer, 11), b"I am Server")
        peer.sendall(b"led on")
        self.assertEqual(harness.receive(peer, 6), b"led on")
        peer.close()
        board.line("close socket\r\n")
        self.assertEqual(self.stop(board, signal.SIGTERM), 0)
        self.assert_transcript(
            board, re.escape(self.STARTS) + rb"\('10\.0\.2\.2', \d+\) connected\n",
            b"led on\r\nclose socket\r\n")

    def test_after_its_client_it_listens_no_more(self):
        board, port = self.serve()
        peer = self.client(port)
        self.assertEqual(harness.receive(peer, 11), b"I am Server")
        peer.close()
        board.line("close socket\r\n")
        time.sleep(0.5)
        late = socket.socket()
        self.addCleanup(late.close)
        late.settimeout(harness.WAIT)
        try:
            late.connect(("127.0.0.1", port))
            self.assertEqual(late.recv(1), b"")
        except ConnectionError:
            pass
        self.assertEqual(board.output.count(b"connected"), 1)

    def test_wifi_gone_while_it_waits(self):
        router = self.router()
        board, _ = self.serve("--router", router.path)
        router.write(b"link TcpServer down\n")
        board.line("Close TCP-Server, please reset.\r\n")


if __name__ == "__main__":
    harness.main()
