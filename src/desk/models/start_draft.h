// What stands in a form with which something is started, as it was typed: also what is wrong or not
// finished yet. From it to `session::Asked`, with a sentence for each field that cannot be
// understood.
//
// Thread rule: plain values.
#pragma once

#include <QCoreApplication>
#include <QString>
#include <map>
#include <optional>
#include <tl/expected.hpp>

#include "session/asked.h"

namespace parley::desk::models {

struct StartDraft {
  using Kind = session::Asked::Kind;

  Kind kind = Kind::server;
  event::Transport transport = event::Transport::tcp;
  QString where;            ///< client, serial, board; server: the address that `only_there` means
  bool only_there = false;  ///< server: not on all addresses
  QString port;
  QString baud;
  bool retry = false;
  bool insecure = false;
  QString certificate;
  QString key;
  QString allowed;  ///< networks with spaces or commas between them
  text::Framing framing = text::Framing::none;

  friend bool operator==(const StartDraft&, const StartDraft&) = default;
};

/// The chapter's: server 8888, client 80, serial 115200.
StartDraft usual_draft(StartDraft::Kind kind);

StartDraft draft_of(const session::Asked& asked);

enum class StartField { where, port, baud, certificate, allowed, whole };

struct StartTrouble {
  QString words;
  bool missing = false;  ///< nothing was typed yet: not a mistake
};
using StartTroubles = std::map<StartField, StartTrouble>;

/// `base` with what the draft says; or what keeps it from being started.
tl::expected<session::Asked, StartTroubles> asked_of(const StartDraft& draft,
                                                     const session::Asked& base);

/// "99999 is no port: ports go from 1 to 65535"; nothing for a port.
std::optional<StartTrouble> port_trouble(const QString& text);

/// What was written as a remote end: "192.168.1.20", "esp.local:80", "[fe80::1]:80",
/// "udp://HOST:PORT", "HOST PORT".
struct RemoteEnd {
  QString host;
  std::optional<event::Transport> transport;
  std::optional<QString> port;
};
tl::expected<RemoteEnd, StartTrouble> read_remote(const QString& text);

/// The draft with the address taken apart: port and transport go to where they belong. What cannot
/// be understood stays.
StartDraft taken_apart(StartDraft draft);

/// The context of this file's sentences.
class StartWords {
  Q_DECLARE_TR_FUNCTIONS(parley::desk::models::StartWords)
};

}  // namespace parley::desk::models
