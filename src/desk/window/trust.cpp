#include "desk/window/trust.h"

#include <algorithm>

namespace parley::desk::window {

using models::Conversation;
using widgets::TrustQuestion;

Trust::Trust(MainWindow& window, session::Boards boards, QObject* parent)
    : QObject(parent), window_(window), finder_(std::move(boards)) {
  connect(&finder_, &bridge::SketchTrust::known, this, &Trust::known);
  connect(&finder_, &bridge::SketchTrust::unknown, this, &Trust::unknown);
}

Trust::~Trust() = default;

void Trust::ask_for(Conversation* board) {
  const std::string& sketch = board->asked().where;
  if (bundled_.contains(sketch)) {
    board->start();
    return;
  }
  waiting_.emplace_back(board);
  finder_.ask(sketch);
}

std::vector<Conversation*> Trust::take_waiting(const std::string& sketch) {
  std::vector<Conversation*> taken;
  std::erase_if(waiting_, [&](const QPointer<Conversation>& each) {
    if (each == nullptr) return true;
    if (each->asked().where != sketch) return false;
    taken.push_back(each);
    return true;
  });
  return taken;
}

void Trust::known(const std::string& sketch, const std::string& digest, const QString& rights) {
  for (Conversation* board : take_waiting(sketch)) {
    if (bundled_.contains(sketch) || window_.trusts(digest))
      board->start();
    else
      ask(*board, digest, rights);
  }
}

void Trust::unknown(const std::string& sketch, const QString& /*why*/) {
  // Nothing of it can run; starting it tells why, in the place where failures are told.
  for (Conversation* board : take_waiting(sketch))
    board->start();
}

void Trust::ask(Conversation& board, const std::string& digest, const QString& rights) {
  TrustQuestion& question = window_.middle().view_of(board)->question();
  question.disconnect(this);
  connect(&question, &TrustQuestion::answered, this,
          [this, &board, digest](TrustQuestion::Answer answer) {
            if (answer == TrustQuestion::Answer::no) return;
            if (answer == TrustQuestion::Answer::always) window_.trust(digest);
            board.start();
          });
  question.ask(board.title(), rights);
}

}  // namespace parley::desk::window
