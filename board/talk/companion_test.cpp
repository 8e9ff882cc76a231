// A board as a window has it: the bundled TcpClient, compiled, in its sandbox, behind a router,
// talking to this very program over TCP.
#include "board/talk/companion.h"

#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

namespace parley::board::talk {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

/// A sketch is compiled where it is not kept yet, on a machine that may be busy.
constexpr auto patience = 120s;

class Heard final : public event::Sink {
 public:
  event::Room offer(const event::Event& event) override {
    const bool serial = event.party && event.party->transport == event::Transport::serial;
    if (event.kind == event::Kind::received) (serial ? printed : received) += event.bytes;
    if (event.kind == event::Kind::connected && !serial) ++connections;
    if (event.kind == event::Kind::connected && serial) ++starts;
    if (event.kind == event::Kind::noted) notes += std::string(event.reason) + "\n";
    return event::Room::more;
  }
  std::string_view name() const override { return "the test"; }

  std::string printed;
  std::string received;
  std::string notes;
  int connections = 0;
  int starts = 0;
};

class CompanionTest : public testing::Test {
 protected:
  void SetUp() override {
    ::setenv("PARLEY_PROGRAM", PARLEY_BOARD_PROGRAM, 1);
    ::setenv("XDG_CACHE_HOME", PARLEY_BOARD_CACHE, 1);
    ::setenv("XDG_STATE_HOME", PARLEY_BOARD_CACHE, 1);
    session_ = std::move(*session::Session::make({}));
    session_->talk().add_sink(heard_);
  }

  std::unique_ptr<session::Companion> companion(const std::string& sketch,
                                                std::stop_token stop = {}) {
    session::Asked asked;
    asked.kind = session::Asked::Kind::board;
    asked.where = sketch;
    auto made = make_companion()(
        *session_, asked, {[this](const std::string& words) { said_ += words; }, std::move(stop)});
    return made ? std::move(*made) : nullptr;
  }

  /// False: it did not come true.
  bool until(const std::function<bool()>& condition) {
    const SteadyTime limit = session_->loop().now() + patience;
    while (!condition() && session_->loop().now() < limit)
      session_->loop().turn(session_->loop().now() + 10ms);
    return condition();
  }

  std::string answer(session::Companion& companion, const std::string& words) {
    std::string said;
    companion.command(words, [&](const Result<std::string>& result) {
      said = result ? *result : to_string(result.error());
    });
    EXPECT_TRUE(until([&] { return !said.empty(); })) << words;
    return said;
  }

  /// A sketch with this text, of this test: others run beside it.
  std::string sketch(const std::string& text) {
    const std::string test = testing::UnitTest::GetInstance()->current_test_info()->name();
    const fs::path folder = fs::path(PARLEY_BOARD_CACHE) / "made" / test / "Made";
    fs::create_directories(folder);
    std::ofstream(folder / "Made.ino") << text;
    return folder.string();
  }

  std::unique_ptr<session::Session> session_;
  Heard heard_;
  std::string said_;
};

std::string octets_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST_F(CompanionTest, ABoardTalksToThisProgram) {
  parley::talk::ListenSettings port;
  port.local = {IpAddress::loopback(IpAddress::Family::v4), Port{0}};
  const auto local = session_->talk().listen(port);
  ASSERT_TRUE(local);
  // The bundled sketch as it is, but for the port: 8888 may be taken here.
  std::ifstream bundled(PARLEY_SOURCE_DIR "/sketches/TcpClient/TcpClient.ino");
  std::string text{std::istreambuf_iterator<char>(bundled), {}};
  const std::size_t place = text.find("8888;");
  ASSERT_NE(place, std::string::npos);
  text.replace(place, 4, std::to_string(static_cast<unsigned>(local->port)));
  const auto board = companion(sketch(text));
  ASSERT_NE(board, nullptr);
  const auto opened = board->open();
  ASSERT_TRUE(opened) << to_string(opened.error()) << said_;

  ASSERT_TRUE(until([&] { return heard_.received == "HelloThis is my IP."; })) << heard_.notes;
  EXPECT_TRUE(until([&] { return heard_.printed.find("TCP Connected to: 10.0.2.2 : ") == 0; }));
  EXPECT_NE(heard_.notes.find("Made: has the address 10.0.2.15"), std::string::npos)
      << heard_.notes;

  EXPECT_EQ(answer(*board, "fault both loss=5%"), "Made: up loss=5%, down loss=5%");
  EXPECT_NE(answer(*board, "fault both loss=many").find("a percentage"), std::string::npos);
  EXPECT_EQ(answer(*board, "fault both off"), "Made: up off, down off");
  EXPECT_NE(answer(*board, "capture off").find("there are fault, link"), std::string::npos);
  EXPECT_EQ(answer(*board, "link down"), "Made: link down");
  EXPECT_EQ(answer(*board, "link up"), "Made: link up");

  EXPECT_EQ(answer(*board, "restart"), "the board starts again");
  EXPECT_TRUE(until([&] { return heard_.starts == 2 && heard_.connections == 2; }));

  // Its header, its link and at least a handshake.
  const fs::path capture = board->capture();
  EXPECT_TRUE(
      until([&] { return octets_of(capture).find("This is my IP.") != std::string::npos; }));
  EXPECT_NE(octets_of(capture).find("board Made"), std::string::npos);

  bool ended = false;
  board->wind_down([&] { ended = true; });
  EXPECT_TRUE(until([&] { return ended; }));
  session_->end([](std::size_t) {});
}

TEST_F(CompanionTest, WhatDoesNotCompileIsSaidInTheCompilersWords) {
  const auto board = companion(sketch("void setup() { nonsense(); }\nvoid loop() {}\n"));
  const auto opened = board->open();
  ASSERT_FALSE(opened);
  EXPECT_NE(opened.error().seen.find("Made.ino:1:16: error: "), std::string::npos)
      << opened.error().seen;
  EXPECT_NE(said_.find("nonsense"), std::string::npos);
  bool ended = false;
  board->wind_down([&] { ended = true; });
  EXPECT_TRUE(until([&] { return ended; }));
  EXPECT_NE(answer(*board, "link down").find("there is no board yet"), std::string::npos);
}

TEST_F(CompanionTest, ACompilerThatIsNotWantedAnyMoreIsKilled) {
  // No text that was built before: it would be kept.
  const auto now = std::chrono::system_clock::now().time_since_epoch().count();
  const std::string name =
      sketch("long n = " + std::to_string(now) + ";\nvoid setup() {}\nvoid loop() {}\n");
  std::stop_source stop;
  stop.request_stop();
  const auto board = companion(name, stop.get_token());
  const auto opened = board->open();
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().seen, "it was given up");
}

TEST_F(CompanionTest, NoSuchSketch) {
  const auto opened = companion("NoSuchSketch")->open();
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().attempted, "find the sketch NoSuchSketch");
}

TEST_F(CompanionTest, OnlyBoardsAreMade) {
  EXPECT_FALSE(make_companion()(*session_, session::Asked{}, {}));
}

}  // namespace
}  // namespace parley::board::talk
