"""The servers that are measured: how each is started on one core, how it is ended, what it costs.

Only processes started here are ended, each server with the group that it was made the leader of."""
import contextlib
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

READY_SECONDS_MAX = 10
END_SECONDS_MAX = 5
INCOMPLETE = 3  # exit code: the recording has a gap
BUILD = Path(__file__).resolve().parent.parent / "build"
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


class Trouble(Exception):
    """What was tried, what was seen; ends the run."""


@dataclass(frozen=True)
class Kind:
    """One way to be an echo server. `{port}` in `command` is filled in at the start."""
    name: str
    command: tuple
    piped: bool = False          # standard output goes through a pipe to `cat >/dev/null`
    recorded: bool = False       # into a folder of its own on this tree's disk, removed afterwards
    foreign: bool = False        # not ours: what it gets wrong is shown, and does not fail the run
    peers_max: int = 100_000     # more connections than this it cannot hold, or not sensibly


def ours(limit, parley, parley_arguments):
    record = (str(parley), "listen", "127.0.0.1", "{port}", "--echo", "--max-peers", "20000",
              *parley_arguments)
    listen = (*record, "--no-record")
    return {
        "limit": Kind("limit", (str(limit), "{port}")),
        "limit again": Kind("limit again", (str(limit), "{port}")),
        "parley": Kind("parley", listen),
        "parley, piped": Kind("parley, piped", listen, piped=True),
        "parley, recording": Kind("parley, recording", record, recorded=True),
    }


def installed_peers():
    """Other people's programs, as far as they are here, in the plainest echo that each can do."""
    asyncio_echo = str(Path(__file__).with_name("asyncio_echo.py"))
    kinds = [
        # ncat waits with select(2), which ends at 1,024 descriptors.
        Kind("ncat -e cat", ("ncat", "-l", "-k", "-m", "5000", "-e", shutil.which("cat") or "cat",
                             "127.0.0.1", "{port}"), foreign=True, peers_max=500),
        # A process for each connection.
        Kind("socat PIPE", ("socat", "TCP-LISTEN:{port},bind=127.0.0.1,reuseaddr,nodelay,fork,"
                            "backlog=4096", "PIPE"), foreign=True, peers_max=500),
        Kind("asyncio", (sys.executable, "-B", asyncio_echo, "{port}"), foreign=True),
    ]
    return [kind for kind in kinds if shutil.which(kind.command[0])]


def raise_descriptor_limit():
    """The programs inherit it. Returns how many one process may open."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return most


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_listening(port):
    """Read from the kernel's table: asking by a connection would make the server's first peer."""
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if fields[1].endswith(f":{port:04X}") and fields[3] == "0A":
            return True
    return False


def start_on(core, command, **options):
    return subprocess.Popen(command, preexec_fn=lambda: os.sched_setaffinity(0, {core}), **options)


class Server:
    """One run of one server. Its words for people go to a file: a pipe that nobody reads could stop
    it."""

    def __init__(self, kind, core, drain_core):
        self.kind = kind
        self.port = free_port()
        self.words = tempfile.TemporaryFile()
        self.drain = None
        self.gap = False  # known at the end: its recording is incomplete
        self.state = None
        environment = None
        if kind.recorded:
            BUILD.mkdir(exist_ok=True)
            self.state = tempfile.TemporaryDirectory(prefix="bench-recordings-", dir=BUILD)
            environment = {**os.environ, "XDG_STATE_HOME": self.state.name}
        command = [part.replace("{port}", str(self.port)) for part in kind.command]
        try:
            self.process = start_on(
                core, command, stdin=subprocess.DEVNULL, stderr=self.words, start_new_session=True,
                env=environment,
                stdout=subprocess.PIPE if kind.piped else subprocess.DEVNULL)
        except OSError as error:
            raise Trouble(f"start {command[0]}: {error.strerror}") from error
        if kind.piped:
            self.drain = start_on(drain_core, ["cat"], stdin=self.process.stdout,
                                  stdout=subprocess.DEVNULL)
            self.process.stdout.close()
        self._wait_until_ready()

    def _wait_until_ready(self):
        until = time.monotonic() + READY_SECONDS_MAX
        while not is_listening(self.port):
            if self.process.poll() is not None or time.monotonic() > until:
                state = f"exit code {self.process.poll()}"
                if self.process.poll() is None:
                    state = f"not listening after {READY_SECONDS_MAX} s"
                said = self.said()
                self.end()
                raise Trouble(f"start {' '.join(self.process.args)}: {state}; it said:\n{said}")
            time.sleep(0.01)

    def said(self):
        self.words.seek(0)
        return self.words.read()[-2000:].decode(errors="backslashreplace")

    def processes(self):
        """The server and all that it forked and that still lives."""
        found, new = [], [self.process.pid]
        while new:
            found += new
            new = [int(child) for pid in new for child in _children(pid)]
        return found

    def cpu_seconds(self):
        """User and system time of all threads, and of all children, the ended ones too.

        The process's CPU clock, clock_getcpuclockid(3), is the sum that /proc/PID/stat shows, in
        nanoseconds instead of ticks of 10 ms. Only ended children are known in ticks alone."""
        total = 0.0
        for pid in self.processes():
            with contextlib.suppress(OSError):  # ended: it is in its parent's sum
                total += cpu_seconds_of(pid) + _ended_children_seconds(pid)
        return total

    def memory(self):
        """(Rss, Pss) in bytes, of the server and its children."""
        rss = pss = 0
        for pid in self.processes():
            with contextlib.suppress(OSError):
                for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                    name, _, value = line.partition(":")
                    if name == "Rss":
                        rss += int(value.split()[0]) * 1024
                    elif name == "Pss":
                        pss += int(value.split()[0]) * 1024
        return rss, pss

    def end(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(END_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        if self.drain:
            self.drain.wait()  # its input has ended
        self.gap = self.kind.recorded and self.process.returncode == INCOMPLETE
        if self.state:
            self.state.cleanup()
        self.words.close()


def cpu_seconds_of(pid):
    cpu_clock = (~pid << 3) | 2  # clock_getcpuclockid(3); Python offers it for threads only
    return time.clock_gettime_ns(cpu_clock) / 1e9


def _children(pid):
    found = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            with contextlib.suppress(OSError):
                found += (task / "children").read_text().split()
    return found


def _ended_children_seconds(pid):
    # proc_pid_stat(5): the name may hold blanks; cutime and cstime are fields 16 and 17.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[13]) + int(fields[14])) / TICKS_PER_SECOND
