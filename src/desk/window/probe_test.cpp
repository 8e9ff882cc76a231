#include "desk/window/probe.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>
#include <gtest/gtest.h>

using parley::desk::window::Probe;

namespace {

QJsonObject read(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                        : QJsonObject();
}

}  // namespace

TEST(Probe, WritesWhatIsOnTheScreenAndHowLongItWasWaitedFor) {
  const QTemporaryDir folder;
  const QString path = folder.filePath(QStringLiteral("probe.json"));
  int looks = 0;
  const Probe probe(path, [&] { return QJsonObject{{QStringLiteral("looks"), ++looks}}; });
  ASSERT_TRUE(QTest::qWaitFor([&] { return read(path)[QStringLiteral("looks")].toInt() >= 2; }));
  EXPECT_GT(read(path)[QStringLiteral("waits")][QStringLiteral("count")].toInt(), 0);
}

TEST(Probe, BeginsAnewWhenAsked) {
  const QTemporaryDir folder;
  const QString path = folder.filePath(QStringLiteral("probe.json"));
  const Probe probe(path, [] { return QJsonObject(); });
  const auto count = [&] {
    return read(path)[QStringLiteral("waits")][QStringLiteral("count")].toInt();
  };
  ASSERT_TRUE(QTest::qWaitFor([&] { return count() > 60; }));
  QFile reset(path + QStringLiteral(".reset"));
  ASSERT_TRUE(reset.open(QIODevice::WriteOnly));
  reset.close();
  EXPECT_TRUE(QTest::qWaitFor([&] { return count() > 0 && count() <= 60; }));
  EXPECT_FALSE(QFile::exists(path + QStringLiteral(".reset")));
}
