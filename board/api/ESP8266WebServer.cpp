// The web server: clients, routes, what a sketch asks of a request, and responses. Reading bodies
// is in ESP8266WebServerBody.cpp.
#include "board/api/ESP8266WebServer.h"

#include <algorithm>
#include <stdio.h>

#include "board/api/web_text.h"
#include "board/stack/pump.h"

namespace api = parley::board::api;
namespace port = parley::board::port;
using parley::board::api::WebField;

namespace {

constexpr uint64_t us_per_ms = 1000;

// A browser opens connections ahead of need. One that says nothing makes room for one that waits.
constexpr uint64_t silent_us_max = 30 * us_per_ms;

// One write for a small response: two would wait for each other (Nagle, RFC 1122, 4.2.3.4).
constexpr size_t joined_bytes_max = 2048;

const String nothing;

const String* find(const std::vector<WebField>& fields, const String& name) {
  for (const WebField& field : fields) {
    if (field.name == name) return &field.value;
  }
  return nullptr;
}

}  // namespace

// Clients

void ESP8266WebServer::close() {
  drop_client();
  server_.close();
}

void ESP8266WebServer::begin_request() {
  head_text_ = String();
  head_ = {};
  arguments_.clear();
  path_arguments_.clear();
  upload_.reset();
  uploading_ = false;
  route_ = nullptr;
  response_fields_ = String();
  content_length_ = CONTENT_LENGTH_NOT_SET;
  chunked_ = false;
  close_ = false;
  waiting_since_us_ = port::micros();
}

bool ESP8266WebServer::take_client() {
  if (busy_) return true;
  WiFiClient next = server_.accept();
  if (!next) return false;
  client_ = next;
  busy_ = true;
  begin_request();
  return true;
}

void ESP8266WebServer::handleClient() {
  if (!take_client()) return;
  if (read_head()) {
    handle_request();
  } else if (head_text_.length() > api::head_bytes_max) {
    refuse(431);
  } else if (waited_enough()) {
    drop_client();
  }
}

bool ESP8266WebServer::read_head() {
  while (client_.available() > 0 && head_text_.length() <= api::head_bytes_max) {
    const int octet = client_.read();
    if (octet < 0) return false;
    waiting_since_us_ = port::micros();
    const bool blank = octet == '\r' || octet == '\n';
    if (blank && head_text_.length() == 0) continue;  // RFC 9112, 2.2
    head_text_ += static_cast<char>(octet);
    if (octet == '\n' && (head_text_.endsWith("\r\n\r\n") || head_text_.endsWith("\n\n"))) {
      return true;
    }
  }
  return false;
}

bool ESP8266WebServer::waited_enough() {
  if (client_.connected() == 0) return true;
  const uint64_t silent_us = port::micros() - waiting_since_us_;
  const bool another_waits = head_text_.length() == 0 && server_.hasClient();
  return silent_us >= (another_waits ? silent_us_max : HTTP_MAX_DATA_WAIT * us_per_ms);
}

void ESP8266WebServer::handle_request() {
  const bool understood =
      api::parse_head(head_text_, &head_) && api::parse_arguments(head_.query, &arguments_);
  if (!understood) {
    refuse(400);
    return;
  }
  if (!hooks_let_through()) return;
  find_route();
  const int refused = read_body();
  if (refused < 0) {
    drop_client();
    return;
  }
  if (refused > 0) {
    refuse(refused);
    return;
  }
  // A copy: the handler may change the routes.
  const THandlerFunction handler = route_ != nullptr ? route_->handler : not_found_handler_;
  if (handler) {
    handler();
  } else {
    send(404, "text/plain", "Not found: " + head_.path);
  }
  finish();
}

bool ESP8266WebServer::hooks_let_through() {
  const String method = head_text_.substring(0, static_cast<unsigned>(head_text_.indexOf(' ')));
  for (const HookFunction& hook : hooks_) {
    switch (hook(method, head_.path, &client_, api::content_type)) {
      case CLIENT_REQUEST_CAN_CONTINUE: break;
      case CLIENT_REQUEST_IS_HANDLED: finish(); return false;
      case CLIENT_MUST_STOP:
      case CLIENT_IS_GIVEN: drop_client(); return false;
    }
  }
  return true;
}

void ESP8266WebServer::refuse(int code) {
  close_ = true;
  send(code, "text/plain", responseCodeToString(code));
  finish();
}

void ESP8266WebServer::finish() {
  if (chunked_) chunkedResponseFinalize();
  const String* connection = head_.field("Connection");
  const bool wanted = connection == nullptr || !connection->equalsIgnoreCase("close");
  if (keep_alive_ && wanted && head_.http_1_1 && !close_ && client_.connected() != 0) {
    begin_request();
    return;
  }
  drop_client();
}

void ESP8266WebServer::drop_client() {
  if (!busy_) return;
  client_.flush(0);
  client_ = WiFiClient();  // closes, unless the sketch has kept a copy
  busy_ = false;
}

// Routes

void ESP8266WebServer::on(const Uri& uri, HTTPMethod method, THandlerFunction handler,
                          THandlerFunction upload) {
  auto route = std::make_unique<Route>();
  route->uri.reset(uri.clone());
  route->method = method;
  route->handler = std::move(handler);
  route->upload = std::move(upload);
  routes_.push_back(std::move(route));
}

void ESP8266WebServer::find_route() {
  for (const std::unique_ptr<Route>& route : routes_) {
    if (route->method != HTTP_ANY && route->method != head_.method) continue;
    path_arguments_.clear();
    if (!route->uri->canHandle(head_.path, path_arguments_)) continue;
    route_ = route.get();
    return;
  }
}

// What a sketch asks of the request

const String& ESP8266WebServer::arg(const String& name) const {
  const String* value = find(arguments_, name);
  return value == nullptr ? nothing : *value;
}

const String& ESP8266WebServer::arg(int index) const {
  return index >= 0 && index < args() ? arguments_[static_cast<size_t>(index)].value : nothing;
}

const String& ESP8266WebServer::argName(int index) const {
  return index >= 0 && index < args() ? arguments_[static_cast<size_t>(index)].name : nothing;
}

bool ESP8266WebServer::hasArg(const String& name) const {
  return find(arguments_, name) != nullptr;
}

const String& ESP8266WebServer::pathArg(unsigned int index) const {
  return index < path_arguments_.size() ? path_arguments_[index] : nothing;
}

void ESP8266WebServer::collectHeaders(const char* names[], size_t count) {
  collected_.assign(names, names + count);
}

bool ESP8266WebServer::hasHeader(const String& name) const {
  return header(name).length() > 0;
}

const String& ESP8266WebServer::header(const String& name) const {
  const auto is_name = [&name](const String& each) { return each.equalsIgnoreCase(name); };
  const bool kept = name.equalsIgnoreCase("Authorization") ||
                    std::any_of(collected_.begin(), collected_.end(), is_name);
  const String* value = kept ? head_.field(name.c_str()) : nullptr;
  return value == nullptr ? nothing : *value;
}

const String& ESP8266WebServer::header(int index) const {
  return header(headerName(index));
}

const String& ESP8266WebServer::headerName(int index) const {
  return index >= 0 && index < headers() ? collected_[static_cast<size_t>(index)] : nothing;
}

const String& ESP8266WebServer::hostHeader() const {
  const String* host = head_.field("Host");
  return host == nullptr ? nothing : *host;
}

bool ESP8266WebServer::authenticate(const char* user, const char* password) const {
  const String* given = head_.field("Authorization");
  if (given == nullptr || !given->startsWith("Basic ")) return false;
  const String wanted = api::base64(String(user) + ":" + password);
  return given->substring(6).equalsConstantTime(wanted);
}

void ESP8266WebServer::requestAuthentication(HTTPAuthMethod, const char* realm,
                                             const String& body) {
  const String name = realm == nullptr ? "Login Required" : realm;
  sendHeader("WWW-Authenticate", "Basic realm=\"" + name + "\"");
  send(401, "text/html", body);
}

// Responses

String ESP8266WebServer::responseCodeToString(int code) {
  return String(api::reason_phrase(code));
}

void ESP8266WebServer::sendHeader(const String& name, const String& value, bool first) {
  const String line = name + ": " + value + "\r\n";
  response_fields_ = first ? line + response_fields_ : response_fields_ + line;
}

String ESP8266WebServer::response_head(int code, const char* type, size_t count) {
  String head = head_.http_1_1 ? "HTTP/1.1 " : "HTTP/1.0 ";
  head += code;
  head += ' ';
  head += api::reason_phrase(code);
  head += "\r\nContent-Type: ";
  head += type == nullptr ? "text/html" : type;
  head += "\r\n";
  head += response_fields_;
  response_fields_ = String();
  const size_t length = content_length_ == CONTENT_LENGTH_NOT_SET ? count : content_length_;
  if (length != CONTENT_LENGTH_UNKNOWN) {
    head += "Content-Length: ";
    head += static_cast<unsigned long>(length);
    head += "\r\n";
  } else if (head_.http_1_1) {
    chunked_ = true;
    head += "Transfer-Encoding: chunked\r\n";
  } else {
    close_ = true;  // its end is the content's
  }
  if (cors_) head += "Access-Control-Allow-Origin: *\r\n";
  head += keep_alive_ && !close_ ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
  return head;
}

void ESP8266WebServer::send(int code, const char* type, const String& content) {
  send(code, type, content.c_str(), content.length());
}

void ESP8266WebServer::send(int code, const char* type, const char* content, size_t count) {
  String head = response_head(code, type, count);
  if (head_.method == HTTP_HEAD) count = 0;
  if (!chunked_ && count <= joined_bytes_max) {
    head.concat(content, count);
    count = 0;
  }
  client_.write(head.c_str(), head.length());
  if (count > 0) sendContent(content, count);
}

void ESP8266WebServer::send(int code, const char* type, Stream& content, size_t count) {
  const String head = response_head(code, type, count);
  client_.write(head.c_str(), head.length());
  if (head_.method == HTTP_HEAD) return;
  char octets[256];
  while (count > 0) {
    const size_t read = content.readBytes(octets, std::min(count, sizeof octets));
    if (read == 0) break;
    sendContent(octets, read);
    count -= read;
  }
}

void ESP8266WebServer::sendContent(const char* content, size_t count) {
  if (head_.method == HTTP_HEAD) return;
  if (!chunked_) {
    client_.write(content, count);
    return;
  }
  char size[12];
  snprintf(size, sizeof size, "%lx\r\n", static_cast<unsigned long>(count));
  String chunk = size;
  chunk.concat(content, count);
  chunk += "\r\n";
  client_.write(chunk.c_str(), chunk.length());
  if (count == 0) chunked_ = false;  // an empty chunk is the last (RFC 9112, 7.1)
}

bool ESP8266WebServer::chunkedResponseModeStart(int code, const char* type) {
  if (!head_.http_1_1) return false;
  setContentLength(CONTENT_LENGTH_UNKNOWN);
  send(code, type);
  return true;
}

void ESP8266WebServer::chunkedResponseFinalize() {
  if (!chunked_) return;
  sendContent("", 0);
  chunked_ = false;
}
