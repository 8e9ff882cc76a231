"""Peers that vanish, and peers that only seem to: devices on a switch whose cables are pulled. A
minute of mostly waiting; needs root (network namespaces)."""
import datetime
import random
import time

import harness
import namespaces

NOTICED_S = 40  # 30 s without an answer, and a machine that may be slow
KEPT_S = 45
MUCH = random.Random(3).randbytes(700_000)


class Switch(harness.Case):

    def setUp(self):
        super().setUp()
        self.switch = namespaces.Namespace(self)
        self.switch.ip("link", "add", "switch", "type", "bridge")
        self.switch.ip("link", "set", "switch", "up")
        self.here = self.plug_in("here", "10.77.0.1/24")

    def plug_in(self, name, address):
        device = namespaces.Namespace(self)
        self.switch.cable(name, device, "eth0")
        self.switch.ip("link", "set", name, "master", "switch")
        device.address("eth0", address)
        return device

    def pull_out(self, name):
        """The switch's end: the other side's cable still looks plugged in to nobody but itself."""
        self.switch.ip("link", "set", name, "down")

    def device(self, parley, number, receive_bytes=None):
        device = self.plug_in(f"device{number}", f"10.77.0.{number + 1}/24")
        peer = device.socket()
        if receive_bytes:
            peer.setsockopt(harness.socket.SOL_SOCKET, harness.socket.SO_RCVBUF, receive_bytes)
        peer.connect(("10.77.0.1", parley.port))
        parley.event("connected", peer=number)
        return peer

    def test_pulled_cables_are_noticed_and_a_closed_window_is_kept(self):
        parley = self.parley("listen", "10.77.0.1", "0", "--format", "jsonl", namespace=self.here)
        idle = self.device(parley, 1)
        sent_to = self.device(parley, 2)
        stopped = self.device(parley, 3, receive_bytes=4096)  # as a board at a breakpoint
        for peer, name in ((idle, b"idle"), (sent_to, b"busy"), (stopped, b"stop")):
            peer.sendall(name)
        parley.event("received", nth=3)
        parley.command(send_hex=MUCH.hex(), to=3)
        began = time.monotonic()
        self.pull_out("device1")
        self.pull_out("device2")
        parley.command(send="lost", to=2)
        cut = datetime.datetime.now(datetime.timezone.utc)
        for number, name in ((2, "while it was sent to"), (1, "idle")):
            failed = parley.event("failed", peer=number, seconds=NOTICED_S)
            after = (datetime.datetime.fromisoformat(failed["time"]) - cut).total_seconds()
            self.figure(f"a peer whose cable was pulled, {name}: told after {after:.1f} s")
            self.assertEqual(failed["class"], "vanished", failed)
            self.assertLess(after, NOTICED_S)
            self.assertGreater(after, 20, "a short break is no end")
        time.sleep(max(0, began + KEPT_S - time.monotonic()))
        self.assertEqual(parley.all_of("failed", peer=3), [], "who does not read was dropped")
        parley.command(send="and on", to=3)
        self.assert_same(harness.receive(stopped, len(MUCH) + 6), MUCH + b"and on")
        stopped.sendall(b"alive")
        self.assertEqual(parley.wait_received(3, 9), b"stopalive")
        self.figure(f"a peer that did not read for {KEPT_S} s was kept and then read all")

    def test_short_break_is_survived(self):
        parley = self.parley("listen", "10.77.0.1", "0", "--format", "jsonl", "--echo",
                             namespace=self.here)
        peer = self.device(parley, 1)
        self.pull_out("device1")
        peer.sendall(b"late")
        time.sleep(5)
        self.switch.ip("link", "set", "device1", "up")
        self.assertEqual(harness.receive(peer, 4), b"late")
        self.assertEqual(parley.all_of("failed"), [])


if __name__ == "__main__":
    harness.main()
