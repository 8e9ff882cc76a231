#include "desk/window/options.h"

#include <gtest/gtest.h>

using namespace parley::desk::window;

namespace {

tl::expected<Options, QString> parsed(const QStringList& arguments) {
  return parse_options(QStringList{QStringLiteral("parley-desk")} + arguments);
}

}  // namespace

TEST(Options, AreAllUnderstood) {
  const auto options = parsed({QStringLiteral("--listen"), QStringLiteral("8888"),
                               QStringLiteral("--board=TcpClient"), QStringLiteral("--look=dark"),
                               QStringLiteral("--language=zh_CN"), QStringLiteral("a.pcapng"),
                               QStringLiteral("b.pcap")});
  ASSERT_TRUE(options);
  ASSERT_TRUE(options->listen);
  EXPECT_EQ(options->listen->port, parley::Port{8888});
  EXPECT_EQ(options->listen->where, "");
  EXPECT_EQ(options->board, QStringLiteral("TcpClient"));
  EXPECT_EQ(options->look, QStringLiteral("dark"));
  EXPECT_EQ(options->language, QStringLiteral("zh_CN"));
  EXPECT_EQ(options->files.size(), 2);
}

TEST(Options, NothingIsListeningUnasked) {
  const auto options = parsed({});
  ASSERT_TRUE(options);
  EXPECT_FALSE(options->listen);
  EXPECT_TRUE(options->board.isEmpty());
}

TEST(Options, AServerHasAnAddressATransportAndAFraming) {
  const auto options = parsed({QStringLiteral("--listen"), QStringLiteral("udp://[::1]:0"),
                               QStringLiteral("--frame"), QStringLiteral("line")});
  ASSERT_TRUE(options);
  EXPECT_EQ(options->listen->where, "::1");
  EXPECT_EQ(options->listen->port, parley::Port{0});
  EXPECT_EQ(options->listen->transport, parley::event::Transport::udp);
  EXPECT_EQ(options->listen->framing, parley::text::Framing::line);
}

TEST(Options, SayWhatCannotBeUnderstood) {
  EXPECT_TRUE(parsed({QStringLiteral("--listen=x")}).error().contains(QStringLiteral("x")));
  EXPECT_FALSE(parsed({QStringLiteral("--listen=raw://10.0.0.1/253")}));
  EXPECT_TRUE(parsed({QStringLiteral("--look=pink")}).error().contains(QStringLiteral("light")));
  EXPECT_TRUE(parsed({QStringLiteral("--colour")}).error().contains(QStringLiteral("colour")));
}
