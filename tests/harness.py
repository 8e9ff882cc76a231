"""What the end-to-end tests have in common: the program under test, its peers, and bounded waits.

Every test starts the real program, whose path is in the environment variable PARLEY, and talks
to it with programs and sockets that nobody here wrote. Ports are chosen by the system. Every
wait ends after WAIT seconds at the latest and then says what there was; that bound is against
hanging, it measures nothing. Children are ended and reaped by the test that started them, and
die with it.
"""
import os
import pathlib
import re
import resource
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
import unittest

from processes import (PARLEY, WAIT, Capture, Parley, Process, command_of, content, descriptors,
                       listens, shown)

__all__ = ["FULL", "NOBODY", "PARLEY", "WAIT", "Capture", "Case", "Parley", "Process", "command_of",
           "content", "descriptors", "listens", "main", "receive", "reset", "shown", "told"]

FULL = "PARLEY_TEST_FULL" in os.environ  # the numbers that docs/reliability.md tells, not fewer
SKIPPED = 77  # what CTest is told when every test of a file was skipped
NOBODY = 65534


def told(text):
    """Rows for people as lines of words: without time, peer, mark and indentation."""
    row = re.compile(r"\d\d:\d\d:\d\d\.\d{3} +(?:\d+ +)?[-+<>!*] +")
    return [row.sub("", line).strip() for line in text.splitlines()]


def receive(peer, count=None):
    """Octets from a socket: so many, or all up to its end."""
    got = bytearray()
    while count is None or len(got) < count:
        chunk = peer.recv(65536 if count is None else min(65536, count - len(got)))
        if not chunk:
            break
        got += chunk
    return bytes(got)


def reset(peer):
    """Ends a connection with RST, as a device does that loses its power and comes back."""
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    peer.close()


class Case(unittest.TestCase):
    """A test with children, sockets and a folder, all of which end with it."""

    def setUp(self):
        self.processes = []
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="parley-e2e-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def shortDescription(self):
        return None  # a test's own name is enough in the list

    def run(self, result=None):
        before = len(result.failures) + len(result.errors)
        super().run(result)
        if len(result.failures) + len(result.errors) > before:
            for process in self.processes[-4:]:
                print(f"what there was: {process.story()}", file=sys.stderr)

    def keep(self, process):
        self.processes.append(process)
        self.addCleanup(process.end)
        return process

    def parley(self, *words, **more):
        return self.keep(Parley(self, words, **more))

    def listen(self, *options, address="127.0.0.1", form="jsonl", **more):
        """`parley listen` on a port of the system's choice, ready for clients."""
        parley = self.parley("listen", address, "0", "--format", form, *options, **more)
        self.assertGreater(parley.port, 0)
        return parley

    def connect(self, port, *options, address="127.0.0.1", form="jsonl", **more):
        return self.parley("connect", address, str(port), "--format", form, *options, **more)

    def tool(self, *argv, **more):
        """A program that nobody here wrote; the test is skipped where it is missing."""
        self.need_program(argv[0])
        return self.keep(Process(self, argv, **more))

    def client(self, port, address="127.0.0.1", source=None, receive_bytes=None):
        """A connected socket; with a small receive buffer if that is asked for."""
        peer = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
        self.addCleanup(peer.close)
        peer.settimeout(WAIT)
        if receive_bytes:
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
        if source:
            # The port is chosen when connecting, where only the whole 4-tuple must be free (ip(7)).
            ip_bind_address_no_port = 24
            peer.setsockopt(socket.IPPROTO_IP, ip_bind_address_no_port, 1)
            peer.bind((source, 0))
        peer.connect((address, port))
        return peer

    def server(self, address="127.0.0.1", port=0, backlog=16):
        """A listening socket."""
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        server = socket.create_server((address, port), family=family, backlog=backlog)
        server.settimeout(WAIT)
        self.addCleanup(server.close)
        return server

    def accept(self, server):
        peer, _ = server.accept()
        peer.settimeout(WAIT)
        self.addCleanup(peer.close)
        return peer

    def assert_same(self, got, wanted):
        """Octets, many of them: where they begin to differ."""
        if got == wanted:
            return
        at = len(os.path.commonprefix([bytes(got), bytes(wanted)]))
        self.fail(f"{len(got)} octets came where {len(wanted)} were wanted; at {at}: "
                  f"{bytes(got[at:at + 20])!r} instead of {bytes(wanted[at:at + 20])!r}")

    def figure(self, text):
        """A measured figure: `ctest -V -L e2e` shows it."""
        print(f"  figure: {text}", flush=True)

    def wait_until(self, true, what, seconds=WAIT):
        """For what nothing tells of: looks again and again."""
        deadline = time.monotonic() + seconds
        while not true():
            if time.monotonic() > deadline:
                self.fail(f"{what} did not happen within {seconds} s")
            time.sleep(0.02)

    def stop(self, parley, number=signal.SIGINT):
        parley.send_signal(number)
        return parley.exit_code()

    def need_program(self, name):
        if not shutil.which(name):
            self.skipTest(f"needs the program {name}")

    def need_mounts(self):
        """A mount namespace of one's own; a chroot, whose root is no mount point, cannot make
        one."""
        self.need_root()
        made = subprocess.run(["unshare", "--mount", "true"], stderr=subprocess.DEVNULL,
                              check=False, timeout=WAIT)
        if made.returncode != 0:
            self.skipTest("needs a mount namespace: unshare --mount")

    def need_root(self):
        if os.geteuid() != 0:
            self.skipTest("needs root")

    def need_files(self, count):
        """This process may open so many files; as may its children."""
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if hard != resource.RLIM_INFINITY and hard < count:
            self.skipTest(f"needs {count} open files in one process; the hard limit is {hard}")
        if soft != resource.RLIM_INFINITY and soft < count:
            resource.setrlimit(resource.RLIMIT_NOFILE, (count, hard))
            self.addCleanup(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))

    def program_for_anybody(self):
        """A copy of the program that a user without privileges can reach."""
        self.folder.chmod(0o755)
        copy = self.folder / "parley"
        shutil.copy(PARLEY, copy)
        copy.chmod(0o755)
        return str(copy)


def main():
    if not os.access(PARLEY, os.X_OK):
        sys.exit(f"there is no program to test at {PARLEY}: set PARLEY to its path")
    result = unittest.main(exit=False, verbosity=2).result
    for test, reason in result.skipped:
        print(f"skipped: {reason} ({test})", flush=True)
    if not result.wasSuccessful():
        sys.exit(1)
    sys.exit(SKIPPED if result.skipped and result.testsRun <= len(result.skipped) else 0)
