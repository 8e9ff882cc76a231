#include "log/conversation_table.h"

#include <gtest/gtest.h>

#include "log/log.h"
#include "log/log_fixture.h"

namespace parley::log {
namespace {

using event::Event;
using event::Kind;

/// Conversations of one device, each event a second after the one before.
class Talk {
 public:
  Talk() { party.remote = {*IpAddress::parse("10.0.0.7"), Port{80}}; }

  const Event& next(Kind kind, unsigned connection, Bytes bytes = {},
                    std::string_view reason = {}) {
    event_ = {};
    event_.number = ++number_;
    event_.time = WallTime(std::chrono::seconds(number_));
    event_.kind = kind;
    event_.peer = event::PeerId{connection};
    event_.connection = event::ConnectionId{connection};
    event_.party = &party;
    event_.bytes = bytes;
    event_.reason = reason;
    return event_;
  }

  event::Party party;

 private:
  Event event_;
  std::uint64_t number_ = 0;
};

std::vector<Conversation> rows_of(Bytes octets) {
  record::MemoryFiles files;
  Log log(file_of(files, octets));
  const auto table = log.conversations();
  EXPECT_TRUE(table);
  return table ? table->rows() : std::vector<Conversation>{};
}

TEST(ConversationTable, OneRowAConnection) {
  Talk talk;
  ConversationTable table;
  table.offer(talk.next(Kind::connected, 1));
  table.offer(talk.next(Kind::received, 1, "Hello"));
  table.offer(talk.next(Kind::connected, 2));
  table.offer(talk.next(Kind::sent, 1, "Hi"));
  table.offer(talk.next(Kind::received, 1, "!"));
  table.offer(talk.next(Kind::closed, 1, {}, "by the peer"));
  ASSERT_EQ(table.rows().size(), 2u);
  const Conversation& row = table.rows()[0];
  EXPECT_EQ(row.connection, event::ConnectionId{1});
  EXPECT_EQ(row.party.name(), "10.0.0.7:80");
  EXPECT_EQ(row.received_bytes, 6u);
  EXPECT_EQ(row.received_events, 2u);
  EXPECT_EQ(row.sent_bytes, 2u);
  EXPECT_EQ(row.first, WallTime(std::chrono::seconds(1)));
  EXPECT_EQ(row.last, WallTime(std::chrono::seconds(6)));
  EXPECT_TRUE(row.beginning_seen);
  EXPECT_EQ(row.end, Conversation::End::closed);
  EXPECT_EQ(row.reason, "by the peer");
  EXPECT_EQ(table.rows()[1].end, Conversation::End::open);
}

TEST(ConversationTable, WhatEndedInAGapEndedUnseen) {
  Talk talk;
  const auto rows = rows_of(record::encode_all([&talk](record::Encoder& encoder) {
    encoder.put(talk.next(Kind::connected, 1));
    encoder.put(talk.next(Kind::connected, 2));
    encoder.lose(talk.next(Kind::closed, 1));
    encoder.lose(talk.next(Kind::connected, 3));
    encoder.put_gap({3, 4, 0, WallTime(std::chrono::seconds(4)), "x"});
    encoder.put(talk.next(Kind::received, 2, "a"));
  }));
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].end, Conversation::End::unseen);
  EXPECT_EQ(rows[1].end, Conversation::End::open);
  EXPECT_EQ(rows[2].connection, event::ConnectionId{3});
  EXPECT_EQ(rows[2].end, Conversation::End::open);
  EXPECT_FALSE(rows[2].beginning_seen);
}

}  // namespace
}  // namespace parley::log
