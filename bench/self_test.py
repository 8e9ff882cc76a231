#!/usr/bin/env python3
"""Shows that what measures is right: the load notices every kind of wrong echo, the limit is a true
echo server even when nobody reads, and the tables say what the runs showed.

usage: self_test.py --limit PROGRAM --load PROGRAM"""
import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

sys.dont_write_bytecode = True  # no __pycache__ in the source tree

import report  # noqa: E402
import servers  # noqa: E402
from measure import ECHOES, Run  # noqa: E402

PROGRAMS = argparse.Namespace()


class Liar:
    """An echo server that passes what comes through `spoil` until that changes something."""

    def __init__(self, spoil):
        self.spoil = spoil
        self.honest = True
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                peer, _ = self.listener.accept()
            except OSError:
                return  # the test is over
            threading.Thread(target=self._echo, args=(peer,), daemon=True).start()

    def _echo(self, peer):
        total = 0
        with peer:
            while data := self._received(peer):
                total += len(data)
                # Not the first echo: the load must notice it in the middle of a talk, too.
                answer = self.spoil(data) if self.honest and total > 6_400 else data
                self.honest = self.honest and answer == data
                if answer is None:
                    return
                try:
                    peer.sendall(answer)
                except OSError:
                    return

    @staticmethod
    def _received(peer):
        try:
            return peer.recv(65_536)
        except OSError:
            return b""

    def close(self):
        self.listener.close()


def run_load(port, *arguments):
    """(exit code, result) of a load that is told to go on at once."""
    command = [PROGRAMS.load, *map(str, arguments[:1]), str(port), *map(str, arguments[1:])]
    done = subprocess.run(command, input="\n\n", capture_output=True, text=True, timeout=60,
                          check=False)
    return done.returncode, json.loads(done.stdout.splitlines()[-1])


class TheLoad(unittest.TestCase):
    def check(self, spoil, *arguments):
        liar = Liar(spoil)
        try:
            return run_load(liar.port, *arguments)
        finally:
            liar.close()

    def test_accepts_an_honest_server(self):
        for arguments in (("echo", 3, 64, 1, 0.1), ("echo", 1, 16_384, 8, 0.1),
                          ("churn", 1, 16, 1, 0.1), ("burst", 50, 16, 1, 1),
                          ("idle", 50, 16, 1, 1)):
            with self.subTest(arguments=arguments):
                code, result = self.check(lambda data: data, *arguments)
                self.assertEqual(code, 0)
                self.assertGreater(result["messages"], 0)
                self.assertEqual([result[name] for name in ("mismatches", "unanswered", "failed")],
                                 [0, 0, 0])

    def test_notices_a_flipped_bit(self):
        def flip(data):
            return bytes([data[0] ^ 1]) + data[1:]

        code, result = self.check(flip, "echo", 1, 64, 1, 0.3)
        self.assertEqual((code, result["mismatches"]), (1, 1))

    def test_notices_swapped_bytes(self):
        code, result = self.check(lambda data: data[::-1], "echo", 1, 64, 1, 0.3)
        self.assertEqual(code, 1)
        self.assertGreater(result["mismatches"], 32)

    def test_notices_a_message_in_the_place_of_another(self):
        before = []

        def stale(data):
            before.append(data)
            return before[-2] if len(before) == 2 else data

        code, result = self.check(stale, "echo", 1, 64, 1, 0.3)
        self.assertEqual(code, 1)
        self.assertGreater(result["mismatches"], 32)

    def test_notices_a_lost_byte(self):
        code, result = self.check(lambda data: data[1:], "echo", 1, 64, 1, 0.3)
        self.assertEqual(code, 1)
        self.assertGreater(result["mismatches"], 32)
        self.assertEqual(result["unanswered"], 1)

    def test_notices_a_doubled_byte(self):
        code, result = self.check(lambda data: data + data[-1:], "echo", 1, 64, 1, 0.3)
        self.assertEqual(code, 1)
        self.assertGreater(result["mismatches"], 0)

    def test_notices_a_closed_connection(self):
        code, result = self.check(lambda data: None, "echo", 1, 64, 1, 0.3)
        self.assertEqual(code, 1)
        self.assertEqual((result["failed"], result["unanswered"]), (1, 1))

    def test_notices_a_refused_connection(self):
        code, result = run_load(servers.free_port(), "burst", 3, 64, 1, 1)
        self.assertEqual((code, result["failed"], result["unanswered"]), (1, 3, 3))

    def test_refuses_wrong_arguments(self):
        for arguments in ((), ("echo",), ("sing", "1", "1", "1", "1", "1"),
                          ("echo", "99999", "1", "1", "1", "1"),
                          ("echo", "1x", "1", "1", "1", "1")):
            done = subprocess.run([PROGRAMS.load, *arguments], capture_output=True, check=False)
            self.assertEqual(done.returncode, 2)


class TheLimit(unittest.TestCase):
    def setUp(self):
        core = min(os.sched_getaffinity(0))
        self.server = servers.Server(servers.Kind("limit", (PROGRAMS.limit, "{port}")), core, core)

    def tearDown(self):
        self.server.end()

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.server.port), timeout=30)

    def test_keeps_what_a_peer_does_not_read_yet(self):
        sent = os.urandom(1 << 20) * 32  # far more than the sockets' buffers hold
        with self.connect() as peer, self.connect() as other:
            sender = threading.Thread(target=peer.sendall, args=(sent,))
            sender.start()
            time.sleep(0.2)  # the limit's writes are partial by now
            other.sendall(b"still there?")
            self.assertEqual(other.recv(64), b"still there?")
            received = bytearray()
            while len(received) < len(sent):
                received += peer.recv(1 << 20)
            sender.join()
            self.assertTrue(received == sent)

    def test_answers_all_before_it_closes(self):
        sent = os.urandom(64 * 1024)
        with self.connect() as peer:
            peer.sendall(sent)
            peer.shutdown(socket.SHUT_WR)
            received = bytearray()
            while data := peer.recv(65_536):
                received += data
            self.assertTrue(received == sent)

    def test_outlives_a_reset(self):
        with self.connect() as peer:
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            peer.sendall(b"x" * 65_536)
        with self.connect() as peer:
            peer.sendall(b"y")
            self.assertEqual(peer.recv(1), b"y")

    def test_its_cpu_time_is_what_proc_stat_says(self):
        run_load(self.server.port, "echo", 20, 64, 1, 0.5)
        stat = Path(f"/proc/{self.server.process.pid}/stat").read_text()
        fields = stat.rpartition(")")[2].split()
        ticks = (int(fields[11]) + int(fields[12])) / servers.TICKS_PER_SECOND
        self.assertAlmostEqual(self.server.cpu_seconds(), ticks, delta=0.03)
        self.assertGreater(ticks, 0)


class TheTables(unittest.TestCase):
    def test_ratios_are_of_the_pair_and_more_is_better(self):
        limit = Run(messages=1000, seconds=1, cpu_seconds=0.5, wrong="", rss=0, pss=0)
        half = Run(messages=500, seconds=1, cpu_seconds=0.5, wrong="", rss=0, pss=0)
        self.assertEqual(report.ratios([(limit, half), (limit, limit)]), ([0.5, 1.0], [0.5, 1.0]))
        row = report.echo_row(ECHOES[0], servers.Kind("half", ()), [(limit, half)] * 3)
        self.assertEqual(row[2:4], ["0.50 (0.50-0.50)", "0.50 (0.50-0.50)"])

    def test_a_server_that_answered_nothing_has_no_figure(self):
        limit = Run(messages=1000, seconds=1, cpu_seconds=0.5, wrong="", rss=0, pss=0)
        none = Run(messages=0, seconds=0, cpu_seconds=0, wrong="1 failed", rss=0, pss=0)
        row = report.echo_row(ECHOES[0], servers.Kind("none", ()), [(limit, none)])
        self.assertEqual(row[2:4], ["0.00 (0.00-0.00)", "-"])
        self.assertEqual(report.idle_row(servers.Kind("none", ()), [none])[2:], ["-", "-"])

    def test_writing_keeps_what_others_wrote(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "performance.md"
            report.write(path, "first", ["a note"], ["a table"])
            path.write_text("# Mine\n" + path.read_text() + "\n## Also mine\n")
            report.write(path, "second", ["a note"], ["another table"])
            once = path.read_text()
            report.write(path, "second", ["a note"], ["another table"])
            self.assertEqual(path.read_text(), once)
        self.assertTrue(once.startswith("# Mine\n") and once.endswith("## Also mine\n"))
        self.assertNotIn("first", once)
        self.assertIn("another table", once)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", required=True)
    parser.add_argument("--load", required=True)
    parser.parse_args(namespace=PROGRAMS)
    unittest.main(argv=sys.argv[:1])
