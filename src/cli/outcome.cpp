#include "cli/outcome.h"

namespace parley::cli {

event::Room Outcome::offer(const event::Event& event) {
  switch (event.kind) {
    case event::Kind::failed:
    case event::Kind::reset:
      if (event.error) failure_ = *event.error;
      break;
    case event::Kind::closed: failure_.reset(); break;
    default: break;
  }
  return event::Room::more;
}

}  // namespace parley::cli
