"""Children of a test: the program, the programs it talks to, and what they said.

Their output is read by threads, so that no child ever waits for a test, and every wait is bounded
and ends in a failure that shows what there was. A child dies with its test, however that ends.
"""
import json
import os
import pathlib
import re
import select
import subprocess
import threading
import time

PARLEY = os.path.abspath(os.environ.get("PARLEY", "build/release/apps/parley/parley"))
WAIT = float(os.environ.get("PARLEY_TEST_WAIT", "60"))
SANITIZER_REPORT = re.compile(rb"(Address|Leak|Thread)Sanitizer|runtime error:")
WHERE_RECORDED = re.compile(r"^ *recorded in .*\n(?: +TLS is recorded as plaintext\n)?", re.MULTILINE)
SHOWN = 3000  # octets of a child's output in a failure, and of one line of it
SHOWN_LINE = 400


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
    """A child. Standard input is a pipe that stays open until `close_input`, unless told
    otherwise."""

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
                self.case.fail(f"{len(view)} octets of standard input were not taken within "
                               f"{seconds} s by {' '.join(self.argv)}")
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
            self.case.fail("what was waited for is not on standard output of "
                           f"{' '.join(self.argv)}")
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
        return cpu_seconds(self.pid)

    def resident_bytes(self):
        return resident_bytes(self.pid)

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
        if self.err and SANITIZER_REPORT.search(self.err.data):
            self.case.fail(f"a sanitizer complained of {' '.join(self.argv)}")


class Parley(Process):
    """The program under test. With `--format jsonl` its events are here, too. It records as anybody's
    does, but below the test's own folder, so that nobody's own recordings grow or go."""

    def __init__(self, case, words, **more):
        self._events = []
        self._parsed = 0
        self._address = None
        environment = dict(more.pop("env", os.environ))
        if environment.get("XDG_STATE_HOME") == os.environ.get("XDG_STATE_HOME"):
            environment["XDG_STATE_HOME"] = str(case.folder / "state")
        super().__init__(case, [PARLEY, *words], env=environment, **more)

    @property
    def errors(self):
        """Without where it records, which differs each time; `test_recording.py` looks at that."""
        return WHERE_RECORDED.sub("", super().errors)

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
    def all_events(self):
        with self.out.changed:
            return list(self._parse(self.out.data))

    @property
    def events(self):
        """What happened, without what the disk did meanwhile."""
        return [e for e in self.all_events if e.get("event") != "recorded"]

    def wait_events(self, found, seconds=WAIT):
        """Waits for a true value of found(list of all events)."""
        return self.wait_output(lambda data: found(self._parse(data)), seconds)

    def all_of(self, kind, **fields):
        return [e for e in self.all_events if matches(e, kind, fields)]

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
        def enough(events):
            return count <= sum(e["bytes"] for e in events if
                                matches(e, "received", {"peer": peer}))
        self.wait_events(enough, seconds)
        return self.received(peer)

    def command(self, **words):
        self.write(json.dumps(words).encode() + b"\n")


def matches(event, kind, fields):
    return event.get("event") == kind and all(event.get(k) == v for k, v in fields.items())


def content(event):
    if "hex" in event:
        return bytes.fromhex(event["hex"])
    return event["text"].encode()


def descriptors(pid):
    """What a process has open, as its links in /proc say: "socket:[12345]", "/dev/null"."""
    found = []
    for link in pathlib.Path(f"/proc/{pid}/fd").glob("*"):
        try:
            found.append(os.readlink(link))
        except OSError:
            pass  # closed meanwhile
    return found


def cpu_seconds(pid):
    """User and system time so far (proc(5), /proc/PID/stat)."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_bytes(pid):
    """Of memory, now (proc(5), /proc/PID/smaps_rollup)."""
    text = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(re.search(r"^Rss: +(\d+) kB$", text, re.MULTILINE).group(1)) * 1024


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
