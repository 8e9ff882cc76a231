"""Boards for tests: `parley board` with its Serial on standard output, routers that several of them
share, and tshark to look at what the router captured."""
import os
import pathlib
import re
import subprocess
import time

import harness
from processes import PARLEY, Parley, Process

SKETCHES = pathlib.Path(__file__).resolve().parent / "sketches"
PC = "10.0.2.2"  # this machine, seen from a board
BOARD = "10.0.2.15"


class Board(Parley):
    """`parley board`: what the sketch prints is `output`, what is typed goes to its Serial."""

    def __init__(self, case, sketch, *options, **more):
        words = ["board", str(sketch), "--format", "raw", "-v", *options]
        if "--flash" not in options:  # a test does not begin with what another one left there
            words += ["--flash", str(case.folder / f"flash-{len(case.processes)}" / "eeprom")]
        super().__init__(case, words, **more)

    def line(self, text, seconds=harness.WAIT):
        """Waits until Serial has said this; when that was (time.monotonic), to a few ms."""
        wanted = text if isinstance(text, bytes) else text.encode()
        self.wait_output(lambda data: wanted in data, seconds)
        return time.monotonic()

    def match(self, pattern, seconds=harness.WAIT):
        return self.wait_output(re.compile(pattern.encode(), re.DOTALL).search, seconds)

    def forwarded(self, nth=1):
        """The port of this PC that leads to the board, once it is open."""
        pattern = re.compile(rb"127\.0\.0\.1:(\d+)")

        def find(data):
            found = pattern.findall(data)
            return found[nth - 1] if len(found) >= nth else None
        return int(self.wait_error(find))


class BoardCase(harness.Case):
    """A test with boards. Skipped where the build has none."""

    def setUp(self):
        super().setUp()
        asked = subprocess.run([PARLEY, "board", "--help"], capture_output=True, check=False)
        if asked.returncode != 0:
            self.skipTest("this build has no boards (PARLEY_BOARD=OFF)")

    def sketch(self, name):
        """One of the stand-ins in tests/sketches."""
        return SKETCHES / name

    def board(self, sketch, *options, **more):
        return self.keep(Board(self, sketch, *options, **more))

    def program(self, sketch, *options):
        """The path of the built sketch, for tests that start many of it."""
        built = self.keep(Process(self, [PARLEY, "board", str(sketch), "--build-only", *options]))
        self.assertEqual(built.exit_code(), 0, built.errors)
        return built.output.decode().strip()

    def router(self, *options):
        """A router of its own; its commands are lines of its standard input."""
        path = self.folder / "router.socket"
        router = self.keep(Process(self, [PARLEY, "router", "--socket", str(path), *options]))
        self.wait_until(path.exists, "the router's socket")
        router.path = str(path)
        return router

    def host_entry(self, port, name="********"):
        """Leads what the sketch calls `name` to a port of this PC."""
        return ("--host", f"{name}={PC}:{port}")

    def tshark(self, capture, display_filter, *fields):
        """Rows of fields of the frames that match."""
        self.need_program("tshark")
        words = ["tshark", "-r", str(capture), "-Y", display_filter, "-T", "fields"]
        for field in fields:
            words += ["-e", field]
        read = subprocess.run(words, capture_output=True, check=True, timeout=harness.WAIT,
                              env={**os.environ, "TSHARK_WIRESHARK_LOG": "critical"})
        return [line.split("\t") for line in read.stdout.decode().splitlines()]
