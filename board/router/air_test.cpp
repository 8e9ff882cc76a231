#include "board/router/air.h"

#include <gtest/gtest.h>
#include <vector>

using namespace parley::board::router;

namespace {

const AirNetwork any{.owner = 0,
                     .ssid = "Parley",
                     .password = {},
                     .bssid = {1},
                     .hidden = false,
                     .any_name = true,
                     .any_password = true,
                     .stations = 0,
                     .stations_max = 9};

AirNetwork named(std::uint64_t owner, std::string ssid, std::string password = {}) {
  AirNetwork network;
  network.owner = owner;
  network.ssid = std::move(ssid);
  network.password = std::move(password);
  network.bssid = {static_cast<std::uint8_t>(owner)};
  network.stations_max = 4;
  return network;
}

/// The owner of the network joined, or minus the refusal.
int joined(const std::vector<AirNetwork>& air, const JoinWish& wish) {
  const Choice choice = choose(air, wish);
  if (choice.network != nullptr) return static_cast<int>(choice.network->owner);
  return -static_cast<int>(choice.refusal);
}

constexpr int no_network = -1;
constexpr int wrong_password = -2;
constexpr int network_full = -3;

TEST(Air, WithoutANameAnyNameAndPasswordJoins) {
  EXPECT_EQ(joined({any}, {"your-ssid", "your-password", {}}), 0);
  EXPECT_EQ(joined({any}, {"", "", {}}), 0);
}

TEST(Air, ABoardsOwnNetworkGoesBeforeOneThatTakesAnyName) {
  const auto lamp = named(3, "lamp");
  EXPECT_EQ(joined({any, lamp}, {"lamp", "", {}}), 3);
  EXPECT_EQ(joined({lamp, any}, {"lamp", "", {}}), 3);
  EXPECT_EQ(joined({lamp, any}, {"home", "", {}}), 0);
  EXPECT_EQ(joined({any, named(3, "lamp", "12345678")}, {"lamp", "wrong678", {}}), wrong_password);
}

TEST(Air, NamesAndPasswordsAreCompared) {
  const auto home = named(0, "home", "12345678");
  EXPECT_EQ(joined({home}, {"home", "12345678", {}}), 0);
  EXPECT_EQ(joined({home}, {"home", "1234567", {}}), wrong_password);
  EXPECT_EQ(joined({home}, {"home", "", {}}), wrong_password);
  EXPECT_EQ(joined({home}, {"Home", "12345678", {}}), no_network);
  EXPECT_EQ(joined({}, {"home", "", {}}), no_network);
}

TEST(Air, AnOpenNetworkDoesNotExistForWhoBringsAPassword) {
  EXPECT_EQ(joined({named(2, "lamp")}, {"lamp", "12345678", {}}), no_network);
}

TEST(Air, AFullOneSaysSo) {
  auto lamp = named(2, "lamp");
  lamp.stations = 4;
  EXPECT_EQ(joined({lamp}, {"lamp", "", {}}), network_full);
  EXPECT_EQ(joined({lamp, named(3, "lamp")}, {"lamp", "", {}}), 3)
      << "another of the name has room";
}

TEST(Air, ABssidMeansThatOneAlone) {
  const std::vector<AirNetwork> two{named(2, "mesh"), named(3, "mesh")};
  EXPECT_EQ(joined(two, {"mesh", "", Mac{3}}), 3);
  EXPECT_EQ(joined(two, {"mesh", "", Mac{9}}), no_network);
}

TEST(Air, TheSignalIsSteadyAndAround50) {
  for (std::uint8_t number = 0; number < 200; ++number) {
    const int dbm = signal_strength(1, {number}, {0, number});
    EXPECT_GE(dbm, -54);
    EXPECT_LE(dbm, -46);
    EXPECT_EQ(signal_strength(1, {number}, {0, number}), dbm);
  }
}

}  // namespace
