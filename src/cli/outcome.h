// How the conversations went, for the exit code.
#pragma once

#include "event/event.h"

namespace parley::cli {

/// Remembers whether the last peer that ended failed. Thread rule: the loop's thread.
class Outcome final : public event::Sink {
 public:
  event::Room offer(const event::Event& event) override;
  std::string_view name() const override { return "exit code"; }

  bool failed() const { return failed_; }

 private:
  bool failed_ = false;
};

}  // namespace parley::cli
