"""Networks of one's own for tests: network namespaces (network_namespaces(7)) joined by virtual
cables.

A namespace lives as long as a process in it: a `cat` whose standard input the test holds, so
that all of it vanishes with the test, however that ends. Needs root and ip(8); a test that asks
for one is skipped where that is missing.
"""
import ctypes
import os
import socket
import subprocess
import threading

import harness

CLONE_NEWNET = 0x40000000


class Namespace:
    def __init__(self, case):
        case.need_root()
        case.need_program("ip")
        case.need_program("unshare")
        self._case = case
        self._holder = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", "unshare", "--net", "cat"], stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        case.addCleanup(self._end)
        self.path = f"/proc/{self._holder.pid}/ns/net"
        own = os.readlink("/proc/self/ns/net")
        case.wait_until(lambda: self._holder.poll() is not None or os.readlink(self.path) != own,
                        "a network namespace")
        if self._holder.poll() is not None:
            reason = self._holder.stderr.read().decode().strip()
            case.skipTest(f"needs network namespaces: {reason}")
        self.enter = ["nsenter", f"--net={self.path}"]
        self.ip("link", "set", "lo", "up")

    def _end(self):
        self._holder.stdin.close()
        self._holder.wait(harness.WAIT)
        self._holder.stderr.close()

    def ip(self, *words):
        self._run("ip", *words)

    def sysctl(self, name, value):
        self._run("sh", "-c", f'echo "$1" > /proc/sys/{name.replace(".", "/")}', "sh", str(value))

    def _run(self, *words):
        done = subprocess.run([*self.enter, *words], capture_output=True, check=False,
                              timeout=harness.WAIT)
        if done.returncode != 0:
            self._case.fail(f"{' '.join(words)}: {done.stderr.decode().strip()}")

    def cable(self, name, other, other_name):
        """A virtual cable from here to another namespace; both ends are up, without addresses."""
        self.ip("link", "add", name, "type", "veth", "peer", "name", other_name, "netns",
                str(other._holder.pid))
        self.ip("link", "set", name, "up")
        other.ip("link", "set", other_name, "up")

    def address(self, name, *addresses):
        for address in addresses:
            without_delay = ["nodad"] if ":" in address else []
            self.ip("address", "add", address, "dev", name, *without_delay)

    def socket(self, family=socket.AF_INET, kind=socket.SOCK_STREAM):
        """A socket of this namespace, which it keeps whoever uses it."""
        made = []

        def make():  # setns(2) is the thread's own matter, so a thread goes there and is gone
            libc = ctypes.CDLL(None, use_errno=True)
            with open(self.path, "rb") as namespace:
                if libc.setns(namespace.fileno(), CLONE_NEWNET) != 0:
                    raise OSError(ctypes.get_errno(), "setns")
            made.append(socket.socket(family, kind))

        thread = threading.Thread(target=make)
        thread.start()
        thread.join(harness.WAIT)
        self._case.assertTrue(made, "no socket in the namespace")
        self._case.addCleanup(made[0].close)
        made[0].settimeout(harness.WAIT)
        return made[0]

    def client(self, address, port, source=None):
        """Connected from here, from a given address of ours if there is one."""
        peer = self.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
        if source:
            peer.bind((source, 0))
        peer.connect((address, port))
        return peer

    def server(self, address, port=0):
        server = self.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind((address, port))
        server.listen(64)
        return server
