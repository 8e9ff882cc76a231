"""`parley demo`: both stories are told whole, in time, and what is missing is named."""
import os
import re
import signal
import time

import boards
import harness
import terminals

SECONDS = 10


class Demo(boards.BoardCase):

    def demo(self, *options, **more):
        return self.parley("demo", *options, **more)

    def test_tells_the_whole_chapter(self):
        cold = {**os.environ, "XDG_CACHE_HOME": str(self.folder / "cache")}
        began = time.monotonic()
        demo = self.demo("--keep", str(self.folder / "captures"), env=cold)
        self.assertEqual(demo.exit_code(), 0)
        took = time.monotonic() - began
        self.figure(f"the demo took {took:.1f} s, its sketches built anew")
        said = demo.output.decode()
        for row in ("TCP Connected to: 10.0.2.2 : 8888", "< Hello", "Good morning, board",
                    "Close socket", "tcp waiting...", "Server IP: 10.0.2.15    Port: 8000",
                    "accepting.....", "('10.0.2.2', ", "< I am Server", "Good evening, board",
                    "close socket"):
            self.assertIn(row, said)
        self.assertIn("between the board (10.0.2.15:", said)
        self.assertIn("the router (10.0.2.2:", said)
        self.assertEqual(len(re.findall(r"^ +\+\d+\.\d{3} ms  (?:SYN|SYN-ACK|ACK) ", said,
                                        re.MULTILINE)), 6)
        self.assertNotIn("MISSING", said)
        for capture in ("board-as-client", "board-as-server"):
            steps = self.tshark(self.folder / "captures" / f"{capture}.pcapng", "tcp.flags.syn == 1",
                                "tcp.flags.ack")
            self.assertEqual(steps, [["0"], ["1"]])

    def test_again_within_ten_seconds(self):
        """Its sketches are kept: this is the time of the talk."""
        for _ in range(2):
            began = time.monotonic()
            demo = self.demo()
            self.assertEqual(demo.exit_code(), 0)
            took = time.monotonic() - began
        self.figure(f"the demo took {took:.1f} s, its sketches kept")
        if "PARLEY_SANITIZED" not in os.environ:
            self.assertLess(took, SECONDS)

    def test_what_is_missing_is_named(self):
        """Without sketches no board says a word: exit code 1, and the first line is named."""
        demo = self.demo(env={**os.environ, "PARLEY_SKETCHES": str(self.folder)})
        self.assertEqual(demo.exit_code(), 1)
        said = demo.output.decode()
        self.assertIn("MISSING  the board's Serial: \"TCP Connected to: 10.0.2.2 : 8888\"", said)
        self.assertIn("MISSING  the three steps of the handshake", said)
        self.assertIn("TcpClient", said)

    def test_interrupted_it_leaves_nothing(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            place = {**os.environ, "TMPDIR": str(self.folder), "XDG_CACHE_HOME": str(self.folder)}
            demo = self.demo(env=place)
            self.wait_until(lambda: list(self.folder.glob("parley-demo-*")), "the demo's folder")
            time.sleep(0.3)
            demo.send_signal(number)
            self.assertEqual(demo.exit_code(), 1)
            self.assertIn("interrupted", demo.errors)
            self.assertEqual(list(self.folder.glob("parley-demo-*")), [])

    def test_side_by_side_on_a_terminal(self):
        terminal = terminals.Terminal(self, "demo")
        terminal.wait(rb"Everything was said")
        self.assertEqual(terminal.exit_code(), 0)
        self.assertRegex(terminal.screen, rb" \| the board's Serial +\| this PC\r\n")
        self.assertRegex(terminal.screen, rb"\| Good morning, board +\|\r\n")


if __name__ == "__main__":
    harness.main()
