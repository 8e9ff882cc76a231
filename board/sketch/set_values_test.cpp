#include "board/sketch/set_values.h"

#include <gtest/gtest.h>

namespace parley::board::sketch {
namespace {

std::string set(std::string code, const std::string& name, const std::string& value) {
  const std::size_t found = set_value(code, {name, value});
  return found > 0 ? code : "not found";
}

TEST(SetValue, Macros) {
  EXPECT_EQ(set("#define PORT 80\n", "PORT", "8000"), "#define PORT 8000\n");
  EXPECT_EQ(set("#define PORT 80 // the port\n", "PORT", "1"), "#define PORT 1 // the port\n");
  EXPECT_EQ(set("  #  define HOST \"a b\"\r\n", "HOST", "\"c\""), "  #  define HOST \"c\"\r\n");
  EXPECT_EQ(set("#define LONG 1 + \\\n  2\nint x;\n", "LONG", "3"), "#define LONG 3\n\nint x;\n")
      << "the lines below keep their numbers";
}

TEST(SetValue, InitialisersAtFileScope) {
  EXPECT_EQ(set("const char* HOST = \"x;y\"; int b;", "HOST", "\"z\""),
            "const char* HOST = \"z\"; int b;");
  EXPECT_EQ(set("const char ssid[] = \"name\";", "ssid", "\"n\""), "const char ssid[] = \"n\";");
  EXPECT_EQ(set("int a = 1, b = 2;", "b", "5"), "int a = 1, b = 5;");
  EXPECT_EQ(set("int pins[2] = {1,\n 2};\nint c;", "pins", "{3, 4}"),
            "int pins[2] = {3, 4}\n;\nint c;");
  EXPECT_EQ(set("IPAddress server = IPAddress(1, 2, 3, 4);", "server", "IPAddress(4, 3, 2, 1)"),
            "IPAddress server = IPAddress(4, 3, 2, 1);");
}

TEST(SetValue, NothingElseIsTouched) {
  EXPECT_EQ(set("void f() { int port = 1; }", "port", "2"), "not found");
  EXPECT_EQ(set("// PORT = 1;\nchar* s = \"PORT = 1;\";", "PORT", "2"), "not found");
  EXPECT_EQ(set("void f(int port = 1);", "port", "2"), "not found");
  EXPECT_EQ(set("#define MAX(a) (a)\n", "MAX", "2"), "not found");
  EXPECT_EQ(set("#define FLAG\n", "FLAG", "2"), "not found");
  EXPECT_EQ(set("#if PORT == 80\n#endif\n", "PORT", "2"), "not found");
}

TEST(SetValue, EveryPlaceOfAName) {
  EXPECT_EQ(set("#ifdef A\n#define P 1\n#else\n#define P 22\n#endif\n", "P", "333"),
            "#ifdef A\n#define P 333\n#else\n#define P 333\n#endif\n");
}

TEST(SettableNames, InOrderAndOnce) {
  const auto names = settable_names(
      "#define A 1\nint b = 2;\n#define A 3\nvoid f() { int c = 1; }\n"
      "const char* d[] = {\"=\"};\n");
  EXPECT_EQ(names, (std::vector<std::string>{"A", "b", "d"}));
}

}  // namespace
}  // namespace parley::board::sketch
