"""What the end-to-end tests have in common: the program under test, its peers, and bounded waits.

Every test starts the real program, whose path is in the environment variable PARLEY, and talks to it
with programs and sockets that nobody here wrote. Ports are chosen by the system. Every wait ends after
WAIT seconds at the latest and then says what there was; that bound is against hanging, it measures
nothing. Children are ended and reaped by the test that started them, and die with it.
"""
import json
import os
import pathlib
import re
import resource
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import unittest

PARLEY = os.path.abspath(os.environ.get("PARLEY", "build/release/apps/parley/parley"))
WAIT = float(os.environ.get("PARLEY_TEST_WAIT", "60"))
SKIPPED = 77  # what CTest is told when every test of a file was skipped
SHOWN = 3000  # octets of a child's output in a failure, and of one line of it
SHOWN_LINE = 400
NOBODY = 65534


def shown(data):
    """Octets for a failure's text: the last of them, long lines cut, safe on a terminal."""
    text = bytes(data).decode("utf-8", "backslashreplace").replace("\x1b", "\\x1b")
    text = "\n".join(line if len(line) <= SHOWN_LINE else line[:SHOWN_LINE] + "..."
                     for line in text.split("\n"))
    return text if len(text) <= SHOWN else "..." + text[-SHOWN:]


class Capture:
    """What a descriptor gives, read by a thread to its end."""

    def __init__(self, file):
        self.data = bytearray()
        self.ended = False
        self.changed = threading.Condition()
        self._file = file
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self):
        while True:
            try:
                chunk = os.read(self._file.fileno(), 1 << 18)
            except OSError:  # a pseudo-terminal whose other end is closed
                chunk = b""
            with self.changed:
                self.data += chunk
                self.ended = not chunk
                self.changed.notify_all()
            if not chunk:
                return

    def wait(self, found, seconds=WAIT):
        """The first true value of found(data), or None at the end of the data or of the time."""
        deadline = time.monotonic() + seconds
        with self.changed:
            while True:
                value = found(self.data)
                left = deadline - time.monotonic()
                if value or self.ended or left <= 0:
                    return value or None
                self.changed.wait(left)

    def close(self):
        self._thread.join(WAIT)
        self._file.close()


class Process:
    """A child. Standard input is a pipe that stays open until `close_input`, unless told otherwise."""

    def __init__(self, case, argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                 stderr=subprocess.PIPE, files=None, user=None, namespace=None, **more):
        self.case = case
        self.argv = [str(word) for word in argv]
        start = ["setpriv", "--pdeathsig", "KILL"]
        if user is not None:
            start += [f"--reuid={user}", f"--regid={user}", "--clear-groups"]
        if namespace is not None:
            start = namespace.enter + start
        if files is not None:
            start = ["prlimit", f"--nofile={files}:{files}"] + start
        self.child = subprocess.Popen(start + self.argv, stdin=stdin, stdout=stdout, stderr=stderr,
                                      bufsize=0, **more)
        self.pid = self.child.pid
        self.out = Capture(self.child.stdout) if self.child.stdout else None
        self.err = Capture(self.child.stderr) if self.child.stderr else None

    def write(self, data, seconds=WAIT):
        """All of `data` to its standard input."""
        number = self.child.stdin.fileno()
        os.set_blocking(number, False)
        room = select.poll()
        room.register(number, select.POLLOUT)
        deadline = time.monotonic() + seconds
        view = memoryview(data)
        while view:
            if not room.poll(max(0, deadline - time.monotonic()) * 1000):
                self.case.fail(f"{len(view)} octets of standard input were not taken within {seconds} s "
                               f"by {' '.join(self.argv)}")
            view = view[os.write(number, view[:65536]):]

    def close_input(self):
        self.child.stdin.close()

    def send_signal(self, number):
        self.child.send_signal(number)

    def exit_code(self, seconds=WAIT):
        """Waits for the end. A killed child has the negative number of its signal."""
        try:
            code = self.child.wait(seconds)
        except subprocess.TimeoutExpired:
            self.case.fail(f"still running after {seconds} s: {' '.join(self.argv)}")
        for capture in (self.out, self.err):
            if capture:
                capture.wait(lambda data: False, seconds)
        return code

    def wait_output(self, found, seconds=WAIT):
        value = self.out.wait(found, seconds)
        if value is None:
            self.case.fail(f"what was waited for is not on standard output of {' '.join(self.argv)}")
        return value

    def wait_error(self, found, seconds=WAIT):
        value = self.err.wait(found, seconds)
        if value is None:
            self.case.fail(f"what was waited for is not on standard error of {' '.join(self.argv)}")
        return value

    def wait_text(self, pattern, seconds=WAIT):
        """Waits for a regular expression on standard error; its match."""
        wanted = re.compile(pattern.encode())
        return self.wait_error(wanted.search, seconds)

    @property
    def output(self):
        return bytes(self.out.data)

    @property
    def errors(self):
        return bytes(self.err.data).decode("utf-8", "backslashreplace")

    def cpu_seconds(self):
        """User and system time so far (proc(5), /proc/PID/stat)."""
        text = pathlib.Path(f"/proc/{self.pid}/stat").read_text()
        fields = text.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def story(self):
        text = f"{' '.join(self.argv)}\n  exit code: {self.child.poll()}"
        for name, capture in (("standard output", self.out), ("standard error", self.err)):
            if capture:
                text += f"\n  {name} ({len(capture.data)} octets): {shown(capture.data)}"
        return text

    def end(self):
        if self.child.poll() is None:
            self.child.kill()
        self.child.wait(WAIT)
        if self.child.stdin and not self.child.stdin.closed:
            self.child.stdin.close()
        for capture in (self.out, self.err):
            if capture:
                capture.close()


class Parley(Process):
    """The program under test. With `--format jsonl` its events are here, too."""

    def __init__(self, case, words, **more):
        self._events = []
        self._parsed = 0
        self._address = None
        super().__init__(case, [PARLEY, *words], **more)

    @property
    def port(self):
        """Where it listens: from the `listening` event, or from what it tells people."""
        if self._address is None:
            if "jsonl" in self.argv:
                self._address = self.event("listening")["port"]
            else:  # rows are on standard output, words besides data on standard error
                said = self.wait_output if "text" in self.argv else self.wait_error
                self._address = int(said(re.compile(rb"port (\d+)").search).group(1))
        return self._address

    def _parse(self, data):
        end = data.rfind(b"\n") + 1
        for line in bytes(data[self._parsed:end]).splitlines():
            self._events.append(json.loads(line))
        self._parsed = max(self._parsed, end)
        return self._events

    @property
    def events(self):
        with self.out.changed:
            return list(self._parse(self.out.data))

    def wait_events(self, found, seconds=WAIT):
        """Waits for a true value of found(list of all events)."""
        return self.wait_output(lambda data: found(self._parse(data)), seconds)

    def all_of(self, kind, **fields):
        return [e for e in self.events if matches(e, kind, fields)]

    def event(self, kind, nth=1, seconds=WAIT, **fields):
        """The first (or nth) event of a kind in which these fields have these values."""
        def find(events):
            found = [e for e in events if matches(e, kind, fields)]
            return found[nth - 1] if len(found) >= nth else None
        return self.wait_events(find, seconds)

    def received(self, peer):
        return b"".join(content(e) for e in self.all_of("received", peer=peer))

    def wait_received(self, peer, count, seconds=WAIT):
        """Waits for so many octets from a peer; all of them."""
        self.wait_events(lambda events: sum(e["bytes"] for e in events if
                                            matches(e, "received", {"peer": peer})) >= count, seconds)
        return self.received(peer)

    def command(self, **words):
        self.write(json.dumps(words).encode() + b"\n")


def matches(event, kind, fields):
    return event["event"] == kind and all(event.get(k) == v for k, v in fields.items())


def told(text):
    """Rows for people as lines of words: without time, peer, mark and indentation."""
    row = re.compile(r"\d\d:\d\d:\d\d\.\d{3} +(?:\d+ +)?[-+<>!*] +")
    return [row.sub("", line).strip() for line in text.splitlines()]


def content(event):
    if "hex" in event:
        return bytes.fromhex(event["hex"])
    return event["text"].encode()


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


def descriptors(pid):
    """What a process has open, as its links in /proc say: "socket:[12345]", "/dev/null"."""
    found = []
    for link in pathlib.Path(f"/proc/{pid}/fd").glob("*"):
        try:
            found.append(os.readlink(link))
        except OSError:
            pass  # closed meanwhile
    return found


def command_of(pid):
    return pathlib.Path(f"/proc/{pid}/comm").read_text().strip()


def listens(pid):
    """The TCP port at which a process listens, or None: for servers that do not tell."""
    inodes = descriptors(pid)
    for table in ("tcp", "tcp6"):
        for line in pathlib.Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in inodes:
                return int(fields[1].rpartition(":")[2], 16)
    return None


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

    def client(self, port, address="127.0.0.1", source=None):
        peer = socket.create_connection((address, port), WAIT, source and (source, 0))
        self.addCleanup(peer.close)
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
