#include "wire/live.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "record/capture.h"

using namespace parley;
using namespace parley::wire;

TEST(Live, KnowsTheInterfacesOfThisComputerAndNothingElse) {
  const auto list = LiveCapture::interfaces();
  ASSERT_TRUE(list) << to_string(list.error());
  const auto has = [&](std::string_view name) {
    return std::any_of(list->begin(), list->end(),
                       [&](const Interface& one) { return one.name == name; });
  };
  if (list->empty()) GTEST_SKIP() << "this user sees no interfaces";
  EXPECT_TRUE(has("lo"));
  EXPECT_TRUE(has("any"));
  EXPECT_FALSE(has("nflog"));
  EXPECT_FALSE(has("dbus-system"));
}

TEST(Live, AWrongNameIsAnsweredWithTheRightOnes) {
  for (const char* name : {"eth77", "dbus-system", "", "a name that is far too long for one"}) {
    const auto live = LiveCapture::open(name);
    ASSERT_FALSE(live) << name;
    EXPECT_EQ(live.error().kind, ErrorClass::no_device);
    EXPECT_EQ(live.error().attempted, std::string("capture on ") + name);
    EXPECT_NE(live.error().seen.find("there is no such interface"), std::string::npos);
  }
  const auto list = LiveCapture::interfaces();
  if (!list || list->empty()) return;
  EXPECT_NE(LiveCapture::open("eth77").error().seen.find("; there are: "), std::string::npos);
}

TEST(Live, IsACaptureFromItsFirstOctetOn) {
  auto opened = LiveCapture::open("lo");
  if (!opened && opened.error().kind == ErrorClass::no_permission) {
    GTEST_SKIP() << to_string(opened.error());
  }
  ASSERT_TRUE(opened) << to_string(opened.error());
  LiveCapture& live = **opened;
  EXPECT_GE(live.descriptor(), 0);
  // By single octets: what does not fit now comes with the next call.
  record::CaptureReader reader([&](std::span<char> into) { return live.read(into.subspan(0, 1)); });
  const auto packet = reader.next();
  ASSERT_TRUE(packet) << to_string(packet.error());
  EXPECT_TRUE(reader.recognised());
  EXPECT_FALSE(reader.rebuilt());
  EXPECT_EQ(reader.application(), "Parley " PARLEY_VERSION);
  EXPECT_TRUE(live.figures());
}

TEST(Live, TheAdviceCanBePasted) {
  EXPECT_EQ(permission_advice("/opt/my tools/parley", "wire -i lo"),
            "Either permit it to this program, for everybody who can run it, and try again:\n"
            "  sudo setcap cap_net_raw=ep '/opt/my tools/parley'\n"
            "or run it as root this once:\n"
            "  sudo '/opt/my tools/parley' wire -i lo");
  EXPECT_EQ(permission_advice("/usr/bin/parley-desk", ""),
            "Permit it to this program, for everybody who can run it, and start it again:\n"
            "  sudo setcap cap_net_raw=ep /usr/bin/parley-desk");
}
