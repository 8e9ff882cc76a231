"""Octets through pipes, both ways, against ncat, socat, curl, Python and itself: as with ncat,
nothing is added, changed or lost, and the end of standard input is the end of what we send."""
import contextlib
import http.server
import os
import pathlib
import random
import socket
import subprocess
import threading
import time

import harness

RANDOM = random.Random(8266).randbytes(5_000_000) + bytes(range(256))
ONE_LINE = b"x" * 1_000_000
UTF8 = "Grüße aus 深圳, 温度 21°\n".encode() * 100


class Listen(harness.Case):

    def listen_raw(self, *options, **more):
        return self.listen(*options, form="raw", **more)

    def test_hello_of_ncat(self):
        parley = self.listen_raw()
        ncat = self.tool("ncat", "127.0.0.1", parley.port)
        ncat.write(b"Hello")
        ncat.close_input()
        self.assertEqual(ncat.exit_code(), 0)
        parley.wait_output(lambda data: bytes(data) == b"Hello")
        self.assertEqual(self.stop(parley), 0)
        self.assertEqual(parley.output, b"Hello", "something came besides what ncat sent")

    def test_everything_that_comes_is_exact(self):
        for name, data in (("random", RANDOM), ("one line", ONE_LINE), ("UTF-8", UTF8)):
            with self.subTest(name):
                parley = self.listen_raw("--once", stdin=subprocess.DEVNULL)
                peer = self.client(parley.port)
                peer.sendall(data[:1001])  # cuts a character of UTF-8
                peer.sendall(data[1001:])
                peer.close()
                self.assertEqual(parley.exit_code(), 0)
                self.assert_same(parley.output, data)

    def test_file_reaches_a_client_that_half_closed_at_once(self):
        """The request is over before the answer begins, as in HTTP/1.0: all of it still arrives."""
        source = self.folder / "file"
        source.write_bytes(RANDOM)
        with source.open("rb") as file:
            parley = self.listen_raw("--once", stdin=file)
            peer = self.client(parley.port)
            peer.shutdown(1)
            self.assert_same(harness.receive(peer), RANDOM)
            self.assertEqual(parley.exit_code(), 0)

    def test_slow_input_reaches_a_client_that_half_closed(self):
        """ncat half-closes when its own input ends; what we say later is still said, while our
        input has more at once."""
        parley = self.listen_raw("--once")
        parley.write(b"first ")
        peer = self.client(parley.port)
        self.assertEqual(harness.receive(peer, 6), b"first ")
        parley.write(b"second")
        parley.close_input()
        peer.shutdown(1)
        self.assertEqual(harness.receive(peer), b"second")
        self.assertEqual(parley.exit_code(), 0)

    def test_input_goes_to_all(self):
        parley = self.listen_raw("-v")
        peers = [self.client(parley.port) for _ in range(3)]
        parley.wait_error(lambda text: text.count(b"connected") >= 3)
        parley.write(b"to all")
        for peer in peers:
            self.assertEqual(harness.receive(peer, 6), b"to all")

    def test_input_waits_for_the_first_peer(self):
        """What stands in the pipe before anybody is there is not thrown away."""
        parley = self.listen_raw()
        parley.write(b"early")
        self.assertEqual(harness.receive(self.client(parley.port), 5), b"early")

    def test_end_of_input_does_not_end_a_server(self):
        parley = self.listen_raw(stdin=subprocess.DEVNULL)
        for text in (b"one", b"two"):
            with self.client(parley.port) as peer:
                peer.sendall(text)
        parley.wait_output(lambda data: bytes(data) in (b"onetwo", b"twoone"))

    def test_linger_after_the_end_of_input(self):
        parley = self.listen_raw("-q", "50ms", stdin=subprocess.DEVNULL)
        self.client(parley.port)
        self.assertEqual(parley.exit_code(), 0)

    def test_curl_is_answered(self):
        answer = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nHello browser\n"
        parley = self.listen_raw("--once")
        parley.write(answer)
        parley.close_input()
        curl = self.tool("curl", "--silent", "--show-error", "--max-time", harness.WAIT,
                         f"http://127.0.0.1:{parley.port}/led?on=1")
        self.assertEqual(curl.exit_code(), 0)
        self.assertEqual(curl.output, b"Hello browser\n")
        self.assertEqual(parley.exit_code(), 0)
        self.assertTrue(parley.output.startswith(b"GET /led?on=1 HTTP/1.1\r\nHost: 127.0.0.1:"))
        self.assertTrue(parley.output.endswith(b"\r\n\r\n"))

    def test_reader_that_has_seen_enough(self):
        """`parley listen | head -c 10`: a broken pipe is a success."""
        head = self.tool("head", "-c", "10")
        parley = self.listen_raw(stdin=subprocess.DEVNULL, stdout=head.child.stdin)
        head.close_input()
        peer = self.client(parley.port)
        deadline = time.monotonic() + harness.WAIT
        try:
            while time.monotonic() < deadline:
                peer.sendall(b"0123456789abcdef" * 256)
        except OSError:
            pass  # the program ended
        self.assertEqual(parley.exit_code(), 0)
        self.assertNotIn("parley:", parley.errors)
        head.exit_code()
        self.assertEqual(head.output, b"0123456789")

    def test_one_stalled_reader_does_not_stop_the_others(self):
        parley = self.listen_raw("-v")
        stalled, reading = self.client(parley.port), self.client(parley.port)
        parley.wait_error(lambda text: text.count(b"connected") >= 2)
        feeding = threading.Thread(target=parley.write, args=(RANDOM * 4,))
        feeding.start()
        self.addCleanup(feeding.join, harness.WAIT)
        self.assert_same(harness.receive(reading, len(RANDOM) * 4), RANDOM * 4)
        stalled.close()


class Connect(harness.Case):

    def connect_raw(self, port, *options, **more):
        return self.connect(port, *options, form="raw", **more)

    def listening(self, *argv):
        """A server program that prints nothing when it is ready: its port is asked of the
        kernel."""
        tool = self.tool(*argv)
        self.wait_until(lambda: harness.listens(tool.pid) or tool.child.poll() is not None,
                        "a listening port")
        return tool, harness.listens(tool.pid)

    def test_ncat(self):
        ncat, port = self.listening("ncat", "-l", "127.0.0.1", "0")
        parley = self.connect_raw(port)
        ncat.write(b"welcome\n")
        parley.write(b"Hello")
        parley.wait_output(lambda data: bytes(data) == b"welcome\n")
        parley.close_input()
        ncat.close_input()
        self.assertEqual(ncat.exit_code(), 0)
        self.assertEqual(ncat.output, b"Hello")
        self.assertEqual(parley.exit_code(), 0)
        self.assertEqual(parley.output, b"welcome\n")

    def test_socat_echoes_everything(self):
        socat, port = self.listening("socat", "TCP-LISTEN:0,bind=127.0.0.1", "EXEC:cat")
        parley = self.connect_raw(port)
        parley.write(RANDOM)
        parley.close_input()
        self.assertEqual(parley.exit_code(), 0)
        self.assert_same(parley.output, RANDOM)
        self.assertEqual(socat.exit_code(), 0)

    def test_both_ways_at_once(self):
        server = self.server()
        parley = self.connect_raw(server.getsockname()[1])
        peer = self.accept(server)
        ways = [threading.Thread(target=parley.write, args=(RANDOM,)),
                threading.Thread(target=peer.sendall, args=(RANDOM[::-1],))]
        for way in ways:
            way.start()
        self.assert_same(harness.receive(peer, len(RANDOM)), RANDOM)
        for way in ways:
            way.join(harness.WAIT)
        parley.close_input()
        peer.close()
        self.assertEqual(parley.exit_code(), 0)
        self.assert_same(parley.output, RANDOM[::-1])

    def test_end_of_input_is_fin(self):
        server = self.server()
        parley = self.connect_raw(server.getsockname()[1])
        peer = self.accept(server)
        parley.write(b"question")
        parley.close_input()
        self.assertEqual(harness.receive(peer), b"question")
        peer.sendall(b"answer")
        peer.close()
        self.assertEqual(parley.exit_code(), 0)
        self.assertEqual(parley.output, b"answer")

    def test_no_shutdown(self):
        """Some devices take FIN for the end of everything; the conversation then goes on until they
        end it."""
        server = self.server()
        parley = self.connect_raw(server.getsockname()[1], "--no-shutdown",
                                  stdin=subprocess.DEVNULL)
        peer = self.accept(server)
        peer.settimeout(0.5)
        with self.assertRaises(TimeoutError, msg="FIN came"):
            peer.recv(1)
        peer.sendall(b"late answer")
        peer.close()
        self.assertEqual(parley.exit_code(), 0)
        self.assertEqual(parley.output, b"late answer")

    def test_linger(self):
        """-q: a peer that never ends is left after TIME."""
        server = self.server()
        parley = self.connect_raw(server.getsockname()[1], "-q", "100ms")
        peer = self.accept(server)
        peer.sendall(b"data")
        parley.wait_output(lambda data: bytes(data) == b"data")
        parley.write(b"last")
        parley.close_input()
        self.assertEqual(harness.receive(peer), b"last")
        self.assertEqual(parley.exit_code(), 0)

    def test_page_of_a_web_server(self):
        class Page(http.server.SimpleHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_GET(self):
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"page " + self.path.encode())

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        self.addCleanup(thread.join, harness.WAIT)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        parley = self.connect_raw(server.server_address[1])
        parley.write(b"GET /led HTTP/1.0\r\n\r\n")
        parley.close_input()
        self.assertEqual(parley.exit_code(), 0)
        self.assertRegex(parley.output, rb"^HTTP/1.0 200 OK\r\n(?s:.*)\r\n\r\npage /led$")

    def test_ways_to_write_a_target(self):
        for host, words in (("127.0.0.1", ["127.0.0.1:{}"]), ("127.0.0.1", ["tcp://127.0.0.1:{}"]),
                            ("127.0.0.1", ["localhost", "{}", "-4"]), ("::1", ["[::1]:{}"]),
                            ("::1", ["::1", "{}"]), ("::1", ["tcp://[::1]:{}/"]),
                            ("::1", ["[::1%lo]:{}"])):
            with self.subTest(words=words):
                server = self.server(host)
                words = [word.format(server.getsockname()[1]) for word in words]
                parley = self.parley("connect", "--format", "raw", *words, stdin=subprocess.DEVNULL)
                self.accept(server).close()
                self.assertEqual(parley.exit_code(), 0)

    def free_port(self):
        """One that the system gives to nobody by itself: no connection that has just ended has
        it."""
        given = pathlib.Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()
        for port in random.sample(range(10_000, int(given[0])), 20):
            with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
                return port
        return self.skipTest(f"needs a free port between 10000 and {given[0]}")

    def test_source_port(self):
        server, port = self.server(), self.free_port()
        self.connect_raw(server.getsockname()[1], "-p", str(port))
        self.assertEqual(self.accept(server).getpeername(), ("127.0.0.1", port))


class Two(harness.Case):

    def test_two_of_our_own(self):
        """In as it is, out as it is, through two programs and both directions at once."""
        source = self.folder / "source"
        source.write_bytes(RANDOM)
        with source.open("rb") as there, open(source, "rb") as back:
            listen = self.listen("--once", form="raw", stdin=back)
            connect = self.connect(listen.port, form="raw", stdin=there)
            self.assertEqual(connect.exit_code(), 0)
            self.assertEqual(listen.exit_code(), 0)
        self.assert_same(listen.output, RANDOM)
        self.assert_same(connect.output, RANDOM)

    def test_output_that_is_not_read_pushes_back(self):
        """A full pipe stops the sender instead of filling our memory."""
        read, write = os.pipe()
        self.addCleanup(os.close, read)
        parley = self.listen(form="raw", stdin=subprocess.DEVNULL, stdout=write)
        os.close(write)
        peer = self.client(parley.port)
        peer.settimeout(1)
        sent = bytearray()
        with self.assertRaises(TimeoutError):
            while len(sent) < 200_000_000:
                sent += RANDOM[:peer.send(RANDOM)]
        self.figure(f"{len(sent) / 1e6:.1f} MB were taken before the sender had to wait")
        got = bytearray()
        while len(got) < len(sent):
            got += os.read(read, 1 << 20)
        self.assert_same(got, sent)


class Broken(harness.Case):
    """What cannot be read or written is no success."""

    def test_input_that_cannot_be_read(self):
        server = self.server()
        folder = os.open("/", os.O_RDONLY)
        self.addCleanup(os.close, folder)
        parley = self.connect(server.getsockname()[1], stdin=folder)
        self.accept(server)
        self.assertEqual(parley.exit_code(), 1)
        self.assertIn("parley: cannot read standard input: is a directory (EISDIR)\n", parley.errors)

    def test_the_last_output_that_cannot_be_written(self):
        server = self.server()
        with open("/dev/full", "wb") as full:
            parley = self.connect(server.getsockname()[1], form="raw", stdin=subprocess.DEVNULL,
                                  stdout=full)
        peer = self.accept(server)
        peer.sendall(b"answer")
        peer.close()
        self.assertEqual(parley.exit_code(), 1)
        self.assertIn("parley: cannot write to standard output: no space left on device (ENOSPC)\n",
                      parley.errors)


if __name__ == "__main__":
    harness.main()
