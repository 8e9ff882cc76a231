// Captures of boards, from the file to the pixels: what the reader makes of them, in the panel.
#include <QTest>
#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>
#include <memory>

#include "desk/bridge/ladder_reader.h"
#include "desk/widgets/ladder_fixture.h"
#include "desk/widgets/ladder_panel.h"
#include "desk/widgets/ladder_view.h"

namespace parley::desk::window {
namespace {

class LadderCapture : public testing::Test {
 protected:
  void open(const char* name) {
    widgets::apply_look(false);
    reader_ = std::make_shared<bridge::LadderReader>(
        std::filesystem::path(PARLEY_SOURCE_DIR "/tests/corpus/ladder_fuzz") / name, false);
    panel_.resize(760, 700);
    panel_.show();
    panel_.show_rows(reader_);
    ASSERT_TRUE(QTest::qWaitFor([this] { return reader_->flows().size() == 3; }));
  }

  std::shared_ptr<bridge::LadderReader> reader_;
  widgets::LadderPanel panel_;
};

TEST_F(LadderCapture, AHandshakeFirstAndDatagramsAside) {
  open("demo");
  EXPECT_EQ(panel_.view().flow(), 3u) << "the newest over TCP";
  const auto& rows = reader_->rows(3);
  ASSERT_GT(rows.size(), 3u);
  EXPECT_EQ(rows[0].label, QStringLiteral("SYN"));
  EXPECT_EQ(rows[1].label, QStringLiteral("SYN-ACK"));
  EXPECT_EQ(rows[2].label, QStringLiteral("ACK"));
  EXPECT_TRUE(panel_.words().startsWith(QStringLiteral("Ended: reset by client. Handshake in ")));
  widgets::picture_of(panel_, "ladder-demo");
}

TEST_F(LadderCapture, WhatALossyLinkDid) {
  open("lossy");
  const auto& rows = reader_->rows(3);
  EXPECT_TRUE(std::any_of(rows.begin(), rows.end(), [](const auto& row) { return row.lost; }));
  EXPECT_TRUE(panel_.view().highlight(true, 1, 5));
  widgets::picture_of(panel_, "ladder-lossy");
}

}  // namespace
}  // namespace parley::desk::window
