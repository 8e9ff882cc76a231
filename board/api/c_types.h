// The chip's SDK's names of types. C as well as C++; often included inside extern "C".
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint8_t uint8;    // NOLINT(modernize-use-using): C
typedef int8_t sint8;     // NOLINT(modernize-use-using): C
typedef int8_t int8;      // NOLINT(modernize-use-using): C
typedef uint16_t uint16;  // NOLINT(modernize-use-using): C
typedef int16_t sint16;   // NOLINT(modernize-use-using): C
typedef int16_t int16;    // NOLINT(modernize-use-using): C
typedef uint32_t uint32;  // NOLINT(modernize-use-using): C
typedef int32_t sint32;   // NOLINT(modernize-use-using): C
typedef int32_t int32;    // NOLINT(modernize-use-using): C
typedef uint64_t uint64;  // NOLINT(modernize-use-using): C
typedef int64_t sint64;   // NOLINT(modernize-use-using): C
typedef float real32;     // NOLINT(modernize-use-using): C
typedef double real64;    // NOLINT(modernize-use-using): C

#ifndef ICACHE_FLASH_ATTR
#define ICACHE_FLASH_ATTR
#endif
#ifndef LOCAL
#define LOCAL static
#endif
