#!/usr/bin/env python3
"""Measures echo servers against the limit, the smallest epoll echo loop (limit.cpp).

It builds the release preset, then runs the limit and Parley by turns on one core with the load on
another, and prints for each pattern two ratios: throughput and server CPU time per message. Every
byte is compared. Exit code: 0 all came back right, 1 not, 2 it could not run; speed never decides
it."""
import argparse
import dataclasses
import os
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True  # no __pycache__ in the source tree

import report  # noqa: E402
import servers  # noqa: E402
from measure import BURST, ECHOES, IDLE, Bench  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
RELEASE = ROOT / "build/release"
PROGRAMS = {
    "limit": RELEASE / "bench/parley_bench_limit",
    "load": RELEASE / "bench/parley_bench_load",
    "parley": RELEASE / "apps/parley/parley",
}
IDLE_RUNS_MAX = 3  # memory hardly varies


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    keys = [pattern.key for pattern in (*ECHOES, BURST, IDLE)]
    parser.add_argument("--pairs", type=int, default=15, help="interleaved pairs (15)")
    parser.add_argument("--seconds", type=float, default=0.5, help="of each run (0.5)")
    parser.add_argument("--patterns", nargs="+", choices=keys, default=keys, metavar="PATTERN",
                        help="only these: " + " ".join(keys))
    parser.add_argument("--cores", help="SERVER,LOAD; the first two that this process may use")
    parser.add_argument("--control", action="store_true",
                        help="measure the limit against itself, too: shows the noise")
    parser.add_argument("--peers", action="store_true",
                        help="measure ncat, socat and asyncio, too, where they are installed")
    parser.add_argument("--pipe", action="store_true",
                        help="measure Parley with its output in a pipe to cat, too")
    parser.add_argument("--record", action="store_true",
                        help="measure Parley with recording on, too")
    parser.add_argument("--no-parley", action="store_true", help="leave Parley out")
    parser.add_argument("--parley-arguments", default="", metavar="WORDS",
                        help="added to `parley listen`, separated by blanks")
    parser.add_argument("--quick", action="store_true",
                        help="2 short pairs, 500 idle peers: shows that it works, not speed")
    parser.add_argument("--write", action="store_true",
                        help="put the tables into docs/performance.md")
    for name, path in PROGRAMS.items():
        parser.add_argument(f"--{name}", type=Path, metavar="PROGRAM",
                            help=f"not {path.relative_to(ROOT)}; nothing is built then")
    arguments = parser.parse_args()
    if arguments.write and (arguments.quick or arguments.patterns != keys):
        parser.error("--write wants the whole run: leave out --quick and --patterns")
    if arguments.pairs < 1 or not 0.01 <= arguments.seconds <= 60:
        parser.error("--pairs begins at 1, --seconds goes from 0.01 to 60")
    if arguments.quick:
        arguments.pairs, arguments.seconds = 2, 0.05
    return arguments


def find_programs(arguments):
    """Named programs are taken as they are; if none is named, this tree's are built first."""
    named = {name: getattr(arguments, name) for name in PROGRAMS if getattr(arguments, name)}
    if not named:
        targets = ["parley_bench_limit", "parley_bench_load"]
        targets += [] if arguments.no_parley else ["parley"]
        for command in (["cmake", "--preset", "release", "--log-level=WARNING"],
                        ["cmake", "--build", "--preset", "release", "--target", *targets]):
            if subprocess.run(command, cwd=ROOT, check=False).returncode:
                raise servers.Trouble(f"build with `{' '.join(command)}`: see above")
    programs = {**PROGRAMS, **named}
    for name, path in programs.items():
        if not os.access(path, os.X_OK) and not (name == "parley" and arguments.no_parley):
            raise servers.Trouble(f"find {name}: {path} is no program; name it with --{name}, or "
                                  "name none and have them built")
    return {name: path.absolute() for name, path in programs.items()}


def choose_kinds(arguments, programs):
    ours = servers.ours(programs["limit"], programs["parley"], arguments.parley_arguments.split())
    kinds = [] if arguments.no_parley else [ours["parley"]]
    kinds += [ours["parley, piped"]] if arguments.pipe else []
    kinds += [ours["parley, recording"]] if arguments.record else []
    kinds += [ours["limit again"]] if arguments.control else []
    kinds += servers.installed_peers() if arguments.peers else []
    return ours["limit"], kinds


def choose_cores(wish):
    """(server's, load's)"""
    may = sorted(os.sched_getaffinity(0))
    try:
        cores = (may[0], may[1 % len(may)])
        if wish:
            cores = tuple(int(core) for core in wish.split(","))
    except ValueError:
        cores = ()
    if len(cores) != 2 or not set(cores) <= set(may):
        raise servers.Trouble(f"take the cores {wish}: two of {may} are wanted, as SERVER,LOAD")
    if cores[0] == cores[1]:
        print("echo.py: one core for server and load: throughput will say little", file=sys.stderr)
    return cores


class Whole:
    """All patterns, one after the other."""

    def __init__(self, arguments, bench, limit, kinds):
        self.arguments = arguments
        self.bench = bench
        self.limit = limit
        self.kinds = kinds
        self.descriptors_max = servers.raise_descriptor_limit()
        self.right = True
        self.rows = {"echo": [], "burst": [], "idle": []}

    def rounds(self, pattern, count):
        """[(kind, its runs)], the limit first. Each round runs every server once, so that what
        drifts in the machine drifts for all; every second round backwards, so that nobody always
        runs after the same one."""
        able = [self.limit, *(kind for kind in self.kinds if pattern.peers <= kind.peers_max)]
        runs = [(kind, []) for kind in able]
        for number in range(count):
            for kind, its_runs in reversed(runs) if number % 2 else runs:
                run = self.bench.run(kind, pattern)
                its_runs.append(run)
                if run.wrong:
                    print(f"echo.py: {pattern.title}: {kind.name}: {run.wrong}", file=sys.stderr)
                    self.right = self.right and kind.foreign
        return runs

    def measure(self, pattern):
        print(f"{pattern.title} ...", file=sys.stderr, flush=True)
        if pattern is BURST:
            for kind, runs in self.rounds(pattern, self.arguments.pairs):
                self.rows["burst"].append(report.burst_row(kind, runs, pattern.peers))
        elif pattern is IDLE:
            self.measure_idle()
        else:
            (_, base), *others = self.rounds(pattern, self.arguments.pairs)
            self.rows["echo"] += [report.echo_row(pattern, kind, list(zip(base, runs)))
                                  for kind, runs in others]

    def measure_idle(self):
        count = min(self.arguments.pairs, IDLE_RUNS_MAX)
        most = 500 if self.arguments.quick else min(IDLE.peers, self.descriptors_max - 100)
        if not self.arguments.quick and most < IDLE.peers:
            print(f"echo.py: only {most} idle peers: `ulimit -Hn` allows no more", file=sys.stderr)
        for kind in [self.limit, *self.kinds]:
            pattern = dataclasses.replace(IDLE, peers=min(most, kind.peers_max))
            alone = Whole(self.arguments, self.bench, kind, [])
            self.rows["idle"] += [report.idle_row(*row) for row in alone.rounds(pattern, count)]
            self.right = self.right and alone.right

    def tables(self):
        return [report.table(report.HEADS[name], rows) for name, rows in self.rows.items() if rows]


def run(arguments):
    programs = find_programs(arguments)
    limit, kinds = choose_kinds(arguments, programs)
    bench = Bench(programs["load"], choose_cores(arguments.cores), arguments.seconds)
    whole = Whole(arguments, bench, limit, kinds)
    for pattern in (*ECHOES, BURST, IDLE):
        if pattern.key in arguments.patterns:
            whole.measure(pattern)
    notes = report.how_taken(bench, arguments.pairs)
    print("\n\n".join(["\n".join(notes), *whole.tables()]))
    if arguments.write and whole.right:
        command = " ".join(["bench/echo.py", *sys.argv[1:]])
        report.write(ROOT / "docs/performance.md", command, notes, whole.tables())
    return 0 if whole.right else 1


if __name__ == "__main__":
    try:
        sys.exit(run(parse_arguments()))
    except servers.Trouble as trouble:
        print(f"echo.py: {trouble}", file=sys.stderr)
        sys.exit(2)
