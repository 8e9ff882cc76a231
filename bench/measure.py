"""One run of one pattern against one server, and what it showed."""
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from servers import Server, Trouble, cpu_seconds_of, start_on


@dataclass(frozen=True)
class Pattern:
    """What the load does (load.cpp says more). `bar` is the share of the limit that Parley must
    reach, in both ratios."""
    key: str
    title: str
    load: str
    peers: int
    size: int
    depth: int = 1
    bar: str = ""


ECHOES = (
    Pattern("one", "echo, 1 peer, 64 B", "echo", 1, 64, bar="0.97"),
    Pattern("twenty", "echo, 20 peers, 64 B", "echo", 20, 64, bar="0.95"),
    Pattern("bulk", "echo, 1 peer, 16 KiB x 8 in flight", "echo", 1, 16 * 1024, 8, bar="0.95"),
    Pattern("thousand", "echo, 1000 peers, 256 B", "echo", 1000, 256, bar="0.95"),
    Pattern("churn", "connect, 16 B echo, reset", "churn", 1, 16, bar="0.95"),
)
BURST = Pattern("burst", "500 connects at once", "burst", 500, 16, bar="0.25 s")
IDLE = Pattern("idle", "idle peers", "idle", 10_000, 64, bar="2 KiB")


@dataclass
class Run:
    messages: int
    seconds: float
    cpu_seconds: float           # of the server, in the measured window
    wrong: str                   # "": every byte came back right
    rss: int                     # growth in bytes
    pss: int
    gap: bool = False            # the recording is not whole

    @property
    def rate(self):
        return self.messages / self.seconds if self.seconds else 0.0

    @property
    def cpu_per_message(self):
        return self.cpu_seconds / self.messages if self.messages else float("nan")


class Bench:
    def __init__(self, load, cores, seconds):
        self.load = str(load)
        self.server_core, self.load_core = cores
        self.seconds = seconds
        self.foreign_seconds = 0.0  # CPU time that other programs took in the measured windows
        self.wall_seconds = 0.0

    @property
    def foreign_share(self):
        """What other programs took of all cores, 0 to 1. Ticks of 10 ms make it a rough figure."""
        if not self.wall_seconds:
            return 0.0
        return max(0.0, self.foreign_seconds / (self.wall_seconds * os.cpu_count()))

    def run(self, kind, pattern):
        server = Server(kind, self.server_core, self.load_core)
        try:
            run = self._run_with(server, pattern)
        finally:
            server.end()
        run.gap = server.gap
        return run

    def _run_with(self, server, pattern):
        arguments = [pattern.load, server.port, pattern.peers, pattern.size, pattern.depth,
                     self.seconds]
        load = start_on(self.load_core, [self.load, *map(str, arguments)],
                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        try:
            line = load.stdout.readline()
            if line == "ready\n":
                before = self._clocks(server, load)
                memory_before = server.memory()
                load.stdin.write("\n")
                load.stdin.flush()
                line = load.stdout.readline()
                after = self._clocks(server, load)
                memory_after = server.memory()
                cpu, load_cpu, busy, wall = (b - a for a, b in zip(before, after))
                self.foreign_seconds += busy - cpu - load_cpu
                self.wall_seconds += wall
            else:  # it went wrong before the measured part; the report says how
                cpu = 0.0
                memory_before = memory_after = (0, 0)
            self._check_alive(server, load, line)
            return self._judge(json.loads(line), cpu, memory_before, memory_after)
        finally:
            load.stdin.close()
            load.stdout.close()
            load.wait()

    @staticmethod
    def _clocks(server, load):
        return (server.cpu_seconds(), cpu_seconds_of(load.pid), machine_busy_seconds(),
                time.monotonic())

    @staticmethod
    def _check_alive(server, load, line):
        if not line:
            raise Trouble(f"{' '.join(load.args)}: ended without a result")
        if server.process.poll() is not None:
            raise Trouble(f"{' '.join(server.process.args)}: ended by itself with exit code "
                          f"{server.process.poll()}; it said:\n{server.said()}")

    @staticmethod
    def _judge(result, cpu, memory_before, memory_after):
        wrong = ", ".join(f"{result[name]} {words}" for name, words in (
            ("mismatches", "bytes wrong"), ("unanswered", "messages unanswered"),
            ("failed", "connections failed")) if result[name])
        return Run(result["messages"], result["seconds"], cpu, wrong,
                   rss=memory_after[0] - memory_before[0], pss=memory_after[1] - memory_before[1])


def machine_busy_seconds():
    """Of all cores: all but idle and iowait in the first line of /proc/stat, proc_stat(5)."""
    fields = [int(value) for value in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    return (sum(fields) - fields[3] - fields[4]) / os.sysconf("SC_CLK_TCK")
