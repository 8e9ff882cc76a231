#include "cli/rows_of_file.h"

#include "cli/local_time.h"

namespace parley::cli {

event::Room RowsOfFile::offer(const event::Event& event) {
  // Rows show no `recorded` events, and so those begin no day.
  if (event.kind != event::Kind::recorded && event.time >= look_again_) {
    const std::string day = local_date(event.time);
    if (day != day_) printer_.say(day);
    day_ = day;
    look_again_ = std::chrono::floor<std::chrono::minutes>(event.time) + std::chrono::minutes{1};
  }
  return printer_.offer(event);
}

}  // namespace parley::cli
