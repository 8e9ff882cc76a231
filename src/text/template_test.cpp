#include "text/template.h"

#include <array>
#include <gtest/gtest.h>

namespace parley::text {
namespace {

using namespace std::chrono_literals;

// 2026-11-22T10:00:00.9Z
constexpr WallTime noon{1'795'341'600s + 900ms};
static_assert(noon == std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 10h + 900ms);

std::string expand(std::string_view notation, const TemplateContext& context = {},
                   const CaptureSet& captures = {}) {
  const auto made = Template::parse(notation, captures);
  return made ? made->expand(context) : to_string(made.error());
}

std::string error_of(std::string_view notation, const CaptureSet& captures = {}) {
  const auto made = Template::parse(notation, captures);
  return made ? "no error" : to_string(made.error());
}

TEST(Template, WithoutMacrosIsANotation) {
  EXPECT_EQ(expand("Hello\\r\\n\\00"), std::string("Hello\r\n\0", 8));
  EXPECT_EQ(expand(""), "");
  EXPECT_TRUE(Template::parse("Hello")->is_constant());
}

TEST(Template, EveryMacro) {
  TemplateContext context;
  context.time = noon;
  context.counter = 17;
  context.random = 65'535;
  context.peer = 3;
  context.address = "192.168.1.20:51234";
  EXPECT_EQ(expand("{{DATE}}T{{TIME}}Z {{UNIXTIME}}", context), "2026-11-22T10:00:00Z 1795341600");
  EXPECT_EQ(expand("{{COUNTER}} {{RANDOM}} {{RANDOM}}", context), "17 65535 65535");
  EXPECT_EQ(expand("{{PEER}}={{ADDRESS}}\\n", context), "3=192.168.1.20:51234\n");
  EXPECT_FALSE(Template::parse("{{COUNTER}}")->is_constant());
  EXPECT_FALSE(Template::parse("{{COUNTER}}")->uses_captures());
}

TEST(Template, Captures) {
  const CaptureSet captures{3, {{"key", 1}, {"value", 2}}};
  const std::array<std::string_view, 3> matched{"a=b", "a", "b"};
  TemplateContext context;
  context.captures = matched;
  EXPECT_EQ(expand("{{0}} {{1}} {{2}} {{value}}{{key}}", context, captures), "a=b a b ba");
  EXPECT_TRUE(Template::parse("x{{0}}", captures)->uses_captures());
  EXPECT_FALSE(Template::parse("x", captures)->uses_captures());
}

TEST(Template, WhatAPeerSaidIsPutInAsItIs) {
  const std::array<std::string_view, 1> matched{"{{COUNTER}}\\n"};
  TemplateContext context;
  context.captures = matched;
  EXPECT_EQ(expand("<{{0}}>", context, {1, {}}), "<{{COUNTER}}\\n>");
}

TEST(Template, BracesThatAreNoMacro) {
  EXPECT_EQ(expand("{ } }} {\"a\":{\"b\":1}}"), "{ } }} {\"a\":{\"b\":1}}");
  EXPECT_EQ(expand("\\7B{COUNTER}}"), "{{COUNTER}}");
  TemplateContext context;
  context.counter = 5;
  EXPECT_EQ(expand("{\"n\":{{COUNTER}}}", context), "{\"n\":5}");
  EXPECT_EQ(expand("{{{COUNTER}}:1}", context), "{5:1}");
}

TEST(Template, AnUnknownMacroIsAnErrorThatListsTheKnown) {
  EXPECT_EQ(
      error_of("a{{COUNT}}"),
      "cannot read the text \"{{COUNT}}\": there is no such macro; there are {{DATE}} {{TIME}} "
      "{{UNIXTIME}} {{COUNTER}} {{RANDOM}} {{PEER}} {{ADDRESS}}. To write two braces, write "
      "\\7B{");
  EXPECT_NE(error_of("{{counter}}").find("no such macro"), std::string::npos);
  EXPECT_NE(error_of("{{}}").find("no such macro"), std::string::npos);
  EXPECT_NE(error_of("{{x}}", {2, {{"word", 1}}}).find("{{ADDRESS}} {{0}} {{1}} {{word}}."),
            std::string::npos);
}

TEST(Template, AGroupMustExist) {
  EXPECT_EQ(error_of("{{0}}"),
            "cannot read the text \"{{0}}\": groups exist only where an expression is matched");
  EXPECT_EQ(error_of("{{1}}", {2, {}}), "no error");
  EXPECT_NE(error_of("{{2}}", {2, {}}).find("no such macro"), std::string::npos);
  EXPECT_NE(error_of("{{-1}}", {2, {}}).find("no such macro"), std::string::npos);
  EXPECT_NE(error_of("{{99999999999999999999999}}", {2, {}}).find("no such macro"),
            std::string::npos);
}

TEST(Template, AGroupNamedLikeAMacroIsAmbiguous) {
  EXPECT_EQ(
      error_of("{{DATE}}", {2, {{"DATE", 1}}}),
      "cannot read the text \"{{DATE}}\": it is a macro and a group of the expression; rename "
      "the group");
  EXPECT_EQ(error_of("{{TIME}}", {2, {{"DATE", 1}}}), "no error");
}

TEST(Template, AMacroMustEnd) {
  EXPECT_EQ(error_of("ab{{COUNTER}"),
            "cannot read the text \"ab{{COUNTER}\": the {{ at position 3 has no }}; to write two "
            "braces, write \\7B{");
}

TEST(Template, AnEscapeErrorHasThePositionOfTheWhole) {
  EXPECT_NE(error_of("{{DATE}}\\q").find("position 9 is followed by \"q\""), std::string::npos);
}

}  // namespace
}  // namespace parley::text
