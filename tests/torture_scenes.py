"""Short runs of the program for the torture: what is started, what is done to it, and what must be
true when it ended well. Nothing here minds a failure of the program; torture.py judges."""
import contextlib
import os
import pty
import re
import signal
import socket
import threading
import time
import tty

PATIENCE = 5  # seconds that anything here waits for the program
SAID = bytes(range(256)) * 160  # 40 KB
ANSWER = b"answer\n" * 4000


class Scene:
    """One run. `words` are the command line; `drive` plays the other side; `well` complains."""
    name = ""
    stdin = b""  # what standard input has; empty: /dev/null

    def __init__(self, folder):
        self.folder = folder
        self.recording = folder / "recording.pcapng"

    def words(self):
        raise NotImplementedError

    def drive(self, run):
        """While it runs."""

    def well(self, run):
        """Complaints about a run that calls itself a success."""
        return []

    def close(self):
        """Whatever was opened."""


def port_told(run):
    """From the `listening` event; None: it ended first, or says nothing."""
    found = run.wait_for(rb'"event":"listening".*?"port":(\d+)')
    return int(found[1]) if found else None


def say_and_hear(peer, said):
    """Everything there and back, from two threads, so that neither waits for the other."""
    def say():
        with contextlib.suppress(OSError):
            peer.sendall(said)
            peer.shutdown(socket.SHUT_WR)
    speaker = threading.Thread(target=say)
    speaker.start()
    heard = bytearray()
    with contextlib.suppress(OSError):
        while chunk := peer.recv(65536):
            heard += chunk
    speaker.join()
    return bytes(heard)


class Echo(Scene):
    name = "echo"

    def words(self):
        return ["listen", "127.0.0.1", "0", "--echo", "--once", "--format", "jsonl",
                "-o", self.recording]

    def drive(self, run):
        self.heard = None
        port = port_told(run)
        if port is None:
            return
        with contextlib.suppress(OSError):
            with socket.create_connection(("127.0.0.1", port), PATIENCE) as peer:
                self.heard = say_and_hear(peer, SAID)

    def well(self, run):
        served = b'"event":"closed"' in run.output and b'"dropped"' not in run.output
        if served and b'"event":"failed"' not in run.output and self.heard != SAID:
            yield f"the peer heard {len(self.heard or b'')} of {len(SAID)} octets"


class Connect(Scene):
    name = "connect"
    stdin = SAID

    def __init__(self, folder):
        super().__init__(folder)
        self.server = socket.create_server(("127.0.0.1", 0))
        self.server.settimeout(PATIENCE)
        self.heard = None

    def words(self):
        return ["connect", "127.0.0.1", str(self.server.getsockname()[1]), "--format", "raw",
                "-o", self.recording]

    def drive(self, run):
        self.server.settimeout(0.02)
        while run.alive():
            with contextlib.suppress(OSError):
                peer, _ = self.server.accept()
                peer.settimeout(PATIENCE)
                with peer:
                    heard = bytearray()
                    while chunk := peer.recv(65536):
                        heard += chunk
                    self.heard = bytes(heard)
                    peer.sendall(ANSWER)

    def well(self, run):
        if self.heard != SAID:
            yield f"the server heard {len(self.heard or b'')} of {len(SAID)} octets"
        if run.output != ANSWER:
            yield f"{len(run.output)} of {len(ANSWER)} octets are on standard output"

    def close(self):
        self.server.close()


class Name(Connect):
    """By a name, from the system's own recordings."""
    name = "name"

    def words(self):
        return ["connect", "-4", "localhost", str(self.server.getsockname()[1]), "--format", "raw"]


class Datagrams(Scene):
    name = "datagrams"

    def words(self):
        return ["listen", "-u", "127.0.0.1", "0", "--echo", "--format", "jsonl",
                "-o", self.recording]

    def drive(self, run):
        port = port_told(run)
        if port is not None:
            with contextlib.suppress(OSError), socket.socket(type=socket.SOCK_DGRAM) as peer:
                peer.settimeout(0.3)
                for number in range(3):
                    peer.sendto(b"datagram %d" % number, ("127.0.0.1", port))
                    peer.recv(100)
        run.interrupt()


class Relay(Scene):
    name = "relay"

    def __init__(self, folder):
        super().__init__(folder)
        self.server = socket.create_server(("127.0.0.1", 0))
        self.server.settimeout(PATIENCE)

    def words(self):
        return ["relay", "0", "127.0.0.1", str(self.server.getsockname()[1]), "--format", "jsonl",
                "-o", self.recording]

    def serve(self):
        with contextlib.suppress(OSError):
            peer, _ = self.server.accept()
            peer.settimeout(PATIENCE)
            with peer:
                while chunk := peer.recv(65536):
                    peer.sendall(chunk)

    def drive(self, run):
        port = port_told(run)
        if port is not None:
            server = threading.Thread(target=self.serve, daemon=True)
            server.start()
            with contextlib.suppress(OSError):
                with socket.create_connection(("127.0.0.1", port), PATIENCE) as peer:
                    say_and_hear(peer, SAID[:5000])
        run.interrupt()

    def close(self):
        self.server.close()


class Serial(Scene):
    name = "serial"
    stdin = b"to the board\n"

    def __init__(self, folder):
        super().__init__(folder)
        self.board, self.port = pty.openpty()
        tty.setraw(self.port)

    def words(self):
        return ["serial", os.ttyname(self.port), "--format", "jsonl", "-q", "0.2s",
                "-o", self.recording]

    def drive(self, run):
        if run.wait_for(rb'"event":"connected"'):
            with contextlib.suppress(OSError):
                os.write(self.board, b"from the board\n")
                run.wait_for(rb"from the board")
        run.interrupt()

    def close(self):
        os.close(self.board)
        os.close(self.port)


class Opened(Scene):
    """A recording that is read."""
    name = "open"
    recorded = None  # its file; set by whoever made it
    shown = None  # what an undisturbed run says of it

    def words(self):
        return ["open", self.recorded, "--export", "jsonl"]

    def well(self, run):
        if self.shown is not None and run.output != self.shown:
            yield f"{len(run.output)} of {len(self.shown)} octets of the recording are shown"


SCENES = [Echo, Connect, Name, Datagrams, Relay, Serial, Opened]


class Run:
    """A child that is watched from outside: its output is in files, so that nothing has to read
    while the scene is played."""

    def __init__(self, child, out, err):
        self.child = child
        self._out = out
        self._err = err

    @property
    def output(self):
        return self._out.read_bytes()

    @property
    def errors(self):
        return self._err.read_bytes().decode("utf-8", "backslashreplace")

    def alive(self):
        return self.child.poll() is None

    def wait_for(self, pattern):
        """A match on standard output; None: it ended without, or PATIENCE did."""
        deadline = time.monotonic() + PATIENCE
        while True:
            alive = self.alive()
            found = re.search(pattern, self.output)
            if found or not alive or time.monotonic() > deadline:
                return found
            time.sleep(0.002)

    def interrupt(self):
        if self.alive():
            self.child.send_signal(signal.SIGINT)
