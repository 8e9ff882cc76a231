"""kill -9 while recording flat out, again and again, and a look at what is left each time.

The program echoes to a few peers as fast as they send, and tells every event on standard output,
which goes to a file. At a random moment it is killed. Then its recording is exported, and the two
lists are compared octet for octet:

- what the recording holds is a beginning of all that happened: no event is torn, twice or missing;
- every event that a `recorded` event covered is there;
- all that a peer had read back half a second before the kill is there, too.

`tests/kill_recording.py --rounds 1000` is the long run; `make test` does a few.
"""
import argparse
import json
import pathlib
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

from processes import PARLEY

PEERS = 3
LEAST_SECONDS, MOST_SECONDS = 0.1, 1.6
BEFORE_KILL = 0.5  # what was read back so long before the kill must be there
WAIT = 60
RECORDED = re.compile(rb'"event":"recorded","count":(\d+)')
RECEIVED = re.compile(rb'"event":"received",[^\n]*?"address":"([^"]+)","bytes":(\d+)')


class Wrong(Exception):
    """What is not as it must be."""


class Load:
    """One peer that sends without end and notes how many octets had come back, and when."""

    def __init__(self, port, size, seed):
        self.socket = socket.create_connection(("127.0.0.1", port), WAIT)
        self.name = "{}:{}".format(*self.socket.getsockname())
        self.pattern = random.Random(seed).randbytes(size)
        self.back = [(time.monotonic(), 0)]
        self.threads = [threading.Thread(target=work, daemon=True)
                        for work in (self._send, self._receive)]
        for thread in self.threads:
            thread.start()

    def _send(self):
        try:
            while True:
                self.socket.sendall(self.pattern)
        except OSError:
            return  # the program was killed

    def _receive(self):
        total = 0
        try:
            while got := len(self.socket.recv(1 << 16)):
                total += got
                self.back.append((time.monotonic(), total))
        except OSError:
            return

    def back_until(self, moment):
        return max(total for when, total in self.back if when <= moment or total == 0)

    def close(self):
        for thread in self.threads:
            thread.join(WAIT)
        self.socket.close()


def export(recording):
    made = subprocess.run([PARLEY, "open", str(recording), "--export", "jsonl"],
                          capture_output=True, timeout=WAIT, check=False)
    if made.returncode != 0:  # damage, too
        raise Wrong(f"parley open ended with {made.returncode}: {made.stderr.decode()}")
    return made.stdout


def check(told, kept, loads, killed):
    """`told`: what the program printed. `kept`: what its recording holds. Both jsonl."""
    told = told[:told.rfind(b"\n") + 1]
    lines = kept.count(b"\n")
    same = min(len(told), len(kept))
    if told[:same] != kept[:same]:
        at = next(i for i in range(same) if told[i] != kept[i])
        begin = kept.rfind(b"\n", 0, at) + 1
        raise Wrong(f"the recording differs in line {kept.count(10, 0, at) + 1}:\n"
                    f"  told {told[begin:begin + 300]!r}\n  kept {kept[begin:begin + 300]!r}")
    covered = max((int(found[1]) for found in RECORDED.finditer(told)), default=0)
    if lines < covered:
        raise Wrong(f"{covered} events were said to be recorded, {lines} are there")
    received = {}
    for found in RECEIVED.finditer(kept):
        address = found[1].decode()
        received[address] = received.get(address, 0) + int(found[2])
    for load in loads:
        due = load.back_until(killed - BEFORE_KILL)
        if received.get(load.name, 0) < due:
            raise Wrong(f"{load.name} had read {due} octets back {BEFORE_KILL} s before the kill, "
                        f"{received.get(load.name, 0)} are in the recording")
    return lines, covered


def one_round(seed):
    """Returns (events kept, events covered by `recorded`, seconds until the kill)."""
    chance = random.Random(seed)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="parley-kill-"))
    recording, told = folder / "kill.pcapng", folder / "told.jsonl"
    sync = ["--sync"] if chance.random() < 0.3 else []
    try:
        with open(told, "wb") as out, open(folder / "words", "wb") as words:
            child = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", PARLEY, "listen", "127.0.0.1", "0", "--echo",
                 "--format", "jsonl", "-o", str(recording), *sync],
                stdin=subprocess.PIPE, stdout=out, stderr=words)
            loads = []
            try:
                port = port_of(told, child, folder / "words")
                began = time.monotonic()
                size = chance.choice((16, 64, 1000, 5000))
                loads = [Load(port, size, seed + i) for i in range(PEERS)]
                seconds = chance.uniform(LEAST_SECONDS, MOST_SECONDS)
                time.sleep(max(0, began + seconds - time.monotonic()))
            finally:
                killed = time.monotonic()
                child.kill()
                child.wait()
                for load in loads:
                    load.close()
        return (*check(told.read_bytes(), export(recording), loads, killed), seconds)
    except Wrong as wrong:
        raise Wrong(f"seed {seed}: {wrong}") from wrong
    finally:
        shutil.rmtree(folder)


def port_of(told, child, words):
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline and child.poll() is None:
        first, end, _ = told.read_bytes().partition(b"\n")
        if end:
            return json.loads(first)["port"]
        time.sleep(0.005)
    raise Wrong(f"it does not listen: {words.read_text()}")


def rounds(count, first_seed):
    """Raises Wrong at the first round that is not as it must be; a line of figures otherwise."""
    results = []
    for i in range(count):
        results.append(one_round(first_seed + i))
        if sys.stderr.isatty():
            print(f"\r{i + 1} of {count}", end="", file=sys.stderr)
    kept = sum(result[0] for result in results)
    covered = sum(result[1] for result in results)
    return (f"{count} of {count} kills at {LEAST_SECONDS} s to {MOST_SECONDS} s: {kept:,} events "
            f"kept, {covered:,} of them had been reported as recorded; none missing, none torn")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    given = parser.parse_args()
    try:
        print(rounds(given.rounds, given.seed))
    except Wrong as wrong:
        print(f"kill_recording: {wrong}", file=sys.stderr)
        sys.exit(1)
