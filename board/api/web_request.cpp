#include "board/api/web_request.h"

#include <string.h>

namespace parley::board::api {
namespace {

struct MethodName {
  const char* name;
  HTTPMethod method;
};
constexpr MethodName methods[] = {
    {"GET", HTTP_GET},     {"HEAD", HTTP_HEAD},     {"POST", HTTP_POST},       {"PUT", HTTP_PUT},
    {"PATCH", HTTP_PATCH}, {"DELETE", HTTP_DELETE}, {"OPTIONS", HTTP_OPTIONS},
};

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

String text(const char* begin, const char* end) {
  String result;
  if (end > begin) result.concat(begin, static_cast<unsigned int>(end - begin));
  return result;
}

bool begins(const char* at, const char* end, const char* prefix) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; };
  for (; *prefix != '\0'; ++at, ++prefix) {
    if (at == end || lower(*at) != lower(*prefix)) return false;
  }
  return true;
}

const char* skip_blanks(const char* at, const char* end) {
  while (at < end && (*at == ' ' || *at == '\t'))
    ++at;
  return at;
}

/// Decoding of a path leaves '+' alone (RFC 3986, 2.2); of an argument it is a space.
String decode(const char* at, const char* end, bool plus_is_space) {
  String result;
  result.reserve(static_cast<unsigned int>(end - at));
  for (; at < end; ++at) {
    const bool escape =
        *at == '%' && end - at > 2 && hex_digit(at[1]) >= 0 && hex_digit(at[2]) >= 0;
    if (escape) {
      result += static_cast<char>(hex_digit(at[1]) * 16 + hex_digit(at[2]));
      at += 2;
    } else {
      result += plus_is_space && *at == '+' ? ' ' : *at;
    }
  }
  return result;
}

/// "GET /path?query HTTP/1.1"
bool parse_request_line(const char* at, const char* end, WebHead* into) {
  const char* method_end = static_cast<const char*>(memchr(at, ' ', static_cast<size_t>(end - at)));
  if (method_end == nullptr) return false;
  const String method = text(at, method_end);
  for (const MethodName& known : methods) {
    if (method == known.name) into->method = known.method;
  }
  if (into->method == HTTP_ANY) return false;
  at = method_end + 1;
  const char* target_end = static_cast<const char*>(memchr(at, ' ', static_cast<size_t>(end - at)));
  if (target_end == nullptr) return false;
  const String version = text(target_end + 1, end);
  if (version != "HTTP/1.1" && version != "HTTP/1.0") return false;
  into->http_1_1 = version == "HTTP/1.1";
  // A proxy's form of the target names the host first (RFC 9112, 3.2.2).
  if (begins(at, target_end, "http://")) {
    at += 7;
    while (at < target_end && *at != '/' && *at != '?')
      ++at;
  }
  const char* query = at;
  while (query < target_end && *query != '?')
    ++query;
  into->path = decode(at, query, false);
  if (into->path.length() == 0) into->path = "/";
  into->query = query < target_end ? text(query + 1, target_end) : String();
  return true;
}

bool parse_field(const char* at, const char* end, std::vector<WebField>* into) {
  const char* colon = static_cast<const char*>(memchr(at, ':', static_cast<size_t>(end - at)));
  if (colon == nullptr || colon == at || into->size() == arguments_max) return false;
  const char* last = end;
  while (last > colon + 1 && (last[-1] == ' ' || last[-1] == '\t'))
    --last;
  into->push_back({text(at, colon), text(skip_blanks(colon + 1, last), last)});
  return true;
}

}  // namespace

const String* WebHead::field(const char* name) const {
  for (const WebField& each : fields) {
    if (each.name.equalsIgnoreCase(name)) return &each.value;
  }
  return nullptr;
}

bool parse_head(const String& head, WebHead* into) {
  *into = WebHead();
  const char* at = head.c_str();
  const char* end = at + head.length();
  if (memchr(at, '\0', head.length()) != nullptr) return false;
  for (bool first = true;; first = false) {
    const auto* line_end =
        static_cast<const char*>(memchr(at, '\n', static_cast<size_t>(end - at)));
    if (line_end == nullptr) return false;
    const char* next = line_end + 1;
    if (line_end > at && line_end[-1] == '\r') --line_end;
    if (line_end == at) return !first;
    const bool fine =
        first ? parse_request_line(at, line_end, into) : parse_field(at, line_end, &into->fields);
    if (!fine) return false;
    at = next;
  }
}

bool begins_with(const String& text, const char* prefix) {
  return begins(text.c_str(), text.c_str() + text.length(), prefix);
}

String url_decode(const String& text) {
  return decode(text.c_str(), text.c_str() + text.length(), true);
}

bool parse_arguments(const String& text, std::vector<WebField>* into) {
  const char* at = text.c_str();
  const char* end = at + text.length();
  while (at < end) {
    const auto* stop = static_cast<const char*>(memchr(at, '&', static_cast<size_t>(end - at)));
    if (stop == nullptr) stop = end;
    const auto* equals = static_cast<const char*>(memchr(at, '=', static_cast<size_t>(stop - at)));
    const char* name_end = equals == nullptr ? stop : equals;
    if (name_end > at) {
      if (into->size() == arguments_max) return false;
      into->push_back({decode(at, name_end, true),
                       equals == nullptr ? String() : decode(equals + 1, stop, true)});
    }
    at = stop + 1;
  }
  return true;
}

String parameter(const String& field, const char* name) {
  const char* at = field.c_str();
  const char* end = at + field.length();
  const String wanted = String(name) + "=";
  while ((at = static_cast<const char*>(memchr(at, ';', static_cast<size_t>(end - at)))) !=
         nullptr) {
    at = skip_blanks(at + 1, end);
    if (!begins(at, end, wanted.c_str())) continue;
    at += wanted.length();
    const bool quoted = at < end && *at == '"';
    const char* value = quoted ? at + 1 : at;
    const char* stop = value;
    while (stop < end && (quoted ? *stop != '"' : *stop != ';' && *stop != ' '))
      ++stop;
    return text(value, stop);
  }
  return String();
}

// Multipart

MultipartReader::MultipartReader(const String& boundary) {
  const size_t count = boundary.length();
  if (count == 0 || count > delimiter_bytes_max - 4) {
    at_ = At::done;
    return;
  }
  memcpy(delimiter_, "\r\n--", 4);
  memcpy(delimiter_ + 4, boundary.c_str(), count);
  delimiter_count_ = count + 4;
}

MultipartReader::Step MultipartReader::feed(char octet) {
  given_count_ = 0;
  switch (at_) {
    case At::body: return feed_body(octet);
    case At::delimiter_end:
      at_ = octet == '-' ? At::dash : At::line_end;
      if (octet == '-' || octet == '\r') return Step::more;
      at_ = At::done;
      return Step::bad;
    case At::dash: at_ = At::done; return octet == '-' ? Step::end : Step::bad;
    case At::line_end:
      if (octet != '\n') {
        at_ = At::done;
        return Step::bad;
      }
      at_ = At::head;
      head_ = String();
      return Step::more;
    case At::head: return feed_head(octet);
    case At::done: return Step::bad;
  }
  return Step::bad;
}

MultipartReader::Step MultipartReader::feed_body(char octet) {
  if (octet == delimiter_[matched_]) {
    if (++matched_ < delimiter_count_) return Step::more;
    matched_ = 0;
    at_ = At::delimiter_end;
    const bool ended = in_part_;
    in_part_ = false;
    return ended ? Step::part_end : Step::more;
  }
  // What looked like the delimiter was content. It can begin anew only here: a boundary has no CR.
  memcpy(given_, delimiter_, matched_);
  given_count_ = matched_;
  matched_ = octet == '\r' ? 1 : 0;
  if (matched_ == 0) given_[given_count_++] = octet;
  if (in_part_ && given_count_ > 0) return Step::octets;
  given_count_ = 0;  // before the first part there may be anything
  return Step::more;
}

MultipartReader::Step MultipartReader::feed_head(char octet) {
  head_ += octet;
  const unsigned int count = head_.length();
  if (count > part_head_bytes_max) {
    at_ = At::done;
    return Step::bad;
  }
  if (head_ != "\r\n" && !head_.endsWith("\r\n\r\n")) return Step::more;
  at_ = At::body;
  in_part_ = true;
  parse_part_head();
  return Step::part_begin;
}

void MultipartReader::parse_part_head() {
  name = filename = type = String();
  const char* at = head_.c_str();
  const char* end = at + head_.length();
  std::vector<WebField> fields;
  while (at < end) {
    const auto* line_end =
        static_cast<const char*>(memchr(at, '\n', static_cast<size_t>(end - at)));
    if (line_end == nullptr) break;
    const char* last = line_end > at && line_end[-1] == '\r' ? line_end - 1 : line_end;
    if (last > at) parse_field(at, last, &fields);
    at = line_end + 1;
  }
  is_file = false;
  for (const WebField& field : fields) {
    if (field.name.equalsIgnoreCase("Content-Type")) type = field.value;
    if (!field.name.equalsIgnoreCase("Content-Disposition")) continue;
    name = parameter(field.value, "name");
    filename = parameter(field.value, "filename");
    is_file = field.value.indexOf("filename=") >= 0;
  }
}

}  // namespace parley::board::api
