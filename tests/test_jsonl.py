"""A program that uses nothing but jsonl on standard input and output holds a conversation, as
server and as client; and what the contract promises of every line."""
import re
import socket
import struct

import harness

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")


class Jsonl(harness.Case):

    def assert_contract(self, parley):
        """Valid JSON in UTF-8 without control characters; numbers without gaps; time that never
        goes back; one event that ends each connection, after which it says nothing more."""
        self.assertNotRegex(parley.output.replace(b"\n", b""), rb"[\x00-\x1f\x7f]")
        parley.output.decode("utf-8")
        events = parley.all_events
        self.assertEqual([e["n"] for e in events], list(range(1, len(events) + 1)))
        self.assertEqual([e["time"] for e in events], sorted(e["time"] for e in events))
        for event in events:
            self.assertRegex(event["time"], TIME)
        begun = [e["connection"] for e in events if e["event"] == "connected"]
        ended = [e["connection"] for e in events
                 if e["event"] in ("closed", "reset", "failed") and "connection" in e]
        self.assertEqual(sorted(begun), sorted(ended))
        for connection in begun:
            kinds = [e["event"] for e in events if e.get("connection") == connection]
            self.assertEqual(kinds[0], "connected")
            self.assertIn(kinds[-1], ("closed", "reset", "failed"))

    def test_server_holds_a_conversation(self):
        parley = self.listen()
        first = parley.events[0]
        self.assertEqual(first["event"], "listening")
        self.assertEqual(first["n"], 1)
        self.assertEqual(first["transport"], "tcp")
        self.assertEqual(first["local"], f"127.0.0.1:{first['port']}")
        self.assertNotIn("peer", first)
        one, two = self.client(first["port"]), self.client(first["port"])
        connected = parley.event("connected", peer=2)
        self.assertEqual(connected["connection"], 2)
        self.assertEqual(connected["local"], f"127.0.0.1:{first['port']}")
        one.sendall(b"Hello")
        received = parley.event("received", peer=1)
        self.assertEqual((received["text"], received["bytes"]), ("Hello", 5))
        self.assertEqual(received["address"], f"127.0.0.1:{one.getsockname()[1]}")
        parley.command(send="Hello\n", to=2)
        self.assertEqual(harness.receive(two, 6), b"Hello\n")
        self.assertEqual(parley.event("sent")["text"], "Hello\n")
        parley.command(send_hex="00 ff:41,0x42", to="all")
        self.assertEqual(harness.receive(one, 4), b"\x00\xffAB")
        self.assertEqual(harness.receive(two, 4), b"\x00\xffAB")
        self.assertEqual(parley.event("sent", peer=1)["hex"], "00ff4142")
        parley.command(close=1)
        self.assertEqual(harness.receive(one), b"")
        one.close()
        self.assertEqual(parley.event("closed", peer=1)["reason"], "closed here")
        two.sendall(b"bye")
        two.close()
        self.assertEqual(parley.event("closed", peer=2)["reason"], "the peer closed the connection")
        self.assertEqual(parley.received(2), b"bye")
        self.assertEqual(self.stop(parley), 0)
        self.assert_contract(parley)

    def test_client_holds_a_conversation(self):
        server = self.server()
        port = server.getsockname()[1]
        parley = self.connect(port)
        peer = self.accept(server)
        connected = parley.event("connected")
        self.assertEqual(parley.events[0], connected)
        self.assertEqual((connected["peer"], connected["connection"]), (1, 1))
        self.assertEqual(connected["address"], f"127.0.0.1:{port}")
        parley.command(send="temperature?\n")
        self.assertEqual(harness.receive(peer, 13), b"temperature?\n")
        peer.sendall(b"21.5")
        self.assertEqual(parley.event("received")["text"], "21.5")
        parley.close_input()
        self.assertEqual(harness.receive(peer), b"", "the end of standard input is FIN")
        peer.sendall(b"late")
        self.assertEqual(parley.wait_received(1, 8), b"21.5late")
        peer.close()
        self.assertEqual(parley.exit_code(), 0)
        self.assert_contract(parley)

    def test_commands_that_arrive_in_pieces_and_together(self):
        parley = self.listen()
        peer = self.client(parley.port)
        parley.event("connected")
        parley.write(b'{"send":"on')
        parley.write(b'e"}\n\n  \n{"send":"two"}\n{"send":')
        parley.write(b'"three"}\r\n{"send":"four"}')
        self.assertEqual(harness.receive(peer, 11), b"onetwothree")
        parley.close_input()
        self.assertEqual(harness.receive(peer, 4), b"four", "a last line needs no line end")
        self.assertEqual(parley.all_of("noted"), [])

    def test_bad_lines_are_told_and_harm_nothing(self):
        parley = self.listen()
        peer = self.client(parley.port)
        parley.event("connected")
        for line, said in BAD_LINES.items():
            before = len(parley.all_of("noted"))
            parley.write(line.encode() + b"\n")
            noted = parley.event("noted", nth=before + 1)
            self.assertEqual((noted.get("class"), noted["reason"]), said, line)
        parley.command(send="still here")
        self.assertEqual(harness.receive(peer, 10), b"still here")

    def test_numbers_of_peers_are_not_used_again(self):
        parley = self.listen()
        for number in (1, 2, 3):
            self.client(parley.port).close()
            parley.event("closed", peer=number)
        parley.command(send="x", to=2)
        noted = parley.event("noted")
        self.assertEqual((noted["class"], noted["reason"]),
                         ("no_peer", "cannot send to peer 2: there is no such peer now"))
        self.stop(parley)
        self.assert_contract(parley)

    def test_reset_is_its_own_kind(self):
        parley = self.listen()
        peer = self.client(parley.port)
        parley.event("connected")
        harness.reset(peer)
        reset = parley.event("reset", peer=1)
        self.assertEqual(reset["class"], "reset")
        self.assertEqual(reset["reason"], f"cannot read from {reset['address']}: connection reset "
                         "by peer (ECONNRESET)")
        self.stop(parley)
        self.assert_contract(parley)

    def test_what_is_not_utf8_comes_as_hex(self):
        parley = self.listen()
        peer = self.client(parley.port)
        for number, (sent, key, value) in enumerate((
                (b"Gr\xc3\xbc\xc3\x9fe \xe6\xb8\xa9\xe5\xba\xa6", "text", "Grüße 温度"),
                (b"\x00\x1b]0;x\x07\r\n", "text", "\0\x1b]0;x\x07\r\n"),
                ("\u202e\x9b".encode(), "text", "\u202e\x9b"),
                (b"\xff\xfe\x00", "hex", "fffe00"),
                (b"\xc3", "hex", "c3"),
                (b"\xed\xa0\x80", "hex", "eda080")), 1):
            peer.sendall(sent)
            received = parley.event("received", nth=number)
            self.assertEqual(received.get(key), value)
            self.assertEqual(received["bytes"], len(sent))
            self.assertNotIn("hex" if key == "text" else "text", received)
        line = [line for line in parley.output.splitlines() if b'"received"' in line][2]
        self.assertIn(rb"\u202e\u009b", line, "what could harm a terminal is escaped")
        peer.close()
        parley.event("closed")
        self.stop(parley)
        self.assert_contract(parley)

    def test_nobody_to_send_to(self):
        parley = self.listen()
        parley.command(send="x")
        noted = parley.event("noted")
        self.assertEqual((noted["class"], noted["reason"]),
                         ("no_peer", "cannot send to all: nobody is connected"))

    def test_how_the_conversations_stand(self):
        parley = self.listen()
        parley.command(peers=True)
        noted = parley.event("noted")
        self.assertEqual((noted["class"], noted["reason"]),
                         ("no_peer", "cannot tell how the peers stand: nobody is connected"))
        one, two = self.client(parley.port), self.client(parley.port)
        parley.event("connected", peer=2)
        one.sendall(b"Hello")
        parley.wait_received(1, 5)
        parley.command(send="abc", to=2)
        self.assertEqual(harness.receive(two, 3), b"abc")
        parley.command(peers=True)
        first = parley.event("noted", peer=1)
        second = parley.event("noted", peer=2)
        self.assertEqual((first["reason"], first["received"], first["sent"], first["queued"]),
                         ("state", 5, 0, 0))
        self.assertEqual((second["reason"], second["received"], second["sent"]), ("state", 0, 3))
        self.assertEqual(second["connection"], 2)
        for state in (first, second):
            self.assertEqual(set(state["tcp"]), {"rtt_us", "rtt_var_us", "retransmits",
                                                 "unacknowledged", "not_sent",
                                                 "congestion_window"})
        self.assertGreater(second["tcp"]["rtt_us"], 0)
        self.assertEqual(second["tcp"]["retransmits"], 0)
        self.assertGreater(second["tcp"]["congestion_window"], 0)
        two.close()
        closed = parley.event("closed", peer=2)
        self.assertEqual((closed["received"], closed["sent"]), (0, 3))
        self.assertGreater(closed["tcp"]["rtt_us"], 0)
        harness.reset(one)
        self.assertGreater(parley.event("reset", peer=1)["tcp"]["rtt_us"], 0)
        self.stop(parley)
        self.assert_contract(parley)

    def test_state_again_and_again(self):
        """A peer that does not read: what waits for it stands in the figures."""
        parley = self.listen("--state-every", "20ms")
        self.client(parley.port, receive_bytes=4096)
        parley.event("connected")
        self.assertEqual(parley.event("noted")["queued"], 0)
        for _ in range(12):
            parley.command(send="x" * 1_000_000)
        self.wait_until(lambda: any(e["queued"] > 0 and e["tcp"]["not_sent"] > 0
                                    for e in parley.all_of("noted") if "queued" in e),
                        "a state that tells of octets that wait")
        self.stop(parley)

    def test_state_of_what_is_not_tcp(self):
        parley = self.listen("-u", "--state-every", "1ms")
        peer = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.addCleanup(peer.close)
        peer.sendto(b"Hello", ("127.0.0.1", parley.port))
        noted = parley.event("noted", received=5)
        self.assertEqual((noted["reason"], noted["sent"]), ("state", 0))
        self.assertNotIn("tcp", noted)
        self.stop(parley)

    def test_an_interval_has_a_least(self):
        parley = self.parley("listen", "0", "--state-every", "0.1ms")
        self.assertEqual(parley.exit_code(), 2)
        self.assertIn("after --state-every: the shortest time is 1ms", parley.errors)

    def test_line_longer_than_any(self):
        parley = self.listen()
        peer = self.client(parley.port)
        parley.event("connected")
        parley.write(b'{"send":"' + b"x" * 9_000_000 + b'"}\n{"send":"next"}\n')
        noted = parley.event("noted")
        self.assertEqual(noted["class"], "bad_input")
        self.assertIn("longer than 8388608 bytes", noted["reason"])
        self.assertEqual(harness.receive(peer, 4), b"next")


class Framed(harness.Case):

    def test_lines(self):
        """A message is what stands in a line, however the octets were cut; and lines are sent
        whole."""
        parley = self.listen("--frame", "line")
        peer = self.client(parley.port)
        peer.sendall(b'{"a":1}\n{"b":')
        parley.event("received", text='{"a":1}')
        peer.sendall(b'2}\r\n\nlast')
        parley.event("received", text='{"b":2}')
        parley.event("received", text="")
        parley.command(send="reply")
        self.assertEqual(harness.receive(peer, 6), b"reply\n")
        parley.command(send="has its end\n")
        self.assertEqual(harness.receive(peer, 12), b"has its end\n")
        peer.close()
        parley.event("closed")
        self.assertEqual([harness.content(e) for e in parley.all_of("received")],
                         [b'{"a":1}', b'{"b":2}', b""])
        noted = parley.event("noted")
        self.assertEqual(noted["reason"], "the last message was not finished")

    def test_lengths(self):
        parley = self.listen("--frame", "length")
        peer = self.client(parley.port)

        def framed(message):
            return struct.pack(">I", len(message)) + message

        big = bytes(range(256)) * 1024
        stream = framed(b"Hello") + framed(b"") + framed(big)
        peer.sendall(stream[:7])
        peer.sendall(stream[7:])
        parley.event("received", nth=3)
        first, second, third = map(harness.content, parley.all_of("received"))
        self.assertEqual((first, second), (b"Hello", b""))
        self.assert_same(third, big)
        parley.command(send="reply")
        self.assertEqual(harness.receive(peer, 9), framed(b"reply"))

    def test_no_length_at_all(self):
        """A peer that speaks something else is not waited for: "GET " would mean 1.2 GB."""
        parley = self.listen("--frame", "length")
        peer = self.client(parley.port)
        peer.sendall(b"GET / HTTP/1.1\r\n\r\n")
        self.assertEqual(parley.wait_received(1, 18), b"GET / HTTP/1.1\r\n\r\n")
        self.assertEqual(parley.event("noted")["reason"],
                         'the octets "GET " are no length of a message: 1195725856 is above the '
                         'limit of 1048576; framing stopped, what follows is shown as it comes')


BAD_LINES = {
    "{": ("bad_input", 'cannot read the command {: it is no JSON from position 2 on'),
    "hello": ("bad_input", 'cannot read the command hello: it is no JSON from position 1 on'),
    "[1]": ("bad_input", 'cannot read the command [1]: it is an array, not an object such as '
            '{"send":"Hello"}'),
    "{}": ("bad_input",
           'cannot read the command {}: it has none of the keys send, send_hex, close '
           'and peers'),
    '{"send":"a","close":1}': (
        "bad_input", 'cannot read the command {"send":"a","close":1}: it has more than one of the '
        'keys send, send_hex, close and peers'),
    '{"send":5}': ("bad_input",
                   'cannot read the command {"send":5}: "send" is a number, not a string'),
    '{"send_hex":"4"}': (
        "bad_input", 'cannot read the command {"send_hex":"4"}: in "send_hex", the digit "4" at '
        'position 1 stands alone; an octet is two digits, such as 04'),
    '{"send":"a","too":1}': (
        "bad_input", 'cannot read the command {"send":"a","too":1}: the key "too" is not known; '
        'known are send, send_hex, close, peers and to'),
    '{"close":0}': (
        "bad_input", 'cannot read the command {"close":0}: "close" is 0; a peer\'s number is from '
        '1 to 4294967295'),
    '{"close":77}': ("no_peer", "cannot close peer 77: there is no such peer now"),
    '{"send":"a","to":"everybody"}': (
        "bad_input", 'cannot read the command {"send":"a","to":"everybody"}: "to" is a string, not '
        'a peer\'s number or "all"'),
}


if __name__ == "__main__":
    harness.main()
