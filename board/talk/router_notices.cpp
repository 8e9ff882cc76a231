#include "board/talk/router_notices.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace parley::board::talk {

namespace {

using nlohmann::json;

std::string text(const json& notice, const char* key) {
  const auto place = notice.find(key);
  return place != notice.end() && place->is_string() ? place->get<std::string>() : "";
}

Port port(const json& notice, const char* key) {
  const auto place = notice.find(key);
  if (place == notice.end() || !place->is_number_unsigned()) return Port{};
  return static_cast<Port>(place->get<std::uint16_t>());
}

std::string refusal_words(const std::string& reason) {
  if (reason == "wrong_password") return "the password is wrong";
  if (reason == "no_network") return "there is no such network";
  if (reason == "network_full") return "it takes no more stations";
  return reason;
}

std::string quoted(const std::string& name) {
  return fmt::format("\"{}\"", name);
}

/// What is told only to those who want everything; empty: nothing to say.
std::string words_of(const std::string& kind, const json& notice) {
  if (kind == "joined") return "joined the Wi-Fi " + quoted(text(notice, "ssid"));
  if (kind == "left") return "left the Wi-Fi " + quoted(text(notice, "ssid"));
  if (kind == "lease") return "has the address " + text(notice, "ip");
  if (kind == "link") return "its link is " + text(notice, "state");
  if (kind == "network") {
    return fmt::format("its own network {} is {}", quoted(text(notice, "ssid")),
                       text(notice, "state"));
  }
  return {};
}

}  // namespace

void RouterNotices::tell(const std::string& line) {
  const json notice = json::parse(line, nullptr, false);
  if (!notice.is_object() || text(notice, "board") != board_) return;
  const std::string kind = text(notice, "notice");
  const std::string state = text(notice, "state");
  const std::string reason = text(notice, "reason");
  if (kind == "forward") {
    event::Party party;
    party.transport =
        text(notice, "transport") == "udp" ? event::Transport::udp : event::Transport::tcp;
    party.local = {IpAddress::loopback(IpAddress::Family::v4), port(notice, "pc_port")};
    const unsigned board_port = static_cast<unsigned>(port(notice, "board_port"));
    if (state == "open") {
      event::Event listening;
      listening.kind = event::Kind::listening;
      listening.party = &party;
      listening.board_port = port(notice, "board_port");
      talk_.tell(listening);
    } else if (state == "failed") {
      talk_.note_failure(
          {ErrorClass::in_use, 0,
           fmt::format("forward {} to the board's port {}", party.local.to_string(), board_port),
           reason});
    } else if (verbose_) {
      talk_.note(fmt::format("{}: the forward from {} is closed", board_, party.local.to_string()));
    }
    return;
  }
  if (kind == "refused") {
    talk_.note(fmt::format("{}: the router refused the Wi-Fi {}: {}", board_,
                           quoted(text(notice, "ssid")), refusal_words(reason)));
  } else if (kind == "board" && state == "refused") {
    talk_.note_failure({ErrorClass::not_admitted, 0, "join the router as " + board_, reason});
  } else if (kind == "capture" && state == "failed") {
    talk_.note_failure({ErrorClass::other, 0, "write the capture " + text(notice, "file"), reason});
  } else if (verbose_) {
    const std::string words = words_of(kind, notice);
    if (!words.empty()) talk_.note(board_ + ": " + words);
  }
}

}  // namespace parley::board::talk
