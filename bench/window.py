#!/usr/bin/env python3
"""Floods a window with messages, 100,000 a second, and looks how long it lets people wait and what
it lost: Parley's, and beside it Packet Sender's.

Each window is on a screen of its own in memory (Xvfb) and is watched alike, from outside: it is
pinged as a window manager does it. Parley's own event loop is asked as well. Over UDP what nobody
takes is lost by the system, and counted there; over TCP nothing may be. Exit code: 0 Parley lost
nothing over TCP, 1 it did, 2 it could not run; waits never decide it."""
import argparse
import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.dont_write_bytecode = True  # no __pycache__ in the source tree

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import desks  # noqa: E402
import report  # noqa: E402
import window_ping  # noqa: E402

RELEASE = ROOT / "build/release"
HEAD = ["window", "flood", "sent", "in its log", "wait p50", "p99 (wanted: 16 ms)",
        "longest (wanted: 100 ms)", "asked inside: p99, longest",
        "memory after a quarter, at the end", "cores busy"]
SCREEN = "1280x800x24"


class Trouble(Exception):
    """A measurement that cannot be made."""


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rate", type=int, default=100_000, help="messages a second (100000)")
    parser.add_argument("--seconds", type=int, default=60, help="of each flood (60)")
    parser.add_argument("--only", nargs="+", choices=["tcp", "udp", "packetsender"],
                        default=["tcp", "udp", "packetsender"], help="some of the floods")
    parser.add_argument("--desk", type=Path, default=RELEASE / "apps/parley-desk/parley-desk")
    parser.add_argument("--parley", type=Path, default=RELEASE / "apps/parley/parley")
    parser.add_argument("--flood", type=Path, default=RELEASE / "bench/parley_bench_flood")
    parser.add_argument("--write", action="store_true",
                        help="put the table into docs/performance.md")
    return parser.parse_args()


def until(true, what, seconds=20):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = true()
        if found:
            return found
        time.sleep(0.05)
    raise Trouble(f"{what} did not come within {seconds} s")


def resident(pid):
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def cpu_seconds(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def udp_drops(port):
    drops = 0
    for table in ("/proc/net/udp", "/proc/net/udp6"):
        for line in Path(table).read_text().splitlines()[1:]:
            fields = line.split()
            if int(fields[1].rsplit(":", 1)[1], 16) == port:
                drops += int(fields[-1])
    return drops


def ports_of(pid, option):
    """The local ports of a process, as ss(8) lists them."""
    done = subprocess.run(["ss", "-Hnp", option], capture_output=True, text=True, check=True)
    return [int(line.split()[3].rsplit(":", 1)[1]) for line in done.stdout.splitlines()
            if f"pid={pid}," in line]


class Window:
    """A program with a window, until the end of the block."""

    def __init__(self, screen, words, **environment):
        self.screen = screen
        self.folder = Path(tempfile.mkdtemp(prefix="parley-window-"))
        self.environment = {**os.environ, "DISPLAY": screen.name, "HOME": str(self.folder),
                            "XDG_RUNTIME_DIR": str(self.folder), **environment}
        for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "WAYLAND_DISPLAY"):
            self.environment.pop(name, None)
        self.words = [str(word) for word in words]

    def __enter__(self):
        self.errors = open(self.folder / "errors", "w+b")
        self.process = subprocess.Popen(self.words, env=self.environment, cwd=self.folder,
                                        stdin=subprocess.DEVNULL, stdout=self.errors,
                                        stderr=self.errors)
        self.pid = self.process.pid
        self.window = until(lambda: window_ping.windows_of(self.screen.name, self.pid),
                            f"the window of {self.words[0]}")[0]
        return self

    def end(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def __exit__(self, *_):
        self.end()
        self.errors.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class Flooded:
    """What one flood showed."""

    def __init__(self, window, arguments, transport, port):
        pinger = window_ping.Pinger(window.screen.name, window.window)
        pinger.start()
        begin, used = time.monotonic(), cpu_seconds(window.pid)
        sender = subprocess.Popen([str(arguments.flood), transport, str(port), str(arguments.rate),
                                   str(arguments.seconds)], stdout=subprocess.PIPE, text=True)
        time.sleep(arguments.seconds / 4)
        self.memory = [resident(window.pid)]
        said, _ = sender.communicate()
        if sender.returncode:
            raise Trouble(f"the sender ended with exit code {sender.returncode}")
        self.cores = (cpu_seconds(window.pid) - used) / (time.monotonic() - begin)
        self.memory.append(resident(window.pid))
        self.sent = json.loads(said)
        self.waits = [wait * 1e3 for wait in pinger.stop()]

    def cells(self, in_log, inside="-"):
        took = self.sent["seconds"]
        return [f"{self.sent['messages']:,} in {took:.0f} s", in_log,
                *(f"{window_ping.percentile(self.waits, part):.1f} ms" for part in (0.5, 0.99, 1)),
                inside, " / ".join(f"{octets / 1e6:.0f} MB" for octets in self.memory),
                f"{self.cores:.2f}"]


def recorded_messages(parley, folder):
    """Of all recordings of a user: lines that were received, as another process reads them."""
    count = 0
    for file in (folder / ".local/state/parley").glob("*.pcapng"):
        with subprocess.Popen([str(parley), "open", str(file), "--export", "bytes"],
                              stdout=subprocess.PIPE) as reader:
            count += sum(chunk.count(b"\n") for chunk in
                         iter(lambda pipe=reader.stdout: pipe.read(1 << 20), b""))
    return count


def flood_parley(screen, arguments, transport):
    probe = Path(tempfile.mkdtemp(prefix="parley-probe-", dir="/dev/shm")) / "probe.json"

    def seen():
        try:
            return json.loads(probe.read_text())
        except (FileNotFoundError, json.JSONDecodeError):
            return {}
    words = [arguments.desk, "--listen", f"{transport}://127.0.0.1:0", "--frame", "line"]
    option = "-tl" if transport == "tcp" else "-ul"
    try:
        with Window(screen, words, PARLEY_DESK_PROBE=str(probe)) as window:
            port = until(lambda: ports_of(window.pid, option), "an open port")[0]
            until(seen, "the probe")
            time.sleep(1)
            Path(f"{probe}.reset").touch()
            flooded = Flooded(window, arguments, transport, port)
            drops = udp_drops(port) if transport == "udp" else 0
            inside = seen()["waits"]
            until(lambda: seen().get("last_event", 0) == seen().get("last_shown", 1),
                  "the last row on the screen")
            window.end()
            found = recorded_messages(arguments.parley, window.folder)
    finally:
        shutil.rmtree(probe.parent)
    sent = flooded.sent["messages"]
    in_log = "all" if found == sent else f"{found:,}"
    if transport == "udp":
        in_log += f"; {drops:,} dropped by the system"
    right = found == sent if transport == "tcp" else found + drops == sent
    row = ["Parley", transport.upper(), *flooded.cells(
        in_log, f"{inside['p99_ms']:.1f} ms, {inside['max_ms']:.1f} ms")]
    return row, right


def flood_packet_sender(screen, arguments):
    with Window(screen, ["packetsender"]) as window:
        port = until(lambda: ports_of(window.pid, "-ul"), "an open port")[0]
        time.sleep(2)
        flooded = Flooded(window, arguments, "udp", port)
        drops = udp_drops(port)
    taken = flooded.sent["messages"] - drops
    return ["Packet Sender", "UDP", *flooded.cells(
        f"at most {taken:,}; {drops:,} dropped by the system")]


def notes(arguments):
    return [
        f"Machine: {report.cpu_model()}, {os.cpu_count()} cores, Linux {os.uname().release}, which "
        "the sender, the X server (Xvfb, drawn by the processor) and the window share. Load of the "
        f"machine at the end: {os.getloadavg()[0]:.1f}.",
        f"{arguments.rate:,} messages of 64 octets a second for {arguments.seconds} s from one "
        "sender: lines of one TCP connection, each an event of its own, or UDP datagrams. A sender "
        "that is held back takes longer.",
        "Wait: from a ping of the window (_NET_WM_PING, every 10 ms) to the answer of its event "
        "loop, as a window manager sees it, the X server's own time included. Asked inside: the "
        "same, asked by a thread of the window every 4 ms. A wait counts as often as there would "
        "have been questions meanwhile.",
        "In its log: what `parley open --export bytes` finds in the recording afterwards. Packet "
        "Sender keeps its log in memory; what the system did not drop is the most that can be in "
        "it.",
    ]


def main():
    arguments = parse_arguments()
    rows, right = [], True
    with contextlib.closing(desks.Screen(SCREEN)) as screen:
        for transport in ("tcp", "udp"):
            if transport in arguments.only:
                row, whole = flood_parley(screen, arguments, transport)
                rows.append(row)
                right = right and whole
        if "packetsender" in arguments.only:
            if not shutil.which("packetsender"):
                raise Trouble("packetsender is not installed: tools/setup --bench")
            rows.append(flood_packet_sender(screen, arguments))
    table = report.table(HEAD, rows)
    lines = notes(arguments)
    print("\n".join(lines) + "\n\n" + table)
    if arguments.write:
        report.write(ROOT / "docs/performance.md",
                     re.sub(r"^.*/bench/", "bench/", " ".join(sys.argv)), lines, [table],
                     report.WINDOW)
    return 0 if right else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (Trouble, subprocess.CalledProcessError, OSError) as trouble:
        print(f"window.py: cannot measure: {trouble}", file=sys.stderr)
        sys.exit(2)
