#include "desk/models/send_history.h"

namespace parley::desk::models {

InputLine SendHistory::sent(const InputLine& line) {
  const bool called_back = place_ != lines_.size();
  InputLine next = called_back ? draft_ : InputLine{{}, line.mode};
  keep(line);
  changed_.clear();
  draft_ = {};
  place_ = lines_.size();
  return next;
}

void SendHistory::keep(const InputLine& line) {
  if (line.text.isEmpty()) return;  // a line end alone is not worth a step
  if (!lines_.empty() && lines_.back() == line) return;
  lines_.push_back(line);
  qsizetype characters = 0;
  std::size_t first = lines_.size();
  while (first > 0 && lines_.size() - first < lines_max) {
    characters += lines_[first - 1].text.size();
    if (characters > characters_max && first != lines_.size()) break;
    --first;
  }
  lines_.erase(lines_.begin(), lines_.begin() + static_cast<std::ptrdiff_t>(first));
}

void SendHistory::remember(const InputLine& shown) {
  if (place_ == lines_.size()) {
    draft_ = shown;
  } else {
    changed_[place_] = shown;
  }
}

InputLine SendHistory::at_place() const {
  if (place_ == lines_.size()) return draft_;
  const auto changed = changed_.find(place_);
  return changed == changed_.end() ? lines_[place_] : changed->second;
}

std::optional<InputLine> SendHistory::older(const InputLine& shown) {
  if (place_ == 0) return std::nullopt;
  remember(shown);
  --place_;
  return at_place();
}

std::optional<InputLine> SendHistory::newer(const InputLine& shown) {
  if (place_ == lines_.size()) return std::nullopt;
  remember(shown);
  ++place_;
  return at_place();
}

std::optional<InputLine> SendHistory::draft() {
  if (place_ == lines_.size()) return std::nullopt;
  place_ = lines_.size();
  changed_.clear();
  return draft_;
}

}  // namespace parley::desk::models
