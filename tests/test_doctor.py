"""parley doctor against real faults: in networks made for it, with packet filters of the kernel's
own, and with servers that misbehave. Each test asks for the verdict, and for the evidence that
decided. Needs root (network namespaces) but for what this computer alone can show."""
import json
import os
import shutil
import socket
import subprocess
import threading

import certificates
import firewalls
import harness
import namespaces

TARGET = "10.77.0.2"
NFT_RULE = {"nftables": [
    {"metainfo": {"version": "1.0.6", "json_schema_version": 1}},
    {"chain": {"family": "inet", "table": "filter", "name": "output", "handle": 1, "type": "filter",
               "hook": "output", "prio": 0, "policy": "accept"}},
    {"rule": {"family": "inet", "table": "filter", "chain": "output", "handle": 2, "expr": [
        {"match": {"op": "==", "left": {"payload": {"protocol": "tcp", "field": "dport"}},
                   "right": 84}}, {"drop": None}]}}]}


class Doctor(harness.Case):
    namespace = None

    def examine(self, *words, exit_code=1, before=(), **more):
        """What it told: {check: (mark, text)}, and the verdict."""
        argv = [*before, harness.PARLEY, "doctor", *words, "--format", "jsonl"]
        doctor = self.keep(harness.Process(self, argv, stdin=subprocess.DEVNULL,
                                           namespace=self.namespace, **more))
        code = doctor.exit_code()
        self.assertEqual(doctor.errors, "")
        lines = [json.loads(line) for line in doctor.output.splitlines()]
        self.assertEqual([line["event"] for line in lines],
                         ["check"] * (len(lines) - 1) + ["verdict"])
        verdict = lines.pop()
        self.assertEqual(code, exit_code, verdict)
        self.assertEqual(verdict["usable"], exit_code == 0)
        self.assertTrue(verdict["evidence"])
        self.assertTrue(verdict["next"])
        return {line["check"]: (line["mark"], line["text"]) for line in lines}, verdict

    def verdict(self, *words, **more):
        return self.examine(*words, **more)[1]["verdict"]


class Network(Doctor):
    """A computer with a cable to a device and router, 10.77.0.2."""

    def setUp(self):
        super().setUp()
        self.namespace = namespaces.Namespace(self)
        self.device = namespaces.Namespace(self)
        self.namespace.cable("eth0", self.device, "eth0")
        self.namespace.address("eth0", "10.77.0.1/24")
        self.device.address("eth0", "10.77.0.2/24")

    def use_router(self):
        self.namespace.ip("route", "add", "default", "via", TARGET)
        self.device.sysctl("net.ipv4.ip_forward", 1)

    def test_refused(self):
        checks, verdict = self.examine(TARGET, "80")
        self.assertEqual(verdict["verdict"], "refused")
        self.assertEqual(checks["neighbour"], ("none", f"ARP knows nothing of {TARGET}"))
        self.assertRegex(checks["neighbour after"][1], rf"^{TARGET} answers ARP: [0-9a-f:]{{17}}$")
        self.assertEqual(checks["route"],
                         ("ok", "the route is direct, on eth0, from our address 10.77.0.1"))
        self.assertRegex(checks["network"][1], r"10\.77\.0\.2 is in our network 10\.77\.0\.0/24")

    def test_refused_by_rules(self):
        """A firewall that answers is told from a closed port, unless it answers as one."""
        filter_ = firewalls.Filter(self, self.device)
        for port, how in ((81, "port"), (82, "prohibited"), (83, "reset")):
            filter_.rule("input", "dport", port, firewalls.reject(how))
        self.assertEqual(self.verdict(TARGET, "81"), "rejected")
        self.assertEqual(self.verdict(TARGET, "82"), "prohibited")
        _, verdict = self.examine(TARGET, "83")
        self.assertEqual(verdict["verdict"], "refused")
        self.assertIn("a firewall there that answers with a reset", verdict["undecided"])

    def test_filtered(self):
        firewalls.Filter(self, self.device).rule("input", "dport", 80, firewalls.drop())
        checks, verdict = self.examine(TARGET, "80", "-w", "1s")
        self.assertEqual(verdict["verdict"], "filtered")
        self.assertRegex(checks["connect"][1], r"^10\.77\.0\.2:80: no answer, after 1\.\d s$")
        self.assertEqual(checks["neighbour after"][0], "ok")

    def test_gone_and_not_filtered(self):
        """Its address answered a while ago; whether it does now is waited for."""
        self.verdict(TARGET, "80")
        self.namespace.ip("neigh", "replace", TARGET, "lladdr", "02:00:00:00:00:09", "nud", "stale",
                          "dev", "eth0")
        self.device.ip("address", "flush", "dev", "eth0")
        checks, verdict = self.examine(TARGET, "80", "-w", "1s")
        self.assertEqual(checks["neighbour"][0], "ok")
        self.assertEqual(checks["neighbour after"],
                         ("bad", f"{TARGET} was asked by ARP, and nobody answered"))
        self.assertEqual(verdict["verdict"], "no_neighbour")

    def test_no_arp_answer(self):
        checks, verdict = self.examine("10.77.0.9", "80", "-w", "20s")
        self.assertEqual(verdict["verdict"], "no_neighbour")
        self.assertEqual(checks["neighbour after"][0], "bad")
        self.assertIn("a device that is off", verdict["undecided"])

    def test_client_isolation(self):
        """ARP silence while the router answers, on an adapter that sysfs calls wireless."""
        self.need_mounts()
        self.use_router()
        self.verdict(TARGET, "80")
        wireless = ["unshare", "--mount", "sh", "-c",
                    "mount -t tmpfs none /sys && mkdir -p /sys/class/net/eth0/wireless && "
                    'exec "$@"', "sh"]
        checks, verdict = self.examine("10.77.0.9", "80", "-w", "20s", before=wireless)
        self.assertEqual(verdict["verdict"], "client_isolation")
        self.assertIn("suspected, not proved", verdict["why"])
        self.assertIn("(Wi-Fi)", checks["network"][1])
        self.assertRegex(checks["router"][1], rf"^{TARGET} answer(s|ed) ARP")

    def test_wrong_subnet(self):
        self.use_router()
        self.device.ip("route", "add", "blackhole", "192.168.1.0/24")
        checks, verdict = self.examine("192.168.1.20", "80", "-w", "1s")
        self.assertEqual(verdict["verdict"], "wrong_subnet")
        self.assertEqual(checks["network"], ("none", "192.168.1.20 is in none of this computer's "
                                             "networks (10.77.0.0/24 on eth0)"))

    def test_routers_that_say_no(self):
        self.use_router()
        self.device.ip("route", "add", "unreachable", "192.0.2.1")
        self.device.ip("route", "add", "prohibit", "192.0.2.2")
        self.assertEqual(self.verdict("192.0.2.1", "80"), "router_refuses")
        _, verdict = self.examine("192.0.2.2", "80")
        self.assertEqual(verdict["verdict"], "prohibited")
        self.assertIn(f"{TARGET}, answered that the way to 192.0.2.2 is prohibited", verdict["why"])

    def test_no_route(self):
        checks, verdict = self.examine("192.0.2.1", "80")
        self.assertEqual(verdict["verdict"], "no_route")
        self.assertEqual(checks["route"][0], "bad")
        self.assertEqual(self.verdict("2001:db8::1", "80"), "no_ipv6")
        self.namespace.ip("link", "set", "eth0", "down")
        self.assertEqual(self.verdict("192.0.2.1", "80"), "no_network")

    def test_forbidden_here(self):
        self.namespace.ip("route", "add", "prohibit", "192.0.2.1")
        self.assertEqual(self.verdict("192.0.2.1", "80"), "forbidden_here")

    def test_own_firewall_that_answers(self):
        """What it says by ICMP convicts it, whether its rules may be read or not."""
        firewalls.Filter(self, self.namespace).rule("output", "dport", 85, firewalls.reject("port"))
        _, verdict = self.examine(TARGET, "85")
        self.assertEqual(verdict["verdict"], "own_firewall")
        self.assertIn("this computer itself says", verdict["what"])

    def test_own_firewall_that_drops(self):
        """Its rules come from nft; the packets are dropped by the kernel. Where nft is not
        installed, the program of that name is one that prints what nft would."""
        firewalls.Filter(self, self.namespace).rule("output", "dport", 84, firewalls.drop())
        before = []
        if not shutil.which("nft"):
            _, verdict = self.examine(TARGET, "84", "-w", "1s")
            self.assertEqual(verdict["verdict"], "no_answer")
            self.assertIn("own firewall, whose rules were not read", verdict["undecided"])
            before = ["env", f"PATH={self.say_as_nft()}:{os.environ['PATH']}"]
        checks, verdict = self.examine(TARGET, "84", "-w", "1s", before=before)
        self.assertEqual(verdict["verdict"], "own_firewall")
        self.assertEqual(checks["firewall"][0], "bad")
        self.assertRegex(checks["firewall"][1],
                         r"^this computer's own rules drop the call: chain .* output: .*84.* drop$")

    def say_as_nft(self):
        program = self.folder / "nft"
        program.write_text(f"#!/bin/sh\necho '{json.dumps(NFT_RULE)}'\n")
        program.chmod(0o755)
        return self.folder

    def test_name_of_several_addresses(self):
        """The first fails, the second serves: the verdict is the second's."""
        self.need_mounts()
        server = self.device.server(TARGET)
        hosts = self.folder / "hosts"
        hosts.write_text(f"10.77.0.9 board\n{TARGET} board\n")
        mount = ["unshare", "--mount", "sh", "-c",
                 'mount --bind "$1" /etc/hosts && shift && exec "$@"', "sh", str(hosts)]
        checks, verdict = self.examine("board", str(server.getsockname()[1]), "-4", exit_code=0,
                                       before=mount)
        self.assertEqual(verdict["verdict"], "silent")
        self.assertEqual(checks["name"][0], "ok")

    def test_name_that_nobody_knows(self):
        self.need_mounts()
        only_files = self.folder / "nsswitch.conf"
        only_files.write_text("hosts: files\n")
        mount = ["unshare", "--mount", "sh", "-c",
                 'mount --bind "$1" /etc/nsswitch.conf && shift && exec "$@"', "sh",
                 str(only_files)]
        self.assertEqual(self.verdict("esp-kitchn", "80", before=mount), "no_name")


class ThisComputer(Doctor):
    """Servers here, on loopback; no root needed."""

    def serving(self, serve):
        """A server that does `serve(peer)` with each client; its port."""
        server = self.server()

        def accept():
            while True:
                try:
                    peer, _ = server.accept()
                except OSError:
                    return
                peer.settimeout(harness.WAIT)
                with peer:
                    try:
                        serve(peer)
                    except OSError:  # the doctor went away
                        pass

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        self.addCleanup(thread.join, harness.WAIT)
        self.addCleanup(server.close)
        self.addCleanup(lambda: server.shutdown(socket.SHUT_RDWR))
        return str(server.getsockname()[1])

    def unused(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            return str(server.getsockname()[1])

    def test_nobody_listens(self):
        checks, verdict = self.examine("127.0.0.1", self.unused())
        self.assertEqual(verdict["verdict"], "nobody_listens_here")
        self.assertEqual(checks["program"][0], "bad")

    def test_bound_to_loopback_only(self):
        """And who holds the port."""
        port = str(self.server().getsockname()[1])
        checks, verdict = self.examine("127.0.0.2", port)
        self.assertEqual(verdict["verdict"], "loopback_only")
        self.assertRegex(checks["program"][1],
                         rf"^python3\S* \(process \d+, yours\) listens at 127\.0\.0\.1:{port} only$")

    def test_not_accepted(self):
        """The kernel knows that nobody took the connection."""
        checks, verdict = self.examine("127.0.0.1", str(self.server().getsockname()[1]))
        self.assertEqual(verdict["verdict"], "not_accepted")
        self.assertEqual(checks["queue"], ("bad", "the program here has not accepted ours: 1 waits"))

    def test_silent_and_nothing_is_said(self):
        heard = []
        port = self.serving(lambda peer: heard.append(peer.recv(100)))
        _, verdict = self.examine("127.0.0.1", port, exit_code=0)
        self.assertEqual(verdict["verdict"], "silent")
        self.assertIn("does not decide between", verdict["undecided"])
        self.wait_until(lambda: heard, "the end of the connection")
        self.assertEqual(heard, [b""])

    def test_never_serves(self):
        heard = []
        port = self.serving(lambda peer: heard.append(harness.receive(peer)))
        _, verdict = self.examine("127.0.0.1", port, "--say", "hello")
        self.assertEqual(verdict["verdict"], "never_serves")
        self.wait_until(lambda: heard, "the end of the connection")
        self.assertEqual(heard, [b"hello\n"])

    def test_waits_for_a_newline(self):
        def lines(peer):
            peer.sendall(peer.makefile("rb").readline().upper())
            peer.recv(1)

        checks, verdict = self.examine("127.0.0.1", self.serving(lines), "--say", "hello",
                                       exit_code=0)
        self.assertEqual(verdict["verdict"], "wants_newline")
        self.assertEqual(checks["answer"][0], "bad")
        self.assertRegex(checks["answer to newline"][1], r"6 B after .*: 'HELLO\\n'$")

    def test_serves(self):
        port = self.serving(lambda peer: (peer.sendall(b"220 \x1b[2J\r\n"), peer.recv(1)))
        checks, verdict = self.examine(f"tcp://127.0.0.1:{port}", exit_code=0)
        self.assertEqual(verdict["verdict"], "serves")
        self.assertIn(r"'220 \1B[2J\r\n'", checks["first words"][1])

    def test_closes_and_resets(self):
        self.assertEqual(self.verdict("127.0.0.1", self.serving(lambda peer: None)), "closes")
        self.assertEqual(self.verdict("127.0.0.1", self.serving(harness.reset)), "resets")

    def test_closes_when_spoken_to(self):
        """As a TLS server does that sends no alert."""
        port = self.serving(lambda peer: peer.recv(100))
        _, verdict = self.examine("127.0.0.1", port, "--say", "hello")
        self.assertEqual(verdict["verdict"], "closes")
        self.assertIn("one that speaks TLS", verdict["undecided"])
        self.assertIn(f"parley doctor --tls 127.0.0.1 {port}", verdict["next"])

    def test_plain_server_asked_by_tls(self):
        port = self.serving(lambda peer: (peer.sendall(b"220 ready\r\n"), peer.recv(1)))
        checks, verdict = self.examine("127.0.0.1", port, "--tls")
        self.assertEqual(verdict["verdict"], "not_tls")
        self.assertIn("220 ready", checks["tls"][1])

    def test_tls_server_asked_in_plain_text(self):
        certificate, key = certificates.Authority(self).self_signed()
        port = self.unused()
        server = self.tool("openssl", "s_server", "-accept", f"127.0.0.1:{port}", "-cert",
                           certificate, "-key", key)
        server.wait_output(lambda data: b"ACCEPT" in data)
        _, verdict = self.examine("127.0.0.1", port, "--say", "hello")
        self.assertIn(verdict["verdict"], ("speaks_tls", "closes"))  # OpenSSL 3.0 sends no alert
        self.assertIn(f"--tls 127.0.0.1 {port}", verdict["next"])
        self.assertEqual(self.verdict(f"tls://127.0.0.1:{port}"), "certificate")
        self.assertEqual(self.verdict("127.0.0.1", port, "--tls", "--ca", str(certificate),
                                      exit_code=0), "silent")

    def test_tls_server_that_sends_an_alert(self):
        """As RFC 8446 wants it: unexpected_message, fatal."""
        alert = bytes.fromhex("15 03 03 00 02 02 0a")
        port = self.serving(lambda peer: (peer.recv(100), peer.sendall(alert)))
        checks, verdict = self.examine("127.0.0.1", port, "--say", "hello")
        self.assertEqual(verdict["verdict"], "speaks_tls")
        self.assertIn(r"'\15\03\03\00\02\02\n'", checks["answer"][1])

    def test_text(self):
        port = self.unused()
        doctor = self.keep(harness.Process(self, [harness.PARLEY, "doctor", "127.0.0.1", port],
                                           stdin=subprocess.DEVNULL))
        self.assertEqual(doctor.exit_code(), 1)
        lines = doctor.output.decode().splitlines()
        self.assertEqual(lines[0], "  ok  name               127.0.0.1 is an address")
        self.assertIn(f"  !!  program            nothing here listens on TCP port {port}", lines)
        self.assertIn("verdict    nobody_listens_here", lines)
        self.assertEqual(lines[-1], f"           To have a server here: parley listen {port}")

    def test_wrong_usage(self):
        for words, said in (
                (["udp://127.0.0.1:1"],
                 "cannot examine udp://: only TCP and TLS have a connection that can be tried"),
                (["127.0.0.1", "80", "--say", ""], "cannot understand '' after --say: there is no "
                 "text"),
                (["127.0.0.1", "80", "--say", "\\q"], None),
                (["127.0.0.1"], "cannot understand '127.0.0.1': the port is missing"),
                (["127.0.0.1", "80", "-6"], "cannot use 127.0.0.1 with -6: it is an IPv4 "
                 "address")):
            with self.subTest(words):
                parley = self.parley("doctor", *words, stdin=subprocess.DEVNULL)
                self.assertEqual(parley.exit_code(), 2)
                self.assertEqual(parley.output, b"")
                if said:
                    self.assertEqual(parley.errors, f"parley: {said}\n")


if __name__ == "__main__":
    harness.main()
