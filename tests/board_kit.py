"""A board kit for tests, made of nothing but the C++ compiler: the smallest Arduino.h and a main()
that lives as a board's process does (its options, its serial line on standard input and output,
SIGTERM). What is tested with it is how sketches become programs and how programs are kept running,
without the network and without the real board's library."""
import json
import pathlib
import shutil
import subprocess
import tempfile

HEADER = r"""
#pragma once
#include <stddef.h>
#include <stdint.h>
struct SerialPort {
  void begin(unsigned long) {}
  void print(const char* text);
  void print(long number);
  void println(const char* text);
  void println(long number);
  int available();
  int read();
};
extern SerialPort Serial;
void delay(unsigned long ms);
[[noreturn]] void finish(int status);
const char* board_option(const char* name);
void setup();
void loop();
"""

LIBRARY = r"""
#include <Arduino.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static int count;
static char** words;
static volatile sig_atomic_t ending;
SerialPort Serial;
static void put(const char* text, size_t bytes) {
  while (bytes > 0) {
    ssize_t put = write(1, text, bytes);
    if (put <= 0) _exit(0);
    text += put;
    bytes -= put;
  }
}
void SerialPort::print(const char* text) { put(text, strlen(text)); }
void SerialPort::print(long number) {
  char text[32];
  put(text, snprintf(text, sizeof text, "%ld", number));
}
// In one piece, so that a test can wait for an event with the whole line.
void SerialPort::println(const char* text) {
  char line[256];
  put(line, snprintf(line, sizeof line, "%s\n", text));
}
void SerialPort::println(long number) {
  char text[32];
  snprintf(text, sizeof text, "%ld", number);
  println(text);
}
int SerialPort::available() {
  pollfd wait{0, POLLIN, 0};
  return poll(&wait, 1, 1) > 0 && (wait.revents & POLLIN);
}
int SerialPort::read() {
  unsigned char octet;
  if (::read(0, &octet, 1) == 1) return octet;
  usleep(10000);
  return -1;
}
static void end_if_asked() {
  if (!ending) return;
  put("drained\n", 8);
  _exit(0);
}
void delay(unsigned long ms) {
  for (; ms > 0; --ms) {
    usleep(1000);
    end_if_asked();
  }
}
void finish(int status) { _exit(status); }
const char* board_option(const char* name) {
  for (int i = 1; i + 1 < count; ++i)
    if (strcmp(words[i], name) == 0) return words[i + 1];
  return "(none)";
}
int main(int argc, char** argv) {
  count = argc;
  words = argv;
  struct sigaction action = {};
  action.sa_handler = [](int) { ending = 1; };
  sigaction(SIGTERM, &action, nullptr);
  setup();
  for (;;) {
    loop();
    end_if_asked();
  }
}
"""


def make(folder):
    """The kit in this folder; its path. Built once for all tests of a run."""
    folder = pathlib.Path(folder)
    (folder / "include").mkdir(parents=True)
    (folder / "include/Arduino.h").write_text(HEADER)
    (folder / "library.cpp").write_text(LIBRARY)
    flags = ["-std=gnu++20", "-funsigned-char", "-fno-exceptions", "-fno-rtti", "-Wall"]
    subprocess.run(["c++", *flags, "-I", folder / "include", "-c", folder / "library.cpp", "-o",
                    folder / "library.o"], check=True)
    subprocess.run(["ar", "rcs", folder / "library.a", folder / "library.o"], check=True)
    (folder / "kit.json").write_text(json.dumps({
        "version": 1, "compiler": shutil.which("c++"), "compile": flags, "include": ["include"],
        "libraries": {"536": "library.a"}, "link": []}))
    return folder


def shared(cases):
    """One kit for all cases of a class: from setUpClass."""
    folder = tempfile.mkdtemp(prefix="parley-kit-")
    cases.addClassCleanup(shutil.rmtree, folder, ignore_errors=True)
    return make(pathlib.Path(folder) / "kit")
