#include "board/link/connection.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <vector>

using namespace parley::board::link;

namespace {

class ConnectionTest : public testing::Test {
 public:
  ConnectionTest() {
    char name[] = "/tmp/parley-link-XXXXXX";
    folder_ = ::mkdtemp(name);
    path_ = folder_ + "/socket";
  }
  ~ConnectionTest() override { std::filesystem::remove_all(folder_); }

 protected:
  std::string folder_;
  std::string path_;
  int error_ = -1;
  Packet buffer_{};
  Message got_;
};

TEST_F(ConnectionTest, MessagesKeepTheirBounds) {
  Listener listener = Listener::at(path_, &error_);
  ASSERT_TRUE(listener.open());
  Connection board = Connection::to(path_, &error_);
  ASSERT_TRUE(board.open());
  Connection router = listener.accept(&error_);
  ASSERT_TRUE(router.open());
  EXPECT_EQ(router.receive(buffer_, got_), Connection::Got::nothing);

  Message leave;
  leave.kind = Kind::leave;
  const std::vector<std::uint8_t> frame(60, 7);
  EXPECT_EQ(board.send(leave), Connection::Sent::yes);
  EXPECT_EQ(board.send_frame(station, frame), Connection::Sent::yes);
  ASSERT_EQ(router.receive(buffer_, got_), Connection::Got::message);
  EXPECT_EQ(got_.kind, Kind::leave);
  ASSERT_EQ(router.receive(buffer_, got_), Connection::Got::message);
  EXPECT_EQ(std::vector(got_.frame.begin(), got_.frame.end()), frame);

  board.close();
  EXPECT_EQ(router.receive(buffer_, got_), Connection::Got::ended);
  EXPECT_EQ(router.send(leave), Connection::Sent::gone);
}

TEST_F(ConnectionTest, NonsenseIsTold) {
  Listener listener = Listener::at(path_, &error_);
  Connection board = Connection::to(path_, &error_);
  Connection router = listener.accept(&error_);
  const std::uint8_t unknown[] = {200, 1, 2};
  EXPECT_EQ(board.send_packet(unknown), Connection::Sent::yes);
  EXPECT_EQ(router.receive(buffer_, got_), Connection::Got::nonsense);
  const std::vector<std::uint8_t> long_one(message_bytes_max + 1, 66);
  EXPECT_EQ(board.send_packet(long_one), Connection::Sent::yes);
  EXPECT_EQ(router.receive(buffer_, got_), Connection::Got::nonsense);
}

TEST_F(ConnectionTest, WhoDoesNotReadIsFullAndNotWaitedFor) {
  Listener listener = Listener::at(path_, &error_);
  Connection board = Connection::to(path_, &error_);
  Connection router = listener.accept(&error_);
  const std::vector<std::uint8_t> frame(frame_bytes_max, 7);
  auto sent = Connection::Sent::yes;
  for (int count = 0; count < 10'000 && sent == Connection::Sent::yes; ++count)
    sent = router.send_frame(station, frame);
  EXPECT_EQ(sent, Connection::Sent::full);
}

TEST_F(ConnectionTest, NobodyThere) {
  EXPECT_FALSE(Connection::to(path_, &error_).open());
  EXPECT_EQ(error_, ENOENT);
  EXPECT_FALSE(Connection::to(std::string(200, 'x'), &error_).open());
  EXPECT_EQ(error_, ENAMETOOLONG);
}

TEST_F(ConnectionTest, OnlyTheOwnerMayConnect) {
  const Listener listener = Listener::at(path_, &error_);
  struct stat seen {};
  ASSERT_EQ(::stat(path_.c_str(), &seen), 0);
  EXPECT_EQ(seen.st_mode & 0777, 0600u);
}

TEST_F(ConnectionTest, TheFileGoesWithTheListener) {
  { const Listener listener = Listener::at(path_, &error_); }
  EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(ConnectionTest, AStaleFileIsReplacedAndALiveOneIsNot) {
  {
    const Listener first = Listener::at(path_, &error_);
    EXPECT_FALSE(Listener::at(path_, &error_).open());
    EXPECT_EQ(error_, EADDRINUSE);
    // What kill -9 leaves behind: the file of a socket that is closed.
    std::filesystem::rename(path_, folder_ + "/kept");
  }
  std::filesystem::rename(folder_ + "/kept", path_);
  EXPECT_FALSE(Connection::to(path_, &error_).open());
  EXPECT_EQ(error_, ECONNREFUSED);
  EXPECT_TRUE(Listener::at(path_, &error_).open());
}

TEST_F(ConnectionTest, AFileOfAnotherKindIsKept) {
  std::ofstream(path_) << "precious";
  EXPECT_FALSE(Listener::at(path_, &error_).open());
  EXPECT_EQ(error_, EADDRINUSE);
  EXPECT_TRUE(std::filesystem::exists(path_));
}

}  // namespace
