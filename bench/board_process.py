#!/usr/bin/env python3
"""What a board costs where it does nothing: from its start to the first octet on its serial line,
and processor time in delay() and in a loop() without delay, against bars.md (Board).

usage: bench/board_process.py [--starts N] [--seconds N]
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import time

PROBE = os.environ.get("PARLEY_BOARD_PROBE", "build/release/board/board_probe")
START_MS_MAX, DELAY_PERCENT_MAX, BUSY_PERCENT_MAX = 20, 0.1, 2


def start():
    board = subprocess.Popen([PROBE, "--seed", "1"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             bufsize=0)
    return board


def end(board):
    board.terminate()
    board.stdin.close()
    board.stdout.close()
    board.wait(5)


def first_octet_ms():
    began = time.monotonic()
    board = start()
    os.read(board.stdout.fileno(), 1)
    ms = (time.monotonic() - began) * 1000
    end(board)
    return ms


def cpu_seconds(pid):
    """From the scheduler's own count, in nanoseconds: /proc/PID/stat has ticks of 10 ms."""
    return int(pathlib.Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def percent(command, seconds):
    """Processor time of one core, while nothing happens."""
    board = start()
    os.read(board.stdout.fileno(), 1)
    board.stdin.write(command)
    time.sleep(1)
    before, began = cpu_seconds(board.pid), time.monotonic()
    time.sleep(seconds)
    used = (cpu_seconds(board.pid) - before) / (time.monotonic() - began) * 100
    end(board)
    return used


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--starts", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=10)
    options = parser.parse_args()
    starts = [first_octet_ms() for _ in range(options.starts)]
    rows = [("start to first serial octet", statistics.median(starts), "ms", START_MS_MAX),
            ("processor in delay()", percent(b"", options.seconds), "%", DELAY_PERCENT_MAX),
            ("processor in a busy loop()", percent(b"busy\n", options.seconds), "%",
             BUSY_PERCENT_MAX)]
    for name, value, unit, most in rows:
        print(f"{name:28} {value:8.3f} {unit:2} (at most {most})"
              + ("" if value <= most else "  MISSED"))
    return 1 if any(value > most for _, value, _, most in rows) else 0


sys.exit(main())
