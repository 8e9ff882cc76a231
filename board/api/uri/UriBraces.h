// A path with placeholders: UriBraces("/users/{}/devices/{}"); each {} is one segment,
// server.pathArg(i).
#pragma once

#include "board/api/Uri.h"

class UriBraces : public Uri {
 public:
  using Uri::Uri;

  Uri* clone() const override { return new UriBraces(*this); }

  bool canHandle(const String& path, std::vector<String>& path_arguments) override {
    std::vector<String> found;
    unsigned int at = 0;
    for (unsigned int i = 0; i < uri_.length(); ++i) {
      if (uri_[i] == '{' && uri_[i + 1] == '}') {
        const int slash = path.indexOf('/', at);
        const unsigned int end = slash < 0 ? path.length() : static_cast<unsigned int>(slash);
        found.push_back(path.substring(at, end));
        at = end;
        ++i;
      } else if (at >= path.length() || path[at++] != uri_[i]) {
        return false;
      }
    }
    if (at != path.length()) return false;
    path_arguments = found;
    return true;
  }
};
