// Every failure that `parley doctor` tells apart, with its exact text. The texts are in
// docs/failures.md, which this test compares octet by octet, so that it stays true; it writes the
// page anew where PARLEY_UPDATE_DOCS is set.
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>

#include "explain/failures_fixture.h"

namespace parley::explain {
// Where the page is, and how wide.
constexpr const char* page_path = PARLEY_SOURCE_DIR "/docs/failures.md";
constexpr std::size_t columns = 98;

std::vector<Case> Failures::names() const {
  return {
      {"The name is not known", "A slip of the pen, or a device without a name.", "no_name", false,
       [] { return no_name("esp-kitchn", "no such name"); }},
      {"The name is asked for by mDNS", "The device is off, or does not announce itself.",
       "no_name", false, [] { return no_name("esp8266.local", "no such name"); }},
      {"The address has a slip", "An octet above 255.", "no_name", false,
       [] { return no_name("192.168.178.300", "no such name"); }},
      {"No name server answers", "The network has no way to a DNS server.", "no_name_server", false,
       [] { return no_name("board.example", "no name server answered"); }},
  };
}

std::vector<Case> Failures::ways() {
  return {
      {"This computer is in no network", "Only the loopback adapter is there.", "no_network", false,
       [this] {
         return failed("192.168.178.77", 8000,
                       system_error("connect to 192.168.178.77:8000", ENETUNREACH), 100us, [this] {
                         host_.all_adapters.resize(1);
                         host_.routes.clear();
                         host_.route_elsewhere.reset();
                         host_.default_index.reset();
                       });
       }},
      {"There is no route", "No default route, and the address is in no own network.", "no_route",
       false,
       [this] {
         return failed("10.9.9.9", 80, system_error("connect to 10.9.9.9:80", ENETUNREACH), 100us,
                       [this] {
                         host_.route_elsewhere.reset();
                         host_.default_index.reset();
                       });
       }},
      {"There is no route by IPv6", "A network with IPv4 alone.", "no_ipv6", false,
       [this] {
         return failed("2001:db8::1", 80, system_error("connect to [2001:db8::1]:80", ENETUNREACH),
                       100us, [this] { host_.route_elsewhere.reset(); });
       }},
      {"Wrong subnet", "The device's network is another one, and the router knows it not.",
       "wrong_subnet", false,
       [this] { return failed("192.168.1.77", 8000, silence_of("192.168.1.77:8000"), 5s); }},
      {"A host far away does not answer", "It is on the internet.", "no_answer_far_away", false,
       [this] { return failed("203.0.113.9", 81, silence_of("203.0.113.9:81"), 5s); }},
  };
}

std::vector<Case> Failures::links() {
  const auto nobody = [this] { add_neighbour("192.168.178.99", NeighbourState::failed, ""); };
  return {
      {"The router is silent", "It is off, or this is another network than it was.",
       "router_silent", false,
       [this] {
         return failed("203.0.113.9", 81, unreachable_by("203.0.113.9:81"), 3s, [this] {
           host_.neighbours[ip("192.168.178.1")] = {NeighbourState::failed, ""};
         });
       }},
      {"A router says that it cannot deliver", "Its own neighbour does not answer.",
       "router_refuses", false,
       [this] {
         return failed("203.0.113.9", 81,
                       unreachable_by("203.0.113.9:81",
                                      ": 198.51.100.1 says \"host unreachable\" "
                                      "(ICMP type 3, code 1)"),
                       3s);
       }},
      {"Nobody has that address", "By cable: ARP gets no answer.", "no_neighbour", false,
       [this, nobody] {
         return failed("192.168.178.99", 8000, unreachable_by("192.168.178.99:8000"), 3s,
                       [this, nobody] {
                         nobody();
                         host_.all_adapters[1].kind = host::AdapterKind::wired;
                       });
       }},
      {"Client isolation is suspected", "By Wi-Fi: ARP gets no answer, but the router answers.",
       "client_isolation", false,
       [this, nobody] {
         return failed("192.168.178.99", 8000, unreachable_by("192.168.178.99:8000"), 3s, nobody);
       }},
  };
}

std::vector<Case> Failures::firewalls() {
  constexpr const char* device = "192.168.178.77:8000";
  return {
      {"The port is closed", "The device answers with a TCP reset.", "refused", false,
       [this] { return failed("192.168.178.77", 8000, refused_by(device), 2ms); }},
      {"A firewall rejects", "The device answers by ICMP.", "rejected", false,
       [this] {
         return failed("192.168.178.77", 8000,
                       refused_by(device,
                                  ": 192.168.178.77 says \"port unreachable\" (ICMP type 3, "
                                  "code 3)"),
                       2ms);
       }},
      {"The device's firewall prohibits", "It says so by ICMP.", "prohibited", false,
       [this] {
         return failed("192.168.178.77", 8000,
                       unreachable_by(device,
                                      ": 192.168.178.77 says \"administratively "
                                      "prohibited\" (ICMP type 3, code 13)"),
                       2ms);
       }},
      {"A firewall on the way prohibits", "A router says so by ICMP.", "prohibited", false,
       [this] {
         return failed("203.0.113.9", 81,
                       unreachable_by("203.0.113.9:81",
                                      ": 192.168.178.1 says \"administratively "
                                      "prohibited\" (ICMP type 3, code 13)"),
                       2ms);
       }},
      {"Filtered", "The device answers ARP, and nothing comes back from the port.", "filtered",
       false, [this] { return failed("192.168.178.77", 8000, silence_of(device), 5s); }},
  };
}

std::vector<Case> Failures::own_firewalls() {
  constexpr const char* device = "192.168.178.77:8000";
  return {
      {"Filtered, and the own firewall is innocent", "As root, who may read the rules.", "filtered",
       false,
       [this] {
         return failed("192.168.178.77", 8000, silence_of(device), 5s,
                       [this] { rule("input", "dport", "drop"); });
       }},
      {"The own firewall drops the call", "As root, who may read the rules.", "own_firewall", false,
       [this] {
         return failed("192.168.178.77", 8000, silence_of(device), 5s,
                       [this] { rule("output", "dport", "drop"); });
       }},
      {"The own firewall drops the answer", "As root, who may read the rules.", "own_firewall",
       false,
       [this] {
         return failed("192.168.178.77", 8000, silence_of(device), 5s,
                       [this] { rule("input", "sport", "drop"); });
       }},
      {"The own firewall rejects the call", "Its rules may not be read, but it answers by ICMP.",
       "own_firewall", false,
       [this] {
         return failed("192.168.178.77", 8000,
                       refused_by(device,
                                  ": this computer itself says \"port unreachable\" (ICMP "
                                  "type 3, code 3)"),
                       200us);
       }},
      {"This computer forbids the way", "A route of the kind \"prohibit\".", "forbidden_here",
       false,
       [this] {
         return failed("203.0.113.9", 81, system_error("connect to 203.0.113.9:81", EACCES), 100us,
                       [this] { host_.route_elsewhere.reset(); });
       }},
  };
}

std::vector<Case> Failures::this_computer() {
  constexpr const char* own = "192.168.178.20:8000";
  return {
      {"Nobody listens here", "The address is this computer's own.", "nobody_listens_here", false,
       [this] { return failed("192.168.178.20", 8000, refused_by(own), 100us); }},
      {"Bound to loopback only", "The server listens at 127.0.0.1.", "loopback_only", false,
       [this] {
         return failed("192.168.178.20", 8000, refused_by(own), 100us,
                       [this] { serve("127.0.0.1"); });
       }},
      {"The server listens at another address", "It is asked for at 127.0.0.1.",
       "listens_elsewhere", false,
       [this] {
         return failed("127.0.0.1", 8000, refused_by("127.0.0.1:8000"), 100us,
                       [this] { serve("192.168.178.20"); });
       }},
      {"The server here does not accept, and its queue is full", "It is stuck.", "not_accepted",
       false,
       [this] {
         return failed("192.168.178.20", 8000, silence_of(own), 5s,
                       [this] { serve("0.0.0.0", 2); });
       }},
      {"The server here does not accept", "Its queue still has room.", "not_accepted", false,
       [this] {
         Findings findings = standing("192.168.178.20", [this] { serve("0.0.0.0"); });
         findings.first_words = nothing();
         findings.queue = 1;
         return findings;
       }},
  };
}

std::vector<Case> Failures::tls_servers() {
  return {
      {"Spoken to by TLS, it speaks plain text", "It says something that is no TLS.", "not_tls",
       false,
       [this] {
         return by_tls(
             tls_error(ErrorClass::tls, "the peer does not speak TLS: it sent '220 ready'"));
       }},
      {"Spoken to by TLS, it waits", "A server of plain text that waits for a newline.",
       "tls_silent", false,
       [this] { return by_tls(tls_error(ErrorClass::timeout, "no answer within 10 s")); }},
      {"Spoken to by TLS, it hangs up", "A server of plain text that does not like what it read.",
       "tls_hung_up", false,
       [this] { return by_tls(tls_error(ErrorClass::tls, "the peer closed the connection")); }},
      {"Its certificate signs itself", "As most devices' do.", "certificate", false,
       [this] {
         return by_tls(tls_error(
             ErrorClass::certificate,
             "the certificate is signed by itself, and is not among the trusted ones (OpenSSL: "
             "self-signed certificate; subject CN=esp, for esp, valid 2026-01-01 to 2027-01-01)"));
       }},
      {"Spoken to in plain text, it speaks TLS", "It answers a text with an alert.", "speaks_tls",
       false,
       [this] {
         Findings findings = standing();
         findings.first_words = nothing();
         findings.said = "hello";
         findings.answer =
             octets(std::string("\x15\x03\x03\0\x02\x02\x46", 7), "\\15\\03\\03\\00\\02\\02F");
         return findings;
       }},
  };
}

std::vector<Case> Failures::servers() {
  return {
      {"It closes at once", "A server that does not serve this address.", "closes", false,
       [this] {
         Findings findings = standing();
         findings.first_words = ended(Heard::Kind::closed);
         return findings;
       }},
      {"It closes when it is spoken to", "`--say hello`; perhaps it speaks TLS.", "closes", false,
       [this] {
         Findings findings = silent("hello");
         findings.answer = ended(Heard::Kind::closed);
         findings.answer_to_newline.reset();
         return findings;
       }},
      {"It resets at once", "Its program crashes.", "resets", false,
       [this] {
         Findings findings = standing();
         findings.first_words = ended(Heard::Kind::cut);
         return findings;
       }},
      {"It accepts and is silent", "Nothing was said to it.", "silent", true,
       [this] { return silent(); }},
      {"It accepts and never serves", "`--say hello`; its system acknowledges, and no more.",
       "never_serves", false, [this] { return silent("hello"); }},
      {"It accepts and takes nothing", "`--say hello`; not even its system acknowledges.",
       "not_taken", false, [this] { return silent("hello", false); }},
      {"It waits for a newline", "`--say hello`; the newline behind it is answered.",
       "wants_newline", true,
       [this] {
         Findings findings = silent("hello");
         findings.answer_to_newline = octets("HELLO\n", "HELLO\\n");
         return findings;
       }},
      {"It serves", "No failure: it speaks first.", "serves", true,
       [this] {
         Findings findings = standing();
         findings.first_words = octets("220 ready\r\n", "220 ready\\r\\n");
         return findings;
       }},
  };
}

namespace {

/// Each line in pieces of `columns`; what goes on below is indented like the text above it.
std::string folded(const std::string& text) {
  constexpr std::size_t indent = 11;
  std::string out;
  std::size_t start = 0;
  while (start < text.size()) {
    std::size_t end = text.find('\n', start);
    std::string line = text.substr(start, end - start);
    while (line.size() > columns) {
      const std::size_t space = line.rfind(' ', columns);
      if (space == std::string::npos || space <= indent) break;
      out += line.substr(0, space) + "\n";
      line = std::string(indent, ' ') + line.substr(space + 1);
    }
    out += line + "\n";
    start = end + 1;
  }
  return out;
}

std::string page_of(const std::vector<Case>& cases) {
  std::string page = fmt::format(
      "# Failures, and what Parley says\n\n"
      "{} cases: what `parley doctor` says at its end, and `parley connect` and the window where "
      "a\n"
      "connection fails. A test holds this page to the program (`src/explain/failures_test.cpp`), "
      "and\nwrites it, too: `PARLEY_UPDATE_DOCS=1 build/release/src/parley_explain_test "
      "--gtest_filter='Failures.*'`.\n\n"
      "The computer is a laptop, 192.168.178.20 on the Wi-Fi adapter wlan0, whose router is "
      "192.168.178.1.\n"
      "The device is 192.168.178.77. How each was found out is in [doctor.md](doctor.md).\n",
      cases.size());
  for (const Case& failure : cases) {
    page += fmt::format("\n## {}\n\n{}\n\n```\n{}```\n", failure.title, failure.scene,
                        folded(to_text(diagnose(failure.findings()))));
  }
  return page;
}

TEST_F(Failures, EachHasItsVerdict) {
  for (const Case& failure : all()) {
    const Verdict verdict = diagnose(failure.findings());
    EXPECT_EQ(verdict.explanation.verdict, failure.verdict) << failure.title;
    EXPECT_EQ(verdict.usable, failure.usable) << failure.title;
    EXPECT_FALSE(verdict.evidence.empty()) << failure.title;
    EXPECT_NE(verdict.explanation.next, "") << failure.title;
  }
}

TEST_F(Failures, AreThoseOfThePage) {
  const std::vector<Case> cases = all();
  std::set<std::string> verdicts;
  for (const Case& failure : cases)
    verdicts.insert(failure.verdict);
  EXPECT_GE(verdicts.size(), 25u);
  const std::string page = page_of(cases);
  if (std::getenv("PARLEY_UPDATE_DOCS")) std::ofstream(page_path) << page;
  std::ifstream file(page_path);
  const std::string written{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  EXPECT_EQ(written, page);
}

TEST(Diagnosis, AResetBeforeWeCouldLookIsOneAtOnce) {
  Findings findings;
  findings.stage = Findings::Stage::connect;
  findings.situation.target = "192.168.178.77";
  findings.situation.endpoint = at("192.168.178.77", 8888);
  findings.failure = system_error("connect to 192.168.178.77:8888", ECONNRESET);
  EXPECT_EQ(diagnose(findings).explanation.verdict, "resets");
  findings.failure = system_error("connect to 192.168.178.77:8888", ECONNREFUSED);
  EXPECT_NE(diagnose(findings).explanation.verdict, "resets");
}

}  // namespace
}  // namespace parley::explain
