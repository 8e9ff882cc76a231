"""What passes through `parley router`: between boards, to this computer and back, from its ports to
boards, and in the networks that boards open."""
import signal
import socket
import threading
import time

import fake_board
import harness
from fake_board import mac_of
from router_case import RouterCase


class ThroughTheRouter(RouterCase):

    def test_ping(self):
        self.router()
        self.assertTrue(self.board().online().ping(fake_board.ROUTER))

    def test_udp_to_this_computer_and_back(self):
        self.router()
        board = self.board().online()
        server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.addCleanup(server.close)
        server.settimeout(harness.WAIT)
        server.bind(("127.0.0.1", 0))
        port = server.getsockname()[1]
        for target, mac in ((fake_board.ROUTER, None),
                            ("255.255.255.255", fake_board.BROADCAST)):
            board.send_udp(target, port, b"reading 42", mac=mac)
            data, peer = server.recvfrom(100)
            self.assertEqual(data, b"reading 42")
            server.sendto(b"thanks", peer)
            answer = board.receive_udp(4000)
            self.assertEqual((answer.source, answer.source_port, answer.data),
                             (fake_board.ROUTER, port, b"thanks"))

    def test_tcp_to_this_computer_and_back(self):
        self.router()
        board = self.board().online()
        server = self.server()
        connection = board.connect(fake_board.ROUTER, server.getsockname()[1])
        peer = self.accept(server)
        connection.send(b"Hello" * 1000)
        self.assertEqual(harness.receive(peer, 5000), b"Hello" * 1000)
        peer.sendall(b"I am Server")
        self.assertEqual(connection.receive(11), b"I am Server")
        connection.close()
        self.assertEqual(harness.receive(peer), b"")

    def test_a_closed_port_refuses_at_once(self):
        self.router()
        board = self.board().online()
        server = self.server()
        port = server.getsockname()[1]
        server.close()
        self.assertTrue(board.connect(fake_board.ROUTER, port).reset)

    def test_a_connection_outlives_a_cut_link(self):
        router = self.router()
        board = self.board().online()
        server = self.server()
        connection = board.connect(fake_board.ROUTER, server.getsockname()[1])
        peer = self.accept(server)
        connection.send(b"before")
        self.assertEqual(self.ask("link lamp down"), "lamp: link down")
        board.wait(fake_board.LOST)
        self.notice(router, "left", reason="cut")
        self.assertEqual(board.join()[1], bytes([fake_board.NO_NETWORK]), "out of reach")
        self.assertEqual(board.scan(), [])
        self.assertEqual(self.boards()["lamp"]["state"], "cut")
        self.ask("link lamp up")
        before = board.ip
        self.assertEqual(board.online().ip, before)
        connection.send(b" and after")
        self.assertEqual(harness.receive(peer, 16), b"before and after")

    def test_a_boards_end_ends_its_connections(self):
        self.router()
        board = self.board().online()
        server = self.server()
        board.connect(fake_board.ROUTER, server.getsockname()[1])
        peer = self.accept(server)
        board.sock.close()
        try:
            self.assertEqual(harness.receive(peer), b"")
        except ConnectionResetError:
            pass

    def test_boards_reach_each_other(self):
        self.router()
        one, two = self.board("one", 1).online(), self.board("two", 2).online()
        done = threading.Event()

        def answer():
            while not done.is_set():
                two.take(0.01)
        thread = threading.Thread(target=answer)
        thread.start()
        self.assertEqual(one.mac_for(two.ip), two.mac)
        done.set()
        thread.join()
        one.send_udp(two.ip, 5000, b"from one")
        self.assertEqual(two.receive_udp(5000).data, b"from one")
        two.send_udp("10.0.2.255", 5001, b"to all", mac=fake_board.BROADCAST)
        self.assertEqual(one.receive_udp(5001).data, b"to all")

    def test_a_foreign_sender_is_not_passed_on(self):
        self.router()
        one, two = self.board("one", 1).online(), self.board("two", 2).online()
        one.frame(two.mac, 0x0800, bytes(46), source=mac_of(9))
        one.frame(two.mac, 0x88b5, b"mine" + bytes(42))
        self.assertEqual(two.next_frame()[1][6:12],
                         one.mac)
        self.assertEqual(self.boards()["one"]["ignored"], 1)


class AccessPoints(RouterCase):
    """A board that is an access point, with stations: a network of its own."""

    def setUp(self):
        super().setUp()
        self.log = self.router()
        self.hub = self.board("hub", 9)
        self.point = bytes([0x5e]) + self.hub.mac[1:]
        self.open("mesh", "12345678")

    def open(self, ssid, password, most=2):
        self.hub.send(fake_board.OPEN_AP,
                      fake_board.text(ssid) + fake_board.text(password) + bytes([6, 0, most]))
        self.hub.wait(fake_board.AP_OPENED)

    def test_stations_come_and_go(self):
        one = self.board("one", 1)
        self.assertEqual(one.join("mesh", "wrong678")[1], bytes([fake_board.WRONG_PASSWORD]))
        kind, body = one.join("mesh", "12345678")
        self.assertEqual((kind, body[5:11]), (fake_board.JOINED, self.point))
        self.assertEqual(self.hub.wait(fake_board.STATION_JOINED), one.mac)
        self.assertEqual(self.notice(self.log, "joined", board="one")["access_point"], "hub")
        self.board("two", 2).join("mesh", "12345678")
        self.assertEqual(self.board("three", 3).join("mesh", "12345678")[1],
                         bytes([fake_board.NETWORK_FULL]))
        one.send(fake_board.LEAVE)
        self.assertEqual(self.hub.wait(fake_board.STATION_LEFT), one.mac)

    def test_frames_stay_in_their_network(self):
        one, two = self.board("one", 1), self.board("two", 2)
        outside = self.board("outside", 3).online()
        for board in (one, two):
            board.join("mesh", "12345678")
        one.frame(self.point, 0x88b5, b"to the hub".ljust(46))
        interface, frame = self.hub.next_frame()
        self.assertEqual((interface, frame[14:24]), (1, b"to the hub"))
        one.frame(two.mac, 0x88b5, b"to two".ljust(46))
        self.assertEqual(two.next_frame()[1][:6],
                         two.mac)
        self.hub.frame(fake_board.BROADCAST, 0x88b5, b"all".ljust(46), 1, self.point)
        for board in (one, two):
            self.assertEqual(board.next_frame()[1][14:17], b"all")
        self.assertTrue(outside.ping(fake_board.ROUTER))
        self.assertFalse(outside.frames)

    def test_when_it_closes_its_stations_lose_it(self):
        one = self.board("one", 1)
        one.join("mesh", "12345678")
        self.hub.send(fake_board.CLOSE_AP)
        one.wait(fake_board.LOST)
        self.hub.wait(fake_board.AP_CLOSED)
        self.open("mesh", "")
        one.join("mesh", "")
        self.hub.sock.close()
        one.wait(fake_board.LOST)
        self.assertEqual(self.notice(self.log, "left", nth=2, board="one")["reason"],
                         "access_point")


class Forwards(RouterCase):

    def port(self, router, **fields):
        return self.notice(router, "forward", state="open", **fields)["pc_port"]

    def test_tcp(self):
        router = self.router("--forward", "lamp:0:80")
        self.assertEqual(self.notices(router, "forward"), [])
        board = self.board().online()
        client = self.client(self.port(router))
        connection = board.accept(80)
        self.assertEqual(connection.target, fake_board.ROUTER)
        client.sendall(b"GET /")
        self.assertEqual(connection.receive(5), b"GET /")
        connection.send(b"hello")
        self.assertEqual(harness.receive(client, 5), b"hello")

    def test_udp(self):
        router = self.router("--forward", "lamp:0:5000/udp")
        board = self.board().online()
        client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.addCleanup(client.close)
        client.settimeout(harness.WAIT)
        client.connect(("127.0.0.1", self.port(router, transport="udp")))
        client.send(b"are you there?")
        asked = board.receive_udp(5000)
        self.assertEqual((asked.source, asked.data), (fake_board.ROUTER, b"are you there?"))
        board.send_udp(asked.source, asked.source_port, b"yes", 5000)
        self.assertEqual(client.recv(100), b"yes")

    def test_many_clients_at_the_same_moment(self):
        """Each waits for the board in the backlog, and none for a second SYN."""
        router = self.router("--forward", "lamp:0:80")
        board = self.board().online()
        port = self.port(router)
        router.send_signal(signal.SIGSTOP)
        clients = [self.client(port) for _ in range(20)]
        router.send_signal(signal.SIGCONT)
        for number, client in enumerate(clients):
            client.sendall(bytes([number]))
        got = sorted(board.accept(80).receive(1) for _ in clients)
        self.assertEqual(b"".join(got), bytes(range(20)))

    def test_a_lease_in_the_midst_of_other_traffic(self):
        """A forward that opens while its board's other connections are busy disturbs none."""
        self.router()
        board = self.board().online()
        server = self.server()
        connection = board.connect(fake_board.ROUTER, server.getsockname()[1])
        peer = self.accept(server)
        for port in range(81, 111):
            peer.sendall(b"x" * 100)
            self.ask(f"forward lamp tcp 0 {port}")
            connection.send(b"y" * 100)
        self.assertEqual(connection.receive(3000), b"x" * 3000)
        self.assertEqual(harness.receive(peer, 3000), b"y" * 3000)

    def test_it_closes_with_the_lease_and_comes_back_at_the_same_port(self):
        router = self.router("--forward", "lamp:0:80")
        board = self.board().online()
        port = self.port(router)
        board.send(fake_board.LEAVE)
        self.notice(router, "forward", state="closed", pc_port=port)
        with self.assertRaises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port))
        board.online()
        self.notice(router, "forward", nth=2, state="open", pc_port=port)
        board.sock.close()
        self.notice(router, "forward", nth=2, state="closed", pc_port=port)
        self.notice(router, "board", state="gone")

    def test_a_port_in_use_is_said(self):
        taken = self.server().getsockname()[1]
        router = self.router("--forward", f"lamp:{taken}:80")
        self.board().online()
        self.assertEqual(self.notice(router, "forward", state="failed")["reason"],
                         "address already in use (EADDRINUSE)")
        self.assertEqual(self.ask(f"forward lamp tcp {taken} 81", status=1),
                         f"parley: cannot open 127.0.0.1:{taken} for lamp: address already in use "
                         "(EADDRINUSE); name another port, or 0 for any that is free")


class ManyBoards(RouterCase):

    def test_a_hundred_boards(self):
        self.need_files(1024)
        self.router()
        server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.addCleanup(server.close)
        server.bind(("127.0.0.1", 0))
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
        server.settimeout(harness.WAIT)
        port = server.getsockname()[1]
        begin = time.monotonic()
        boards = [self.board(f"b{index}", index) for index in range(1, 101)]
        for board in boards:
            board.online()
        self.assertEqual(len({board.ip for board in boards}), 100)
        for board in boards:
            board.mac_for(fake_board.ROUTER)
        for turn in range(5):
            for board in boards:
                board.send_udp(fake_board.ROUTER, port, f"{board.name} {turn}".encode())
            for _ in boards:
                data, peer = server.recvfrom(100)
                server.sendto(data, peer)
            for board in boards:
                self.assertEqual(board.receive_udp(4000).data, f"{board.name} {turn}".encode())
        self.figure(f"100 boards joined and echoed 5 times in {time.monotonic() - begin:.2f} s")
        listed = self.boards()
        self.assertEqual(len(listed), 100)
        self.assertEqual(sum(board["up"]["lost"] + board["unread"] for board in listed.values()), 0)


if __name__ == "__main__":
    harness.main()
