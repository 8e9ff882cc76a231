// What goes over a network interface of this computer now (libpcap), as the octets of a pcapng
// capture that grows: whoever reads captures reads this as well, and it can be kept as a file.
//
// Limits: a packet is cut at `packet_bytes_max`. The kernel holds `kernel_bytes` for us; what does
// not fit there is dropped by it and counted. The interface is not made promiscuous: a switch or an
// access point does not hand us what is others' anyway.
//
// Thread rule: one thread.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "record/pcapng.h"

struct pcap;

namespace parley::wire {

/// An interface that can be captured on.
struct Interface {
  std::string name;         ///< "eth0"; "any" is all of them at once
  std::string description;  ///< may be empty
  bool up = false;
};

class LiveCapture {
 public:
  static constexpr int packet_bytes_max = 262'144;
  static constexpr int kernel_bytes = 16 * 1024 * 1024;

  struct Figures {
    std::uint64_t captured = 0;
    std::uint64_t dropped = 0;  ///< by the kernel, because we were too slow, or by the interface
  };

  /// Those of this computer. Errors: the system does not tell.
  static Result<std::vector<Interface>> interfaces();

  /// TCP and UDP of both IP versions on `interface`. Errors, each in words for people: there is no
  /// such interface (and which there are), it is down, this user may not (see `permission_advice`).
  static Result<std::unique_ptr<LiveCapture>> open(const std::string& interface);

  ~LiveCapture();
  LiveCapture(const LiveCapture&) = delete;
  LiveCapture& operator=(const LiveCapture&) = delete;

  /// The next octets of the capture; 0: nothing has come. Never waits. Whole blocks follow each
  /// other, however they are cut by the size of `into`. Errors: the interface is gone.
  Result<std::size_t> read(std::span<char> into);

  /// Readable when packets wait; -1 where it must be asked again and again.
  int descriptor() const;

  Result<Figures> figures() const;

 private:
  LiveCapture(pcap* handle, std::string name);

  Result<> gather();
  std::uint32_t interface_of(Bytes frame);
  std::uint32_t describe(const std::string& name);

  pcap* handle_;
  std::string name_;
  std::uint16_t link_type_ = 0;
  bool nanoseconds_ = false;
  ByteString octets_;                               // of the capture, not read yet
  std::size_t taken_ = 0;                           // of them
  std::map<std::uint32_t, std::uint32_t> numbers_;  // of "any": the system's number to ours
  std::uint32_t described_ = 0;
};

/// What permits capturing to somebody who may not, for the program at `program`: two commands, one
/// that permits it for good and one for once. `command` is what was typed behind "parley"; empty: a
/// program with windows, which nobody should run as root, so only the first.
std::string permission_advice(const std::string& program, const std::string& command);

}  // namespace parley::wire
