#include "desk/window/probe.h"

#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <cstdio>

namespace parley::desk::window {

Probe::Probe(QString file, std::function<QJsonObject()> look, QObject* parent)
    : QObject(parent), file_(std::move(file)), look_(std::move(look)) {
  connect(&timer_, &QTimer::timeout, this, &Probe::write);
  timer_.start(interval);
}

Probe::~Probe() = default;

void Probe::write() {
  if (QFile::remove(file_ + QStringLiteral(".reset"))) stalls_.reset();
  QJsonObject all = look_();
  const StallProbe::Figures figures = stalls_.figures();
  all[QStringLiteral("time")] = static_cast<double>(QDateTime::currentMSecsSinceEpoch()) / 1e3;
  all[QStringLiteral("waits")] = QJsonObject{{QStringLiteral("count"), qint64(figures.count)},
                                             {QStringLiteral("p50_ms"), figures.p50_ms},
                                             {QStringLiteral("p99_ms"), figures.p99_ms},
                                             {QStringLiteral("max_ms"), figures.max_ms}};
  const QString beside = file_ + QStringLiteral(".new");
  QFile out(beside);
  if (!out.open(QIODevice::WriteOnly | QIODevice::Truncate)) return;
  out.write(QJsonDocument(all).toJson(QJsonDocument::Compact));
  out.close();
  // rename(2) and not QFile::rename, which does not replace.
  (void)std::rename(QFile::encodeName(beside).constData(), QFile::encodeName(file_).constData());
}

}  // namespace parley::desk::window
