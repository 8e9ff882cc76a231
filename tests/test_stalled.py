"""A device that reads nothing while it is offered more and more: what waits for it has a bound, what
does not fit is told, octet for octet, and the others are served as before."""
import os
import statistics
import subprocess
import sys
import time

import harness

OFFERED = 500_000_000 if harness.FULL else 50_000_000
PINGS = 2000
# A process of its own: one that also measures would wait for itself.
OFFER = """
import json, sys
pieces, rest = divmod(int(sys.argv[1]), 65536)
order = json.dumps({"send": "x" * 65536, "to": 2}) + "\\n"
for _ in range(pieces):
    sys.stdout.write(order)
print(json.dumps({"send": "x" * rest, "to": 2}))
"""


class Stalled(harness.Case):

    def test_one_reads_nothing(self):
        read, write = os.pipe()
        parley = self.listen("--echo", "--no-record", stdin=read)
        os.close(read)
        other = self.client(parley.port)
        before, quiet = parley.resident_bytes(), self.round_trips(other)
        stalled = self.client(parley.port, receive_bytes=4096)
        parley.event("connected", peer=2)
        offer = self.keep(harness.Process(self, [sys.executable, "-c", OFFER, OFFERED],
                                          stdin=subprocess.DEVNULL, stdout=write))
        os.close(write)
        busy, memory = [], 0
        while offer.child.poll() is None or len(busy) < PINGS:
            busy += self.round_trips(other, 200)
            memory = max(memory, parley.resident_bytes())
        self.assertEqual(offer.exit_code(), 0)
        self.wait_until(lambda: self.accounted(parley.all_events) > OFFERED - 2_000_000,
                        "taking in all that is offered")
        stalled.close()
        parley.event("reset", peer=2)
        self.assertEqual(self.accounted(parley.all_events), OFFERED, "each octet has its event")
        drops = parley.all_of("dropped", peer=2)
        self.figure(f"{OFFERED / 1e6:.0f} MB offered to a peer that reads nothing: "
                    f"{sum(e['bytes'] for e in parley.all_of('sent', peer=2)) / 1e6:.2f} MB taken "
                    f"by the system, {sum(e['count'] for e in drops) / 1e6:.2f} MB told as dropped "
                    f"in {len(drops):,} events; memory +{(memory - before) / 1e6:.2f} MB")
        p99 = [statistics.quantiles(times, n=100)[98] * 1e6 for times in (quiet, busy)]
        self.figure(f"another peer's echo meanwhile: p99 {p99[1]:.0f} us, {p99[0]:.0f} us without "
                    f"({p99[1] / p99[0]:.1f} times)")
        if "PARLEY_SANITIZED" not in os.environ:  # which keeps what was freed
            self.assertLess(memory - before, 8 * 1024 * 1024, "1 MiB waits for a peer at most")
        self.assertGreater(len(drops), 0, "all of it fitted: this tested nothing")

    @staticmethod
    def accounted(events):
        """Octets of the stalled peer that have their event."""
        return sum(e["bytes"] if e["event"] == "sent" else e["count"] for e in events
                   if e.get("peer") == 2 and e["event"] in ("sent", "dropped"))

    @staticmethod
    def round_trips(peer, count=PINGS):
        times = []
        for _ in range(count):
            began = time.monotonic()
            peer.sendall(b"ping")
            harness.receive(peer, 4)
            times.append(time.monotonic() - began)
            time.sleep(0.0002)
        return times


if __name__ == "__main__":
    harness.main()
