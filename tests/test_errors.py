"""What is said when something cannot be done, word for word: what was tried, what was seen, why,
and what to do next; and the exit code: 1 the world, 2 the command line. (Networks:
test_errors_network.py; TLS: test_errors_tls.py.)"""
import os
import pathlib
import pwd
import socket
import subprocess

import harness

UNPRIVILEGED = pwd.getpwuid(os.geteuid() or harness.NOBODY).pw_name


class Usage(harness.Case):
    """Nothing is opened; the exit code is 2 and standard output stays empty."""

    def refused(self, *words):
        parley = self.parley(*words, stdin=subprocess.DEVNULL)
        self.assertEqual(parley.exit_code(), 2, words)
        self.assertEqual(parley.output, b"", words)
        return parley.errors

    def test_exact_words(self):
        for words, said in WRONG:
            with self.subTest(words):
                self.assertEqual(self.refused(*words.split(" ")), f"parley: {said}\n")

    def test_what_the_option_table_refuses(self):
        """These words are the option library's: at least the option is named."""
        for words, named in (("listen 0 --nosuch", "--nosuch"), ("frobnicate", "frobnicate"),
                             ("listen 0 --frame foo", "--frame"), ("listen 0 --max-peers 0",
                                                                   "--max-peers"),
                             ("connect h 80 -4 -6", "-6"), ("listen 0 --format xml", "--format"),
                             ("serial /dev/ttyS0 --dtr maybe", "--dtr")):
            with self.subTest(words):
                self.assertIn(named, self.refused(*words.split()))

    def test_missing_words(self):
        for command in ("listen", "connect", "serial", "relay"):
            with self.subTest(command):
                self.assertNotEqual(self.refused(command), "")

    def test_nothing_at_all_shows_the_help(self):
        parley = self.parley(stdin=subprocess.DEVNULL)
        self.assertEqual(parley.exit_code(), 2)
        for command in (b"listen", b"connect", b"serial", b"relay"):
            self.assertIn(command, parley.output)

    def test_help_is_no_error(self):
        for words in (["--help"], ["listen", "--help"], ["--version"]):
            parley = self.parley(*words, stdin=subprocess.DEVNULL)
            self.assertEqual((parley.exit_code(), parley.errors), (0, ""))
            self.assertNotEqual(parley.output, b"")


class Failed(harness.Case):
    """The exit code is 1."""

    def fails(self, *words, **more):
        parley = self.parley(*words, stdin=subprocess.DEVNULL, **more)
        self.assertEqual(parley.exit_code(), 1)
        self.assertEqual(parley.output, b"")
        return harness.told(parley.errors)

    def unprivileged(self, *words):
        """As a user without privileges: nobody, where we are root."""
        root = os.geteuid() == 0
        parley = self.keep(harness.Process(
            self, [self.program_for_anybody() if root else harness.PARLEY, *words, "--no-record"],
            stdin=subprocess.DEVNULL, user=harness.NOBODY if root else None))
        self.assertEqual(parley.exit_code(), 1)
        return harness.told(parley.errors)

    def test_refused(self):
        closed = self.server()
        port = closed.getsockname()[1]
        closed.close()
        self.assertEqual(self.fails("connect", "127.0.0.1", str(port)), [
            f"cannot connect to 127.0.0.1:{port}: connection refused (ECONNREFUSED)",
            f"127.0.0.1 is this computer itself, and nothing here listens on TCP port {port}.",
            "To reach a device, give the device's own address.",
            f"To have a server here: parley listen {port}"])

    def test_refused_by_udp(self):
        """UDP learns of it from the answer to what it sent."""
        closed = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        closed.close()
        parley = self.parley("connect", "-u", "127.0.0.1", str(port))
        parley.write(b"anybody?")
        self.assertEqual(parley.exit_code(), 1)
        self.assertEqual(harness.told(parley.errors)[:2], [
            f"cannot talk with 127.0.0.1:{port}: connection refused (ECONNREFUSED)",
            f"127.0.0.1 is this computer itself, and nothing here listens on UDP port {port}."])

    def test_name_that_does_not_resolve(self):
        """RFC 6761 keeps .invalid free of names for good."""
        said = self.fails("connect", "esp.invalid", "80")
        if "no name server answered" in said[0]:
            self.skipTest("needs a name server that answers")
        self.assertEqual(said, [
            "esp.invalid:80: cannot resolve the name esp.invalid: no such name",
            "No name server and no hosts file knows esp.invalid.",
            "Check the spelling, or give the address: a device on the local network often has no "
            "name."])

    def test_port_in_use_names_its_holder(self):
        server = self.server()
        port = server.getsockname()[1]
        name = pathlib.Path("/proc/self/comm").read_text().strip()
        self.assertEqual(self.fails("listen", "127.0.0.1", str(port)), [
            f"parley: cannot listen on 127.0.0.1:{port}: address already in use (EADDRINUSE)",
            f"why:  {name} (process {os.getpid()}, yours) has TCP port {port} already, at "
            f"127.0.0.1:{port}.",
            f"next: End that program: kill {os.getpid()}",
            f"Or take another port: parley listen 127.0.0.1 {port + 1}"])

    def test_udp_port_in_use(self):
        holder = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.addCleanup(holder.close)
        holder.bind(("127.0.0.1", 0))
        port = holder.getsockname()[1]
        said = self.fails("listen", "-u", "127.0.0.1", str(port))
        self.assertEqual(said[0], f"parley: cannot listen on 127.0.0.1:{port} (UDP): address "
                         "already in use (EADDRINUSE)")
        self.assertIn(f"(process {os.getpid()}, yours) has UDP port {port} already", said[1])

    def test_port_in_use_by_a_program_that_may_not_be_seen(self):
        self.need_root()
        server = self.server()
        port = server.getsockname()[1]
        self.assertEqual(self.unprivileged("listen", "127.0.0.1", str(port)), [
            f"parley: cannot listen on 127.0.0.1:{port}: address already in use (EADDRINUSE)",
            f"why:  A program of user root has TCP port {port} already, at 127.0.0.1:{port}. The "
            "system does not show you which program it is.",
            f"next: Take another port: parley listen 127.0.0.1 {port + 1}",
            f"Or see which it is: sudo ss -ltnp 'sport = :{port}'"])

    def test_address_of_somebody_else(self):
        said = self.fails("listen", "192.0.2.77", "8888")
        self.assertEqual(said[0], "parley: cannot listen on 192.0.2.77:8888: cannot assign "
                         "requested address (EADDRNOTAVAIL)")
        self.assertRegex(said[1], r"^why:  192\.0\.2\.77 is not an address of this computer\. "
                         r"These are: .*127\.0\.0\.1 \(only this computer itself\)\.$")
        self.assertEqual(said[2], "next: Take one of them, or leave the address out to listen on "
                         "all: parley listen 8888")

    def test_privileged_port(self):
        start = int(pathlib.Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").read_text())
        if start <= 80:
            self.skipTest(f"needs privileged ports: here they end at {start}")
        self.assertEqual(self.unprivileged("listen", "127.0.0.1", "80"), [
            "parley: cannot listen on 127.0.0.1:80: permission denied (EACCES)",
            f"why:  Ports below {start} are for root (net.ipv4.ip_unprivileged_port_start), and "
            f"this program runs as {UNPRIVILEGED}.",
            "next: Take another port: parley listen 127.0.0.1 8080",
            'Or give parley the right, once: sudo setcap cap_net_bind_service=+ep '
            '"$(command -v parley)"'])

    def test_raw_ip_without_the_privilege(self):
        why = ("Raw IP sockets are for root and for programs with the capability CAP_NET_RAW; this "
               f"program runs as {UNPRIVILEGED}.")
        next_step = ['Give parley the capability, once: sudo setcap cap_net_raw=+ep '
                     '"$(command -v parley)"', "Or run this one command with sudo."]
        self.assertEqual(self.unprivileged("listen", "raw://127.0.0.1/253"), [
            "parley: cannot listen on 127.0.0.1 (raw IP, protocol 253): operation not permitted "
            "(EPERM)", f"why:  {why}", f"next: {next_step[0]}", next_step[1]])
        said = self.unprivileged("connect", "raw://127.0.0.1/253")
        self.assertTrue(said[0].endswith("(raw IP, protocol 253): operation not permitted (EPERM)"))
        self.assertEqual(said[1:], [why, *next_step])

    def test_source_port_without_the_privilege(self):
        server = self.server()
        said = self.unprivileged("connect", "127.0.0.1", str(server.getsockname()[1]), "-p", "99")
        self.assertEqual(said[0], f"cannot connect to 127.0.0.1:{server.getsockname()[1]} from "
                         "port 99: permission denied (EACCES)")
        self.assertEqual(said[2], "Take a source port from 1024 up, or leave -p out.")


class SerialFailed(harness.Case):
    """A device that cannot be opened is waited for, so these tests end by a time limit."""

    def tried(self, *words, **more):
        parley = self.keep(harness.Process(self, [more.pop("program", harness.PARLEY), "serial",
                                                  *words, "--time-limit", "500ms"],
                                           stdin=subprocess.DEVNULL, **more))
        parley.exit_code()
        return harness.told(parley.errors)

    def test_no_such_device(self):
        said = self.tried("/dev/no-such-board")
        self.assertEqual(said[0], "cannot open /dev/no-such-board: no such file or directory "
                         "(ENOENT); waiting until it is there")
        self.assertTrue(said[1].startswith("There is no /dev/no-such-board"), said[1])

    def test_not_a_serial_port(self):
        said = self.tried("/dev/null")
        self.assertIn("cannot open /dev/null: it is not a serial port (ENOTTY)", said[0])
        self.assertTrue(said[1].startswith("/dev/null exists but is no serial port"), said[1])

    def test_no_permission(self):
        self.need_root()
        board, wire = os.openpty()
        self.addCleanup(os.close, board)
        self.addCleanup(os.close, wire)
        path = os.ttyname(wire)
        os.chown(path, 0, 0)
        os.chmod(path, 0o600)
        program = self.program_for_anybody()
        said = self.tried(path, "74880", program=program, user=harness.NOBODY)
        self.assertIn(f"cannot open {path}: permission denied (EACCES)", said[0])
        self.assertEqual(said[1:3], [
            f"{path} may be opened by root only.",
            f"Run this one command with sudo: sudo parley serial {path} 74880"])
        os.chown(path, 0, 20)  # dialout on Debian, whatever its name is elsewhere
        os.chmod(path, 0o660)
        said = self.tried(path, "74880", program=program, user=harness.NOBODY)
        self.assertRegex(said[1], rf"^{path} belongs to the group \w+, and nobody is not in that "
                         r"group\.$")
        self.assertRegex(said[2], r"^Once: sudo usermod -aG \w+ \$USER$")


WRONG = (
    ("connect 127.0.0.1 99999", "cannot understand '99999': ports go from 1 to 65535"),
    ("connect 127.0.0.1:0", "cannot understand '0': ports go from 1 to 65535"),
    ("listen 99999", "cannot understand '99999': ports go from 0 to 65535"),
    ("connect 127.0.0.1", "cannot understand '127.0.0.1': the port is missing"),
    ("connect 127.0.0.1:80x", "cannot understand '80x': a port is a number"),
    ("connect 127.0.0.1:", "cannot understand '': the port is missing"),
    ("connect :80", "cannot understand ':80': the host is missing"),
    ("connect [::1", "cannot understand '[::1': the bracket is not closed"),
    ("connect [::1", "cannot understand '[::1': the bracket is not closed"),
    ("connect ::1:80", "cannot understand '::1:80': an IPv6 address with a port is written in "
     "brackets, as in [::1]:8888"),
    ("connect http://x:80", "cannot understand 'http://x:80': the schemes are tcp:// udp:// tls:// "
     "raw://"),
    ("connect raw://127.0.0.1", "cannot understand 'raw://127.0.0.1': the protocol is missing, as "
     "in raw://HOST/253"),
    ("connect raw://127.0.0.1/256", "cannot understand '256': raw:// takes an IP protocol number "
     "from 0 to 255, as in raw://HOST/253"),
    ("connect 127.0.0.1 80 -6", "cannot use 127.0.0.1 with -6: it is an IPv4 address"),
    ("listen ::1 80 -4", "cannot use ::1 with -4: it is an IPv6 address"),
    ("connect udp://127.0.0.1:80 --tls", "cannot use --tls with udp://: they ask for different "
     "protocols"),
    ("connect 127.0.0.1 80 -u --tls", "cannot use -u with --tls: TLS over UDP is not spoken here"),
    ("connect 127.0.0.1 80 -w soon", "cannot understand 'soon' after -w: a number and ms, s, m or "
     "h is wanted, such as 500ms or 1.5s"),
    ("connect 127.0.0.1 80 -p 70000",
     "cannot understand '70000' after -p: ports go from 0 to 65535"),
    ("listen esp.local 80", "cannot listen on 'esp.local': the address to listen on is one of this "
     "machine's, such as 127.0.0.1"),
    ("listen 0 --reply ( x", "cannot use the expression '(' of --reply: missing ): ("),
    ("listen 0 --expect [", "cannot use the expression '[' of --expect: missing ]: ["),
    ("listen 0 --reply x {{3}}", "cannot use the text '{{3}}' of --reply: there is no such macro; "
     "there are {{DATE}} {{TIME}} {{UNIXTIME}} {{COUNTER}} {{RANDOM}} {{PEER}} {{ADDRESS}} {{0}}. "
     "To write two braces, write \\7B{"),
    ("listen 0 --greet \\q", "cannot use the text '\\q' of --greet: the backslash at position 1 is "
     'followed by "q"; n, r, t, another backslash or two hex digits may follow it'),
    ("listen 0 --every 5x tick", "cannot understand '5x' after --every: a number and ms, s, m or h "
     "is wanted, such as 500ms or 1.5s"),
    ("listen 0 --every 0 tick", "cannot understand '0' after --every: the shortest time is 1ms"),
    ("listen 0 --allow 300.1.1.1/24", "cannot understand '300.1.1.1/24' after --allow: a network "
     "is written like 192.168.1.0/24 or fd00::/8, one address without the slash"),
    ("listen 0 --allow 10.0.0.0/33", "cannot understand '10.0.0.0/33' after --allow: a network is "
     "written like 192.168.1.0/24 or fd00::/8, one address without the slash"),
    ("listen 0 --tls", "cannot listen with TLS: a TLS server needs --cert and --key; a certificate "
     "for tests comes from: openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=localhost "
     "-addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout key.pem -out cert.pem"),
    ("serial /dev/ttyS0 fast", "cannot understand 'fast': a baud rate is a number such as 115200"),
    ("relay 0 127.0.0.1", "cannot understand '127.0.0.1': the port is missing"),
    ("relay udp://0 127.0.0.1 80", "cannot relay that: a relay takes TCP in and TCP or TLS out"),
)


if __name__ == "__main__":
    harness.main()
