"""The links of `parley router`: faults, cuts, and what a capture says of them."""
import os
import signal
import socket
import stat
import time

import fake_board
import harness
from router_case import RouterCase


class Faults(RouterCase):

    def test_total_loss_and_back(self):
        self.router("--fault", "lamp up loss=100%")
        board = self.board()
        board.join()
        board.dhcp_send(1)
        with self.assertRaises(AssertionError):
            board.dhcp_receive(0.3)
        self.assertEqual(self.boards()["lamp"]["up"]["lost"], 1)
        self.assertEqual(self.ask("fault lamp up off"), "lamp: up off, down off")
        board.dhcp()
        self.assertTrue(board.ping(fake_board.ROUTER))

    def test_delay_is_felt(self):
        self.router()
        board = self.board().online()
        board.mac_for(fake_board.ROUTER)
        self.ask("fault lamp both delay=50ms")
        begin = time.monotonic()
        board.ping(fake_board.ROUTER)
        self.assertGreaterEqual(time.monotonic() - begin, 0.1)

    def test_duplicates_arrive_twice(self):
        self.router("--fault", "* down duplicate=100%")
        board = self.board()
        board.join()
        board.dhcp_send(1)
        offers = [board.dhcp_receive() for _ in range(2)]
        self.assertEqual(offers[0], offers[1])

    def test_corruption_reaches_no_program(self):
        """Of 300 datagrams half are damaged on their way; all that arrive are right."""
        self.router()
        board = self.board().online()
        board.mac_for(fake_board.ROUTER)
        server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.addCleanup(server.close)
        server.bind(("127.0.0.1", 0))
        server.settimeout(0.5)
        self.ask("fault lamp up corrupt=50%")
        wanted = bytes(range(256)) * 4
        for _ in range(300):
            board.send_udp(fake_board.ROUTER, server.getsockname()[1], wanted)
        arrived = 0
        try:
            while True:
                self.assertEqual(server.recv(2000), wanted)
                arrived += 1
        except TimeoutError:
            pass
        self.assertIn(arrived, range(90, 220))

    def test_the_same_seed_loses_the_same(self):
        lost = []
        for seed in ("7", "7", "8"):
            router = self.router("--seed", seed, "--fault", "lamp up loss=30%", name=f"r{len(lost)}")
            board = self.board()
            board.join()
            for index in range(200):
                board.frame(fake_board.BROADCAST, 0x88b5, bytes([index]) * 46)
            capture = self.folder / f"c{len(lost)}.pcapng"
            self.ask(f"capture {capture}")
            for index in range(100):
                board.frame(fake_board.BROADCAST, 0x88b5, bytes([index]) * 46)
            self.wait_until(lambda: self.boards()["lamp"]["up"]["frames"] == 300, "300 frames")
            self.assertEqual(self.stop(router), 0)
            lost.append(self.tshark(capture, "-T", "fields", "-e", "frame.number", "-Y",
                                    'frame.comment == "lost on the link"').split())
        self.assertEqual(lost[0], lost[1])
        self.assertNotEqual(lost[0], lost[2])
        self.assertIn(len(lost[0]), range(10, 55))

    def test_wishes_wait_for_their_board(self):
        self.router()
        self.ask("fault lamp down loss=2%", "link lamp down")
        board = self.board()
        self.assertEqual(self.boards()["lamp"]["down"]["faults"], "loss=2%")
        self.assertEqual(board.join()[1], bytes([fake_board.NO_NETWORK]))

    def test_who_does_not_read_loses_frames_and_holds_nobody_up(self):
        self.router()
        deaf, good = self.board("deaf", 1).online(), self.board("good", 2).online()
        for _ in range(1000):
            good.frame(deaf.mac, 0x88b5, bytes(1400))
        self.assertTrue(good.ping(fake_board.ROUTER))
        self.assertGreater(self.boards()["deaf"]["unread"], 0)


class Captures(RouterCase):

    def conversation(self, board):
        server = self.server()
        connection = board.connect(fake_board.ROUTER, server.getsockname()[1])
        peer = self.accept(server)
        connection.send(b"Hello")
        harness.receive(peer, 5)
        peer.sendall(b"I am Server")
        connection.receive(11)
        peer.close()
        while not connection.finished:
            connection.take()
        connection.close()
        connection.take()

    def test_tshark_reads_it_without_a_complaint(self):
        file = self.folder / "all frames.pcapng"
        router = self.router("--capture", file)
        self.conversation(self.board().online())
        self.assertEqual(self.stop(router, signal.SIGTERM), 0)
        self.assertEqual(stat.S_IMODE(file.stat().st_mode), 0o600)
        rows = self.tshark(file)
        for what in ("DHCP Discover", "DHCP Offer", "DHCP Request", "DHCP ACK", "ARP",
                     "[SYN]", "[SYN, ACK]", "[FIN, ACK]"):
            self.assertIn(what, rows)
        syn = self.tshark(file, "-Y", "tcp.flags.syn == 1 && tcp.flags.ack == 0", "-T", "fields",
                          "-e", "frame.interface_name", "-e", "frame.packet_flags_direction",
                          "-e", "ip.src", "-e", "ip.dst")
        self.assertEqual(syn.split("\t"), ["board lamp", "0x00000002", "10.0.2.15", "10.0.2.2\n"])
        bad = self.tshark(file, "-o", "ip.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE",
                          "-o", "udp.check_checksum:TRUE", "-Y",
                          "_ws.malformed || _ws.expert.severity >= 6291456 || "
                          "ip.checksum.status == 0 || tcp.checksum.status == 0 || "
                          "udp.checksum.status == 0")
        self.assertEqual(bad, "", "errors and warnings in a clean conversation")

    def test_two_boards_and_a_lossy_link(self):
        file = self.folder / "two.pcapng"
        self.router("--capture", file, "--fault", "two up loss=100%")
        one, two = self.board("one", 1).online(), self.board("two", 2)
        two.join()
        one.frame(two.mac, 0x88b5, b"a" * 46)
        two.frame(one.mac, 0x88b5, b"b" * 46)
        self.wait_until(lambda: self.boards()["two"]["up"]["lost"] == 1, "the loss")
        wanted = [["board one", "0x00000002", ""], ["board two", "0x00000001", ""],
                  ["board two", "0x00000002", "lost on the link"]]

        def seen():
            rows = self.tshark(file, "-Y", "eth.type == 0x88b5", "-T", "fields",
                               "-e", "frame.interface_name", "-e", "frame.packet_flags_direction",
                               "-e", "frame.comment")
            return [row.split("\t") for row in rows.splitlines()]
        # While it is running: it is written at least every 100 ms.
        self.wait_until(lambda: len(seen()) >= 3, "the capture's three frames")
        self.assertEqual(sorted(seen()), wanted)

    def test_of_one_board_alone(self):
        file = self.folder / "one.pcapng"
        router = self.router()
        self.ask(f"capture {file} one")
        self.board("one", 1).online()
        self.board("two", 2).online()
        self.stop(router)
        names = self.tshark(file, "-T", "fields", "-e", "frame.interface_name")
        self.assertEqual(set(names.split("\n")), {"board one", ""})

    def test_a_file_is_named_from_where_it_is_typed(self):
        self.router()
        here = os.getcwd()
        self.addCleanup(os.chdir, here)
        os.chdir(self.folder)
        self.ask("capture here.pcapng")
        self.assertTrue((self.folder / "here.pcapng").exists())

    def test_other_files_are_kept(self):
        self.router()
        precious = self.folder / "precious"
        precious.write_text("precious")
        self.assertEqual(self.ask(f"capture {precious}", status=1),
                         f"parley: cannot capture into {precious}: the file is there and is no "
                         "capture; remove it, or name another")
        self.assertEqual(precious.read_text(), "precious")
        self.ask(f"capture {self.folder}/c", "capture off", f"capture {self.folder}/c")
        self.assertEqual(
            self.ask(f"capture {self.folder}/c", status=1),
            f"parley: cannot capture into {self.folder}/c: a capture goes there already; \"capture "
            "off\" ends it")


if __name__ == "__main__":
    harness.main()
