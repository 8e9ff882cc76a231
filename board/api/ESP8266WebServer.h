// A small web server as sketches know it: routes, arguments, headers, basic authentication,
// uploads.
//
// One client at a time, as on the chip: `handleClient` takes the next one, waits up to 5 s for what
// it still has to say, calls the route's handler and, unless keepAlive(true), closes. What does not
// fit is refused: a head of more than 8 KiB (431), a body that is no upload of more than
// `body_bytes_max` (413).
//
// Not here, and said when a sketch is compiled: serveStatic (no file system), digest
// authentication.
//
// Thread rule: the board's one thread; `handleClient` and everything that sends may wait.
#pragma once

#include <functional>
#include <memory>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <type_traits>
#include <utility>
#include <vector>

#include "board/api/ESP8266WiFi.h"
#include "board/api/HTTP_Method.h"
#include "board/api/Uri.h"
#include "board/api/web_request.h"

#define HTTP_MAX_DATA_WAIT 5000
#define HTTP_UPLOAD_BUFLEN 2048
#define CONTENT_LENGTH_UNKNOWN (static_cast<size_t>(-1))
#define CONTENT_LENGTH_NOT_SET (static_cast<size_t>(-2))

enum HTTPUploadStatus {
  UPLOAD_FILE_START,
  UPLOAD_FILE_WRITE,
  UPLOAD_FILE_END,
  UPLOAD_FILE_ABORTED
};

enum HTTPAuthMethod { BASIC_AUTH };

/// Given to requestAuthentication it does not compile, and the compiler says this type's name.
struct this_board_has_no_digest_authentication_use_BASIC_AUTH {};
inline constexpr this_board_has_no_digest_authentication_use_BASIC_AUTH DIGEST_AUTH;

/// One file of a multipart/form-data body, as much of it as was received last.
struct HTTPUpload {
  HTTPUploadStatus status;
  String filename;
  String name;
  String type;
  size_t totalSize;
  size_t currentSize;
  size_t contentLength;
  uint8_t buf[HTTP_UPLOAD_BUFLEN];
};

class ESP8266WebServer {
 public:
  using THandlerFunction = std::function<void()>;

  /// A hook sees each request before its body is read, and says what becomes of it.
  enum ClientFuture {
    CLIENT_REQUEST_CAN_CONTINUE,  // as if there were no hook
    CLIENT_REQUEST_IS_HANDLED,    // the hook answered
    CLIENT_MUST_STOP,             // the connection is closed without a word
    CLIENT_IS_GIVEN,              // the hook keeps a copy of the client and goes on with it
  };
  using ContentTypeFunction = std::function<String(const String&)>;
  using HookFunction = std::function<ClientFuture(const String& method, const String& url,
                                                  WiFiClient* client, ContentTypeFunction)>;

  static constexpr size_t body_bytes_max = 16384;

  explicit ESP8266WebServer(int port = 80) : server_(static_cast<uint16_t>(port)) {}
  ESP8266WebServer(const IPAddress& address, int port = 80)
      : server_(address, static_cast<uint16_t>(port)) {}

  void begin() { server_.begin(); }
  void begin(uint16_t port) { server_.begin(port); }
  void handleClient();
  void close();
  void stop() { close(); }

  // Routes: the first that fits is taken.

  void on(const Uri& uri, THandlerFunction handler) { on(uri, HTTP_ANY, std::move(handler)); }
  void on(const Uri& uri, HTTPMethod method, THandlerFunction handler) {
    on(uri, method, std::move(handler), upload_handler_);
  }
  void on(const Uri& uri, HTTPMethod method, THandlerFunction handler, THandlerFunction upload);
  void onNotFound(THandlerFunction handler) { not_found_handler_ = std::move(handler); }
  void onFileUpload(THandlerFunction handler) { upload_handler_ = std::move(handler); }

  void addHook(HookFunction hook) { hooks_.push_back(std::move(hook)); }

  template <class FileSystem>
  void serveStatic(const char*, FileSystem&, const char*, const char* = nullptr) {
    static_assert(parley::board::api::exists<FileSystem>,
                  "ESP8266WebServer::serveStatic: this board has no file system");
  }

  // The request

  const String& uri() const { return head_.path; }
  HTTPMethod method() const { return head_.method; }
  WiFiClient& client() { return client_; }
  HTTPUpload& upload() { return *upload_; }
  WiFiServer& getServer() { return server_; }

  /// A body that is no form is the argument "plain".
  const String& arg(const String& name) const;
  const String& arg(int index) const;
  const String& argName(int index) const;
  int args() const { return static_cast<int>(arguments_.size()); }
  bool hasArg(const String& name) const;
  const String& pathArg(unsigned int index) const;

  /// Only collected headers are kept for `header`; Authorization always is.
  void collectHeaders(const char* names[], size_t count);
  template <class... Names>
    requires(std::is_convertible_v<const Names&, String> && ...)
  void collectHeaders(const Names&... names) {
    collected_ = {String(names)...};
  }
  const String& header(const String& name) const;
  const String& header(int index) const;
  const String& headerName(int index) const;
  int headers() const { return static_cast<int>(collected_.size()); }
  bool hasHeader(const String& name) const;
  const String& hostHeader() const;

  bool authenticate(const char* user, const char* password) const;
  void requestAuthentication(HTTPAuthMethod method = BASIC_AUTH, const char* realm = nullptr,
                             const String& body = String());
  void requestAuthentication(this_board_has_no_digest_authentication_use_BASIC_AUTH,
                             const char* = nullptr, const String& = String()) = delete;

  // The response. Without setContentLength its length is the content's; CONTENT_LENGTH_UNKNOWN
  // sends chunks (HTTP/1.1) or closes at the end (HTTP/1.0), and sendContent adds to it.

  void send(int code, const char* type = nullptr, const String& content = String());
  void send(int code, const String& type, const String& content) {
    send(code, type.c_str(), content);
  }
  void send(int code, const char* type, const char* content) {
    send(code, type, content, strlen(content));
  }
  void send(int code, const char* type, const char* content, size_t count);
  void send(int code, const char* type, const uint8_t* content, size_t count) {
    send(code, type, reinterpret_cast<const char*>(content), count);
  }
  void send_P(int code, PGM_P type, PGM_P content) { send(code, type, content); }
  void send_P(int code, PGM_P type, PGM_P content, size_t count) {
    send(code, type, content, count);
  }
  void send(int code, const char* type, Stream& content, size_t count);

  void setContentLength(size_t count) { content_length_ = count; }
  void sendHeader(const String& name, const String& value, bool first = false);
  void sendContent(const String& content) { sendContent(content.c_str(), content.length()); }
  void sendContent(const char* content) { sendContent(content, strlen(content)); }
  void sendContent(const char* content, size_t count);
  void sendContent_P(PGM_P content) { sendContent(content); }
  void sendContent_P(PGM_P content, size_t count) { sendContent(content, count); }

  bool chunkedResponseModeStart(int code, const char* type);
  void chunkedResponseFinalize();

  /// Anything with size() and a Stream's reading.
  template <class File>
  size_t streamFile(File& file, const String& type, int code = 200) {
    const size_t count = file.size();
    send(code, type.c_str(), static_cast<Stream&>(file), count);
    return count;
  }

  void keepAlive(bool wanted) { keep_alive_ = wanted; }
  bool keepAlive() const { return keep_alive_; }
  void enableCORS(bool wanted) { cors_ = wanted; }

  static String urlDecode(const String& text) { return parley::board::api::url_decode(text); }
  static String responseCodeToString(int code);

 private:
  using Field = parley::board::api::WebField;

  struct Route {
    std::unique_ptr<Uri> uri;
    HTTPMethod method;
    THandlerFunction handler;
    THandlerFunction upload;
  };

  void begin_request();
  bool take_client();
  bool read_head();
  bool waited_enough();
  void handle_request();
  void find_route();
  bool hooks_let_through();

  /// 0, or the code to refuse the request with; -1: the client went away.
  int read_body();
  int read_plain_body(size_t count, bool form);
  int read_multipart(const String& boundary, size_t count);
  int take_part_step(parley::board::api::MultipartReader::Step step,
                     const parley::board::api::MultipartReader& reader, String* value);
  void upload_begin(const parley::board::api::MultipartReader& reader);
  void upload_octets(const char* octets, size_t count);
  void upload_end(HTTPUploadStatus status);
  void tell_upload(HTTPUploadStatus status);

  void refuse(int code);
  void finish();
  void drop_client();
  String response_head(int code, const char* type, size_t count);

  WiFiServer server_;
  WiFiClient client_;
  bool busy_ = false;
  uint64_t waiting_since_us_ = 0;

  std::vector<std::unique_ptr<Route>> routes_;
  std::vector<HookFunction> hooks_;
  THandlerFunction not_found_handler_;
  THandlerFunction upload_handler_;
  bool cors_ = false;
  bool keep_alive_ = false;

  // Of the request
  String head_text_;
  parley::board::api::WebHead head_;
  std::vector<Field> arguments_;
  std::vector<String> path_arguments_;
  std::vector<String> collected_;
  std::unique_ptr<HTTPUpload> upload_;
  bool uploading_ = false;
  const Route* route_ = nullptr;

  // Of the response
  String response_fields_;
  size_t content_length_ = CONTENT_LENGTH_NOT_SET;
  bool chunked_ = false;
  bool close_ = false;
};
