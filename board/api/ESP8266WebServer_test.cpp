#include "board/api/ESP8266WebServer.h"

#include <gtest/gtest.h>
#include <string>

#include "board/api/board_twin.h"

namespace parley::board::api {
namespace {

class WebServerTest : public BoardTest {
 protected:
  void SetUp() override {
    join();
    server.begin();
  }
  void TearDown() override { server.stop(); }

  /// loop() for that long.
  void serve(std::uint64_t us) {
    for (const std::uint64_t until = port::micros() + us; port::micros() < until; wait(1 * ms)) {
      server.handleClient();
    }
  }

  /// What the server says to this, in one connection.
  std::string ask(const std::string& request) {
    TcpPeer& peer = network.connect(80);
    wait(1 * ms);
    say(&peer, request);
    serve(50 * ms);
    closed = peer.board_sent_fin;
    reset = peer.board_sent_reset;
    return peer.received;
  }

  /// No faster than the server reads: this peer does not look at its window.
  static void say(TcpPeer* peer, const std::string& octets) {
    for (size_t at = 0; at < octets.size(); at += 536) {
      port::twin::at(port::micros() + at / 536 * ms,
                     [peer, part = octets.substr(at, 536)] { peer->send(part); });
    }
  }

  static std::string body(const std::string& response) {
    return response.substr(response.find("\r\n\r\n") + 4);
  }

  ESP8266WebServer server{80};
  bool closed = false;
  bool reset = false;
};

std::string text(const String& from) {
  return {from.c_str(), from.length()};
}

TEST_F(WebServerTest, answers_and_closes) {
  server.on("/", [this] { server.send(200, "text/plain", "hello from esp8266!\r\n"); });
  EXPECT_EQ(ask("GET / HTTP/1.1\r\nHost: x\r\n\r\n"),
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 21\r\n"
            "Connection: close\r\n\r\nhello from esp8266!\r\n");
  EXPECT_TRUE(closed);
  EXPECT_FALSE(reset);
}

TEST_F(WebServerTest, answers_what_nobody_handles) {
  EXPECT_EQ(body(ask("GET /nowhere HTTP/1.1\r\n\r\n")), "Not found: /nowhere");
  server.onNotFound([this] {
    server.send(404, "text/plain", server.uri() + " " + static_cast<int>(server.method()));
  });
  EXPECT_EQ(body(ask("POST /a%21 HTTP/1.1\r\n\r\n")), "/a! 3");
  EXPECT_EQ(ask("nonsense\r\n\r\n").substr(0, 12), "HTTP/1.0 400");
  EXPECT_EQ(ask("GET / HTTP/1.1\r\n" + std::string(9000, 'x')).substr(0, 12), "HTTP/1.0 431");
}

TEST_F(WebServerTest, routes_by_method_and_pattern) {
  server.on("/x", HTTP_GET, [this] { server.send(200, "text/plain", "get"); });
  server.on("/x", HTTP_POST, [this] { server.send(200, "text/plain", "post"); });
  server.on("/x", HTTP_HEAD, [this] { server.send(200, "text/plain", "no body"); });
  EXPECT_EQ(body(ask("GET /x HTTP/1.1\r\n\r\n")), "get");
  EXPECT_EQ(body(ask("POST /x HTTP/1.1\r\n\r\n")), "post");
  EXPECT_EQ(body(ask("HEAD /x HTTP/1.1\r\n\r\n")), "");
  EXPECT_EQ(body(ask("DELETE /x HTTP/1.1\r\n\r\n")), "Not found: /x");
}

TEST_F(WebServerTest, hands_arguments_and_headers_on) {
  std::string seen;
  server.on("/form", [&] {
    for (int i = 0; i < server.args(); ++i) {
      seen += text(server.argName(i)) + "=" + text(server.arg(i)) + ";";
    }
    seen += server.hasArg("b") ? "b" : "-";
    seen += text(server.header("X-One") + "," + server.header("X-Two") + "," + server.hostHeader());
    server.send(204);
  });
  server.collectHeaders("X-One", "X-Three");
  ask("POST /form?a=1 HTTP/1.1\r\nHost: me\r\nx-one: 1\r\nX-Two: 2\r\nContent-Length: 7\r\n"
      "Content-Type: application/x-www-form-urlencoded\r\n\r\nb=2&c=3");
  EXPECT_EQ(seen, "a=1;b=2;c=3;b1,,me");
  seen.clear();
  ask("POST /form HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: "
      "8\r\n\r\n{\"b\":12}");
  EXPECT_EQ(seen, "plain={\"b\":12};-,,");
}

TEST_F(WebServerTest, refuses_bodies_that_it_cannot_hold) {
  EXPECT_EQ(ask("POST / HTTP/1.1\r\nContent-Length: 20000\r\n\r\n").substr(0, 12), "HTTP/1.1 413");
  EXPECT_EQ(ask("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n").substr(0, 12), "HTTP/1.1 400");
  EXPECT_EQ(ask("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n").substr(0, 12),
            "HTTP/1.1 411");
}

TEST_F(WebServerTest, sends_chunks_where_the_length_is_unknown) {
  server.on("/", [this] {
    server.setContentLength(CONTENT_LENGTH_UNKNOWN);
    server.send(200, "text/plain", "");
    server.sendContent("Hello");
    server.sendContent(F(" World"));
  });
  const std::string response = ask("GET / HTTP/1.1\r\n\r\n");
  EXPECT_NE(response.find("Transfer-Encoding: chunked\r\n"), std::string::npos);
  EXPECT_EQ(body(response), "5\r\nHello\r\n6\r\n World\r\n0\r\n\r\n");
  EXPECT_EQ(body(ask("GET / HTTP/1.0\r\n\r\n")), "Hello World");
}

TEST_F(WebServerTest, sends_large_content_whole) {
  const std::string page(20000, 'x');
  server.on("/", [&] { server.send(200, "text/html", page.data(), page.size()); });
  EXPECT_EQ(body(ask("GET / HTTP/1.1\r\n\r\n")), page);
}

TEST_F(WebServerTest, asks_for_a_password) {
  server.on("/", [this] {
    if (!server.authenticate("admin", "esp8266")) return server.requestAuthentication();
    server.send(200, "text/plain", "welcome");
  });
  const std::string refused = ask("GET / HTTP/1.1\r\n\r\n");
  EXPECT_EQ(refused.substr(0, 12), "HTTP/1.1 401");
  EXPECT_NE(refused.find("WWW-Authenticate: Basic realm=\"Login Required\""), std::string::npos);
  EXPECT_EQ(body(ask("GET / HTTP/1.1\r\nAuthorization: Basic YWRtaW46ZXNwODI2Ng==\r\n\r\n")),
            "welcome");
  EXPECT_EQ(ask("GET / HTTP/1.1\r\nAuthorization: Basic YWRtaW46\r\n\r\n").substr(0, 12),
            "HTTP/1.1 401");
}

TEST_F(WebServerTest, takes_an_upload) {
  std::string seen;
  server.on(
      "/up", HTTP_POST, [this] { server.send(200, "text/plain", server.arg("note")); },
      [&] {
        const HTTPUpload& upload = server.upload();
        if (upload.status == UPLOAD_FILE_START) seen += text(upload.filename) + ":";
        if (upload.status == UPLOAD_FILE_WRITE) {
          seen.append(upload.buf, upload.buf + upload.currentSize);
        }
        if (upload.status == UPLOAD_FILE_END) seen += ":" + std::to_string(upload.totalSize);
        if (upload.status == UPLOAD_FILE_ABORTED) seen += "aborted";
      });
  const std::string file(5000, 'y');
  const std::string parts =
      "--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhi\r\n"
      "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.bin\"\r\n\r\n" +
      file + "\r\n--b--\r\n";
  const std::string head =
      "POST /up HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=b\r\n"
      "Content-Length: " +
      std::to_string(parts.size()) + "\r\n\r\n";
  TcpPeer& peer = network.connect(80);
  wait(1 * ms);
  say(&peer, head + parts);
  serve(1 * s);
  EXPECT_EQ(seen, "a.bin:" + file + ":5000");
  EXPECT_EQ(body(peer.received), "hi");
  seen.clear();
  ask(head + parts.substr(0, 200));
  serve(6 * s);
  EXPECT_EQ(seen.substr(seen.size() - 7), "aborted");
}

TEST_F(WebServerTest, keeps_a_connection_only_when_the_sketch_wants_it) {
  server.keepAlive(true);
  server.on("/", [this] { server.send(200, "text/plain", "x"); });
  TcpPeer& peer = network.connect(80);
  wait(1 * ms);
  for (int i = 0; i < 3; ++i) {
    peer.send("GET / HTTP/1.1\r\n\r\n");
    serve(10 * ms);
  }
  EXPECT_NE(peer.received.find("Connection: keep-alive"), std::string::npos);
  EXPECT_EQ(peer.received.size() % 3, 0U);
  EXPECT_FALSE(peer.board_sent_fin);
  peer.send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
  serve(10 * ms);
  EXPECT_TRUE(peer.board_sent_fin);
}

TEST_F(WebServerTest, a_silent_client_makes_room) {
  server.on("/", [this] { server.send(200, "text/plain", "x"); });
  TcpPeer& silent = network.connect(80);
  serve(1 * s);
  EXPECT_FALSE(silent.board_sent_fin);
  EXPECT_EQ(body(ask("GET / HTTP/1.1\r\n\r\n")), "x");
  EXPECT_TRUE(silent.board_sent_fin);
  TcpPeer& half = network.connect(80);
  wait(1 * ms);
  half.send("GET / HT");
  serve(4900 * ms);
  EXPECT_FALSE(half.board_sent_fin);
  serve(200 * ms);
  EXPECT_TRUE(half.board_sent_fin);
}

TEST_F(WebServerTest, hooks_decide_before_anything_else) {
  using Server = ESP8266WebServer;
  String seen;
  server.addHook([&](const String& method, const String& url, WiFiClient* client,
                     const Server::ContentTypeFunction& type) {
    seen = method + " " + url + " " + type(url);
    if (url == "/fail") return Server::CLIENT_MUST_STOP;
    if (url != "/dump.txt") return Server::CLIENT_REQUEST_CAN_CONTINUE;
    client->print("dumped");
    return Server::CLIENT_REQUEST_IS_HANDLED;
  });
  server.on("/", [this] { server.send(200, "text/plain", "x"); });
  EXPECT_EQ(body(ask("GET / HTTP/1.1\r\n\r\n")), "x");
  EXPECT_EQ(ask("PUT /dump.txt HTTP/1.1\r\n\r\n"), "dumped");
  EXPECT_EQ(text(seen), "PUT /dump.txt text/plain");
  EXPECT_EQ(ask("GET /fail HTTP/1.1\r\n\r\n"), "");
  EXPECT_TRUE(closed);
}

TEST_F(WebServerTest, a_sketch_may_keep_the_client) {
  WiFiClient kept;
  server.on("/events", [&] {
    kept = server.client();
    kept.print("HTTP/1.1 200 OK\r\n\r\n");
  });
  ask("GET /events HTTP/1.1\r\n\r\n");
  EXPECT_FALSE(closed);
  kept.print("data: 1");
  wait(1 * ms);
  EXPECT_EQ(body(network.peers().back()->received), "data: 1");
}

}  // namespace
}  // namespace parley::board::api
