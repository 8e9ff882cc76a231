#include "desk/window/arrangement.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace parley::desk::window {

namespace {

QByteArray octets(const QJsonValue& value) {
  return QByteArray::fromBase64(value.toString().toLatin1());
}

QString base64(const QByteArray& octets) {
  return QString::fromLatin1(octets.toBase64());
}

}  // namespace

Arrangement arrangement_from_text(const std::string& text) {
  const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
  Arrangement arrangement;
  arrangement.geometry = octets(json[QLatin1String("geometry")]);
  arrangement.columns = octets(json[QLatin1String("columns")]);
  arrangement.page = octets(json[QLatin1String("page")]);
  arrangement.look = json[QLatin1String("look")].toString();
  arrangement.language = json[QLatin1String("language")].toString();
  arrangement.side = json[QLatin1String("side")].toString();
  arrangement.current = json[QLatin1String("current")].toInt();
  return arrangement;
}

std::string arrangement_to_text(const Arrangement& arrangement) {
  QJsonObject json;
  json[QLatin1String("geometry")] = base64(arrangement.geometry);
  json[QLatin1String("columns")] = base64(arrangement.columns);
  json[QLatin1String("page")] = base64(arrangement.page);
  json[QLatin1String("look")] = arrangement.look;
  json[QLatin1String("language")] = arrangement.language;
  json[QLatin1String("side")] = arrangement.side;
  json[QLatin1String("current")] = arrangement.current;
  return QJsonDocument(json).toJson(QJsonDocument::Compact).toStdString();
}

}  // namespace parley::desk::window
