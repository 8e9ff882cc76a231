"""Raw IP by protocol number: SOCK_RAW of the chapter's reference. 253 is for experiments (RFC
3692)."""
import socket

import harness

PROTOCOL = 253


class Raw(harness.Case):

    def raw_socket(self, address="127.0.0.1"):
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        try:
            peer = socket.socket(family, socket.SOCK_RAW, PROTOCOL)
        except PermissionError:
            self.skipTest("needs CAP_NET_RAW")
        self.addCleanup(peer.close)
        peer.settimeout(harness.WAIT)
        return peer

    def hear(self, peer, wanted):
        """Loopback shows a socket what it sent itself; this waits for the other's packet."""
        while True:
            packet = peer.recv(70_000)
            payload = packet[(packet[0] & 15) * 4:] if peer.family == socket.AF_INET else packet
            if payload == wanted:
                return

    def test_listen(self):
        peer = self.raw_socket()
        parley = self.parley("listen", f"raw://127.0.0.1/{PROTOCOL}", "--format", "jsonl")
        listening = parley.event("listening")
        self.assertEqual((listening["transport"], listening["port"], listening["local"]),
                         ("raw", PROTOCOL, "127.0.0.1"))
        peer.sendto(b"Hello\x00\xff", ("127.0.0.1", 0))
        received = parley.event("received", peer=1)
        self.assertEqual(received["address"], "127.0.0.1")
        self.assertEqual(harness.content(received), b"Hello\x00\xff", "the IP header is cut off")

    def test_connect(self):
        for host in ("127.0.0.1", "::1"):
            with self.subTest(host):
                peer = self.raw_socket(host)
                written = f"[{host}]" if ":" in host else host
                parley = self.parley("connect", f"raw://{written}/{PROTOCOL}", "--format", "jsonl")
                parley.event("connected", transport="raw", address=host)
                parley.command(send="over raw IP")
                self.hear(peer, b"over raw IP")
                peer.sendto(b"back", (host, 0))
                parley.event("received", text="back")
                self.assertEqual(self.stop(parley), 0)

    def test_two_of_our_own(self):
        """Between two addresses of loopback, so that nobody hears himself."""
        self.raw_socket().close()
        listen = self.parley("listen", f"raw://127.0.0.1/{PROTOCOL}", "--format", "jsonl",
                             "--reply", "ping", "pong")
        listen.event("listening")
        connect = self.parley("connect", f"raw://127.0.0.1/{PROTOCOL}", "--format", "jsonl")
        connect.event("connected")
        connect.command(send="ping")
        listen.event("received", text="ping")
        connect.event("received", text="pong")


if __name__ == "__main__":
    harness.main()
