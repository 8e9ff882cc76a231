#include "board/api/web_request.h"

#include <gtest/gtest.h>
#include <string>

#include "board/api/uri/UriBraces.h"
#include "board/api/uri/UriGlob.h"
#include "board/api/web_text.h"

namespace parley::board::api {
namespace {

std::string text(const String& from) {
  return {from.c_str(), from.length()};
}

TEST(WebRequest, takes_a_head_apart) {
  WebHead head;
  ASSERT_TRUE(
      parse_head("GET /a%20b+c?x=1&y HTTP/1.1\r\nHost: board\r\nX-Two:  a b \r\n\r\n", &head));
  EXPECT_EQ(head.method, HTTP_GET);
  EXPECT_EQ(text(head.path), "/a b+c");
  EXPECT_EQ(text(head.query), "x=1&y");
  EXPECT_TRUE(head.http_1_1);
  ASSERT_NE(head.field("host"), nullptr);
  EXPECT_EQ(text(*head.field("host")), "board");
  EXPECT_EQ(text(*head.field("x-two")), "a b");
  EXPECT_EQ(head.field("x"), nullptr);
}

TEST(WebRequest, takes_a_proxys_target_and_bare_line_feeds) {
  WebHead head;
  ASSERT_TRUE(parse_head("POST http://board:80/path HTTP/1.0\nA: b\n\n", &head));
  EXPECT_EQ(text(head.path), "/path");
  EXPECT_FALSE(head.http_1_1);
  ASSERT_TRUE(parse_head("GET http://board HTTP/1.1\r\n\r\n", &head));
  EXPECT_EQ(text(head.path), "/");
}

TEST(WebRequest, refuses_what_is_no_request) {
  WebHead head;
  for (const char* bad : {"", "\r\n\r\n", "GET\r\n\r\n", "GET / \r\n\r\n", "GET / HTTP/2\r\n\r\n",
                          "BREW / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nno colon\r\n\r\n",
                          "GET / HTTP/1.1\r\n: x\r\n\r\n", "GET / HTTP/1.1\r\n"}) {
    EXPECT_FALSE(parse_head(bad, &head)) << bad;
  }
  EXPECT_FALSE(parse_head(String("GET /\0 HTTP/1.1\r\n\r\n", 20), &head));
  String many = "GET / HTTP/1.1\r\n";
  for (size_t i = 0; i <= arguments_max; ++i)
    many += "a: b\r\n";
  EXPECT_FALSE(parse_head(many + "\r\n", &head));
}

TEST(WebRequest, decodes_arguments) {
  std::vector<WebField> fields;
  ASSERT_TRUE(parse_arguments("a=1&b=x+y%21&&c&=d&e=%zz%4", &fields));
  ASSERT_EQ(fields.size(), 4U);
  EXPECT_EQ(text(fields[0].value), "1");
  EXPECT_EQ(text(fields[1].value), "x y!");
  EXPECT_EQ(text(fields[2].name), "c");
  EXPECT_EQ(text(fields[3].value), "%zz%4");
  String many;
  for (size_t i = 0; i <= arguments_max; ++i)
    many += "a=b&";
  EXPECT_FALSE(parse_arguments(many, &fields));
}

TEST(WebRequest, finds_parameters) {
  const String field = "form-data; name=\"a b\"; filename=x.txt";
  EXPECT_EQ(text(parameter(field, "name")), "a b");
  EXPECT_EQ(text(parameter(field, "filename")), "x.txt");
  EXPECT_EQ(text(parameter(field, "boundary")), "");
  EXPECT_EQ(text(parameter("x; boundary=", "boundary")), "");
  EXPECT_EQ(text(parameter("x; boundary=\"open", "boundary")), "open");
}

/// What a multipart body says, as one line.
std::string told(const char* boundary, const std::string& body) {
  MultipartReader reader{String(boundary)};
  std::string all;
  for (const char octet : body) {
    switch (reader.feed(octet)) {
      case MultipartReader::Step::more: break;
      case MultipartReader::Step::part_begin:
        all += "<" + text(reader.name) + (reader.is_file ? ":" + text(reader.filename) : "") + ">";
        break;
      case MultipartReader::Step::octets: all.append(reader.octets(), reader.octets_count()); break;
      case MultipartReader::Step::part_end: all += "|"; break;
      case MultipartReader::Step::end: return all + "end";
      case MultipartReader::Step::bad: return all + "bad";
    }
  }
  return all;
}

TEST(WebRequest, cuts_a_multipart_body) {
  EXPECT_EQ(told("b",
                 "--b\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\nvalue\r\n"
                 "--b\r\nContent-Disposition: form-data; name=\"g\"; filename=\"n\"\r\n"
                 "Content-Type: text/plain\r\n\r\none\r\n-two\r\n--\r\n\r\n--b--"),
            "<f>value|<g:n>one\r\n-two\r\n--\r\n|end");
  EXPECT_EQ(told("b", "preamble\r\n--b\r\n\r\nx\r\n--b--"), "<>x|end");
  EXPECT_EQ(told("b", "--b\r\n\r\n\r\n--b--"), "<>|end");
  EXPECT_EQ(told("b", "--bx"), "bad");
  EXPECT_EQ(told("b", "--b-x"), "bad");
  EXPECT_EQ(told("b", "--b\rx"), "bad");
  EXPECT_EQ(told("", "--\r\n"), "bad");
  EXPECT_EQ(told(std::string(71, 'x').c_str(), "--"), "bad");
  EXPECT_EQ(told("b", "--b\r\n" + std::string(2000, 'x')), "bad");
  EXPECT_EQ(told("aab", "--aab\r\n\r\nx\r\n--aaaab\r\n\r\n--aab--"), "<>x\r\n--aaaab\r\n|end");
}

TEST(WebRequest, compares_paths) {
  std::vector<String> arguments;
  EXPECT_TRUE(Uri("/a").canHandle("/a", arguments));
  EXPECT_FALSE(Uri("/a").canHandle("/a/", arguments));
  UriBraces braces("/users/{}/devices/{}");
  EXPECT_TRUE(braces.canHandle("/users/7/devices/lamp", arguments));
  ASSERT_EQ(arguments.size(), 2U);
  EXPECT_EQ(text(arguments[0]), "7");
  EXPECT_EQ(text(arguments[1]), "lamp");
  EXPECT_FALSE(braces.canHandle("/users/7/devices/lamp/on", arguments));
  EXPECT_FALSE(braces.canHandle("/users/7", arguments));
  UriGlob glob("/f*/?.txt*");
  EXPECT_TRUE(glob.canHandle("/files/deep/a.txt", arguments));
  EXPECT_TRUE(glob.canHandle("/f/a.txt.gz", arguments));
  EXPECT_FALSE(glob.canHandle("/g/a.txt", arguments));
}

TEST(WebRequest, encodes_base64) {
  EXPECT_EQ(text(base64("")), "");
  EXPECT_EQ(text(base64("f")), "Zg==");
  EXPECT_EQ(text(base64("fo")), "Zm8=");
  EXPECT_EQ(text(base64("foo")), "Zm9v");
  EXPECT_EQ(text(base64("\xff\xfe\xfd?")), "//79Pw==");
  EXPECT_STREQ(reason_phrase(404), "Not Found");
  EXPECT_STREQ(reason_phrase(299), "");
}

}  // namespace
}  // namespace parley::board::api
