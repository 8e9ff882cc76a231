"""A server among a hundred peers that behave badly, for as long as it takes: does its memory grow?

`parley listen --echo` records, as it does by default. Peers come and go without end: they talk, send
much and half-close, read slowly, do not read at all, say nothing, or reset. Some are emulated boards
behind a link that loses and delays packets. What comes back is compared octet for octet, each
event's number follows the one before, and each connection has one end.

    python3 tests/soak.py --seconds 3600

Exit code: 0 all was right and the memory grew by 1 % at most, 1 not so.
"""
import argparse
import asyncio
import collections
import json
import os
import pathlib
import random
import shutil
import signal
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time

from processes import PARLEY, cpu_seconds, resident_bytes

PEERS, BOARDS = 95, 5
SAMPLE_S = 5
GROWTH_MAX = 0.01
BAD_LINK = "both loss=5% delay=20ms jitter=10ms"
ENDS = ("closed", "reset", "failed")


class Wrong(Exception):
    """What is not as it must be."""


class Server:
    """The program under test, and an account of its events."""

    def __init__(self, folder):
        environment = {**os.environ, "XDG_STATE_HOME": str(folder / "state")}
        self.process = subprocess.Popen(
            [PARLEY, "listen", "127.0.0.1", "0", "--echo", "--format", "jsonl"], env=environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=open(folder / "errors", "wb"))
        self.port = json.loads(self.process.stdout.readline())["port"]
        self.numbers, self.last = True, 1
        self.kinds = collections.Counter()
        self.open, self.ended_twice = set(), 0
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        for line in self.process.stdout:
            event = json.loads(line)
            self.numbers = self.numbers and event["n"] == self.last + 1
            self.last = event["n"]
            self.kinds[event["event"]] += 1
            if event["event"] == "connected":
                self.open.add(event["connection"])
            elif event["event"] in ENDS and "connection" in event:
                if event["connection"] not in self.open:
                    self.ended_twice += 1
                self.open.discard(event["connection"])

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(60)
        self.reader.join(60)
        return code


class Peers:
    """All of them, and what they did."""

    def __init__(self, port, seed):
        self.port, self.seed = port, seed
        self.done = collections.Counter()
        self.octets = 0
        self.wrong = []

    async def live(self, number, until):
        """One peer after the other, as long as there is time."""
        dice = random.Random(f"{self.seed} {number}")
        ways = (self.talk, self.talk, self.talk, self.half_close, self.slow, self.never_reads,
                self.silent, self.reset)
        while time.monotonic() < until:
            way = dice.choice(ways)
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            try:
                await way(dice, reader, writer)
                self.done[way.__name__] += 1
            except Wrong as wrong:
                self.wrong.append(f"{way.__name__}: {wrong}")
                return
            finally:
                writer.close()
            await asyncio.sleep(dice.uniform(0.3, 1.5))

    async def back(self, reader, wanted):
        got = await asyncio.wait_for(reader.readexactly(len(wanted)), 60)
        if got != wanted:
            raise Wrong(f"{len(wanted)} octets did not come back as they were sent")
        self.octets += len(wanted)

    async def talk(self, dice, reader, writer):
        for _ in range(dice.randrange(1, 40)):
            message = dice.randbytes(dice.randrange(1, 1400))
            writer.write(message)
            await self.back(reader, message)
            await asyncio.sleep(dice.uniform(0.1, 0.6))

    async def half_close(self, dice, reader, writer):
        much = dice.randbytes(dice.randrange(1, 256 * 1024))
        writer.write(much)
        writer.write_eof()
        await self.back(reader, much)
        if await asyncio.wait_for(reader.read(1), 60):
            raise Wrong("more came back than was sent")

    async def slow(self, dice, reader, writer):
        much = dice.randbytes(64 * 1024)
        writer.write(much)
        for begin in range(0, len(much), 4096):
            await self.back(reader, much[begin:begin + 4096])
            await asyncio.sleep(0.1)

    async def never_reads(self, dice, reader, writer):
        reader._transport.pause_reading()  # or asyncio would read for us
        try:
            for _ in range(64):
                writer.write(dice.randbytes(64 * 1024))
                await asyncio.wait_for(writer.drain(), 0.5)
        except asyncio.TimeoutError:
            pass  # the server waits for us to read, as it should
        self.end_with_reset(writer)

    async def silent(self, dice, reader, writer):
        await asyncio.sleep(dice.uniform(1, 5))

    async def reset(self, dice, reader, writer):
        writer.write(dice.randbytes(dice.randrange(1, 5000)))
        await writer.drain()
        self.end_with_reset(writer)

    @staticmethod
    def end_with_reset(writer):
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                                                   struct.pack("ii", 1, 0))
        writer.transport.abort()


def start_boards(folder, port):
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
    return [subprocess.Popen(
        [PARLEY, "board", "RobustClient", "--no-record", "--format", "raw",
         "--host", f"10.0.2.2=10.0.2.2:{port}", "--fault", BAD_LINK, "--seed", str(number)],
        env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL) for number in range(BOARDS)]


async def sample(server, until, samples):
    begin = time.monotonic()
    while time.monotonic() < until:
        await asyncio.sleep(SAMPLE_S)
        samples.append((time.monotonic() - begin, resident_bytes(server.process.pid)))


async def run(server, peers, seconds, samples):
    until = time.monotonic() + seconds
    lives = [asyncio.create_task(peers.live(number, until)) for number in range(PEERS)]
    await asyncio.gather(sample(server, until, samples), *lives)


def growth(samples, seconds):
    """From the second twelfth of the time (the first is the start) to the last: medians."""
    part = seconds / 12
    early = [octets for at, octets in samples if part <= at < 2 * part]
    late = [octets for at, octets in samples if at >= 11 * part]
    return statistics.median(early), statistics.median(late)


def check(server, peers, code, early, late):
    for true, words in ((code == 0, f"the server ended with {code}"),
                        (not peers.wrong, "; ".join(peers.wrong)),
                        (server.numbers, "the events' numbers do not follow each other"),
                        (not server.ended_twice, f"{server.ended_twice} ends of no connection"),
                        (not server.open, f"{len(server.open)} connections have no end"),
                        (late <= early * (1 + GROWTH_MAX), "the memory grew")):
        if not true:
            raise Wrong(words)


def soak(seconds, seed, log):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="parley-soak-"))
    server = Server(folder)
    boards = start_boards(folder, server.port)
    peers, samples = Peers(server.port, seed), []
    try:
        asyncio.run(run(server, peers, seconds, samples))
        used = cpu_seconds(server.process.pid)
    finally:
        for board in boards:
            board.send_signal(signal.SIGTERM)
        for board in boards:
            board.wait(60)
        code = server.stop()
    if log:
        log.write_text("".join(f"{at:.0f} {octets}\n" for at, octets in samples))
    early, late = growth(samples, seconds)
    most = max(octets for _, octets in samples)
    said = (f"{seconds:.0f} s, {PEERS + BOARDS} peers at a time, {server.kinds['connected']:,} "
            f"connections, {server.last:,} events, {peers.octets / 1e6:,.0f} MB compared; memory "
            f"{early / 1e6:.2f} MB early, {late / 1e6:.2f} MB at the end "
            f"({late / early - 1:+.2%}), {most / 1e6:.2f} MB at most; {used / seconds:.1%} of a "
            f"core. Seed {seed}. " + ", ".join(f"{n:,} {way}" for way, n in peers.done.items()))
    print(said, flush=True)
    check(server, peers, code, early, late)
    shutil.rmtree(folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=3600, help="how long (3600)")
    parser.add_argument("--seed", type=int, default=1, help="of what the peers do (1)")
    parser.add_argument("--log", type=pathlib.Path, help="for the samples: seconds, octets")
    arguments = parser.parse_args()
    try:
        soak(arguments.seconds, arguments.seed, arguments.log)
    except Wrong as wrong:
        sys.exit(f"soak: {wrong}")


if __name__ == "__main__":
    main()
