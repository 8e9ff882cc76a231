#include "board/api/EEPROM.h"

#include <new>

#include "board/stack/port.h"

namespace port = parley::board::port;

constinit EEPROMClass EEPROM;

void EEPROMClass::begin(size_t size) {
  if (size == 0 || size > port::flash_bytes) {
    port::log("EEPROM.begin: the size is not between 1 and 4096");
    return;
  }
  size = (size + 3) & ~size_t{3};
  if (size != size_) data_.reset(new (std::nothrow) uint8_t[size]);
  size_ = data_ != nullptr ? size : 0;
  changed_ = false;
  if (data_ != nullptr) port::flash_read(0, data_.get(), size_);
}

uint8_t EEPROMClass::read(int address) const {
  return holds(address, 1) ? data_[static_cast<size_t>(address)] : 0;
}

void EEPROMClass::write(int address, uint8_t value) {
  put(address, value);
}

bool EEPROMClass::commit() {
  if (size_ == 0) return false;
  if (!changed_) return true;
  if (!port::flash_write(0, data_.get(), size_)) return false;
  changed_ = false;
  return true;
}

bool EEPROMClass::end() {
  if (size_ == 0) return false;
  const bool committed = commit();
  data_.reset();
  size_ = 0;
  changed_ = false;
  return committed;
}

uint8_t* EEPROMClass::getDataPtr() {
  changed_ = size_ > 0;
  return data_.get();
}

uint8_t& EEPROMClass::operator[](int address) {
  static uint8_t nobody;
  nobody = 0;
  if (!holds(address, 1)) return nobody;
  changed_ = true;
  return data_[static_cast<size_t>(address)];
}
