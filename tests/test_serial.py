"""`parley serial` on a pseudo-terminal: what a board's shell says and hears, unplugging
included, alone and in one stream with TCP."""
import fcntl
import os
import struct
import tty

import harness

TCGETS2 = 0x802C542A  # ioctl_tty(2), <asm-generic/ioctls.h>


class Serial(harness.Case):

    def board(self):
        """A board's side of the wire, and the path of the other side."""
        board, wire = os.openpty()
        tty.setraw(wire)
        self.addCleanup(close_quietly, board)
        path = os.ttyname(wire)
        self.addCleanup(close_quietly, wire)
        return board, wire, path

    def serial(self, *words, form="jsonl", **more):
        return self.parley("serial", *words, "--format", form, **more)

    def hears(self, board, count):
        got = b""
        while len(got) < count:
            got += os.read(board, count - len(got))
        return got

    def test_octets_both_ways(self):
        board, _, path = self.board()
        parley = self.serial(path)
        connected = parley.event("connected")
        self.assertEqual((connected["address"], connected["transport"]), (path, "serial"))
        everything = bytes(range(256))
        os.write(board, everything)
        self.assertEqual(parley.wait_received(1, 256), everything)
        parley.command(send_hex=everything.hex())
        self.assertEqual(self.hears(board, 256), everything)
        self.assertEqual(self.stop(parley), 0)
        self.assertEqual(parley.events[-1]["event"], "closed")

    def test_pipe_is_exact(self):
        board, _, path = self.board()
        parley = self.serial(path, form="raw")
        parley.write(b"AT\r\n")
        self.assertEqual(self.hears(board, 4), b"AT\r\n")
        os.write(board, b"OK\r\n\x00\xff")
        parley.wait_output(lambda data: bytes(data) == b"OK\r\n\x00\xff")

    def test_answers_are_waited_for_after_the_end_of_input(self):
        """`echo AT | parley serial DEVICE`: there is no FIN, so it waits a little, then ends."""
        board, _, path = self.board()
        parley = self.serial(path, "-q", "1s", form="raw")
        parley.write(b"AT\n")
        parley.close_input()
        self.assertEqual(self.hears(board, 3), b"AT\n")
        os.write(board, b"OK\n")
        self.assertEqual(parley.exit_code(), 0)
        self.assertEqual(parley.output, b"OK\n")

    def test_any_baud(self):
        """74880 is the rate at which the chip's boot loader speaks; termios(3) has no name for
        it."""
        for words, baud in ("", 115200), ("74880", 74880), ("9600", 9600), ("921600", 921600):
            with self.subTest(baud=baud):
                _, wire, path = self.board()
                parley = self.serial(path, *words.split())
                parley.event("connected")
                state = fcntl.ioctl(wire, TCGETS2, bytes(44))
                self.assertEqual(struct.unpack_from("II", state, 36), (baud, baud))

    def test_unplugged_and_back(self):
        """The peer keeps its number; the board that comes back is a new connection of it."""
        board, wire, path = self.board()
        link = self.folder / "ttyUSB0"
        link.symlink_to(path)
        parley = self.serial(str(link))
        self.assertEqual(parley.event("connected")["address"], str(link))
        os.write(board, b"before")
        parley.wait_received(1, 6)
        os.close(wire)
        os.close(board)
        link.unlink()
        ended = parley.event("failed", peer=1, connection=1)
        self.assertEqual(ended["class"], "no_device")
        self.assertEqual(ended["reason"], f"cannot read from {link}: the device went away")
        waiting = parley.event("failed", nth=2)
        self.assertEqual(waiting["reason"], f"cannot open {link}: no such file or directory "
                         "(ENOENT); waiting until it is there")
        board, wire, path = self.board()
        link.symlink_to(path)
        self.assertEqual(parley.event("connected", connection=2)["peer"], 1)
        os.write(board, b"after")
        self.assertEqual(parley.wait_received(1, 11), b"beforeafter")
        parley.command(send="hello")
        self.assertEqual(self.hears(board, 5), b"hello")
        self.assertEqual(len(parley.all_of("failed")), 2, "a device that is away is told once")
        self.assertEqual(self.stop(parley), 0)

    def test_one_stream_with_its_tcp_talk(self):
        """What the board says on its shell and over Wi-Fi stands in one order, with one clock."""
        board, _, path = self.board()
        parley = self.serial(path, "--listen", "127.0.0.1:0")
        parley.event("connected", address=path)
        serial = parley.event("connected", address=path)["peer"]
        os.write(board, b"connecting to the server\n")
        parley.event("received", peer=serial)
        client = self.client(parley.port)
        client.sendall(b"Hello")
        tcp = parley.event("connected", transport="tcp")["peer"]
        parley.event("received", peer=tcp)
        os.write(board, b"said Hello\n")
        parley.event("received", peer=serial, nth=2)
        parley.command(send="to the shell\n", to=serial)
        self.assertEqual(self.hears(board, 13), b"to the shell\n")
        parley.command(send="to the socket", to=tcp)
        self.assertEqual(harness.receive(client, 13), b"to the socket")
        events = parley.all_events
        self.assertEqual([e["n"] for e in events], list(range(1, len(events) + 1)))
        self.assertEqual([e["time"] for e in events], sorted(e["time"] for e in events))
        self.assertEqual([e["text"] for e in events if e["event"] == "received"],
                         ["connecting to the server\n", "Hello", "said Hello\n"])

    def test_expect_of_a_board(self):
        board, _, path = self.board()
        parley = self.serial(path, "--expect", "ready", form="raw")
        parley.write(b"\n")
        self.hears(board, 1)
        os.write(board, b"rst cause:2, boot mode\nready\n")
        self.assertEqual(parley.exit_code(), 0)


def close_quietly(descriptor):
    try:
        os.close(descriptor)
    except OSError:
        pass  # closed by the test, as an unplugged board is


if __name__ == "__main__":
    harness.main()
