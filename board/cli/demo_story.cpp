#include "board/cli/demo_story.h"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <iterator>

#include "text/safe_text.h"
#include "wire/words.h"

namespace parley::board::cli {

namespace {

// Every board behind a private router has these; board/router documents them.
constexpr const char* board_address = "10.0.2.15";
constexpr const char* router_address = "10.0.2.2";

std::vector<wire::Place> places() {
  return {{*IpAddress::parse(board_address), "the board"},
          {*IpAddress::parse(router_address), "the router", "which speaks for this PC"}};
}

/// The command as a user would type it in the folder of the captures.
std::string typed(const std::vector<std::string>& words) {
  std::string line = "parley";
  for (const auto& word : words)
    line += " " + (word.front() == '/' ? word.substr(word.rfind('/') + 1) : word);
  return line;
}

std::string file_content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The connection with that port at one of its ends.
void look_into_capture(const std::string& path, const std::string& port, Story& story) {
  const auto found = wire::read_capture(file_content(path));
  if (!found) {
    story.troubles.push_back(to_string(found.error()));
    return;
  }
  for (const auto& conversation : found->all()) {
    if (conversation.server.port == parse_port(port)) story.connection = conversation;
  }
}

/// What a command said to its user, where the story did not go as it should.
void note_words(const Stage& stage, Side side, Story& story) {
  text::SafeText gate;
  std::string words;
  gate.append(stage.words(side), words);
  gate.flush(words);
  for (std::size_t at = 0; at < words.size();) {
    const auto end = std::min(words.find('\n', at), words.size());
    story.troubles.push_back(words.substr(at, end - at));
    at = end + 1;
  }
}

/// Both commands end, and their transcripts become the story's.
void finish(Stage& stage, Story& story) {
  const int board = stage.end(Side::left);
  const int pc = stage.end(Side::right);
  story.rows = stage.rows();
  story.expected = stage.expected();
  const auto missing = [](const Expected& one) { return !one.seen; };
  if (std::none_of(story.expected.begin(), story.expected.end(), missing)) return;
  note_words(stage, Side::left, story);
  note_words(stage, Side::right, story);
  story.troubles.push_back(
      fmt::format("the board's command ended with {}, this PC's with {}", board, pc));
}

bool started(Stage& stage, Side side, const std::vector<std::string>& words, Story& story) {
  story.commands.push_back(typed(words));
  std::vector<std::string> whole = words;
  whole.insert(whole.end(), {"--format", "jsonl"});
  const auto done = stage.start(side, whole);
  if (!done) story.troubles.push_back(to_string(done.error()));
  return done.has_value();
}

/// Words of the PC come to the board's Serial and, sent back by the board, to the PC again.
void exchange(Stage& stage, const std::string& words) {
  stage.command(Side::right, fmt::format(R"({{"send":"{}"}})", words));
  stage.expect(Side::left, words);
  stage.expect(Side::right, words);
}

/// True: the board answered the other end's FIN with RST.
bool board_reset_it(const wire::Conversation& connection) {
  using Kind = wire::Step::Kind;
  return connection.closing.size() >= 2 && connection.closing[0].kind == Kind::fin &&
         connection.closing[1].kind == Kind::rst &&
         connection.closing[0].by_client != connection.closing[1].by_client;
}

void add_handshake(const Story& story, std::size_t columns, std::vector<std::string>& lines) {
  if (!story.connection) {
    lines.emplace_back("The router's capture has no such connection.");
    return;
  }
  const auto add = [&](const wire::Words& words) {
    std::string head = words.head;
    const bool wraps = columns > head.size() + 20;
    const auto pieces =
        wraps ? wrapped(words.text, columns - head.size()) : std::vector<std::string>{words.text};
    for (const auto& piece : pieces) {
      lines.push_back(head + piece);
      head.assign(head.size(), ' ');
    }
  };
  for (const auto& words : wire::conversation_words(*story.connection, places()))
    add(words);
  if (!board_reset_it(*story.connection)) return;
  add({"",
       "A board that has read everything answers FIN with RST: so the ESP8266's core does it."});
}

std::string quoted(const Expected& expected) {
  return fmt::format("{}: \"{}\"", expected.side == Side::left ? "the board's Serial" : "this PC",
                     expected.text);
}

}  // namespace

Story board_as_client(const StoryRequest& request) {
  Story story;
  story.title = "The board is the client: it connects to this PC";
  story.titles = {"the board's Serial", "this PC"};
  Stage stage(request.program, request.deadline, request.stop);
  story.start = SystemClock().wall();
  const std::string capture = request.capture_folder + "/board-as-client.pcapng";
  std::optional<std::string> port;
  if (started(stage, Side::right, {"listen", "127.0.0.1", "0"}, story)) {
    port = stage.listening_port(Side::right);
  }
  // The sketch says 10.0.2.2, port 8888. Here that port may be taken, so the listener has one of
  // the system's choice and the board is told where that name leads.
  const std::string host = fmt::format("{0}={0}:{1}", router_address, port.value_or("?"));
  if (port)
    started(stage, Side::left, {"board", "TcpClient", "--host", host, "--capture", capture}, story);
  stage.expect(Side::left, "TCP Connected to: 10.0.2.2 : 8888");
  stage.expect(Side::right, "Hello");
  stage.expect(Side::right, "This is my IP.");
  exchange(stage, "Good morning, board");
  stage.command(Side::right, R"({"close":1})");
  stage.expect(Side::left, "Close socket");
  finish(stage, story);
  if (port) look_into_capture(capture, *port, story);
  return story;
}

Story board_as_server(const StoryRequest& request) {
  Story story;
  story.title = "The board is the server: this PC connects to it";
  story.titles = {"the board's Serial", "this PC"};
  Stage stage(request.program, request.deadline, request.stop);
  story.start = SystemClock().wall();
  const std::string capture = request.capture_folder + "/board-as-server.pcapng";
  const bool running =
      started(stage, Side::left,
              {"board", "TcpServer", "--forward", "0:8000", "--capture", capture}, story);
  stage.expect(Side::left, "tcp waiting...");
  stage.expect(Side::left, "Server IP: 10.0.2.15    Port: 8000");
  stage.expect(Side::left, "accepting.....");
  const auto port = running ? stage.listening_port(Side::left) : std::nullopt;
  if (port) started(stage, Side::right, {"connect", "127.0.0.1", *port}, story);
  stage.expect(Side::left, "('10.0.2.2', ");
  stage.expect(Side::left, ") connected");
  stage.expect(Side::right, "I am Server");
  exchange(stage, "Good evening, board");
  stage.command(Side::right, R"({"close":1})");
  stage.expect(Side::left, "close socket");
  finish(stage, story);
  look_into_capture(capture, "8000", story);
  return story;
}

bool went_well(const Story& story) {
  return story.connection && story.connection->established &&
         std::all_of(story.expected.begin(), story.expected.end(),
                     [](const Expected& one) { return one.seen; });
}

std::vector<std::string> story_lines(const Story& story, std::size_t columns) {
  std::vector<std::string> lines{story.title, ""};
  for (const auto& command : story.commands)
    lines.push_back("  $ " + command);
  lines.emplace_back();
  const auto rows = side_by_side(story.rows, story.start, story.titles, columns);
  lines.insert(lines.end(), rows.begin(), rows.end());
  lines.emplace_back();
  add_handshake(story, columns, lines);
  if (went_well(story)) return lines;
  lines.emplace_back();
  for (const auto& expected : story.expected) {
    if (!expected.seen) lines.push_back("  MISSING  " + quoted(expected));
  }
  if (!story.connection || !story.connection->established) {
    lines.emplace_back("  MISSING  the three steps of the handshake in the router's capture");
  }
  for (const auto& trouble : story.troubles)
    lines.push_back("  " + trouble);
  return lines;
}

}  // namespace parley::board::cli
