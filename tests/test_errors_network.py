"""What is said when a network does not let us through, in networks made for it: no network, no
route, nobody at that address, a router that says no, one that says nothing. Needs root (network
namespaces)."""
import subprocess

import harness
import namespaces

OWN = "10.77.0.0/24 on eth0"


class Network(harness.Case):
    """A computer with one cable, at whose other end are a device and a router, 10.77.0.2."""

    def setUp(self):
        super().setUp()
        self.computer = namespaces.Namespace(self)

    def join(self):
        self.router = namespaces.Namespace(self)
        self.computer.cable("eth0", self.router, "eth0")
        self.computer.address("eth0", "10.77.0.1/24")
        self.router.address("eth0", "10.77.0.2/24")

    def join_with_router(self):
        self.join()
        self.computer.ip("route", "add", "default", "via", "10.77.0.2")
        self.router.sysctl("net.ipv4.ip_forward", 1)
        self.router.ip("route", "add", "blackhole", "192.0.2.1")
        self.router.ip("route", "add", "unreachable", "192.0.2.2")

    def fails(self, *words):
        parley = self.parley("connect", *words, stdin=subprocess.DEVNULL, namespace=self.computer)
        self.assertEqual(parley.exit_code(), 1)
        self.assertEqual(parley.output, b"")
        return harness.told(parley.errors)

    def class_of(self, *words):
        """The class of the failure, as a program reads it."""
        parley = self.parley("connect", *words, "--format", "jsonl", stdin=subprocess.DEVNULL,
                             namespace=self.computer)
        return parley.event("failed")["class"]

    def test_no_network_at_all(self):
        self.assertEqual(self.fails("192.0.2.1", "80"), [
            "cannot connect to 192.0.2.1:80: network is unreachable (ENETUNREACH)",
            "This computer is in no network, so there is no way to 192.0.2.1.",
            "Join the Wi-Fi or plug in the cable, then look for an address with: ip address"])
        self.assertEqual(self.class_of("192.0.2.1", "80"), "no_route")

    def test_no_route(self):
        self.join()
        self.assertEqual(self.fails("192.0.2.1", "80"), [
            "cannot connect to 192.0.2.1:80: network is unreachable (ENETUNREACH)",
            "This computer knows no way to 192.0.2.1: it has no default route, so it reaches only "
            f"its own networks ({OWN}).",
            "Check the address, or join the network that the device is in. The routes: ip route"])

    def test_nobody_at_that_address(self):
        """ARP is not answered: the device is off, or elsewhere, or kept apart."""
        self.join()
        said = self.fails("10.77.0.9", "80", "-w", "20s")
        self.assertEqual(said[:2], [
            "cannot connect to 10.77.0.9:80: no route to host (EHOSTUNREACH)",
            "No device on eth0 says that it has 10.77.0.9: ARP got no answer."])
        self.assertEqual(len(said), 4)

    def test_nobody_listens_there(self):
        self.join()
        self.assertEqual(self.fails("10.77.0.2", "8888"), [
            "cannot connect to 10.77.0.2:8888: connection refused (ECONNREFUSED)",
            "10.77.0.2 answered, so it is in reach, but nothing listens on its TCP port 8888 (or a "
            "firewall there turns callers away).",
            "Start the server there first, and compare the port with the one it prints. With "
            "--retry, parley connect tries until it listens."])
        self.assertEqual(self.class_of("10.77.0.2", "8888"), "refused")

    def test_filtered(self):
        """An address that swallows everything, behind a router."""
        self.join_with_router()
        said = self.fails("192.0.2.1", "80", "-w", "1s")
        self.assertRegex(said[0], r"^cannot connect to 192\.0\.2\.1:80: no answer")
        self.assertEqual(said[1:], [
            f"192.0.2.1 is in none of this computer's networks ({OWN}), so the call went to the "
            "router 10.77.0.2, and nothing came back.",
            "Check the address and the port: the host may be off, or a firewall on the way drops "
            "TCP port 80. A slow way may need more time: -w 30s"])
        self.assertEqual(self.class_of("192.0.2.1", "80", "-w", "500ms"), "timeout")

    def test_router_that_says_no(self):
        self.join_with_router()
        self.assertEqual(self.fails("192.0.2.2", "80"), [
            "cannot connect to 192.0.2.2:80: no route to host (EHOSTUNREACH): 10.77.0.2 says "
            '"host unreachable" (ICMP type 3, code 1)',
            "The router 10.77.0.2 answered that it cannot deliver to 192.0.2.2: the device is off "
            "or has another address.",
            "Check that the device is on and compare the address with the one it prints."])
        self.assertEqual(self.class_of("192.0.2.2", "80"), "unreachable")

    def test_link_local_address(self):
        """It says nothing without the adapter; with it, it is an address like any other."""
        self.join()
        self.router.ip("address", "add", "fe80::77/64", "dev", "eth0", "nodad")
        self.computer.ip("address", "add", "fe80::1/64", "dev", "eth0", "nodad")
        said = self.fails("fe80::77", "80")
        self.assertEqual(said[0],
                         "cannot connect to [fe80::77]:80: invalid argument (EINVAL)")
        self.assertEqual(said[2], "Add the adapter: fe80::77%eth0")
        said = self.fails("[fe80::77%eth0]:80")
        self.assertEqual(said[0], "cannot connect to [fe80::77%eth0]:80: connection refused "
                         "(ECONNREFUSED)")

    def test_timeout_is_kept(self):
        """-w bounds the whole, and no answer is waited for longer."""
        self.join_with_router()
        parley = self.parley("connect", "192.0.2.1", "80", "-w", "300ms", "--format", "jsonl",
                             stdin=subprocess.DEVNULL, namespace=self.computer)
        self.assertEqual(parley.exit_code(seconds=9), 1, "10 s is what it waits without -w")

    def test_addresses_of_a_name_are_tried_in_turn(self):
        """The first swallows, the second answers: the time is shared, and the talk begins."""
        self.need_mounts()
        self.join_with_router()
        hosts = self.folder / "hosts"
        hosts.write_text("192.0.2.1 board\n10.77.0.2 board\n")
        server = self.router.server("10.77.0.2")
        program = [*self.computer.enter, "unshare", "--mount", "sh", "-c",
                   'mount --bind "$1" /etc/hosts && shift && exec "$@"', "sh", hosts]
        parley = self.keep(harness.Process(self, [
            *program, harness.PARLEY, "connect", "board", str(server.getsockname()[1]), "-w", "4s",
            "--format", "jsonl"]))
        self.accept(server)
        parley.wait_output(lambda data: b'"connected"' in data)


if __name__ == "__main__":
    harness.main()
