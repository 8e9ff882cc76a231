"""Sixty-four descriptors and two hundred clients: nobody hangs, nothing spins, the log stays short."""
import subprocess
import time

import harness

FILES = 64
CLIENTS = 200


class Descriptors(harness.Case):

    def test_extra_peers_are_turned_away_at_once_and_service_recovers(self):
        parley = self.listen("--echo", "--max-peers", "1000", files=FILES,
                             stdin=subprocess.DEVNULL)
        began = time.monotonic()
        clients = [self.come(parley) for _ in range(CLIENTS)]
        served, slowest = 0, 0.0
        for client in filter(None, clients):
            asked = time.monotonic()
            served += self.answer(client) == b"hi"
            slowest = max(slowest, time.monotonic() - asked)
        self.assertGreater(served, 0)
        self.assertLess(served, FILES)
        cpu = parley.cpu_seconds()
        time.sleep(3)
        cpu = parley.cpu_seconds() - cpu
        refused = [event for event in parley.all_of("refused") if event["class"] == "exhausted"]
        seconds = time.monotonic() - began
        self.assertGreater(len(refused), 0)
        self.assertLessEqual(len(refused), seconds + 2, "at most one a second")
        self.assertEqual(sum(event.get("count", 1) for event in refused), CLIENTS - served)
        self.assertLess(cpu, 0.5)
        for client in filter(None, clients):
            client.close()
        left = time.monotonic()
        self.wait_until(lambda: self.answer(self.come(parley)) == b"hi", "service again")
        self.figure(f"{FILES} descriptors, {CLIENTS} clients: {served} served, {CLIENTS - served} "
                    f"turned away, slowest answer {slowest * 1000:.0f} ms, {len(refused)} events, "
                    f"{cpu:.2f} s of CPU in the next 3 s, served again after "
                    f"{(time.monotonic() - left) * 1000:.0f} ms")

    def come(self, parley):
        """A client; nothing when it was turned away before it had looked."""
        try:
            return self.client(parley.port)
        except ConnectionError:
            return None

    def answer(self, client):
        """What comes back for "hi"; nothing when the peer was turned away."""
        if not client:
            return b""
        try:
            client.sendall(b"hi")
            return client.recv(10)
        except ConnectionError:
            return b""


harness.main()
