#include "cli/file_kind.h"

#include <cstdlib>
#include <gtest/gtest.h>
#include <unistd.h>

namespace parley::cli {
namespace {

/// A file with these octets, for one test.
std::string error_of(Bytes octets) {
  char path[] = "/tmp/parley-kind-XXXXXX";
  const int descriptor = ::mkstemp(path);
  EXPECT_EQ(::write(descriptor, octets.data(), octets.size()), static_cast<ssize_t>(octets.size()));
  ::close(descriptor);
  const auto checked = check_capture(path);
  ::unlink(path);
  return checked ? "" : checked.error().seen;
}

TEST(FileKind, CapturesAreCaptures) {
  EXPECT_EQ(error_of({"\x0a\x0d\x0d\x0a\0\0\0\0", 8}), "");
  EXPECT_EQ(error_of("\xd4\xc3\xb2\xa1"), "");
  EXPECT_EQ(error_of("\xa1\xb2\x3c\x4d"), "");
}

TEST(FileKind, OthersAreNamed) {
  EXPECT_EQ(error_of(""), "it is empty");
  EXPECT_EQ(error_of("\x1f\x8b\x08"),
            "it is no capture (pcap or pcapng) but compressed with gzip: gunzip it first");
  EXPECT_EQ(error_of("Hello\nworld"),
            "it is no capture (pcap or pcapng) but text, which begins with: Hello");
  EXPECT_EQ(error_of({"\0\1\2\3", 4}),
            "it is no capture (pcap or pcapng) but something else, which begins with the octets "
            "00010203");
  EXPECT_EQ(error_of("\x1b[2Jx"),
            "it is no capture (pcap or pcapng) but something else, which begins with the octets "
            "1b5b324a78");
}

TEST(FileKind, WhatIsNoFileIsNamed) {
  EXPECT_EQ(to_string(check_capture("/nowhere/at/all").error()),
            "cannot open /nowhere/at/all: no such file or directory (ENOENT)");
  EXPECT_EQ(check_capture("/tmp").error().seen, "it is a folder");
  EXPECT_EQ(check_capture("/dev/null").error().seen,
            "it is no file but a device or pipe; write what comes from it to a file");
}

}  // namespace
}  // namespace parley::cli
