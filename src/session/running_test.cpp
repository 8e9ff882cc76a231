// Real conversations on loopback, each on a thread of its own.
#include "session/running.h"

#include <condition_variable>
#include <fstream>
#include <gtest/gtest.h>
#include <mutex>
#include <sstream>
#include <thread>

#include "net/plain_peer_test.h"
#include "session/scratch_test.h"

namespace parley::session {
namespace {

using namespace std::chrono_literals;
using State = Status::State;

constexpr auto patience = 10s;

/// A running conversation whose changes can be waited for.
class Watched {
 public:
  Watched(const Asked& asked, const std::filesystem::path& folder, MakeCompanion companion = {}) {
    RunningSettings settings;
    settings.folder = folder;
    settings.companion = std::move(companion);
    running_ = Running::start(asked, std::move(settings), [this] {
      const std::lock_guard lock(mutex_);
      changed_ = true;
      news_.notify_all();
    });
  }
  ~Watched() { running_.reset(); }  // before what it calls

  Running& operator*() { return *running_; }
  Running* operator->() { return running_.get(); }

  /// The first snapshot that fits; the newest one if none does in time.
  template <typename Fits>
  std::shared_ptr<const Status> wait(Fits fits) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    for (;;) {
      auto status = running_->status();
      if (fits(*status)) return status;
      std::unique_lock lock(mutex_);
      if (!news_.wait_until(lock, deadline, [this] { return changed_; })) {
        ADD_FAILURE() << "this did not come: it is " << status->words;
        return status;
      }
      changed_ = false;
    }
  }
  std::shared_ptr<const Status> wait(State state) {
    return wait([state](const Status& status) { return status.state == state; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable news_;
  bool changed_ = false;
  std::unique_ptr<Running> running_;
};

std::string octets_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return std::move(text).str();
}

/// How long until `what` can be read in the file.
std::optional<std::chrono::milliseconds> time_until(const std::filesystem::path& file,
                                                    std::string_view what) {
  const auto began = std::chrono::steady_clock::now();
  while (std::chrono::steady_clock::now() - began < patience) {
    if (octets_of(file).find(what) != std::string::npos) {
      return std::chrono::duration_cast<std::chrono::milliseconds>(
          std::chrono::steady_clock::now() - began);
    }
    std::this_thread::sleep_for(1ms);
  }
  return std::nullopt;
}

class RunningTest : public testing::Test {
 protected:
  Asked server() const {
    Asked asked;
    asked.where = "127.0.0.1";
    return asked;
  }
  Asked client(Port port) const {
    Asked asked;
    asked.kind = Asked::Kind::client;
    asked.where = "127.0.0.1";
    asked.port = port;
    return asked;
  }

  Scratch scratch_;
};

Port port_of(const Status& status) {
  return status.local.empty() ? Port{} : status.local[0].port;
}

TEST_F(RunningTest, ServesAClientAndRecordsIt) {
  Watched server_here(server(), scratch_.path());
  const auto listening = server_here.wait(State::listening);
  ASSERT_EQ(1u, listening->local.size());
  EXPECT_EQ("listening on " + listening->local[0].to_string(), listening->words);

  net::PlainPeer device;
  ASSERT_TRUE(device.connect(port_of(*listening)));
  device.say("Hello");
  const auto heard = server_here.wait([](const Status& now) { return now.received_bytes == 5; });
  ASSERT_EQ(1u, heard->peer_count);
  EXPECT_EQ(1u, heard->received_messages);
  EXPECT_EQ(5u, heard->peers[0].bytes_received);
  EXPECT_TRUE(heard->peers[0].health.has_value());
  EXPECT_EQ(std::nullopt, heard->incomplete);
  ASSERT_FALSE(heard->recording.empty());
  EXPECT_TRUE(time_until(heard->recording, "Hello"));

  EXPECT_TRUE(server_here->send("Hi there\n", std::nullopt));
  EXPECT_EQ("Hi there\n", device.hear(9));
  EXPECT_TRUE(server_here->send("you\n", heard->peers[0].id));
  EXPECT_EQ("you\n", device.hear(4));

  EXPECT_TRUE(server_here->close_peer(heard->peers[0].id));
  EXPECT_EQ("", device.hear(1));
  server_here.wait([](const Status& now) { return now.peer_count == 0; });

  server_here->end();
  const auto ended = server_here.wait(State::ended);
  EXPECT_EQ(heard->recording, ended->recording);
  EXPECT_EQ(13u, ended->sent_bytes);
  EXPECT_NE(std::string::npos, octets_of(ended->recording).find("Hi there\n"));
  EXPECT_FALSE(server_here->send("too late", std::nullopt));
}

}  // namespace
}  // namespace parley::session
