// How the window is arranged and what was chosen for it, as one text for the workspace
// (`Workspace::look`). What cannot be read is as if it had not been there.
//
// Thread rule: plain values.
#pragma once

#include <QByteArray>
#include <QString>
#include <string>

namespace parley::desk::window {

struct Arrangement {
  QByteArray geometry;  ///< of the window, as Qt writes it
  QByteArray columns;   ///< of the splitter between list and page
  QByteArray page;      ///< of the splitter between page and side panel
  QString look;         ///< "system", "light", "dark"
  QString language;     ///< "", "en", "zh_CN"
  QString side;         ///< the open tab of the side panel; empty: it is closed
  int current = 0;      ///< which conversation was in front: conversations, then files

  friend bool operator==(const Arrangement&, const Arrangement&) = default;
};

Arrangement arrangement_from_text(const std::string& text);
std::string arrangement_to_text(const Arrangement& arrangement);

}  // namespace parley::desk::window
