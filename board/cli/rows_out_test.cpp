#include "board/cli/rows_out.h"

#include <csignal>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

using namespace parley::board::cli;

namespace {

class RowsOutTest : public testing::Test {
 public:
  RowsOutTest() {
    EXPECT_EQ(::pipe(ends_), 0);
    ::fcntl(ends_[0], F_SETFL, O_NONBLOCK);
  }
  ~RowsOutTest() override {
    close_reader();
    ::close(ends_[1]);
  }

 protected:
  void close_reader() {
    if (ends_[0] >= 0) ::close(ends_[0]);
    ends_[0] = -1;
  }

  std::string read_all() {
    std::string got(200'000, '\0');
    const ssize_t count = ::read(ends_[0], got.data(), got.size());
    got.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
    return got;
  }

  int ends_[2] = {-1, -1};
};

TEST_F(RowsOutTest, RowsLeaveInOrder) {
  RowsOut rows(ends_[1]);
  EXPECT_FALSE(rows.waits());
  rows.add("one");
  rows.add("two");
  EXPECT_TRUE(rows.waits());
  EXPECT_TRUE(rows.write_some());
  EXPECT_FALSE(rows.waits());
  EXPECT_EQ(read_all(), "one\ntwo\n");
}

TEST_F(RowsOutTest, OneWriteIsNeverMoreThanAPipeTakesWithoutWaiting) {
  RowsOut rows(ends_[1]);
  rows.add(std::string(100'000, 'x'));
  EXPECT_TRUE(rows.write_some());
  EXPECT_EQ(read_all().size(), 4096u);
}

TEST_F(RowsOutTest, WhatDoesNotFitIsCounted) {
  RowsOut rows(ends_[1]);
  const std::string row(99'999, 'x');
  for (int count = 0; count < 13; ++count)
    rows.add(row);
  std::string got;
  while (rows.waits() && rows.write_some())
    got += read_all();
  EXPECT_EQ(got.size(), 1'000'000u) << "ten rows; three were left out";
  rows.add("last");
  EXPECT_TRUE(rows.write_some());
  EXPECT_EQ(read_all(), "(3 rows were left out)\nlast\n");
}

TEST_F(RowsOutTest, WithoutAReaderNothingWaitsForEver) {
  std::signal(SIGPIPE, SIG_IGN);
  RowsOut rows(ends_[1]);
  rows.add("one");
  close_reader();
  EXPECT_FALSE(rows.write_some());
  EXPECT_FALSE(rows.waits());
}

}  // namespace
