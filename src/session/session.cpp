#include "session/session.h"

#include "session/served.h"

namespace parley::session {

Session::Session(net::Forks forks) : loop_(clock_, forks) {}

Result<std::unique_ptr<Session>> Session::make(const talk::TalkSettings& settings,
                                               net::Forks forks) {
  std::unique_ptr<Session> session(new Session(forks));
  if (const auto& trouble = session->loop_.trouble()) return failure(*trouble);
  auto wiring = Wiring::make(session->clock_, session->network_, session->files_, settings);
  if (!wiring) return failure(wiring.error());
  session->wiring_ = std::move(*wiring);
  return session;
}

void Session::serve_only(talk::ListenSettings& settings, std::vector<Cidr> allowed) {
  settings.serves = ServedAddresses(host_, clock_, std::move(allowed));
}

}  // namespace parley::session
