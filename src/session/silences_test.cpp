#include "session/silences.h"

#include <gtest/gtest.h>

namespace parley::session {
namespace {

using namespace std::chrono_literals;
using event::Kind;

constexpr event::PeerId device{1};
constexpr event::PeerId other{2};

class SilencesTest : public testing::Test {
 protected:
  SilencesTest() {
    for (const event::PeerId id : {device, other}) {
      talk::PeerInfo peer;
      peer.id = id;
      peer.party.target = id == device ? "device" : "other";
      peer.party.opened_here = true;
      peer.health.emplace();
      peers_.push_back(peer);
    }
  }

  void happens(Kind kind, Bytes bytes = {}, event::PeerId peer = device) {
    event::Event event;
    event.kind = kind;
    event.peer = peer;
    event.bytes = bytes;
    silences_.on_event(event);
  }

  std::string hint_after(Duration time) const {
    const auto words = silences_.hint(peers_, began_ + time);
    return words ? words->what : "";
  }

  SteadyTime began_{1h};
  std::vector<talk::PeerInfo> peers_;
  Silences silences_{true};
};

constexpr auto no_newline = "device may not have seen a newline";
constexpr auto nobody = "device accepted, but it may be that nobody serves this connection";

TEST_F(SilencesTest, BeginWithWhatTheUserSaid) {
  EXPECT_EQ("", hint_after(1h));
  happens(Kind::sent, "by a rule");
  EXPECT_EQ("", hint_after(1h));
  silences_.on_said(device, "Hello", began_);
  EXPECT_EQ("", hint_after(1s));
  EXPECT_EQ(no_newline, hint_after(2s));
  silences_.on_said(device, "\n", began_ + 3s);
  EXPECT_EQ("", hint_after(5s));
  EXPECT_EQ(nobody, hint_after(8s));
}

TEST_F(SilencesTest, EndWithAnAnswerOrTheConnection) {
  silences_.on_said(device, "Hello", began_);
  happens(Kind::received, "Hi", other);
  EXPECT_EQ(no_newline, hint_after(2s));
  happens(Kind::received, "Hi");
  EXPECT_EQ("", hint_after(1h));
  silences_.on_said(device, "Hello\n", began_);
  happens(Kind::closed);
  EXPECT_EQ("", hint_after(1h));
}

TEST_F(SilencesTest, OneThatAnswersWithoutANewlineNeedsNone) {
  silences_.on_said(device, "Hello", began_);
  happens(Kind::received, "Hi");
  peers_[0].bytes_received = 2;
  silences_.on_said(device, "Hello", began_);
  EXPECT_EQ("", hint_after(1h));
}

TEST_F(SilencesTest, ANewlineOfARuleEndsTheLine) {
  silences_.on_said(device, "Hello", began_);
  happens(Kind::sent, "tick\n");
  EXPECT_EQ("", hint_after(2s));
}

TEST_F(SilencesTest, WhatIsNoTextWaitsForNoNewline) {
  silences_.on_said(device, Bytes("\x02\x00", 2), began_);
  EXPECT_EQ("", hint_after(2s));
}

TEST_F(SilencesTest, WhatIsNotAcknowledgedIsNoSilence) {
  silences_.on_said(device, "Hello", began_);
  peers_[0].health->unacknowledged = 1;
  EXPECT_EQ("", hint_after(1h));
  peers_[0].health->unacknowledged = 0;
  peers_[0].bytes_queued = 1;
  EXPECT_EQ("", hint_after(1h));
  peers_[0].health.reset();
  peers_[0].bytes_queued = 0;
  EXPECT_EQ("", hint_after(1h));
}

TEST_F(SilencesTest, TheOneSpokenToLastIsTheOneThatMatters) {
  silences_.on_said(device, "Hello", began_);
  silences_.on_said(other, "Hello", began_ + 1s);
  EXPECT_EQ("other may not have seen a newline", hint_after(3s));
  happens(Kind::received, "Hi", other);
  EXPECT_EQ(no_newline, hint_after(3s));
}

TEST(Silences, UnderLengthFramingThereAreNoLines) {
  Silences silences(false);
  silences.on_said(device, "Hello", SteadyTime(1h));
  talk::PeerInfo peer;
  peer.id = device;
  peer.health.emplace();
  EXPECT_FALSE(silences.hint({peer}, SteadyTime(2h)));
}

}  // namespace
}  // namespace parley::session
