// The EEPROM that the chip does not have: a copy in memory of a part of the flash, which `commit`
// writes back. What was not committed is gone at a restart, as on the chip.
//
// Limit: 4096 octets. Never written octets are 0xff.
//
// Thread rule: the board's one thread.
#pragma once

#include <memory>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

class EEPROMClass {
 public:
  constexpr EEPROMClass() = default;
  EEPROMClass(const EEPROMClass&) = delete;
  EEPROMClass& operator=(const EEPROMClass&) = delete;

  /// Reads `size` octets, rounded up to four. A size of 0 or above 4096 is refused with a line in
  /// the board's log, and every access then does nothing.
  void begin(size_t size);

  /// Outside, or not begun: 0, and nothing is written.
  uint8_t read(int address) const;
  void write(int address, uint8_t value);
  /// The same: `write` marks only what changes.
  void update(int address, uint8_t value) { write(address, value); }

  /// Writes to the flash if something changed. False: it could not, or this was not begun.
  bool commit();

  /// Commits and forgets.
  bool end();

  size_t length() const { return size_; }

  /// Everything; NULL before `begin`. What is written through it is committed.
  uint8_t* getDataPtr();
  const uint8_t* getConstDataPtr() const { return data_.get(); }
  uint8_t& operator[](int address);
  uint8_t operator[](int address) const { return read(address); }

  template <typename Value>
  Value& get(int address, Value& value) const {
    if (holds(address, sizeof(Value))) memcpy(&value, data_.get() + address, sizeof(Value));
    return value;
  }

  template <typename Value>
  const Value& put(int address, const Value& value) {
    if (holds(address, sizeof(Value)) &&
        memcmp(data_.get() + address, &value, sizeof(Value)) != 0) {
      memcpy(data_.get() + address, &value, sizeof(Value));
      changed_ = true;
    }
    return value;
  }

 private:
  bool holds(int address, size_t count) const {
    if (address < 0 || static_cast<size_t>(address) > size_) return false;
    return count <= size_ - static_cast<size_t>(address);
  }

  std::unique_ptr<uint8_t[]> data_;
  size_t size_ = 0;
  bool changed_ = false;
};

extern EEPROMClass EEPROM;
