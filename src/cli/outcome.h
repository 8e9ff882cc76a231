// How the conversations went, for the exit code.
#pragma once

#include <optional>

#include "event/event.h"

namespace parley::cli {

/// Remembers the failure of the last peer that ended; an orderly end forgets it. Thread rule: the
/// loop's thread.
class Outcome final : public event::Sink {
 public:
  event::Room offer(const event::Event& event) override;
  std::string_view name() const override { return "exit code"; }

  const std::optional<Error>& failure() const { return failure_; }

 private:
  std::optional<Error> failure_;
};

}  // namespace parley::cli
