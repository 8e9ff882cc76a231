"""Many at once: ten thousand peers, each echoed in order, and a crowd that comes in one
moment: 500, or 5,000 in full."""
import errno
import select
import socket
import subprocess
import time

import harness

PEERS = 10_000
CROWD = 5000 if harness.FULL else 500
ROUNDS = 3


class Many(harness.Case):

    def test_ten_thousand_peers_are_each_echoed(self):
        self.need_files(PEERS + 100)
        parley = self.listen("--echo", "--max-peers", "20000", form="raw", files=PEERS + 100,
                             stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        # From an address of their own, so that other tests do not run out of ports.
        peers = [self.client(parley.port, source="127.0.0.2") for _ in range(PEERS)]
        self.wait_until(lambda: self.connections(parley) >= PEERS, "accepting them all")
        here = self.connections(parley)
        for turn in range(ROUNDS):
            for number, peer in enumerate(peers):
                peer.sendall(f"peer {number} round {turn};".encode())
        right = 0
        for number, peer in enumerate(peers):
            wanted = "".join(f"peer {number} round {turn};" for turn in range(ROUNDS)).encode()
            right += harness.receive(peer, len(wanted)) == wanted
        self.figure(f"{here} peers at once, {right} of {PEERS} echoed whole and in order")
        self.assertEqual((here, right), (PEERS, PEERS))

    def connections(self, parley):
        """How many sockets the program has besides the one that listens."""
        return sum(link.startswith("socket:") for link in harness.descriptors(parley.pid)) - 1

    def test_a_crowd_connects_at_once(self):
        parley = self.listen("--echo", "--max-peers", "6000", form="raw", stdin=subprocess.DEVNULL,
                             stdout=subprocess.DEVNULL, files=CROWD + 524)
        self.need_files(CROWD + 50)
        waiting = select.epoll()
        self.addCleanup(waiting.close)
        peers = {}
        for _ in range(CROWD):
            peer = socket.socket()
            self.addCleanup(peer.close)
            peer.setblocking(False)
            peers[peer.fileno()] = peer
        began = time.monotonic()
        for number, peer in peers.items():
            self.assertIn(peer.connect_ex(("127.0.0.1", parley.port)), (0, errno.EINPROGRESS))
            waiting.register(number, select.EPOLLOUT)
        served = 0
        while served < CROWD and time.monotonic() - began < harness.WAIT:
            for number, _ in waiting.poll(1):
                served += self.go_on(peers[number], waiting)
        took = time.monotonic() - began
        self.figure(f"{CROWD} connects at once: {served} served in {took:.3f} s")
        self.assertEqual(served, CROWD)

    def go_on(self, peer, waiting):
        """Sends once connected; true when the echo came."""
        if peer.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            self.fail("a connection failed")
        try:
            got = peer.recv(16)
        except BlockingIOError:
            peer.send(b"served?")
            waiting.modify(peer.fileno(), select.EPOLLIN)
            return False
        self.assertEqual(got, b"served?")
        waiting.unregister(peer.fileno())
        return True


if __name__ == "__main__":
    harness.main()
