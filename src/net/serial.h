// A serial port as a Stream (termios(3), ioctl_tty(2)).
#pragma once

#include <memory>
#include <string>

#include "net/epoll.h"
#include "net/network.h"

namespace parley::net {

/// Opens a device raw, 8N1, without flow control, at any baud rate the driver can do (termios2,
/// BOTHER: Boost.Asio and termios(3) know the standard rates only, and the ESP8266 boots at
/// 74,880).
///
/// DTR and RTS: the kernel raises both when it opens a port, and boards wire them to reset and boot
/// mode. With no value set they are left as the driver gives them, and HUPCL is cleared so that
/// closing does not drop them either.
///
/// Errors: no_device, no_permission, in_use (another program locked it, TIOCEXCL), device (not a
/// terminal, a rate it cannot do). `attempted` is "open DEVICE".
Result<std::unique_ptr<Stream>> open_serial(EpollLoop& loop, const std::string& device,
                                            const SerialSettings& settings);

}  // namespace parley::net
