#include "board/api/mdns_messages.h"

#include <algorithm>
#include <string.h>

namespace parley::board::api {
namespace {

constexpr uint16_t type_a = 1;
constexpr uint16_t type_ptr = 12;
constexpr uint16_t type_txt = 16;
constexpr uint16_t type_srv = 33;
constexpr uint16_t type_any = 255;
constexpr uint16_t class_in = 1;
constexpr uint16_t class_any = 255;
constexpr uint16_t top_bit =
    0x8000;  // a question's: unicast wanted; a record's: replaces older ones
constexpr size_t head_bytes = 12;
constexpr size_t label_bytes_max = 63;

uint8_t lower(uint8_t c) {
  return c >= 'A' && c <= 'Z' ? static_cast<uint8_t>(c + 32) : c;
}

/// Goes through a message; past its end everything reads as 0 and `fine` is false.
class Reader {
 public:
  Reader(const uint8_t* octets, size_t count) : octets_(octets), count_(count) {}

  bool fine() const { return fine_; }
  size_t at() const { return at_; }
  void seek(size_t at) {
    at_ = at;
    if (at > count_) fine_ = false;
  }
  uint8_t octet() {
    if (at_ >= count_) {
      fine_ = false;
      return 0;
    }
    return octets_[at_++];
  }
  uint16_t number() {
    const uint16_t high = octet();
    return static_cast<uint16_t>(high << 8 | octet());
  }

  /// Follows compression (RFC 1035, 4.1.4), backwards only, so that it comes to an end.
  MdnsName name() {
    MdnsName result;
    size_t back_to = 0;
    size_t limit = at_;
    for (;;) {
      const uint8_t count = octet();
      if (!fine_ || count == 0) break;
      if (count >= 0xc0) {
        const size_t target = static_cast<size_t>(count & 0x3f) << 8 | octet();
        if (back_to == 0) back_to = at_;
        if (!fine_ || target >= limit) return broken();
        limit = target;
        at_ = target;
        continue;
      }
      if (count > label_bytes_max || at_ + count > count_ ||
          !result.add(reinterpret_cast<const char*>(octets_ + at_), count)) {
        return broken();
      }
      at_ += count;
    }
    if (back_to != 0) at_ = back_to;
    return result;
  }

 private:
  MdnsName broken() {
    fine_ = false;
    return {};
  }

  const uint8_t* octets_;
  size_t count_;
  size_t at_ = 0;
  bool fine_ = true;
};

String with_underscore(const String& label) {
  return label.startsWith("_") ? label : String("_") + label;
}

}  // namespace

// Names

bool MdnsName::add(const char* label, size_t bytes) {
  if (bytes == 0 || bytes > label_bytes_max || count + bytes + 1 > sizeof octets) return false;
  octets[count - 1] = static_cast<uint8_t>(bytes);
  for (size_t i = 0; i < bytes; ++i)
    octets[count + i] = static_cast<uint8_t>(label[i]);
  count += bytes + 1;
  octets[count - 1] = 0;
  return true;
}

bool MdnsName::add_dotted(const char* text) {
  while (*text != '\0') {
    const char* dot = strchr(text, '.');
    const size_t bytes = dot == nullptr ? strlen(text) : static_cast<size_t>(dot - text);
    if (!add(text, bytes)) return false;
    text += bytes;
    if (*text == '.') ++text;
  }
  return true;
}

bool MdnsName::operator==(const MdnsName& other) const {
  // The lengths of labels are below 'A', so they are compared as they are.
  const auto same = [](uint8_t one, uint8_t another) { return lower(one) == lower(another); };
  return count == other.count && std::equal(octets, octets + count, other.octets, same);
}

String MdnsName::first() const {
  String result;
  result.concat(reinterpret_cast<const char*>(octets + 1), octets[0]);
  return result;
}

// Writing

class MdnsResponder::Writer {
 public:
  Writer(uint8_t* into, uint32_t ttl) : into_(into), ttl_(ttl) {
    memset(into_, 0, head_bytes);
    into_[2] = 0x84;  // an authoritative response (RFC 6762, 18)
  }

  /// For who knows only plain DNS: the query's number and its questions are repeated, and no record
  /// replaces others (6.7).
  void plain(const uint8_t* query, size_t questions_end) {
    plain_ = true;
    memcpy(into_, query, 2);
    memcpy(into_ + 4, query + 4, 2);
    memcpy(into_ + head_bytes, query + head_bytes, questions_end - head_bytes);
    count_ = records_at_ = questions_end;
  }

  /// A record of which nothing is written when it does not fit. Named by its data already: it is
  /// not written twice.
  void record(const MdnsName& name, uint16_t type, const void* data, size_t bytes) {
    if (count_ + name.count + 10 + bytes > octets_max || has(name, type, data, bytes)) return;
    put(name.octets, name.count);
    number(type);
    // Others may have the same type, so a PTR replaces nobody's (RFC 6762, 10.2).
    number(type == type_ptr || plain_ ? class_in : class_in | top_bit);
    number(ttl_ >> 16);
    number(ttl_ & 0xffff);
    number(bytes);
    put(data, bytes);
    ++into_[7];
  }

  size_t finish() const { return into_[7] == 0 ? 0 : count_; }

 private:
  void number(size_t value) {
    into_[count_++] = static_cast<uint8_t>(value >> 8);
    into_[count_++] = static_cast<uint8_t>(value);
  }
  void put(const void* data, size_t bytes) {
    memcpy(into_ + count_, data, bytes);
    count_ += bytes;
  }
  bool has(const MdnsName& name, uint16_t type, const void* data, size_t bytes) const {
    Reader reader(into_, count_);
    reader.seek(records_at_);
    while (reader.at() < count_) {
      const MdnsName written = reader.name();
      const uint16_t its_type = reader.number();
      reader.seek(reader.at() + 6);
      const size_t its_bytes = reader.number();
      if (written == name && its_type == type && its_bytes == bytes &&
          memcmp(into_ + reader.at(), data, bytes) == 0) {
        return true;
      }
      reader.seek(reader.at() + its_bytes);
    }
    return false;
  }

  uint8_t* into_;
  size_t count_ = head_bytes;
  size_t records_at_ = head_bytes;
  uint32_t ttl_;
  bool plain_ = false;
};

// Ourselves

bool MdnsResponder::host(const String& name) {
  if (!MdnsName().add(name)) return false;
  host_ = name;
  if (instance_.length() == 0) instance_ = name;
  return true;
}

bool MdnsResponder::instance(const String& name) {
  if (!MdnsName().add(name)) return false;
  instance_ = name;
  return true;
}

void MdnsResponder::clear() {
  host_ = String();
  instance_ = String();
  services_.clear();
}

MdnsResponder::Service* MdnsResponder::find(const String& service, const String& protocol) {
  for (Service& each : services_) {
    if (each.type.equalsIgnoreCase(with_underscore(service)) &&
        each.protocol.equalsIgnoreCase(with_underscore(protocol))) {
      return &each;
    }
  }
  return nullptr;
}

bool MdnsResponder::add_service(const String& service, const String& protocol, uint16_t port) {
  MdnsName labels;
  const bool fits = labels.add(with_underscore(service)) && labels.add(with_underscore(protocol));
  if (!fits || services_.size() == services_max) return false;
  if (Service* known = find(service, protocol)) {
    known->port = port;
    return true;
  }
  services_.push_back({with_underscore(service), with_underscore(protocol), port, String()});
  return true;
}

bool MdnsResponder::add_text(const String& service, const String& protocol, const String& key,
                             const String& value) {
  Service* known = find(service, protocol);
  const String pair = value.length() == 0 ? key : key + "=" + value;
  constexpr size_t text_bytes_max = 512;
  if (known == nullptr || pair.length() == 0 || pair.length() > 255 ||
      known->text.length() + pair.length() + 1 > text_bytes_max) {
    return false;
  }
  known->text += static_cast<char>(pair.length());
  known->text += pair;
  return true;
}

MdnsName MdnsResponder::host_name() const {
  MdnsName name;
  name.add(host_);
  name.add("local", 5);
  return name;
}

MdnsName MdnsResponder::type_name(const Service& service) const {
  MdnsName name;
  name.add(service.type);
  name.add(service.protocol);
  name.add("local", 5);
  return name;
}

MdnsName MdnsResponder::instance_name(const Service& service) const {
  MdnsName name;
  name.add(instance_);
  name.add(service.type);
  name.add(service.protocol);
  name.add("local", 5);
  return name;
}

void MdnsResponder::write_service(const Service& service, Writer* writer) const {
  const MdnsName instance = instance_name(service);
  const MdnsName target = host_name();
  uint8_t location[6 + sizeof target.octets] = {};
  location[4] = static_cast<uint8_t>(service.port >> 8);
  location[5] = static_cast<uint8_t>(service.port);
  memcpy(location + 6, target.octets, target.count);
  writer->record(instance, type_srv, location, 6 + target.count);
  // A text without anything is one empty string (RFC 6763, 6.1).
  if (service.text.length() == 0) {
    writer->record(instance, type_txt, "", 1);
  } else {
    writer->record(instance, type_txt, service.text.c_str(), service.text.length());
  }
  writer->record(target, type_a, &address_, 4);
}

void MdnsResponder::answer_one(const MdnsName& name, uint16_t type, Writer* writer) const {
  const auto asks = [type](uint16_t wanted) { return type == wanted || type == type_any; };
  // Named as we are called, whatever case the question has.
  const MdnsName host = host_name();
  if (name == host && asks(type_a)) writer->record(host, type_a, &address_, 4);
  MdnsName all_types;
  all_types.add_dotted("_services._dns-sd._udp.local");
  for (const Service& service : services_) {
    const MdnsName type_of_it = type_name(service);
    const MdnsName instance = instance_name(service);
    if (name == all_types && asks(type_ptr)) {
      writer->record(all_types, type_ptr, type_of_it.octets, type_of_it.count);
    }
    if (name == type_of_it && asks(type_ptr)) {
      writer->record(type_of_it, type_ptr, instance.octets, instance.count);
      write_service(service, writer);
    }
    if (name == instance && (asks(type_srv) || type == type_txt)) write_service(service, writer);
  }
}

size_t MdnsResponder::answer(const uint8_t* query, size_t bytes, bool plain, uint8_t* into,
                             bool* unicast) const {
  *unicast = true;
  if (bytes < head_bytes || (query[2] & 0xf8) != 0 || host_.length() == 0 || address_ == 0)
    return 0;
  Reader reader(query, bytes);
  reader.seek(4);
  const uint16_t questions = reader.number();
  reader.seek(head_bytes);
  Writer writer(into, plain ? ttl_plain_s : ttl_s);
  if (plain) {
    for (uint16_t i = 0; i < questions && reader.fine(); ++i) {
      reader.name();
      reader.seek(reader.at() + 4);
    }
    if (!reader.fine() || reader.at() > octets_max / 2) return 0;
    writer.plain(query, reader.at());
    reader.seek(head_bytes);
  }
  for (uint16_t i = 0; i < questions; ++i) {
    const MdnsName name = reader.name();
    const uint16_t type = reader.number();
    const uint16_t its_class = reader.number();
    if (!reader.fine()) return 0;
    const uint16_t plain_class = its_class & ~top_bit;
    if (plain_class != class_in && plain_class != class_any) continue;
    if ((its_class & top_bit) == 0) *unicast = false;
    answer_one(name, type, &writer);
  }
  return writer.finish();
}

size_t MdnsResponder::announce(uint8_t* into, bool goodbye) const {
  if (host_.length() == 0 || address_ == 0) return 0;
  Writer writer(into, goodbye ? 0 : ttl_s);
  writer.record(host_name(), type_a, &address_, 4);
  for (const Service& service : services_) {
    const MdnsName instance = instance_name(service);
    writer.record(type_name(service), type_ptr, instance.octets, instance.count);
    write_service(service, &writer);
  }
  return writer.finish();
}

// Others

bool MdnsQuestion::ask(const String& service, const String& protocol) {
  found_.clear();
  type_ = MdnsName();
  return type_.add(with_underscore(service)) && type_.add(with_underscore(protocol)) &&
         type_.add("local", 5);
}

size_t MdnsQuestion::write(uint8_t* into) const {
  memset(into, 0, head_bytes);
  into[5] = 1;
  memcpy(into + head_bytes, type_.octets, type_.count);
  uint8_t* end = into + head_bytes + type_.count;
  const uint8_t kind[4] = {0, type_ptr, 0, class_in};
  memcpy(end, kind, sizeof kind);
  return head_bytes + type_.count + sizeof kind;
}

void MdnsQuestion::take(const uint8_t* message, size_t bytes) {
  if (bytes < head_bytes || (message[2] & 0x80) == 0) return;
  // Three times: an instance names a host, whose address may stand before both.
  for (const uint16_t wanted : {type_ptr, type_srv, type_a}) {
    Reader reader(message, bytes);
    reader.seek(4);
    const size_t questions = reader.number();
    size_t records = reader.number();
    records += reader.number();
    records += reader.number();
    for (size_t i = 0; i < questions && reader.fine(); ++i) {
      reader.name();
      reader.seek(reader.at() + 4);
    }
    for (size_t i = 0; i < records && reader.fine(); ++i) {
      const MdnsName name = reader.name();
      const uint16_t type = reader.number();
      reader.seek(reader.at() + 6);
      const size_t data_bytes = reader.number();
      const size_t next = reader.at() + data_bytes;
      if (!reader.fine() || next > bytes) return;
      const auto same_first = [&name](const MdnsFound& each) {
        return each.instance == name.first();
      };
      if (type == wanted && type == type_ptr && name == type_) {
        const String instance = reader.name().first();
        const bool known = std::any_of(found_.begin(), found_.end(), [&](const MdnsFound& each) {
          return each.instance == instance;
        });
        if (reader.fine() && !known && found_.size() < found_max) {
          found_.push_back({instance, String(), 0, 0});
        }
      } else if (type == wanted && type == type_srv) {
        const auto it = std::find_if(found_.begin(), found_.end(), same_first);
        reader.seek(reader.at() + 4);
        const uint16_t port = reader.number();
        const String host = reader.name().first();
        if (reader.fine() && it != found_.end()) {
          it->port = port;
          it->host = host;
        }
      } else if (type == wanted && type == type_a && data_bytes == 4) {
        for (MdnsFound& each : found_) {
          if (each.host == name.first()) memcpy(&each.address, message + reader.at(), 4);
        }
      }
      reader.seek(next);
    }
  }
}

}  // namespace parley::board::api
