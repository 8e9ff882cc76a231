"""What is said of certificates and of peers that do not speak TLS, word for word, as client and as
server."""
import re
import subprocess

import certificates
import harness

WITHOUT_PROOF = "To talk without proof of who answers: --insecure"


def without_dates(lines):
    return [re.sub(r"\d{4}-\d\d-\d\d", "DATE", line) for line in lines]


class Client(harness.Case):

    def setUp(self):
        super().setUp()
        self.authority = certificates.Authority(self)

    def server_with(self, certificate, key):
        server = self.tool("openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", certificate,
                           "-key", key, "-quiet")
        self.wait_until(lambda: harness.listens(server.pid), "a listening s_server")
        return harness.listens(server.pid)

    def fails(self, port, *options, host="127.0.0.1"):
        parley = self.connect(port, "--tls", *options, address=host, form="raw",
                              stdin=subprocess.DEVNULL)
        self.assertEqual(parley.exit_code(), 1)
        self.assertEqual(parley.output, b"")
        return without_dates(harness.told(parley.errors))

    def trusting(self, port, **more):
        return self.fails(port, "--ca", self.authority.certificate, **more)

    def test_expired(self):
        port = self.server_with(*self.authority.sign("server", days=-1))
        self.assertEqual(self.trusting(port), [
            f"127.0.0.1:{port}: cannot start TLS with 127.0.0.1: the certificate expired on DATE "
            "(OpenSSL: certificate has expired; subject CN=server, for localhost, 127.0.0.1 and "
            "::1, valid DATE to DATE)",
            "The certificate of 127.0.0.1 is past its last day. If this computer's clock is wrong, "
            "a good one looks like this too.",
            "Check the clock: date",
            f"If it is right, the server needs a new certificate. {WITHOUT_PROOF}"])

    def test_self_signed(self):
        port = self.server_with(*self.authority.self_signed())
        self.assertEqual(self.fails(port), [
            f"127.0.0.1:{port}: cannot start TLS with 127.0.0.1: the certificate is signed by "
            "itself, and is not among the trusted ones (OpenSSL: self-signed certificate; subject "
            "CN=localhost, for localhost and 127.0.0.1, valid DATE to DATE)",
            "127.0.0.1 could not prove who it is: it signed its certificate itself, as most "
            "devices do.",
            "Get the server's certificate in a file and trust it: --ca FILE",
            WITHOUT_PROOF])

    def test_unknown_authority(self):
        port = self.server_with(*self.authority.sign("server"))
        said = self.fails(port)
        self.assertIn("the certificate is signed by CN=Parley test authority, which is not trusted "
                      "here", said[0])
        self.assertEqual(said[1:], [
            "127.0.0.1 could not prove who it is: this computer does not know who signed its "
            "certificate.",
            "Get the signer's certificate in a file and trust it: --ca FILE",
            WITHOUT_PROOF])

    def test_wrong_host(self):
        port = self.server_with(*self.authority.sign("esp", names="DNS:esp.example"))
        for host, mismatch in (("127.0.0.1", "IP address mismatch"), ("localhost",
                                                                      "hostname mismatch")):
            with self.subTest(host):
                self.assertEqual(self.trusting(port, host=host), [
                    f"{host}:{port}: cannot start TLS with {host}: the certificate is for "
                    f"esp.example, not for {host} (OpenSSL: {mismatch}; subject CN=esp, valid "
                    f"DATE to DATE)",
                    f"The certificate is in order, but it is for another name than {host}.",
                    "Connect by a name that it has; they are above.",
                    WITHOUT_PROOF])

    def test_not_tls(self):
        server = self.tool("ncat", "-l", "127.0.0.1", "0", "-c", "echo I am Server; cat")
        self.wait_until(lambda: harness.listens(server.pid), "a listening ncat")
        port = harness.listens(server.pid)
        self.assertEqual(self.fails(port), [
            f"127.0.0.1:{port}: cannot start TLS with 127.0.0.1: the peer does not speak TLS: it "
            "sent 'I am Server'",
            f"What came back is not TLS: TCP port {port} of 127.0.0.1 speaks something else, "
            "probably plain text.",
            f"Connect without TLS: parley connect 127.0.0.1 {port}",
            "Or ask for the server's TLS port."])

    def test_hung_up(self):
        server = self.tool("ncat", "-l", "127.0.0.1", "0", "-c", "true")
        self.wait_until(lambda: harness.listens(server.pid), "a listening ncat")
        port = harness.listens(server.pid)
        self.assertEqual(self.fails(port)[1:], [
            "127.0.0.1 hung up in the middle of the handshake: it does not speak TLS on this port, "
            "or refuses us.",
            f"Try without TLS: parley connect 127.0.0.1 {port}"])


class Server(harness.Case):

    def setUp(self):
        super().setUp()
        self.authority = certificates.Authority(self)
        certificate, key = self.authority.sign("server")
        self.tls = ["--tls", "--cert", certificate, "--key", key]

    def told_of(self, parley, part):
        """What the listener says of a failed handshake."""
        parley.wait_error(lambda text: part.encode() in text and text.endswith(b"\n"))
        lines = harness.told(parley.errors)
        return lines[next(i for i, line in enumerate(lines) if part in line):]

    def test_client_without_tls(self):
        parley = self.listen(*self.tls, form="raw")
        client = self.client(parley.port)
        client.sendall(b"GET / HTTP/1.1\r\n\r\n")
        said = self.told_of(parley, "cannot start TLS")
        name = "127.0.0.1:{}".format(client.getsockname()[1])
        self.assertEqual(said[:3], [
            f"cannot start TLS with {name}: the peer does not speak TLS: it sent 'GET / HTTP/1.1'",
            "127.0.0.1 came without TLS: what it sent is no TLS handshake.",
            "Switch TLS on in the client, or listen without --tls."])

    def test_client_without_certificate(self):
        parley = self.listen(*self.tls, "--ca", self.authority.certificate, form="raw")
        client = self.connect(parley.port, "--tls", "--ca", self.authority.certificate, form="raw",
                              stdin=subprocess.DEVNULL)
        self.assertEqual(client.exit_code(), 1)
        said = harness.told(client.errors)
        self.assertIn("the peer refused: it wants a certificate, and we showed none (TLS alert 116",
                      said[0])
        self.assertEqual(said[1:], [
            "127.0.0.1 demands a certificate from us and did not accept what it got.",
            "Show it one that it trusts: --cert FILE --key FILE"])
        said = self.told_of(parley, "cannot start TLS")
        self.assertIn("the peer showed no certificate, and this server wants one", said[0])
        self.assertEqual(said[1:3], [
            "127.0.0.1 showed no certificate, or none that the authority of --ca has signed.",
            "Give the client such a certificate, or listen without --ca."])

    def test_files(self):
        """Wrong usage: nothing is opened."""
        junk = self.folder / "junk"
        junk.write_text("junk")
        certificate = self.folder / "server.pem"
        for words, said in (
                (["listen", "0", "--tls", "--cert", "/no/such.pem"],
                 "cannot use the certificate /no/such.pem: no such file or directory (ENOENT)"),
                (["listen", "0", "--tls", "--cert", junk],
                 f"cannot use the certificate {junk}: there is no certificate in PEM form in it"),
                (["listen", "0", "--tls", "--cert", certificate, "--key",
                  self.folder / "authority.key"],
                 f"cannot use the private key {self.folder / 'authority.key'}: it does not belong "
                 f"to the certificate {certificate}"),
                (["connect", "127.0.0.1", "1", "--tls", "--ca", junk],
                 f"cannot trust the certificates in {junk}: there is no certificate in PEM form in "
                 "it")):
            with self.subTest(said):
                parley = self.parley(*words, stdin=subprocess.DEVNULL)
                self.assertEqual(parley.exit_code(), 2)
                self.assertEqual(parley.errors, f"parley: {said}\n")


if __name__ == "__main__":
    harness.main()
