#include "desk/bridge/sketch_trust.h"

#include <QTest>
#include <gtest/gtest.h>

namespace parley::desk::bridge {
namespace {

struct Answer {
  std::string sketch;
  std::string digest;
  QString words;
};

Answer answer_of(session::Boards boards, const std::string& sketch) {
  Answer answer;
  SketchTrust trust(std::move(boards));
  QObject::connect(&trust, &SketchTrust::known,
                   [&](const std::string& of, const std::string& digest, const QString& rights) {
                     answer = {of, digest, rights};
                   });
  QObject::connect(&trust, &SketchTrust::unknown, [&](const std::string& of, const QString& why) {
    answer = {of, {}, why};
  });
  trust.ask(sketch);
  EXPECT_TRUE(QTest::qWaitFor([&] { return !answer.sketch.empty(); }));
  return answer;
}

TEST(SketchTrust, TellsWhatASketchIsAndWhatItMayDo) {
  session::Boards boards;
  boards.digest = [](const std::string& sketch) -> Result<std::string> {
    return sketch + "-digest";
  };
  boards.rights = [] { return std::string("in a sandbox"); };
  const Answer answer = answer_of(boards, "Lamp");
  EXPECT_EQ(answer.sketch, "Lamp");
  EXPECT_EQ(answer.digest, "Lamp-digest");
  EXPECT_EQ(answer.words, QStringLiteral("in a sandbox"));
}

TEST(SketchTrust, TellsWhyItDoesNotKnow) {
  session::Boards boards;
  boards.digest = [](const std::string& sketch) -> Result<std::string> {
    return failure({ErrorClass::bad_input, 0, "find the sketch " + sketch, "it is not there"});
  };
  EXPECT_EQ(answer_of(boards, "Lamp").words,
            QStringLiteral("cannot find the sketch Lamp: it is not there"));
  EXPECT_TRUE(answer_of({}, "Lamp").words.contains(QStringLiteral("without boards")));
}

TEST(SketchTrust, GoesWhileItIsAsked) {
  session::Boards boards;
  boards.digest = [](const std::string& sketch) -> Result<std::string> {
    QTest::qSleep(20);
    return sketch;
  };
  SketchTrust trust(boards);
  for (int i = 0; i < 3; ++i)
    trust.ask("Lamp");
}

}  // namespace
}  // namespace parley::desk::bridge
