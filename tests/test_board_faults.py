"""A board on a bad link: what TCP is for. Each fault alone and all together, in both directions,
from a seed; every octet that a client sends comes back from the board as it was."""
import pathlib
import random
import signal
import time

import boards
import harness

ECHO = pathlib.Path(__file__).resolve().parent.parent / "bench/sketches/Echo"
BYTES = 24 * 1024


class Faults(boards.BoardCase):

    def echo(self, faults, count=BYTES, *options):
        """Sends through the echo sketch on a link with these faults; the seconds that it took."""
        capture = self.folder / "board.pcapng"
        board = self.board(ECHO, "--forward", "0:7", "--fault", faults, "--seed", "7",
                           "--capture", str(capture), *options)
        port = board.forwarded()
        board.line("ready")
        peer = self.client(port)
        peer.settimeout(150)
        data = random.Random(7).randbytes(count)
        began = time.monotonic()
        peer.sendall(data)
        self.assert_same(harness.receive(peer, count), data)
        took = time.monotonic() - began
        self.figure(f"{faults}: {count} octets there and back in {took:.1f} s")
        self.assertEqual(self.stop(board, signal.SIGTERM), 0)
        return capture

    def test_loss(self):
        capture = self.echo("both loss=5%")
        lost = self.tshark(capture, 'frame.comment contains "lost on the link"', "frame.number")
        self.assertTrue(lost, "no lost frame is marked in the capture")

    def test_reordering(self):
        self.echo("both delay=2ms reorder=10%")

    def test_duplication(self):
        self.echo("both duplicate=10%")

    def test_corruption(self):
        self.echo("both corrupt=2%")

    def test_all_together(self):
        self.echo("both loss=5% delay=2ms jitter=2ms reorder=5% duplicate=2% corrupt=1%", 12 * 1024)

    def test_a_slow_link_takes_its_time(self):
        began = time.monotonic()
        self.echo("down bandwidth=100kbit", 24_000)
        self.assertGreater(time.monotonic() - began, 24_000 * 8 / 100_000 * 0.8)

    def test_without_faults_nothing_is_sent_again(self):
        capture = self.echo("both off")
        again = self.tshark(capture, "tcp.analysis.retransmission", "frame.number")
        self.assertEqual(again, [])


if __name__ == "__main__":
    harness.main()
