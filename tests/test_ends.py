"""How the program ends when it is told to: in order, within bounds, and saying what was lost."""
import os
import signal
import subprocess
import time

import harness


class Ends(harness.Case):

    def test_a_signal_closes_every_peer(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(number):
                parley = self.listen()
                peers = [self.client(parley.port) for _ in range(3)]
                parley.event("connected", nth=3)
                parley.send_signal(number)
                self.assertEqual(parley.exit_code(), 0)
                for peer in peers:
                    self.assertEqual(harness.receive(peer), b"")
                closed = parley.all_of("closed")
                self.assertEqual(sorted(event["peer"] for event in closed), [1, 2, 3])
                self.assertEqual({event["reason"] for event in closed}, {"closed here"})

    def test_what_is_queued_is_sent_first(self):
        parley = self.listen()
        peer = self.client(parley.port)
        parley.event("connected")
        for _ in range(8):
            parley.command(send="x" * 100_000)
        parley.event("sent")
        parley.send_signal(signal.SIGINT)
        got = harness.receive(peer)
        self.assertEqual(parley.exit_code(), 0)
        self.assertEqual(len(got), sum(event["bytes"] for event in parley.all_of("sent")))

    def test_a_peer_that_does_not_take_does_not_hold_it_up(self):
        parley = self.listen()
        peer = self.client(parley.port)
        parley.event("connected")
        for _ in range(60):
            parley.command(send="x" * 100_000)
        parley.event("dropped")
        told = time.monotonic()
        parley.send_signal(signal.SIGTERM)
        self.assertEqual(parley.exit_code(), 0)
        self.figure(f"ended {time.monotonic() - told:.1f} s after SIGTERM with a peer that reads "
                    "nothing")
        self.assertIn("the connection ended first", parley.all_of("dropped")[-1]["reason"])
        self.assertIn("bytes were not sent: the peers did not take them", parley.errors)
        self.assertEqual(len(parley.all_of("closed")), 1)
        peer.close()

    def test_output_that_nobody_reads_is_said_to_be_lost(self):
        read, write = os.pipe()
        parley = self.listen(form="raw", stdin=subprocess.DEVNULL, stdout=write)
        os.close(write)
        peer = self.client(parley.port)
        peer.settimeout(2)
        try:
            while True:
                peer.send(b"x" * 65536)
        except TimeoutError:
            pass  # the pipe is full, and so is everything before it
        parley.send_signal(signal.SIGTERM)
        self.assertEqual(parley.exit_code(), 0)
        self.assertRegex(parley.errors,
                         r"parley: \d+ bytes were not written to standard output: nobody takes them")
        os.close(read)

    def test_a_second_signal_does_not_wait(self):
        parley = self.listen()
        peer = self.client(parley.port)
        parley.event("connected")
        for _ in range(60):
            parley.command(send="x" * 100_000)
        parley.event("dropped")
        parley.send_signal(signal.SIGINT)
        parley.send_signal(signal.SIGTERM)
        self.assertEqual(parley.exit_code(5), 0)
        peer.close()


harness.main()
