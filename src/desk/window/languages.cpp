#include "desk/window/languages.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace parley::desk::window {

QString language_of(const QString& chosen) {
  if (!chosen.isEmpty()) return chosen;
  const bool chinese = QLocale::system().language() == QLocale::Chinese;
  return chinese ? QStringLiteral("zh_CN") : QStringLiteral("en");
}

void install_language(const QString& language) {
  const auto install = [](const QString& name, const QString& folder) {
    auto* translator = new QTranslator(qApp);
    if (translator->load(name, folder)) QCoreApplication::installTranslator(translator);
  };
  install(QStringLiteral("qtbase_") + language, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
  install(QStringLiteral("parley_") + language, QStringLiteral(":/i18n"));
  QLocale::setDefault(QLocale(language));
}

}  // namespace parley::desk::window
