"""A window under test: a screen in memory (Xvfb), hands (xdotool), and what is on the screen, as the
window itself writes it down (PARLEY_DESK_PROBE, src/desk/window/probe.h).

There is no window manager, so whoever types gives the keys to a window first.
"""
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import time

DESK = os.path.abspath(os.environ.get("PARLEY_DESK", "build/release/apps/parley-desk/parley-desk"))
WAIT = float(os.environ.get("PARLEY_TEST_WAIT", "60"))
SIZE = "1280x860x24"


class Trouble(Exception):
    """What was waited for did not come."""


class Screen:
    """An X server of one's own, of which nobody else knows."""

    def __init__(self, size=SIZE):
        read, write = os.pipe()
        self.process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", "Xvfb", "-displayfd", str(write), "-screen", "0",
             size, "-nolisten", "tcp"],
            pass_fds=[write], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as number:
            self.name = ":" + number.readline().strip()

    def close(self):
        self.process.kill()
        self.process.wait()


class Desk:
    """The program with its window, in a home of its own that outlives it."""

    def __init__(self, screen, home, *words, **environment):
        self.screen = screen
        self.home = pathlib.Path(home)
        # A file in memory, where there is such a place: it is written ten times a second.
        shared = "/dev/shm" if os.path.isdir("/dev/shm") else None
        self.folder = tempfile.TemporaryDirectory(prefix="parley-desk-", dir=shared)
        self.probe = pathlib.Path(self.folder.name) / "probe.json"
        runtime = pathlib.Path(self.folder.name) / "run"
        runtime.mkdir(mode=0o700)
        self.environment = {
            **os.environ, "DISPLAY": screen.name, "HOME": str(self.home), "LANG": "C.UTF-8",
            "XDG_RUNTIME_DIR": str(runtime), "PARLEY_DESK_PROBE": str(self.probe),
            "QT_ACCESSIBILITY": "0", **environment}
        for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "WAYLAND_DISPLAY", "GTK_THEME",
                     "QT_QPA_PLATFORM"):
            self.environment.pop(name, None)
        self.errors = open(self.home / "desk-errors", "ab+")
        self.process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", DESK, *map(str, words)], env=self.environment,
            cwd=self.home, stdin=subprocess.DEVNULL, stdout=self.errors, stderr=self.errors)
        self.pid = self.process.pid
        self.until(self.seen, "the window")
        self.window = self.tool("search", "--sync", "--onlyvisible", "--pid", self.pid).split()[-1]
        self.focus()

    # What is on the screen

    def seen(self):
        try:
            return json.loads(self.probe.read_text())
        except (FileNotFoundError, json.JSONDecodeError):
            return {}

    def until(self, true, what, seconds=WAIT):
        """The first true value of true(); the failure says what was on the screen instead."""
        deadline = time.monotonic() + seconds
        while True:
            found = true()
            if found:
                return found
            if self.process.poll() is not None:
                raise Trouble(f"the window ended with {self.process.returncode} before {what}")
            if time.monotonic() > deadline:
                raise Trouble(f"no {what} within {seconds} s; on the screen: {self.seen()}")
            time.sleep(0.03)

    def rows(self):
        return self.seen().get("rows", [])

    def row(self, text, event=None):
        """The first row on the screen that has this text."""
        return next((row for row in self.rows() if text in row["text"]
                     and event in (None, row["event"])), None)

    def wait_row(self, text, event=None):
        return self.until(lambda: self.row(text, event), f"row with {text!r}")

    def conversation(self, title):
        return next((each for each in self.seen().get("conversations", [])
                     if each["title"] == title), None)

    def wait_standing(self, title, standing):
        return self.until(lambda: (self.conversation(title) or {}).get("standing") == standing,
                          f"{title}: {standing}")

    # Hands

    def tool(self, *words):
        return subprocess.run(["xdotool", *map(str, words)], env=self.environment, check=True,
                              timeout=WAIT, capture_output=True, text=True).stdout

    def focus(self, window=None):
        self.tool("windowfocus", "--sync", window or self.window)

    def key(self, *keys):
        self.tool("key", "--delay", "20", *keys)

    def type(self, text):
        self.tool("type", "--delay", "5", text)

    def dialog(self, name):
        """The keys go to the dialog of this name until `focus`."""
        window = self.tool("search", "--sync", "--onlyvisible", "--name", name).split()[-1]
        self.focus(window)
        return window

    # The end

    def exit_code(self, seconds=WAIT):
        return self.process.wait(seconds)

    def kill(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def end(self):
        """As a session's end does it: what runs ends in order."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(WAIT)
        finally:
            self.kill()
            self.errors.close()
            self.folder.cleanup()
