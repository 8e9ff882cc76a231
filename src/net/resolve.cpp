// Names to addresses with getaddrinfo(3), which asks whatever the system is set up to ask (hosts
// file, DNS, mDNS for `.local` names) but blocks and cannot be cancelled. Each question therefore
// has a thread of its own, left to itself: a program that ends, or a conversation that is given up,
// does not wait for it. Rejected: c-ares, which asks DNS only and so does not find `esp8266.local`;
// Asio's resolver, whose destructor waits.
#include <algorithm>
#include <cstring>
#include <mutex>
#include <netdb.h>
#include <sys/socket.h>
#include <system_error>
#include <thread>

#include "net/socket.h"
#include "net/system_network.h"

namespace parley::net {

namespace {

using Addresses = Result<std::vector<IpAddress>>;

struct Question {
  std::mutex mutex;
  Loop* loop = nullptr;  // null: nobody waits any more
  std::coroutine_handle<> waiter;
  std::optional<Addresses> answer;
};

Error name_error(const std::string& name, int code, int system_errno) {
  const std::string attempted = "resolve the name " + name;
  switch (code) {
    case EAI_NONAME:
    case EAI_NODATA:
    case EAI_ADDRFAMILY: return {ErrorClass::no_name, 0, attempted, "no such name"};
    case EAI_AGAIN: return {ErrorClass::no_name, 0, attempted, "no name server answered"};
    case EAI_SYSTEM: return system_error(attempted, system_errno);
    default: return {ErrorClass::no_name, 0, attempted, gai_strerror(code)};
  }
}

Addresses ask(const std::string& name, AddressFamily family) {
  addrinfo hints{};
  hints.ai_family = family == AddressFamily::v4   ? AF_INET
                    : family == AddressFamily::v6 ? AF_INET6
                                                  : AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  const int code = ::getaddrinfo(name.c_str(), nullptr, &hints, &list);
  if (code != 0) return failure(name_error(name, code, errno));
  std::vector<IpAddress> found;
  for (const addrinfo* entry = list; entry != nullptr; entry = entry->ai_next) {
    SocketAddress address;
    std::memcpy(&address.storage, entry->ai_addr, entry->ai_addrlen);
    const IpAddress ip = address.endpoint().address;
    if (std::find(found.begin(), found.end(), ip) == found.end()) found.push_back(ip);
  }
  ::freeaddrinfo(list);
  return found;
}

/// Waits for the thread's answer; going away while it is awaited abandons the thread.
class Answer {
 public:
  Answer(Loop& loop, const std::string& name, AddressFamily family) {
    question_->loop = &loop;
    try {
      std::thread([question = question_, name, family] {
        Addresses found = ask(name, family);
        const std::lock_guard lock(question->mutex);
        if (!question->loop) return;
        question->answer = std::move(found);
        question->loop->post([question] { resume(*question); });
      }).detach();
    } catch (const std::system_error& none) {  // as std::thread tells it
      question_->answer = failure(system_error("resolve the name " + name, none.code().value()));
    }
  }
  ~Answer() {
    const std::lock_guard lock(question_->mutex);
    question_->loop = nullptr;
    question_->waiter = nullptr;
  }
  Answer(const Answer&) = delete;
  Answer& operator=(const Answer&) = delete;

  bool await_ready() const {
    const std::lock_guard lock(question_->mutex);
    return question_->answer.has_value();
  }
  void await_suspend(std::coroutine_handle<> waiter) {
    const std::lock_guard lock(question_->mutex);
    question_->waiter = waiter;
  }
  Addresses await_resume() {
    const std::lock_guard lock(question_->mutex);
    return std::move(*question_->answer);
  }

 private:
  static void resume(Question& question) {
    std::coroutine_handle<> waiter;
    {
      const std::lock_guard lock(question.mutex);
      waiter = std::exchange(question.waiter, nullptr);
    }
    if (waiter) waiter.resume();
  }

  std::shared_ptr<Question> question_ = std::make_shared<Question>();
};

}  // namespace

Task<Result<std::vector<IpAddress>>> SystemNetwork::resolve(std::string name,
                                                            AddressFamily family) {
  if (const auto literal = IpAddress::parse(name)) {
    const bool fits =
        family == AddressFamily::any || literal->is_v4() == (family == AddressFamily::v4);
    if (!fits) {
      co_return failure({ErrorClass::no_name, 0, "resolve the name " + name,
                         literal->is_v4() ? "it is an IPv4 address" : "it is an IPv6 address"});
    }
    co_return std::vector<IpAddress>{*literal};
  }
  Answer answer(loop_, name, family);
  co_return co_await answer;
}

}  // namespace parley::net
