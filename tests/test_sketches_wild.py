"""Sketches as they are found in the wild, each built and run as a board, doing what its users know
it to do. One test a sketch, named after it; docs/sketches.md is the table of them
(tests/sketch_table.py writes it)."""
import os
import signal
import socket
import struct
import threading
import time
import unittest
import urllib.error
import urllib.parse
import urllib.request

import boards
import harness
import sketch_table


class Wild(boards.BoardCase):
    """The stand-ins of tests/sketches. A sketch's name for its PC leads to a port of this test."""

    def start(self, name, *options):
        return self.board(self.sketch(name), *options)

    def start_client(self, name, address, *options):
        """A sketch that connects to `address`, and the server that it reaches."""
        server = self.server()
        entry = ("--host", f"{address}={boards.PC}:{server.getsockname()[1]}")
        return self.start(name, *entry, *options), server

    def start_server(self, name, port, ready):
        board = self.start(name, "--forward", f"0:{port}")
        pc_port = board.forwarded()
        board.line(ready)
        return board, pc_port

    def get(self, port, path="/", data=None, headers=None):
        """Status and body of an HTTP request; a redirect is not followed."""
        request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data, headers or {})
        opener = urllib.request.build_opener(NoRedirect)
        try:
            with opener.open(request, timeout=harness.WAIT) as answer:
                return answer.status, answer.read().decode("latin-1")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode("latin-1")

    def refuses_to_build(self, name, *words):
        """It does not compile, and the first error says why in words a user understands."""
        board = self.start(name)
        self.assertEqual(board.exit_code(), 1)
        for word in words:
            self.assertIn(word, board.errors)
        self.assertEqual(board.output, b"")

    # The kit's; tests/test_sketches.py has their whole behaviour.

    def test_KitClient(self):
        board, server = self.start_client("KitClient", "********")
        self.assertEqual(harness.receive(self.accept(server), 21), b"Hello\nThis is my IP.\n")
        board.line("There.\r\n")

    def test_KitServer(self):
        board, port = self.start_server("KitServer", 80, "Port: 80\n")
        self.client(port).sendall(b"line\n")
        board.line("[somebody came]\r\nline\r\n")

    # Clients

    def test_ClientBasic(self):
        board, server = self.start_client("ClientBasic", boards.PC)
        for _ in range(2):
            peer = self.accept(server)
            self.assertEqual(harness.receive(peer, 22), b"hello from the board\r\n")
            peer.sendall(b"and hello to it\r\n")
            self.assertEqual(harness.receive(peer), b"")
        board.match(r"joined, address\r\n10\.0\.2\.15\r\nconnecting to 10\.0\.2\.2:3000\n"
                    r"answer:\r\nand hello to it\r\nclosing\r\npause\r\n")

    def test_ClientTimeout(self):
        board, server = self.start_client("ClientTimeout", boards.PC)
        silent = self.accept(server)
        harness.receive(silent, 19)
        began = time.monotonic()
        board.line(">>> no answer\r\n")
        self.assertGreater(time.monotonic() - began, 1.9)
        peer = self.accept(server)
        peer.sendall(b"noon\n")
        board.line("noon\n")

    def test_StaticAddress(self):
        board, server = self.start_client("StaticAddress", boards.PC)
        self.assertEqual(harness.receive(self.accept(server)), b"static")
        board.line("\naddress 10.0.2.77\r\ngateway 10.0.2.2\r\nname static-board\r\nconnected\r\n")

    # Servers

    def test_ManualWebServer(self):
        board, port = self.start_server("ManualWebServer", 80, "10.0.2.15")
        for path, state in (("/gpio/1", "high"), ("/", "high"), ("/gpio/0", "low")):
            status, body = self.get(port, path)
            self.assertEqual((status, body), (200, f"the pin is {state}\r\n"))
        board.line("GET /gpio/1 HTTP/1.1\r\n")
        board.line("what?\r\n")

    def test_TelnetToSerial(self):
        board, port = self.start_server("TelnetToSerial", 23, "telnet 10.0.2.15\r\n")
        first, second = self.client(port), self.client(port)
        first.sendall(b"to serial\n")
        board.line("to serial\n")
        time.sleep(0.2)
        board.write(b"to both")
        self.assertEqual(harness.receive(first, 7), b"to both")
        self.assertEqual(harness.receive(second, 7), b"to both")
        third = self.client(port)
        self.assertEqual(harness.receive(third), b"busy\r\n")

    def test_HelloServer(self):
        board, port = self.start_server("HelloServer", 80, "HTTP server started\r\n")
        self.assertIn(b"MDNS responder started\r\n", board.output)
        self.assertEqual(self.get(port), (200, "hello from esp8266!\r\n"))
        self.assertEqual(self.get(port, "/inline"), (200, "this works as well"))
        status, picture = self.get(port, "/gif")
        self.assertEqual((status, picture[:6], len(picture)), (200, "GIF87a", 35))
        self.assertEqual(self.get(port, "/nothing?a=1&b=two%20words"),
                         (404, "File Not Found\n\nURI: /nothing\nMethod: GET\nArguments: 2\n"
                               " a: 1\n b: two words\n"))

    def test_AdvancedWebServer(self):
        _, port = self.start_server("AdvancedWebServer", 80, "HTTP server at 10.0.2.15\r\n")
        self.assertIn("Uptime: 00:00:0", self.get(port)[1])
        status, graph = self.get(port, "/test.svg")
        self.assertEqual((status, graph.count("<line")), (200, 38))
        self.assertTrue(graph.endswith("</g>\n</svg>\n"))
        self.assertEqual(self.get(port, "/old")[0], 302)

    def test_BasicAuth(self):
        _, port = self.start_server("BasicAuth", 80, "Open http://10.0.2.15/ in your browser\r\n")
        self.assertEqual(self.get(port)[0], 401)
        right = {"Authorization": "Basic YWRtaW46ZXNwODI2Ng=="}
        self.assertEqual(self.get(port, "/", None, right), (200, "Login OK"))
        form = urllib.parse.urlencode({"name": "a b&c"}).encode()
        self.assertEqual(self.get(port, "/form", form)[1].split(" body=")[0], "name=a b&c")
        plain = {"Content-Type": "text/plain"}
        self.assertEqual(self.get(port, "/form", b"raw text", plain), (200, "name= body=raw text"))
        self.assertEqual(self.get(port, "/headers", None, {"X-Board": "seen"}), (200, "seen"))

    def test_MdnsWebServer(self):
        board, port = self.start_server("MdnsWebServer", 80, "server up\r\n")
        self.assertEqual(self.get(port), (200, "Hello from 10.0.2.15\r\n"))
        self.assertEqual(self.get(port, "/else")[0], 404)
        board.line("/else\r\n")

    # UDP

    def test_UdpEcho(self):
        board = self.start("UdpEcho", "--forward", "udp:0:8888")
        port = board.forwarded()
        board.line("UDP server on port 8888\n")
        peer = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.addCleanup(peer.close)
        peer.settimeout(harness.WAIT)
        peer.sendto(b"hello", ("127.0.0.1", port))
        self.assertEqual(peer.recv(100), b"acknowledged\r\n")
        board.match(r"packet of 5 from 10\.0\.2\.2:\d+ \(to 10\.0\.2\.15:8888\)\n"
                    r"Contents:\r\nhello\r\n")

    def test_NtpClient(self):
        server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.addCleanup(server.close)
        server.bind(("127.0.0.1", 0))
        server.settimeout(harness.WAIT)

        def answer():
            request, sender = server.recvfrom(100)
            if len(request) == 48:
                server.sendto(bytes(40) + struct.pack(">II", 2208988800 + 1000000000, 0), sender)
        thread = threading.Thread(target=answer)
        thread.start()
        self.addCleanup(thread.join, harness.WAIT)
        # The name leads to an address, and the sketch's port 123 of that address to this test.
        board = self.start("NtpClient", "--host", f"time.board.test={boards.PC}",
                           *self.host_entry(server.getsockname()[1], boards.PC))
        board.line("packet received, length=48\r\nUnix time = 1000000000\r\n01:46:40\n")

    # The air

    def test_Scan(self):
        board = self.start("Scan", "--ssid", "Workshop", "--password", "12345678")
        board.match(r"\nlooking\r\n1 found\n  00: \[CH \d\d\] \[[0-9A-F:]{17}\] -\d+dBm \* "
                    r"Workshop\n1 found in the background\n  Workshop \d+\n")

    def test_AccessPoint(self):
        """Two boards: the one joins the other's access point and reads its page."""
        router = self.router()
        board = self.start("AccessPoint", "--router", router.path)
        board.line("ready\r\nAP IP address: 192.168.4.1\r\nHTTP server started\r\nstations: 0\n")
        other = self.start("JoinAccessPoint", "--router", router.path)
        other.match(r"joined, 192\.168\.4\.\d+ by 192\.168\.4\.1\n.*HTTP/1\.\d 200 OK.*"
                    r"<h1>You are connected</h1>\r\ndone")
        board.line("stations: 1\n")

    def test_JoinAccessPoint(self):
        self.test_AccessPoint()

    def test_AccessPointEvents(self):
        router = self.router()
        board = self.start("AccessPointEvents", "--router", router.path)
        board.match(r"open\r\n192\.168\.33\.1\r\n[0-9A-F]{2}:")
        other = self.start("JoinAccessPoint", "--router", router.path, "--mac", "5c:cf:7f:00:00:07",
                           "--set", 'apName="events-ap"', "--set", 'apKey="12345678"')
        board.line("came 5c:cf:7f:00:00:07\r\n")
        other.line("joined, 192.168.33.")
        self.assertEqual(self.stop(other, signal.SIGTERM), 0)
        board.line("left 5c:cf:7f:00:00:07\r\n")

    def test_Events(self):
        board = self.start("Events")
        board.match(r"joined your-ssid, channel \d+\n.*Station connected, IP: 10\.0\.2\.15\r\n"
                    r"disconnecting\r\nlost your-ssid, reason \d+\n")

    def test_Multi(self):
        board = self.start("Multi", "--ssid", "Parley", "--password", "password-here")
        board.match(r"connected to Parley 10\.0\.2\.15\r\nchannel \d+, mask 255\.255\.255\.0\n")

    def test_Interactive(self):
        board = self.start("Interactive")
        board.line("keys")
        for key, answer in (("g", "heap fine, status"), ("s", "wait 3\n"), ("i", "10.0.2.15\r\n"),
                            ("d", "disconnect 1\n"), ("o", "mode 0\n"), ("m", "mode 3\n")):
            board.write(key.encode())
            board.line(answer)

    # The board itself

    def test_TickerBlink(self):
        board = self.start("TickerBlink")
        began = time.monotonic()
        found = board.match(r"once\r\nflipped 40 times, ticks (\d+)\n")
        self.assertLess(time.monotonic() - began, 30)
        self.assertAlmostEqual(int(found[1]), 60, delta=6)

    def test_EepromWrite(self):
        flash = str(self.folder / "flash.bin")
        for count, level in ((0, "1.50"), (1, "3.00"), (2, "6.00")):
            board = self.start("EepromWrite", "--flash", flash)
            board.line(f"record: {count} {level} first\nEEPROM successfully committed\r\n")
            self.assertEqual(b"EEPROM is new" in board.output, count == 0)
            self.assertEqual(self.stop(board, signal.SIGTERM), 0)

    def test_EepromClear(self):
        self.start("EepromClear").line("\n512 octets, sum 0\n")

    def test_StreamParse(self):
        board = self.start("StreamParse")
        board.line("\ndistance 42\nangle -7.50\r\nnorth\r\ntype two numbers\r\n")
        board.write(b"12 and 30.\n")
        board.line("sum 42\r\n2A\r\n101010\r\n")

    def test_HeapMetric(self):
        board = self.start("HeapMetric")
        board.line("start: like a chip's, largest fits, fragments ok\n10000 taken: seen\n"
                   "given back: seen\n100000 are too many\r\n")

    def test_RtcMemory(self):
        board = self.start("RtcMemory")
        board.match(r"CRC does not match: new\r\nstart 1\n.*Software/System restart\r\nCRC ok\r\n"
                    r"start 2\n.*CRC ok\r\nstart 3\n.*Deep-Sleep Wake\r\nCRC ok\r\nstart 4\n")

    def test_FlashCheck(self):
        board = self.start("FlashCheck")
        board.match(r"\nFlash real id: there\nFlash ide mode: known\n"
                    r"Flash Chip configuration ok\.\r\nCPU (80|160) MHz, SDK named, core named, "
                    r"boot known\n")

    def test_BlinkWithoutDelay(self):
        self.start("BlinkWithoutDelay").line("10 changes, pin 0\r\n50\r\n255\r\n")

    @unittest.skipIf(os.environ.get("PARLEY_SANITIZED") == "thread",
                     "ThreadSanitizer holds signals back until the sketch calls something")
    def test_Watchdog(self):
        board = self.start("Watchdog")
        began = board.match(r"\r\n(Power [Oo]n|External System)\r\n") and time.monotonic()
        board.match(r"Soft WDT reset.*Software Watchdog\r\n")
        self.assertGreater(time.monotonic() - began, 3)

    def test_Prototypes(self):
        self.start("Prototypes").line("value 3, good\r\n9\r\n3.142 ff 3\r\n")

    # What a board does not have is said when the sketch is built, and named.

    def test_Broken(self):
        self.refuses_to_build("Broken", "Broken.ino:6:", "conuter")

    def test_ConfigFile(self):
        self.refuses_to_build("ConfigFile", "FS.h")

    def test_SecureClient(self):
        self.refuses_to_build("SecureClient", "WiFiClientSecure")

    def test_HttpGet(self):
        self.refuses_to_build("HttpGet", "ESP8266HTTPClient")

    def test_OverTheAir(self):
        self.refuses_to_build("OverTheAir", "ArduinoOTA")

    def test_CaptivePortal(self):
        self.refuses_to_build("CaptivePortal", "DNSServer")


class NoRedirect(urllib.request.HTTPRedirectHandler):

    def redirect_request(self, *_):
        return None


class Table(harness.Case):

    def test_every_sketch_has_a_test(self):
        names = {folder.name for folder in boards.SKETCHES.iterdir() if folder.is_dir()}
        tests = {name[len("test_"):] for name in dir(Wild) if name.startswith("test_")}
        self.assertEqual(tests, names)

    def test_the_documented_table_is_of_these_sketches(self):
        """What does not depend on a run; `tests/sketch_table.py --write` writes it anew."""
        self.assertEqual(sketch_table.documented(), sketch_table.expected())


if __name__ == "__main__":
    harness.main()
