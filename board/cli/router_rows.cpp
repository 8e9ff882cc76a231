#include "board/cli/router_rows.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "text/notation.h"

namespace parley::board::cli {

namespace {

using nlohmann::json;

/// A field for a terminal; a number as text.
std::string field(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end()) return "";
  if (found->is_string()) return text::to_notation(found->get_ref<const std::string&>());
  return found->dump();
}

std::string reason_in_words(const std::string& reason) {
  if (reason == "no_network") return "there is no such network";
  if (reason == "wrong_password") return "the password is wrong";
  if (reason == "network_full") return "the network is full";
  if (reason == "asked") return "it asked to";
  if (reason == "cut") return "its link was cut";
  if (reason == "access_point") return "the access point closed";
  if (reason == "gone") return "the board is gone";
  return reason;
}

std::string board_words(const json& n) {
  const std::string state = field(n, "state");
  if (state == "there") return "is there (" + field(n, "mac") + ")";
  if (state == "gone") return "is gone";
  return "was refused: " + field(n, "reason");
}

std::string joined_words(const json& n) {
  const std::string point = field(n, "access_point");
  return fmt::format("joined \"{}\"{}", field(n, "ssid"), point.empty() ? "" : " of " + point);
}

std::string forward_words(const json& n) {
  const std::string state = field(n, "state");
  const std::string where = fmt::format("127.0.0.1:{} {} to its port {}", field(n, "pc_port"),
                                        field(n, "transport"), field(n, "board_port"));
  if (state == "failed") return fmt::format("cannot open {}: {}", where, field(n, "reason"));
  return fmt::format("{} {}", where, state == "open" ? "is open" : "is closed");
}

std::string words_of(const json& n, const std::string& kind) {
  if (kind == "board") return board_words(n);
  if (kind == "joined") return joined_words(n);
  if (kind == "forward") return forward_words(n);
  if (kind == "refused") {
    return fmt::format("may not join \"{}\": {}", field(n, "ssid"),
                       reason_in_words(field(n, "reason")));
  }
  if (kind == "left") {
    return fmt::format("left \"{}\": {}", field(n, "ssid"), reason_in_words(field(n, "reason")));
  }
  if (kind == "network") {
    return fmt::format("has an access point: \"{}\" is {}", field(n, "ssid"), field(n, "state"));
  }
  if (kind == "lease") return fmt::format("has {} ({})", field(n, "ip"), field(n, "how"));
  if (kind == "link") return "link is " + field(n, "state");
  if (kind == "fault") {
    return fmt::format("faults: up {}, down {}", field(n, "up"), field(n, "down"));
  }
  if (kind == "capture") {
    return fmt::format("the capture {} ended: {}", field(n, "file"), field(n, "reason"));
  }
  if (kind == "nonsense") return "was ended: " + field(n, "reason");
  return "";
}

std::string direction_words(const json& board, const char* name) {
  const auto found = board.find(name);
  if (found == board.end()) return "";
  const std::string lost = field(*found, "lost");
  const std::string faults = field(*found, "faults");
  std::string words = fmt::format("  {} {} frames", name, field(*found, "frames"));
  if (lost != "0") words += fmt::format(", {} lost", lost);
  if (field(*found, "overflowed") != "0")
    words += fmt::format(", {} too many", field(*found, "overflowed"));
  if (faults != "off") words += fmt::format(" ({})", faults);
  return words;
}

std::string board_rows(const json& board) {
  std::string row = fmt::format("{:<12} {}  {:<6}", field(board, "name"), field(board, "mac"),
                                field(board, "state"));
  const std::string ssid = field(board, "ssid");
  if (!ssid.empty()) row += fmt::format(" \"{}\"", ssid);
  const std::string ip = field(board, "ip");
  if (!ip.empty()) row += " " + ip;
  row += direction_words(board, "up") + direction_words(board, "down");
  if (field(board, "unread") != "0") row += fmt::format("  {} unread", field(board, "unread"));
  for (const auto& forward : board.value("forwards", json::array())) {
    row += fmt::format("\n{:<12} 127.0.0.1:{} {} to port {}: {}", "", field(forward, "pc_port"),
                       field(forward, "transport"), field(forward, "board_port"),
                       field(forward, "state"));
    const std::string reason = field(forward, "reason");
    if (!reason.empty()) row += ", " + reason;
  }
  return row;
}

}  // namespace

std::string notice_row(const std::string& text) {
  const json n = json::parse(text, nullptr, false);
  if (!n.is_object()) return text::to_notation(text);
  const std::string words = words_of(n, field(n, "notice"));
  if (words.empty()) return text::to_notation(text);
  const std::string board = field(n, "board");
  if (board.empty()) return field(n, "notice") == "nonsense" ? "somebody " + words : words;
  return fmt::format("{:<12} {}", board == "*" ? "every board" : board, words);
}

std::string boards_table(const std::string& text) {
  const json list = json::parse(text, nullptr, false);
  if (!list.is_array()) return text::to_notation(text);
  std::string table;
  for (const auto& board : list)
    table += (table.empty() ? "" : "\n") + board_rows(board);
  return table.empty() ? "no board is there" : table;
}

}  // namespace parley::board::cli
