#!/usr/bin/env python3
"""Measures how fast a recording is opened, summed up, searched and exported, side by side with
tshark on the same file.

It builds the release preset first, unless programs are named. The file is made for it, with
messages of 64 octets of 20 peers, and read once before: all of it is in memory if there is enough.
What is found is checked. Exit code: 0 all was right, 1 not, 2 it could not run; speed never decides
it."""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.dont_write_bytecode = True  # no __pycache__ in the source tree

import report  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
RELEASE = ROOT / "build/release"
TOOL = RELEASE / "bench/parley_bench_recording"
PARLEY = RELEASE / "apps/parley/parley"
PEERS = 20
MESSAGE_BYTES = 64
PACKET_BYTES = 184  # of a message, in the file
NOWHERE = "nowhere to be seen"
HEAD = ["what", "parley open", "CPU", "speed", "wanted", "tshark"]


class Trouble(Exception):
    """A measurement that cannot be made."""


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=1000, help="of the file (1000)")
    parser.add_argument("--runs", type=int, default=5, help="of each measurement (5)")
    parser.add_argument("--tshark-seconds", type=float, default=60,
                        help="after which tshark is stopped (60); 0: without it")
    parser.add_argument("--folder", type=Path, help="for the file; else a temporary one")
    parser.add_argument("--tool", type=Path, help="not build/release/bench/parley_bench_recording")
    parser.add_argument("--parley", type=Path, help="not build/release/apps/parley/parley")
    parser.add_argument("--write", action="store_true",
                        help="put the table into docs/performance.md")
    arguments = parser.parse_args()
    if arguments.megabytes < 1 or arguments.runs < 1:
        parser.error("--megabytes and --runs begin at 1")
    return arguments


def build():
    for command in (["cmake", "--preset", "release", "--log-level=WARNING"],
                    ["cmake", "--build", "--preset", "release", "--target", TOOL.name, "parley"]):
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            raise Trouble(f"build with `{' '.join(command)}`: see above")


class Figure:
    """One thing that is done with the whole file."""

    def __init__(self, title, words, tshark, right, code=0):
        self.title = title
        self.words = words
        self.tshark = tshark
        self.right = right  # of the number of lines of the output
        self.code = code


def figures(messages):
    """What both can do. A pattern that has a text in it is found by the text first."""
    found = messages // 10 // 17 // 2  # as bench/recording.cpp writes temperatures
    pattern = r"temperature=2[12]\.4 humidity=9"
    return [
        Figure("the table of conversations", [], ["-q", "-z", "conv,tcp"],
               lambda lines: lines == PEERS + 1),
        Figure("find a text that is nowhere", ["--find", NOWHERE],
               ["-Y", f'frame contains "{NOWHERE}"'], lambda lines: lines == 0, 1),
        Figure("find a pattern with a text in it", ["--find", pattern],
               ["-Y", f'tcp.payload matches r"{pattern}"'], lambda lines: 0 < lines < found),
        Figure("find a pattern with none", ["--find", "(seen|heard) +(no|any)where|[xyz]{5}"],
               ["-Y", 'tcp.payload matches "(seen|heard) +(no|any)where|[xyz]{5}"'],
               lambda lines: lines == 0, 1),
        Figure("export as jsonl", ["--export", "jsonl"],
               ["-T", "ek", "-e", "tcp.payload"], lambda lines: lines == messages + PEERS),
        Figure("export as csv", ["--export", "csv"],
               ["-T", "fields", "-E", "separator=,", "-e", "frame.time_epoch", "-e", "tcp.stream",
                "-e", "tcp.payload"], lambda lines: lines > messages + PEERS),
    ]


def timed(words, output, seconds=None):
    """(seconds, CPU seconds, exit code), or None when it was stopped."""
    begin = time.monotonic()
    process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=output,
                               stderr=subprocess.DEVNULL)
    deadline = begin + seconds if seconds else None
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG if deadline else 0)
        if pid:
            break
        if time.monotonic() > deadline:
            process.kill()
            process.wait()
            return None
        time.sleep(0.05)
    process.returncode = os.waitstatus_to_exitcode(status)
    return time.monotonic() - begin, usage.ru_utime + usage.ru_stime, process.returncode


def lines_of(path):
    with open(path, "rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))


class Bench:
    def __init__(self, arguments, tool, parley, folder):
        self.arguments = arguments
        self.tool = str(tool)
        self.parley = str(parley)
        self.folder = folder
        self.file = folder / "recording.pcapng"
        self.right = True
        subprocess.run([self.tool, "make", self.file, str(arguments.megabytes * 1_000_000),
                        str(MESSAGE_BYTES)], check=True)
        self.size = self.file.stat().st_size
        self.warm()
        self.messages = self.run_tool("last")[0] - PEERS

    def warm(self):
        with open(self.file, "rb") as file:
            while file.read(1 << 20):
                pass

    def run_tool(self, *words):
        done = subprocess.run([self.tool, words[0], str(self.file), *words[1:]],
                              capture_output=True, check=True)
        found, seconds = done.stdout.split()
        return int(found), float(seconds)

    def wrong(self, title, what):
        self.right = False
        print(f"recording.py: {title}: {what}", file=sys.stderr)

    def first_rows(self):
        runs = []
        for _ in range(self.arguments.runs):
            rows, seconds = self.run_tool("rows")
            runs.append(seconds)
            if rows != 300:
                self.wrong("first rows", f"{rows} came, not 300")
        took = report.spread([seconds * 1e3 for seconds in runs], "{:.1f} ms")
        return ["the first, middle and last 100 rows", took, "-", "-", "1 s", "-"]

    def row(self, figure):
        words = [self.parley, "open", str(self.file), *figure.words]
        with open(self.folder / "out", "w+b") as out:
            _, _, code = timed(words, out)
        lines = lines_of(self.folder / "out")
        os.unlink(self.folder / "out")
        if code != figure.code or not figure.right(lines):
            self.wrong(figure.title, f"exit code {code}, {lines} lines of output")
        runs = [timed(words, subprocess.DEVNULL) for _ in range(self.arguments.runs)]
        searches = figure.title.startswith("find")
        return [figure.title, report.spread([run[0] for run in runs], "{:.2f} s"),
                report.spread([run[1] for run in runs], "{:.2f} s"),
                report.spread([self.size / run[0] / 1e9 for run in runs], "{:.2f} GB/s"),
                "1 GB/s" if searches else "-", self.with_tshark(figure)]

    def with_tshark(self, figure):
        limit = self.arguments.tshark_seconds
        if not limit or not shutil.which("tshark"):
            return "-"
        run = timed(["tshark", "-r", str(self.file), *figure.tshark], subprocess.DEVNULL, limit)
        if run and run[2] != 0:
            self.wrong(figure.title, f"tshark ended with exit code {run[2]}")
            return "failed"
        return f"{run[0]:.1f} s" if run else f"not done after {limit:g} s"


def notes(bench):
    arguments = bench.arguments
    return [
        f"Machine: {report.cpu_model()}, {os.cpu_count()} cores, Linux {os.uname().release}. "
        f"Load of the machine at the end: {os.getloadavg()[0]:.1f}.",
        f"A recording of {bench.size:,} octets: {bench.messages:,} messages of {MESSAGE_BYTES} "
        f"octets, {PEERS} peers, no part of it longer than one packet of {PACKET_BYTES}. It was in "
        "the system's memory.",
        f"parley open: the whole program, output to /dev/null; median (least-most) of "
        f"{arguments.runs}. Every octet is checked against its checksum. The rows alone are asked "
        "of the log's library, as the window does it; `parley open` prints no first page.",
        "tshark: the nearest thing that it does, once, on the same file, output to /dev/null, and "
        f"stopped after {arguments.tshark_seconds:g} s. It dissects every packet as a stranger's; "
        "parley knows what is in its own file.",
    ]


def main():
    arguments = parse_arguments()
    if not (arguments.tool and arguments.parley):
        build()
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        bench = Bench(arguments, arguments.tool or TOOL, arguments.parley or PARLEY, Path(folder))
        rows = [bench.first_rows(), *(bench.row(figure) for figure in figures(bench.messages))]
        table = report.table(HEAD, rows)
        lines = notes(bench)
        print("\n".join(lines) + "\n\n" + table)
        if arguments.write:
            report.write(ROOT / "docs/performance.md",
                         re.sub(r"^.*/bench/", "bench/", " ".join(sys.argv)), lines, [table],
                         report.RECORDING)
    return 0 if bench.right else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (Trouble, subprocess.CalledProcessError, OSError) as trouble:
        print(f"recording.py: cannot measure: {trouble}", file=sys.stderr)
        sys.exit(2)
