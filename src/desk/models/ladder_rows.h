// The packets of a capture as the window shows them: one ladder for each conversation in it, read
// on another thread and growing with the file.
//
// Limits: the newest `ladder_rows_max` segments of a conversation are kept. Thread rule: the
// window's thread.
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>
#include <cstdint>
#include <vector>

#include "base/clock.h"

namespace parley::desk::models {

inline constexpr std::size_t ladder_rows_max = 10'000;

struct LadderRow {
  WallTime time;
  double since_ms = 0;  ///< the conversation's first packet
  bool by_client = true;
  bool trouble = false;  ///< something about it is remarkable
  QString label;         ///< on the arrow: "SYN", "5 octets"
  QString words;         ///< beside it
  QStringList findings;
  std::uint64_t first_octet = 0;  ///< data: its place in the stream, from 1; else 0
  std::uint32_t bytes = 0;
};

struct LadderFlow {
  std::uint32_t number = 0;
  QString client;
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

  virtual const std::vector<LadderFlow>& flows() const = 0;
  virtual const std::vector<LadderRow>& rows(std::uint32_t flow) const = 0;

  /// The capture is a recording of ours, or cannot be read: what is to be said; empty: nothing.
  virtual QString remark() const = 0;

 Q_SIGNALS:
  void changed();  ///< at most once a frame
};

}  // namespace parley::desk::models
