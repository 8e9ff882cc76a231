// The boards of a router and everything between them: the air (who is connected to which network),
// the links with their faults, the switch, DHCP, and each board's way out (Nat). No listening
// socket and no loop: those are the router's (router.h), so that a test can be both.
//
// The way of a frame from a board: message -> its up lane -> switch -> DHCP, its Nat, or the down
// lane of another board -> message. Nothing here calls back into what it came from: Nat queues its
// frames, and `settle` moves them on.
//
// Owner: the router. Thread rule: one thread. Limits: lane.h, line.h, nat.h, dhcp_server.h,
// capture.h.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <poll.h>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "board/link/lane.h"
#include "board/router/air.h"
#include "board/router/capture.h"
#include "board/router/dhcp_server.h"
#include "board/router/forwards.h"
#include "board/router/line.h"
#include "board/router/nat.h"

namespace parley::board::router {

/// One board whose process is there.
struct Board {
  Board(link::Connection connection, std::string board_name, const Mac& board_mac,
        std::uint64_t seed);

  std::uint64_t id = 0;
  std::string name;
  Mac mac;
  Mac access_point_mac;
  Line line;

  std::optional<std::uint64_t> network;  ///< owner of the one it is connected to: 0 is the router
  std::string ssid;                      ///< as it asked for it
  std::optional<AirNetwork> access_point;
  std::optional<Ip> ip;  ///< in the router's network, once known
  bool ip_static = false;

  link::Lane up;
  link::Lane down;
  std::unique_ptr<Nat> nat;  ///< from its first join on

  std::uint64_t frames_delivered = 0;
  std::uint64_t frames_unread = 0;   ///< lost, because the board does not read
  std::uint64_t frames_ignored = 0;  ///< of a foreign sender, to nobody, or while not connected

  bool cut() const { return up.settings().down; }
};

struct FabricSettings {
  std::optional<std::string> ssid;      ///< nothing: any name joins
  std::optional<std::string> password;  ///< nothing: any password does; "" is an open network
  std::uint64_t seed = 0;
};

class Fabric {
 public:
  Fabric(FabricSettings settings, const Clock& clock,
         std::function<void(const std::string& notice)> tell);
  ~Fabric();

  // Boards

  /// A board said hello. Null, and a notice, when its name or its MAC address is taken or
  /// impossible.
  Board* add(link::Connection connection, const link::Message& hello);

  /// A message that `decode` took. False: not one that a board may send; end it.
  bool message(Board& board, const link::Message& message);

  /// Forgets those whose line ended; `why` is for the notice.
  void remove_ended();

  /// Tells all boards that their network is gone.
  void end();

  const std::map<std::uint64_t, std::unique_ptr<Board>>& boards() const { return boards_; }

  // Time and descriptors

  /// Before poll(2): what the boards' ways out wait for, and how long at most.
  void fill(std::vector<pollfd>& into, Duration& at_most);
  /// After it, with all entries.
  void poll(std::span<const pollfd> all);
  /// Moves on whatever can move now.
  void settle();

  // Steering (commands.h); what is not there yet is remembered.

  Result<std::string> run(const FaultCommand& command);
  Result<std::string> run(const LinkCommand& command);
  Result<std::string> run(const ForwardCommand& command);
  Result<std::string> run(const CaptureCommand& command);
  std::string list() const;  ///< the boards as JSON

 private:
  /// What somebody wished for a board by its name.
  struct Profile {
    link::FaultSettings up;
    link::FaultSettings down;
  };

  // fabric_air.cpp
  std::vector<AirNetwork> air_for(const Board& board) const;
  void join(Board& board, const link::Message& wish);
  void associate(Board& board, const AirNetwork& network, const std::string& ssid);
  void disconnect(Board& board, const char* why);
  void scan(Board& board, const link::Message& wish);
  void open_access_point(Board& board, const link::Message& wish);
  void close_access_point(Board& board, const char* why);
  void drop_stations_of(std::uint64_t owner, const char* why);
  void cut(Board& board);

  // fabric_frames.cpp
  void enter_up(Board& board, std::uint8_t interface, Frame frame);
  void enter_down(Board& board, std::uint8_t interface, Frame frame);
  void deliver(Board& board, std::uint8_t interface, Frame frame);
  void switch_frame(Board& from, Frame frame);
  void switch_in_router(Board& from, Frame frame);
  void switch_to_stations(const Board& owner, Frame frame, const Board* except);
  void to_router(Board& from, Frame frame);
  bool serve_dhcp(Board& from, Frame frame);
  void learn_address(Board& board, Frame frame);
  void has_address(Board& board, Ip ip, bool is_static, const std::string& host_name);
  void lose_address(Board& board);
  bool settle(Board& board, SteadyTime now);
  void record_sent(const Board& board, Frame frame, bool lost);

  Board* by_name(const std::string& name) const;
  void apply(Board& board);
  Profile& profile(const std::string& name);
  std::vector<Board*> named(const std::string& name) const;

  FabricSettings settings_;
  const Clock& clock_;
  std::function<void(const std::string&)> tell_;
  std::map<std::uint64_t, std::unique_ptr<Board>> boards_;
  std::uint64_t id_next_ = 1;
  std::map<std::string, Profile> profiles_;
  Profile profile_default_;
  DhcpServer dhcp_;
  Forwards forwards_;
  std::vector<std::unique_ptr<Capture>> captures_;
};

}  // namespace parley::board::router
