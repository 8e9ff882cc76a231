"""The window, used as a person does it: keys on a real screen, and peers that nobody here wrote."""
import json
import os
import shutil
import subprocess
import sys
import threading
import time

import desks
import harness
import test_wire

screen = None


class AtTheWindow(harness.Case):

    @classmethod
    def setUpClass(cls):
        global screen
        screen = desks.Screen()
        cls.addClassCleanup(screen.close)

    def desk(self, *words, **environment):
        desk = desks.Desk(screen, self.folder, *words, **environment)
        self.addCleanup(desk.end)
        return desk

    def listening(self, *words):
        """A window with a server on loopback, and its port."""
        desk = self.desk("--listen", "127.0.0.1:0", *words)
        row = desk.wait_row("listening on 127.0.0.1:")
        return desk, int(row["text"].split(":")[1].split()[0])

    def ncat(self, port, said):
        peer = self.tool("ncat", "127.0.0.1", str(port))
        peer.write(said)
        return peer

    def recordings(self):
        return sorted((self.folder / ".local/state/parley").glob("*.pcapng"))

    def recorded(self, file):
        """Its events, as another program reads them."""
        done = subprocess.run([harness.PARLEY, "open", str(file), "--export", "jsonl"],
                              capture_output=True, check=True, timeout=harness.WAIT)
        return [json.loads(line) for line in done.stdout.splitlines()]


class FirstSteps(AtTheWindow):

    def test_nothing_listens_unasked(self):
        desk = self.desk()
        self.assertEqual(desk.seen()["conversations"], [])
        desk.key("F5")  # what the form offers first: a server on port 8888
        desk.until(lambda: desk.conversation("port 8888"), "a server in the list")
        desk.until(lambda: desk.conversation("port 8888")["standing"] in ("running", "failed"),
                   "a server that listens, or says why it cannot")
        self.assertEqual(desk.end(), 0)
        again = self.desk()
        again.until(lambda: again.conversation("port 8888"), "what was kept")
        time.sleep(0.5)
        self.assertEqual(again.conversation("port 8888")["standing"], "not running")

    def test_a_client_says_hello_and_is_answered(self):
        desk, port = self.listening()
        peer = self.ncat(port, b"Hello")
        row = desk.wait_row("Hello", "received")
        self.assertEqual(row["bytes"], 5)
        desk.key("alt+3")
        desk.type("good morning")
        desk.key("Return")
        peer.wait_output(lambda out: b"good morning\n" in out)
        desk.wait_row("good morning", "sent")
        self.assertEqual(desk.end(), 0)
        events = self.recorded(self.recordings()[0])
        said = [(each["event"], each.get("text")) for each in events if "text" in each]
        self.assertEqual(said, [("received", "Hello"), ("sent", "good morning\n")])

    def test_a_quit_ends_what_runs(self):
        desk, port = self.listening()
        peer = self.client(port)
        peer.sendall(b"Hello")
        desk.wait_row("Hello")
        desk.key("ctrl+q")
        self.assertEqual(desk.exit_code(10), 0)
        self.assertEqual(harness.receive(peer), b"")
        self.assertEqual(self.recorded(self.recordings()[0])[-1]["event"], "recorded")


class WhatGoesWrong(AtTheWindow):

    def test_a_refused_port_is_explained_in_place(self):
        closed = self.server()
        port = closed.getsockname()[1]
        closed.close()
        desk = self.desk()
        desk.key("ctrl+shift+n")
        desk.type(f"127.0.0.1:{port}")
        desk.key("Return")
        words = desk.until(lambda: desk.seen().get("explanation"), "an explanation")
        self.assertIn(f"cannot connect to 127.0.0.1:{port}: connection refused", words)
        self.assertIn("nothing here listens on TCP port", words)
        desk.wait_standing(f"127.0.0.1:{port}", "failed")

    def test_words_about_a_wrong_command_line(self):
        for words, said in ((["--listen", "here"], b"here"), (["--look", "pink"], b"light")):
            done = subprocess.run([desks.DESK, *words], capture_output=True, check=False,
                                  timeout=harness.WAIT,
                                  env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
            self.assertEqual(done.returncode, 2)
            self.assertIn(said, done.stderr)
        bare = {name: value for name, value in os.environ.items()
                if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
        done = subprocess.run([desks.DESK], capture_output=True, check=False, env=bare,
                              timeout=harness.WAIT)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"neither DISPLAY nor WAYLAND_DISPLAY", done.stderr)

    def test_a_file_that_is_no_capture(self):
        (self.folder / "notes.txt").write_text("no capture at all\n")
        desk = self.desk("notes.txt")
        words = desk.until(lambda: desk.seen().get("explanation"), "an explanation")
        self.assertIn("notes.txt", words)
        desk.wait_standing("notes.txt", "failed")


class TheLog(AtTheWindow):

    def with_rows(self):
        desk, port = self.listening()
        peer = self.tool("ncat", "127.0.0.1", str(port))
        for word in ("one", "two", "three", "needle in the hay", "five"):
            peer.write(word.encode() + b"\n")
            desk.wait_row(word)
        return desk, peer

    def test_find(self):
        desk, _ = self.with_rows()
        wanted = desk.row("needle")["n"]
        desk.key("ctrl+f")
        desk.type("needle")
        desk.key("Return")
        desk.until(lambda: desk.seen().get("current") == wanted, "the row that was looked for")

    def test_filter(self):
        desk, _ = self.with_rows()
        desk.key("ctrl+shift+f")
        desk.type("needle")
        desk.until(lambda: [row["text"][:6] for row in desk.rows()] == ["needle"],
                   "the filtered row alone")

    def test_all_rows_are_copied(self):
        desk, peer = self.with_rows()
        desk.key("alt+2", "ctrl+a", "ctrl+c")
        desk.key("alt+3", "ctrl+v", "Return")  # to the peer, which shows what was in the clipboard
        for word in (b"connected", b"one", b"needle in the hay", b"five"):
            self.assertTrue(peer.wait_output(lambda out, word=word: word in out), word)

    def test_export(self):
        desk, _ = self.with_rows()
        target = self.folder / "rows.csv"
        desk.key("ctrl+e")
        desk.dialog("Export")
        desk.key("ctrl+a")
        desk.type(str(target))
        desk.key("Return")
        desk.until(target.exists, "the exported file")
        self.assertIn("needle in the hay", target.read_text())

    def test_an_opened_recording(self):
        desk, _ = self.with_rows()
        self.assertEqual(desk.end(), 0)
        file = self.recordings()[0]
        again = self.desk(file)
        again.wait_row("needle in the hay")
        again.until(lambda: again.conversation(file.name), "the file in the list")

    def test_a_capture_of_others(self):
        (self.folder / "others.pcap").write_bytes(test_wire.pcap(*test_wire.talk()))
        desk = self.desk("others.pcap")
        desk.wait_row("Hello")
        desk.key("ctrl+2")
        packets = desk.until(lambda: desk.seen().get("packets"), "its packets")
        self.assertIn("Handshake in 2 ms", packets["words"])
        desk.key("alt+2", "Home", "Down")
        desk.until(lambda: desk.seen()["current"] == 1, "the first row as the current one")
        desk.key("Down")
        desk.until(lambda: desk.seen()["packets"]["marked"] > 0, "the segments of the chosen row")


class Boards(AtTheWindow):

    def test_a_board_runs_and_talks(self):
        desk = self.desk("--listen", "127.0.0.1:8888")
        if not desk.until(lambda: (desk.conversation("127.0.0.1:8888") or {})["standing"] in
                          ("running", "failed"), "the server") or \
                desk.conversation("127.0.0.1:8888")["standing"] == "failed":
            self.skipTest("needs the port 8888")
        desk.key("ctrl+shift+k")
        desk.key("ctrl+a")
        desk.type("TcpClient")
        desk.key("Return")
        desk.wait_standing("TcpClient", "running")
        # The serial line hands on what came so far, so a word may be in two rows.
        desk.until(lambda: "8888" in "".join(row["text"] for row in desk.rows()),
                   "what the board says of its connection")
        desk.key("ctrl+Prior")  # to the server
        desk.wait_row("This is my IP.")


class Load(AtTheWindow):

    def test_killed_under_load_it_had_shown_nothing_that_is_lost(self):
        desk, port = self.listening("--frame", "line")
        peer = self.client(port)
        stop = threading.Event()

        def flood():
            number = 0
            try:
                while not stop.is_set():
                    block = b"".join(b"message %d\n" % (number + i) for i in range(200))
                    number += 200
                    peer.sendall(block)
                    time.sleep(0.005)
            except OSError:
                pass
        sender = threading.Thread(target=flood, daemon=True)
        sender.start()
        shown = 0
        end = time.monotonic() + 3
        while time.monotonic() < end:
            shown = max(shown, max((row["n"] for row in desk.rows()), default=0))
            time.sleep(0.02)
        shown = max(shown, max((row["n"] for row in desk.rows()), default=0))
        desk.kill()
        stop.set()
        sender.join()
        self.assertGreater(shown, 1000)
        file = self.recordings()[0]
        last = max(event["n"] for event in self.recorded(file))
        self.assertGreaterEqual(last, shown)
        again = self.desk(file)
        again.key("alt+2", "End")
        again.until(lambda: again.seen().get("last_event", 0) >= shown
                    and again.seen()["last_shown"] == again.seen()["last_event"],
                    "every row that had been on the screen")
        self.figure(f"killed after row {shown} was on the screen; {last} were recorded")


def main():
    for program in ("Xvfb", "xdotool"):
        if not shutil.which(program):
            print(f"skipped: needs the program {program}", flush=True)
            sys.exit(harness.SKIPPED)
    if not os.access(desks.DESK, os.X_OK):
        sys.exit(f"there is no window to test at {desks.DESK}: set PARLEY_DESK to its path")
    harness.main()


if __name__ == "__main__":
    main()
