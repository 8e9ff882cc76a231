#!/usr/bin/env python3
"""Opens a recording of 1 GB in the window, goes to its end and finds what is said last, and looks
how long each takes and how long the window lets people wait meanwhile.

The window is on a screen of its own in memory (Xvfb), is used with keys (xdotool), and is pinged
from outside as a window manager does it. Exit code: 0 all was right on the screen, 1 it was not,
2 it could not run; times never decide it."""
import argparse
import contextlib
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.dont_write_bytecode = True  # no __pycache__ in the source tree
ROOT = Path(__file__).resolve().parent.parent
RELEASE = ROOT / "build/release"
os.environ.setdefault("PARLEY_DESK", str(RELEASE / "apps/parley-desk/parley-desk"))
sys.path.insert(0, str(ROOT / "tests"))

import desks  # noqa: E402
import report  # noqa: E402
import window_ping  # noqa: E402

HEAD = ["step", "took", "wanted", "wait p99 (wanted: 16 ms)", "longest (wanted: 100 ms)"]
MESSAGE_BYTES = 100


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=1000, help="of the recording (1000)")
    parser.add_argument("--runs", type=int, default=5, help="how often all of it (5)")
    parser.add_argument("--folder", type=Path, help="for the recording; else a temporary one")
    parser.add_argument("--tool", type=Path, default=RELEASE / "bench/parley_bench_recording")
    parser.add_argument("--write", action="store_true",
                        help="put the table into docs/performance.md")
    return parser.parse_args()


class Run:
    """One life of the window, from its start to the last thing found."""

    def __init__(self, screen, file, last):
        self.figures = {}  # by step: seconds, waits in ms
        with tempfile.TemporaryDirectory(prefix="parley-window-") as home:
            begin = time.monotonic()
            self.desk = desks.Desk(screen, home, file)
            try:
                self.desk.until(self.desk.rows, "the first rows")
                self.figures["start, and the first rows"] = (time.monotonic() - begin, [])
                self.step("5 s of doing nothing after that", lambda: time.sleep(5))
                self.step("End, and the last rows", lambda: self.go_to_end(last))
                self.step("find what is said only at the end", lambda: self.find(last))
                self.step("show only rows with that", lambda: self.filter(last))
            finally:
                self.desk.end()

    def step(self, title, act):
        pinger = window_ping.Pinger(self.desk.screen.name, int(self.desk.window))
        pinger.start()
        begin = time.monotonic()
        act()
        took = time.monotonic() - begin
        self.figures[title] = (took, [wait * 1e3 for wait in pinger.stop()])

    def go_to_end(self, last):
        self.desk.key("alt+2", "End")
        self.desk.until(lambda: self.desk.seen().get("last_shown", 0) >= last, "the last row")
        self.desk.key("Home")
        self.desk.until(lambda: self.desk.row("connected"), "the first row again")

    def find(self, last):
        self.desk.key("ctrl+f")
        self.desk.type(f"reading={last - 1} ")
        self.desk.key("Return")
        self.desk.until(lambda: self.desk.seen().get("current") == last, "the row that was found")

    def filter(self, last):
        self.desk.key("ctrl+shift+f")
        self.desk.type(f"reading={last - 1} ")
        self.desk.until(lambda: [row["n"] for row in self.desk.rows()] == [last],
                        "that row alone")


def last_event(tool, file):
    done = subprocess.run([str(tool), "last", str(file)], capture_output=True, check=True)
    return int(done.stdout.split()[0])


def rows_of(runs):
    wanted = {"start, and the first rows": "1 s"}
    for title in runs[0].figures:
        took = report.spread([run.figures[title][0] for run in runs], "{:.2f} s")
        waits = [wait for run in runs for wait in run.figures[title][1]]
        cells = [f"{window_ping.percentile(waits, part):.1f} ms" if waits else "-"
                 for part in (0.99, 1)]
        yield [title, took, wanted.get(title, "-"), *cells]


def notes(arguments, file, last):
    return [
        f"Machine: {report.cpu_model()}, {os.cpu_count()} cores, Linux {os.uname().release}, which "
        "the X server (Xvfb, drawn by the processor) and the window share. Load of the machine at "
        f"the end: {os.getloadavg()[0]:.1f}.",
        f"A recording of {file.stat().st_size:,} octets with {last:,} events; it was in the "
        f"system's memory. {arguments.runs} times, a new window each; median (least-most).",
        "Took: as a person sees it, from the first key to the rows on the screen; typing takes "
        "xdotool some 0.2 s of it, and the screen is looked at ten times a second. The first step "
        "is the whole start of the program.",
        "Wait: from a ping of the window (_NET_WM_PING, every 10 ms) to the answer of its event "
        "loop, all runs together.",
    ]


def main():
    arguments = parse_arguments()
    with tempfile.TemporaryDirectory(prefix="parley-bench-", dir=arguments.folder) as folder:
        file = Path(folder) / "recording.pcapng"
        subprocess.run([str(arguments.tool), "make", str(file),
                        str(arguments.megabytes * 1_000_000), str(MESSAGE_BYTES)], check=True)
        last = last_event(arguments.tool, file)
        with contextlib.closing(desks.Screen()) as screen:
            runs = [Run(screen, file, last) for _ in range(arguments.runs)]
        lines = notes(arguments, file, last)
    table = report.table(HEAD, list(rows_of(runs)))
    print("\n".join(lines) + "\n\n" + table)
    if arguments.write:
        report.write(ROOT / "docs/performance.md",
                     re.sub(r"^.*/bench/", "bench/", " ".join(sys.argv)), lines, [table],
                     report.WINDOW_OPEN)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except desks.Trouble as trouble:
        print(f"window_open.py: not on the screen: {trouble}", file=sys.stderr)
        sys.exit(1)
    except (subprocess.CalledProcessError, OSError) as trouble:
        print(f"window_open.py: cannot measure: {trouble}", file=sys.stderr)
        sys.exit(2)
