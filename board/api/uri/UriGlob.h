// A path as shells compare file names: UriGlob("/files/*"). '*' is any text (slashes too), '?' one
// octet.
#pragma once

#include "board/api/Uri.h"

class UriGlob : public Uri {
 public:
  using Uri::Uri;

  Uri* clone() const override { return new UriGlob(*this); }

  bool canHandle(const String& path, std::vector<String>&) override {
    // Goes back to the last star only, so it is at worst quadratic.
    unsigned int p = 0, t = 0, star = 0, tried = 0;
    bool starred = false;
    while (t < path.length()) {
      if (p < uri_.length() && uri_[p] == '*') {
        starred = true;
        star = ++p;
        tried = t;
      } else if (p < uri_.length() && (uri_[p] == '?' || uri_[p] == path[t])) {
        ++p;
        ++t;
      } else if (starred) {
        p = star;
        t = ++tried;
      } else {
        return false;
      }
    }
    while (p < uri_.length() && uri_[p] == '*')
      ++p;
    return p == uri_.length();
  }
};
