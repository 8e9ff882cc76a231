#include "cli/console.h"

#include <cstring>
#include <gtest/gtest.h>
#include <termios.h>
#include <thread>

#include "cli/console_fixture.h"

namespace parley::cli {
namespace {

using namespace std::chrono_literals;

struct ConsoleTest : ::testing::Test {
  ConsoleTest() { open(); }

  void open() {
    auto opened = Console::open(person.terminal(), person.terminal(), heard.calls());
    ASSERT_TRUE(opened) << to_string(opened.error());
    console = std::move(*opened);
    // What is typed before is echoed by the kernel.
    ASSERT_TRUE(person.sees({">"}));
  }

  Person person;
  Heard heard;
  std::unique_ptr<Console> console;
};

TEST_F(ConsoleTest, hands_over_lines_and_erases_them) {
  person.type("Hello w\xc3\xb6rld\r");
  EXPECT_EQ(heard.next(), "Hello w\xc3\xb6rld");
  EXPECT_TRUE(person.sees({">"}));
  EXPECT_EQ(person.screen(0).lines().size(), 1u);
  person.type("\r");
  EXPECT_EQ(heard.next(), "");
}

TEST_F(ConsoleTest, prints_rows_above_what_is_being_typed) {
  person.type("half a li");
  EXPECT_TRUE(person.sees({"> half a li"}));
  console->queue().append("row one\nrow two\n");
  EXPECT_TRUE(person.sees({"row one", "row two", "> half a li"}));
  person.type("ne");
  console->queue().append("row three\n");
  EXPECT_TRUE(person.sees({"row one", "row two", "row three", "> half a line"}));
  person.type("\r");
  EXPECT_EQ(heard.next(), "half a line");
  EXPECT_TRUE(person.sees({"row one", "row two", "row three", ">"}));
}

TEST_F(ConsoleTest, prints_above_a_line_that_takes_several_rows) {
  const std::string line(100, 'x');
  const std::vector<std::string> shown{"row", "> " + std::string(38, 'x'), std::string(40, 'x'),
                                       std::string(22, 'x')};
  person.type(line);
  console->queue().append("row\n");
  EXPECT_TRUE(person.sees(shown));
  for (const char* move : {"\x01", "\x05", "\x02\x02\x02\x02"}) {
    person.type(move);
    person.screen(50);
    console->queue().append("row\n");
    EXPECT_TRUE(person.sees(shown));
  }
  EXPECT_EQ(person.screen(50).lines().size(), 4u + 3u);
}

TEST_F(ConsoleTest, prints_in_the_middle_of_an_escape_sequence) {
  person.type("first\r");
  EXPECT_EQ(heard.next(), "first");
  person.type("\x1b");
  person.screen(50);
  console->queue().append("row\n");
  EXPECT_TRUE(person.sees({"row", ">"}));
  person.type("[A");
  EXPECT_TRUE(person.sees({"row", "> first"}));
}

TEST_F(ConsoleTest, edits) {
  person.type("world\x01Hello \x05!!\x08\r");
  EXPECT_EQ(heard.next(), "Hello world!");
  person.type("abc\x1b[D\x1b[D\x04\r");  // Ctrl-D deletes where there is something
  EXPECT_EQ(heard.next(), "ac");
  person.type("one two\x17three\r");
  EXPECT_EQ(heard.next(), "one three");
  person.type("gone\x15kept \x01\x0b\x19\r");
  EXPECT_EQ(heard.next(), "kept ");
  person.type("tab\there\r");
  EXPECT_EQ(heard.next(), "tab\there");
  person.type("\x16\x1b[0m\r");
  EXPECT_EQ(heard.next(), "\x1b[0m");
}

TEST_F(ConsoleTest, remembers) {
  person.type("first\rsecond\r\rsecond\r");
  for (const char* line : {"first", "second", "", "second"})
    EXPECT_EQ(heard.next(), line);
  person.type("\x1b[A\x1b[A\r");
  EXPECT_EQ(heard.next(), "first");
  person.type("\x1b[A\x1b[A\x1b[B!\r");
  EXPECT_EQ(heard.next(), "first!");
}

TEST_F(ConsoleTest, empties_the_line_before_it_interrupts) {
  EXPECT_FALSE(console->interrupt());
  person.type("typed");
  EXPECT_TRUE(person.sees({"> typed"}));
  EXPECT_TRUE(console->interrupt());
  EXPECT_TRUE(person.sees({">"}));
  EXPECT_FALSE(console->interrupt());
  person.type("other\r");
  EXPECT_EQ(heard.next(), "other");
}

TEST_F(ConsoleTest, ends_with_ctrl_d_on_an_empty_line_and_goes_on_printing) {
  console->queue().append("before\n");
  EXPECT_TRUE(person.sees({"before", ">"}));
  person.type("\x04");
  EXPECT_EQ(heard.next(), "<end>");
  console->queue().append("after\n");
  EXPECT_TRUE(person.sees({"before", "after"}));
}

TEST_F(ConsoleTest, restores_the_mode_and_leaves_no_prompt) {
  console.reset();
  Person other;
  termios before{};
  termios during{};
  termios after{};
  tcgetattr(other.terminal(), &before);
  {
    auto opened = Console::open(other.terminal(), other.terminal(), heard.calls());
    ASSERT_TRUE(opened);
    EXPECT_TRUE(other.sees({">"}));
    other.type("typed");
    EXPECT_TRUE(other.sees({"> typed"}));
    tcgetattr(other.terminal(), &during);
    EXPECT_EQ(during.c_lflag & (ICANON | ECHO), 0u);
    EXPECT_NE(during.c_lflag & ISIG, 0u);
    (*opened)->queue().append("last row\n");
    EXPECT_EQ((*opened)->queue().wait_written(patience), 0u);
  }
  tcgetattr(other.terminal(), &after);
  EXPECT_EQ(std::memcmp(&before, &after, sizeof before), 0);
  EXPECT_TRUE(other.sees({"last row"}));
}

TEST_F(ConsoleTest, prints_everything_in_order) {
  std::string rows;
  std::vector<std::string> expected;
  for (int i = 0; i < 20'000; ++i) {
    expected.push_back("row " + std::to_string(i));
    rows += expected.back() + '\n';
  }
  expected.push_back("> typed");
  console->queue().append(rows);
  person.type("typed");
  EXPECT_TRUE(person.sees({"row 19999", "> typed"}));
  EXPECT_EQ(person.screen(0).lines(), expected);
}

TEST_F(ConsoleTest, waits_for_a_stopped_terminal_and_is_not_held_up_by_it) {
  person.type("\x13");  // Ctrl-S
  console->queue().append("row\n");
  while (console->queue().stalled_for() < 50ms)
    std::this_thread::sleep_for(1ms);
  EXPECT_EQ(person.screen(0).lines(), std::vector<std::string>{">"});
  EXPECT_EQ(console->queue().wait_written(10ms), 4u);
  person.type("\x11");
  EXPECT_TRUE(person.sees({"row", ">"}));
  EXPECT_EQ(console->queue().wait_written(patience), 0u);
  person.type("\x13");
  console->queue().append("never seen\n");
}  // and ends

TEST_F(ConsoleTest, tells_that_the_terminal_went_away) {
  Heard broken;
  console->queue().on_broken([&, add = broken.calls().line](const Error& error) {
    add(std::string(error_class_name(error.kind)) + ": " + to_string(error));
  });
  person.hang_up();
  EXPECT_EQ(heard.next(), "<end>");
  console->queue().append("row\n");
  EXPECT_EQ(broken.next(), "device: cannot write to the terminal: input/output error (EIO)");
}

TEST_F(ConsoleTest, needs_one_terminal_that_can_move_its_cursor) {
  console.reset();
  Person other;
  auto two = Console::open(person.terminal(), other.terminal(), heard.calls());
  ASSERT_FALSE(two);
  EXPECT_EQ(to_string(two.error()),
            "cannot edit lines on the terminal: standard input and output are not one terminal");
  setenv("TERM", "dumb", 1);  // NOLINT(concurrency-mt-unsafe)
  auto dumb = Console::open(other.terminal(), other.terminal(), heard.calls());
  ASSERT_FALSE(dumb);
  EXPECT_EQ(dumb.error().kind, ErrorClass::device);
}

}  // namespace
}  // namespace parley::cli
