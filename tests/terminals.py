"""A terminal with a person at it: a pseudo-terminal (pty(7)) that is the program's standard
input, output and error, and its controlling terminal."""
import fcntl
import os
import re
import struct
import subprocess
import termios

import harness

COLUMNS, ROWS = 200, 40


class Terminal:
    """Starts the program; `type` presses keys, `screen` is all that was ever written to it."""

    def __init__(self, case, *words, **environment):
        self._case = case
        ours, theirs = os.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._ours = os.fdopen(ours, "r+b", buffering=0)
        start = ["setpriv", "--pdeathsig", "KILL", "setsid", "--ctty", harness.PARLEY]
        self._child = subprocess.Popen(
            [*start, *map(str, words)], stdin=theirs, stdout=theirs, stderr=theirs,
            env={**os.environ, "TERM": "xterm", "NO_COLOR": "1", **environment})
        os.close(theirs)
        self.pid = self._child.pid
        self._capture = harness.Capture(self._ours)
        case.processes.append(self)
        case.addCleanup(self.end)

    @property
    def screen(self):
        return bytes(self._capture.data)

    def story(self):
        said = harness.shown(self._capture.data)
        return f"on a terminal, exit code {self._child.poll()}:\n{said}"

    def type(self, text):
        self._ours.write(text.encode() if isinstance(text, str) else text)

    def wait(self, pattern, seconds=harness.WAIT):
        """Waits until an expression (octets) stands anywhere on what was written; its match."""
        found = self._capture.wait(re.compile(pattern).search, seconds)
        if not found:
            self._case.fail(f"never on the terminal: {pattern!r}")
        return found

    @property
    def port(self):
        return int(self.wait(rb"port (\d+)").group(1))

    def exit_code(self, seconds=harness.WAIT):
        try:
            return self._child.wait(seconds)
        except subprocess.TimeoutExpired:
            return self._case.fail(f"still running after {seconds} s")

    def send_signal(self, number):
        self._child.send_signal(number)

    def end(self):
        if self._child.poll() is None:
            self._child.kill()
        self._child.wait(harness.WAIT)
        self._capture.close()
