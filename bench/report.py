"""From runs to tables, on the terminal and in docs/performance.md."""
import os
import platform
import re
from pathlib import Path
from statistics import median

# The parts of docs/performance.md: title and the script that writes it.
ECHO = ("Echo", "bench/echo.py")
BOARD = ("Board", "bench/board.py")
RECORDING = ("Recording", "bench/recording.py")
WINDOW = ("Window", "bench/window.py")
WINDOW_OPEN = ("A recording in the window", "bench/window_open.py")


def spread(values, form="{:.2f}"):
    """Median and, in brackets, the least and the most."""
    if not values:
        return "-"
    figures = [form.format(value) for value in (median(values), min(values), max(values))]
    return "{} ({}-{})".format(*figures)


def ratios(pairs):
    """(throughput, CPU) of each pair (limit, server), as shares of the limit: more is better."""
    throughput = [server.rate / limit.rate for limit, server in pairs if limit.rate]
    cpu = [limit.cpu_per_message / server.cpu_per_message for limit, server in pairs
           if limit.cpu_seconds and server.cpu_seconds and server.messages]
    return throughput, cpu


def echo_row(pattern, kind, pairs):
    throughput, cpu = ratios(pairs)
    servers = [server for _, server in pairs if server.messages]
    gaps = sum(server.gap for server in servers)
    bar = "0.85" if kind.recorded else "-" if kind.foreign else pattern.bar
    return [pattern.title, kind.name + (f" (gaps in {gaps} of {len(servers)})" if gaps else ""),
            spread(throughput), spread(cpu), bar,
            spread([run.rate for run in servers], "{:,.0f}"),
            spread([run.cpu_per_message * 1e6 for run in servers], "{:.2f}"),
            spread([run.cpu_seconds / run.seconds for run in servers], "{:.0%}")]


def burst_row(kind, runs, peers):
    return [kind.name, f"{min(run.messages for run in runs)} of {peers}",
            spread([run.seconds for run in runs], "{:.3f} s")]


def idle_row(kind, runs):
    held = [run for run in runs if run.messages]
    return [kind.name, f"{min(run.messages for run in runs):,}",
            spread([run.rss / run.messages for run in held], "{:,.0f} B"),
            spread([run.pss / run.messages for run in held], "{:,.0f} B")]


HEADS = {
    "echo": ["pattern", "server", "throughput", "CPU", "wanted", "messages/s", "CPU us/message",
             "core busy"],
    "burst": ["server", "answered at least", "until the last (wanted: 0.25 s)"],
    "idle": ["server", "peers", "RSS a peer (wanted: 2 KiB)", "PSS a peer"],
}


def table(head, rows):
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    lines = [head, ["-" * width for width in widths], *rows]
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths)) + " |"
        for line in lines)


def cpu_model():
    found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return found[1] if found else platform.machine()


def how_taken(bench, pairs):
    share = bench.foreign_share
    lines = [
        f"Machine: {cpu_model()}, {os.cpu_count()} cores, Linux {platform.release()}. Server "
        f"on core {bench.server_core}, load on core {bench.load_core}. Other programs took "
        f"{share:.0%} of the machine meanwhile.",
        f"Echo: median (least-most) of {pairs} interleaved pairs (every second one in "
        f"reverse), a fresh server and {bench.seconds:g} s for each run after a warm-up of a fifth "
        "of that. Every byte was compared.",
        "throughput: the server's messages/s divided by the limit's in the same pair. CPU: the "
        "limit's CPU time (user and system, all threads and children) per message divided by the "
        "server's. In both 1.00 is the limit, and more is better.",
        "core busy: the server's CPU time in a second. Well below 100 %, throughput tells more "
        "about waking up and about the load than about the server; then CPU is the ratio to read.",
        "parley: its standard output is /dev/null, as the limit prints nothing either; it knows "
        "that device and copies nothing for it. parley, piped: every byte received also goes "
        "through a pipe to cat.",
        "parley, recording: as it is by default, with a new folder for its recordings on the "
        "disk of this tree. Its writing threads share the server's core. Where the disk takes "
        "less than is said, the recording gets a gap, and the row says in how many runs.",
        "Connects at once: from the first connect to the last first echo. After 15 s the rest "
        "counts as not answered.",
        "Memory: Rss and Pss of /proc/PID/smaps_rollup with all peers connected, after one echo of "
        "64 B each, minus before the first, divided by the peers. What the kernel keeps for a "
        "socket is not in it.",
    ]
    if share > 0.03:
        lines.append("The machine was busy with other work: throughput says little here, CPU a bit "
                     "more. Take the figures again when it is idle.")
    return lines


def write(path, command, notes, tables, part=ECHO):
    """Replaces what this script wrote before, between its two marks, and nothing else."""
    title, script = part
    begin, end = (f"<!-- {script} --write: {where} -->" for where in ("begin", "end"))
    body = "\n\n".join([begin, f"## {title}", f"Taken with `{command}`.",
                        "\n".join(f"- {note}" for note in notes), *tables, end])
    old = path.read_text() if path.exists() else "# Performance\n"
    before, mark, rest = old.partition(begin)
    after = rest.partition(end)[2] if mark else ""
    path.parent.mkdir(exist_ok=True)
    path.write_text(before.rstrip() + "\n\n" + body + "\n" + after.lstrip("\n"))
