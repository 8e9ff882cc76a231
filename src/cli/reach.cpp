#include "cli/reach.h"

#include <algorithm>
#include <fmt/format.h>

#include "explain/own_firewall.h"
#include "host/subnets.h"
#include "session/addresses.h"

namespace parley::cli {

namespace {

struct Row {
  std::string who;
  std::string address;
  std::string remark;
};

std::string remark_of(const host::LanAddress& address) {
  return fmt::format("({}, {})", address.adapter, host::kind_name(address.kind));
}

std::string rows_text(const std::vector<Row>& rows, std::string_view port) {
  std::size_t width = 0;
  for (const auto& row : rows)
    width = std::max(width, row.address.size());
  std::string text;
  for (const auto& row : rows) {
    std::string line =
        fmt::format("  {:>13} {:<{}}{}  {}", row.who, row.address, width, port, row.remark);
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

/// Each line with two spaces in front of it and a line end.
std::string indented(const std::string& lines) {
  std::string text;
  for (const char c : lines) {
    if (text.empty() || text.back() == '\n') text += "  ";
    text += c;
  }
  return lines.empty() ? text : text + "\n";
}

std::string firewall_remark(event::Transport transport, const Endpoint& local, const Reach& reach) {
  explain::Situation situation;
  situation.operation = explain::Operation::listen;
  situation.transport = transport;
  situation.endpoint = local;
  situation.adapters = reach.adapters;
  situation.default_adapter = reach.default_adapter;
  situation.firewall = reach.firewall;
  return explain::listener_stopped_words(situation);
}

}  // namespace

Reach look_at(const host::Host& host) {
  return {host.adapters().value_or(std::vector<host::Adapter>{}), host.default_adapter(),
          host.wsl(), host.firewall()};
}

std::string reach_text(event::Transport transport, const Endpoint& local, const Reach& reach) {
  const bool raw = transport == event::Transport::raw;
  const std::string port =
      raw ? std::string() : fmt::format(" port {}", static_cast<unsigned>(local.port));
  const bool everywhere = local.address.is_any();
  std::vector<Row> rows;
  for (const auto& lan : host::lan_addresses(reach.adapters, reach.default_adapter)) {
    if (!everywhere && lan.address != local.address) continue;
    if (everywhere && local.address.is_v4() && !lan.address.is_v4()) continue;
    rows.push_back(
        {rows.empty() ? "a device uses" : "or", lan.address.to_string(), remark_of(lan)});
  }
  const bool reachable = !rows.empty();
  if (everywhere || local.address.is_loopback()) {
    const auto family =
        local.address.is_v4() || everywhere ? IpAddress::Family::v4 : IpAddress::Family::v6;
    const auto own = everywhere ? IpAddress::loopback(family) : local.address;
    rows.push_back({"this machine", own.to_string(), ""});
  }
  std::string text = rows_text(rows, port);
  if (everywhere) text += indented(session::reach_remark(reachable, reach.wsl));
  if (local.address.is_loopback()) {
    text += "  only programs on this machine can connect; without ADDRESS devices can, too\n";
  }
  if (everywhere) {
    text += "  peers outside of this machine's own subnets are refused; --allow CIDR serves them\n";
  }
  if (!local.address.is_loopback()) text += indented(firewall_remark(transport, local, reach));
  if (!text.empty()) text.pop_back();
  return text;
}

}  // namespace parley::cli
