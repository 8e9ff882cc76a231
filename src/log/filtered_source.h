// The events of a recording that a filter lets through, at the speed at which the others can be
// passed over; and what tells of damage, which nobody may miss.
//
// Thread rule: one thread.
#pragma once

#include "event/source.h"
#include "log/filter.h"
#include "record/recording_source.h"

namespace parley::log {

class FilteredSource final : public event::Source {
 public:
  FilteredSource(record::RecordingSource& source, const Filter& filter);
  ~FilteredSource() override;
  FilteredSource(const FilteredSource&) = delete;
  FilteredSource& operator=(const FilteredSource&) = delete;

  Result<const event::Event*> next() override;
  std::vector<std::string> remarks() const override { return source_.remarks(); }

 private:
  record::RecordingSource& source_;
  const Filter& filter_;
};

}  // namespace parley::log
