#!/usr/bin/env python3
"""Runs the experiments of docs/reliability.md in full size against the built programs, and writes
what they printed into it.

    tests/reliability.py                    all of them: hours
    tests/reliability.py --only udp resets  these; the other rows of the page stay as they are

An experiment is a test: its exit code decides whether what was wanted was reached, and where that is
a matter of time, which no test decides, a bound of its figure. The figures are what it prints.

Exit code: 0 all that ran was reached, 1 not so.
"""
import argparse
import datetime
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/reliability.md"
BEGIN, END = (f"<!-- tests/reliability.py: {where} -->" for where in ("begin", "end"))
HEAD = ["experiment", "peers, measured", "wanted", "Parley, measured", "reached", "command", "on"]
RELEASE = Path("build/release")
join = "; ".join


class Row(NamedTuple):
    title: str
    peers: str
    wanted: str
    commands: tuple  # words after which a program ends; run one after the other
    bound: tuple = ()  # a figure, as an expression with one number, and the most that it may be


def test(name, *which):
    return ("python3", "-B", f"tests/test_{name}.py", *which)


ROWS = {
    "half-close": Row(
        "half-close after 64 KB, read all back", "ncat 0 of 20 whole", "10,000 of 10,000 whole",
        (test("half_close", "HalfClose.test_64_kib_then_everything_back"),)),
    "megabyte": Row(
        "1 MB echo, 4 at once", "ncat 16 of 40 (deadlock)",
        "10,000 of 10,000, no stall over 5 s",
        (test("half_close", "HalfClose.test_1_mb_four_at_once"),)),
    "vanish": Row(
        "peer vanishes (link cut)", "none ever notices",
        "shown within 30 s; no false drop under 5 % loss, nor of a peer whose window stays closed",
        (test("vanish"), test("board_faults"))),
    "stalled": Row(
        "peer never reads, 500 MB offered",
        "Packet Sender +445 MB; ncat broker: one stalled reader stops everybody",
        "<= 1 MiB per peer and 64 MiB in all, others' p99 <= 2x, every refusal an event",
        (test("stalled"),), (r"\(([\d.]+) times\)", 2)),
    "descriptors": Row(
        "64 descriptors, 200 clients",
        "Packet Sender aborts; ncat broker 89 % CPU; asyncio 49 % and 1.8 MB/s of log",
        "CPU <= 2 %, <= 1 line/s, extra peers closed within 100 ms, recovery <= 1 s",
        (test("descriptors"),)),
    "crowd": Row(
        "10,000 peers; 5,000 connects at once", "ncat 194 of 500, socat 52-129 of 500 in 15 s",
        "all served", (test("many"),)),
    "resets": Row(
        "10,000 resets", "Packet Sender 32 -> 79 MB", "memory flat", (test("resets"),)),
    "escapes": Row(
        "terminal escapes in what a device sends", "ncat, socat, nc: all reach the terminal",
        "0 control bytes but LF and TAB; reversible notation; pipes exact",
        (test("safety"), test("pipes"))),
    "kill": Row(
        "kill -9 while recording flat out",
        "Packet Sender: nothing on disk; socat -v 6 % lost and torn",
        "every event acknowledged before the kill is there; no torn one is shown; 10,000 rounds",
        (("python3", "-B", "tests/kill_recording.py", "--rounds", "1000"),)),
    "power": Row(
        "power cut (simulated file layer)", "no fsync in any of them; files 0644",
        "<= 1 s lost by default, 0 with --sync; files 0600, folder 0700",
        (("build/release/src/parley_record_test", "--gtest_filter=PowerCut.*"), test("recording"))),
    "full": Row(
        "disk full", "nc exits 0 and says nothing",
        "alarm within 1 s, talking goes on, the gap is an event, recovers by itself, exit code 3",
        (test("recording_full"),)),
    "udp": Row(
        "UDP, 64 senders x 1,000/s", "ncat hears only the first sender",
        "none lost below the kernel's limit; kernel drops counted and shown", (test("udp"),)),
    "errors": Row(
        "port 99999; refused; filtered; no such name; port in use; no route",
        "socat connects to 34463; nc says nothing, exit 1",
        "what, where, why, next step; the class named in jsonl; connect timeout 10 s",
        (test("errors"), test("errors_network"), test("errors_tls"))),
    "octets": Row(
        "random bytes, NULs, 1 MB without a newline, split UTF-8", "-",
        "shown right, recorded exactly", (test("pipes"), test("recording"), test("terminal"))),
    "access": Row(
        "who may connect", "all serve everybody",
        "own subnets only, 256 peers, 32 per address, TLS verified",
        (test("safety"), test("tls"))),
    "simulation": Row(
        "whole conversations from 10,000 seeds", "-",
        "every byte received recorded once and in order, bounds kept, one end for each peer",
        (("build/release/tests/simulation/parley_simulation", "--seeds", "1..10000"),)),
    "torture": Row(
        "each call of the system fails once", "-", "no crash, hang, leak or silence",
        (("python3", "-B", "tests/torture.py"),)),
    "soak": Row(
        "an hour with 100 peers and faults", "-", "memory grows by 1 % at most",
        (("python3", "-B", "tests/soak.py", "--seconds", "3600"),)),
}


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=list(ROWS), default=list(ROWS),
                        metavar="ROW", help=f"some of: {' '.join(ROWS)}")
    return parser.parse_args()


def figures_of(output):
    """What an experiment says of itself: its figures, how many tests it had, its last line."""
    told = re.findall(r"figure: (.*)", output)
    ran = re.search(r"^Ran (\d+) test", output, re.MULTILINE) or \
        re.search(r"^\[  PASSED  \] (\d+) test", output, re.MULTILINE)
    skipped = len(re.findall(r"^skipped: ", output, re.MULTILINE))
    if ran:
        told.append(f"{ran[1]} test{'s' * (ran[1] != '1')}" +
                    (f", {skipped} of them skipped" if skipped else ""))
    return told or output.strip().splitlines()[-1:]


def run(row):
    environment = {**os.environ, "PARLEY": str(ROOT / RELEASE / "apps/parley/parley"),
                   "PARLEY_TEST_FULL": "1", "PARLEY_POWER_CUT_SEEDS": "10000",
                   "PARLEY_MAKE_RECORDING": str(ROOT / RELEASE / "tests/parley_make_recording"),
                   "PARLEY_TORTURE_LIBRARY":
                       str(ROOT / RELEASE / "tests/torture/libparley_torture.so"),
                   "PARLEY_BOARD_PROBE": str(ROOT / RELEASE / "board/board_probe"),
                   "PARLEY_BOARD_NETWORK": str(ROOT / RELEASE / "board/board_network")}
    told, reached = [], True
    for words in row.commands:
        done = subprocess.run(words, cwd=ROOT, env=environment, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, check=False)
        output = done.stdout.decode("utf-8", "backslashreplace")
        told += figures_of(output)
        if done.returncode != 0:
            reached = False
            print(output, file=sys.stderr)
    if row.bound:
        figure = re.search(row.bound[0], join(told))
        reached = reached and figure is not None and float(figure[1]) <= row.bound[1]
    return told, reached


def cells_of(row):
    told, reached = run(row)
    commands = join(" ".join(word for word in words if word not in ("python3", "-B"))
                      for words in row.commands)
    return [row.title, row.peers, row.wanted, join(told), "yes" if reached else "**no**",
            f"`{commands}`", str(datetime.date.today())]


def kept_rows():
    """Those of the page as it is, by title."""
    text = PAGE.read_text()
    table = text.partition(BEGIN)[2].partition(END)[0]
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")]
            for line in table.splitlines() if line.startswith("| ")]
    return {cells[0]: cells for cells in rows[1:] if not cells[0].startswith("-")}


def main():
    arguments = parse_arguments()
    rows, all_reached = kept_rows(), True
    for name in arguments.only:
        cells = cells_of(ROWS[name])
        print(f"{name}: reached: {cells[4]}; {cells[3]}", flush=True)
        rows[cells[0]] = [cell.replace(" | ", " / ") for cell in cells]
        all_reached = all_reached and cells[4] == "yes"
    listed = [rows[row.title] for row in ROWS.values() if row.title in rows]
    table = "\n".join("| " + " | ".join(cells) + " |"
                      for cells in (HEAD, ["---"] * len(HEAD), *listed))
    before, _, rest = PAGE.read_text().partition(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n\n{table}\n\n{END}{rest.partition(END)[2]}")
    return 0 if all_reached else 1


if __name__ == "__main__":
    sys.exit(main())
