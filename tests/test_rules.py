"""Rules: what the program says and decides by itself."""
import datetime
import re
import subprocess
import time

import harness


class Rules(harness.Case):

    def said_to(self, *rules, say=b"", count=None):
        """What a client hears that says something."""
        parley = self.listen(*rules, form="raw", stdin=subprocess.DEVNULL)
        client = self.client(parley.port)
        client.sendall(say)
        if count is None:
            client.shutdown(1)
        return harness.receive(client, count)

    def test_greeting(self):
        parley = self.listen("--greet", r"Hello peer {{PEER}} \7B\5C \\ \t\n", form="raw")
        for number in (1, 2):
            with self.client(parley.port) as peer:
                wanted = b"Hello peer %d {\\ \\ \t\n" % number
                self.assertEqual(harness.receive(peer, len(wanted)), wanted)

    def test_empty_greeting_says_nothing(self):
        self.assertEqual(self.said_to("--greet", ""), b"")

    def test_replies_with_captures(self):
        rules = ["--reply", r"temp\?", r"21.5\n", "--reply", r"set (\w+)=(?P<value>\d+)",
                 r"{{1}} is {{value}}, was '{{0}}'\n"]
        self.assertEqual(self.said_to(*rules, say=b"temp?set led=1;temp?"),
                         b"21.5\nled is 1, was 'set led=1'\n21.5\n")

    def test_reply_to_what_two_reads_cut(self):
        parley = self.listen("--reply", "ping", "pong", stdin=subprocess.DEVNULL)
        peer = self.client(parley.port)
        peer.sendall(b"pi")
        parley.wait_received(1, 2)
        peer.sendall(b"ng")
        self.assertEqual(harness.receive(peer, 4), b"pong")

    def test_reply_to_lines(self):
        """With --frame line an expression sees one line, and an answer is a line."""
        parley = self.listen("--frame", "line", "--reply", "^led (on|off)$", "led is {{1}}",
                             "--reply", "^.*$", "what?", stdin=subprocess.DEVNULL)
        peer = self.client(parley.port)
        peer.sendall(b"led on\r\nled onled off\nled off\n")
        wanted = b"led is on\nwhat?\nled is off\n"
        self.assertEqual(harness.receive(peer, len(wanted)), wanted)

    def test_brackets_stand_for_themselves(self):
        """A set of characters, and a JSON list: what is typed is what is meant."""
        self.assertEqual(self.said_to("--reply", "[xy]", "[1,2]", say=b"x..y"), b"[1,2][1,2]")
        self.assertEqual(self.said_to("--greet", "[x,y]"), b"[x,y]")

    def test_expressions_match_octets(self):
        self.assertEqual(self.said_to("--reply", r"\x00\xff+\x80", r"\00got it\FF",
                                      say=b"..\x00\xff\xff\x80.."), b"\x00got it\xff")

    def test_peer_cannot_bring_macros(self):
        self.assertEqual(self.said_to("--reply", "say (.*);", "{{1}}",
                                      say=b"say {{COUNTER}}\\n{{1}};"), b"{{COUNTER}}\\n{{1}}")

    def test_echo_and_reply_together(self):
        self.assertEqual(self.said_to("--echo", "--reply", "x", "y", say=b"x"), b"xy")

    def test_every(self):
        """One count for all peers: they hear the same."""
        parley = self.listen("--every", "30ms", r"tick {{COUNTER}};", stdin=subprocess.DEVNULL)
        peers = [self.client(parley.port), self.client(parley.port)]
        heard = []
        for peer in peers:
            text = b""
            while text.count(b";") < 4:
                text += harness.receive(peer, 1)
            heard.append([int(number) for number in re.findall(rb"tick (\d+);", text)])
        for numbers in heard:
            self.assertEqual(numbers, list(range(numbers[0], numbers[0] + 4)))
        self.assertLess(abs(heard[0][0] - heard[1][0]), 1000)

    def test_macros(self):
        text = "{{DATE}} {{TIME}} {{UNIXTIME}} {{RANDOM}} {{RANDOM}} {{ADDRESS}} {{COUNTER}};"
        parley = self.listen("--greet", text, form="raw")
        before = time.time()
        heard = []
        for _ in range(2):
            peer = self.client(parley.port)
            words = b""
            while not words.endswith(b";"):
                words += harness.receive(peer, 1)
            heard.append(words.decode()[:-1].split(" "))
            self.assertEqual(heard[-1][5], "{}:{}".format(*peer.getsockname()))
        for date, clock, unix, random, same_random, _, _ in heard:
            stated = datetime.datetime.fromisoformat(f"{date}T{clock}+00:00").timestamp()
            self.assertEqual(int(stated), int(unix))
            self.assertTrue(int(before) <= int(unix) <= time.time(), unix)
            self.assertEqual(random, same_random)
            self.assertTrue(0 <= int(random) <= 65535)
        self.assertEqual([words[6] for words in heard], ["1", "2"])


class Expect(harness.Case):

    def test_met_by_a_server(self):
        """A test of a device in a script: exit code 0 as soon as it said so."""
        server = self.server()
        parley = self.connect(server.getsockname()[1], "--expect", r"READY\s+\d+", "--time-limit",
                              "60s", form="raw", stdin=subprocess.DEVNULL)
        peer = self.accept(server)
        peer.sendall(b"boot... REA")
        peer.sendall(b"DY  42 and more")
        self.assertEqual(parley.exit_code(), 0)

    def test_met_by_a_client(self):
        parley = self.listen("--expect", "Hello", form="raw", stdin=subprocess.DEVNULL)
        self.client(parley.port).sendall(b"This is my IP.")
        self.client(parley.port).sendall(b"Hello")
        self.assertEqual(parley.exit_code(), 0)

    def test_not_met_when_the_peer_leaves(self):
        server = self.server()
        parley = self.connect(server.getsockname()[1], "--expect", "READY", form="raw",
                              stdin=subprocess.DEVNULL)
        self.accept(server).close()
        self.assertEqual(parley.exit_code(), 1)
        self.assertIn("parley: what was expected did not come (--expect)\n", parley.errors)

    def test_not_met_in_time(self):
        parley = self.listen("--expect", "READY", "--time-limit", "100ms", form="raw")
        self.client(parley.port).sendall(b"REA")
        self.assertEqual(parley.exit_code(), 1)
        self.assertIn("the time limit has passed\n", parley.errors)

    def test_time_limit_alone_is_no_failure(self):
        parley = self.listen("--time-limit", "50ms", form="raw")
        self.assertEqual(parley.exit_code(), 0)

    def test_met_by_a_whole_line_only(self):
        parley = self.listen("--frame", "line", "--expect", "^ok$", "--once", form="raw",
                             stdin=subprocess.DEVNULL)
        peer = self.client(parley.port)
        peer.sendall(b"not ok\nokay\no")
        peer.sendall(b"k\n")
        self.assertEqual(parley.exit_code(), 0)


class ScriptedDevice(harness.Case):

    def test_device_that_asks_first(self):
        """A client that greets, answers and repeats without any input: stdin from /dev/null ends
        nothing."""
        server = self.server()
        parley = self.connect(server.getsockname()[1], "--greet", r"Hello\n", "--reply", "who",
                              r"I am {{PEER}}\n", form="raw", stdin=subprocess.DEVNULL)
        peer = self.accept(server)
        self.assertEqual(harness.receive(peer, 6), b"Hello\n")
        peer.sendall(b"who")
        self.assertEqual(harness.receive(peer, 7), b"I am 1\n")
        peer.close()
        self.assertEqual(parley.exit_code(), 0)


if __name__ == "__main__":
    harness.main()
