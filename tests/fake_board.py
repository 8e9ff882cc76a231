"""A board by hand: what stands at the other end of a router's socket in tests, without lwIP and
without a sketch. It speaks the messages of board/link/message.h, and ARP, DHCP, ICMP, UDP and a TCP
that knows no loss."""
import collections
import select
import socket
import struct
import time

from processes import WAIT

FRAME, HELLO, JOIN, LEAVE, SCAN, OPEN_AP, CLOSE_AP = 1, 16, 17, 18, 19, 20, 21
WELCOME, JOINED, REFUSED, LOST, LEFT, NETWORK, SCAN_DONE = 32, 33, 34, 35, 36, 37, 38
AP_OPENED, AP_CLOSED, STATION_JOINED, STATION_LEFT = 39, 40, 41, 42
COMMAND, ANSWER, NOTICE = 64, 65, 66
NO_NETWORK, WRONG_PASSWORD, NETWORK_FULL = 1, 2, 3

BROADCAST = b"\xff" * 6
ROUTER = "10.0.2.2"
FIN, SYN, RST, PSH, ACK = 1, 2, 4, 8, 16

Udp = collections.namedtuple("Udp", "source source_port port data")
Tcp = collections.namedtuple("Tcp", "source source_port port seq ack flags data")


def text(value):
    value = value.encode() if isinstance(value, str) else value
    return bytes([len(value)]) + value


def number(ip):
    return socket.inet_aton(ip)


def dotted(octets):
    return socket.inet_ntoa(octets)


def checksum(data):
    data += b"\0" * (len(data) % 2)
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total > 0xffff:
        total = (total & 0xffff) + (total >> 16)
    return ~total & 0xffff


def pseudo(source, target, protocol, size):
    return number(source) + number(target) + struct.pack("!BBH", 0, protocol, size)


def ip_packet(source, target, protocol, payload):
    head = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(payload), 0, 0, 255, protocol, 0,
                       number(source), number(target))
    return head[:10] + struct.pack("!H", checksum(head)) + head[12:] + payload


def mac_of(index):
    return bytes([0x5c, 0xcf, 0x7f, 1, index >> 8, index & 255])


class FakeBoard:
    """`case` fails when something is waited for in vain. Frames that nobody asked for are kept."""

    def __init__(self, case, path, name="lamp", mac=None, hello=True):
        self.case = case
        self.name = name
        self.mac = mac or mac_of(1)
        self.ip = None
        self.lease = None
        self.macs = {}
        self.kept = collections.deque()  # messages besides frames
        self.frames = collections.deque()  # (interface, frame)
        self.ports = 50000
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        case.addCleanup(self.sock.close)
        self.sock.connect(str(path))
        self.sock.setblocking(False)
        if hello:
            self.send(HELLO, b"\x01" + self.mac + text(name))
            self.wait(WELCOME)

    # Messages

    def send(self, kind, body=b""):
        select.select([], [self.sock], [], WAIT)
        self.sock.send(bytes([kind]) + body)

    def take(self, seconds):
        """One packet into the lists. False: none came. None: the router went away."""
        if not select.select([self.sock], [], [], max(0, seconds))[0]:
            return False
        try:
            packet = self.sock.recv(8192)
        except ConnectionResetError:
            packet = b""
        if not packet:
            return None
        if packet[0] != FRAME:
            self.kept.append((packet[0], packet[1:]))
        elif not self.answer_arp(packet[1], packet[2:]):
            self.frames.append((packet[1], packet[2:]))
        return True

    def wait_for(self, find, what, seconds=WAIT):
        """The first true value of find(), which looks into the lists."""
        deadline = time.monotonic() + seconds
        while True:
            found = find()
            if found:
                return found
            if self.take(deadline - time.monotonic()) is None:
                self.case.fail(f"{self.name}: the router went away instead of {what}")
            if time.monotonic() > deadline:
                self.case.fail(f"{self.name} got no {what} within {seconds} s; kept: "
                               f"{list(self.kept)[:5]} {list(self.frames)[:5]}")

    def find_message(self, kinds):
        for message in self.kept:
            if message[0] in kinds:
                self.kept.remove(message)
                return message
        return None

    def wait(self, *kinds, seconds=WAIT):
        """The body of the next message of a kind; with several kinds, the kind, too."""
        kind, body = self.wait_for(lambda: self.find_message(kinds), f"message {kinds}", seconds)
        return body if len(kinds) == 1 else (kind, body)

    def ended(self, seconds=WAIT):
        """Waits until the router has ended the connection."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.take(deadline - time.monotonic()) is None:
                return True
        return False

    def join(self, ssid="Parley", password="", bssid=None):
        body = text(ssid) + text(password) + bytes([0, bssid is not None]) + (bssid or bytes(6))
        self.send(JOIN, body)
        return self.wait(JOINED, REFUSED)

    def online(self, *join):
        """Joins and has an address."""
        kind, _ = self.join(*join)
        self.case.assertEqual(kind, JOINED)
        self.dhcp()
        return self

    def scan(self, hidden=False):
        self.send(SCAN, bytes([0, hidden]))
        self.wait(SCAN_DONE)
        found = []
        while (message := self.find_message([NETWORK])) is not None:
            body = message[1]
            size = body[0]
            rest = body[1 + size:]
            found.append((body[1:1 + size].decode(), rest[:6], rest[6], rest[7] - 128, rest[8],
                          rest[9]))
        return found

    # Frames

    def frame(self, target, kind, payload, interface=0, source=None):
        frame = target + (source or self.mac) + struct.pack("!H", kind) + payload
        self.send(FRAME, bytes([interface]) + frame.ljust(60, b"\0"))

    def next_frame(self):
        """(interface, frame)"""
        return self.wait_for(lambda: self.frames and self.frames.popleft(), "frame")

    def arp(self, operation, target_mac, target_ip, to=BROADCAST):
        self.frame(to, 0x0806, struct.pack("!HHBBH", 1, 0x0800, 6, 4, operation) + self.mac +
                   number(self.ip) + target_mac + number(target_ip))

    def answer_arp(self, interface, frame):
        if frame[12:14] != b"\x08\x06" or interface != 0 or len(frame) < 42:
            return False
        sender, sender_ip, target = frame[22:28], dotted(frame[28:32]), dotted(frame[38:42])
        self.macs[sender_ip] = sender
        if frame[20:22] == b"\0\1" and target == self.ip:
            self.arp(2, sender, sender_ip, sender)
        return True

    def mac_for(self, ip, seconds=WAIT):
        if ip not in self.macs:
            self.arp(1, bytes(6), ip)
            self.wait_for(lambda: ip in self.macs, f"ARP answer of {ip}", seconds)
        return self.macs[ip]

    def send_ip(self, target, protocol, payload, mac=None):
        mac = mac or self.mac_for(target)
        self.frame(mac, 0x0800, ip_packet(self.ip or "0.0.0.0", target, protocol, payload))

    def find_ip(self, protocol, match):
        for entry in self.frames:
            frame = entry[1]
            if frame[12:14] != b"\x08\x00" or len(frame) < 42 or frame[23] != protocol:
                continue
            size = struct.unpack("!H", frame[16:18])[0]
            source = dotted(frame[26:30])
            found = match(source, frame[34:14 + size])
            if found is not None:
                self.frames.remove(entry)
                return found
        return None

    def ping(self, target, seconds=WAIT, mac=None):
        echo = struct.pack("!BBHHH", 8, 0, 0, 7, 1) + b"ping" * 4
        echo = echo[:2] + struct.pack("!H", checksum(echo)) + echo[4:]
        self.send_ip(target, 1, echo, mac)

        def match(source, payload):
            return True if source == target and payload[0] == 0 and payload[8:] == echo[8:] else None
        return self.wait_for(lambda: self.find_ip(1, match), f"echo of {target}", seconds)

    # UDP

    def send_udp(self, target, port, data, source_port=4000, mac=None):
        head = struct.pack("!HHHH", source_port, port, 8 + len(data), 0)
        total = checksum(pseudo(self.ip or "0.0.0.0", target, 17, 8 + len(data)) + head + data)
        self.send_ip(target, 17, head[:6] + struct.pack("!H", total or 0xffff) + data, mac)

    def receive_udp(self, port, seconds=WAIT):
        def match(source, payload):
            ports = struct.unpack("!HHHH", payload[:8])
            return Udp(source, ports[0], port, payload[8:ports[2]]) if ports[1] == port else None
        return self.wait_for(lambda: self.find_ip(17, match), f"UDP to port {port}", seconds)

    # DHCP

    def dhcp_send(self, kind, options=b"", client="0.0.0.0", transaction=0x1234, broadcast=False):
        fixed = struct.pack("!BBBBIHH4s4s4s4s", 1, 1, 6, 0, transaction, 0,
                            0x8000 if broadcast else 0, number(client), bytes(4), bytes(4), bytes(4))
        body = fixed + self.mac.ljust(16, b"\0") + bytes(192) + b"\x63\x82\x53\x63"
        body += bytes([53, 1, kind]) + options + bytes([12]) + text(self.name) + b"\xff"
        self.send_udp("255.255.255.255", 67, body, 68, BROADCAST)

    def dhcp_receive(self, seconds=WAIT):
        """(type, address, options by number)"""
        body = self.receive_udp(68, seconds).data
        options, at = {}, 240
        while at < len(body) and body[at] != 255:
            if body[at] == 0:
                at += 1
                continue
            options[body[at]] = body[at + 2:at + 2 + body[at + 1]]
            at += 2 + body[at + 1]
        return options[53][0], dotted(body[16:20]), options

    def dhcp(self):
        """The four messages; the address."""
        self.dhcp_send(1)
        kind, offered, options = self.dhcp_receive()
        self.case.assertEqual(kind, 2)
        self.dhcp_send(3, bytes([50, 4]) + number(offered) + bytes([54, 4]) + options[54])
        kind, self.ip, self.lease = self.dhcp_receive()
        self.case.assertEqual((kind, self.ip), (5, offered))
        return self.ip

    # TCP, one connection an object

    def connect(self, target, port, seconds=WAIT):
        self.ports += 1
        return FakeTcp(self, target, port, self.ports).open(seconds)

    def accept(self, port, seconds=WAIT):
        syn = self.wait_for(lambda: self.find_ip(6, lambda source, payload: tcp(
            source, payload, port, lambda segment: segment.flags & (SYN | ACK) == SYN)),
            f"SYN to port {port}", seconds)
        return FakeTcp(self, syn.source, syn.source_port, port).accepted(syn)


def tcp(source, payload, port, wanted):
    fields = struct.unpack("!HHIIBB", payload[:14])
    segment = Tcp(source, fields[0], fields[1], fields[2], fields[3], fields[5],
                  payload[(fields[4] >> 4) * 4:])
    return segment if segment.port == port and wanted(segment) else None


class FakeTcp:
    def __init__(self, board, target, target_port, port):
        self.board = board
        self.target = target
        self.target_port = target_port
        self.port = port
        self.seq = 1000
        self.ack = 0
        self.reset = False
        self.finished = False  # the other side will send no more
        self.got = bytearray()

    def send_segment(self, flags, data=b""):
        options = b"\x02\x04\x02\x18" if flags & SYN else b""  # MSS 536
        head = struct.pack("!HHIIBBHHH", self.port, self.target_port, self.seq, self.ack,
                           (5 + len(options) // 4) << 4, flags, 2144, 0, 0) + options
        total = checksum(pseudo(self.board.ip, self.target, 6, len(head) + len(data)) + head + data)
        self.board.send_ip(self.target, 6, head[:16] + struct.pack("!H", total) + head[18:] + data)
        self.seq = (self.seq + len(data) + bool(flags & (SYN | FIN))) & 0xffffffff

    def take(self, seconds=WAIT):
        """Takes one segment; answers it."""
        segment = self.board.wait_for(lambda: self.board.find_ip(6, lambda source, payload: tcp(
            source, payload, self.port, lambda s: s.source_port == self.target_port)),
            f"TCP segment to port {self.port}", seconds)
        if segment.flags & RST:
            self.reset = True
            return segment
        if segment.flags & SYN:
            self.ack = (segment.seq + 1) & 0xffffffff
        elif segment.seq == self.ack:
            self.got += segment.data
            self.finished = self.finished or bool(segment.flags & FIN)
            self.ack = (self.ack + len(segment.data) + bool(segment.flags & FIN)) & 0xffffffff
        if segment.data or segment.flags & (SYN | FIN):
            self.send_segment(ACK)
        return segment

    def open(self, seconds):
        self.send_segment(SYN)
        self.take(seconds)
        return self

    def accepted(self, syn):
        self.ack = (syn.seq + 1) & 0xffffffff
        self.send_segment(SYN | ACK)
        return self

    def send(self, data):
        for at in range(0, len(data), 536):
            self.send_segment(ACK | PSH, data[at:at + 536])
            while self.take().ack != self.seq and not self.reset:
                pass

    def receive(self, count):
        while len(self.got) < count and not self.finished and not self.reset:
            self.take()
        data = bytes(self.got[:count])
        del self.got[:count]
        return data

    def close(self):
        self.send_segment(FIN | ACK)
