#!/usr/bin/env python3
"""Writes tests/corpus/frame_fuzz, what frame_fuzz (board/stack) begins with: a conversation a file.

Checksums stay zero: the fuzz preset builds lwIP without looking at them. Ports, identities and the
sequence numbers are what the board in frame_fuzz begins each input with."""
import pathlib
import struct

BOARD, NEIGHBOUR, GROUP = bytes([10, 0, 2, 15]), bytes([10, 0, 2, 2]), bytes([224, 0, 0, 251])
BOARD_MAC, NEIGHBOUR_MAC = bytes.fromhex("5ccf7f010203"), bytes.fromhex("020000000002")
SYN, ACK, PSH, FIN, RST = 2, 16, 8, 1, 4


def ethernet(kind, payload, to=BOARD_MAC):
    return to + NEIGHBOUR_MAC + struct.pack("!H", kind) + payload


def arp(operation):
    return ethernet(0x806, bytes.fromhex("000108000604") + struct.pack("!H", operation)
                    + NEIGHBOUR_MAC + NEIGHBOUR + BOARD_MAC + BOARD,
                    b"\xff" * 6 if operation == 1 else BOARD_MAC)


def ip(protocol, payload, fragment=0, options=b"", to=BOARD):
    head = struct.pack("!BBHHHBBH", 0x45 + len(options) // 4, 0, 20 + len(options) + len(payload),
                       7, fragment, 64, protocol, 0)
    return ethernet(0x800, head + NEIGHBOUR + to + options + payload)


def tcp(flags, sequence=0, acknowledged=0, payload=b"", port=80, options=b"", source=40000):
    return ip(6, struct.pack("!HHIIBBHHH", source, port, sequence, acknowledged,
                             (20 + len(options)) // 4 << 4, flags, 65535, 0, 0)
              + options + payload)


def udp(port, payload, source=6000, **more):
    return ip(17, struct.pack("!HHHH", source, port, 8 + len(payload), 0) + payload, **more)


def icmp(kind, code, rest):
    return ip(1, struct.pack("!BBH", kind, code, 0) + rest)


def dns_answer(identity):
    name = b"\x06parley\x07example\0"
    return udp(0x6f68, struct.pack("!HHHHHH", identity, 0x8180, 1, 1, 0, 0) + name
               + struct.pack("!HH", 1, 1) + b"\xc0\x0c" + struct.pack("!HHIH", 1, 1, 60, 4)
               + NEIGHBOUR, source=53)


def dhcp(kind):
    options = bytes([53, 1, kind, 54, 4]) + NEIGHBOUR + bytes([51, 4, 0, 0, 14, 16, 1, 4, 255, 255,
                                                               255, 0, 3, 4]) + NEIGHBOUR
    body = (bytes([2, 1, 6, 0]) + bytes.fromhex("bb686f68") + bytes(8) + BOARD + NEIGHBOUR + bytes(4)
            + BOARD_MAC)
    return udp(68, body + bytes(202) + bytes.fromhex("63825363") + options + b"\xff", source=67)


CONVERSATIONS = {
    "arp": (0, [arp(1), arp(2)]),
    "ping": (0, [arp(1), icmp(8, 0, bytes(4) + b"hello")]),
    "unreachable": (0, [arp(1), icmp(3, 3, bytes(4) + bytes(28))]),
    "handshake": (0, [arp(1), tcp(SYN, options=bytes.fromhex("0204021804020101")),
                      tcp(ACK, 1, 6511), tcp(ACK | PSH, 1, 6511, b"Hello\n"),
                      tcp(ACK | FIN, 7, 6511)]),
    "out_of_order": (0, [arp(1), tcp(SYN), tcp(ACK, 1, 6511), tcp(ACK, 4, 6511, b"def"),
                         tcp(ACK, 7, 6511, b"ghi"), tcp(ACK, 1, 6511, b"abc")]),
    "refused": (0, [arp(2), tcp(RST | ACK, 0, 6510, port=50000, source=8888)]),
    "connected": (0, [arp(2), tcp(SYN | ACK, 0, 6510, port=50000, source=8888),
                      tcp(ACK | PSH, 1, 6510, b"I am Server\n", port=50000, source=8888)]),
    "udp": (0, [arp(1), udp(5000, b"23.5"), udp(9, b"nobody")]),
    "fragments": (0, [arp(1), ip(17, struct.pack("!HHHH", 6000, 5000, 24, 0) + b"01234567", 0x2000),
                      ip(17, b"89abcdef", 2)]),
    "fragments_late": (0, [arp(1), ip(17, b"89abcdef", 2), ip(1, b"x" * 16, 0x2000 + 100)]),
    "options": (0, [arp(1), udp(5000, b"x", options=b"\x94\x04\0\0"),
                    tcp(SYN, options=bytes([3, 3, 7, 1, 5, 10]) + bytes(8) + b"\1\1")]),
    "igmp": (0, [ip(2, bytes([0x11, 100, 0, 0]) + bytes(4), options=b"\x94\x04\0\0", to=GROUP),
                 ip(2, bytes([0x16, 0, 0, 0]) + GROUP, options=b"\x94\x04\0\0", to=GROUP)]),
    "dns": (0, [arp(2), dns_answer(0xfa4e), dns_answer(1)]),
    "dhcp": (1, [dhcp(2), dhcp(5)]),
    "dhcp_refused": (1, [dhcp(2), dhcp(6)]),
    "short": (0, [b"", b"x", arp(1)[:20], ip(6, b"")[:30]]),
}


def main():
    folder = pathlib.Path(__file__).parent / "corpus" / "frame_fuzz"
    folder.mkdir(parents=True, exist_ok=True)
    for name, (scene, frames) in CONVERSATIONS.items():
        (folder / name).write_bytes(
            bytes([scene]) + b"".join(struct.pack("!H", len(f)) + f for f in frames))


main()
