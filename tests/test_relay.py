"""`parley relay` between ncat and a Python server: nothing is changed on the way, both legs are
shown, and each side's end arrives at the other."""
import random
import socket
import threading

import harness

THERE = random.Random(1).randbytes(3_000_000)
BACK = random.Random(2).randbytes(3_000_000)


class Relay(harness.Case):

    def relay(self, port, *options, **more):
        parley = self.parley("relay", "127.0.0.1:0", "127.0.0.1", str(port), "--format", "jsonl",
                             *options, **more)
        self.assertGreater(parley.port, 0)
        return parley

    def test_both_legs_are_shown(self):
        server = self.server()
        parley = self.relay(server.getsockname()[1])
        ncat = self.tool("ncat", "127.0.0.1", parley.port)
        ncat.write(b"Hello")
        behind = self.accept(server)
        self.assertEqual(harness.receive(behind, 5), b"Hello")
        behind.sendall(b"I am Server")
        ncat.wait_output(lambda data: bytes(data) == b"I am Server")
        ncat.close_input()
        self.assertEqual(harness.receive(behind), b"", "the client's end arrives")
        behind.close()
        self.assertEqual(ncat.exit_code(), 0)
        parley.event("closed", nth=2)
        self.assertEqual(parley.event("connected", peer=2)["address"],
                         "127.0.0.1:{}".format(server.getsockname()[1]))
        self.assertEqual([parley.received(peer) for peer in (1, 2)], [b"Hello", b"I am Server"])
        for peer, said in ((1, "I am Server"), (2, "Hello")):
            self.assertEqual("".join(e["text"] for e in parley.all_of("sent", peer=peer)), said)
        self.assertEqual(parley.event("noted")["reason"],
                         "peer 1 and peer 2 are the two sides of one relayed connection")

    def test_large_both_ways_at_once(self):
        server = self.server()
        parley = self.relay(server.getsockname()[1])
        client = self.client(parley.port)
        behind = self.accept(server)
        ways = [threading.Thread(target=send_and_finish, args=way)
                for way in ((client, THERE), (behind, BACK))]
        got = []
        reading = threading.Thread(target=lambda: got.append(harness.receive(behind)))
        for thread in [*ways, reading]:
            thread.start()
        self.assert_same(harness.receive(client), BACK)
        reading.join(harness.WAIT)
        self.assert_same(got[0], THERE)
        parley.event("closed", nth=2)

    def test_half_close_passes_through(self):
        """A request that ends before its answer begins."""
        server = self.server()
        parley = self.relay(server.getsockname()[1])
        client = self.client(parley.port)
        behind = self.accept(server)
        send_and_finish(client, b"question")
        self.assertEqual(harness.receive(behind), b"question")
        send_and_finish(behind, BACK)
        self.assert_same(harness.receive(client), BACK)

    def test_a_slow_reader_slows_the_sender(self):
        """Nothing piles up in the middle: the sender waits for the other end's reader."""
        server = self.server()
        parley = self.relay(server.getsockname()[1])
        client = self.client(parley.port)
        behind = self.accept(server)
        client.settimeout(1)
        sent = 0
        with self.assertRaises(TimeoutError):
            while sent < 200_000_000:
                sent += client.send(THERE)
        self.figure(f"{sent / 1e6:.1f} MB were taken before the sender had to wait")
        self.assertEqual(len(harness.receive(behind, sent)), sent)

    def test_target_that_is_down(self):
        closed = self.server()
        port = closed.getsockname()[1]
        closed.close()
        parley = self.relay(port)
        client = self.client(parley.port)
        with self.assertRaises(ConnectionResetError, msg="a client learns that it was not served"):
            client.recv(1)
        failed = parley.event("failed")
        self.assertEqual((failed["class"], failed["reason"]),
                         ("refused", f"cannot connect to 127.0.0.1:{port}: connection refused "
                          "(ECONNREFUSED)"))
        self.assertEqual(parley.event("closed", peer=1)["reason"],
                         "the relay could not reach its target")
        with self.server(port=port) as server:
            again = self.client(parley.port)
            again.sendall(b"now")
            self.assertEqual(harness.receive(self.accept(server), 3), b"now")

    def test_reset_passes_through(self):
        server = self.server()
        parley = self.relay(server.getsockname()[1])
        client = self.client(parley.port)
        behind = self.accept(server)
        parley.event("connected", peer=2)
        harness.reset(behind)
        with self.assertRaises(ConnectionResetError):
            client.recv(1)
        self.assertEqual(parley.event("reset", peer=2)["class"], "reset")
        self.assertEqual(parley.event("closed", peer=1)["reason"],
                         "the other side of the relay failed")

    def test_once(self):
        server = self.server()
        parley = self.relay(server.getsockname()[1], "--once")
        client = self.client(parley.port)
        self.accept(server).close()
        self.assertEqual(harness.receive(client), b"")
        client.close()
        self.assertEqual(parley.exit_code(), 0)


def send_and_finish(peer, data):
    peer.sendall(data)
    peer.shutdown(socket.SHUT_WR)


if __name__ == "__main__":
    harness.main()
