// Rules of one kind as rows of a table: a pattern with its answer, or an interval with its text;
// and beside each whether it is in force, or why not.
//
// A row that cannot be understood or is not finished is left out of `write`: what is not in force
// is never shown as if it were. Thread rule: the window's thread.
#pragma once

#include <QAbstractTableModel>
#include <QString>
#include <vector>

#include "talk/settings.h"

namespace parley::desk::models {

struct RuleRow {
  QString when;  ///< a pattern, or an interval
  QString text;

  friend bool operator==(const RuleRow&, const RuleRow&) = default;
};

struct RuleState {
  enum class Kind { in_force, unfinished, wrong };
  Kind kind = Kind::in_force;
  QString words;  ///< of what is wrong; empty when it is in force
};

class RuleTable final : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum class Kind { replies, repeats };
  enum Column { when_column, text_column, state_column, columns };
  static constexpr int state_role = Qt::UserRole;  ///< RuleState::Kind as an int, of each cell

  explicit RuleTable(Kind kind, QObject* parent = nullptr);
  ~RuleTable() override;

  Kind kind() const { return kind_; }

  void set_rows(std::vector<RuleRow> rows);
  const std::vector<RuleRow>& rows() const { return rows_; }

  /// At the end; its number.
  int add();
  void remove(int row);
  /// False: there is no row there.
  bool move(int row, int to);

  /// From and to the settings of a talk; `write` replaces what its kind has there.
  void read(const talk::RuleSettings& settings);
  void write(talk::RuleSettings& settings) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;

 Q_SIGNALS:
  /// Something was changed by a person.
  void edited();

 private:
  RuleState look_at(const RuleRow& row) const;
  void look_again();

  Kind kind_;
  std::vector<RuleRow> rows_;
  std::vector<RuleState> states_;
};

/// Why a text of a rule (a greeting) cannot be used; empty: it can.
QString rule_text_trouble(const QString& text);

}  // namespace parley::desk::models
