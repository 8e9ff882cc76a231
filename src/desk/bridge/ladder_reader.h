// The packets of a capture for the window, read on a thread of its own (ladder_feed.h): of a file,
// which may grow, of a recording of ours, or of an interface of this computer.
//
// Thread rule: the window's thread. Nothing here waits but the destructor, for one packet.
#pragma once

#include <QStringList>
#include <filesystem>
#include <memory>
#include <unordered_map>

#include "desk/bridge/ladder_feed.h"
#include "desk/models/ladder_rows.h"

namespace parley::desk::bridge {

class LadderReader final : public models::LadderRows {
  Q_OBJECT
 public:
  /// `grows`: somebody writes it now. What cannot be read is a remark.
  LadderReader(std::filesystem::path path, bool grows, QObject* parent = nullptr);

  /// What goes over an interface from now on. Where this user may not see that, the remark says
  /// what permits it.
  static std::shared_ptr<LadderReader> live(const std::string& interface);

  /// Those that can be captured on, as the system names them; empty: it does not tell.
  static QStringList interfaces();

  ~LadderReader() override;

  /// Whoever wrote the file has ended.
  void end_growth() { feed_.end_growth(); }

  const std::vector<models::LadderFlow>& flows() const override { return flows_; }
  const std::vector<models::LadderRow>& rows(std::uint32_t flow) const override;
  QString remark() const override { return remark_; }

 private:
  LadderReader(LadderFeed::Open open, std::function<std::string(const Error&)> advice, bool grows,
               QObject* parent);

  void take(LadderNews news);
  void put(models::LadderFlow flow);
  void trim_flows();
  void trim_rows();
  void forget(std::uint32_t flow, std::size_t rows);

  std::vector<models::LadderFlow> flows_;
  std::unordered_map<std::uint32_t, std::vector<models::LadderRow>> rows_;
  std::size_t kept_ = 0;  // rows
  QString remark_;
  LadderFeed feed_;  // last: its thread uses what is above
};

}  // namespace parley::desk::bridge
