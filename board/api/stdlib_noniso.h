// Functions of the chip's C library that the PC's does not have.
//
// Digits above nine are lower case; a base that is not 2 to 36 is taken as ten. Negative numbers
// have a sign in base ten only, and 32 bits else (64 for lltoa). The caller's room is large enough:
// 34 octets, 66 for long long.
//
// Thread rule: plain functions on memory.
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

char* itoa(int value, char* into, int base);
char* ltoa(long value, char* into, int base);
char* lltoa(long long value, char* into, int base);
char* utoa(unsigned int value, char* into, int base);
char* ultoa(unsigned long value, char* into, int base);
char* ulltoa(unsigned long long value, char* into, int base);

/// Fixed-point text; a negative `width` pads on the right. Halves are rounded away from zero.
char* dtostrf(double value, signed char width, unsigned char decimals, char* into);

#ifdef __cplusplus
}
#endif
