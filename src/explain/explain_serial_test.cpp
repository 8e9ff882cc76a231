#include <cerrno>

#include "explain/explain_fixture.h"

namespace parley::explain {
namespace {

class ExplainSerial : public Explain {
 protected:
  ExplainSerial() {
    usb_.path = "/dev/ttyUSB0";
    usb_.link = "/dev/serial/by-id/usb-1a86_USB_Serial-if00-port0";
    usb_.description = "QinHeng CH340";
    usb_.group = "dialout";
    usb_.group_may_open = true;
    classic_.path = "/dev/ttyS0";
    classic_.group = "dialout";
    classic_.group_may_open = true;
  }
  host::SerialDevice usb_;
  host::SerialDevice classic_;
};

TEST_F(ExplainSerial, NoSuchDeviceButOthers) {
  host_.devices = {classic_, usb_};
  EXPECT_EQ(text(system_error("open /dev/ttyUSB1", ENOENT), serial("/dev/ttyUSB1")),
            "cannot open /dev/ttyUSB1: no such file or directory (ENOENT)\n"
            "  why:  There is no /dev/ttyUSB1. The serial ports here are: /dev/ttyS0, /dev/ttyUSB0 "
            "(QinHeng CH340).\n"
            "  next: Open it: parley serial /dev/ttyUSB0 115200\n");
}

TEST_F(ExplainSerial, NoDeviceAtAll) {
  EXPECT_EQ(
      text(system_error("open /dev/ttyUSB0", ENOENT), serial("/dev/ttyUSB0")),
      "cannot open /dev/ttyUSB0: no such file or directory (ENOENT)\n"
      "  why:  There is no /dev/ttyUSB0, and no other serial port: this computer sees no board.\n"
      "  next: Plug the board in with a cable that carries data (some only charge), then see "
      "whether the system notices it: sudo dmesg | tail\n");
  host_.wsl_kind = host::Wsl::nat;
  EXPECT_EQ(
      text(system_error("open /dev/ttyUSB0", ENOENT), serial("/dev/ttyUSB0")),
      "cannot open /dev/ttyUSB0: no such file or directory (ENOENT)\n"
      "  why:  There is no /dev/ttyUSB0, and no other serial port: this computer sees no board.\n"
      "  next: Under WSL a USB device stays with Windows until it is handed over; in an "
      "administrator's PowerShell:\n"
      "        usbipd list; usbipd bind --busid BUSID; usbipd attach --wsl --busid BUSID\n");
}

TEST_F(ExplainSerial, Unplugged) {
  EXPECT_EQ(text({ErrorClass::no_device, 0, "read from /dev/ttyUSB0", "the device went away"},
                 serial("/dev/ttyUSB0", Operation::talk)),
            "cannot read from /dev/ttyUSB0: the device went away\n"
            "  why:  /dev/ttyUSB0 was unplugged, or the board's USB chip restarted.\n"
            "  next: Plug it in again; parley goes on when it is back.\n");
  EXPECT_EQ(
      text(system_error("read from /dev/ttyUSB0", EIO), serial("/dev/ttyUSB0", Operation::talk)),
      "cannot read from /dev/ttyUSB0: input/output error (EIO)\n"
      "  why:  The driver of /dev/ttyUSB0 reports an error of the device; often it was just "
      "unplugged.\n"
      "  next: Plug it in again, with another cable or into another socket if it comes back.\n");
}

TEST_F(ExplainSerial, NoPermission) {
  host_.devices = {usb_};
  const Error error = system_error("open /dev/ttyUSB0", EACCES);
  EXPECT_EQ(text(error, serial("/dev/ttyUSB0")),
            "cannot open /dev/ttyUSB0: permission denied (EACCES)\n"
            "  why:  /dev/ttyUSB0 belongs to the group dialout, and anna is not in that group.\n"
            "  next: Once: sudo usermod -aG dialout $USER\n"
            "        Then log out and in again.\n");
}

TEST_F(ExplainSerial, NoPermissionThroughTheStableLink) {
  host_.devices = {usb_};
  const std::string shown =
      text(system_error("open " + usb_.link, EACCES), serial(usb_.link.c_str()));
  EXPECT_NE(shown.find("sudo usermod -aG dialout $USER"), std::string::npos);
}

TEST_F(ExplainSerial, NoPermissionUntilTheNextLogin) {
  host_.devices = {usb_};
  host_.me.groups_assigned = {"anna", "dialout"};
  EXPECT_EQ(text(system_error("open /dev/ttyUSB0", EACCES), serial("/dev/ttyUSB0")),
            "cannot open /dev/ttyUSB0: permission denied (EACCES)\n"
            "  why:  /dev/ttyUSB0 belongs to the group dialout. anna is in that group, but this "
            "session began before.\n"
            "  next: Log out and in again, or for this shell alone: newgrp dialout\n");
}

TEST_F(ExplainSerial, NoPermissionThoughInTheGroup) {
  host_.devices = {usb_};
  host_.me.groups = host_.me.groups_assigned = {"anna", "dialout"};
  EXPECT_EQ(text(system_error("open /dev/ttyUSB0", EACCES), serial("/dev/ttyUSB0")),
            "cannot open /dev/ttyUSB0: permission denied (EACCES)\n"
            "  why:  /dev/ttyUSB0 belongs to the group dialout, and anna is in it, yet the system "
            "refuses: a sandbox or a rule forbids it.\n"
            "  next: See its rights: ls -l /dev/ttyUSB0\n");
}

TEST_F(ExplainSerial, NoPermissionBecauseForRootOnly) {
  usb_.group = "root";
  host_.devices = {usb_};
  EXPECT_EQ(text(system_error("open /dev/ttyUSB0", EACCES), serial("/dev/ttyUSB0")),
            "cannot open /dev/ttyUSB0: permission denied (EACCES)\n"
            "  why:  /dev/ttyUSB0 may be opened by root only.\n"
            "  next: Run this one command with sudo: sudo parley serial /dev/ttyUSB0 115200\n");
}

TEST_F(ExplainSerial, NoPermissionEvenForRoot) {
  host_.me = {0, "root", {"root"}, {"root"}};
  host_.devices = {usb_};
  EXPECT_EQ(text(system_error("open /dev/ttyUSB0", EPERM), serial("/dev/ttyUSB0")),
            "cannot open /dev/ttyUSB0: operation not permitted (EPERM)\n"
            "  why:  Even root may not open /dev/ttyUSB0 here: this is probably a container "
            "without that device.\n"
            "  next: Hand the device to the container, for Docker: --device /dev/ttyUSB0\n");
}

TEST_F(ExplainSerial, Busy) {
  host_.devices = {usb_};
  const Error error{ErrorClass::in_use, EBUSY, "open /dev/ttyUSB0", errno_text(EBUSY)};
  EXPECT_EQ(text(error, serial("/dev/ttyUSB0")),
            "cannot open /dev/ttyUSB0: device or resource busy (EBUSY)\n"
            "  why:  Another program has /dev/ttyUSB0 open, for itself alone; the system does not "
            "show which.\n"
            "  next: See which: sudo fuser -v /dev/ttyUSB0\n"
            "        Close it there (a serial monitor, often), then try again.\n");
  host_.device_holders["/dev/ttyUSB0"] = held_by(31337, "screen", 1000, "anna", {});
  EXPECT_EQ(text(error, serial("/dev/ttyUSB0")),
            "cannot open /dev/ttyUSB0: device or resource busy (EBUSY)\n"
            "  why:  screen (process 31337, yours) has /dev/ttyUSB0 open, for itself alone.\n"
            "  next: Close it there, or end that program: kill 31337\n");
  host_.device_holders["/dev/ttyUSB0"] = held_by(31337, "screen", 0, "root", {});
  EXPECT_EQ(
      text(error, serial("/dev/ttyUSB0")),
      "cannot open /dev/ttyUSB0: device or resource busy (EBUSY)\n"
      "  why:  screen (process 31337, of user root) has /dev/ttyUSB0 open, for itself alone.\n"
      "  next: Close it there, or end that program: sudo kill 31337\n");
}

TEST_F(ExplainSerial, NotATerminal) {
  const Error error{ErrorClass::device, ENOTTY, "open notes.txt",
                    "it is not a serial port (ENOTTY)"};
  EXPECT_EQ(text(error, serial("notes.txt")),
            "cannot open notes.txt: it is not a serial port (ENOTTY)\n"
            "  why:  notes.txt exists but is no serial port, and this computer sees none.\n"
            "  next: Plug the board in; its port is then /dev/ttyUSB0 or /dev/ttyACM0.\n");
  host_.devices = {usb_};
  EXPECT_EQ(text(error, serial("notes.txt")),
            "cannot open notes.txt: it is not a serial port (ENOTTY)\n"
            "  why:  notes.txt exists but is no serial port. The serial ports here are: "
            "/dev/ttyUSB0 (QinHeng CH340).\n"
            "  next: Open it: parley serial /dev/ttyUSB0 115200\n");
}

TEST_F(ExplainSerial, UnsupportedBaud) {
  Situation situation = serial("/dev/ttyS0");
  situation.baud = 1'000'000;
  EXPECT_EQ(text({ErrorClass::device, EINVAL, "open /dev/ttyS0 at 1000000 baud",
                  "the driver gives 115200 baud instead"},
                 situation),
            "cannot open /dev/ttyS0 at 1000000 baud: the driver gives 115200 baud instead\n"
            "  why:  The chip or driver of /dev/ttyS0 cannot do 1000000 baud.\n"
            "  next: Take the rate of the sketch's Serial.begin: 9600 and 115200 work everywhere; "
            "an ESP8266 starts with 74880.\n");
}

}  // namespace
}  // namespace parley::explain
