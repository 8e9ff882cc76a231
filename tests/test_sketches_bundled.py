"""The sketches that come with Parley, doing what their own first lines promise. TcpClient and
TcpServer have more in test_sketches.py."""
import signal
import socket
import time
import urllib.error
import urllib.request

import boards
import harness


class Bundled(boards.BoardCase):

    def client_of(self, sketch, *options):
        server = self.server()
        entry = self.host_entry(server.getsockname()[1], boards.PC)
        return self.board(sketch, *entry, *options), server

    def server_of(self, sketch, port, ready, *options):
        board = self.board(sketch, "--forward", f"0:{port}", *options)
        pc_port = board.forwarded()
        board.line(ready)
        return board, pc_port

    def test_TcpClient(self):
        board, server = self.client_of("TcpClient")
        self.assertEqual(harness.receive(self.accept(server), 19), b"HelloThis is my IP.")
        board.line("TCP Connected to: 10.0.2.2 : 8888\n")

    def test_TcpServer(self):
        _, port = self.server_of("TcpServer", 8000, "accepting.....\r\n")
        self.assertEqual(harness.receive(self.client(port), 11), b"I am Server")

    def test_RobustClient(self):
        """It comes back after the server went, and later and later while there is none."""
        board, server = self.client_of("RobustClient")
        peer = self.accept(server)
        self.assertRegex(peer.makefile().readline(), r"report 1, up for \d+ s, A0 \d+\n")
        peer.sendall(b"hello, board\n")
        board.line("hello, board\n")
        port = server.getsockname()[1]
        server.close()
        peer.close()
        waits = [int(board.match(rf"(?:again in (\d+) ms\n.*?){{{nth}}}")[1]) for nth in (1, 2, 3)]
        for wait, most in zip(waits, (500, 1000, 2000)):
            self.assertTrue(most // 2 <= wait <= most, waits)
        again = self.accept(self.server(port=port))
        self.assertRegex(again.makefile().readline(), r"report 2, up for \d+ s, A0 \d+\n")

    def test_RobustServer(self):
        """What one client says the others hear; a fifth is sent away; settings outlive a reset."""
        flash = str(self.folder / "flash" / "robust")
        board, port = self.server_of("RobustServer", 8000, "listening on 10.0.2.15 : 8000\n",
                                     "--flash", flash)
        peers = []
        for number in range(1, 5):
            peers.append(self.client(port))
            greeting = f"I am Server, you are client {number}\n".encode()
            self.assertEqual(harness.receive(peers[-1], len(greeting)), greeting)
        self.assertEqual(harness.receive(self.client(port)), b"full\n")
        peers[0].sendall(b"to all others\n")
        for peer in peers[1:]:
            self.assertEqual(harness.receive(peer, 14), b"to all others\n")
        peers[0].close()
        board.line("client 1 left\n")
        board.write(b"ssid Elsewhere\nport 8123\nsave\n")
        board.line("settings: saved, restarting\r\n")
        board.line('settings: from EEPROM\r\nsettings: ssid "Elsewhere"')
        board.line("listening on 10.0.2.15 : 8123\n")
        self.assertEqual(self.stop(board, signal.SIGTERM), 0)

    def test_SerialBridge(self):
        board, port = self.server_of("SerialBridge", 23, "bridge: 10.0.2.15 : 23\n")
        first, second = self.client(port), self.client(port)
        # IAC DO 1, data, IAC IAC (the octet 255 as data), IAC SB 24 1 IAC SE
        first.sendall(b"\xff\xfd\x01to \xff\xffdevice\xff\xfa\x18\x01\xff\xf0\n")
        board.line(b"to \xffdevice\n")
        second.sendall(b"and from the second\n")
        board.line("and from the second\n")
        board.write(b"from device \xff\n")
        for peer in (first, second):
            self.assertEqual(harness.receive(peer, 15), b"from device \xff\xff\n")

    def test_UdpSensor(self):
        sink = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.addCleanup(sink.close)
        sink.bind(("127.0.0.1", 0))
        sink.settimeout(harness.WAIT)
        board = self.board("UdpSensor", *self.host_entry(sink.getsockname()[1], boards.PC),
                           "--forward", "udp:0:8889")
        told = sink.recv(200).decode()
        self.assertRegex(told, r"sensor [0-9a-f]{6}, number 1, A0 \d+\n")
        port = board.forwarded()
        asker = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.addCleanup(asker.close)
        asker.settimeout(harness.WAIT)
        asker.sendto(b"?", ("127.0.0.1", port))
        self.assertRegex(asker.recv(200).decode(), r"sensor [0-9a-f]{6}, number \d+, A0 \d+\n")
        board.match(r"asked by 10\.0\.2\.2 : \d+\n")
        self.assertRegex(sink.recv(200).decode(), r"number [23], ")

    def test_WebPage(self):
        _, port = self.server_of("WebPage", 80, "page at http://10.0.2.15/\n")
        url = f"http://127.0.0.1:{port}"

        def ask(path, data=None):
            with urllib.request.urlopen(url + path, data, timeout=harness.WAIT) as answer:
                return answer.read().decode()
        self.assertIn("<title>Board</title>", ask("/"))
        self.assertRegex(ask("/state"), r'\{"a0":\d+,"led":false\}')
        self.assertRegex(ask("/led", b"on=1"), r'\{"a0":\d+,"led":true\}')
        self.assertRegex(ask("/state"), r'\{"a0":\d+,"led":true\}')
        with self.assertRaises(urllib.error.HTTPError) as caught:
            ask("/nothing")
        self.assertEqual(caught.exception.code, 404)


class Settings(boards.BoardCase):

    def test_spoiled_ones_are_not_taken(self):
        """A checksum guards what EEPROM holds: one changed octet, and the sketch's own are used."""
        flash = self.folder / "flash" / "robust"
        board = self.board("RobustClient", "--flash", str(flash))
        board.line("settings: the sketch's own\r\n")
        board.write(b"host board.test\nsave\n")
        board.line('settings: from EEPROM\r\nsettings: ssid "Parley"')
        board.line("host board.test")
        self.assertEqual(self.stop(board, signal.SIGTERM), 0)
        content = bytearray(flash.read_bytes())
        at = content.index(b"board.test")
        content[at] ^= 1
        flash.write_bytes(content)
        board = self.board("RobustClient", "--flash", str(flash))
        board.line("settings: the sketch's own\r\n")

    def test_wrong_words_change_nothing(self):
        board = self.board("RobustServer")
        board.line("settings: the sketch's own\r\n")
        for words in ("port 0", "port 65536", "ssid " + "x" * 33, "nonsense"):
            board.write(words.encode() + b"\n")
            time.sleep(0.2)
        board.match(r"(settings: ssid NAME, .*){3}")
        board.line("settings: too long, 32 characters at most\n")
        board.write(b"show\n")
        board.match(r'settings: ssid "Parley", password of 11 characters, host -, port 8000\n.*'
                    r'settings: ssid "Parley", password of 11 characters, host -, port 8000\n')


if __name__ == "__main__":
    harness.main()
