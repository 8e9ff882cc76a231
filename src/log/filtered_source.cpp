#include "log/filtered_source.h"

namespace parley::log {

FilteredSource::FilteredSource(record::RecordingSource& source, const Filter& filter)
    : source_(source), filter_(filter) {
  source_.set_interest(&filter_);
}

FilteredSource::~FilteredSource() {
  source_.set_interest(nullptr);
}

Result<const event::Event*> FilteredSource::next() {
  for (;;) {
    const auto event = source_.next();
    if (!event || *event == nullptr) return event;
    if ((*event)->number == 0 || filter_.matches(**event)) return event;
  }
}

}  // namespace parley::log
