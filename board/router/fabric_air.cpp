// Who is connected to which network.
#include <algorithm>

#include "board/router/fabric.h"
#include "board/router/notices.h"

namespace parley::board::router {

namespace {

using link::Kind;
using link::Message;

constexpr std::uint64_t router_network = 0;

const char* words_of(Refusal refusal) {
  switch (refusal) {
    case Refusal::no_network: return "no_network";
    case Refusal::wrong_password: return "wrong_password";
    case Refusal::network_full: return "network_full";
  }
  return "";
}

Message plain(Kind kind) {
  Message message;
  message.kind = kind;
  return message;
}

}  // namespace

/// All that this board can hear: neither its own network, nor anything while its link is cut, nor a
/// board whose link is cut.
std::vector<AirNetwork> Fabric::air_for(const Board& board) const {
  std::vector<AirNetwork> air;
  if (board.cut()) return air;
  AirNetwork router;
  router.owner = router_network;
  router.ssid = settings_.ssid.value_or(std::string(ssid_default));
  router.password = settings_.password.value_or("");
  router.bssid = router_mac;
  router.any_name = !settings_.ssid;
  router.any_password = !settings_.password;
  router.stations_max = router_stations_max;
  air.push_back(router);
  for (const auto& [id, other] : boards_) {
    if (other->access_point && id != board.id && !other->cut()) {
      air.push_back(*other->access_point);
    }
  }
  for (auto& network : air) {
    network.stations = static_cast<std::size_t>(
        std::count_if(boards_.begin(), boards_.end(), [&](const auto& entry) {
          return entry.second->network == network.owner && entry.first != board.id;
        }));
  }
  return air;
}

void Fabric::join(Board& board, const Message& wish) {
  disconnect(board, "asked");
  const std::string ssid(wish.ssid);
  const auto air = air_for(board);
  JoinWish wanted{wish.ssid, wish.password, std::nullopt};
  if (wish.bssid_wanted) wanted.bssid = wish.bssid;
  const Choice choice = choose(air, wanted);
  if (choice.network != nullptr) {
    associate(board, *choice.network, ssid);
    return;
  }
  Message refused = plain(Kind::refused);
  refused.refusal = choice.refusal;
  board.line.send(refused);
  tell_(notice(
      "refused", board.name,
      {{"ssid", ssid}, {"reason", words_of(choice.refusal)}, {"mac", to_string(board.mac)}}));
}

void Fabric::associate(Board& board, const AirNetwork& network, const std::string& ssid) {
  board.network = network.owner;
  board.ssid = ssid;
  std::string owner_name;
  if (network.owner == router_network) {
    if (!board.nat) board.nat = std::make_unique<Nat>(clock_);
  } else {
    Board& owner = *boards_.at(network.owner);
    owner_name = owner.name;
    Message station = plain(Kind::station_joined);
    station.mac = board.mac;
    owner.line.send(station);
  }
  Message joined = plain(Kind::joined);
  joined.ssid = board.ssid;
  joined.bssid = network.bssid;
  joined.channel = air_channel;
  joined.rssi = signal_strength(settings_.seed, board.mac, network.bssid);
  joined.encrypted = !network.password.empty();
  board.line.send(joined);
  tell_(notice("joined", board.name,
               {{"mac", to_string(board.mac)}, {"ssid", ssid}, {"access_point", owner_name}}));
}

/// Whoever must be told is told by the caller; the owner of the network is told here.
void Fabric::disconnect(Board& board, const char* why) {
  if (!board.network) return;
  const std::uint64_t owner = *board.network;
  lose_address(board);
  board.network.reset();
  board.up.clear();
  board.down.clear();
  const auto found = boards_.find(owner);
  if (found != boards_.end()) {
    Message station = plain(Kind::station_left);
    station.mac = board.mac;
    found->second->line.send(station);
  }
  tell_(notice("left", board.name, {{"ssid", board.ssid}, {"reason", why}}));
}

void Fabric::scan(Board& board, const Message& wish) {
  for (const auto& network : air_for(board)) {
    if (network.hidden && !wish.hidden) continue;
    if (wish.channel != 0 && wish.channel != air_channel) continue;
    Message found = plain(Kind::network);
    found.ssid = network.ssid;
    found.bssid = network.bssid;
    found.channel = air_channel;
    found.rssi = signal_strength(settings_.seed, board.mac, network.bssid);
    found.encrypted = !network.password.empty();
    found.hidden = network.hidden;
    board.line.send(found);
  }
  board.line.send(plain(Kind::scan_done));
}

void Fabric::open_access_point(Board& board, const Message& wish) {
  close_access_point(board, "access_point");
  AirNetwork network;
  network.owner = board.id;
  network.ssid = wish.ssid;
  network.password = wish.password;
  network.bssid = board.access_point_mac;
  network.hidden = wish.hidden;
  network.stations_max = wish.stations_max;
  board.access_point = network;
  board.line.send(plain(Kind::access_point_opened));
  tell_(notice("network", board.name, {{"ssid", network.ssid}, {"state", "open"}}));
}

void Fabric::close_access_point(Board& board, const char* why) {
  if (!board.access_point) return;
  const std::string ssid = board.access_point->ssid;
  drop_stations_of(board.id, why);
  board.access_point.reset();
  tell_(notice("network", board.name, {{"ssid", ssid}, {"state", "closed"}}));
}

void Fabric::drop_stations_of(std::uint64_t owner, const char* why) {
  for (const auto& [id, board] : boards_) {
    if (board->network != owner) continue;
    disconnect(*board, why);
    board->line.send(plain(Kind::lost));
  }
}

/// Its link was cut: what it was connected to, and who was connected to it, are out of reach.
void Fabric::cut(Board& board) {
  if (board.network) {
    disconnect(board, "cut");
    board.line.send(plain(Kind::lost));
  }
  if (board.access_point) drop_stations_of(board.id, "cut");
}

}  // namespace parley::board::router
