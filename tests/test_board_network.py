"""Sketches on boards (tests/board_network.cpp), through a real router, with ncat, curl and Python's
sockets on this computer."""
import os
import re
import signal
import socket
import time

import harness
import processes
from router_case import RouterCase

BOARD = os.path.abspath(os.environ.get("PARLEY_BOARD_NETWORK", "build/release/board/board_network"))
NAMES = {"lamp": "5c:cf:7f:00:00:01", "guest": "5c:cf:7f:00:00:02"}


class BoardCase(RouterCase):

    def sketch(self, sketch, *options, name="lamp", hosts=None):
        if hosts is not None:
            options = (*options, "--setting", f"hosts={hosts}")
        return self.keep(processes.Process(self, [
            BOARD, "--router", self.path, "--name", name, "--mac", NAMES[name],
            "--setting", f"sketch={sketch}", *options]))

    def wait_serial(self, board, words, seconds=harness.WAIT):
        return board.wait_output(re.compile(re.escape(words).encode()).search, seconds)

    def forward(self, router, board_port, transport="tcp"):
        return self.notice(router, "forward", state="open", board_port=board_port,
                           transport=transport)["pc_port"]


class Client(BoardCase):

    def test_refused_at_once_then_served_by_ncat(self):
        self.need_program("ncat")
        self.router()
        server = self.server()
        port = server.getsockname()[1]
        server.close()
        board = self.sketch("client", hosts=f"********=10.0.2.2:{port}")
        self.wait_serial(board, "10.0.2.15\r\n" + "Connection failed.\r\n" * 20)
        ncat = self.tool("ncat", "-l", "127.0.0.1", str(port))
        ncat.wait_output(re.compile(b"^Hello\nThis is my IP.\n$").search)
        board.write(b"typed\n")
        ncat.wait_output(re.compile(b"typed\n$").search)

    def test_read_string_takes_five_seconds_of_silence_and_a_fin_is_reset(self):
        self.router()
        server = self.server()
        board = self.sketch("client", hosts=f"********=10.0.2.2:{server.getsockname()[1]}")
        peer = self.accept(server)
        self.assertEqual(harness.receive(peer, 21), b"Hello\nThis is my IP.\n")
        peer.sendall(b"abc")
        self.wait_serial(board, "abc after 5 s\n", 15)
        self.assertEqual(harness.receive(peer, 3), b"abc")
        peer.close()
        self.wait_serial(board, "closed\r\n")
        self.assertEqual(board.output, b"10.0.2.15\r\nabc after 5 s\nclosed\r\n")

    def test_silence_is_given_up_after_five_seconds(self):
        self.router()
        board = self.sketch("silent", hosts="********=10.0.2.77")
        self.wait_serial(board, "connect 0 after 5", 15)

    def test_sigterm_ends_a_sketch_that_connects_for_ever(self):
        self.router()
        server = self.server()
        port = server.getsockname()[1]
        server.close()
        board = self.sketch("client", hosts=f"********=10.0.2.2:{port}")
        self.wait_serial(board, "Connection failed.\r\n" * 5)
        self.assertEqual(self.stop(board, signal.SIGTERM), 0)

    def test_a_router_that_dies_and_returns(self):
        router = self.router()
        server = self.server()
        port = server.getsockname()[1]
        board = self.sketch("client", hosts=f"********=10.0.2.2:{port}")
        self.accept(server)
        router.send_signal(signal.SIGKILL)
        router.exit_code(5)
        time.sleep(0.3)
        router = self.router()
        self.notice(router, "lease", board="lamp")
        self.assertIsNone(board.child.poll())


class Server(BoardCase):

    def test_a_second_client_waits_in_silence(self):
        router = self.router("--forward", "lamp:0:80")
        self.wait_serial(self.sketch("echo"), "listening")
        port = self.forward(router, 80)
        first, second = self.client(port), self.client(port)
        first.sendall(b"one")
        self.assertEqual(harness.receive(first, 3), b"one")
        second.sendall(b"two")
        second.settimeout(0.5)
        with self.assertRaises(TimeoutError):
            second.recv(10)
        second.settimeout(harness.WAIT)
        first.close()
        self.assertEqual(harness.receive(second, 3), b"two")

    def test_every_byte_comes_back_over_a_bad_link(self):
        router = self.router("--forward", "lamp:0:80", "--seed", "7", "--fault",
                             "lamp both loss=2% delay=2ms jitter=2ms duplicate=2% reorder=2%")
        self.wait_serial(self.sketch("echo"), "listening")
        peer = self.client(self.forward(router, 80))
        data = os.urandom(20_000)
        got = b""
        peer.settimeout(60)
        for at in range(0, len(data), 1000):
            peer.sendall(data[at:at + 1000])
            got += harness.receive(peer, 1000)
        self.assert_same(got, data)

    def test_megabytes_come_back(self):
        router = self.router("--forward", "lamp:0:80")
        self.wait_serial(self.sketch("echo"), "listening")
        peer = self.client(self.forward(router, 80))
        data = os.urandom(100_000) * 10
        began = time.monotonic()
        got = b""
        for at in range(0, len(data), 10_000):
            peer.sendall(data[at:at + 10_000])
            got += harness.receive(peer, 10_000)
        self.assert_same(got, data)
        self.figure(f"a sketch echoes {len(data) / 1e6 / (time.monotonic() - began):.1f} MB/s")


class Others(BoardCase):

    def test_a_web_server_and_curl(self):
        self.need_program("curl")
        router = self.router("--forward", "lamp:0:80")
        board = self.sketch("web")
        self.wait_serial(board, "HTTP server started")
        base = f"http://127.0.0.1:{self.forward(router, 80)}"

        def curl(*words):
            done = self.tool("curl", "-s", "-S", "--max-time", "20", *words)
            self.assertEqual(done.exit_code(30), 0, done.errors)
            return done.output
        self.assertEqual(curl(f"{base}/"), b"hello from esp8266!\r\n")
        self.assertEqual(curl(f"{base}/args?a=1%202", "-d", "b=x+y"), b"1 2,x y")
        self.assertEqual(curl(f"{base}/missing"), b"Not found: /missing")
        self.assertEqual(len(curl(f"{base}/big")), 32_000)
        file = self.folder / "file"
        file.write_bytes(os.urandom(100_000))
        self.assertEqual(curl("-F", "note=x", "-F", f"f=@{file}", f"{base}/up"), b"100000")

    def test_datagrams_both_ways(self):
        here = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.addCleanup(here.close)
        here.bind(("127.0.0.1", 0))
        here.settimeout(harness.WAIT)
        self.router()
        board = self.sketch("udp", hosts=f"********=10.0.2.2:{here.getsockname()[1]}")
        words, sender = here.recvfrom(100)
        self.assertEqual(words, b"temperature 21.5")
        here.sendto(b"thanks", sender)
        self.assertEqual(here.recv(100), b"ack thanks")
        self.wait_serial(board, "thanks\r\n")

    def test_one_board_in_the_network_of_another(self):
        self.router("--ssid", "Home", "--password", "secret word")
        lamp = self.sketch("access_point")
        self.wait_serial(lamp, "Ready\r\n192.168.4.1\r\n")
        guest = self.sketch("station", name="guest")
        guest.wait_output(re.compile(b"status 1.*status 3\n", re.DOTALL).search, 15)
        self.assertEqual(self.stop(guest, signal.SIGTERM), 0)
        self.assertEqual(guest.output.decode(),
            "2 networks\nleft 15\nstatus 6\ngot 192.168.4.100\r\nstatus 3\nwelcome\r\r\n"
            "left 8\nleft 201\nstatus 1\ngot 192.168.4.100\r\nstatus 3\n")
        self.wait_serial(lamp, "-1\n+1\n-1\n")


if __name__ == "__main__":
    harness.main()
