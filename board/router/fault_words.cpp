#include "board/router/fault_words.h"

#include <fmt/format.h>

#include "text/duration.h"
#include "text/notation.h"

namespace parley::board::router {

namespace {

using link::FaultSettings;

/// A fault that lasts longer than this is a cut link.
constexpr std::chrono::seconds time_max{60};

Failure cannot(std::string_view word, std::string seen) {
  return failure({ErrorClass::bad_input, 0,
                  fmt::format("understand the fault \"{}\"", text::excerpt(word)),
                  std::move(seen)});
}

/// A decimal number without sign; nothing for anything else. Takes it from `text`.
std::optional<double> take_number(std::string_view& text) {
  double value = 0;
  double share = 0;
  std::size_t count = 0;
  std::size_t digits = 0;
  for (; count < text.size() && count < 16; ++count) {
    const char c = text[count];
    if (c == '.' && share == 0 && digits > 0) {
      share = 1;
      continue;
    }
    if (c < '0' || c > '9') break;
    ++digits;
    if (share == 0) value = value * 10 + (c - '0');
    if (share != 0) value += (share /= 10) * (c - '0');
  }
  text.remove_prefix(count);
  if (digits == 0) return std::nullopt;
  return value;
}

Result<double> probability(std::string_view word, std::string_view value) {
  const auto number = take_number(value);
  if (!number || value != "%" || *number > 100) {
    return cannot(word, "a percentage from 0% to 100% is wanted, such as 5% or 0.1%");
  }
  return *number / 100;
}

Result<Duration> time(std::string_view word, std::string_view value) {
  const auto parsed = text::parse_duration(value);
  if (!parsed) return cannot(word, parsed.error().seen);
  if (*parsed > time_max) {
    return cannot(word, "it is more than 60s; to cut the link use: link BOARD down");
  }
  return *parsed;
}

Result<std::uint64_t> bandwidth(std::string_view word, std::string_view value) {
  const auto number = take_number(value);
  const double unit = value == "bit" ? 1 : value == "kbit" ? 1e3 : value == "Mbit" ? 1e6 : 0;
  const double bits = number.value_or(0) * unit;
  if (bits < 1000 || bits > 1e12) {
    return cannot(word,
                  "a rate in bits per second from 1kbit on is wanted, such as 100kbit or "
                  "1.5Mbit");
  }
  return static_cast<std::uint64_t>(bits);
}

template <typename Value>
Result<> assign(Value& into, Result<Value> value) {
  if (!value) return failure(value.error());
  into = *value;
  return {};
}

Result<> change(FaultSettings& faults, std::string_view word) {
  const std::size_t equals = word.find('=');
  const std::string_view name = word.substr(0, equals);
  const std::string_view value = equals == word.npos ? "" : word.substr(equals + 1);
  if (name == "loss") return assign(faults.loss, probability(word, value));
  if (name == "duplicate") return assign(faults.duplicate, probability(word, value));
  if (name == "reorder") return assign(faults.reorder, probability(word, value));
  if (name == "corrupt") return assign(faults.corrupt, probability(word, value));
  if (name == "delay") return assign(faults.delay, time(word, value));
  if (name == "jitter") return assign(faults.jitter, time(word, value));
  if (name == "bandwidth" && value == "off") {
    faults.bandwidth = 0;
    return {};
  }
  if (name == "bandwidth") return assign(faults.bandwidth, bandwidth(word, value));
  return cannot(word,
                "there are loss=, delay=, jitter=, duplicate=, reorder=, corrupt=, "
                "bandwidth=, or off for none");
}

std::string percent(double probability) {
  return fmt::format("{:.6g}%", probability * 100);
}

std::string time_text(Duration time) {
  return fmt::format("{:.9g}ms", static_cast<double>(time.count()) / 1e6);
}

std::string rate(std::uint64_t bits) {
  if (bits % 1000 != 0) return fmt::format("{}bit", bits);
  return bits % 1'000'000 == 0 ? fmt::format("{}Mbit", bits / 1'000'000)
                               : fmt::format("{}kbit", bits / 1000);
}

}  // namespace

Result<FaultSettings> change_faults(FaultSettings before, std::span<const std::string> words) {
  for (const auto& word : words) {
    if (word == "off") {
      before = FaultSettings{.down = before.down};
      continue;
    }
    if (auto changed = change(before, word); !changed) return failure(changed.error());
  }
  return before;
}

std::string faults_text(const FaultSettings& faults) {
  std::string text;
  const auto add = [&text](bool on, std::string_view name, const std::string& value) {
    if (on) text += fmt::format("{}{}={}", text.empty() ? "" : " ", name, value);
  };
  add(faults.loss > 0, "loss", percent(faults.loss));
  add(faults.delay > Duration{0}, "delay", time_text(faults.delay));
  add(faults.jitter > Duration{0}, "jitter", time_text(faults.jitter));
  add(faults.duplicate > 0, "duplicate", percent(faults.duplicate));
  add(faults.reorder > 0, "reorder", percent(faults.reorder));
  add(faults.corrupt > 0, "corrupt", percent(faults.corrupt));
  add(faults.bandwidth > 0, "bandwidth", rate(faults.bandwidth));
  return text.empty() ? "off" : text;
}

}  // namespace parley::board::router
