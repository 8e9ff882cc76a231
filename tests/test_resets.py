"""Devices that end with a reset, as those do that lose their power: thousands of them, and the
memory stays where it was."""
import os
import subprocess

import harness

WARM = 2000  # as many as fill what is allocated once
RESETS = 10_000 if harness.FULL else 1000


class Resets(harness.Case):

    def test_memory_is_flat(self):
        parley = self.listen("--echo", "-v", form="raw", stdin=subprocess.DEVNULL,
                             stdout=subprocess.DEVNULL)
        self.come_and_reset(parley.port, WARM)
        before = parley.resident_bytes()
        self.come_and_reset(parley.port, RESETS)
        after = parley.resident_bytes()
        self.figure(f"{RESETS:,} resets: {before / 1e6:.2f} MB before, {after / 1e6:.2f} MB after")
        self.assertEqual(self.stop(parley), 0)
        told = parley.errors.count("connection reset by peer (ECONNRESET)")
        self.assertEqual(told, WARM + RESETS, "each is told once")
        if "PARLEY_SANITIZED" not in os.environ:  # which keeps what was freed
            self.assertLess(after - before, 512 * 1024)

    def come_and_reset(self, port, count):
        for number in range(count):
            peer = self.client(port)
            peer.sendall(b"%d" % number)
            harness.receive(peer, len(b"%d" % number))
            harness.reset(peer)


if __name__ == "__main__":
    harness.main()
