// The window's languages. English is what the sources say; only its plural forms are translated.
//
// Thread rule: the window's thread, before any widget.
#pragma once

#include <QString>

namespace parley::desk::window {

/// "en" or "zh_CN": what was chosen, or what the system's language is.
QString language_of(const QString& chosen);

/// Gives the application this language, Qt's own words included.
void install_language(const QString& language);

}  // namespace parley::desk::window
