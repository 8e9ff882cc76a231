"""A client that sends everything, finishes its direction and reads all back: every octet
returns, every time. Full: 10,000 times each."""
import concurrent.futures
import random
import socket
import subprocess
import threading

import harness

ROUNDS = 10_000 if harness.FULL else 1000
HALF = random.Random(64).randbytes(64 * 1024)
MEGABYTE = random.Random(1).randbytes(1 << 20)
TRANSFERS = 10_000 if harness.FULL else 200
STALL_S = 5
AT_ONCE = 4


class HalfClose(harness.Case):

    def setUp(self):
        super().setUp()
        self.parley_under_test = self.listen("--echo", form="raw", stdin=subprocess.DEVNULL,
                                             stdout=subprocess.DEVNULL)

    def open(self):
        return socket.create_connection(("127.0.0.1", self.parley_under_test.port), harness.WAIT)

    def test_64_kib_then_everything_back(self):
        whole = 0
        for _ in range(ROUNDS):
            with self.open() as peer:
                send_and_finish(peer, HALF)
                whole += harness.receive(peer) == HALF
        self.figure(f"half-close after 64 KiB: {whole} of {ROUNDS} whole")
        self.assertEqual(whole, ROUNDS)

    def test_1_mb_four_at_once(self):
        """More than the kernel holds: who echoes must stop reading, and must not deadlock."""
        def transfer(_):
            with self.open() as peer:
                peer.settimeout(STALL_S)  # for each read and write
                sending = threading.Thread(target=send_and_finish, args=(peer, MEGABYTE))
                sending.start()
                got = harness.receive(peer)
                sending.join()
                return got == MEGABYTE

        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as readers:
            whole = sum(readers.map(transfer, range(TRANSFERS)))
        self.figure(f"1 MB echo, {AT_ONCE} at once: {whole} of {TRANSFERS} whole")
        self.assertEqual(whole, TRANSFERS)


def send_and_finish(peer, data):
    peer.sendall(data)
    peer.shutdown(socket.SHUT_WR)


if __name__ == "__main__":
    harness.main()
