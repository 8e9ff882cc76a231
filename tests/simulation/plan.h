// What one seed draws before anything happens: who talks, how the wires and the disk are, and what
// goes wrong when. Plain values.
//
// Most worlds are small, so that ten thousand are a matter of minutes; one in twenty is a flood
// that fills every queue there is.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/clock.h"
#include "net/sim_conditions.h"
#include "talk/settings.h"

namespace parley::simulation {

enum class Scene : std::uint8_t { server, client, relay, datagram_server, datagram_client };

std::string_view scene_name(Scene scene);

/// One far end.
struct PeerPlan {
  /// What it does when it has said everything.
  enum class Ending : std::uint8_t {
    finish,  ///< half-close, and read to the end
    leave,   ///< close at once, whatever is still to be read
    reset,
    stay,  ///< until the talk ends it
  };
  std::size_t host = 0;  ///< its computer; two may share one
  ByteString says;       ///< datagrams: cut at each line end
  Duration starts{};
  Duration between_writes{};
  Duration between_reads{};
  std::size_t write_bytes_max = 1;
  bool reads = true;  ///< false: never, and it goes after `lingers`
  Duration lingers{};
  Ending ending = Ending::finish;
};

/// Something from outside, at a time after the act's beginning.
struct Incident {
  enum class Kind : std::uint8_t {
    cut_wire,      ///< of host `which`
    mend_wire,     ///< of host `which`
    reset_wire,    ///< of host `which`
    step_clock,    ///< by `amount` ms, the sign in `which`
    starve,        ///< the next `amount` accepts find no descriptor
    stall_output,  ///< another sink is full
    drain_output,  ///< and has drained
    writes_fail,   ///< the first after `amount` octets
    disk_full,     ///< `amount` more octets fit
    syncs_fail,
    disk_works,  ///< all of the three above
    disk_slow,
    disk_quick,
    send,  ///< by the user, `amount` octets to one peer
    send_all,
    close_peer,
    finish_all,
    change_rules,
    tell_states,
  };
  Duration at{};
  Kind kind{};
  std::uint64_t which = 0;
  std::uint64_t amount = 0;
};

/// One run of the program.
struct ActPlan {
  enum class End : std::uint8_t { orderly, killed, power_cut };
  std::vector<PeerPlan> peers;
  std::vector<Incident> incidents;
  Duration lasts{};  ///< at most; killed and power_cut: exactly
  End end = End::orderly;
  bool cut_afterwards = false;  ///< the power fails when all is said to be on the disk
};

struct Plan {
  std::uint64_t seed = 0;
  Scene scene = Scene::server;
  bool flood = false;
  net::SimConditions conditions;
  talk::TalkSettings settings;
  talk::RuleSettings other_rules;  ///< of change_rules
  std::size_t peers_max = 0;
  std::size_t peers_per_address_max = 0;
  bool refuses_some = false;  ///< addresses whose last octet is a multiple of three
  bool retry = false;         ///< the client
  bool must = false;          ///< --record=must
  bool sync = false;          ///< --sync
  std::size_t hosts = 1;
  std::vector<ActPlan> acts;  ///< each goes on in the recording of the one before
};

Plan draw_plan(std::uint64_t seed);

/// One line.
std::string describe(const Plan& plan);

/// Between these two octets, and with a line end behind them, stand the texts of `--every`. Nobody
/// says them otherwise, so what was said at some time can be told from what answers something.
inline constexpr char tick_begin = 1;
inline constexpr char tick_end = 2;

}  // namespace parley::simulation
