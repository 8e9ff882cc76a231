// The web server: bodies of requests.
#include <algorithm>

#include "board/api/ESP8266WebServer.h"
#include "board/stack/pump.h"

using parley::board::api::begins_with;
using parley::board::api::MultipartReader;
using parley::board::api::parameter;
using parley::board::api::parse_arguments;

namespace {

constexpr size_t chunk_bytes = 256;

/// 0 to 9 only. False: no number, or too large for one.
bool parse_length(const String& text, size_t* into) {
  *into = 0;
  if (text.length() == 0 || text.length() > 9) return false;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return false;
    *into = *into * 10 + static_cast<size_t>(digit - '0');
  }
  return true;
}

}  // namespace

int ESP8266WebServer::read_body() {
  if (head_.field("Transfer-Encoding") != nullptr) return 411;
  const String* length = head_.field("Content-Length");
  if (length == nullptr) return 0;
  size_t count = 0;
  if (!parse_length(*length, &count)) return 400;
  const String* type_field = head_.field("Content-Type");
  const String type = type_field == nullptr ? String() : *type_field;
  const bool multipart = begins_with(type, "multipart/form-data");
  const bool form = begins_with(type, "application/x-www-form-urlencoded");
  if (!multipart && count > body_bytes_max) return 413;
  const String* expected = head_.field("Expect");
  if (expected != nullptr && expected->equalsIgnoreCase("100-continue")) {
    client_.print("HTTP/1.1 100 Continue\r\n\r\n");
  }
  if (count == 0) return 0;
  return multipart ? read_multipart(parameter(type, "boundary"), count)
                   : read_plain_body(count, form);
}

int ESP8266WebServer::read_plain_body(size_t count, bool form) {
  String body;
  char octets[chunk_bytes];
  while (count > 0) {
    const size_t read = client_.readBytes(octets, std::min(count, sizeof octets));
    if (read == 0) return -1;
    body.concat(octets, read);
    count -= read;
  }
  if (form) return parse_arguments(body, &arguments_) ? 0 : 400;
  arguments_.push_back({String("plain"), body});
  return 0;
}

int ESP8266WebServer::read_multipart(const String& boundary, size_t count) {
  MultipartReader reader(boundary);
  String value;
  char octets[chunk_bytes];
  bool ended = false;
  while (count > 0) {
    const size_t read = client_.readBytes(octets, std::min(count, sizeof octets));
    if (read == 0) {
      upload_end(UPLOAD_FILE_ABORTED);
      return -1;
    }
    count -= read;
    for (size_t i = 0; i < read && !ended; ++i) {  // what follows the end is nobody's
      const MultipartReader::Step step = reader.feed(octets[i]);
      const int refused = take_part_step(step, reader, &value);
      ended = step == MultipartReader::Step::end;
      if (refused == 0) continue;
      upload_end(UPLOAD_FILE_ABORTED);
      return refused;
    }
  }
  if (ended) return 0;
  upload_end(UPLOAD_FILE_ABORTED);
  return 400;
}

int ESP8266WebServer::take_part_step(MultipartReader::Step step, const MultipartReader& reader,
                                     String* value) {
  switch (step) {
    case MultipartReader::Step::more:
    case MultipartReader::Step::end: return 0;
    case MultipartReader::Step::bad: return 400;
    case MultipartReader::Step::part_begin:
      *value = String();
      if (reader.is_file) upload_begin(reader);
      return 0;
    case MultipartReader::Step::octets:
      if (reader.is_file) {
        upload_octets(reader.octets(), reader.octets_count());
        return 0;
      }
      if (value->length() + reader.octets_count() > body_bytes_max) return 413;
      value->concat(reader.octets(), reader.octets_count());
      return 0;
    case MultipartReader::Step::part_end:
      upload_end(UPLOAD_FILE_END);
      if (!reader.is_file && arguments_.size() < parley::board::api::arguments_max) {
        arguments_.push_back({reader.name, *value});
      }
      return 0;
  }
  return 400;
}

// Uploads

void ESP8266WebServer::upload_begin(const MultipartReader& reader) {
  if (upload_ == nullptr) upload_ = std::make_unique<HTTPUpload>();
  upload_->filename = reader.filename;
  upload_->name = reader.name;
  upload_->type = reader.type;
  upload_->totalSize = 0;
  upload_->currentSize = 0;
  const String* length = head_.field("Content-Length");
  upload_->contentLength = length == nullptr ? 0 : static_cast<size_t>(length->toInt());
  uploading_ = true;
  tell_upload(UPLOAD_FILE_START);
}

void ESP8266WebServer::upload_octets(const char* octets, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    upload_->buf[upload_->currentSize++] = static_cast<uint8_t>(octets[i]);
    if (upload_->currentSize == HTTP_UPLOAD_BUFLEN) tell_upload(UPLOAD_FILE_WRITE);
  }
}

void ESP8266WebServer::upload_end(HTTPUploadStatus status) {
  if (!uploading_) return;
  if (status == UPLOAD_FILE_END && upload_->currentSize > 0) tell_upload(UPLOAD_FILE_WRITE);
  tell_upload(status);
  uploading_ = false;
}

void ESP8266WebServer::tell_upload(HTTPUploadStatus status) {
  upload_->status = status;
  const THandlerFunction handler = route_ != nullptr ? route_->upload : upload_handler_;
  if (handler) handler();
  if (status != UPLOAD_FILE_WRITE) return;
  upload_->totalSize += upload_->currentSize;
  upload_->currentSize = 0;
}
