"""--retry: the conversation outlives its connections. The peer keeps its number, each connection
has a new one, and attempts come later and later."""
import datetime
import re

import harness


class Retry(harness.Case):

    def test_survives_restarts_of_the_server(self):
        server = self.server()
        port = server.getsockname()[1]
        parley = self.connect(port, "--retry")
        for connection in (1, 2, 3):
            peer = self.accept(server)
            connected = parley.event("connected", connection=connection)
            self.assertEqual(connected["peer"], 1)
            peer.sendall(b"%d" % connection)
            parley.event("received", connection=connection)
            parley.command(send="to %d" % connection)
            self.assertEqual(harness.receive(peer, 4), b"to %d" % connection)
            server.close()
            peer.close()
            parley.event("closed", connection=connection)
            server = self.server(port=port)
        self.assertEqual(parley.received(1), b"123")
        self.assertEqual(self.stop(parley), 0)

    def test_server_that_is_not_there_yet(self):
        closed = self.server()
        port = closed.getsockname()[1]
        closed.close()
        parley = self.connect(port, "--retry")
        parley.event("failed", nth=2)
        failed = parley.all_of("failed")[0]
        self.assertEqual((failed["peer"], failed["class"]), (1, "refused"))
        self.assertRegex(failed["reason"], rf"^cannot connect to 127\.0\.0\.1:{port}: connection "
                         r"refused \(ECONNREFUSED\); next attempt in \d+(\.\d+)? ?ms$")
        server = self.server(port=port)
        self.accept(server)
        self.assertEqual(parley.event("connected")["peer"], 1)

    def test_attempts_come_later_and_later(self):
        """Doubling from 250 ms, of which each takes a random part between half and all."""
        closed = self.server()
        port = closed.getsockname()[1]
        closed.close()
        parley = self.connect(port, "--retry")
        parley.event("failed", nth=5)
        failed = parley.all_of("failed")[:5]
        for turn, (this, after) in enumerate(zip(failed, failed[1:])):
            stated = milliseconds(re.search(r"next attempt in (.*)$", this["reason"]).group(1))
            whole = 250 * 2 ** turn
            self.assertTrue(whole / 2 <= stated <= whole, f"attempt {turn + 1}: {stated} ms")
            waited = (time_of(after) - time_of(this)).total_seconds() * 1000
            self.assertGreaterEqual(waited, stated * 0.99 - 2)  # stated with three digits

    def test_input_is_kept_for_the_next_connection(self):
        """What is typed while nobody is there waits in the pipe."""
        server = self.server()
        port = server.getsockname()[1]
        parley = self.connect(port, "--retry", form="raw")
        peer = self.accept(server)
        server.close()
        harness.reset(peer)
        parley.wait_text("reset|refused|failed")
        parley.write(b"for the next")
        server = self.server(port=port)
        self.assertEqual(harness.receive(self.accept(server), 12), b"for the next")

    def test_without_it_one_failure_is_the_end(self):
        closed = self.server()
        port = closed.getsockname()[1]
        closed.close()
        parley = self.connect(port)
        self.assertEqual(parley.exit_code(), 1)
        self.assertEqual([e["event"] for e in parley.events], ["failed"])


def time_of(event):
    return datetime.datetime.fromisoformat(event["time"])


def milliseconds(text):
    number, unit = re.fullmatch(r"([\d.]+) ?(ms|s)", text).groups()
    return float(number) * (1000 if unit == "s" else 1)


if __name__ == "__main__":
    harness.main()
