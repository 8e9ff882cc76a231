#include "explain/diagnosis.h"

#include <algorithm>
#include <fmt/format.h>

#include "explain/silence.h"
#include "explain/words.h"

namespace parley::explain {

namespace {

using Kind = Heard::Kind;

std::string server_words(const Situation& situation) {
  return situation.endpoint->to_string();
}

std::string doctor_command(const Situation& situation) {
  const bool tls = situation.transport == event::Transport::tls;
  return fmt::format("parley doctor {}{} {}", tls ? "--tls " : "",
                     typed_or(situation.target, "HOST"), number_of(situation.endpoint->port));
}

std::string doctor_by_tls(Situation situation) {
  situation.transport = event::Transport::tls;
  return doctor_command(situation);
}

std::string connect_by(Situation situation, event::Transport transport) {
  situation.transport = transport;
  return connect_command(situation, typed_or(situation.target, "HOST"));
}

// A TLS alert record (RFC 8446, 5.1): what a TLS server says to octets that are no handshake.
bool is_tls_alert(const Heard& heard) {
  constexpr char alert = 0x15;
  return heard.kind == Kind::octets && heard.first.size() >= 2 && heard.first[0] == alert &&
         heard.first[1] == 3;
}

// IANA's registry and what brokers use besides.
bool usual_for_tls(Port port) {
  constexpr unsigned ports[] = {443, 465, 636, 853, 989, 990, 993, 995, 5061, 6697, 8443, 8883};
  return std::find(std::begin(ports), std::end(ports), static_cast<unsigned>(port)) !=
         std::end(ports);
}

Explanation serves(const Findings& findings, const std::string& how) {
  return {fmt::format("{} can be talked to: {}", server_words(findings.situation), how), "",
          "Talk to it: " + connect_by(findings.situation, findings.situation.transport), "serves",
          ""};
}

Explanation speaks_tls(const Findings& findings) {
  return {fmt::format("{} speaks TLS, and was spoken to in plain text",
                      server_words(findings.situation)),
          "It answered plain text with a TLS alert.",
          "Talk to it by TLS: " + connect_by(findings.situation, event::Transport::tls),
          "speaks_tls", ""};
}

Explanation ends_at_once(const Findings& findings, bool cut) {
  return {
      fmt::format("{} accepted, and then {} the connection without a word",
                  server_words(findings.situation), cut ? "cut" : "closed"),
      cut ? "A TCP reset in place of an answer: the program there crashed or closed while octets "
            "waited, or something between us cuts the connection."
          : "So does a program that does not serve this address, one that has as many clients as "
            "it takes, and one that has nothing to say.",
      "See what the program prints at that moment. parley listen serves its own subnets only, "
      "and shows the --allow that serves another.",
      cut ? "resets" : "closes",
      cut ? "The evidence does not decide between a program that crashed and a device on the way "
            "that cuts."
          : "The evidence does not decide between a program that does not want this client and "
            "one that has done its work."};
}

// Not at once, but when something was said to it.
Explanation ends_when_spoken_to(const Findings& findings, bool cut) {
  const Situation& situation = findings.situation;
  Explanation explanation{
      fmt::format("{} {} the connection when '{}' was said", server_words(situation),
                  cut ? "cut" : "closed", findings.said),
      "It gave no answer. So does a program that does not understand the text, or crashes at it.",
      "See what the program prints at that moment, or say what it understands: --say TEXT",
      cut ? "resets" : "closes", ""};
  if (situation.transport == event::Transport::tcp) {
    explanation.undecided =
        "The evidence does not decide between a program that does not understand the text and one "
        "that speaks TLS.";
    explanation.next += "\nSee whether it speaks TLS: " + doctor_by_tls(situation);
  }
  return explanation;
}

Explanation not_accepted(const Findings& findings) {
  const Situation& situation = findings.situation;
  std::string who = "The program here";
  for (const host::Holder& holder : situation.holders) {
    if (holder.listening) who = at_sentence_start(holder_words(holder, situation.user));
  }
  return {
      fmt::format("{} is open, but its program does not accept", server_words(situation)),
      fmt::format("The system took the connection, as it does by itself, and it is still in the "
                  "queue. {} has not called accept(2): it is stuck, stopped, or serves one "
                  "client at a time.",
                  who),
      "See what that program is doing, and end its other clients.", "not_accepted", ""};
}

Explanation silent(const Findings& findings) {
  const Situation& situation = findings.situation;
  Explanation explanation{
      fmt::format("{} accepted, and says nothing by itself", server_words(situation)),
      "Most servers wait for the first word, so this is how a good one looks. A system also "
      "accepts "
      "by itself, before any program has looked.",
      "Ask it something that it answers: " + doctor_command(situation) + " --say TEXT", "silent",
      "The evidence does not decide between a server that waits for a question and a program that "
      "accepts and never serves."};
  if (situation.transport == event::Transport::tcp && usual_for_tls(situation.endpoint->port)) {
    explanation.next += fmt::format("\nPort {} is usual for TLS; see whether it speaks it: {}",
                                    number_of(situation.endpoint->port), doctor_by_tls(situation));
  }
  return explanation;
}

Explanation wants_newline(const Findings& findings) {
  return {
      fmt::format("{} can be talked to, but waits for a newline", server_words(findings.situation)),
      fmt::format("'{}' alone was not answered; the newline behind it was. It reads whole lines, "
                  "as readStringUntil('\\n') does.",
                  findings.said),
      "End what you send with a newline. parley connect does so with every typed line; in a text "
      "of --greet or --reply it is \\n.",
      "wants_newline", ""};
}

Explanation not_taken(const Findings& findings) {
  return {
      fmt::format("{} accepted, but does not take what is sent", server_words(findings.situation)),
      "Its system has not acknowledged what was sent, so the way or the device was lost right "
      "after the connection stood, or the program there reads nothing and its buffer is full.",
      "Try again. If it is so each time, look for large packets that get lost on the way (a VPN's "
      "MTU): ping -M do -s 1400 HOST",
      "not_taken",
      "The evidence does not decide between a way that was lost and a program that reads "
      "nothing."};
}

Explanation never_serves(const Findings& findings) {
  const Situation& situation = findings.situation;
  if (findings.queue) {
    return {
        fmt::format("{} accepted, and never answered '{}'", server_words(situation), findings.said),
        "The program here has accepted this connection, and its system has taken what was said. It "
        "does not answer.",
        "Say something that it answers: --say TEXT. Or see what the program prints.",
        "never_serves",
        "The evidence does not decide between a program that is stuck and one that has no answer "
        "to this text."};
  }
  Silence silence;
  silence.transport = situation.transport;
  silence.peer = server_words(situation);
  silence.opened_here = true;
  silence.since = serving_patience;
  silence.acknowledged = true;
  const auto words = explain_silence(silence);
  Explanation explanation{
      fmt::format("{} accepted, and never answered '{}'", silence.peer, findings.said),
      words ? words->why
            : "A program was there: it took part in the TLS handshake. It does not "
              "answer what was said.",
      words ? words->next : "Say something that it answers: --say TEXT.", "never_serves",
      "The evidence does not decide between a program that does not serve this connection and one "
      "that has no answer to this text."};
  return explanation;
}

Explanation of_silence(const Findings& findings) {
  if (findings.queue.value_or(0) > 0) return not_accepted(findings);
  if (findings.said.empty()) return silent(findings);
  return findings.acknowledged ? never_serves(findings) : not_taken(findings);
}

// Of a connection that stands, from what came over it last.
Explanation of_talk(const Findings& findings) {
  for (const auto* heard : {&findings.answer_to_newline, &findings.answer, &findings.first_words}) {
    if (!*heard || (*heard)->kind == Kind::nothing) continue;
    const bool cut = (*heard)->kind == Kind::cut;
    if (cut || (*heard)->kind == Kind::closed) {
      return heard == &findings.first_words ? ends_at_once(findings, cut)
                                            : ends_when_spoken_to(findings, cut);
    }
    const bool plain = findings.situation.transport == event::Transport::tcp;
    if (plain && is_tls_alert(**heard)) return speaks_tls(findings);
    if (heard == &findings.answer_to_newline) return wants_newline(findings);
    return serves(findings, heard == &findings.answer ? "it answered" : "it spoke first");
  }
  return of_silence(findings);
}

// Which checks led to it. All of them are above it on the screen; a verdict quotes those that
// decided.
std::vector<std::string_view> checks_behind(const Findings& findings, const std::string& verdict) {
  using Stage = Findings::Stage;
  if (findings.stage == Stage::name) return {"name"};
  if (findings.stage == Stage::tls) return {"connect", "tls", "tls after"};
  if (findings.stage == Stage::talk) {
    return {"connect", "tls", "first words", "queue", "answer", "answer to newline"};
  }
  if (verdict == "own_firewall") return {"firewall", "connect"};
  const auto is_one_of = [&](std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), verdict) != names.end();
  };
  if (is_one_of({"refused", "rejected", "prohibited", "filtered"})) {
    return {"connect", "neighbour after"};
  }
  if (is_one_of({"nobody_listens_here", "loopback_only", "listens_elsewhere", "not_accepted",
                 "silent_here"})) {
    return {"network", "program", "connect"};
  }
  return {"network", "route", "connect", "neighbour after", "router"};
}

}  // namespace

Verdict diagnose(const Findings& findings) {
  const bool failed = findings.failure && findings.stage != Findings::Stage::talk;
  // Where nobody listens a reset is ECONNREFUSED: this one came behind the handshake, before we
  // could look.
  const bool cut_at_once = failed && findings.stage == Findings::Stage::connect &&
                           findings.failure->kind == ErrorClass::reset;
  Verdict verdict;
  verdict.explanation = cut_at_once ? ends_at_once(findings, true)
                        : failed    ? explain(*findings.failure, findings.situation)
                                    : of_talk(findings);
  const std::string& name = verdict.explanation.verdict;
  verdict.usable = name == "serves" || name == "wants_newline" || name == "silent";
  const auto behind = checks_behind(findings, name);
  for (const Check& check : checks_of(findings)) {
    const bool wanted = std::find(behind.begin(), behind.end(), check.name) != behind.end();
    const bool firewall = check.name == "firewall";
    const bool unread = firewall && check.mark == Mark::none;
    const bool suspect = firewall && check.mark == Mark::unsure;
    if ((wanted && !unread) || suspect) verdict.evidence.push_back(check.words);
  }
  return verdict;
}

std::vector<std::pair<std::string, std::string>> paragraphs_of(const Verdict& verdict) {
  const Explanation& words = verdict.explanation;
  std::vector<std::pair<std::string, std::string>> paragraphs;
  const auto add = [&](std::string label, const std::string& text) {
    std::size_t start = 0;
    while (start < text.size()) {
      const std::size_t end = std::min(text.find('\n', start), text.size());
      paragraphs.emplace_back(label, text.substr(start, end - start));
      start = end + 1;
    }
  };
  add("verdict", words.verdict);
  add("what", words.what);
  for (const std::string& evidence : verdict.evidence)
    add("evidence", evidence);
  add("why", words.why);
  add("undecided", words.undecided);
  add("next", words.next);
  return paragraphs;
}

std::string to_text(const Verdict& verdict) {
  std::string text;
  std::string last;
  for (const auto& [label, words] : paragraphs_of(verdict)) {
    text += fmt::format("{:<11}{}\n", label == last ? "" : label + ":", words);
    last = label;
  }
  return text;
}

}  // namespace parley::explain
