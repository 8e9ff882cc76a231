// The ladder on a terminal or a page: for each conversation its two ends as two bars, and between
// them each segment as an arrow, with its words beside it.
//
//            client                  server
//     +0.000 ms  |-------- SYN -------->|  may I connect? ...
//
// Of a file each conversation is shown as a whole, one after the other; what is shown live, or is
// followed, comes as it happened, with a heading wherever the conversation changes.
//
// Limits: holds `held_bytes_max` of text; beyond that it shows what it has, and goes on below a
// heading that says so. Thread rule: one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/address.h"
#include "wire/ladder.h"

namespace parley::cli {

struct LadderStyle {
  bool brief = false;   ///< one line for each conversation, no arrows
  bool text = false;    ///< the whole content below each row
  bool hex = false;     ///< the same as a hex dump
  bool colour = false;  ///< SGR (ECMA-48)
  bool live = false;    ///< rows as they happen
  std::size_t columns = 100;

  // Which conversations; 0 and nothing are all.
  std::uint32_t number = 0;
  std::optional<IpAddress> host{};
  std::optional<Port> port{};
};

class LadderView {
 public:
  static constexpr std::size_t held_bytes_max = 64 * 1024 * 1024;

  /// `write` takes finished lines.
  LadderView(LadderStyle style, std::function<void(std::string_view)> write);

  void show(const wire::Flow& flow, const wire::Summary& summary, const wire::Row& row);
  void gone(const wire::Flow& flow, const wire::Summary& summary);

  /// Conversations that were shown.
  std::size_t shown() const { return shown_; }

 private:
  struct Held {
    std::string heading;
    std::string rows;
    bool begun = false;  // something of it was written before
    bool told = false;   // brief: its line was
  };

  bool chosen(const wire::Flow& flow) const;
  void brief(const wire::Flow& flow, const wire::Summary& summary);
  void write_held(std::uint32_t number, Held& held);
  void append_row(const wire::Row& row, std::string& out) const;
  void append_content(const wire::Row& row, std::string& out) const;
  std::string heading(const wire::Flow& flow) const;
  std::string coloured(std::string_view text, std::string_view colour) const;

  LadderStyle style_;
  std::function<void(std::string_view)> write_;
  std::map<std::uint32_t, Held> held_;
  std::size_t held_bytes_ = 0;
  std::uint32_t last_ = 0;  // whose rows were written last
  std::size_t shown_ = 0;
};

}  // namespace parley::cli
