#include "desk/models/quantities.h"

#include <QCoreApplication>
#include <QLocale>
#include <array>

namespace parley::desk::models {

namespace {

/// Three digits that matter, no more.
QString short_number(double number) {
  const int places = number < 10 ? 2 : number < 100 ? 1 : 0;
  return QLocale::c().toString(number, 'f', places);
}

QString amount(double bytes) {
  static constexpr std::array units{"KB", "MB", "GB", "TB", "PB", "EB"};
  std::size_t unit = 0;
  bytes /= 1000;
  // 999.5 would be written as 1000.
  for (; bytes >= 999.5 && unit + 1 < units.size(); ++unit)
    bytes /= 1000;
  return short_number(bytes) + QLatin1Char(' ') + QLatin1String(units[unit]);
}

}  // namespace

QString bytes_text(std::uint64_t bytes) {
  if (bytes < 1000) return QStringLiteral("%1 B").arg(bytes);
  return amount(static_cast<double>(bytes));
}

QString rate_text(double bytes_per_second) {
  if (bytes_per_second < 999.5)
    return QCoreApplication::translate("Quantities", "%1 B/s").arg(qRound(bytes_per_second));
  return QCoreApplication::translate("Quantities", "%1/s").arg(amount(bytes_per_second));
}

QString time_text(std::chrono::nanoseconds time) {
  const double ms = static_cast<double>(time.count()) / 1e6;
  if (ms < 999.5) return QCoreApplication::translate("Quantities", "%1 ms").arg(short_number(ms));
  return QCoreApplication::translate("Quantities", "%1 s").arg(short_number(ms / 1000));
}

}  // namespace parley::desk::models
