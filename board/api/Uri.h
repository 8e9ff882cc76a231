// What a path of ESP8266WebServer's `on` is compared with: literally, or as uri/UriBraces.h and
// uri/UriGlob.h have it.
#pragma once

#include <vector>

#include "board/api/WString.h"

class Uri {
 public:
  Uri(const char* uri) : uri_(uri) {}
  Uri(const String& uri) : uri_(uri) {}
  Uri(const __FlashStringHelper* uri) : uri_(uri) {}
  virtual ~Uri() = default;

  /// A copy for a server to keep.
  virtual Uri* clone() const { return new Uri(*this); }

  /// Whether the request's path is meant; `path_arguments` gets what its placeholders stand for.
  virtual bool canHandle(const String& path, std::vector<String>& path_arguments) {
    (void)path_arguments;
    return path == uri_;
  }

 protected:
  const String uri_;
};
