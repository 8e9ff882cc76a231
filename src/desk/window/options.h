// What was asked for on the command line of `parley-desk`.
//
// Thread rule: plain values.
#pragma once

#include <QString>
#include <QStringList>
#include <optional>
#include <tl/expected.hpp>

#include "session/asked.h"

namespace parley::desk::window {

struct Options {
  QStringList files;                     ///< to open
  std::optional<session::Asked> listen;  ///< a server to start at once
  QString board;                         ///< a sketch to run at once; empty: none
  QString workspace;                     ///< a file; empty: the user's own
  QString language;                      ///< "en" or "zh_CN"; empty: as it was chosen in the window
  QString look;  ///< "light" or "dark"; empty: as it was chosen in the window
};

/// Errors: words about what cannot be understood. `--help` and `--version` print and end the
/// program.
tl::expected<Options, QString> parse_options(const QStringList& arguments);

}  // namespace parley::desk::window
