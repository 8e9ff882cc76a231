#include "wire/packet_input.h"

#include <cerrno>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include "record/system_files.h"
#include "wire/capture_file.h"
#include "wire/live.h"

namespace parley::wire {

namespace {

class CaptureInput final : public PacketInput {
 public:
  CaptureInput(record::CaptureReader reader, std::function<bool()> ended)
      : reader_(std::move(reader)), ended_(std::move(ended)) {}

  Result<std::optional<InputFrame>> next() override {
    const auto packet = reader_.next();
    if (!packet) return failure(packet.error());
    if (!*packet) return std::nullopt;
    const bool rebuilt = reader_.rebuilt();
    return InputFrame{frame_of(**packet, reader_), rebuilt, rebuilt && !(*packet)->id};
  }

  bool ended() const override { return ended_(); }

  std::vector<std::string> remarks() override {
    if (!reader_.recognised()) {
      return {fmt::format("{} octets came, too few for a capture.", reader_.unfinished_bytes())};
    }
    if (reader_.unfinished_bytes() == 0) return {};
    return {fmt::format("The last packet is not whole: {} octets of it are there.",
                        reader_.unfinished_bytes())};
  }

 private:
  record::CaptureReader reader_;
  std::function<bool()> ended_;
};

/// What is there now, without waiting for more.
Result<std::size_t> read_available(int descriptor, std::span<char> into, bool& ended) {
  pollfd ready{descriptor, POLLIN, 0};
  if (::poll(&ready, 1, 0) <= 0) return 0;
  const ssize_t got = ::read(descriptor, into.data(), into.size());
  if (got < 0 && (errno == EINTR || errno == EAGAIN)) return 0;
  if (got < 0) return failure(system_error("read standard input", errno));
  ended = got == 0;
  return static_cast<std::size_t>(got);
}

class LiveInput final : public PacketInput {
 public:
  /// `copy` may be null.
  LiveInput(std::unique_ptr<LiveCapture> capture, std::unique_ptr<record::File> copy)
      : capture_(std::move(capture)),
        copy_(std::move(copy)),
        reader_([this](std::span<char> into) { return read(into); }) {}

  Result<std::optional<InputFrame>> next() override {
    const auto packet = reader_.next();
    if (!packet) return failure(packet.error());
    if (!*packet) return std::nullopt;
    return InputFrame{frame_of(**packet, reader_)};
  }

  bool ended() const override { return false; }

  std::vector<std::string> remarks() override {
    const auto figures = capture_->figures();
    if (!figures || figures->dropped == 0) return {};
    return {
        fmt::format("The system dropped {} packets that came faster than they were read: where "
                    "the ladder says \"not captured\", that may be why.",
                    figures->dropped)};
  }

 private:
  Result<std::size_t> read(std::span<char> into) {
    const auto got = capture_->read(into);
    if (!got || *got == 0 || !copy_) return got;
    if (auto kept = copy_->write_at(kept_, {into.data(), *got}); !kept) {
      return failure(kept.error());
    }
    kept_ += *got;
    return got;
  }

  std::unique_ptr<LiveCapture> capture_;
  std::unique_ptr<record::File> copy_;
  std::uint64_t kept_ = 0;
  record::CaptureReader reader_;
};

}  // namespace

Result<std::unique_ptr<PacketInput>> live_input(const std::string& interface,
                                                const std::string& copy) {
  auto capture = LiveCapture::open(interface);
  if (!capture) return failure(capture.error());
  std::unique_ptr<record::File> file;
  if (!copy.empty()) {
    auto created = record::SystemFiles().create(copy);
    if (!created) return failure(created.error());
    file = std::move(*created);
  }
  return std::make_unique<LiveInput>(std::move(*capture), std::move(file));
}

Result<std::unique_ptr<PacketInput>> file_input(const std::string& path, bool follow) {
  auto file = open_capture(path);
  if (!file) return failure(file.error());
  return std::make_unique<CaptureInput>(record::CaptureReader(std::move(*file)),
                                        [follow] { return !follow; });
}

std::unique_ptr<PacketInput> standard_input() {
  const auto ended = std::make_shared<bool>(false);
  record::CaptureReader reader(
      [ended](std::span<char> into) { return read_available(STDIN_FILENO, into, *ended); });
  return std::make_unique<CaptureInput>(std::move(reader), [ended] { return *ended; });
}

}  // namespace parley::wire
