"""The two devices of the chapter Parley grew from, with its sequence of calls: no newline is
ever sent, recv(1024), and everything that comes is sent back."""
import threading

import harness


class DeviceAsClient(harness.Case):
    """Connects, sends two texts without a line end, then echoes until the other end closes."""

    def device(self, port):
        device = self.client(port)
        device.send(b"Hello")
        device.send(b"This is my IP.")
        echoed = []

        def echo():
            while data := device.recv(1024):
                echoed.append(data)
                device.send(data)
            device.close()

        loop = threading.Thread(target=echo)
        loop.start()
        self.addCleanup(loop.join, harness.WAIT)
        return loop, echoed

    def test_talks_and_hears_its_echo(self):
        parley = self.listen()
        loop, echoed = self.device(parley.port)
        self.assertEqual(parley.wait_received(1, 19), b"HelloThis is my IP.")
        parley.command(send="led on")
        self.assertEqual(parley.wait_received(1, 25), b"HelloThis is my IP.led on")
        parley.command(close=1)
        closed = parley.event("closed", peer=1)
        self.assertEqual(closed["reason"], "closed here")
        loop.join(harness.WAIT)
        self.assertEqual(b"".join(echoed), b"led on")
        self.assertEqual(self.stop(parley), 0)

    def test_two_sends_in_one_read_are_one_event(self):
        """TCP is a stream: what one read brings is shown as what it is, not cut into messages."""
        parley = self.listen()
        device = self.client(parley.port)
        device.sendall(b"HelloThis is my IP.")
        received = parley.event("received")
        self.assertEqual((received["text"], received["bytes"]), ("HelloThis is my IP.", 19))

    def test_two_devices_of_one_address_are_told_apart(self):
        parley = self.listen()
        first, second = self.client(parley.port), self.client(parley.port)
        parley.event("connected", peer=2)
        first.sendall(b"one")
        parley.wait_received(1, 3)
        second.sendall(b"two")
        parley.wait_received(2, 3)
        parley.command(send="for two", to=2)
        self.assertEqual(harness.receive(second, 7), b"for two")
        parley.command(send="for all")
        self.assertEqual(harness.receive(second, 7), b"for all")
        self.assertEqual(harness.receive(first, 7), b"for all", "what peer 2 got alone came here")
        addresses = [e["address"] for e in parley.all_of("connected")]
        self.assertEqual(addresses, ["{}:{}".format(*peer.getsockname())
                                     for peer in (first, second)])

    def test_device_that_nobody_answers(self):
        """A chapter's client whose server is stopped sees the end, not silence."""
        parley = self.listen()
        device = self.client(parley.port)
        parley.event("connected", peer=1)
        self.assertEqual(self.stop(parley), 0)
        self.assertEqual(device.recv(1024), b"")


class DeviceAsServer(harness.Case):
    """Accepts one client, says who it is, then echoes."""

    def test_talks_and_hears_its_echo(self):
        server = self.server()

        def serve():
            device, _ = server.accept()
            device.settimeout(harness.WAIT)
            with device:
                device.send(b"I am Server")
                while data := device.recv(1024):
                    device.send(data)

        loop = threading.Thread(target=serve)
        loop.start()
        self.addCleanup(loop.join, harness.WAIT)
        parley = self.connect(server.getsockname()[1])
        connected = parley.event("connected")
        self.assertEqual(connected["address"], f"127.0.0.1:{server.getsockname()[1]}")
        self.assertEqual(parley.wait_received(1, 11), b"I am Server")
        parley.command(send="temperature?")
        self.assertEqual(parley.wait_received(1, 23), b"I am Servertemperature?")
        parley.close_input()
        self.assertEqual(parley.exit_code(), 0)
        self.assertEqual(parley.events[-1]["event"], "closed")

    def test_device_that_leaves_ends_the_program(self):
        server = self.server()
        parley = self.connect(server.getsockname()[1])
        device = self.accept(server)
        device.send(b"I am Server")
        device.close()
        self.assertEqual(parley.exit_code(), 0)
        self.assertEqual(parley.received(1), b"I am Server")
        self.assertEqual(parley.events[-1]["reason"], "the peer closed the connection")

    def test_device_that_is_reset(self):
        server = self.server()
        parley = self.connect(server.getsockname()[1])
        device = self.accept(server)
        parley.event("connected")
        harness.reset(device)
        self.assertEqual(parley.exit_code(), 1)
        self.assertEqual(parley.events[-1]["event"], "reset")
        self.assertEqual(parley.events[-1]["class"], "reset")


if __name__ == "__main__":
    harness.main()
