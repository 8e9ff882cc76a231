// Constants in flash. The chip reads them with instructions of their own; here flash and RAM are
// one memory, so these names read it as it is. What is read may be unaligned, as on the chip.
#pragma once

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "board/api/text_format.h"

#define PROGMEM
#define PGM_P const char*
#define PGM_VOID_P const void*
#define PSTR(literal) (literal)

class __FlashStringHelper;

#define FPSTR(pointer) (reinterpret_cast<const __FlashStringHelper*>(pointer))
#define F(literal) (FPSTR(PSTR(literal)))

namespace parley::board::api {

template <typename Value>
inline Value flash_value(const void* address) {
  Value value;
  memcpy(&value, address, sizeof(value));
  return value;
}

}  // namespace parley::board::api

#define pgm_read_byte(address) (parley::board::api::flash_value<uint8_t>(address))
#define pgm_read_word(address) (parley::board::api::flash_value<uint16_t>(address))
#define pgm_read_dword(address) (parley::board::api::flash_value<uint32_t>(address))
#define pgm_read_float(address) (parley::board::api::flash_value<float>(address))
#define pgm_read_ptr(address) (parley::board::api::flash_value<const void*>(address))
#define pgm_read_byte_near(address) pgm_read_byte(address)
#define pgm_read_word_near(address) pgm_read_word(address)
#define pgm_read_dword_near(address) pgm_read_dword(address)
#define pgm_read_float_near(address) pgm_read_float(address)
#define pgm_read_ptr_near(address) pgm_read_ptr(address)
#define pgm_read_byte_far(address) pgm_read_byte(address)
#define pgm_read_word_far(address) pgm_read_word(address)
#define pgm_read_dword_far(address) pgm_read_dword(address)
#define pgm_read_float_far(address) pgm_read_float(address)
#define pgm_read_ptr_far(address) pgm_read_ptr(address)
#define pgm_read_byte_inlined(address) pgm_read_byte(address)
#define pgm_read_word_inlined(address) pgm_read_word(address)
#define pgm_read_dword_inlined(address) pgm_read_dword(address)
#define pgm_read_float_inlined(address) pgm_read_float(address)

#define memcpy_P memcpy
#define memcmp_P memcmp
#define memccpy_P memccpy
#define memchr_P memchr
#define memmem_P memmem
#define memmove_P memmove
#define strcpy_P strcpy
#define strncpy_P strncpy
#define strcat_P strcat
#define strncat_P strncat
#define strcmp_P strcmp
#define strncmp_P strncmp
#define strcasecmp_P strcasecmp
#define strncasecmp_P strncasecmp
#define strlen_P strlen
#define strnlen_P strnlen
#define strchr_P strchr
#define strrchr_P strrchr
#define strstr_P strstr

#define sprintf_P parley::board::api::sprintf_text
#define vsprintf_P parley::board::api::vsprintf_text
#define snprintf_P parley::board::api::snprintf_text
#define vsnprintf_P parley::board::api::vsnprintf_text
