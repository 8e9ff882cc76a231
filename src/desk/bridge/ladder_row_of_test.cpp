#include "desk/bridge/ladder_row_of.h"

#include <gtest/gtest.h>

namespace parley::desk::bridge {
namespace {

wire::Flow flow(const char* link, const char* client, const char* server) {
  wire::Flow made;
  made.number = 3;
  made.link = link;
  made.client = {*IpAddress::parse(client), Port{49153}};
  made.server = {*IpAddress::parse(server), Port{8888}};
  return made;
}

QString names(const wire::Flow& of) {
  const auto made = ladder_flow_of(of, {}, 1, false);
  return made.client + QStringLiteral(" > ") + made.server;
}

TEST(LadderFlowOf, NamesTheEndsOfABoardsLinkThatAreCertain) {
  EXPECT_EQ(names(flow("board Lamp", "10.0.2.15", "10.0.2.2")),
            QStringLiteral("Lamp (10.0.2.15:49153) > this PC (10.0.2.2:8888)"));
  EXPECT_EQ(names(flow("board Lamp", "10.0.2.2", "10.0.2.16")),
            QStringLiteral("this PC (10.0.2.2:49153) > Lamp (10.0.2.16:8888)"));
  EXPECT_EQ(names(flow("board Lamp", "10.0.2.15", "192.168.1.9")),
            QStringLiteral("Lamp (10.0.2.15:49153) > 192.168.1.9:8888"));
  EXPECT_EQ(names(flow("board Lamp", "10.0.2.15", "10.0.2.16")),
            QStringLiteral("10.0.2.15:49153 > 10.0.2.16:8888"))
      << "two boards: nobody knows whose link this is";
  EXPECT_EQ(names(flow("eth0", "10.0.2.15", "10.0.2.2")),
            QStringLiteral("10.0.2.15:49153 > 10.0.2.2:8888"));
}

TEST(LadderFlowOf, AnEndIsSaidWhenItIsOne) {
  const auto end = [](wire::Summary summary, bool over) {
    return ladder_flow_of(flow("eth0", "10.0.0.1", "10.0.0.2"), summary, 1, over).end;
  };
  EXPECT_EQ(end({.asked = 1, .answered = true}, false), QString());
  EXPECT_EQ(end({.asked = 1, .answered = true}, true), QString());
  EXPECT_EQ(end({.asked = 1, .answered = true, .finished = {true, true}}, false),
            QStringLiteral("closed"));
  EXPECT_EQ(end({.asked = 1, .refused = true}, false), QStringLiteral("refused"));
  EXPECT_EQ(end({.asked = 1}, false), QString());
  EXPECT_EQ(end({.asked = 1}, true), QStringLiteral("no answer"));
  EXPECT_EQ(end({.rebuilt = true}, true), QString());
}

TEST(LadderRowOf, OffloadedChecksumsAreNoTrouble) {
  wire::Row row;
  row.kind = wire::Row::Kind::data;
  row.bytes = 5;
  row.first_octet = 1;
  row.payload = "Hello";
  row.findings = {{wire::Finding::Kind::unfinished}};
  const auto made = ladder_row_of(flow("eth0", "10.0.0.1", "10.0.0.2"), row);
  EXPECT_FALSE(made.trouble);
  EXPECT_EQ(made.findings.size(), 1);
  EXPECT_EQ(made.words, QStringLiteral("octets 1 to 5: \"Hello\""));
  row.kind = wire::Row::Kind::rst;
  EXPECT_TRUE(ladder_row_of(flow("eth0", "10.0.0.1", "10.0.0.2"), row).trouble);
}

}  // namespace
}  // namespace parley::desk::bridge
