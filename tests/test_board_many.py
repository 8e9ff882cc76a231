"""A hundred boards on one router: each joins, has an address of its own, connects to this test and
sends back all that it is sent."""
import random
import signal
import subprocess
import threading
import time

import boards
import harness

BOARDS = 100
BYTES = 2000


class Many(boards.BoardCase):

    def start_boards(self, program, router, port):
        """The programs themselves: a hundred `parley board` would test the machine's memory."""
        hosts = f"hosts={boards.PC}={boards.PC}:{port}"
        for number in range(BOARDS):
            argv = [program, "--router", router.path, "--name", f"board{number}",
                    "--mac", f"5c:cf:7f:00:00:{number:02x}", "--setting", hosts,
                    "--flash", str(self.folder / f"flash{number}")]
            self.keep(boards.Process(self, argv, stdout=subprocess.DEVNULL))

    def echo(self, peer, number, wrong):
        data = random.Random(number).randbytes(BYTES)
        try:
            greeting = harness.receive(peer, 19)
            peer.sendall(data)
            back = harness.receive(peer, BYTES)
        except OSError as error:
            wrong.append(f"peer {number}: {error}")
            return
        if (greeting, back) != (b"HelloThis is my IP.", data):
            wrong.append(f"peer {number}: {greeting!r} and {len(back)} octets")

    def test_all_echo_and_none_is_lost(self):
        program = self.program("TcpClient")
        capture = self.folder / "router.pcapng"
        router = self.router("--capture", str(capture))
        server = self.server(backlog=BOARDS)
        began = time.monotonic()
        self.start_boards(program, router, server.getsockname()[1])
        wrong, threads = [], []
        for number in range(BOARDS):
            peer = self.accept(server)
            threads.append(threading.Thread(target=self.echo, args=(peer, number, wrong)))
            threads[-1].start()
        for thread in threads:
            thread.join(harness.WAIT)
        self.figure(f"{BOARDS} boards joined and echoed within {time.monotonic() - began:.1f} s")
        self.assertEqual(wrong, [])
        for board in self.processes[-BOARDS:]:
            board.send_signal(signal.SIGTERM)
        for board in self.processes[-BOARDS:]:
            self.assertEqual(board.exit_code(), 0)
        self.assertEqual(self.stop(router, signal.SIGTERM), 0)
        syns = self.tshark(capture, "tcp.flags.syn == 1 && tcp.flags.ack == 0", "ip.src")
        self.assertEqual(len({address for address, in syns}), BOARDS)


if __name__ == "__main__":
    harness.main()
