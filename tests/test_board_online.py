"""`parley board` with the real board kit: sketches that use the network, against sockets and programs
of this computer, through the private router or a shared one."""
import os
import pathlib
import signal
import subprocess
import time

import harness

JOIN = """#include <ESP8266WiFi.h>
void join(const char* name = "anything", const char* password = "whatever") {
  Serial.begin(115200);
  WiFi.mode(WIFI_STA);
  WiFi.begin(name, password);
}
void wait_joined() { while (WiFi.status() != WL_CONNECTED) delay(10); }
"""


class Network(harness.Case):

    def setUp(self):
        super().setUp()
        kit = pathlib.Path(harness.PARLEY).parents[2] / "lib/parley/board/kit.json"
        if not kit.exists():
            self.skipTest(f"needs the board kit: {kit}")
        (self.folder / "run").mkdir(mode=0o700)
        self.environment = {**os.environ, "XDG_STATE_HOME": str(self.folder / "state"),
                            "XDG_CACHE_HOME": str(self.folder / "cache"),
                            "XDG_RUNTIME_DIR": str(self.folder / "run")}

    def board(self, text, *options, name="Sketch", form="jsonl", **more):
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.ino").write_text(JOIN + text)
        return self.parley("board", folder, "--format", form, *options, env=self.environment,
                           cwd=self.folder, **more)

    def wait_said(self, board, text):
        """Waits for words on the board's serial line, however they were cut."""
        wanted = text.encode()
        board.wait_events(lambda events: wanted in board.received(1) if events else None)

    def test_a_client_and_ncat(self):
        free = self.server()
        port = free.getsockname()[1]
        free.close()
        server = self.tool("ncat", "-l", "127.0.0.1", str(port), "-v")
        server.wait_text("Listening on")
        board = self.board("""
WiFiClient client;
void setup() {
  join(); wait_joined();
  Serial.println(client.connect("10.0.2.2", PORT) ? "connected" : "failed");
  client.print("Hello from the board\\n");
}
void loop() {
  while (client.available()) Serial.write(client.read());
  if (!client.connected()) { Serial.println("closed"); delay(100000); }
  delay(1);
}
""".replace("PORT", str(port)))
        server.wait_output(lambda data: bytes(data) == b"Hello from the board\n")
        server.write(b"Hello from ncat\n")
        self.wait_said(board, "Hello from ncat\n")
        server.close_input()
        server.end()
        self.wait_said(board, "closed\r\n")
        self.assertEqual(self.stop(board), 0)

    def test_a_server_behind_a_forward(self):
        board = self.board("""
WiFiServer server(80);
void setup() { join(); wait_joined(); server.begin(); Serial.println("serving"); }
void loop() {
  WiFiClient client = server.available();
  if (!client) return;
  client.print("I am Server\\n");
  while (client.connected()) {
    if (client.available()) client.write((uint8_t)client.read());
    delay(0);
  }
  Serial.println("left");
}
""", "--forward", "0:80")
        listening = board.event("listening")
        self.assertEqual(listening["transport"], "tcp")
        self.assertEqual(listening["board_port"], 80)
        self.assertEqual(listening["local"], f"127.0.0.1:{listening['port']}")
        self.wait_said(board, "serving\r\n")
        client = self.client(listening["port"])
        client.sendall(b"echo me\n")
        self.assertEqual(harness.receive(client, 20), b"I am Server\necho me\n")
        client.close()
        self.wait_said(board, "left\r\n")
        self.assertEqual(self.stop(board), 0)

    def test_a_forward_of_datagrams(self):
        board = self.board("""
#include <WiFiUdp.h>
WiFiUDP udp;
void setup() { join(); wait_joined(); udp.begin(4210); Serial.println("ready"); }
void loop() {
  int size = udp.parsePacket();
  if (size <= 0) { delay(1); return; }
  char text[64];
  int got = udp.read(text, sizeof text);
  udp.beginPacket(udp.remoteIP(), udp.remotePort());
  udp.write((const uint8_t*)text, got);
  udp.endPacket();
}
""", "--forward", "udp:0:4210")
        listening = board.event("listening")
        self.assertEqual((listening["transport"], listening["board_port"]), ("udp", 4210))
        self.wait_said(board, "ready\r\n")
        ncat = self.tool("ncat", "-u", "127.0.0.1", str(listening["port"]))
        ncat.write(b"ping")
        ncat.wait_output(lambda data: bytes(data) == b"ping")
        self.assertEqual(self.stop(board), 0)

    def test_a_port_that_is_taken(self):
        port = self.server().getsockname()[1]
        board = self.board("void setup() { join(); wait_joined(); Serial.println(\"up\"); }\n"
                           "void loop() { delay(1); }\n", "--forward", f"{port}:80")
        failed = board.event("noted", **{"class": "in_use"})
        self.assertTrue(failed["reason"].startswith(
            f"cannot forward 127.0.0.1:{port} to the board's port 80: "), failed)
        self.wait_said(board, "up\r\n")
        self.assertEqual(self.stop(board), 0)

    def test_what_the_router_does_is_told(self):
        board = self.board("void setup() { join(\"Home\", \"secret-word\"); wait_joined(); }\n"
                           "void loop() { delay(1); }\n", "--ssid", "Home", "--password",
                           "secret-word")
        board.event("noted", reason="Sketch: joined the Wi-Fi \"Home\"")
        board.event("noted", reason="Sketch: has the address 10.0.2.15")
        self.assertEqual(self.stop(board), 0)

    def test_a_wrong_password(self):
        board = self.board("void setup() { join(\"Home\", \"wrong-word\"); }\n"
                           "void loop() { Serial.println(WiFi.status()); delay(500); }\n",
                           "--ssid", "Home", "--password", "secret-word", form="raw")
        board.wait_text("Sketch: the router refused the Wi-Fi \"Home\": the password is wrong")
        self.assertEqual(self.stop(board), 0)

    def test_the_end_comes_through_an_endless_connect(self):
        port = self.server()
        number = port.getsockname()[1]
        port.close()
        board = self.board("""
WiFiClient client;
void setup() {
  join(); wait_joined();
  while (!client.connect("10.0.2.2", PORT)) Serial.println("Connection failed.");
}
void loop() {}
""".replace("PORT", str(number)))
        self.wait_said(board, "Connection failed.\r\nConnection failed.\r\n")
        began = time.monotonic()
        self.assertEqual(self.stop(board, signal.SIGTERM), 0)
        self.assertLess(time.monotonic() - began, 2)
        self.assertEqual(board.all_of("failed"), [])

    def test_a_restart_is_the_same_conversation(self):
        board = self.board("""
void setup() {
  Serial.begin(115200);
  Serial.println(ESP.getResetReason());
  if (ESP.getResetInfoPtr()->reason == REASON_SOFT_RESTART) return;
  delay(100);
  ESP.restart();
}
void loop() { delay(1); }
""")
        self.wait_said(board, "Software/System restart\r\n")
        self.assertEqual([e["connection"] for e in board.all_of("connected")], [1])
        self.assertEqual(self.stop(board), 0)

    def test_flash_is_kept(self):
        sketch = """
#include <EEPROM.h>
void setup() {
  Serial.begin(115200);
  EEPROM.begin(16);
  Serial.printf("was %u\\n", EEPROM.read(0));
  EEPROM.write(0, EEPROM.read(0) + 1);
  Serial.println(EEPROM.commit() ? "kept" : "lost");
}
void loop() { delay(1); }
"""
        for options, values in (((), (255, 0, 1)), (("--flash", "here/eeprom"), (255, 0))):
            for value in values:
                board = self.board(sketch, *options)
                self.wait_said(board, f"was {value}\nkept\r\n")
                self.assertEqual(self.stop(board), 0)

    def test_a_name_for_an_address(self):
        server = self.server()
        board = self.board("""
WiFiClient client;
void setup() {
  join(); wait_joined();
  Serial.println(client.connect("********", 1) ? "connected" : "failed");
}
void loop() { delay(1); }
""", "--host", f"********=10.0.2.2:{server.getsockname()[1]}")
        self.accept(server)
        self.wait_said(board, "connected\r\n")
        self.assertEqual(self.stop(board), 0)

    def test_a_capture(self):
        server = self.server()
        capture = self.folder / "with space.pcapng"
        board = self.board("""
WiFiClient client;
void setup() { join(); wait_joined(); client.connect("10.0.2.2", PORT); client.print("Hello"); }
void loop() { delay(1); }
""".replace("PORT", str(server.getsockname()[1])), "--capture", capture.name)
        self.assertEqual(harness.receive(self.accept(server), 5), b"Hello")
        self.assertEqual(self.stop(board), 0)
        self.need_program("tshark")
        seen = subprocess.run(["tshark", "-r", capture, "-Y", "tcp.flags.syn==1&&tcp.flags.ack==0",
                               "-T", "fields", "-e", "tcp.options.mss_val", "-e",
                               "tcp.window_size_value"], capture_output=True, check=True,
                              encoding="utf-8", timeout=harness.WAIT)
        self.assertIn("536\t2144\n", seen.stdout)

    def test_the_router_dies_and_comes_back(self):
        server = self.server()
        board = self.board("""
WiFiClient client;
void setup() { join(); }
void loop() {
  if (!client.connected()) {
    client.stop();
    if (WiFi.status() == WL_CONNECTED && client.connect("10.0.2.2", PORT)) {
      Serial.println("connected");
    }
  }
  client.print("x");  // who only listens never learns that the way is gone
  delay(50);
}
""".replace("PORT", str(server.getsockname()[1])), "--forward", "0:80")
        self.accept(server)
        self.wait_said(board, "connected\r\n")
        time.sleep(2.1)  # a router that dies at once would not be started again
        routers = subprocess.run(["pgrep", "-P", str(board.pid), "-f", "router --private"],
                                 capture_output=True, check=True, encoding="utf-8").stdout.split()
        self.assertEqual(len(routers), 1)
        os.kill(int(routers[0]), signal.SIGKILL)
        self.accept(server)
        self.wait_said(board, "connected\r\nconnected\r\n")
        self.assertEqual(board.event("listening", nth=2)["board_port"], 80)
        self.assertEqual(self.stop(board), 0)

    def test_two_boards_on_one_router(self):
        self.parley("router", "lab", "--format", "jsonl", env=self.environment)
        self.wait_until((self.folder / "run/parley/lab.router").exists, "the router")
        server = self.board("""
WiFiServer server(7);
void setup() { join(); wait_joined(); Serial.println(WiFi.localIP()); server.begin(); }
void loop() {
  WiFiClient client = server.available();
  if (client) client.print("from the other board");
  delay(1);
}
""", "--router", "lab", name="Server")
        self.wait_said(server, "10.0.2.15\r\n")
        client = self.board("""
WiFiClient client;
void setup() { join(); wait_joined(); client.connect("10.0.2.15", 7); }
void loop() { while (client.available()) Serial.write(client.read()); delay(1); }
""", "--router", "lab", name="Client")
        self.wait_said(client, "from the other board")
        self.assertEqual(self.stop(client), 0)
        self.assertEqual(self.stop(server), 0)


if __name__ == "__main__":
    harness.main()
