#include "explain/silence.h"

#include <gtest/gtest.h>

namespace parley::explain {
namespace {

using namespace std::chrono_literals;

Silence client() {
  Silence silence;
  silence.peer = "192.168.1.20:80";
  silence.opened_here = true;
  silence.acknowledged = true;
  silence.since = 5s;
  return silence;
}

Silence without_newline() {
  Silence silence = client();
  silence.waits_for_newline = true;
  silence.since = 2s;
  return silence;
}

TEST(Silence, TextWithoutANewlineMayBeWaitingForOne) {
  const auto words = explain_silence(without_newline());
  ASSERT_TRUE(words);
  EXPECT_EQ(
      "192.168.1.20:80 may not have seen a newline\n"
      "  why:  What was sent arrived (its system acknowledged all of it), the last of it was text "
      "without a newline at its end, and nothing came back since. Many sketches read up to a "
      "newline and wait for it: readStringUntil('\\n').\n"
      "        This suggests it and does not prove it: a device that has nothing to say is as "
      "silent.\n"
      "  next: Choose a line ending (LF) beside the message. An empty message with it, sent now, "
      "ends the line that is waiting there.\n",
      to_text(*words));
}

TEST(Silence, AConnectionThatNobodyEverAnsweredMayNotBeServed) {
  const auto words = explain_silence(client());
  ASSERT_TRUE(words);
  EXPECT_EQ(
      "192.168.1.20:80 accepted, but it may be that nobody serves this connection\n"
      "  why:  Its system took the connection and acknowledged all that was sent, which it does by "
      "itself, before any program has read an octet. Nothing has ever come back. That is how it "
      "looks when a program has not accepted the connection yet: it is busy, or it serves one "
      "client at a time and this one waits behind another.\n"
      "        This suggests it and does not prove it: a program may read and say nothing.\n"
      "  next: Close other connections to it, and see what it prints at that moment: parley serial "
      "DEVICE\n",
      to_text(*words));
}

TEST(Silence, WithoutTheEvidenceNothingIsSaid) {
  Silence silence = without_newline();
  silence.since = 1900ms;
  EXPECT_FALSE(explain_silence(silence));
  silence = without_newline();
  silence.acknowledged = false;
  EXPECT_FALSE(explain_silence(silence));
  silence = without_newline();
  silence.transport = event::Transport::udp;
  EXPECT_FALSE(explain_silence(silence));
  silence = without_newline();
  silence.transport = event::Transport::serial;
  EXPECT_FALSE(explain_silence(silence));

  silence = client();
  silence.since = 4900ms;
  EXPECT_FALSE(explain_silence(silence));
  silence = client();
  silence.acknowledged = false;
  EXPECT_FALSE(explain_silence(silence));
  silence = client();
  silence.heard_before = true;
  EXPECT_FALSE(explain_silence(silence));
  silence = client();
  silence.opened_here = false;
  EXPECT_FALSE(explain_silence(silence));
  silence = client();
  silence.transport = event::Transport::tls;
  EXPECT_FALSE(explain_silence(silence));
}

TEST(Silence, ANewlineThatIsMissingIsToldOfEitherSideAndOverTls) {
  Silence silence = without_newline();
  silence.opened_here = false;
  silence.heard_before = true;
  EXPECT_TRUE(explain_silence(silence));
  silence.transport = event::Transport::tls;
  EXPECT_TRUE(explain_silence(silence));
}

}  // namespace
}  // namespace parley::explain
