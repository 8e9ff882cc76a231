#include "log/exporter.h"

#include <gtest/gtest.h>

#include "event/jsonl.h"

namespace parley::log {
namespace {

using event::Kind;

class ExporterTest : public testing::Test {
 protected:
  ExporterTest() {
    party_.remote = {*IpAddress::parse("192.168.1.20"), Port{51234}};
    event_.number = 17;
    event_.time = WallTime(Duration(1'700'000'000'123'456'789));
    event_.kind = Kind::received;
    event_.peer = event::PeerId{2};
    event_.connection = event::ConnectionId{5};
    event_.party = &party_;
  }

  std::string exported(ExportFormat format, bool both = false) {
    std::string out;
    Exporter exporter({format, both}, [&out](Bytes more) { out += more; });
    exporter.offer(event_);
    exporter.finish();
    return out;
  }

  /// The row below the header.
  std::string csv() {
    const std::string out = exported(ExportFormat::csv);
    EXPECT_EQ(out.substr(0, out.find("\r\n")),
              "n,time,event,peer,connection,address,direction,bytes,text,reason");
    return out.substr(out.find("\r\n") + 2);
  }

  event::Party party_;
  event::Event event_;
};

TEST_F(ExporterTest, CsvHasOneRowAnEvent) {
  event_.bytes = "Hello";
  EXPECT_EQ(csv(),
            "17,2023-11-14T22:13:20.123456Z,received,2,5,192.168.1.20:51234,in,5,Hello,\r\n");
  event_.kind = Kind::closed;
  event_.bytes = {};
  event_.reason = "by the peer, in order";
  EXPECT_EQ(csv(),
            "17,2023-11-14T22:13:20.123456Z,closed,2,5,192.168.1.20:51234,,,,\"by the "
            "peer, in order\"\r\n");
}

TEST_F(ExporterTest, CsvQuotesAndMakesFormulasHarmless) {
  const auto cell = [this](std::string_view content) {
    event_.bytes = content;
    const std::string row = csv();
    const std::string front = ",in," + std::to_string(content.size()) + ",";
    const auto at = row.find(front) + front.size();
    return row.substr(at, row.rfind(",\r\n") - at);
  };
  EXPECT_EQ(cell("say \"hi\""), "\"say \"\"hi\"\"\"");
  EXPECT_EQ(cell("a\nb"), "\"a\nb\"");
  EXPECT_EQ(cell("=1+1"), "\"'=1+1\"");
  EXPECT_EQ(cell("-5"), "\"'-5\"");
  EXPECT_EQ(cell("@x"), "\"'@x\"");
  EXPECT_EQ(cell("+x"), "\"'+x\"");
  EXPECT_EQ(cell("\tx"), "\"'\tx\"");
  EXPECT_EQ(cell(Bytes("\0\x1b[31m\xff", 7)), "\\00\\1B[31m\\FF");
}

TEST_F(ExporterTest, JsonlIsTheContract) {
  event_.bytes = "Hello";
  std::string line;
  event::append_jsonl(event_, line);
  EXPECT_EQ(exported(ExportFormat::jsonl), line);
}

TEST_F(ExporterTest, TextIsForPeople) {
  event_.bytes = "one\ntwo\n";
  EXPECT_EQ(
      exported(ExportFormat::text),
      "2023-11-14T22:13:20.123456Z    2 received      8 B one\n" + std::string(43, ' ') + "two\n");
  const Error error{ErrorClass::vanished, 0, "talk", "no answer\x1b for 30 s"};
  event_.kind = Kind::failed;
  event_.error = &error;
  EXPECT_EQ(exported(ExportFormat::text),
            "2023-11-14T22:13:20.123456Z    2 failed    192.168.1.20:51234 cannot talk: no "
            "answer\\1B for 30 s\n");
}

TEST_F(ExporterTest, BytesAreWhatWasReceivedAndNothingElse) {
  event_.bytes = Bytes("a\0b", 3);
  EXPECT_EQ(exported(ExportFormat::bytes), std::string("a\0b", 3));
  event_.kind = Kind::sent;
  EXPECT_EQ(exported(ExportFormat::bytes), "");
  EXPECT_EQ(exported(ExportFormat::bytes, true), std::string("a\0b", 3));
  event_.kind = Kind::noted;
  EXPECT_EQ(exported(ExportFormat::bytes, true), "");
}

TEST(ExportFormats, AreListedWhenOneIsNotKnown) {
  EXPECT_EQ(*parse_export_format("csv"), ExportFormat::csv);
  EXPECT_EQ(to_string(parse_export_format("xml").error()),
            "cannot export as \"xml\": the formats are csv, jsonl, text and bytes");
}

}  // namespace
}  // namespace parley::log
