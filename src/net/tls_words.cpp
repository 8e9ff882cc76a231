#include "net/tls_words.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <ctime>
#include <fmt/format.h>
#include <openssl/asn1.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "net/tls_openssl.h"

namespace parley::net {

namespace {

constexpr std::size_t name_octets_max = 100;
constexpr std::size_t names_shown_max = 4;
constexpr std::size_t first_line_octets_max = 40;

std::string date_words(const std::tm& date) {
  return fmt::format("{:04}-{:02}-{:02}", date.tm_year + 1900, date.tm_mon + 1, date.tm_mday);
}

std::string date_words(const ASN1_TIME* time) {
  std::tm date{};
  if (ASN1_TIME_to_tm(time, &date) != 1) return "an unreadable date";
  return date_words(date);
}

std::string today_words() {
  const std::time_t now = std::time(nullptr);
  std::tm date{};
  gmtime_r(&now, &date);
  return date_words(date);
}

std::string distinguished_name(const X509_NAME* name) {
  const BioOwner text(BIO_new(BIO_s_mem()));
  // `printable` escapes, once and in the house's way.
  constexpr unsigned long as_it_is =
      XN_FLAG_RFC2253 & ~(ASN1_STRFLGS_ESC_2253 | ASN1_STRFLGS_ESC_CTRL | ASN1_STRFLGS_ESC_MSB);
  X509_NAME_print_ex(text.get(), name, 0, as_it_is);
  char* data = nullptr;
  const long length = BIO_get_mem_data(text.get(), &data);
  const std::string words = printable({data, static_cast<std::size_t>(length)}, name_octets_max);
  return words.empty() ? "nobody" : words;
}

Bytes octets_of(const ASN1_STRING* text) {
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
          static_cast<std::size_t>(ASN1_STRING_length(text))};
}

std::string address_words(Bytes octets) {
  std::array<std::uint8_t, 16> address{};
  if (octets.size() == 4) {
    std::array<std::uint8_t, 4> v4{};
    std::memcpy(v4.data(), octets.data(), v4.size());
    return IpAddress::v4(v4).to_string();
  }
  if (octets.size() != address.size()) return "an unreadable address";
  std::memcpy(address.data(), octets.data(), address.size());
  return IpAddress::v6(address).to_string();
}

std::vector<std::string> names_of(const X509* certificate) {
  std::vector<std::string> names;
  bool has_dns_name = false;
  auto* extension = static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
  for (int i = 0; i < sk_GENERAL_NAME_num(extension); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(extension, i);
    if (name->type == GEN_DNS) {
      has_dns_name = true;
      names.push_back(printable(octets_of(name->d.dNSName), name_octets_max));
    } else if (name->type == GEN_IPADD) {
      names.push_back(address_words(octets_of(name->d.iPAddress)));
    }
  }
  GENERAL_NAMES_free(extension);
  // As the check does it: a common name counts only where no DNS name is given (RFC 6125, 6.4.4).
  const X509_NAME* subject = X509_get_subject_name(certificate);
  const int place = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
  if (!has_dns_name && place >= 0) {
    const ASN1_STRING* common = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, place));
    names.push_back(printable(octets_of(common), name_octets_max));
  }
  return names;
}

std::string listed(const std::vector<std::string>& names) {
  if (names.empty()) return "no name";
  const std::size_t shown = std::min(names.size(), names_shown_max);
  std::string words = names[0];
  for (std::size_t i = 1; i < shown; ++i) {
    words += (i + 1 == names.size() ? " and " : ", ") + names[i];
  }
  if (names.size() > shown) words += fmt::format(" and {} more", names.size() - shown);
  return words;
}

std::string_view alert_hint(int alert) {
  switch (alert) {
    case SSL_AD_HANDSHAKE_FAILURE:
      return "it found no cipher or key type in common, or it wants a certificate";
    case SSL_AD_BAD_CERTIFICATE:
    case SSL_AD_UNSUPPORTED_CERTIFICATE:
    case SSL_AD_CERTIFICATE_UNKNOWN: return "it does not accept our certificate";
    case SSL_AD_CERTIFICATE_EXPIRED: return "it says that our certificate has expired";
    case SSL_AD_UNKNOWN_CA: return "it does not trust who signed our certificate";
    case SSL_AD_PROTOCOL_VERSION: return "it speaks neither TLS 1.2 nor 1.3";
    case SSL_AD_UNRECOGNIZED_NAME: return "it does not go by the name that we asked for";
    case TLS13_AD_CERTIFICATE_REQUIRED: return "it wants a certificate, and we showed none";
    default: return "it found a fault in what we said";
  }
}

std::string alert_words(int alert) {
  const std::string_view name = SSL_alert_desc_string_long(alert);
  return fmt::format("the peer refused: {} (TLS alert {}{}{})", alert_hint(alert), alert,
                     name == "unknown" ? "" : ", ", name == "unknown" ? "" : name);
}

std::string reason_words(unsigned long code) {
  if (const char* words = ERR_reason_error_string(code)) return words;
  return fmt::format("error {:08x}", code);
}

/// Who is at fault, what about it: without the certificate's own data, which follows.
std::string rejection_clause(int error, const X509* faulty, const X509* leaf,
                             const std::string& host) {
  const std::string whose =
      faulty == leaf ? "the certificate"
                     : "the certificate of " + distinguished_name(X509_get_subject_name(faulty));
  switch (error) {
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return "the certificate is for " + listed(names_of(leaf)) + ", not for " + host;
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return whose + " expired on " + date_words(X509_get0_notAfter(faulty));
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return whose + " is valid only from " + date_words(X509_get0_notBefore(faulty)) +
             " on, and this computer's clock says " + today_words();
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
      return "the certificate is signed by itself, and is not among the trusted ones";
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
      return "the chain of the certificate ends at " +
             distinguished_name(X509_get_subject_name(faulty)) + ", which is not trusted here";
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return whose + " is signed by " + distinguished_name(X509_get_issuer_name(faulty)) +
             ", which is not trusted here";
    case X509_V_ERR_INVALID_PURPOSE: return whose + " is not meant for this use";
    default: return whose + " is not accepted";
  }
}

}  // namespace

std::string printable(Bytes bytes, std::size_t count_max) {
  std::string words;
  for (const char octet : bytes.substr(0, count_max)) {
    if (octet >= ' ' && octet <= '~' && octet != '\\') {
      words += octet;
    } else {
      words += fmt::format("\\{:02X}", static_cast<unsigned char>(octet));
    }
  }
  if (bytes.size() > count_max) words += "...";
  return words;
}

std::string duration_words(Duration duration) {
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
  return ms % 1000 == 0 ? fmt::format("{} s", ms / 1000) : fmt::format("{} ms", ms);
}

bool may_be_tls(Bytes first) {
  constexpr char change_cipher_spec = 20;
  constexpr char application_data = 23;
  if (first.empty()) return true;
  if (first[0] < change_cipher_spec || first[0] > application_data) return false;
  return first.size() < 2 || first[1] == 3;
}

std::string not_tls_words(Bytes first) {
  const Bytes line = first.substr(0, first.find_first_of("\r\n"));
  const Bytes shown = line.empty() ? first : line;
  return "the peer does not speak TLS: it sent '" + printable(shown, first_line_octets_max) + "'";
}

std::string rejection_words(X509_STORE_CTX* check, const std::string& host) {
  const int error = X509_STORE_CTX_get_error(check);
  const X509* leaf = X509_STORE_CTX_get0_cert(check);
  const X509* current = X509_STORE_CTX_get_current_cert(check);
  const X509* faulty = current ? current : leaf;
  const bool names_told =
      error == X509_V_ERR_HOSTNAME_MISMATCH || error == X509_V_ERR_IP_ADDRESS_MISMATCH;
  return fmt::format(
      "{} (OpenSSL: {}; subject {}{}, valid {} to {})", rejection_clause(error, faulty, leaf, host),
      X509_verify_cert_error_string(error), distinguished_name(X509_get_subject_name(leaf)),
      names_told ? "" : ", for " + listed(names_of(leaf)), date_words(X509_get0_notBefore(leaf)),
      date_words(X509_get0_notAfter(leaf)));
}

TlsFailure take_tls_failure() {
  const unsigned long code = ERR_peek_error();
  ERR_clear_error();
  if (ERR_GET_LIB(code) != ERR_LIB_SSL) return {ErrorClass::tls, "OpenSSL: " + reason_words(code)};
  const int reason = ERR_GET_REASON(code);
  if (reason >= SSL_AD_REASON_OFFSET) {
    return {ErrorClass::tls, alert_words(reason - SSL_AD_REASON_OFFSET)};
  }
  switch (reason) {
    case SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE:
      return {ErrorClass::certificate, "the peer showed no certificate, and this server wants one"};
    case SSL_R_UNSUPPORTED_PROTOCOL:
      return {ErrorClass::tls, "the peer speaks neither TLS 1.2 nor 1.3"};
    case SSL_R_NO_SHARED_CIPHER:
      return {ErrorClass::tls, "the peer has no cipher in common with us that suits our key"};
    default: return {ErrorClass::tls, "OpenSSL: " + reason_words(code)};
  }
}

std::string take_openssl_words() {
  const unsigned long code = ERR_peek_error();
  ERR_clear_error();
  return reason_words(code);
}

}  // namespace parley::net
