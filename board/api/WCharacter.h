// What kind a character is, with Arduino's names. Octets above 127 are of no kind.
#pragma once

#include <ctype.h>

inline bool isAscii(int character) {
  return character >= 0 && character <= 0x7f;
}
inline bool isAlphaNumeric(int character) {
  return isAscii(character) && isalnum(character) != 0;
}
inline bool isAlpha(int character) {
  return isAscii(character) && isalpha(character) != 0;
}
inline bool isControl(int character) {
  return isAscii(character) && iscntrl(character) != 0;
}
inline bool isDigit(int character) {
  return isAscii(character) && isdigit(character) != 0;
}
inline bool isGraph(int character) {
  return isAscii(character) && isgraph(character) != 0;
}
inline bool isHexadecimalDigit(int character) {
  return isAscii(character) && isxdigit(character) != 0;
}
inline bool isLowerCase(int character) {
  return isAscii(character) && islower(character) != 0;
}
inline bool isPrintable(int character) {
  return isAscii(character) && isprint(character) != 0;
}
inline bool isPunct(int character) {
  return isAscii(character) && ispunct(character) != 0;
}
inline bool isSpace(int character) {
  return isAscii(character) && isspace(character) != 0;
}
inline bool isUpperCase(int character) {
  return isAscii(character) && isupper(character) != 0;
}
/// Space or tab.
inline bool isWhitespace(int character) {
  return character == ' ' || character == '\t';
}

inline int toAscii(int character) {
  return character & 0x7f;
}
inline int toLowerCase(int character) {
  return isAscii(character) ? tolower(character) : character;
}
inline int toUpperCase(int character) {
  return isAscii(character) ? toupper(character) : character;
}
