#include "wire/live.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <net/if.h>
#include <pcap/pcap.h>

#include "record/capture.h"
#include "text/shell_quote.h"

namespace parley::wire {

namespace {

constexpr const char* wanted = "tcp or udp";

/// So much is gathered at once; a packet more may follow.
constexpr std::size_t gather_bytes = 256 * 1024;

/// On Linux the numbers of DLT_RAW and its link type differ (tcpdump.org/linktypes.html).
std::uint16_t link_type_of(int datalink) {
  return datalink == DLT_RAW ? record::link_type::raw : static_cast<std::uint16_t>(datalink);
}

std::string attempt(const std::string& interface) {
  return "capture on " + interface;
}

std::string names_of(const std::vector<Interface>& list) {
  std::string names;
  for (const auto& one : list) {
    names += (names.empty() ? "" : ", ") + one.name + (one.up ? "" : " (down)");
  }
  return names;
}

Error no_such_interface(const std::string& interface) {
  const auto list = LiveCapture::interfaces();
  std::string seen = "there is no such interface";
  if (list && !list->empty()) seen += "; there are: " + names_of(*list);
  return {ErrorClass::no_device, ENODEV, attempt(interface), std::move(seen)};
}

Error activation_error(pcap_t* handle, int code, const std::string& interface) {
  switch (code) {
    case PCAP_ERROR_NO_SUCH_DEVICE: return no_such_interface(interface);
    case PCAP_ERROR_PERM_DENIED:
    case PCAP_ERROR_PROMISC_PERM_DENIED:
      return {ErrorClass::no_permission, EPERM, attempt(interface),
              "this user may not look at the network's packets (EPERM): that needs CAP_NET_RAW"};
    case PCAP_ERROR_IFACE_NOT_UP:
      return {ErrorClass::no_device, ENETDOWN, attempt(interface),
              fmt::format("it is down; this brings it up: sudo ip link set {} up",
                          text::shell_quote(interface))};
    default: {
      const std::string words = pcap_geterr(handle);
      return {ErrorClass::other, 0, attempt(interface),
              words.empty() ? pcap_statustostr(code) : words};
    }
  }
}

/// Before the first packet: a filter that is installed later lets through what came before.
Result<> filter(pcap_t* handle, const std::string& interface) {
  bpf_program program{};
  if (pcap_compile(handle, &program, wanted, 1, PCAP_NETMASK_UNKNOWN) != 0) {
    return failure({ErrorClass::other, 0, attempt(interface), pcap_geterr(handle)});
  }
  const int done = pcap_setfilter(handle, &program);
  pcap_freecode(&program);
  if (done != 0) return failure({ErrorClass::other, 0, attempt(interface), pcap_geterr(handle)});
  return {};
}

}  // namespace

Result<std::vector<Interface>> LiveCapture::interfaces() {
  char words[PCAP_ERRBUF_SIZE] = {};
  pcap_if_t* first = nullptr;
  if (pcap_findalldevs(&first, words) != 0) {
    return failure({ErrorClass::other, 0, "list the network interfaces", words});
  }
  std::vector<Interface> found;
  for (const pcap_if_t* one = first; one != nullptr; one = one->next) {
    // libpcap knows more than the network: USB, D-Bus, netfilter's log.
    if (::if_nametoindex(one->name) == 0 && std::string_view(one->name) != "any") continue;
    found.push_back({one->name, one->description != nullptr ? one->description : "",
                     (one->flags & PCAP_IF_UP) != 0});
  }
  pcap_freealldevs(first);
  return found;
}

Result<std::unique_ptr<LiveCapture>> LiveCapture::open(const std::string& interface) {
  // libpcap would open USB and others by their names, too.
  if (interface != "any" && ::if_nametoindex(interface.c_str()) == 0) {
    return failure(no_such_interface(interface));
  }
  char words[PCAP_ERRBUF_SIZE] = {};
  pcap_t* handle = pcap_create(interface.c_str(), words);
  if (handle == nullptr) return failure({ErrorClass::other, 0, attempt(interface), words});
  std::unique_ptr<LiveCapture> live(new LiveCapture(handle, interface));
  pcap_set_snaplen(handle, packet_bytes_max);
  pcap_set_buffer_size(handle, kernel_bytes);
  pcap_set_immediate_mode(handle, 1);
  live->nanoseconds_ = pcap_set_tstamp_precision(handle, PCAP_TSTAMP_PRECISION_NANO) == 0;
  // Positive codes are warnings: of promiscuous mode, which was not asked for, and of time stamps.
  const int code = pcap_activate(handle);
  if (code < 0) return failure(activation_error(handle, code, interface));
  // Of all interfaces at once, this is the form that tells which one it was.
  if (interface == "any") pcap_set_datalink(handle, DLT_LINUX_SLL2);
  if (pcap_setnonblock(handle, 1, words) != 0) {
    return failure({ErrorClass::other, 0, attempt(interface), words});
  }
  if (auto filtered = filter(handle, interface); !filtered) return failure(filtered.error());
  live->link_type_ = link_type_of(pcap_datalink(handle));
  record::pcapng::append_section(live->octets_, "Parley " PARLEY_VERSION);
  if (live->link_type_ != record::link_type::linux_cooked_2) live->describe(interface);
  return live;
}

LiveCapture::LiveCapture(pcap* handle, std::string name)
    : handle_(handle), name_(std::move(name)) {}

LiveCapture::~LiveCapture() {
  pcap_close(handle_);
}

int LiveCapture::descriptor() const {
  return pcap_get_selectable_fd(handle_);
}

Result<LiveCapture::Figures> LiveCapture::figures() const {
  pcap_stat counted{};
  if (pcap_stats(handle_, &counted) != 0) {
    return failure({ErrorClass::other, 0, "count what was captured", pcap_geterr(handle_)});
  }
  return Figures{counted.ps_recv, std::uint64_t{counted.ps_drop} + counted.ps_ifdrop};
}

std::uint32_t LiveCapture::describe(const std::string& name) {
  record::pcapng::Interface interface;
  interface.link_type = link_type_;
  interface.packet_bytes_max = packet_bytes_max;
  interface.name = name;
  record::pcapng::append_interface(octets_, interface);
  return described_++;
}

/// Which interface of the capture a frame belongs to; of "any", one for each that is seen.
std::uint32_t LiveCapture::interface_of(Bytes frame) {
  constexpr std::size_t index_at = 4;  // tcpdump.org/linktypes/LINKTYPE_LINUX_SLL2.html
  if (link_type_ != record::link_type::linux_cooked_2) return 0;
  std::uint32_t index = 0;
  for (std::size_t at = index_at; at < index_at + sizeof index && at < frame.size(); ++at) {
    index = index << 8 | static_cast<std::uint8_t>(frame[at]);
  }
  const auto known = numbers_.find(index);
  if (known != numbers_.end()) return known->second;
  char name[IF_NAMESIZE] = {};
  const bool named = ::if_indextoname(index, name) != nullptr;
  return numbers_[index] = describe(named ? name : fmt::format("interface {}", index));
}

Result<> LiveCapture::gather() {
  while (octets_.size() < gather_bytes) {
    pcap_pkthdr* header = nullptr;
    const unsigned char* data = nullptr;
    const int got = pcap_next_ex(handle_, &header, &data);
    if (got == 0) break;
    if (got < 0) {
      return failure({ErrorClass::other, 0, attempt(name_), pcap_geterr(handle_)});
    }
    record::pcapng::Packet packet;
    packet.data = {reinterpret_cast<const char*>(data), header->caplen};
    packet.interface = interface_of(packet.data);
    packet.time =
        WallTime{std::chrono::seconds{header->ts.tv_sec} +
                 std::chrono::nanoseconds{header->ts.tv_usec * (nanoseconds_ ? 1 : 1000)}};
    packet.original_bytes = header->len;
    record::pcapng::append_packet(octets_, packet);
  }
  return {};
}

Result<std::size_t> LiveCapture::read(std::span<char> into) {
  if (taken_ == octets_.size()) {
    octets_.clear();
    taken_ = 0;
    if (auto gathered = gather(); !gathered && octets_.empty()) {
      return failure(gathered.error());
    }
  }
  const std::size_t size = std::min(into.size(), octets_.size() - taken_);
  std::copy_n(octets_.data() + taken_, size, into.data());
  taken_ += size;
  return size;
}

std::string permission_advice(const std::string& program, const std::string& command) {
  const std::string quoted = text::shell_quote(program);
  if (command.empty()) {
    return fmt::format(
        "Permit it to this program, for everybody who can run it, and start it again:\n"
        "  sudo setcap cap_net_raw=ep {}",
        quoted);
  }
  return fmt::format(
      "Either permit it to this program, for everybody who can run it, and try again:\n"
      "  sudo setcap cap_net_raw=ep {}\n"
      "or run it as root this once:\n"
      "  sudo {} {}",
      quoted, quoted, command);
}

}  // namespace parley::wire
