"""Packet filters of one's own for tests: rules of nf_tables in a network namespace, made by
nfnetlink(7) as nft(8) makes them, so that no package is needed. They end with the namespace.

A rule here is one port and what becomes of its packets. Needs root and a kernel with nf_tables.
"""
import ctypes
import itertools
import os
import socket
import struct
import threading

import harness

NETLINK_NETFILTER = 12
CLONE_NEWNET = 0x40000000
NFNL_SUBSYS_NFTABLES = 10
BATCH_BEGIN, BATCH_END = 0x10, 0x11
NEW_TABLE, NEW_CHAIN, NEW_RULE = 0, 3, 6
REQUEST, ACK, CREATE, APPEND = 1, 4, 0x400, 0x800
IPV4 = 2
HOOKS = {"input": 1, "forward": 2, "output": 3}
PORT_OFFSETS = {"sport": 0, "dport": 2}
DROP = 0


def attribute(kind, data):
    """One attribute (struct nlattr), padded to four octets."""
    head = struct.pack("=HH", len(data) + 4, kind)
    return head + data + b"\0" * (-len(data) % 4)


def nested(kind, *parts):
    return attribute(kind | 0x8000, b"".join(parts))


def text(kind, value):
    return attribute(kind, value.encode() + b"\0")


def number(kind, value):
    return attribute(kind, struct.pack("!I", value))


def expression(name, *parts):
    return nested(1, text(1, name), nested(2, *parts))


def compare(octets):
    """Register 1 equals these octets, or the rule does not apply."""
    return expression("cmp", number(1, 1), number(2, 0), nested(3, attribute(1, octets)))


def of_port(field, port):
    """TCP, and this port."""
    return [expression("meta", number(2, 16), number(1, 1)), compare(bytes([socket.IPPROTO_TCP])),
            expression("payload", number(1, 1), number(2, 2), number(3, PORT_OFFSETS[field]),
                       number(4, 2)), compare(struct.pack("!H", port))]


def drop():
    return expression("immediate", number(1, 0), nested(2, nested(2, number(1, DROP))))


def reject(how):
    """`port`: ICMP port unreachable; `prohibited`: ICMP code 13; `reset`: a TCP reset."""
    if how == "reset":
        return expression("reject", number(1, 1))
    return expression("reject", number(1, 0),
                      attribute(2, bytes([{"port": 3, "prohibited": 13}[how]])))


class Filter:
    """The IPv4 packet filter of a namespace; rules are added one by one."""

    def __init__(self, case, namespace):
        self._case = case
        self._numbers = itertools.count(1)
        self._socket = self._open(namespace)
        case.addCleanup(self._socket.close)
        self._chains = set()
        self._send((NEW_TABLE, 0, text(1, "test")))

    def _open(self, namespace):
        made = []

        def make():  # setns(2) is the thread's own matter, so a thread goes there and is gone
            libc = ctypes.CDLL(None, use_errno=True)
            with open(namespace.path, "rb") as file:
                if libc.setns(file.fileno(), CLONE_NEWNET) != 0:
                    made.append(OSError(ctypes.get_errno(), "setns"))
                    return
            try:
                made.append(socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_NETFILTER))
            except OSError as error:
                made.append(error)

        thread = threading.Thread(target=make)
        thread.start()
        thread.join(harness.WAIT)
        if not made or isinstance(made[0], OSError):
            self._case.skipTest(f"needs nf_tables: {made}")
        made[0].bind((0, 0))
        made[0].settimeout(harness.WAIT)
        return made[0]

    def _message(self, kind, flags, family, body):
        sequence = next(self._numbers)
        general = struct.pack("!BBH", family, 0, NFNL_SUBSYS_NFTABLES if kind < 256 else 0)
        length = 16 + len(general) + len(body)
        return struct.pack("=IHHII", length, kind, flags, sequence, 0) + general + body

    def _send(self, item):
        """One change, as a batch of its own; the kernel acknowledges it or says what is wrong."""
        kind, flags, body = item
        change = NFNL_SUBSYS_NFTABLES << 8 | kind
        batch = [self._wrap(BATCH_BEGIN), self._message(change, REQUEST | ACK | CREATE | flags,
                                                        IPV4, body), self._wrap(BATCH_END)]
        self._socket.send(b"".join(batch))
        answer = self._socket.recv(65536)
        error = -struct.unpack_from("=i", answer, 16)[0]
        if error in (93, 95):  # EPROTONOSUPPORT, EOPNOTSUPP
            self._case.skipTest(f"needs nf_tables in the kernel: {os.strerror(error)}")
        self._case.assertEqual(error, 0, f"nf_tables said {os.strerror(error)} to {kind}")

    def _wrap(self, kind):
        sequence = next(self._numbers)
        return struct.pack("=IHHII", 20, kind, REQUEST, sequence, 0) + struct.pack(
            "!BBH", 0, 0, NFNL_SUBSYS_NFTABLES)

    def rule(self, hook, field, port, *verdict):
        """`rule("input", "dport", 8888, drop())`"""
        if hook not in self._chains:
            self._chains.add(hook)
            self._send((NEW_CHAIN, 0, text(1, "test") + text(3, hook) +
                        nested(4, number(1, HOOKS[hook]), number(2, 0)) + text(7, "filter")))
        self._send((NEW_RULE, APPEND, text(1, "test") + text(2, hook) +
                    nested(4, *of_port(field, port), *verdict)))
