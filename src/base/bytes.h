// How the house names octets. A view is char-based because that is what RE2, fmt and string
// literals speak; nothing in it is text until src/text says so.
#pragma once

#include <string>
#include <string_view>

namespace parley {

/// A view of octets owned by somebody else. The function that takes one says how long it must live.
using Bytes = std::string_view;

/// Octets that are owned.
using ByteString = std::string;

}  // namespace parley
