"""How it ends: in order, in bounded time, and saying what did not get out."""
import os
import re
import signal
import subprocess
import time

import harness
import namespaces


class Ends(harness.Case):

    def test_signals_end_in_order(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(number.name):
                parley = self.listen()
                peers = [self.client(parley.port) for _ in range(3)]
                parley.event("connected", nth=3)
                parley.send_signal(number)
                for peer in peers:
                    self.assertEqual(harness.receive(peer), b"", "an end in order is FIN, not RST")
                    peer.close()
                self.assertEqual(parley.exit_code(), 0)
                reasons = [e["reason"] for e in parley.all_of("closed")]
                self.assertEqual(reasons, ["closed here"] * 3)

    def test_peer_that_never_ends_its_side(self):
        """It is waited for only so long, and it has its closing event, too."""
        parley = self.listen()
        self.client(parley.port)
        parley.event("connected")
        began = time.monotonic()
        self.assertEqual(self.stop(parley), 0)
        self.figure(f"ended {time.monotonic() - began:.1f} s after SIGINT")
        self.assertEqual([e["event"] for e in parley.events], ["listening", "connected", "closed"])

    def test_asked_twice_ends_at_once(self):
        parley = self.listen()
        self.client(parley.port)
        parley.event("connected")
        parley.send_signal(signal.SIGINT)
        parley.send_signal(signal.SIGTERM)
        self.assertEqual(parley.exit_code(), 0)

    def test_client_ends_in_order(self):
        server = self.server()
        parley = self.connect(server.getsockname()[1])
        peer = self.accept(server)
        parley.event("connected")
        parley.send_signal(signal.SIGTERM)
        self.assertEqual(harness.receive(peer), b"")
        peer.close()
        self.assertEqual(parley.exit_code(), 0)
        self.assertEqual(parley.event("closed")["reason"], "closed here")

    def test_client_that_is_still_connecting(self):
        server = self.server(backlog=0)
        port = server.getsockname()[1]
        for _ in range(2):  # the queue is full: further SYNs are not answered
            self.connect(port, form="raw")
        parley = self.connect(port, "--retry")
        parley.wait_error(lambda text: b"recorded in" in text)
        time.sleep(0.1)
        self.assertEqual(self.stop(parley), 0)

    def test_what_is_queued_is_still_sent(self):
        server = self.server()
        parley = self.connect(server.getsockname()[1], form="raw")
        peer = self.accept(server)
        data = os.urandom(900_000)  # more than the kernel takes at once
        parley.write(data)
        time.sleep(0.2)
        parley.send_signal(signal.SIGINT)
        self.assert_same(harness.receive(peer), data)
        peer.close()
        self.assertEqual(parley.exit_code(), 0)

    def test_what_nobody_took_is_told(self):
        parley = self.listen()
        peer = self.client(parley.port, receive_bytes=4096)
        parley.event("connected")
        for _ in range(10):
            parley.command(send="x" * 1_000_000)
        dropped = parley.event("dropped", peer=1)
        self.assertEqual((dropped["class"], dropped["count"]), ("queue_full", 1_000_000))
        self.assertRegex(dropped["reason"], r"^cannot send 1000000 bytes to 127\.0\.0\.1:\d+: \d+ "
                         "bytes already wait for it: the peer does not read$")
        self.assertEqual(self.stop(parley), 0)
        told = re.search(r"parley: (\d+) bytes were not sent: the peers did not take them\n",
                         parley.errors)
        self.assertTrue(told, parley.errors)
        lost = int(told.group(1))
        sent = sum(e["bytes"] for e in parley.all_of("sent"))
        refused = sum(e["count"] for e in parley.all_of("dropped")
                      if e["reason"].startswith("cannot send 1000000"))
        self.assertEqual(sent + refused + lost, 10_000_000)
        self.assertEqual(len(harness.receive(peer)), sent)

    def test_output_that_nobody_reads(self):
        read, write = os.pipe()
        self.addCleanup(os.close, read)
        parley = self.listen(form="raw", stdin=subprocess.DEVNULL, stdout=write)
        os.close(write)
        peer = self.client(parley.port)
        peer.settimeout(1)
        taken = 0
        with self.assertRaises(TimeoutError):
            while True:
                taken += peer.send(b"y" * 65536)
        parley.send_signal(signal.SIGINT)
        peer.close()
        began = time.monotonic()
        self.assertEqual(parley.exit_code(), 0)
        self.figure(f"ended {time.monotonic() - began:.1f} s after SIGINT, with a full pipe")
        told = re.search(r"parley: (\d+) bytes were not written to standard output: nobody takes "
                         r"them\n", parley.errors)
        self.assertTrue(told, parley.errors)
        self.assertLessEqual(int(told.group(1)), taken)
        self.assertGreater(int(told.group(1)), 100_000)

    def test_disk_that_is_full(self):
        """An output that takes nothing any more is a failure, and is named."""
        with open("/dev/full", "wb") as full:
            parley = self.listen(form="raw", stdin=subprocess.DEVNULL, stdout=full)
            self.client(parley.port).sendall(b"does not fit")
            self.assertEqual(parley.exit_code(), 1)
        self.assertIn("no space left on device (ENOSPC)", parley.errors)

    def test_closed_standard_descriptors(self):
        """As under a supervisor that gives none."""
        server = self.server()
        self.keep(harness.Process(self, ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", harness.PARLEY,
                                         "connect", "127.0.0.1", str(server.getsockname()[1]),
                                         "--greet", "hello"]))
        self.assertEqual(harness.receive(self.accept(server), 5), b"hello")

    def test_name_that_is_still_looked_up(self):
        """The system's look-up cannot be cancelled, and is not waited for."""
        self.need_mounts()
        network, nowhere = namespaces.Namespace(self), namespaces.Namespace(self)
        network.cable("eth0", nowhere, "eth0")
        network.address("eth0", "10.77.0.1/24")
        network.ip("neighbour", "add", "10.77.0.53", "lladdr", "02:00:00:00:00:53", "dev", "eth0")
        resolver = self.folder / "resolv.conf"
        resolver.write_text("nameserver 10.77.0.53\noptions timeout:30 attempts:5\n")
        parley = self.keep(harness.Process(self, [
            "unshare", "--mount", "sh", "-c",
            'mount --bind "$1" "$(readlink -f /etc/resolv.conf)" && shift && exec "$@"', "sh",
            resolver, harness.PARLEY, "connect", "board.example", "80"], namespace=network))
        self.wait_until(lambda: harness.command_of(parley.pid) == "parley", "the start")
        time.sleep(0.3)
        began = time.monotonic()
        self.assertEqual(self.stop(parley), 0)
        self.figure(f"ended {time.monotonic() - began:.1f} s after SIGINT, with a look-up under "
                    "way")
        self.assertLess(time.monotonic() - began, 20)


if __name__ == "__main__":
    harness.main()
