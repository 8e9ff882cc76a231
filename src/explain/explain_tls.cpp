#include <fmt/format.h>

#include "explain/causes.h"
#include "explain/words.h"

namespace parley::explain {

namespace {

// Who proves himself to us: the name that was asked for.
std::string server_words(const Situation& situation) {
  return situation.target.empty() ? peer_words(situation) : situation.target;
}

std::string plain_connect_command(Situation situation) {
  situation.transport = event::Transport::tcp;
  return connect_command(situation, typed_or(situation.target, "HOST"));
}

bool is_server(const Situation& situation) {
  return situation.operation == Operation::accept || situation.operation == Operation::listen;
}

Cause not_tls(const Situation& situation) {
  if (is_server(situation)) {
    return {fmt::format("{} came without TLS: what it sent is no TLS handshake.",
                        peer_words(situation)),
            "Switch TLS on in the client, or listen without --tls."};
  }
  return {
      fmt::format("What came back is not TLS: {} of {} speaks something else, probably plain text.",
                  port_words(situation), server_words(situation)),
      fmt::format("Connect without TLS: {}\nOr ask for the server's TLS port.",
                  plain_connect_command(situation)),
      "not_tls"};
}

Cause our_certificate_refused(const Situation& situation) {
  if (is_server(situation)) {
    return {
        fmt::format("{} does not trust this server's certificate.", peer_words(situation)),
        "Give the client our certificate to trust (another parley takes it with --ca FILE), or use "
        "one from an authority that it knows."};
  }
  return {fmt::format("{} demands a certificate from us and did not accept what it got.",
                      server_words(situation)),
          "Show it one that it trusts: --cert FILE --key FILE"};
}

Cause hung_up(const Situation& situation) {
  if (is_server(situation)) {
    return {fmt::format("{} hung up in the middle of the handshake; often it does not trust the "
                        "certificate.",
                        peer_words(situation)),
            "See what the client says, and give it our certificate to trust."};
  }
  return {
      fmt::format("{} hung up in the middle of the handshake: it does not speak TLS on this port, "
                  "or refuses us.",
                  server_words(situation)),
      fmt::format("Try without TLS: {}", plain_connect_command(situation)), "tls_hung_up",
      "The evidence does not decide between a server of plain text and one that refuses us."};
}

bool mentions_any(std::string_view text, std::initializer_list<std::string_view> parts) {
  for (const std::string_view part : parts) {
    if (mentions(text, part)) return true;
  }
  return false;
}

Cause not_in_time(const Situation& situation, std::string_view when) {
  return {
      fmt::format("The certificate of {} is {}. If this computer's clock is wrong, a good one "
                  "looks like this too.",
                  server_words(situation), when),
      "Check the clock: date\n"
      "If it is right, the server needs a new certificate. To talk without proof of who answers: "
      "--insecure"};
}

Cause unknown_signer(const Situation& situation, bool self_signed) {
  const std::string_view signer = self_signed
                                      ? "it signed its certificate itself, as most devices do"
                                      : "this computer does not know who signed its certificate";
  return {fmt::format("{} could not prove who it is: {}.", server_words(situation), signer),
          fmt::format("Get the {} in a file and trust it: --ca FILE\n"
                      "To talk without proof of who answers: --insecure",
                      self_signed ? "server's certificate" : "signer's certificate")};
}

Cause wrong_name(const Situation& situation) {
  return {fmt::format("The certificate is in order, but it is for another name than {}.",
                      server_words(situation)),
          "Connect by a name that it has; they are above.\n"
          "To talk without proof of who answers: --insecure"};
}

// "... (OpenSSL: certificate has expired; subject CN=...)": what OpenSSL said, without the names
// around it, which are the peer's choice.
std::string_view openssl_words(std::string_view seen) {
  constexpr std::string_view label = "OpenSSL: ";
  const auto start = seen.find(label);
  if (start == std::string_view::npos) return seen;
  seen.remove_prefix(start + label.size());
  return seen.substr(0, seen.find_first_of(";)"));
}

}  // namespace

Cause tls_timeout(const Situation& situation) {
  if (is_server(situation)) {
    return {fmt::format("{} connected but did not begin a TLS handshake.", peer_words(situation)),
            "Switch TLS on in the client, or listen without --tls."};
  }
  return {fmt::format(
              "The TCP connection stands, but {} did not take part in a TLS handshake; a server "
              "of plain text waits like this.",
              server_words(situation)),
          fmt::format("Try without TLS: {}", plain_connect_command(situation)), "tls_silent",
          "The evidence does not decide between a server of plain text and a TLS server that is "
          "stuck."};
}

Cause tls(const Error& error, const Situation& situation) {
  if (mentions_any(error.seen, {"does not speak tls", "wrong version number", "http request"})) {
    return not_tls(situation);
  }
  if (mentions_any(error.seen, {"our certificate", "we showed none"})) {
    return our_certificate_refused(situation);
  }
  if (mentions(error.seen, "neither tls 1.2 nor 1.3")) {
    return {"The other side knows only TLS versions older than 1.2, which are broken.",
            "Update the software of the other side."};
  }
  if (mentions(error.seen, "no cipher")) {
    return {
        "The two sides found nothing to encrypt with that both know, or the other side wants a "
        "certificate from us.",
        "Update the software of the other side, or show a certificate: --cert FILE --key FILE"};
  }
  if (mentions_any(error.seen, {"peer closed", "connection reset", "broken pipe"})) {
    return hung_up(situation);
  }
  return {"The TLS layer ended the connection for the reason above.",
          "For every step of the handshake: openssl s_client -connect HOST:PORT -msg"};
}

Cause certificate(const Error& error, const Situation& situation) {
  if (is_server(situation)) {
    return {fmt::format("{} showed no certificate, or none that the authority of --ca has signed.",
                        peer_words(situation)),
            "Give the client such a certificate, or listen without --ca."};
  }
  const std::string_view words = openssl_words(error.seen);
  if (mentions(words, "expired")) return not_in_time(situation, "past its last day");
  if (mentions(words, "not yet valid")) return not_in_time(situation, "not valid yet");
  if (mentions(words, "mismatch")) return wrong_name(situation);
  if (mentions_any(words, {"in certificate chain", "issuer", "first certificate"})) {
    return unknown_signer(situation, false);
  }
  if (mentions_any(words, {"self-signed", "self signed"})) return unknown_signer(situation, true);
  return {
      fmt::format("{} could not prove who it is; the reason is above.", server_words(situation)),
      "The server needs a certificate in order. To talk without proof of who answers: --insecure"};
}

}  // namespace parley::explain
