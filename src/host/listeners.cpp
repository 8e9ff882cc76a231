#include <map>
#include <set>
#include <string>

#include "host/files.h"
#include "host/processes.h"
#include "host/socket_table.h"
#include "host/system_host.h"

namespace parley::host {

namespace {

constexpr unsigned tcp_listen = 10;
constexpr unsigned udp_unconnected = 7;

std::string socket_link(const SocketRow& row) {
  return "socket:[" + std::to_string(row.inode) + "]";
}

}  // namespace

std::vector<Holder> SystemHost::port_holders(Protocol protocol, Port port) const {
  const std::string name = protocol == Protocol::tcp ? "/net/tcp" : "/net/udp";
  const unsigned open_state = protocol == Protocol::tcp ? tcp_listen : udp_unconnected;

  std::vector<SocketRow> rows;
  std::set<std::string> links;
  for (const std::string& table : {roots_.proc + name, roots_.proc + name + "6"}) {
    for (const SocketRow& row : parse_socket_table(read_file(table).value_or(""))) {
      if (row.local.port != port || row.inode == 0) continue;
      rows.push_back(row);
      links.insert(socket_link(row));
    }
  }
  if (rows.empty()) return {};

  const auto processes = processes_with(roots_.proc, links);
  std::vector<Holder> holders;
  for (const SocketRow& row : rows) {
    Holder holder;
    holder.local = row.local;
    holder.listening = row.state == open_state;
    if (holder.listening && protocol == Protocol::tcp) holder.waiting = row.received_waiting;
    holder.user_id = row.user_id;
    holder.user = user_name(row.user_id);
    if (const auto found = processes.find(socket_link(row)); found != processes.end()) {
      holder.pid = found->second;
      holder.command = command_name(roots_.proc, found->second);
    }
    holders.push_back(std::move(holder));
  }
  return holders;
}

}  // namespace parley::host
