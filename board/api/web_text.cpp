#include "board/api/web_text.h"

#include <stdint.h>

namespace parley::board::api {
namespace {

struct Phrase {
  int code;
  const char* text;
};
constexpr Phrase phrases[] = {
    {100, "Continue"},
    {101, "Switching Protocols"},
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {203, "Non-Authoritative Information"},
    {204, "No Content"},
    {205, "Reset Content"},
    {206, "Partial Content"},
    {300, "Multiple Choices"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {305, "Use Proxy"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {402, "Payment Required"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {407, "Proxy Authentication Required"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {422, "Unprocessable Content"},
    {426, "Upgrade Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
};

struct Ending {
  const char* ending;
  const char* type;
};
constexpr Ending endings[] = {
    {".html", "text/html"},
    {".htm", "text/html"},
    {".txt", "text/plain"},
    {".css", "text/css"},
    {".js", "application/javascript"},
    {".json", "application/json"},
    {".png", "image/png"},
    {".gif", "image/gif"},
    {".jpg", "image/jpeg"},
    {".ico", "image/x-icon"},
    {".svg", "image/svg+xml"},
    {".xml", "text/xml"},
};

constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

const char* reason_phrase(int code) {
  for (const Phrase& phrase : phrases) {
    if (phrase.code == code) return phrase.text;
  }
  return "";
}

String content_type(const String& path) {
  for (const Ending& known : endings) {
    if (path.endsWith(known.ending)) return String(known.type);
  }
  return String("application/octet-stream");
}

String base64(const String& text) {
  String result;
  const unsigned int count = text.length();
  const auto octet = [&text, count](unsigned int at) {
    return at < count ? uint32_t{static_cast<uint8_t>(text[at])} : 0U;
  };
  for (unsigned int at = 0; at < count; at += 3) {
    const uint32_t group = octet(at) << 16 | octet(at + 1) << 8 | octet(at + 2);
    result += digits[group >> 18];
    result += digits[group >> 12 & 63];
    result += at + 1 < count ? digits[group >> 6 & 63] : '=';
    result += at + 2 < count ? digits[group & 63] : '=';
  }
  return result;
}

}  // namespace parley::board::api
