#include "base/result.h"

#include <cerrno>
#include <gtest/gtest.h>

namespace parley {
namespace {

// The names are a contract: programs branch on them.
TEST(ErrorClass, Names) {
  const std::pair<ErrorClass, std::string_view> names[] = {
      {ErrorClass::refused, "refused"},
      {ErrorClass::timeout, "timeout"},
      {ErrorClass::no_route, "no_route"},
      {ErrorClass::unreachable, "unreachable"},
      {ErrorClass::no_name, "no_name"},
      {ErrorClass::in_use, "in_use"},
      {ErrorClass::not_local, "not_local"},
      {ErrorClass::no_permission, "no_permission"},
      {ErrorClass::reset, "reset"},
      {ErrorClass::vanished, "vanished"},
      {ErrorClass::exhausted, "exhausted"},
      {ErrorClass::tls, "tls"},
      {ErrorClass::certificate, "certificate"},
      {ErrorClass::no_device, "no_device"},
      {ErrorClass::device, "device"},
      {ErrorClass::not_admitted, "not_admitted"},
      {ErrorClass::peer_limit, "peer_limit"},
      {ErrorClass::queue_full, "queue_full"},
      {ErrorClass::no_peer, "no_peer"},
      {ErrorClass::bad_input, "bad_input"},
      {ErrorClass::expect, "expect"},
      {ErrorClass::time_limit, "time_limit"},
      {ErrorClass::not_recorded, "not_recorded"},
      {ErrorClass::other, "other"},
  };
  for (const auto& [kind, name] : names)
    EXPECT_EQ(error_class_name(kind), name);
  EXPECT_EQ(std::size(names), static_cast<std::size_t>(ErrorClass::other) + 1);
}

TEST(ErrorClass, ComesFromAnErrno) {
  EXPECT_EQ(classify(ECONNREFUSED), ErrorClass::refused);
  EXPECT_EQ(classify(ETIMEDOUT), ErrorClass::timeout);
  EXPECT_EQ(classify(ENETUNREACH), ErrorClass::no_route);
  EXPECT_EQ(classify(EHOSTUNREACH), ErrorClass::unreachable);
  EXPECT_EQ(classify(EADDRINUSE), ErrorClass::in_use);
  EXPECT_EQ(classify(EADDRNOTAVAIL), ErrorClass::not_local);
  EXPECT_EQ(classify(EACCES), ErrorClass::no_permission);
  EXPECT_EQ(classify(EPERM), ErrorClass::no_permission);
  EXPECT_EQ(classify(ECONNRESET), ErrorClass::reset);
  EXPECT_EQ(classify(EPIPE), ErrorClass::reset);
  EXPECT_EQ(classify(EMFILE), ErrorClass::exhausted);
  EXPECT_EQ(classify(ENOBUFS), ErrorClass::exhausted);
  EXPECT_EQ(classify(ENOENT), ErrorClass::no_device);
  EXPECT_EQ(classify(EIO), ErrorClass::device);
  EXPECT_EQ(classify(EDOM), ErrorClass::other);
  EXPECT_EQ(classify(0), ErrorClass::other);
}

TEST(Error, WordsStandInsideASentence) {
  EXPECT_EQ(errno_text(ECONNREFUSED), "connection refused (ECONNREFUSED)");
  EXPECT_EQ(errno_text(EIO), "input/output error (EIO)");
  EXPECT_EQ(errno_text(EDOTDOT), "RFS specific error (EDOTDOT)");
  EXPECT_EQ(errno_text(99'999), "unknown error (99999)");
}

TEST(Error, SaysWhatWasTriedAndSeen) {
  const Error error = system_error("connect to 10.0.0.7:80", ECONNREFUSED);
  EXPECT_EQ(error.kind, ErrorClass::refused);
  EXPECT_EQ(error.system_errno, ECONNREFUSED);
  EXPECT_EQ(to_string(error), "cannot connect to 10.0.0.7:80: connection refused (ECONNREFUSED)");
}

TEST(Error, TravelsInAResult) {
  const Result<int> result = failure(system_error("open /dev/ttyUSB0", ENOENT));
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ErrorClass::no_device);
}

}  // namespace
}  // namespace parley
