// What lwIP must know of the compiler and of who runs it. Read by lwIP's C files through
// lwip/arch.h.
//
// Its assertions stay on in every build of ours: a packet that breaks one ends the board with words
// instead of going on with a broken stack.
#pragma once

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif
uint32_t parley_lwip_random(void);
void parley_lwip_failed(const char* what, const char* file, int line) __attribute__((noreturn));
#ifdef __cplusplus
}
#endif

#define LWIP_RAND() parley_lwip_random()
#define LWIP_PLATFORM_ASSERT(what) parley_lwip_failed((what), __FILE__, __LINE__)

// Nobody reads lwIP's own diagnostics; with LWIP_DEBUG off it has next to none.
#define LWIP_PLATFORM_DIAG(words)
