// What a simulated world did that must never happen. The first is what matters: it ends the run.
//
// Thread rule: one thread.
#pragma once

#include <fmt/format.h>
#include <string>
#include <utility>

namespace parley::simulation {

class Complaints {
 public:
  template <typename... Values>
  void expect(bool holds, fmt::format_string<Values...> words, Values&&... values) {
    if (holds || any()) return;
    first_ = fmt::format(words, std::forward<Values>(values)...);
  }

  bool any() const { return !first_.empty(); }
  const std::string& first() const { return first_; }

 private:
  std::string first_;
};

}  // namespace parley::simulation
