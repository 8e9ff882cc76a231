#include "cli/file_kind.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "net/descriptor.h"
#include "text/hex.h"
#include "text/notation.h"
#include "text/utf8.h"

namespace parley::cli {

namespace {

constexpr std::size_t looked_at = 64;

struct Magic {
  std::string_view octets;
  std::string_view words;  // empty: a capture
};

constexpr Magic magics[] = {
    {"\x0a\x0d\x0d\x0a", ""},  // pcapng
    {"\xd4\xc3\xb2\xa1", ""},  // pcap, microseconds
    {"\xa1\xb2\xc3\xd4", ""},  // its other byte order
    {"\x4d\x3c\xb2\xa1", ""},  // pcap, nanoseconds
    {"\xa1\xb2\x3c\x4d", ""},  // its other byte order
    {"\x1f\x8b", "compressed with gzip: gunzip it first"},
    {"\x28\xb5\x2f\xfd", "compressed with zstd: unzstd it first"},
    {"\xfd\x37\x7a\x58\x5a", "compressed with xz: unxz it first"},
    {"BZh", "compressed with bzip2: bunzip2 it first"},
    {"PK\x03\x04", "a ZIP archive: unzip it first"},
    {"\x7f\x45\x4c\x46", "a program (ELF)"},
};

const Magic* magic_of(Bytes front) {
  for (const Magic& magic : magics) {
    if (front.starts_with(magic.octets)) return &magic;
  }
  return nullptr;
}

/// A character cut at the end of what was looked at does not make it less of a text.
bool is_text(Bytes front) {
  while (!front.empty()) {
    const text::Utf8Front next = text::utf8_front(front);
    if (next.status == text::Utf8Front::Status::partial) return true;
    const bool space =
        next.code_point == '\n' || next.code_point == '\r' || next.code_point == '\t';
    if (next.status != text::Utf8Front::Status::valid) return false;
    if (!space && !text::is_shown(next.code_point)) return false;
    front.remove_prefix(next.bytes);
  }
  return true;
}

Failure no_capture(const std::string& path, std::string seen) {
  return failure({ErrorClass::bad_input, 0, "open " + text::excerpt(path), std::move(seen)});
}

}  // namespace

std::string kind_words(Bytes front) {
  if (const Magic* magic = magic_of(front)) return std::string(magic->words);
  if (is_text(front)) {
    return fmt::format("text, which begins with: {}",
                       text::excerpt(front.substr(0, front.find('\n'))));
  }
  return fmt::format("something else, which begins with the octets {}",
                     text::to_hex(front.substr(0, 8)));
}

Result<> check_capture(const std::string& path) {
  const std::string attempted = "open " + text::excerpt(path);
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return failure(system_error(attempted, errno));
  if (S_ISDIR(status.st_mode)) return no_capture(path, "it is a folder");
  if (!S_ISREG(status.st_mode)) {
    return no_capture(path,
                      "it is no file but a device or pipe; write what comes from it to a file");
  }
  if (status.st_size == 0) return no_capture(path, "it is empty");
  const net::Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return failure(system_error(attempted, errno));
  std::array<char, looked_at> front{};
  const ssize_t got = ::pread(file.get(), front.data(), front.size(), 0);
  if (got < 0) return failure(system_error(attempted, errno));
  const Bytes octets(front.data(), static_cast<std::size_t>(got));
  const Magic* magic = magic_of(octets);
  if (magic && magic->words.empty()) return {};
  return no_capture(path, "it is no capture (pcap or pcapng) but " + kind_words(octets));
}

}  // namespace parley::cli
