// What a file is, from its first octets and what the system says of it: before it is read as a
// capture, and for words about one that is none.
//
// Thread rule: plain functions.
#pragma once

#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace parley::cli {

/// Whether `path` is a regular file that begins as pcap or pcapng do. The error says what it is
/// instead: not there, a folder, a device, empty, compressed, text, something else.
Result<> check_capture(const std::string& path);

/// "compressed with gzip: gunzip it first"; for a file that begins with `front` and is no capture.
std::string kind_words(Bytes front);

}  // namespace parley::cli
