// What a browser says, taken apart: the head of a request (RFC 9112, 2 to 5), its arguments
// (application/x-www-form-urlencoded) and its parts (multipart/form-data, RFC 7578). On memory
// alone: the octets are hostile, and a fuzzer reaches this without a network.
//
// Limits: `head_bytes_max` for a head, `arguments_max` arguments, `part_head_bytes_max` for a
// part's head. What exceeds one makes the request bad.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <vector>

#include "board/api/HTTP_Method.h"
#include "board/api/WString.h"

namespace parley::board::api {

inline constexpr size_t head_bytes_max = 8192;
inline constexpr size_t arguments_max = 64;
inline constexpr size_t part_head_bytes_max = 1024;

struct WebField {
  String name;
  String value;
};

struct WebHead {
  HTTPMethod method = HTTP_ANY;
  String path;   // decoded, without the query
  String query;  // as it came
  bool http_1_1 = false;
  std::vector<WebField> fields;

  /// The field's value, its name in any case; NULL when it is not there.
  const String* field(const char* name) const;
};

/// `head` ends with the empty line. False: a bad request.
bool parse_head(const String& head, WebHead* into);

/// "%41+b" is "A b". A percent sign that is no escape stays.
String url_decode(const String& text);

/// Whether `text` begins with `prefix`, in any case.
bool begins_with(const String& text, const char* prefix);

/// Adds to `into`. False: too many.
bool parse_arguments(const String& text, std::vector<WebField>* into);

/// The value of a parameter: `name="value"` or `name=value` after a semicolon. Empty: it is not
/// there.
String parameter(const String& field, const char* name);

/// Cuts a multipart body into parts, fed octet by octet.
class MultipartReader {
 public:
  enum class Step : uint8_t {
    more,        // nothing to tell
    part_begin,  // `name`, `filename`, `type` say which
    octets,      // `octets()`: up to so many octets of the part
    part_end,
    end,  // of the body
    bad,
  };

  /// The boundary of the Content-Type, 1 to 70 octets (RFC 2046, 5.1.1).
  explicit MultipartReader(const String& boundary);

  Step feed(char octet);

  String name;
  String filename;
  String type;
  bool is_file = false;

  /// After Step::octets, valid until the next feed.
  const char* octets() const { return given_; }
  size_t octets_count() const { return given_count_; }

 private:
  enum class At : uint8_t { delimiter_end, dash, line_end, head, body, done };

  static constexpr size_t delimiter_bytes_max = 4 + 70;

  Step feed_body(char octet);
  Step feed_head(char octet);
  void parse_part_head();

  At at_ = At::body;
  bool in_part_ = false;
  char delimiter_[delimiter_bytes_max + 1] = {};  // CR LF "--" boundary
  size_t delimiter_count_ = 0;
  size_t matched_ = 2;  // the body begins as if after a line's end
  String head_;
  char given_[delimiter_bytes_max + 1] = {};
  size_t given_count_ = 0;
};

}  // namespace parley::board::api
