#include "desk/window/options.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include "session/target.h"

namespace parley::desk::window {

namespace {

QCommandLineOption valued(const char* name, const char* about, const char* value) {
  return {QLatin1String(name), QLatin1String(about), QLatin1String(value)};
}

tl::expected<QString, QString> one_of(const QCommandLineParser& parser, const char* option,
                                      const QStringList& values) {
  const QString value = parser.value(QLatin1String(option));
  if (value.isEmpty() || values.contains(value)) return value;
  return tl::unexpected(QStringLiteral("--%1 %2: it is one of %3")
                            .arg(QLatin1String(option), value, values.join(QStringLiteral(", "))));
}

/// "8888", "127.0.0.1:8888", "udp://[::1]:8888"
tl::expected<session::Asked, QString> server_of(const QString& text) {
  const auto target = session::parse_target({text.toStdString()}, true);
  if (!target) return tl::unexpected(QString::fromStdString(to_string(target.error())));
  session::Asked asked;
  asked.transport = target->transport;
  asked.where = target->host;
  asked.port = target->port;
  if (const auto checked = session::check(asked); !checked)
    return tl::unexpected(QString::fromStdString(to_string(checked.error())));
  return asked;
}

tl::expected<Options, QString> values_of(const QCommandLineParser& parser) {
  Options options;
  options.files = parser.positionalArguments();
  options.board = parser.value(QStringLiteral("board"));
  options.workspace = parser.value(QStringLiteral("workspace"));
  const auto language = one_of(parser, "language", {QStringLiteral("en"), QStringLiteral("zh_CN")});
  if (!language) return tl::unexpected(language.error());
  const auto look = one_of(parser, "look", {QStringLiteral("light"), QStringLiteral("dark")});
  if (!look) return tl::unexpected(look.error());
  options.language = *language;
  options.look = *look;
  if (!parser.isSet(QStringLiteral("listen"))) return options;
  auto server = server_of(parser.value(QStringLiteral("listen")));
  if (!server) return tl::unexpected(server.error());
  const auto framing = text::parse_framing(parser.value(QStringLiteral("frame")).toStdString());
  if (!framing) return tl::unexpected(QString::fromStdString(to_string(framing.error())));
  server->framing = *framing;
  options.listen = std::move(*server);
  return options;
}

}  // namespace

tl::expected<Options, QString> parse_options(const QStringList& arguments) {
  QCommandLineParser parser;
  parser.setApplicationDescription(
      QStringLiteral("Talk with the things on your network, and see every byte they say: "
                     "the window of parley(1)."));
  parser.addPositionalArgument(QStringLiteral("FILE"),
                               QStringLiteral("recordings and captures to open"),
                               QStringLiteral("[FILE...]"));
  const QCommandLineOption help = parser.addHelpOption();
  const QCommandLineOption version = parser.addVersionOption();
  parser.addOption(
      valued("listen", "Be a server at once: 8888, 127.0.0.1:8888, udp://127.0.0.1:8888.", "PORT"));
  QCommandLineOption frame =
      valued("frame", "What a message is to that server: none, line, length (none).", "FRAMING");
  frame.setDefaultValue(QStringLiteral("none"));
  parser.addOption(frame);
  parser.addOption(
      valued("board", "Run this sketch at once: .ino, folder, or a bundled one's name.", "SKETCH"));
  parser.addOption(valued("workspace", "Keep the window's state in this file.", "FILE"));
  parser.addOption(valued("language", "en or zh_CN; else as chosen in the window.", "LANGUAGE"));
  parser.addOption(valued("look", "light or dark; else as chosen in the window.", "LOOK"));
  if (!parser.parse(arguments)) return tl::unexpected(parser.errorText());
  if (parser.isSet(version)) parser.showVersion();
  if (parser.isSet(help)) parser.showHelp();
  return values_of(parser);
}

}  // namespace parley::desk::window
