#include "session/workspace.h"

#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <sys/stat.h>

#include "session/scratch_test.h"

namespace parley::session {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

std::string octets_of(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return std::move(text).str();
}

void put(const fs::path& file, std::string_view text) {
  std::ofstream(file, std::ios::binary) << text;
}

class WorkspaceTest : public testing::Test {
 protected:
  std::string trouble() {
    const auto loaded = load_workspace(file_);
    return loaded ? "it was read" : to_string(loaded.error());
  }
  std::string trouble_of(std::string_view text) {
    put(file_, text);
    return trouble();
  }
  /// Without the path, which is another each time.
  std::string seen_in(std::string_view text) {
    put(file_, text);
    const auto loaded = load_workspace(file_);
    return loaded ? "it was read" : loaded.error().seen;
  }

  Scratch scratch_;
  fs::path file_ = scratch_.path() / "workspace.json";
};

Workspace everything() {
  Workspace all;
  Asked server;
  server.where = "192.168.1.5";
  server.port = Port{8888};
  server.transport = event::Transport::tls;
  server.certificate = "/tmp/a cert.pem";
  server.key = "/tmp/\xff.pem";
  server.allowed = {"10.0.0.0/8", "fd00::/8"};
  server.name = "Küche";
  server.rules.echo = true;
  server.rules.greet = "";
  server.rules.replies = {{"(.*)", "{{1}}\\n"}, {"\xfe", "x"}};
  server.rules.every = {{1500ms, "tick"}, {1ns, "tock"}};
  server.rules.expect = "^OK$";
  server.framing = text::Framing::length;
  server.line_ending = text::LineEnding::crlf;
  Asked client;
  client.kind = Asked::Kind::client;
  client.where = "esp.local";
  client.port = Port{80};
  client.retry = client.insecure = true;
  Asked serial;
  serial.kind = Asked::Kind::serial;
  serial.where = "/dev/ttyUSB0";
  serial.baud = 74'880;
  Asked board;
  board.kind = Asked::Kind::board;
  board.where = "TcpClient";
  all.conversations = {server, client, serial, board};
  all.files = {"/tmp/one.pcapng", "/tmp/\xc3\x28.pcap"};
  all.messages = {{"Hello", "Hello\\n{{COUNTER}}", std::nullopt},
                  {"", "\\00", text::LineEnding::none}};
  all.trusted_sketches = {"sha256:abc"};
  all.look = std::string("\x00\x01\xff", 3);
  return all;
}

TEST_F(WorkspaceTest, ComesBackAsItWas) {
  ASSERT_TRUE(save_workspace(file_, everything()));
  const auto loaded = load_workspace(file_);
  ASSERT_TRUE(loaded) << to_string(loaded.error());
  EXPECT_EQ(everything(), *loaded);
  struct stat status {};
  ASSERT_EQ(0, ::stat(file_.c_str(), &status));
  EXPECT_EQ(0600u, status.st_mode & 07777u);
  EXPECT_EQ(1, std::distance(fs::directory_iterator(scratch_.path()), fs::directory_iterator()));
}

TEST_F(WorkspaceTest, NoFileIsAnEmptyWorkspace) {
  const auto loaded = load_workspace(file_);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(Workspace(), *loaded);
  ASSERT_TRUE(save_workspace(file_, Workspace()));
  EXPECT_EQ(Workspace(), *load_workspace(file_));
  EXPECT_EQ("{\n  \"parley_workspace\": 1\n}\n", octets_of(file_));
}

TEST_F(WorkspaceTest, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ("cannot read the workspace " + file_.string().substr(0, 60) +
                (file_.string().size() > 60 ? "..." : "") + ": in line 2, column 3, it is no JSON",
            trouble_of("{\n  oh}"));
  EXPECT_EQ("in line 1, column 1, it is no JSON", seen_in(""));
  EXPECT_EQ("what it holds is not a workspace of Parley", seen_in("[]"));
  EXPECT_EQ("what it holds is not a workspace of Parley", seen_in("{\"conversations\": []}"));
  const auto with = [this](std::string_view members) {
    return seen_in("{\"parley_workspace\": 1, " + std::string(members) + "}");
  };
  EXPECT_EQ("conversations[1].port is not a number from 0 to 65535",
            with(R"("conversations": [{}, {"port": 65536}])"));
  EXPECT_EQ("conversations[0].kind is not server, client, serial or board",
            with(R"("conversations": [{"kind": "relay"}])"));
  EXPECT_EQ("conversations[0].rules.every[0].interval is not a time such as \"500ms\"",
            with(R"("conversations": [{"rules": {"every": [{"interval": 5}]}}])"));
  EXPECT_EQ("conversations[0].rules.replies is not a list",
            with(R"("conversations": [{"rules": {"replies": {}}}])"));
  EXPECT_EQ("conversations is not a list", with(R"("conversations": 3)"));
  EXPECT_EQ("messages[0] is not an object", with(R"("messages": ["x"])"));
  EXPECT_EQ("messages[0].line_ending is not none, lf, cr or crlf",
            with(R"("messages": [{"line_ending": "lfcr"}])"));
  EXPECT_EQ("look is not text: its hex is none", with(R"("look": {"hex": "4"})"));
  EXPECT_EQ("it was written by a newer Parley (version 2, and this one knows 1)",
            seen_in("{\"parley_workspace\": 2}"));
  EXPECT_EQ("it was read", with(R"("what_comes_later": {"a": [1]}, "files": ["x"])"));
}

TEST_F(WorkspaceTest, KeepsWhatCannotBeUnderstood) {
  put(file_, "not mine");
  EXPECT_FALSE(load_workspace(file_));
  ASSERT_TRUE(save_workspace(file_, everything()));
  EXPECT_EQ("not mine", octets_of(scratch_.path() / "workspace.json.unreadable"));
  EXPECT_EQ(everything(), *load_workspace(file_));
  put(file_, "not mine either");
  ASSERT_TRUE(save_workspace(file_, everything()));
  EXPECT_EQ("not mine", octets_of(scratch_.path() / "workspace.json.unreadable"));
  EXPECT_EQ("not mine either", octets_of(scratch_.path() / "workspace.json.unreadable-2"));
}

TEST_F(WorkspaceTest, FollowsALinkAndMakesItsFolder) {
  const fs::path real = scratch_.path() / "dotfiles/parley.json";
  fs::create_directory(real.parent_path());
  put(real, "{\"parley_workspace\": 1}");
  fs::create_symlink(real, file_);
  ASSERT_TRUE(save_workspace(file_, everything()));
  EXPECT_TRUE(fs::is_symlink(file_));
  EXPECT_EQ(everything(), *load_workspace(real));
  const fs::path deep = scratch_.path() / "config/parley/workspace.json";
  ASSERT_TRUE(save_workspace(deep, everything()));
  EXPECT_EQ(everything(), *load_workspace(deep));
}

TEST_F(WorkspaceTest, TheSystemsWordsWhereItCannotBe) {
  fs::create_directory(file_);
  EXPECT_NE(std::string::npos, trouble().find("is a directory (EISDIR)")) << trouble();
  put(scratch_.path() / "file", "");
  const auto saved = save_workspace(scratch_.path() / "file/workspace.json", Workspace());
  ASSERT_FALSE(saved);
  EXPECT_NE(std::string::npos, to_string(saved.error()).find("(ENOTDIR)"))
      << to_string(saved.error());
}

TEST(WorkspaceFile, IsInTheConfigurationFolder) {
  ::setenv("XDG_CONFIG_HOME", "/somewhere", 1);
  EXPECT_EQ("/somewhere/parley/workspace.json", workspace_file().value());
  ::setenv("XDG_CONFIG_HOME", "not/absolute", 1);
  ::setenv("HOME", "/somewhere/anna", 1);
  EXPECT_EQ("/somewhere/anna/.config/parley/workspace.json", workspace_file().value());
  ::unsetenv("XDG_CONFIG_HOME");
  ::unsetenv("HOME");
  EXPECT_EQ("cannot find a place for the workspace: neither XDG_CONFIG_HOME nor HOME is set",
            to_string(workspace_file().error()));
}

TEST(SharedJson, MessagesAndRulesComeBack) {
  const Workspace all = everything();
  EXPECT_EQ(all.messages, messages_from_json(messages_to_json(all.messages)).value());
  EXPECT_EQ(all.conversations[0].rules,
            rules_from_json(rules_to_json(all.conversations[0].rules)).value());
  EXPECT_EQ("{\n  \"messages\": []\n}\n", messages_to_json({}));
  EXPECT_EQ("cannot read saved messages: there is no \"messages\" in it",
            to_string(messages_from_json("{}").error()));
  EXPECT_EQ("cannot read rules: rules.echo is not true or false",
            to_string(rules_from_json(R"({"rules": {"echo": 1}})").error()));
  EXPECT_EQ("cannot read rules: in line 1, column 2, it is no JSON",
            to_string(rules_from_json("{").error()));
}

}  // namespace
}  // namespace parley::session
