// Settings that survive switching off: typed over Serial, kept in EEPROM with a checksum. The same
// file is in RobustClient and RobustServer, because a sketch is built from its own folder alone.
//
// Commands, one a line: `ssid NAME`, `password TEXT`, `host NAME`, `port NUMBER`, `show`, `save`.
// `save` writes them and restarts the board.
#pragma once

#include <Arduino.h>
#include <EEPROM.h>

struct Settings {
  char ssid[33];      // 32 octets at most, and a NUL
  char password[65];  // 64 at most; empty: an open network
  char host[64];
  uint16_t port;
};
static_assert(sizeof(Settings) == 33 + 65 + 64 + 2, "a gap would have no fixed checksum");

class SettingsStore {
 public:
  Settings now;

  // Takes what EEPROM holds if its checksum is right, and `defaults` otherwise.
  void begin(const Settings& defaults) {
    Stored stored;
    EEPROM.begin(sizeof stored);
    EEPROM.get(0, stored);
    const bool right = stored.magic == MAGIC && stored.checksum == checksum(stored.settings);
    now = right ? stored.settings : defaults;
    Serial.println(right ? "settings: from EEPROM" : "settings: the sketch's own");
    show();
  }

  // Reads what was typed, without ever waiting for it.
  void poll() {
    while (Serial.available() > 0) {
      const char c = static_cast<char>(Serial.read());
      if (c == '\n' || c == '\r') {
        line_[length_] = '\0';
        if (length_ > 0) obey(line_);
        length_ = 0;
      } else if (length_ < sizeof line_ - 1) {
        line_[length_++] = c;
      }
    }
  }

 private:
  static const uint32_t MAGIC = 0x50415231;

  struct Stored {
    uint32_t magic;
    Settings settings;
    uint32_t checksum;
  };

  // FNV-1a over the octets. Blank or half-written flash does not pass it by accident.
  static uint32_t checksum(const Settings& settings) {
    const uint8_t* octet = reinterpret_cast<const uint8_t*>(&settings);
    uint32_t sum = 2166136261u;
    for (size_t i = 0; i < sizeof settings; ++i) sum = (sum ^ octet[i]) * 16777619u;
    return sum;
  }

  void show() {
    Serial.printf("settings: ssid \"%s\", password of %u characters, host %s, port %u\n", now.ssid,
                  static_cast<unsigned>(strlen(now.password)), now.host, now.port);
  }

  void save() {
    const Stored stored = {MAGIC, now, checksum(now)};
    EEPROM.put(0, stored);
    if (!EEPROM.commit()) {
      Serial.println("settings: could not be written");
      return;
    }
    Serial.println("settings: saved, restarting");
    delay(100);
    ESP.restart();
  }

  template <size_t size>
  static void keep(char (&into)[size], const char* text) {
    if (strlen(text) >= size) {
      Serial.printf("settings: too long, %u characters at most\n", static_cast<unsigned>(size - 1));
      return;
    }
    memset(into, 0, size);
    strcpy(into, text);
    Serial.println("settings: kept until the next reset; `save` keeps it for good");
  }

  void obey(char* line) {
    char* text = strchr(line, ' ');
    if (text != nullptr) *text++ = '\0';
    const String command(line);
    if (command == "show") {
      show();
    } else if (command == "save") {
      save();
    } else if (command == "ssid" && text != nullptr) {
      keep(now.ssid, text);
    } else if (command == "password") {
      keep(now.password, text != nullptr ? text : "");
    } else if (command == "host" && text != nullptr) {
      keep(now.host, text);
    } else if (command == "port" && text != nullptr && atoi(text) > 0 && atoi(text) < 65536) {
      now.port = static_cast<uint16_t>(atoi(text));
      Serial.println("settings: kept until the next reset; `save` keeps it for good");
    } else {
      Serial.println("settings: ssid NAME, password TEXT, host NAME, port NUMBER, show, save");
    }
  }

  char line_[128];
  size_t length_ = 0;
};
