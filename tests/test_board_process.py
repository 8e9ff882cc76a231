"""A board as a Linux process (board/host): its life, its serial line, its memory, its link. The
sketch is tests/board_probe.cpp, and the router is this file."""
import os
import pty
import re
import signal
import socket
import time

import harness
import processes

PROBE = os.path.abspath(os.environ.get("PARLEY_BOARD_PROBE", "build/release/board/board_probe"))
SANITIZED = "PARLEY_SANITIZED" in os.environ
FRAME, HELLO, JOIN, LEAVE, WELCOME, JOINED, REFUSED, LOST, LEFT = 1, 16, 17, 18, 32, 33, 34, 35, 36
NO_NETWORK, RADIO_LOST, RADIO_LEFT = 1, 4, 5  # port::RadioEvent::Kind, which the probe prints


def text(words):
    return bytes([len(words)]) + words.encode()


class Router:
    """As much of a router as shows what a board says to one (board/link/message.h)."""

    def __init__(self, case, path):
        self.case = case
        self.listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.listener.bind(path)
        self.listener.listen(5)
        self.listener.settimeout(harness.WAIT)
        self.board = None

    def accept(self):
        """A board, which says hello first; its message."""
        if self.board:
            self.board.close()
        self.board, _ = self.listener.accept()
        self.board.settimeout(harness.WAIT)
        hello = self.receive()
        self.case.assertEqual(hello[:2], bytes([HELLO, 1]))
        self.board.send(bytes([WELCOME, 1]))
        return hello

    def receive(self, kind=None):
        while True:
            message = self.board.recv(4096)
            if kind is None or message[:1] == bytes([kind]) or not message:
                return message

    def send_joined(self):
        self.board.send(bytes([JOINED]) + text("Parley") + bytes(6) + bytes([6, 80, 1]))

    def end(self):
        """As when its process dies: the listener goes, and then the connection."""
        path = self.listener.getsockname()
        self.listener.close()
        os.unlink(path)
        if self.board:
            self.board.close()


class BoardCase(harness.Case):

    def setUp(self):
        super().setUp()
        self.socket = str(self.folder / "router")

    def board(self, *options, **more):
        board = self.keep(processes.Process(self, [PROBE, *options], **more))
        return board

    def ready(self, *options, **more):
        board = self.board(*options, **more)
        self.wait_serial(board, r"ready 0\n")
        return board

    def wait_serial(self, board, pattern, seconds=harness.WAIT):
        wanted = re.compile(pattern.encode(), re.DOTALL)
        return board.wait_output(wanted.search, seconds)

    def router(self):
        router = Router(self, self.socket)
        self.addCleanup(router.listener.close)
        self.addCleanup(lambda: router.board and router.board.close())
        return router

    def joined(self):
        """A board that has joined, and its router."""
        router = self.router()
        board = self.ready("--router", self.socket)
        router.accept()
        board.write(b"join Parley\n")
        router.receive(JOIN)
        router.send_joined()
        self.wait_serial(board, r"radio 0\nParley\n")
        return board, router


class Life(BoardCase):

    def test_signals_end_it_in_order(self):
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            with self.subTest(number.name):
                board = self.ready()
                board.send_signal(number)
                self.assertEqual(board.exit_code(5), 0)
                self.assertEqual(board.errors, "")

    def test_wrong_usage_says_so(self):
        for words, said in ((["--mac", "5c:cf"], "--mac"), (["--mac", "01:00:00:00:00:00"], "group"),
                            (["--seed", "x"], "number"), (["--frob", "1"], "not an option"),
                            (["--setting", "x"], "NAME=VALUE"), (["--name"], "value")):
            with self.subTest(words):
                board = self.board(*words)
                self.assertEqual(board.exit_code(5), 2)
                self.assertIn(said, board.errors)

    def test_restart_keeps_what_a_chip_keeps(self):
        board = self.ready()
        board.write(b"remember one\n")
        self.wait_serial(board, r"rtc \nflash empty\nsaved\n")
        board.write(b"restart\n")
        self.wait_serial(board, r"ready 4\n")
        board.write(b"remember two\n")
        self.wait_serial(board, r"rtc one\nflash one\nsaved\n")
        board.write(b"restart\n")
        self.wait_serial(board, r"ready 4\n.*ready 4\n")
        self.assertEqual(self.stop(board, signal.SIGTERM), 0)

    def test_flash_file_is_whole_and_private(self):
        flash = self.folder / "flash"
        board = self.ready("--flash", str(flash))
        board.write(b"remember one\n")
        self.wait_serial(board, r"flash empty\nsaved\n")
        board.child.kill()
        self.assertEqual(flash.stat().st_size, 4096)
        self.assertEqual(flash.stat().st_mode & 0o777, 0o600)
        self.assertEqual(flash.read_bytes()[100:104], b"one\0")
        again = self.ready("--flash", str(flash))
        again.write(b"remember two\n")
        self.wait_serial(again, r"rtc \nflash one\n")

    def test_flash_that_cannot_be_saved(self):
        board = self.ready("--flash", str(self.folder / "nowhere" / "flash"))
        board.write(b"remember one\n")
        self.wait_serial(board, r"not saved\n")
        board.wait_text(r"board: saving the flash in .*nowhere/flash: making a file failed: No such")

    def test_same_seed_same_numbers(self):
        numbers = []
        for seed in ("7", "7", "8"):
            board = self.ready("--seed", seed)
            board.write(b"entropy\n")
            numbers.append(self.wait_serial(board, r"entropy (\d+)\n")[1])
            self.stop(board, signal.SIGTERM)
        self.assertEqual(numbers[0], numbers[1])
        self.assertNotEqual(numbers[0], numbers[2])

    def test_settings(self):
        board = self.ready("--setting", "a=1", "--setting", "ab=x=y\nz", "--setting", "a=2")
        board.write(b"setting a\nsetting ab\nsetting b\n")
        self.wait_serial(board, r"2\nx=y\nz\nnot given\n")


class Crashes(BoardCase):

    def setUp(self):
        super().setUp()
        if SANITIZED:
            self.skipTest("a sanitizer ends the program with its own report")

    def crash(self, how, serial, error, reason=2):
        board = self.ready()
        board.write(how.encode() + b"\n")
        self.wait_serial(board, serial + rf".*ready {reason}\n")
        board.wait_text(error)
        self.assertEqual(self.stop(board, signal.SIGTERM), 0)
        return board

    def test_crash_is_told_and_restarts(self):
        for how, serial, error in (
                ("read", r"Exception \(28\)", "read from memory that is not there, at 0x0"),
                ("write", r"Exception \(29\)", "wrote to memory that is not there, at 0x0"),
                ("divide", r"Exception \(6\)", "divided by zero"),
                ("recurse", r"stack overflow", "its stack overflowed"),
                ("abort", r"abort\(\)", r"called abort\(\)"),
                ("new", r"out of memory", "wanted 60000 octets"),
                ("pump", r"Panic: .*a callback of the probe", "Panic: .*a callback of the probe")):
            with self.subTest(how):
                board = self.crash("crash " + how, serial, error)
                if how != "pump":
                    board.wait_text(r"crash\(char const\*\)|recurse\(int\)|\+0x[0-9a-f]+")

    def test_watchdogs_bite(self):
        began = time.monotonic()
        self.crash("hang soft", r"Soft WDT reset", "did not yield .* 3.2 s", 3)
        self.assertGreater(time.monotonic() - began, 3.1)

    def test_hardware_watchdog_bites_where_the_soft_one_is_off(self):
        self.crash("hang hard", r"Hardware WDT reset", "did not yield .* 8.4 s", 1)

    def test_ends_though_the_sketch_never_yields(self):
        board = self.ready()
        board.write(b"hang soft\n")
        time.sleep(0.3)
        board.send_signal(signal.SIGTERM)
        self.assertEqual(board.exit_code(), 0)

class Heap(BoardCase):

    def test_heap_has_the_size_of_the_chip(self):
        board = self.ready()
        board.write(b"heap 1000\n")
        taken = int(self.wait_serial(board, r"given\ntaken (\d+)\n")[1])
        self.assertTrue(1000 <= taken <= 1100, taken)
        free = int(self.wait_serial(board, r"free (\d+)\n")[1])
        self.assertTrue(45_000 < free <= 51_200, free)
        board.write(b"heap 60000\n")
        self.wait_serial(board, r"refused\ntaken 0\n")
        least = int(self.wait_serial(board, r"least (\d+)\n")[1])
        self.assertTrue(free - 1100 <= least <= free - 1000, (free, least))

    def test_heap_of_another_size(self):
        board = self.ready("--heap", "100000")
        board.write(b"heap 60000\n")
        self.wait_serial(board, r"given\n")


class SerialLine(BoardCase):

    def test_output_has_the_pace_of_its_baud_rate(self):
        board = self.ready()
        board.write(b"baud 9600\n")
        time.sleep(0.1)
        began = time.monotonic()
        board.write(b"fill 60\n")  # 967 octets are 1.007 s
        self.wait_serial(board, r"filled\n")
        seconds = time.monotonic() - began
        self.figure(f"967 octets at 9600 baud took {seconds:.3f} s")
        self.assertTrue(0.95 < seconds < 1.5, seconds)

    def test_end_of_input_is_silence(self):
        board = self.ready()
        board.close_input()
        time.sleep(0.3)
        self.assertIsNone(board.child.poll())
        before = board.cpu_seconds()
        time.sleep(0.5)
        self.assertLess(board.cpu_seconds() - before, 0.05)
        self.assertEqual(self.stop(board, signal.SIGTERM), 0)

    def test_closed_output_ends_it(self):
        for pump in (b"fill 1000000\n", b""):
            with self.subTest(pump):
                reader, writer = os.pipe()
                board = self.board(stdout=writer)
                os.close(writer)
                self.assertEqual(os.read(reader, 8), b"ready 0\n")
                board.write(pump)
                os.close(reader)
                self.assertEqual(board.exit_code(5), 0)

    def test_output_that_nobody_takes_loses_nothing(self):
        reader, writer = os.pipe()
        board = self.board(stdout=writer)
        os.close(writer)
        board.write(b"baud 10000000\nfill 20000\n")
        time.sleep(1)  # the pipe is full by then
        got = b""
        while b"filled\n" not in got:
            got += os.read(reader, 65536)
        os.close(reader)
        self.assertEqual(got, b"ready 0\n" + b"0123456789abcde\n" * 20000 + b"filled\n")

    def test_terminal_stays_blocking(self):
        ours, theirs = pty.openpty()
        board = self.board(stdin=theirs, stdout=theirs)
        seen = b""
        while b"ready 0" not in seen:
            seen += os.read(ours, 100)
        self.assertTrue(os.get_blocking(theirs))
        os.close(theirs)
        os.close(ours)  # the terminal is closed
        self.assertEqual(board.exit_code(5), 0)


class Link(BoardCase):

    def test_hello_names_the_board(self):
        router = self.router()
        self.ready("--router", self.socket, "--name", "kitchen", "--mac", "5c:cf:7f:0a:0b:0c")
        self.assertEqual(router.accept(), bytes([HELLO, 1]) + bytes.fromhex("5ccf7f0a0b0c")
                         + text("kitchen"))

    def test_joins_and_leaves(self):
        board, router = self.joined()
        board.write(b"leave\n")
        router.receive(LEAVE)
        router.board.send(bytes([LEFT]))
        self.wait_serial(board, rf"radio {RADIO_LEFT}\n")

    def test_join_message(self):
        router = self.router()
        board = self.ready("--router", self.socket)
        router.accept()
        board.write(b"join Home\n")
        self.assertEqual(router.receive(JOIN),
                         bytes([JOIN]) + text("Home") + text("secret12") + bytes(8))
        router.board.send(bytes([REFUSED, 1]))
        self.wait_serial(board, rf"radio {NO_NETWORK}\n")

    def test_router_that_dies_and_returns(self):
        board, router = self.joined()
        router.end()
        self.wait_serial(board, rf"radio {RADIO_LOST}\n")
        board.wait_text("board: the router at .* went away")
        board.write(b"join Parley\n")
        self.wait_serial(board, rf"radio {NO_NETWORK}\n")
        again = self.router()
        again.accept()
        board.wait_text("board: connected to the router")
        board.write(b"join Parley\n")
        again.receive(JOIN)
        again.send_joined()
        self.wait_serial(board, r"radio 0\n.*radio 0\n")

    def test_no_router_at_first(self):
        board = self.ready("--router", self.socket)
        board.wait_text("board: no router at .*: trying again")
        board.write(b"join Parley\n")
        router = self.router()
        router.accept()
        router.receive(JOIN)

    def test_nonsense_from_the_router(self):
        board, router = self.joined()
        for message in (bytes([200]), bytes([FRAME, 7]), bytes([JOINED]), b"\x01\x00" + b"x" * 3000):
            router.board.send(message)
            self.wait_serial(board, rf"radio {RADIO_LOST}\n")
            router.accept()
            board.write(b"join Parley\n")
            router.receive(JOIN)
            router.send_joined()

    def test_restart_is_seen_by_the_router(self):
        board, router = self.joined()
        board.write(b"restart\n")
        self.assertEqual(router.receive(255), b"")
        router.accept()
        self.wait_serial(board, r"ready 4\n")

    def test_two_that_do_not_understand_each_other(self):
        router = self.router()
        board = self.ready("--router", self.socket)
        router.board, _ = router.listener.accept()
        router.board.send(bytes([WELCOME, 9]))
        self.assertEqual(board.exit_code(5), 1)
        self.assertIn("speaks version 9 of the link", board.errors)


if __name__ == "__main__":
    harness.main()
