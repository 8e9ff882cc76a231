#include "desk/widgets/log_detail.h"

#include <QDateTime>
#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>
#include <chrono>

#include "desk/models/quantities.h"
#include "desk/widgets/look.h"
#include "text/hex.h"
#include "text/safe_text.h"

namespace parley::desk::widgets {

namespace {

QPlainTextEdit* make_page(QWidget* parent, const QString& name) {
  auto* page = new QPlainTextEdit(parent);
  page->setReadOnly(true);
  page->setUndoRedoEnabled(false);
  page->setAccessibleName(name);
  page->setFrameShape(QFrame::NoFrame);
  // With a caret for those who read and select by keyboard.
  page->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  return page;
}

QString safe_lines(const QByteArray& octets) {
  text::SafeText gate;
  std::string safe;
  gate.append({octets.data(), static_cast<std::size_t>(octets.size())}, safe);
  gate.flush(safe);
  return QString::fromUtf8(safe.data(), static_cast<qsizetype>(safe.size()));
}

QString time_of(WallTime time) {
  using namespace std::chrono;
  const auto whole = floor<milliseconds>(time.time_since_epoch());
  const auto micros = floor<microseconds>(time.time_since_epoch()).count() % 1000;
  return QDateTime::fromMSecsSinceEpoch(whole.count())
             .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz")) +
         QStringLiteral("%1").arg(micros, 3, 10, QLatin1Char('0'));
}

}  // namespace

LogDetail::LogDetail(QWidget* parent)
    : QWidget(parent),
      title_(new QLabel(this)),
      tabs_(new QTabWidget(this)),
      text_(make_page(this, tr("The row as text"))),
      hex_(make_page(this, tr("The row as a hex dump"))),
      more_(new QPushButton(this)) {
  title_->setTextFormat(Qt::PlainText);
  title_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  title_->setMinimumWidth(1);  // rather cut than as wide as a peer's name
  auto* close = new QToolButton(this);
  close->setText(tr("Close"));
  close->setAutoRaise(true);
  close->setToolTip(tr("Close the details"));
  more_->hide();
  auto* top = new QHBoxLayout;
  top->setContentsMargins(8, 0, 4, 0);
  top->addWidget(title_, 1);
  top->addWidget(more_);
  top->addWidget(close);
  tabs_->setDocumentMode(true);
  tabs_->addTab(text_, tr("Te&xt"));
  tabs_->addTab(hex_, tr("&Hex dump"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 2, 0, 0);
  layout->setSpacing(2);
  layout->addLayout(top);
  layout->addWidget(tabs_, 1);
  connect(close, &QToolButton::clicked, this, &LogDetail::closed);
  connect(more_, &QPushButton::clicked, this, [this] {
    all_ = true;
    fill();
  });
  connect(tabs_, &QTabWidget::currentChanged, this, [this] { fill_hex(); });
  color();
}

LogDetail::~LogDetail() = default;

void LogDetail::show_log(std::shared_ptr<models::LogRows> rows) {
  if (rows_ != nullptr) rows_->disconnect(this);
  rows_ = std::move(rows);
  clear();
  if (rows_ != nullptr)
    connect(rows_.get(), &models::LogRows::whole_ready, this, &LogDetail::whole_ready);
}

void LogDetail::clear() {
  row_ = {};
  octets_.clear();
  words_.clear();
  fill();
}

void LogDetail::show_row(const models::LogRow& row) {
  if (row.number != 0 && row.number == row_.number) return;
  row_ = row;
  octets_ = row.octets;
  words_ = row.text;
  all_ = false;
  fill();
  const bool cut = static_cast<std::size_t>(row.octets.size()) < row.bytes ||
                   row.text.size() >= models::row_characters_max;
  if (rows_ != nullptr && row.number != 0 && cut) rows_->want_whole(row.number);
}

void LogDetail::whole_ready(std::uint64_t number, const QByteArray& octets, const QString& words) {
  if (number != row_.number) return;
  octets_ = octets;
  if (!words.isEmpty()) words_ = words;
  fill();
}

QByteArray LogDetail::shown_octets() const {
  return all_ ? octets_ : octets_.left(detail_bytes_shown);
}

void LogDetail::fill() {
  const bool content = row_.is_content();
  QStringList title;
  if (row_.number != 0) title << tr("Event %1").arg(row_.number);
  if (row_.kind == event::Kind::received && content) title << tr("received");
  if (row_.kind == event::Kind::sent) title << tr("sent");
  if (!row_.who.isEmpty()) title << row_.who;
  if (content)
    title << (row_.bytes == 1
                  ? tr("1 byte")
                  : tr("%1 bytes").arg(QLocale().toString(static_cast<qulonglong>(row_.bytes))));
  if (row_.time != WallTime{}) title << time_of(row_.time);
  title_->setText(title.join(QStringLiteral("  ·  ")));
  text_->setPlainText(content ? safe_lines(shown_octets()) : words_);
  tabs_->setTabEnabled(1, content);
  more_->setVisible(content && !all_ && octets_.size() > detail_bytes_shown);
  more_->setText(
      tr("Show all (%1)").arg(models::bytes_text(static_cast<std::uint64_t>(octets_.size()))));
  hex_due_ = true;
  fill_hex();
}

/// Only when it is looked at: it is five times as long as what it shows.
void LogDetail::fill_hex() {
  if (!hex_due_ || tabs_->currentWidget() != hex_) return;
  hex_due_ = false;
  const QByteArray octets = row_.is_content() ? shown_octets() : QByteArray();
  hex_->setPlainText(QString::fromStdString(
      text::hex_dump({octets.data(), static_cast<std::size_t>(octets.size())})));
}

void LogDetail::color() {
  QFont font = content_font();
  font.setPointSizeF(this->font().pointSizeF());
  text_->setFont(font);
  hex_->setFont(font);
}

void LogDetail::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::FontChange) color();
}

}  // namespace parley::desk::widgets
