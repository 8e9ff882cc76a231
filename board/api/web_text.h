// Small texts that a web server needs.
#pragma once

#include "board/api/WString.h"

namespace parley::board::api {

/// Of RFC 9110, 15; empty where it is none of those.
const char* reason_phrase(int code);

/// By the ending of a file's name; "application/octet-stream" where it is unknown.
String content_type(const String& path);

/// RFC 4648, 4.
String base64(const String& text);

}  // namespace parley::board::api
