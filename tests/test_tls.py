"""TLS both ways, with openssl, curl and Python's ssl at the other end. (What a bad certificate
is told is in test_errors.py.)"""
import random
import socket
import ssl
import subprocess
import warnings

import certificates
import harness

DATA = random.Random(443).randbytes(2_000_000)


class Tls(harness.Case):

    def setUp(self):
        super().setUp()
        self.authority = certificates.Authority(self)
        self.certificate, self.key = self.authority.sign("server")

    def listen_tls(self, *options, **more):
        return self.listen("--tls", "--cert", self.certificate, "--key", self.key, *options, **more)

    def secure_client(self, port, address="127.0.0.1", own=None):
        """Python's ssl, which checks the certificate."""
        context = ssl.create_default_context(cafile=self.authority.certificate)
        if own:
            context.load_cert_chain(*own)
        plain = socket.create_connection((address, port), harness.WAIT)
        self.addCleanup(plain.close)
        secure = context.wrap_socket(plain, server_hostname=address)
        self.addCleanup(secure.close)
        return secure

    def s_server(self, address="127.0.0.1", own=None):
        certificate, key = own or (self.certificate, self.key)
        server = self.tool("openssl", "s_server", "-accept", f"{address}:0", "-cert", certificate,
                           "-key", key, "-quiet")
        self.wait_until(lambda: harness.listens(server.pid) or server.child.poll() is not None,
                        "a listening s_server")
        return server, harness.listens(server.pid)

    def test_server_for_openssl(self):
        parley = self.listen_tls()
        client = self.tool("openssl", "s_client", "-connect", f"127.0.0.1:{parley.port}", "-CAfile",
                           self.authority.certificate, "-verify_return_error", "-quiet")
        connected = parley.event("connected")
        self.assertEqual(connected["transport"], "tls")
        client.write(b"Hello")
        self.assertEqual(parley.wait_received(1, 5), b"Hello")
        parley.command(send="over TLS")
        client.wait_output(lambda data: bytes(data) == b"over TLS")
        parley.command(close=1)
        self.assertEqual(parley.event("closed")["reason"], "closed here")
        self.assertEqual(client.exit_code(), 0)

    def test_server_for_curl(self):
        page, answer = self.folder / "page", self.folder / "answer"
        answer.write_bytes(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + DATA)
        with answer.open("rb") as file:
            parley = self.listen_tls("--once", form="raw", stdin=file)
        curl = self.tool("curl", "--silent", "--show-error", "--cacert", self.authority.certificate,
                         "--max-time", harness.WAIT, "--output", page,
                         f"https://localhost:{parley.port}/")
        self.assertEqual(curl.exit_code(), 0, curl.errors)
        self.assert_same(page.read_bytes(), DATA)
        self.assertEqual(parley.exit_code(), 0)

    def test_echo_of_much_in_both_families(self):
        for address in ("127.0.0.1", "::1"):
            with self.subTest(address):
                parley = self.listen_tls("--echo", address=address, form="raw",
                                         stdin=subprocess.DEVNULL)
                client = self.secure_client(parley.port, address)
                # By turns: one SSL object must not be used by two threads at once.
                for begin in range(0, len(DATA), 32_768):
                    piece = DATA[begin:begin + 32_768]
                    client.sendall(piece)
                    self.assert_same(harness.receive(client, len(piece)), piece)

    def test_client_of_openssl(self):
        for address, target in (("127.0.0.1", "tls://127.0.0.1:{}"), ("[::1]", "tls://[::1]:{}"),
                                ("127.0.0.1", "tls://localhost:{}")):
            with self.subTest(target):
                server, port = self.s_server(address=address)
                parley = self.parley("connect", target.format(port), "--ca",
                                     self.authority.certificate, "--format", "jsonl")
                parley.event("connected", transport="tls")
                server.write(b"I am Server")
                self.assertEqual(parley.wait_received(1, 11), b"I am Server")
                parley.command(send="Hello")
                server.wait_output(lambda data: bytes(data) == b"Hello")
                self.assertEqual(self.stop(parley), 0)

    def test_insecure_says_so_loudly(self):
        own, key = self.authority.self_signed()
        server, port = self.s_server(own=(own, key))
        parley = self.connect(port, "--tls", "--insecure", form="raw")
        parley.wait_text(r"WARNING: --insecure: the peer's certificate is not checked; anybody in "
                         r"between can read and change everything\n")
        parley.write(b"Hello")
        server.wait_output(lambda data: bytes(data) == b"Hello")

    def test_own_self_signed_certificate_is_trusted_with_ca(self):
        own, key = self.authority.self_signed()
        listen = self.listen("--tls", "--cert", own, "--key", key, "--greet", "welcome")
        connect = self.connect(listen.port, "--tls", "--ca", own)
        self.assertEqual(connect.wait_received(1, 7), b"welcome")

    def test_client_certificates(self):
        """--ca on a listener demands them: who has none, or a stranger's, is not served."""
        clients = certificates.Authority(self, "clients")
        strangers = certificates.Authority(self, "strangers")
        good, bad = clients.sign("device"), strangers.sign("stranger")
        parley = self.listen_tls("--ca", clients.certificate, "--greet", "welcome")
        self.assertEqual(harness.receive(self.secure_client(parley.port, own=good), 7), b"welcome")
        parley.event("connected", peer=1)
        for number, own in enumerate((bad, None), 1):
            # With TLS 1.3 a client learns of it only when it reads.
            with self.assertRaises((ssl.SSLError, ConnectionError)):
                harness.receive(self.secure_client(parley.port, own=own), 1)
            failed = parley.event("failed", nth=number)
            self.assertIn(failed["class"], ("certificate", "tls"))
        self.assertEqual(len(parley.all_of("connected")), 1)
        device = self.connect(parley.port, "--tls", "--ca", self.authority.certificate, "--cert",
                              good[0], "--key", good[1])
        self.assertEqual(device.wait_received(1, 7), b"welcome")

    def test_half_close(self):
        """close_notify is one direction's end, as FIN is: the answer still comes whole."""
        listen = self.listen_tls("--echo", form="raw", stdin=subprocess.DEVNULL)
        connect = self.connect(listen.port, "--tls", "--ca", self.authority.certificate, form="raw")
        connect.write(DATA)
        connect.close_input()
        self.assertEqual(connect.exit_code(), 0)
        self.assert_same(connect.output, DATA)

    def test_old_tls_is_refused(self):
        parley = self.listen_tls()
        context = ssl.create_default_context(cafile=self.authority.certificate)
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.set_ciphers("ALL:@SECLEVEL=0")
        with warnings.catch_warnings(action="ignore"):  # that it is old is the point
            context.maximum_version = ssl.TLSVersion.TLSv1_1
        with self.assertRaises((ssl.SSLError, ConnectionError)):
            context.wrap_socket(self.client(parley.port), server_hostname="localhost")
        self.assertEqual(parley.event("failed")["class"], "tls")

    def test_a_silent_client_holds_up_nobody(self):
        parley = self.listen_tls("--greet", "welcome")
        self.client(parley.port)
        self.assertEqual(harness.receive(self.secure_client(parley.port), 7), b"welcome")

    def test_relay_to_tls(self):
        """Plain in, TLS out: a device that knows no TLS reaches a server that wants it."""
        server, port = self.s_server()
        parley = self.parley("relay", "127.0.0.1:0", f"tls://localhost:{port}", "--ca",
                             self.authority.certificate, "--format", "jsonl")
        client = self.client(parley.port)
        client.sendall(b"plain")
        server.wait_output(lambda data: bytes(data) == b"plain")
        server.write(b"secure")
        self.assertEqual(harness.receive(client, 6), b"secure")


if __name__ == "__main__":
    harness.main()
