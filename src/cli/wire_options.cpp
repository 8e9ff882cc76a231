#include "cli/wire_options.h"

namespace parley::cli {

void add_wire_options(CLI::App& command, WireOptions& own) {
  auto* file = command
                   .add_option("file", own.file,
                               "a capture (pcap, pcapng) or a recording; - is standard input, as "
                               "in: ssh HOST tcpdump -w - | parley wire -")
                   ->type_name("FILE");
  auto* interface =
      command
          .add_option("-i,--interface", own.interface,
                      "capture here and now, on this network interface; any: on all of them")
          ->type_name("IFACE")
          ->excludes(file);
  command
      .add_option("-o,--output", own.output_file,
                  "with -i: keep the packets in FILE (pcapng), which must not be there yet")
      ->type_name("FILE")
      ->needs(interface);
  command.add_flag("--brief", own.brief, "one line for each conversation");
  command.add_flag("-f,--follow", own.follow,
                   "rows as they come while the file grows, until SIGINT");
  auto* text = command.add_flag("--text", own.text, "all that a segment carries, below its row");
  command.add_flag("--hex", own.hex, "the same as a hex dump")->excludes(text);
  command.add_option("--peer", own.peer, "only conversation N, counted from 1 in their order")
      ->type_name("N")
      ->check(CLI::PositiveNumber);
  command.add_option("--host", own.host, "only conversations with this address at one end")
      ->type_name("ADDRESS");
  command.add_option("--port", own.port, "only conversations with this port at one end")
      ->type_name("PORT");
}

Result<LadderStyle> ladder_style(const WireOptions& own) {
  const auto bad = [](std::string attempted, std::string seen) {
    return failure({ErrorClass::bad_input, 0, std::move(attempted), std::move(seen)});
  };
  if (own.file.empty() && own.interface.empty()) {
    return bad("show packets",
               "neither a FILE nor an interface (-i) was given; parley wire --help tells more");
  }
  LadderStyle style;
  style.brief = own.brief;
  style.text = own.text;
  style.hex = own.hex;
  style.number = own.peer;
  if (!own.host.empty()) {
    style.host = IpAddress::parse(own.host);
    if (!style.host) return bad("choose by --host " + own.host, "it is no address");
  }
  if (!own.port.empty()) {
    style.port = parse_port(own.port);
    if (!style.port) return bad("choose by --port " + own.port, "it is no port, 0 to 65535");
  }
  return style;
}

}  // namespace parley::cli
