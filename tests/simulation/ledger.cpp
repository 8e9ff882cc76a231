#include "tests/simulation/ledger.h"

#include <algorithm>
#include <utility>

namespace parley::simulation {

namespace {

using net::Io;

/// The waiting verbs, handed down.
template <typename Base>
class Above : public Base {
 public:
  Above(std::unique_ptr<Base> below, Ledger& ledger) : below_(std::move(below)), ledger_(ledger) {}
  void when(net::Interest wanted, std::coroutine_handle<> waiter) final {
    below_->when(wanted, waiter);
  }
  net::Interest wait_result() const final { return below_->wait_result(); }
  void wake() final { below_->wake(); }
  Endpoint local() const final { return below_->local(); }

 protected:
  std::unique_ptr<Base> below_;
  Ledger& ledger_;
};

class LedgerStream final : public Above<net::Stream> {
 public:
  LedgerStream(std::unique_ptr<net::Stream> below, Ledger& ledger, bool dialled)
      : Above(std::move(below), ledger) {
    account_ = &ledger_.accounts.emplace_back();
    account_->local = below_->local();
    account_->remote = below_->remote();
    account_->dialled = dialled;
    account_->answers = ledger_.answers();
  }
  ~LedgerStream() override { account_->gone = true; }

  Io read(std::span<char> into) override {
    const Io io = below_->read(into);
    auto& answers = account_->answers;
    if (io.status == Io::Status::done) {
      const Bytes chunk(into.data(), io.bytes);
      account_->taken += chunk.substr(ledger_.forgetful ? 1 : 0);
      if (answers) answers->heard(chunk);
    }
    if (io.status == Io::Status::end && !std::exchange(account_->taken_end, true) && answers) {
      answers->heard_end();
    }
    return io;
  }

  Io write(Bytes bytes) override {
    const Io io = below_->write(bytes);
    if (io.status == Io::Status::done) account_->given += bytes.substr(0, io.bytes);
    return io;
  }

  void finish() override { below_->finish(); }
  void abort() override { below_->abort(); }
  Endpoint remote() const override { return below_->remote(); }
  std::optional<net::TcpHealth> health() const override { return below_->health(); }

 private:
  Account* account_;
};

class LedgerAcceptor final : public Above<net::Acceptor> {
 public:
  using Above::Above;
  net::Accepted accept() override {
    net::Accepted next = below_->accept();
    if (next.turned_away) ++ledger_.turned_away;
    if (next.stream) {
      ++ledger_.accepted;
      next.stream = std::make_unique<LedgerStream>(std::move(next.stream), ledger_, false);
    }
    return next;
  }
};

class LedgerDatagrams final : public Above<net::Datagrams> {
 public:
  using Above::Above;
  net::Datagram receive(std::span<char> into) override {
    net::Datagram next = below_->receive(into);
    ledger_.kernel_drops = std::max(ledger_.kernel_drops, next.kernel_drops);
    if (next.io.status == Io::Status::done) {
      ledger_.parcels_taken.push_back({next.from, ByteString(into.data(), next.io.bytes)});
    }
    return next;
  }

  Io send(Bytes bytes, const Endpoint& to) override {
    const Io io = below_->send(bytes, to);
    if (io.status == Io::Status::done) {
      ledger_.parcels_given.push_back({to, ByteString(bytes)});
    } else {
      ++ledger_.parcels_refused;
    }
    return io;
  }
};

}  // namespace

Account* Ledger::find_untold(const event::Party& party) {
  const auto same = [&](const Account& account) {
    return account.connection == event::ConnectionId{} && account.remote == party.remote &&
           account.local == party.local;
  };
  const auto found = std::find_if(accounts.rbegin(), accounts.rend(), same);
  return found == accounts.rend() ? nullptr : &*found;
}

Result<std::unique_ptr<net::Acceptor>> LedgerNetwork::listen(const Endpoint& local, bool v6_only) {
  auto listening = below_.listen(local, v6_only);
  if (!listening) return failure(listening.error());
  return std::make_unique<LedgerAcceptor>(std::move(*listening), ledger_);
}

net::Task<Result<std::unique_ptr<net::Stream>>> LedgerNetwork::connect(Endpoint remote, Port source,
                                                                       Duration timeout) {
  auto connected = co_await below_.connect(remote, source, timeout);
  if (!connected) {
    ++ledger_.dials_failed;
    co_return std::move(connected);
  }
  std::unique_ptr<net::Stream> stream =
      std::make_unique<LedgerStream>(std::move(*connected), ledger_, true);
  co_return Result<std::unique_ptr<net::Stream>>(std::move(stream));
}

Result<std::unique_ptr<net::Datagrams>> LedgerNetwork::datagrams(
    net::DatagramProtocol protocol, const Endpoint& local, const std::optional<Endpoint>& remote) {
  auto socket = below_.datagrams(protocol, local, remote);
  if (!socket) return failure(socket.error());
  return std::make_unique<LedgerDatagrams>(std::move(*socket), ledger_);
}

}  // namespace parley::simulation
