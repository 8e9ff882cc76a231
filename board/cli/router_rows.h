// What a router says, for people: its notices and its list of boards, which come as JSON
// (board/router/notices.h), as rows. Names of networks are anybody's and come out safe for a
// terminal.
//
// Thread rule: plain functions.
#pragma once

#include <string>

namespace parley::board::cli {

/// One row without its end: "lamp  has 10.0.2.15". Of a notice that it does not know, the JSON.
std::string notice_row(const std::string& json);

/// The answer of `boards` as a table, or the words that there is none.
std::string boards_table(const std::string& json);

}  // namespace parley::board::cli
