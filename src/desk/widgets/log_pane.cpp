#include "desk/widgets/log_pane.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLocale>
#include <QMenu>
#include <QVBoxLayout>
#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace parley::desk::widgets {

namespace {

struct ExportKind {
  const char* format;  // one of log/exporter.h
  const char* suffix;
  const char* name;
};

constexpr std::array export_kinds{
    ExportKind{"csv", "csv", QT_TRANSLATE_NOOP("LogPane", "Table for spreadsheets (*.csv)")},
    ExportKind{"jsonl", "jsonl", QT_TRANSLATE_NOOP("LogPane", "JSON lines (*.jsonl)")},
    ExportKind{"text", "txt", QT_TRANSLATE_NOOP("LogPane", "Text (*.txt)")},
    ExportKind{"bytes", "bin",
               QT_TRANSLATE_NOOP("LogPane", "Received bytes, as they came (*.bin)")},
};

constexpr double empty_letters = 1.5;  // of the ordinary size

}  // namespace

LogPane::LogPane(QWidget* parent)
    : QWidget(parent),
      actions_(new LogActions(this)),
      bar_(new LogBar(*actions_, this)),
      splitter_(new QSplitter(Qt::Vertical, this)),
      view_(new LogView(splitter_)),
      detail_(new LogDetail(splitter_)),
      empty_(new QWidget(view_->viewport())),
      empty_words_(new QLabel(empty_)),
      empty_button_(new QPushButton(empty_)) {
  splitter_->setChildrenCollapsible(false);
  splitter_->setStretchFactor(0, 3);
  splitter_->setStretchFactor(1, 1);
  detail_->hide();
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(bar_);
  layout->addWidget(splitter_, 1);
  setFocusProxy(view_);

  empty_words_->setTextFormat(Qt::PlainText);
  empty_words_->setWordWrap(true);
  empty_words_->setAlignment(Qt::AlignCenter);
  empty_words_->setForegroundRole(QPalette::PlaceholderText);
  QFont large = font();
  large.setPointSizeF(large.pointSizeF() * empty_letters);
  empty_words_->setFont(large);
  auto* middle = new QVBoxLayout(empty_);
  middle->addStretch(1);
  middle->addWidget(empty_words_);
  middle->addWidget(empty_button_, 0, Qt::AlignCenter);
  middle->addStretch(1);
  auto* over = new QVBoxLayout(view_->viewport());
  over->setSizeConstraint(QLayout::SetNoConstraint);
  over->addWidget(empty_);

  connect_actions();
  connect_view();
  update_empty();
}

LogPane::~LogPane() = default;

void LogPane::connect_actions() {
  const LogActions& on = *actions_;
  const auto call = [this](QAction* action, auto function) {
    connect(action, &QAction::triggered, this, function);
  };
  call(on.copy, [this] { view_->copy(); });
  call(on.select_all, [this] { view_->select_all(); });
  call(on.export_rows, &LogPane::ask_for_export);
  call(on.clear, &LogPane::clear_rows);
  call(on.show_hidden, [this] {
    view_->hide_before(0);
    update_empty();
  });
  call(on.only_this_peer, &LogPane::choose_only_this_peer);
  call(on.follow, [this](bool follow) { view_->set_following(follow); });
  call(on.details, &LogPane::set_details);
  connect(on.content, &QActionGroup::triggered, this, [this](QAction* action) {
    view_->set_content(static_cast<LogContent>(action->data().toInt()));
  });
  connect(on.time, &QActionGroup::triggered, this, [this](QAction* action) {
    view_->set_time(static_cast<LogTime>(action->data().toInt()));
  });
  // Their keys are the view's own; the menu has them, too.
  view_->addActions({on.copy, on.select_all, on.only_this_peer, on.details, on.export_rows});
  view_->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void LogPane::connect_view() {
  connect(bar_, &LogBar::filter_changed, this, &LogPane::filter_changed);
  connect(bar_, &LogBar::find, this, [this](bool backwards) { find(backwards, false); });
  connect(bar_, &LogBar::find_closed, view_, [this] { view_->setFocus(); });
  connect(&bar_->notice(), &LogNotice::cancelled, this, &LogPane::cancel);
  connect(view_, &LogView::following, actions_->follow, &QAction::setChecked);
  connect(view_, &LogView::empty_changed, this, &LogPane::update_empty);
  connect(view_, &LogView::trouble, this, &LogPane::update_empty);
  connect(view_, &LogView::waiting, this, &LogPane::waiting);
  connect(view_, &LogView::row_opened, this, &LogPane::open_details);
  connect(view_, &LogView::copying, this, [this] { job_ = Job::copy; });
  connect(view_, &LogView::row_chosen, this, [this](const models::LogRow& row) {
    chosen_ = row;
    actions_->only_this_peer->setEnabled(row.peer != event::PeerId{});
    if (detail_->isVisibleTo(this)) detail_->show_row(row);
    Q_EMIT row_chosen(row);
  });
  connect(detail_, &LogDetail::closed, this, [this] { set_details(false); });
  connect(empty_button_, &QPushButton::clicked, this, [this] {
    if (filtered_) {
      bar_->clear_filter();
    } else {
      actions_->show_hidden->trigger();
    }
  });
}

void LogPane::show(std::shared_ptr<models::LogRows> rows) {
  if (rows_ != nullptr) {
    rows_->disconnect(this);
    rows_->cancel();
  }
  rows_ = std::move(rows);
  job_ = Job::none;
  chosen_ = {};
  waits_for_page_ = false;
  peers_.clear();
  bar_->forget_peers();
  bar_->notice().clear();
  actions_->only_this_peer->setEnabled(false);
  detail_->show_log(rows_);
  if (rows_ != nullptr) {
    connect_rows();
    // The log may have been shown here or elsewhere with another filter.
    const auto filter = bar_->filter();
    filtered_ = filter && rows_->set_filter(filter).has_value();
    if (!filtered_) (void)rows_->set_filter(std::nullopt);
  }
  view_->show(rows_);
  update_empty();
}

void LogPane::connect_rows() {
  using models::LogRows;
  const LogRows* rows = rows_.get();
  connect(rows, &LogRows::page_ready, this, &LogPane::learn_peers);
  connect(rows, &LogRows::found, this, &LogPane::found);
  connect(rows, &LogRows::copied, this, &LogPane::copied);
  connect(rows, &LogRows::done, this, &LogPane::done);
  connect(rows, &LogRows::progress, this, &LogPane::progress);
}

void LogPane::show_only(event::PeerId peer, const QString& who) {
  if (peers_.insert(peer).second) bar_->add_peer(peer, who);
  bar_->choose_peer(peer);
}

void LogPane::learn_peers(const models::LogPage& page) {
  for (const models::LogRow& row : page.rows) {
    if (row.peer == event::PeerId{} || peers_.size() >= LogBar::peers_max) continue;
    if (peers_.insert(row.peer).second) bar_->add_peer(row.peer, row.who);
  }
}

void LogPane::set_empty_text(const QString& text) {
  empty_text_ = text;
  update_empty();
}

void LogPane::update_empty() {
  const bool hidden = view_->hidden_before() != 0;
  actions_->show_hidden->setEnabled(hidden);
  for (QAction* action : {actions_->clear, actions_->export_rows, actions_->find,
                          actions_->find_next, actions_->find_previous, actions_->select_all})
    action->setEnabled(rows_ != nullptr);
  empty_->setVisible(view_->is_empty());
  if (!view_->is_empty()) return;
  QString words = empty_text_;
  empty_button_->hide();
  if (!view_->scroll().trouble().isEmpty()) {
    words = view_->scroll().trouble();
  } else if (filtered_ && view_->last_event() != 0) {
    words = waits_for_page_ ? tr("Looking for rows …") : tr("No row is let through by the filter.");
    empty_button_->setText(tr("Show &all rows"));
    empty_button_->show();
  } else if (hidden) {
    words = tr("Cleared. The recording still has every row.");
    empty_button_->setText(tr("&Show cleared rows"));
    empty_button_->show();
  } else if (rows_ != nullptr && view_->last_event() != 0) {
    words.clear();  // rows are on their way
  }
  empty_words_->setText(words);
}

// Filter and find

void LogPane::filter_changed() {
  if (rows_ == nullptr) return;
  const auto filter = bar_->filter();
  const auto set = rows_->set_filter(filter);
  if (!set) {
    bar_->show_filter_error(QString::fromStdString(to_string(set.error())));
    return;
  }
  bar_->show_filter_error({});
  bar_->notice().clear(true);
  filtered_ = filter.has_value();
  waits_for_page_ = filtered_;
  view_->reload();
  update_empty();
}

void LogPane::choose_only_this_peer() {
  if (chosen_.peer == event::PeerId{}) return;
  bar_->add_peer(chosen_.peer, chosen_.who);
  bar_->choose_peer(chosen_.peer);
}

/// `again`: from the other end of the log, after nothing was found.
void LogPane::find(bool backwards, bool again) {
  const log::FilterSettings what = bar_->sought();
  if (rows_ == nullptr || what.text.empty()) return;
  const std::uint64_t at = view_->current() != 0 ? view_->current() : view_->scroll().top_event();
  const bool from_current = view_->current() != 0;
  std::uint64_t from = 0;
  if (again) {
    from = backwards ? std::numeric_limits<std::uint64_t>::max() : view_->first_event();
  } else if (backwards) {
    from = at - std::min<std::uint64_t>(at, 1);
  } else {
    from = from_current ? at + 1 : at;
  }
  wrapped_ = again;
  found_backwards_ = backwards;
  job_ = Job::find;
  const auto started = rows_->find(what, from, backwards);
  if (started) {
    bar_->show_find_error({});
    return;
  }
  job_ = Job::none;
  bar_->open_find();
  bar_->show_find_error(QString::fromStdString(to_string(started.error())));
}

void LogPane::found(std::optional<std::uint64_t> number) {
  if (std::exchange(job_, Job::none) != Job::find) return;
  LogNotice& notice = bar_->notice();
  notice.clear(true);
  if (number && *number >= view_->hidden_before()) {
    if (wrapped_) {
      notice.tell(found_backwards_ ? tr("Found by going on from the end.")
                                   : tr("Found by going on from the beginning."));
    }
    view_->go_to(*number);
  } else if (!wrapped_) {
    find(found_backwards_, true);
  } else {
    notice.tell(tr("No row has “%1”.").arg(QString::fromStdString(bar_->sought().text)));
  }
}

// What takes long

void LogPane::progress(double part) {
  switch (job_) {
    case Job::none: return;
    case Job::find: bar_->notice().show_progress(tr("Finding …"), part); break;
    case Job::copy: bar_->notice().show_progress(tr("Copying …"), part); break;
    case Job::export_rows: bar_->notice().show_progress(tr("Exporting …"), part); break;
  }
}

/// For a page: rows that a filter lets through may be far.
void LogPane::waiting(double part) {
  waits_for_page_ = part >= 0;
  if (job_ == Job::none && part >= 0) {
    bar_->notice().show_progress(tr("Looking for rows …"), part);
  } else if (job_ == Job::none) {
    bar_->notice().clear(true);
  }
  update_empty();
}

void LogPane::cancel() {
  if (job_ == Job::none) {
    // Only a filter makes pages wait.
    bar_->clear_filter();
    return;
  }
  wrapped_ = true;  // a find that is given up does not begin anew
  if (rows_ != nullptr) rows_->cancel();
}

void LogPane::copied(const QString& text) {
  QGuiApplication::clipboard()->setText(text);
  const qsizetype rows = text.count(QLatin1Char('\n'));
  bar_->notice().tell(rows == 1 ? tr("Copied 1 row.")
                                : tr("Copied %1 rows.").arg(QLocale().toString(rows)));
}

void LogPane::done(const QString& trouble) {
  const Job job = std::exchange(job_, Job::none);
  LogNotice& notice = bar_->notice();
  notice.clear(true);
  if (!trouble.isEmpty()) {
    notice.tell_trouble(trouble);
  } else if (job == Job::export_rows) {
    notice.tell(tr("Exported to %1.").arg(exported_));
  }
}

void LogPane::export_to(const QString& file, const QString& format) {
  if (rows_ == nullptr) return;
  exported_ = file;
  job_ = Job::export_rows;
  rows_->export_to(file, format);
}

void LogPane::ask_for_export() {
  auto* dialog = new QFileDialog(this, tr("Export the log"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  QStringList names;
  for (const ExportKind& kind : export_kinds)
    names << tr(kind.name);
  dialog->setNameFilters(names);
  dialog->setDefaultSuffix(QLatin1String(export_kinds[0].suffix));
  connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, names](const QString& name) {
    const auto place = static_cast<std::size_t>(std::max<qsizetype>(0, names.indexOf(name)));
    dialog->setDefaultSuffix(QLatin1String(export_kinds[place].suffix));
  });
  connect(dialog, &QFileDialog::fileSelected, this, [this, dialog, names](const QString& file) {
    const qsizetype chosen = names.indexOf(dialog->selectedNameFilter());
    const auto place = static_cast<std::size_t>(std::max<qsizetype>(0, chosen));
    export_to(file, QLatin1String(export_kinds[place].format));
  });
  dialog->open();
}

// Rows

void LogPane::clear_rows() {
  if (rows_ == nullptr) return;
  view_->hide_before(view_->last_event() + 1);
  detail_->clear();
  update_empty();
}

void LogPane::open_details(const models::LogRow& row) {
  chosen_ = row;
  set_details(true);
}

void LogPane::set_details(bool shown) {
  actions_->details->setChecked(shown);
  detail_->setVisible(shown);
  if (!shown) {
    view_->setFocus();
  } else if (chosen_.time != WallTime{}) {
    detail_->show_row(chosen_);
  }
}

}  // namespace parley::desk::widgets
