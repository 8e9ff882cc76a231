// For tests: packets that were never captured, and pictures in both looks for people to look at, in
// $PARLEY_PICTURES when that names a folder.
#pragma once

#include <QApplication>
#include <QTimer>
#include <map>
#include <string>
#include <utility>

#include "desk/models/ladder_rows.h"
#include "desk/widgets/look.h"

namespace parley::desk::widgets {

class MadeUpLadder final : public models::LadderRows {
 public:
  const std::vector<models::LadderFlow>& flows() const override { return flows_now; }
  const std::vector<models::LadderRow>& rows(std::uint32_t flow) const override {
    return rows_now[flow];
  }
  QString remark() const override { return remark_now; }

  models::LadderFlow& flow(const char* client, const char* server, bool datagrams = false) {
    models::LadderFlow made;
    made.number = static_cast<std::uint32_t>(flows_now.size()) + 1;
    made.client = QString::fromUtf8(client);
    made.server = QString::fromUtf8(server);
    made.datagrams = datagrams;
    flows_now.push_back(made);
    return flows_now.back();
  }

  models::LadderRow& row(bool by_client, const char* label, const char* words,
                         std::uint64_t first_octet = 0, std::uint32_t bytes = 0) {
    models::LadderFlow& flow = flows_now.back();
    auto& rows = rows_now[flow.number];
    models::LadderRow made;
    made.since_ms = static_cast<double>(flow.rows) * 0.212;
    made.time = WallTime(std::chrono::seconds(1'790'000'000) +
                         std::chrono::microseconds(212 * static_cast<std::int64_t>(flow.rows)));
    made.by_client = by_client;
    made.label = QString::fromUtf8(label);
    made.words = QString::fromUtf8(words);
    made.first_octet = first_octet;
    made.bytes = bytes;
    rows.push_back(made);
    ++flow.rows;
    return rows.back();
  }

  /// A board that says hello over a link that loses a segment, and ends.
  void tell_a_story() {
    flow("0.0.0.0:68", "255.255.255.255:67", true);
    row(true, "300 octets", "\"\\x01\\x01\\x06\"...", 0, 300);
    flow("TcpClient (10.0.2.15:49153)", "this PC (10.0.2.2:8888)");
    row(true, "SYN",
        "may I connect? I count from 6510 (segments of at most 536 octets, window 2144).");
    row(false, "SYN-ACK",
        "yes, I wait for your 6510. I count from 64001 (segments of at most 1460 octets, window "
        "65535).");
    row(true, "ACK", "and I wait for your 64001. Both know that both hear: it is open.");
    auto& lost = row(true, "5 octets", "octets 1 to 5: \"Hello\"", 1, 5);
    lost.lost = lost.trouble = true;
    lost.findings = {QStringLiteral("The link lost it: the other end never got it.")};
    row(true, "14 octets", "octets 6 to 19: \"This is my IP.\"", 6, 14);
    auto& asked = row(false, "ACK", "I have none of your octets yet.");
    asked.trouble = true;
    asked.findings = {
        QStringLiteral("Repeated ACK number 1: something came, but not what follows this octet.")};
    auto& again = row(true, "5 octets", "octets 1 to 5: \"Hello\"", 1, 5);
    again.trouble = true;
    again.findings = {QStringLiteral("Sent again after 300 ms: the link had lost it.")};
    row(false, "ACK", "I have all up to your octet 19 (1 ms later).");
    row(false, "8 octets", "octets 1 to 8: \"<b>hi</b>\"", 1, 8);
    row(true, "FIN", "I have sent everything. I have all up to your octet 8.");
    row(false, "FIN", "I have sent everything. I know that you have sent everything.");
    auto& end = row(true, "RST", "it is over, at once.");
    end.trouble = true;
    end.findings = {
        QStringLiteral("It answers FIN with RST. A board that has read everything does so: it is "
                       "the way of the ESP8266's core.")};
    flows_now.back().end = QStringLiteral("closed");
    flows_now.back().summary = {
        QStringLiteral("Handshake in 0.4 ms. 19 octets came from the client, 8 from the server."),
        QStringLiteral("Segments: 1 sent again, 1 lost on the link.")};
  }

  void tell() { Q_EMIT changed(); }

  std::vector<models::LadderFlow> flows_now;
  mutable std::map<std::uint32_t, std::vector<models::LadderRow>> rows_now;
  QString remark_now;
};

/// Saves how it looks in the light and in the dark.
inline void picture_of(QWidget& widget, const char* name) {
  const QString folder = qEnvironmentVariable("PARLEY_PICTURES");
  if (folder.isEmpty()) return;
  for (const bool dark : {true, false}) {
    // Widgets hear of another look only while the application runs.
    QTimer::singleShot(0, [dark] { apply_look(dark); });
    QTimer::singleShot(60, [] { QCoreApplication::exit(); });
    QApplication::exec();
    widget.grab().save(
        QStringLiteral("%1/%2-%3.png")
            .arg(folder, QString::fromUtf8(name), QString::fromUtf8(dark ? "dark" : "light")));
  }
}

}  // namespace parley::desk::widgets
