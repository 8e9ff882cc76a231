#include "desk/bridge/workspace_keeper.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <gtest/gtest.h>

using parley::desk::bridge::WorkspaceKeeper;
using namespace parley;

namespace {

struct KeeperTest : testing::Test {
  QTemporaryDir folder;
  std::filesystem::path file = (folder.path() + QStringLiteral("/workspace.json")).toStdString();
  session::Workspace now;
  WorkspaceKeeper keeper{file, [this] { return now; }};
};

}  // namespace

TEST_F(KeeperTest, KeepsTheNewestAtTheEnd) {
  now.look = "first";
  keeper.touch();
  now.look = "second";
  keeper.touch();
  keeper.finish();
  const auto loaded = session::load_workspace(file);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->look, "second");
}

TEST_F(KeeperTest, WritesNothingUnasked) {
  keeper.finish();
  EXPECT_FALSE(std::filesystem::exists(file));
}

TEST_F(KeeperTest, SaysOnceThatItCannotBeKept) {
  const std::filesystem::path under_a_file = file / "workspace.json";
  {
    QFile blocker(QString::fromStdString(file.string()));
    ASSERT_TRUE(blocker.open(QIODevice::WriteOnly));
  }
  WorkspaceKeeper blocked{under_a_file, [this] { return now; }};
  QSignalSpy failed(&blocked, &WorkspaceKeeper::failed);
  blocked.touch();
  blocked.finish();
  ASSERT_TRUE(failed.wait(2000));
  blocked.touch();
  blocked.finish();
  QCoreApplication::processEvents();
  EXPECT_EQ(failed.count(), 1);
}
