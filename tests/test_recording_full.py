"""A disk that is full: told at once, talked on, gone on with when there is room again."""
import json
import os
import re
import threading
import time

import harness
import small_disk

CHUNK = bytes(range(256)) * 64  # 16 KiB
QUEUE_MEGABYTES = 64  # what is kept in memory meanwhile


class Echo(threading.Thread):
    """A peer that sends so much and compares what comes back."""

    def __init__(self, peer, chunks):
        super().__init__(daemon=True)
        self.peer, self.chunks, self.wrong = peer, chunks, None
        self.start()

    def run(self):
        try:
            for _ in range(self.chunks):
                self.peer.sendall(CHUNK)
                if harness.receive(self.peer, len(CHUNK)) != CHUNK:
                    self.wrong = "other octets came back"
                    return
        except OSError as error:
            self.wrong = str(error)


class Full(harness.Case):

    def start(self, megabytes, left, *options):
        disk = small_disk.SmallDisk(self, megabytes)
        disk.fill(left)
        parley = self.listen("--echo", *options, namespace=disk,
                             env={**os.environ, "XDG_STATE_HOME": str(disk.path)})
        return disk, parley

    def alarm(self, parley):
        return parley.event("noted", **{"class": "not_recorded"})

    def recovery(self, parley):
        return parley.wait_events(lambda events: next(
            (e for e in events if "recording goes on" in e.get("reason", "")), None))

    def echo(self, parley, megabytes):
        echo = Echo(self.client(parley.port), megabytes * 1024 * 1024 // len(CHUNK))
        return echo

    def assert_whole(self, echo):
        echo.join(harness.WAIT)
        self.assertFalse(echo.is_alive(), "talking did not go on")
        self.assertIsNone(echo.wrong)

    def events_of(self, disk, name):
        made = disk.run(harness.PARLEY, "open", str(name), "--export", "jsonl")
        return [json.loads(line) for line in made.splitlines()]

    def recordings(self, disk):
        return disk.run("sh", "-c", f"ls {disk.path}/parley/*.pcapng").decode().split()

    def test_gap(self):
        disk, parley = self.start(400, 4)
        began = time.monotonic()
        echo = self.echo(parley, 100)
        alarm = self.alarm(parley)
        told = time.monotonic() - began
        self.assertIn("ENOSPC", alarm["reason"])
        self.assertLess(told, 1 + 4)  # a few MB take a moment to be written; then a second at most
        self.figure(f"told {told:.2f} s after the first octet; 4 MB of room before")
        self.assert_whole(echo)
        disk.make_room()
        self.figure(self.recovery(parley)["reason"])
        peer = self.client(parley.port)
        peer.sendall(b"after the gap")
        self.assertEqual(harness.receive(peer, 13), b"after the gap")
        peer.close()
        self.assertEqual(self.stop(parley), 3)
        events = [e for name in self.recordings(disk) for e in self.events_of(disk, name)]
        gaps = [e for e in events if e["event"] == "dropped"]
        self.assertGreaterEqual(len(gaps), 1)
        missing = 0
        for gap in gaps:
            first, last = re.search(r"record the events (\d+) to (\d+)", gap["reason"]).groups()
            self.assertEqual(int(last), gap["n"])
            missing += int(last) - int(first) + 1
        self.assertEqual(len({e["n"] for e in events}), len(events), "an event is there twice")
        told_of = {e["n"] for e in parley.all_events}
        self.assertTrue({e["n"] for e in events} - {e["n"] for e in gaps} <= told_of)
        self.assertEqual(max(told_of), len(events) + missing - len(gaps))
        self.assertIn(b"after the gap", [e.get("text", "").encode() for e in events])

    def test_what_fits_into_memory_is_not_lost(self):
        disk, parley = self.start(100, 1)
        self.assert_whole(self.echo(parley, 8))
        self.alarm(parley)
        disk.make_room()
        self.assertEqual(self.recovery(parley)["reason"], "recording goes on: nothing is missing")
        self.assertEqual(self.stop(parley), 0)
        events = [e for name in self.recordings(disk) for e in self.events_of(disk, name)]
        self.assertEqual([e["n"] for e in events], list(range(1, len(events) + 1)))
        self.assertEqual(sum(e["bytes"] for e in events if e["event"] == "received"), 8 << 20)

    def test_must_waits_for_the_disk(self):
        disk, parley = self.start(400, 1, "--record=must")
        echo = self.echo(parley, 100)
        self.alarm(parley)
        echo.join(3)
        self.assertTrue(echo.is_alive(), "it did not wait")
        disk.make_room()
        self.assert_whole(echo)
        self.assertEqual(self.stop(parley), 0)
        events = [e for name in self.recordings(disk) for e in self.events_of(disk, name)]
        self.assertEqual(sum(e["bytes"] for e in events if e["event"] == "received"), 100 << 20)


if __name__ == "__main__":
    harness.main()
