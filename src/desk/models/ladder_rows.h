// The packets of a capture as the window shows them: one ladder for each conversation in it, read
// on another thread and growing with the file.
//
// Limits: the newest `ladder_rows_max` segments of a conversation are kept, `ladder_rows_all_max`
// of all together, and the newest `ladder_flows_max` conversations. Thread rule: the window's
// thread.
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>
#include <cstdint>
#include <vector>

#include "base/clock.h"

namespace parley::desk::models {

inline constexpr std::size_t ladder_rows_max = 10'000;
inline constexpr std::size_t ladder_rows_all_max = 100'000;
inline constexpr std::size_t ladder_flows_max = 10'000;

struct LadderRow {
  WallTime time;
  double since_ms = 0;  ///< the conversation's first packet
  bool by_client = true;
  bool trouble = false;  ///< something about it is remarkable
  bool lost = false;     ///< the link lost it: it did not arrive
  QString label;         ///< on the arrow: "SYN", "5 octets"
  QString words;         ///< beside it
  QStringList findings;
  std::uint64_t first_octet = 0;  ///< data: its place in the stream, from 1; else 0
  std::uint32_t bytes = 0;
};

struct LadderFlow {
  std::uint32_t number = 0;
  bool datagrams = false;  ///< UDP
  QString client;          ///< "10.0.2.15:49153", or with a name: "this PC (10.0.2.2:8888)"
  QString server;
  QString end;  ///< "closed", "refused", ...; empty: it goes on
  QStringList summary;
  std::uint64_t rows = 0;  ///< all of them, also those that are not kept
};

class LadderRows : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
  ~LadderRows() override;

  /// In the order of their numbers.
  virtual const std::vector<LadderFlow>& flows() const = 0;

  /// Of one of them, those that are kept; the last row is the last of the flow.
  virtual const std::vector<LadderRow>& rows(std::uint32_t flow) const = 0;

  /// The capture is a recording of ours, or cannot be read: what is to be said; empty: nothing.
  virtual QString remark() const = 0;

 Q_SIGNALS:
  void changed();  ///< at most once a frame
};

}  // namespace parley::desk::models
