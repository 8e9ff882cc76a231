// Everything that happened in a run, in order, as text: what was on the wires, each event, each
// turn of the disk. Two runs of a seed have the same, octet for octet.
//
// Thread rule: one thread.
#pragma once

#include <string>

#include "net/sim_world.h"

namespace parley::simulation {

class Trace {
 public:
  explicit Trace(const net::SimWorld& world) : world_(world) {}

  void add(std::string_view line) {
    catch_up();
    text_ += line;
    text_ += '\n';
  }

  /// Adds what was on the wires since.
  void catch_up() {
    const std::string& wires = world_.trace();
    text_.append(wires, wires_told_);
    wires_told_ = wires.size();
  }

  const std::string& text() const { return text_; }

 private:
  const net::SimWorld& world_;
  std::size_t wires_told_ = 0;
  std::string text_;
};

}  // namespace parley::simulation
