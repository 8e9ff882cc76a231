"""`parley router` with boards by hand: who joins, which address it has, and how it starts and ends."""
import os
import signal
import stat
import struct

import fake_board
import harness
from fake_board import FakeBoard, mac_of
from router_case import RouterCase


class Joining(RouterCase):

    def test_any_name_joins_where_none_is_set(self):
        router = self.router()
        board = self.board()
        kind, body = board.join("your-ssid", "your-password")
        self.assertEqual(kind, fake_board.JOINED)
        self.assertEqual(body[:10], b"\x09your-ssid")
        self.assertEqual(body[16], 6, "the channel")
        self.assertIn(body[17] - 128, range(-54, -45), "dBm")
        self.notice(router, "joined", board="lamp", ssid="your-ssid", mac="5c:cf:7f:01:00:01")

    def test_names_and_passwords(self):
        router = self.router("--ssid", "home", "--password", "12345678")
        board = self.board()
        self.assertEqual(board.join("house"), (fake_board.REFUSED, bytes([fake_board.NO_NETWORK])))
        self.assertEqual(board.join("home", "1234567"),
                         (fake_board.REFUSED, bytes([fake_board.WRONG_PASSWORD])))
        self.assertEqual(self.notice(router, "refused", nth=2)["reason"], "wrong_password")
        self.assertEqual(board.join("home", "12345678")[0], fake_board.JOINED)

    def test_a_scan_shows_the_router_and_other_boards(self):
        self.router("--ssid", "home", "--password", "12345678")
        board, other = self.board(), self.board("hub", 2)
        other.send(fake_board.OPEN_AP, fake_board.text("mesh") + fake_board.text("") + b"\6\0\4")
        other.wait(fake_board.AP_OPENED)
        found = {name: rest for name, *rest in board.scan()}
        self.assertEqual(set(found), {"home", "mesh"})
        self.assertEqual([found["home"][3], found["mesh"][3]], [1, 0], "encrypted")
        self.assertEqual(found["mesh"][0], bytes([0x5e]) + mac_of(2)[1:])
        self.assertEqual([name for name, *_ in other.scan()], ["home"], "its own is not seen")
        hidden = self.board("ghost", 3)
        hidden.send(fake_board.OPEN_AP, fake_board.text("dark") + fake_board.text("") + b"\6\1\4")
        hidden.wait(fake_board.AP_OPENED)
        self.assertNotIn("dark", [name for name, *_ in board.scan()])
        self.assertIn("dark", [name for name, *_ in board.scan(hidden=True)])

    def test_leave_and_join_again_keeps_the_address(self):
        router = self.router()
        board = self.board().online()
        board.send(fake_board.LEAVE)
        board.wait(fake_board.LEFT)
        self.notice(router, "left", reason="asked")
        self.board("other", 2).online()
        before = board.ip
        self.assertEqual(board.online().ip, before)

    def test_two_of_one_name_or_address(self):
        router = self.router()
        self.board()
        second = FakeBoard(self, self.path, hello=False)
        second.send(fake_board.HELLO, b"\1" + mac_of(2) + fake_board.text("lamp"))
        self.assertTrue(second.ended())
        third = FakeBoard(self, self.path, hello=False)
        third.send(fake_board.HELLO, b"\1" + mac_of(1) + fake_board.text("twin"))
        self.assertTrue(third.ended())
        reasons = [n["reason"] for n in (self.notice(router, "board", nth=nth, state="refused")
                                         for nth in (1, 2))]
        self.assertEqual(reasons, ["a board of this name is there: name it otherwise",
                                   "its MAC address is that of lamp: give it another with --mac"])

    def test_a_board_that_restarts_is_not_in_its_own_way(self):
        router = self.router()
        for _ in range(100):
            board = self.board()
            board.sock.close()
        self.board().online()
        self.notice(router, "board", nth=101, state="there")
        self.assertEqual([n["state"] for n in self.notices(router, "board")],
                         ["there", "gone"] * 100 + ["there"])

    def test_nonsense_ends_that_connection_and_no_other(self):
        router = self.router()
        good = self.board("good", 2).online()
        for packet in (b"\xff", b"\x01\x00short", b"\x11\xff", b"\x20\x01", b"x" * 5000):
            board = self.board(index=3)
            board.sock.send(packet)
            self.assertTrue(board.ended(), packet)
        stranger = FakeBoard(self, self.path, hello=False)
        stranger.send(fake_board.LEAVE)
        self.assertTrue(stranger.ended())
        old = FakeBoard(self, self.path, hello=False)
        old.send(fake_board.HELLO, b"\2" + mac_of(4) + fake_board.text("old"))
        self.assertTrue(old.ended())
        self.assertEqual(self.notice(router, "board", state="refused")["reason"],
                         "it is of another version of Parley: rebuild it")
        self.assertEqual(len([n for n in self.notices(router, "nonsense")]), 6)
        self.assertTrue(good.ping(fake_board.ROUTER))

    def test_broken_frames_harm_nobody(self):
        """ARP, IP, UDP and DHCP cut short at every length, from a board that is connected."""
        self.router()
        good, bad = self.board("good", 2).online(), self.board("bad", 3).online()
        dhcp = bytes.fromhex("4500014800000000ff113996000000ffffffffff") + bytes(300)
        arp = struct.pack("!HHBBH", 1, 0x0800, 6, 4, 1) + bad.mac + bytes(4) + bytes(10)
        for kind, payload in ((0x0806, arp), (0x0800, dhcp), (0x86dd, dhcp), (0x88f8, dhcp)):
            for size in range(0, min(len(payload), 80)):
                frame = fake_board.BROADCAST + bad.mac + struct.pack("!H", kind) + payload[:size]
                bad.send(fake_board.FRAME, b"\0" + frame)
        self.assertTrue(bad.ping(fake_board.ROUTER))
        self.assertTrue(good.ping(fake_board.ROUTER))


class Addresses(RouterCase):

    def test_first_board_and_its_lease(self):
        router = self.router()
        board = self.board().online()
        self.assertEqual(board.ip, "10.0.2.15")
        self.assertEqual({code: board.lease[code].hex() for code in (1, 3, 6, 51, 54, 58, 59)},
                         {1: "ffffff00", 3: "0a000202", 6: "0a000203", 51: "00015180",
                          54: "0a000202", 58: "0000a8c0", 59: "00012750"})
        lease = self.notice(router, "lease", board="lamp")
        self.assertEqual((lease["ip"], lease["how"], lease["host_name"]),
                         ("10.0.2.15", "dhcp", "lamp"))

    def test_an_address_stays_with_its_board(self):
        self.router()
        first, second = self.board("one", 1).online(), self.board("two", 2).online()
        self.assertEqual((first.ip, second.ip), ("10.0.2.15", "10.0.2.16"))
        for board in (first, second):
            board.sock.close()
        self.wait_until(lambda: not self.boards(), "the boards' end")
        self.assertEqual(self.board("two", 2).online().ip, "10.0.2.16")
        self.assertEqual(self.board("one", 1).online().ip, "10.0.2.15")
        self.assertEqual(self.board("three", 3).online().ip, "10.0.2.17")

    def test_a_board_keeps_its_address_over_a_restart_of_the_router(self):
        router = self.router()
        boards = [self.board(f"b{index}", index).online() for index in range(1, 4)]
        router.send_signal(signal.SIGKILL)
        router.exit_code()
        self.router()
        for old in reversed(boards):  # in another order than they came in
            board = self.board(old.name, old.mac[5])
            board.join()
            board.dhcp_send(3, bytes([50, 4]) + fake_board.number(old.ip))  # INIT-REBOOT
            self.assertEqual(board.dhcp_receive()[:2], (5, old.ip))

    def test_renewing_and_refusing(self):
        self.router()
        board = self.board().online()
        board.dhcp_send(3, client=board.ip)  # RENEWING
        self.assertEqual(board.dhcp_receive()[:2], (5, board.ip))
        board.dhcp_send(3, bytes([50, 4]) + fake_board.number("192.168.1.7"))
        kind, address, options = board.dhcp_receive()
        self.assertEqual((kind, address), (6, "0.0.0.0"), "NAK")
        self.assertNotIn(51, options)
        board.dhcp_send(8, client=board.ip)  # INFORM
        kind, address, options = board.dhcp_receive()
        self.assertEqual((kind, address), (5, "0.0.0.0"))
        self.assertNotIn(51, options)
        self.assertEqual(options[3].hex(), "0a000202")

    def test_a_static_address_is_noticed(self):
        router = self.router("--forward", "lamp:0:80")
        board = self.board()
        board.join()
        board.ip = "10.0.2.99"
        board.mac_for(fake_board.ROUTER)
        self.assertEqual(self.notice(router, "lease", board="lamp")["how"], "static")
        self.notice(router, "forward", state="open")


class Running(RouterCase):

    def test_a_second_one_at_the_same_path_is_refused(self):
        self.router()
        second = self.router(wait=False)
        self.assertEqual(second.exit_code(), 1)
        self.assertEqual(second.errors,
                         f"parley: cannot open the router at {self.path}: a router runs there "
                         "already, or the file is something else; end it, or give this one another "
                         "name or --socket\n")
        self.assertTrue(self.board().online().ping(fake_board.ROUTER))

    def test_what_a_killed_one_left_is_replaced(self):
        router = self.router()
        router.send_signal(signal.SIGKILL)
        router.exit_code()
        self.assertTrue(self.path.exists())
        self.router()
        self.board().online()

    def test_it_tells_boards_when_it_ends(self):
        router = self.router()
        board = self.board().online()
        self.assertEqual(self.stop(router, signal.SIGTERM), 0)
        board.wait(fake_board.LOST)
        self.assertTrue(board.ended())
        self.assertFalse(self.path.exists())

    def test_a_name_stands_for_a_private_folder(self):
        environment = {**os.environ, "XDG_RUNTIME_DIR": str(self.folder)}
        router = self.parley("router", "attic", "--format", "jsonl", env=environment)
        path = self.notice(router, "router", state="open")["path"]
        self.assertEqual(path, f"{self.folder}/parley/attic.router")
        self.assertEqual(stat.S_IMODE(os.stat(self.folder / "parley").st_mode), 0o700)
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
        (self.folder / "parley").chmod(0o777)
        other = self.parley("router", "cellar", env=environment)
        self.assertEqual(other.exit_code(), 2)
        self.assertIn("others can write or look into it; remove it, or give --socket PATH",
                      other.errors)

    def test_nobody_there(self):
        self.path = self.folder / "nobody"
        self.assertEqual(self.ask("boards", status=1),
                         f"parley: cannot reach the router at {self.path}: no such file or "
                         f"directory (ENOENT)\n  No router runs at {self.path}. Start one: parley "
                         "router")

    def test_wrong_usage(self):
        for words, wanted in (
                (["--password", "12345678"],
                 "cannot set a password: there is no --ssid that it belongs to"),
                (["--ssid", "home", "--password", "short"],
                 "cannot set the password: a WPA2 password has 8 to 64 octets"),
                (["--forward", "8000:80"],
                 "cannot forward \"8000:80\": it is written BOARD:PC_PORT:BOARD_PORT, with /udp "
                 "behind it for UDP"),
                (["--fault", "lamp sideways loss=5%"],
                 "cannot understand the command \"fault lamp sideways loss=5%\": it is written: "
                 "fault BOARD up|down|both loss=5% delay=20ms ... (or: off)"),
                (["--socket", "/tmp/" + "x" * 103],
                 f"cannot open the router at /tmp/{'x' * 103}: the path of a socket has 107 octets "
                 "at most (unix(7))"),
                (["--socket", "/nowhere/router"],
                 "cannot open the router at /nowhere/router: no such file or directory (ENOENT)")):
            path = [] if "--socket" in words else ["--socket", self.folder / "r"]
            router = self.parley("router", *path, *words)
            self.assertEqual(router.exit_code(), 1 if "--socket" in words else 2)
            self.assertIn(f"parley: {wanted}\n", router.errors)

    def test_typed_commands(self):
        router = self.router()
        router.write(b"boards\nfault lamp up loss=5%\nnonsense\n")
        answers = router.wait_events(lambda events: [e for e in events if "answer" in e][2:] and
                                     [e for e in events if "answer" in e])
        self.assertEqual([(a["answer"], a["text"]) for a in answers],
                         [("ok", "[]"), ("ok", "lamp: up loss=5%, down off"),
                          ("failed", "cannot understand the command \"nonsense\": there are boards, "
                                     "fault, link, forward, capture, watch and help")])
        router.close_input()
        self.board().online()  # it goes on without anybody to type

    def test_a_private_one_ends_with_its_parent(self):
        router = self.router("--private")
        board = self.board().online()
        router.send_signal(signal.SIGINT)  # what a terminal sends to parent and child alike
        self.assertTrue(board.ping(fake_board.ROUTER))
        router.close_input()
        self.assertEqual(router.exit_code(), 0)
        self.assertEqual(router.output.count(b"\n"), 1, "one line, and no words")
        self.assertEqual(router.errors, "")

    def test_watching(self):
        self.router()
        watcher = self.parley("router", "--socket", self.path, "--format", "jsonl", "--command",
                              "watch")
        self.wait_until(lambda: any("socket:" in link for link in
                                    harness.descriptors(watcher.pid)), "its connection")
        self.wait_until(lambda: self.ask("boards") == "[]", "an answer, behind that to it")
        board = self.board().online()
        self.notice(watcher, "lease", board="lamp", ip=board.ip)


if __name__ == "__main__":
    harness.main()
