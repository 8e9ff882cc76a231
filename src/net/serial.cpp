#include "net/serial.h"

#include <asm/termbits.h>
#include <cerrno>
#include <fcntl.h>
#include <sys/ioctl.h>

#include "net/descriptor_stream.h"

namespace parley::net {

namespace {

Error not_a_serial_port(const std::string& attempted) {
  return {ErrorClass::device, ENOTTY, attempted, "it is not a serial port (ENOTTY)"};
}

Result<> make_raw(int descriptor, unsigned baud, const std::string& attempted) {
  termios2 mode{};
  if (::ioctl(descriptor, TCGETS2, &mode) != 0) return failure(not_a_serial_port(attempted));
  mode.c_iflag = IGNBRK | IGNPAR;
  mode.c_oflag = 0;
  mode.c_lflag = 0;
  mode.c_cflag = CS8 | CREAD | CLOCAL | BOTHER | (BOTHER << IBSHIFT);
  mode.c_ispeed = baud;
  mode.c_ospeed = baud;
  mode.c_cc[VMIN] = 1;
  mode.c_cc[VTIME] = 0;
  const std::string rate = std::to_string(baud) + " baud";
  if (::ioctl(descriptor, TCSETS2, &mode) != 0) {
    return failure({ErrorClass::device, errno, attempted + " at " + rate, errno_text(errno)});
  }
  termios2 got{};
  if (::ioctl(descriptor, TCGETS2, &got) != 0) return failure(system_error(attempted, errno));
  // Drivers round silently. UARTs tolerate about 2 %; beyond 3 % only garbage would arrive.
  const auto wanted = static_cast<std::uint64_t>(baud);
  const auto actual = static_cast<std::uint64_t>(got.c_ospeed);
  if (actual * 100 < wanted * 97 || actual * 100 > wanted * 103) {
    return failure({ErrorClass::device, EINVAL, attempted + " at " + rate,
                    "the driver gives " + std::to_string(actual) + " baud instead"});
  }
  return {};
}

void set_line(int descriptor, int line, const std::optional<bool>& wanted) {
  // A pty has no modem lines; a port that has none cannot be asked for them.
  if (wanted) ::ioctl(descriptor, *wanted ? TIOCMBIS : TIOCMBIC, &line);
}

}  // namespace

Result<std::unique_ptr<Stream>> open_serial(EpollLoop& loop, const std::string& device,
                                            const SerialSettings& settings) {
  const std::string attempted = "open " + device;
  // O_NONBLOCK: the open itself must not wait for a carrier, and the file is nobody else's.
  Descriptor port(::open(device.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
  if (!port) {
    if (errno == EBUSY) {
      return failure({ErrorClass::in_use, EBUSY, attempted, errno_text(EBUSY)});
    }
    return failure(system_error(attempted, errno));
  }
  if (!::isatty(port.get())) return failure(not_a_serial_port(attempted));
  if (auto raw = make_raw(port.get(), settings.baud, attempted); !raw) return failure(raw.error());
  set_line(port.get(), TIOCM_DTR, settings.dtr);
  set_line(port.get(), TIOCM_RTS, settings.rts);
  // Two readers would each get half of the bytes. Root is not stopped by this.
  ::ioctl(port.get(), TIOCEXCL);
  return std::make_unique<DescriptorStream>(loop, std::move(port));
}

}  // namespace parley::net
