"""A server that may open 64 files and meets 200 clients: those beyond are closed at once,
nothing spins, the log stays short, and when clients leave, new ones are served."""
import pathlib
import re
import subprocess
import time

import harness

FILES = 64
CLIENTS = 200
WATCHED_S = 3.0


class Descriptors(harness.Case):

    def need_real_descriptors(self):
        """UBSan opens a pipe to look at an object's type; without descriptors it takes every object
        for a wrong one."""
        if b"libubsan" in pathlib.Path(harness.PARLEY).read_bytes():
            self.skipTest("needs a build without UBSan, which needs descriptors of its own")

    def come(self, parley):
        """A client; None: it was closed before its connect returned."""
        try:
            return self.client(parley.port)
        except ConnectionError:
            return None

    def is_served(self, peer):
        """False: closed at once."""
        try:
            if peer:
                peer.sendall(b"hello")
            return peer is not None and peer.recv(5) == b"hello"
        except ConnectionError:
            return False

    def crowd(self, parley):
        """All clients come; (those served, how long the slowest of the others waited for its
        end)."""
        came = []
        for _ in range(CLIENTS):
            began = time.monotonic()
            came.append((began, self.come(parley)))
        served, slowest = [], 0.0
        for began, peer in came:
            if self.is_served(peer):
                served.append(peer)
            else:
                slowest = max(slowest, time.monotonic() - began)
        return served, slowest

    def test_short_of_descriptors(self):
        self.need_real_descriptors()
        parley = self.listen("--echo", "-v", form="raw", files=FILES, stdin=subprocess.DEVNULL,
                             stdout=subprocess.DEVNULL)
        began = time.monotonic()
        served, slowest = self.crowd(parley)
        self.figure(f"{FILES} descriptors, {CLIENTS} clients: {len(served)} served, "
                    f"{CLIENTS - len(served)} closed, the last of them after {slowest:.3f} s")
        self.assertTrue(30 < len(served) < FILES, len(served))

        used = parley.cpu_seconds()
        until = time.monotonic() + WATCHED_S
        while time.monotonic() < until:  # some never give up
            self.assertFalse(self.is_served(self.come(parley)))
            time.sleep(0.05)
        used = parley.cpu_seconds() - used
        self.figure(f"{used:.2f} s of processor time in {WATCHED_S} s")
        self.assertLess(used, 0.5)

        rows = re.findall(r"^\d\d:\d\d:\d\d\.\d{3} .*", parley.errors, re.MULTILINE)
        refused = [row for row in rows if "too many open files (EMFILE)" in row]
        seconds = time.monotonic() - began
        self.figure(f"{len(refused)} lines about it in {seconds:.1f} s")
        self.assertTrue(1 <= len(refused) <= seconds + 2, refused)
        self.assertIn("cannot accept another peer: too many open files (EMFILE)", refused[0])

        for peer in served[:20]:
            peer.close()
        began = time.monotonic()
        self.wait_until(lambda: self.is_served(self.come(parley)), "service again")
        self.figure(f"served again {time.monotonic() - began:.3f} s after clients left")
        for peer in served[20:]:
            peer.sendall(b"still here")
            self.assertEqual(harness.receive(peer, 10), b"still here")

    def test_explained(self):
        self.need_real_descriptors()
        parley = self.listen("--echo", form="raw", files=FILES, stdin=subprocess.DEVNULL,
                             stdout=subprocess.DEVNULL)
        self.crowd(parley)
        parley.wait_text("too many open files")
        parley.wait_text(r"Take fewer peers: --max-peers 32\n")
        said = harness.told(parley.errors)
        at = next(i for i, line in enumerate(said) if "too many open files" in line)
        self.assertEqual(said[at + 1:at + 3], [
            "This program has reached its limit of 64 open files and connections (ulimit -n).",
            "Take fewer peers: --max-peers 32"])

    def test_enough_for_the_default(self):
        """256 peers under the usual soft limit of 1024."""
        parley = self.listen("--echo", form="raw", files=1024, stdin=subprocess.DEVNULL,
                             stdout=subprocess.DEVNULL)
        peers = [self.client(parley.port) for _ in range(256)]
        self.assertTrue(all(self.is_served(peer) for peer in peers))


class NoneLeft(harness.Case):

    def test_a_program_that_gets_no_descriptors_says_so(self):
        for files, what in ((4, "the network"), (6, "signals")):
            parley = self.parley("connect", "127.0.0.1", "1", "--no-record", files=files)
            self.assertEqual(parley.exit_code(), 1, parley.story())
            self.assertEqual(parley.errors,
                             f"parley: cannot wait for {what}: too many open files (EMFILE)\n")


if __name__ == "__main__":
    harness.main()
