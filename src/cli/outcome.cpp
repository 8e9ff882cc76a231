#include "cli/outcome.h"

namespace parley::cli {

event::Room Outcome::offer(const event::Event& event) {
  switch (event.kind) {
    case event::Kind::failed:
    case event::Kind::reset:
      if (event.error) failed_ = true;
      break;
    case event::Kind::closed: failed_ = false; break;
    default: break;
  }
  return event::Room::more;
}

}  // namespace parley::cli
