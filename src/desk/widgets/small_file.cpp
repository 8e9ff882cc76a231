#include "desk/widgets/small_file.h"

#include <QFile>
#include <QSaveFile>

#include "desk/widgets/message_bar.h"

namespace parley::desk::widgets {

namespace {

Failure file_failure(const char* verb, const QString& path, const QString& seen) {
  return failure(
      {ErrorClass::other, 0, std::string(verb) + " " + path.toStdString(), seen.toStdString()});
}

}  // namespace

Result<std::string> read_small_file(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) return file_failure("read", path, file.errorString());
  // One octet more than allowed tells, also of what has no size, such as a pipe.
  const QByteArray content = file.read(small_file_bytes_max + 1);
  if (file.error() != QFile::NoError) return file_failure("read", path, file.errorString());
  if (content.size() > small_file_bytes_max) {
    return file_failure("read", path, MessageBar::tr("it is larger than 4 MiB"));
  }
  return content.toStdString();
}

Result<> write_small_file(const QString& path, std::string_view content) {
  QSaveFile file(path);
  const auto size = static_cast<qint64>(content.size());
  const bool written =
      file.open(QIODevice::WriteOnly) && file.write(content.data(), size) == size && file.commit();
  if (!written) return file_failure("write", path, file.errorString());
  return {};
}

}  // namespace parley::desk::widgets
