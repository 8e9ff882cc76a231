#include "board/sketch/prototypes.h"

#include <gtest/gtest.h>

namespace parley::board::sketch {
namespace {

/// A sketch of one file whose every line is its own.
OwnLines own(const std::string& text) {
  return own_lines("# 1 \"a.ino\"\n" + text, {"a.ino"});
}

std::string prototypes(const std::string& text, const std::vector<Tag>& tags) {
  return make_prototypes(own(text), tags).text;
}

TEST(OwnLines, OnlyThoseOfTheSketchWithTheirPlaces) {
  const auto lines = own_lines(
      "# 1 \"a.ino\"\n# 1 \"/usr/include/x.h\" 1\nint x;\n# 2 \"a.ino\" 2\nint a;\n\n"
      "# 7 \"b c.ino\"\nint b;\n",
      {"a.ino", "b c.ino"});
  EXPECT_EQ(lines.text, "int a;\n\nint b;\n");
  ASSERT_EQ(lines.places.size(), 3u);
  EXPECT_EQ(lines.places[0].line, 2u);
  EXPECT_EQ(lines.places[1].line, 3u);
  EXPECT_EQ(lines.places[2].file, "b c.ino");
  EXPECT_EQ(lines.places[2].line, 7u);
}

TEST(Tags, ScopedOnesAndOtherKindsAreLeftOut) {
  const auto tags = read_tags(
      R"tag({"_type":"tag","name":"b","line":9,"kind":"function","signature":"()"})tag"
      "\n"
      R"tag({"_type":"tag","name":"m","line":2,"kind":"function","signature":"()","scope":"C"})tag"
      "\nno json\n"
      R"tag({"_type":"tag","name":"a","line":3,"kind":"prototype","signature":"(int)"})tag"
      "\n"
      R"tag({"_type":"tag","name":"S","line":1,"kind":"struct"})tag"
      "\n");
  ASSERT_EQ(tags.size(), 2u);
  EXPECT_EQ(tags[0].name, "a");
  EXPECT_TRUE(tags[0].is_prototype);
  EXPECT_EQ(tags[1].line, 9u);
}

TEST(Prototypes, TheVeryDeclarationWithItsLine) {
  EXPECT_EQ(prototypes("int x;\nstatic const char*\nname(int a,\n  int b) noexcept {\n}\n",
                       {{"name", 3, false, "(int a,int b)"}}),
            "#line 2 \"a.ino\"\nstatic const char* name(int a, int b) noexcept;\n");
  EXPECT_EQ(prototypes("template <typename T> T twice(T a) { return a + a; }\n",
                       {{"twice", 1, false, "(T a)"}}),
            "#line 1 \"a.ino\"\ntemplate <typename T> T twice(T a);\n");
  EXPECT_EQ(
      prototypes("P operator+(P a, P b) { return a; }\n", {{"operator +", 1, false, "(P a,P b)"}}),
      "#line 1 \"a.ino\"\nP operator+(P a, P b);\n");
}

TEST(Prototypes, BeforeTheFirstFunction) {
  const auto made = make_prototypes(own("int x;\n\nvoid a() { b(); }\nvoid b() {}\n"),
                                    {{"a", 3, false, "()"}, {"b", 4, false, "()"}});
  EXPECT_EQ(made.before.line, 3u);
  EXPECT_EQ(made.text, "#line 3 \"a.ino\"\nvoid a();\n#line 4 \"a.ino\"\nvoid b();\n");
}

TEST(Prototypes, WhereOneWouldBeWrongThereIsNone) {
  EXPECT_EQ(prototypes("void f(int);\nvoid f(int) {}\n",
                       {{"f", 1, true, "(int)"}, {"f", 2, false, "(int)"}}),
            "")
      << "declared already";
  EXPECT_EQ(prototypes("void f(int a = 1) {}\n", {{"f", 1, false, "(int a=1)"}}), "");
  EXPECT_EQ(prototypes("void f(char a = ')') {}\n", {{"f", 1, false, "(char a=')')"}}), "");
  EXPECT_EQ(prototypes("template <int N = 3> void f() {}\n", {{"f", 1, false, "()"}}), "");
  EXPECT_EQ(prototypes("template <> void f<int>() {}\n", {{"f", 1, false, "()"}}), "");
  EXPECT_EQ(prototypes("extern \"C\" void f() {}\n", {{"f", 1, false, "()"}}), "");
  EXPECT_EQ(prototypes("extern \"C\" {\nvoid f() {}\n}\n", {{"f", 2, false, "()"}}), "");
  EXPECT_EQ(prototypes("decltype(later()) f() {}\n", {{"f", 1, false, "()"}}), "");
}

TEST(Prototypes, NotInsideABlockOfCLinkage) {
  const auto made = make_prototypes(own("extern \"C\" {\nvoid f() {}\n}\nvoid g() {}\n"),
                                    {{"f", 2, false, "()"}, {"g", 4, false, "()"}});
  EXPECT_EQ(made.before.line, 1u);
  EXPECT_EQ(made.text, "#line 4 \"a.ino\"\nvoid g();\n");
}

}  // namespace
}  // namespace parley::board::sketch
