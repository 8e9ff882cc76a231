#!/usr/bin/env python3
"""Measures a board: how soon it speaks, joins and answers, how much it sends, what waiting costs,
and a hundred of them on one router.

It builds the release preset first, unless --parley names a program. The figures are of the board's
own process, started as `parley board` starts it but for the sandbox; `parley board` as a whole
stands beside them. What comes back is compared. Exit code: 0 all was right, 1 not, 2 it could not
run; speed never decides it."""
import argparse
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.dont_write_bytecode = True  # no __pycache__ in the source tree

import report  # noqa: E402
import servers  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
SKETCHES = Path(__file__).resolve().parent / "sketches"
PC = "10.0.2.2"
PATIENCE = 60  # seconds; against hanging
BOARDS = 100
UPLOAD_BYTES = 32 * 1024 * 1024
ROUND_TRIPS = 5000
HEAD = ["figure", "measured", "wanted"]


class Board:
    """The sketch's own process on a router; ends with `with`."""

    def __init__(self, bench, program, name="board", number=1, settings=()):
        self.started = time.monotonic()
        words = [program, "--router", bench.router_path, "--name", name,
                 "--mac", f"5c:cf:7f:00:00:{number:02x}",
                 "--flash", str(bench.folder / f"flash-{name}")]
        for setting in settings:
            words += ["--setting", setting]
        self.process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=bench.log)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(PATIENCE)
        self.process.stdout.close()

    def first_octet(self):
        """Seconds from the start to the first octet of Serial."""
        if self.process.stdout.read(1) == b"":
            raise servers.Trouble(f"a board ended without a word: {' '.join(self.process.args)}")
        return time.monotonic() - self.started

    def ready(self):
        self.process.stdout.readline()

    def cpu_share(self, seconds):
        before = servers.cpu_seconds_of(self.process.pid)
        time.sleep(seconds)
        return (servers.cpu_seconds_of(self.process.pid) - before) / seconds


class Bench:
    """One router, and what the measurements share."""

    def __init__(self, parley, folder):
        self.parley = str(parley)
        self.folder = folder
        self.log = open(folder / "log", "w+b")
        self.router_path = str(folder / "router")
        self.capture = folder / "router.pcapng"
        self.router = subprocess.Popen(
            [self.parley, "router", "--socket", self.router_path, "--format", "jsonl"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log)
        wait_for(lambda: os.path.exists(self.router_path), "the router's socket")

    def close(self):
        self.router.terminate()
        self.router.wait(PATIENCE)
        self.log.close()

    def tell(self, command):
        self.router.stdin.write(command.encode() + b"\n")
        self.router.stdin.flush()

    def forward(self, board_port, name="board"):
        """The port of this PC from which the router forwards to the board."""
        self.tell(f"forward {name} tcp 0 {board_port}")
        pattern = re.compile(rb'"pc_port":\s*(\d+)')
        while line := self.router.stdout.readline():
            found = pattern.search(line)
            if found and b'"open"' in line:
                return int(found[1])
        raise servers.Trouble("the router ended instead of opening a forward")

    def captured(self, capture, display_filter, *fields):
        """Ends the capture; rows of fields of the frames that match."""
        self.tell("capture off")
        time.sleep(0.3)
        words = ["tshark", "-r", str(capture), "-Y", display_filter, "-T", "fields"]
        for field in fields:
            words += ["-e", field]
        read = subprocess.run(words, capture_output=True, check=True)
        return [line.split("\t") for line in read.stdout.decode().splitlines()]

    def build(self, sketch, *options):
        built = subprocess.run([self.parley, "board", str(sketch), "--build-only", *options],
                               stdout=subprocess.PIPE, check=False)
        if built.returncode:
            raise servers.Trouble(f"the sketch {sketch} was not built")
        return built.stdout.decode().strip()


def wait_for(true, what):
    deadline = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > deadline:
            raise servers.Trouble(f"{what} did not come within {PATIENCE} s")
        time.sleep(0.001)


def receive(peer, count):
    got = bytearray()
    while len(got) < count:
        chunk = peer.recv(count - len(got))
        if not chunk:
            raise servers.Trouble(f"a board closed after {len(got)} of {count} octets")
        got += chunk
    return bytes(got)


def milliseconds(values):
    return report.spread([value * 1e3 for value in values], "{:.2f} ms")


# The measurements: each gives rows (figure, measured, wanted).


def first_octet(bench, runs):
    program = bench.build(SKETCHES / "First")
    own, whole = [], []
    for _ in range(runs):
        with Board(bench, program) as board:
            own.append(board.first_octet())
        began = time.monotonic()
        parley = subprocess.Popen([bench.parley, "board", str(SKETCHES / "First")],
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                  stderr=bench.log)
        parley.stdout.read(1)
        whole.append(time.monotonic() - began)
        parley.terminate()
        parley.wait(PATIENCE)
        parley.stdout.close()
    yield "start to first Serial octet", milliseconds(own), "<= 20 ms"
    yield ("the same of `parley board`, with its router and sandbox", milliseconds(whole), "-")


def dhcp(bench, runs):
    """From the DISCOVER that the board sent to the ACK that reached it, in the router's capture."""
    program = bench.build(SKETCHES / "Idle")
    times = []
    for number in range(runs):
        capture = bench.folder / f"dhcp-{number}.pcapng"
        bench.tell(f"capture {capture} board")
        with Board(bench, program) as board:
            board.ready()
        stamps = {}
        for kind, stamp in bench.captured(capture, "dhcp", "dhcp.option.dhcp", "frame.time_epoch"):
            stamps.setdefault(kind, float(stamp))
        times.append(stamps["5"] - stamps["1"])
    yield "DHCP, DISCOVER to ACK", milliseconds(times), "<= 1 ms"


def round_trip(bench, runs):
    program = bench.build(SKETCHES / "Echo")
    with Board(bench, program) as board:
        board.ready()
        with socket.create_connection(("127.0.0.1", bench.forward(7)), PATIENCE) as peer:
            peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            means = [exchange(peer) / ROUND_TRIPS for _ in range(runs)]
            capture = bench.folder / "round-trip.pcapng"
            bench.tell(f"capture {capture} board")
            time.sleep(0.1)
            exchange(peer)
            frames = bench.captured(capture, "tcp.len == 1", "ip.src", "frame.time_epoch")
    yield ("1-octet round trip, PC to board and back",
           report.spread([mean * 1e6 for mean in means], "{:.1f} us"), "<= 25 us")
    # One after the other: what reached the board, and what it then sent.
    stamps = [float(stamp) for _, stamp in frames]
    turns = [(stamps[i + 1] - stamps[i]) * 1e6 for i in range(len(frames) - 1)
             if frames[i][0] == PC and frames[i + 1][0] != PC]
    yield ("of it from the frame's delivery to the board to its answer's frame",
           f"{statistics.median(turns):.1f} us", "-")


def exchange(peer):
    """Single octets to and fro; the seconds that it took."""
    began = time.monotonic()
    for number in range(ROUND_TRIPS):
        octet = bytes([number % 256])
        peer.send(octet)
        if peer.recv(1) != octet:
            raise servers.Trouble("another octet came back than was sent")
    return time.monotonic() - began


def upload(bench, runs):
    expected = bytes(i % 251 for i in range(2920))
    for mss in ("536", "1460"):
        program = bench.build(SKETCHES / "Upload", "--mss", mss)
        rates = []
        for _ in range(runs):
            with socket.create_server(("127.0.0.1", 0)) as server:
                server.settimeout(PATIENCE)
                host = f"hosts=sink.bench={PC}:{server.getsockname()[1]}"
                with Board(bench, program, settings=[host]):
                    peer, _ = server.accept()
                    peer.settimeout(PATIENCE)
                    first = receive(peer, len(expected))
                    began = time.monotonic()
                    got = 0
                    while got < UPLOAD_BYTES:
                        got += len(peer.recv(1 << 20))
                    rates.append(got / (time.monotonic() - began) / 1e6)
                    peer.close()
            if first != expected:
                raise servers.Trouble("the upload's octets are not those that were sent")
        yield f"upload at MSS {mss}", report.spread(rates, "{:.1f} MB/s"), "-"


def waiting(bench, runs):
    for sketch, words, bar in (("Idle", "in delay()", "<= 0.1 %"),
                               ("Busy", "in a busy loop()", "<= 2 %")):
        program = bench.build(SKETCHES / sketch)
        with Board(bench, program) as board:
            board.ready()
            time.sleep(1)
            shares = [board.cpu_share(5) for _ in range(min(runs, 3))]
        yield (f"CPU of a board {words}", report.spread([s * 100 for s in shares], "{:.2f} %"), bar)


def many(bench, runs):
    program = bench.build(ROOT / "sketches/TcpClient")
    times, right = [], []
    for _ in range(min(runs, 3)):
        with socket.create_server(("127.0.0.1", 0), backlog=BOARDS) as server:
            server.settimeout(PATIENCE)
            host = f"hosts={PC}={PC}:{server.getsockname()[1]}"
            began = time.monotonic()
            boards = [Board(bench, program, f"many{number}", number, [host])
                      for number in range(BOARDS)]
            count = []
            threads = [threading.Thread(target=echo, args=(server.accept()[0], number, count))
                       for number in range(BOARDS)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(PATIENCE)
            times.append(time.monotonic() - began)
            right.append(len(count))
            for board in boards:
                board.process.terminate()
            for board in boards:
                board.__exit__()
    yield (f"{BOARDS} boards on one router: echoed 1,000 octets each, whole",
           f"{min(right)} of {BOARDS}", f"{BOARDS}")
    yield "the same: start of the first to the last echo", report.spread(times, "{:.2f} s"), "-"


def echo(peer, number, count):
    data = random.Random(number).randbytes(1000)
    peer.settimeout(PATIENCE)
    with peer:
        receive(peer, 19)
        peer.sendall(data)
        if receive(peer, len(data)) == data:
            count.append(number)


MEASUREMENTS = {"first": first_octet, "dhcp": dhcp, "round-trip": round_trip, "upload": upload,
                "waiting": waiting, "many": many}


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7, help="of each measurement (7)")
    parser.add_argument("--only", nargs="+", choices=MEASUREMENTS, default=list(MEASUREMENTS),
                        metavar="WHAT", help="only these: " + " ".join(MEASUREMENTS))
    parser.add_argument("--parley", type=Path, metavar="PROGRAM",
                        help="not build/release/apps/parley/parley; nothing is built then")
    parser.add_argument("--write", action="store_true",
                        help="put the table into docs/performance.md")
    arguments = parser.parse_args()
    if arguments.write and arguments.only != list(MEASUREMENTS):
        parser.error("--write wants the whole run: leave out --only")
    return arguments


def find_parley(named):
    if named:
        return named.absolute()
    targets = ["--target", "parley", "parley_board_kit"]
    for command in (["cmake", "--preset", "release", "--log-level=WARNING"],
                    ["cmake", "--build", "--preset", "release", *targets]):
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            raise servers.Trouble(f"build with `{' '.join(command)}`: see above")
    return ROOT / "build/release/apps/parley/parley"


def notes_of(arguments, load):
    busy = (f" Before the run {load:.1f} programs on average wanted a core: figures of a machine "
            "that does nothing else are better." if load > 1 else "")
    return [
        f"Machine: {report.cpu_model()}, {os.cpu_count()} cores, Linux {os.uname().release}. "
        f"Nothing is pinned: board, router and this script share them.{busy}",
        f"Median (least-most) of {arguments.runs} runs; of 3 where a run takes seconds.",
        "A board is its own process on a router that it shares with nobody; the PC's end is this "
        "script. Between them are two processes and the kernel's loopback: the round trip is "
        "script, kernel, router (slirp), board (lwIP, sketch) and all the way back.",
        "CPU: user and system time of the board's process, in 5 s.",
    ]


def run(arguments):
    parley = find_parley(arguments.parley)
    load = os.getloadavg()[0]
    rows = []
    with tempfile.TemporaryDirectory(prefix="parley-bench-") as folder:
        for key in arguments.only:
            print(f"{key} ...", file=sys.stderr, flush=True)
            place = Path(folder) / key
            place.mkdir()
            bench = Bench(parley, place)
            try:
                rows += [list(row) for row in MEASUREMENTS[key](bench, arguments.runs)]
            finally:
                bench.close()
    notes = notes_of(arguments, load)
    table = report.table(HEAD, rows)
    print("\n".join([*notes, "", table]))
    if arguments.write:
        command = " ".join(["bench/board.py", *sys.argv[1:]])
        report.write(ROOT / "docs/performance.md", command, notes, [table], report.BOARD)
    whole = [row for row in rows if row[2] == str(BOARDS)]
    return 0 if all(row[1].startswith(f"{BOARDS} of") for row in whole) else 1


if __name__ == "__main__":
    try:
        sys.exit(run(parse_arguments()))
    except (servers.Trouble, OSError) as trouble:
        print(f"board.py: {trouble}", file=sys.stderr)
        sys.exit(2)
