"""UDP: a peer for each sender, every datagram an event of its own, and what the kernel had to
drop is counted."""
import os
import pathlib
import socket
import subprocess
import time

import harness

SECONDS = 10 if harness.FULL else 2


class Udp(harness.Case):

    def sender(self, port, address="127.0.0.1"):
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        sender = socket.socket(family, socket.SOCK_DGRAM)
        self.addCleanup(sender.close)
        sender.settimeout(harness.WAIT)
        sender.connect((address, port))
        return sender

    def bound(self, address="127.0.0.1"):
        """A socket that hears; its port."""
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        hearer = socket.socket(family, socket.SOCK_DGRAM)
        self.addCleanup(hearer.close)
        hearer.settimeout(harness.WAIT)
        hearer.bind((address, 0))
        return hearer, hearer.getsockname()[1]

    def listen_udp(self, *options, **more):
        return self.listen("-u", *options, **more)

    def test_one_peer_for_each_sender(self):
        parley = self.listen_udp()
        self.assertEqual(parley.event("listening")["transport"], "udp")
        one, two = self.sender(parley.port), self.sender(parley.port)
        one.send(b"from one")
        parley.event("received", peer=1)
        two.send(b"from two")
        parley.event("received", peer=2)
        one.send(b"again")
        parley.event("received", peer=1, nth=2)
        self.assertEqual([e["address"] for e in parley.all_of("connected")],
                         ["{}:{}".format(*sender.getsockname()) for sender in (one, two)])
        parley.command(send="to two", to=2)
        self.assertEqual(two.recv(100), b"to two")
        parley.command(send="to all")
        self.assertEqual((one.recv(100), two.recv(100)), (b"to all", b"to all"))
        parley.command(close=1)
        parley.event("closed", peer=1)
        one.send(b"back")
        self.assertEqual(parley.event("received", peer=3)["text"], "back")
        self.assertEqual(self.stop(parley), 0)
        self.assertEqual(len(parley.all_of("closed")), 3)

    def test_sixty_four_senders(self):
        parley = self.listen_udp("--echo")
        senders = [self.sender(parley.port) for _ in range(64)]
        for turn in range(10):
            for sender in senders:
                sender.send(b"%d" % turn)
            for sender in senders:
                self.assertEqual(sender.recv(100), b"%d" % turn)
        parley.event("received", nth=640)
        self.assertEqual(len(parley.all_of("connected")), 64)

    def test_sixty_four_senders_a_thousand_times_a_second(self):
        """Octets as they come, so that what is counted does not hold up what is measured."""
        parley = self.listen_udp("--max-peers-per-address", "64", "-v", form="raw",
                                 stdin=subprocess.DEVNULL)
        senders = [self.sender(parley.port) for _ in range(64)]
        message, sent = b"a reading, 32 octets of one each", 0
        began = time.monotonic()
        for turn in range(1000 * SECONDS // 5):
            for sender in senders:
                for _ in range(5):
                    sender.send(message)
            sent += 5 * len(senders)
            time.sleep(max(0, began + (turn + 1) * 0.005 - time.monotonic()))
        took = time.monotonic() - began
        self.wait_until(lambda: sent == len(parley.out.data) // len(message) +
                        self.kernel_drops(parley.port), "receiving what the system kept")
        received, dropped = len(parley.out.data) // len(message), self.kernel_drops(parley.port)
        self.figure(f"64 senders, {sent / took / 64:,.0f} datagrams a second each for {took:.0f} s: "
                    f"{received:,} of {sent:,} received, {dropped} dropped by the system")

    @staticmethod
    def kernel_drops(port):
        for line in pathlib.Path("/proc/net/udp").read_text().splitlines()[1:]:
            fields = line.split()
            if int(fields[1].rpartition(":")[2], 16) == port:
                return int(fields[-1])
        raise AssertionError(f"no UDP socket has port {port}")

    def test_boundaries_are_kept(self):
        """The empty datagram, and the largest that IPv4 can carry, too."""
        parley = self.listen_udp("--echo")
        sender = self.sender(parley.port)
        datagrams = [b"Hello", b"", b"This is my IP.", bytes(range(256)), b"x" * 65507]
        for datagram in datagrams:
            sender.send(datagram)
            self.assert_same(sender.recv(70_000), datagram)
        parley.event("received", nth=len(datagrams))
        events = parley.all_of("received")
        self.assertEqual([e["bytes"] for e in events], [len(d) for d in datagrams])
        self.assertEqual([harness.content(e) for e in events], datagrams)

    def test_rules_see_one_datagram_each(self):
        parley = self.listen_udp("--greet", "hi;", "--reply", "^a$", "A", stdin=subprocess.DEVNULL)
        sender = self.sender(parley.port)
        sender.send(b"a")
        sender.send(b"aa")
        sender.send(b"a")
        self.assertEqual([sender.recv(100) for _ in range(3)], [b"hi;", b"A", b"A"])

    def test_both_families(self):
        parley = self.parley("listen", "-u", "0", "--format", "jsonl", "--echo")
        for address in ("127.0.0.1", "::1"):
            sender = self.sender(parley.port, address)
            sender.send(address.encode())
            self.assertEqual(sender.recv(100), address.encode())
        self.assertTrue(parley.event("connected", nth=1)["address"].startswith("127.0.0.1:"))
        self.assertTrue(parley.event("connected", nth=2)["address"].startswith("[::1]:"))

    def test_client_of_python(self):
        hearer, port = self.bound()
        parley = self.connect(port, "-u")
        parley.command(send="Hello")
        said, client = hearer.recvfrom(100)
        self.assertEqual(said, b"Hello")
        hearer.sendto(b"", client)
        hearer.sendto(b"answer", client)
        parley.event("received", nth=2)
        self.assertEqual([e["bytes"] for e in parley.all_of("received")], [0, 6])
        stranger, _ = self.bound()
        stranger.sendto(b"not for you", client)
        hearer.sendto(b"end", client)
        parley.event("received", nth=3)
        self.assertEqual(parley.received(1), b"answerend", "a stranger was heard")

    def test_client_of_socat(self):
        _, port = hearer = self.bound()
        hearer[0].close()
        socat = self.tool("socat", f"UDP-LISTEN:{port},bind=127.0.0.1", "EXEC:cat")
        parley = self.parley("connect", f"udp://127.0.0.1:{port}", "--format", "raw", "-q", "10s")
        self.wait_until(lambda: any(link.startswith("socket:") for link in
                                    harness.descriptors(socat.pid)), "socat's socket")
        parley.write(b"through socat")
        parley.wait_output(lambda data: bytes(data) == b"through socat")

    def test_ncat_as_client(self):
        parley = self.listen_udp("--echo", form="raw", stdin=subprocess.DEVNULL)
        ncat = self.tool("ncat", "-u", "127.0.0.1", parley.port)
        ncat.write(b"Hello")
        ncat.wait_output(lambda data: bytes(data) == b"Hello")
        parley.wait_output(lambda data: bytes(data) == b"Hello")

    def test_answers_are_waited_for_a_while(self):
        """There is no FIN: after the end of standard input a client waits a little, then ends."""
        hearer, port = self.bound()
        parley = self.connect(port, "-u", form="raw")
        parley.write(b"ping")
        parley.close_input()
        _, client = hearer.recvfrom(100)
        hearer.sendto(b"pong", client)
        self.assertEqual(parley.exit_code(), 0)
        self.assertEqual(parley.output, b"pong")

    def test_nobody_listens_there(self):
        hearer, port = self.bound()
        hearer.close()
        parley = self.connect(port, "-u")
        parley.event("connected")
        parley.command(send="anybody?")
        self.assertEqual(parley.exit_code(), 1)
        failed = parley.event("failed", peer=1)
        self.assertEqual(failed["class"], "refused")
        self.assertEqual(failed["reason"], f"cannot talk with 127.0.0.1:{port}: connection refused "
                         "(ECONNREFUSED)")

    def test_too_large_for_a_datagram(self):
        hearer, port = self.bound()
        parley = self.connect(port, "-u")
        parley.event("connected")
        parley.command(send="x" * 65508)
        dropped = parley.event("dropped", peer=1)
        self.assertEqual(dropped["count"], 1)
        self.assertEqual(dropped["reason"], "cannot send a datagram of 65508 bytes to "
                         f"127.0.0.1:{port}: message too long (EMSGSIZE)")
        parley.command(send="still here")
        self.assertEqual(hearer.recv(100), b"still here")

    def test_kernel_drops_are_counted(self):
        """A reader that sleeps while a device floods: what is received and what is told as
        dropped are together what was sent."""
        read, write = os.pipe()
        parley = self.listen_udp(form="raw", stdin=subprocess.DEVNULL)
        port = parley.port
        self.stop(parley)
        parley = self.parley("listen", "-u", "127.0.0.1", str(port), "--format", "jsonl",
                             stdin=subprocess.DEVNULL, stdout=write)
        os.close(write)
        parley.wait_text(r"port (\d+)")
        sender = self.sender(port)
        count = 0
        until = time.monotonic() + 3
        while time.monotonic() < until or count < 50_000:
            sender.send(b"x" * 1000)
            count += 1
        parley.out = harness.Capture(os.fdopen(read, "rb", 0))
        # The kernel tells its count with the next datagram that it does not drop.
        until = time.monotonic() + harness.WAIT
        while not parley.all_of("received", text="last") and time.monotonic() < until:
            sender.send(b"last")
            count += 1
            time.sleep(0.05)
        parley.wait_events(lambda events: total(events) >= count)
        received, drops = len(parley.all_of("received")), parley.all_of("dropped")
        dropped = sum(e["count"] for e in drops)
        self.figure(f"{count} datagrams sent to a reader that slept: {received} received, "
                    f"{dropped} told as dropped in {len(drops)} events")
        self.assertEqual(received + dropped, count)
        self.assertGreater(dropped, 0, "nothing was dropped: this tested nothing")
        self.assertEqual(drops[0]["reason"],
                         "cannot receive every datagram: they came faster than they were read, and "
                         "the system's buffer was full")

    def test_once(self):
        """The first sender is the only one."""
        parley = self.listen_udp("--once", "-q", "500ms")
        one, two = self.sender(parley.port), self.sender(parley.port)
        one.send(b"one")
        parley.event("received")
        two.send(b"two")
        one.send(b"one again")
        parley.event("received", text="one again")
        parley.command(send="answer")
        self.assertEqual(one.recv(100), b"answer")
        parley.close_input()
        self.assertEqual(parley.exit_code(), 0)
        self.assertEqual(parley.received(1), b"oneone again")


def total(events):
    """Datagrams that were received or are known to be lost."""
    return sum(e["event"] == "received" or e.get("count", 0) * (e["event"] == "dropped")
               for e in events)


if __name__ == "__main__":
    harness.main()
