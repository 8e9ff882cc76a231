"""How long a program lets its window wait, seen from outside and alike for every toolkit: the
window is pinged (_NET_WM_PING of the Extended Window Manager Hints), as a window manager does it
to find out whether a program hangs, and the program's event loop answers."""
import select
import threading
import time

from Xlib import X, display
from Xlib.protocol import event

INTERVAL = 0.010


def percentile(values, part):
    return sorted(values)[min(len(values) - 1, int(part * len(values)))] if values else float("nan")


class Pinger(threading.Thread):
    """Pings the window with this id on the X server `screen` until `stop`. An answer is waited for;
    the pings that would have been sent meanwhile count with the time that they would have waited,
    and one that waits at the end with the time until then."""

    def __init__(self, screen, window):
        super().__init__(daemon=True)
        self.waits = []  # seconds
        self.ended = threading.Event()
        self.display = display.Display(screen)
        self.root = self.display.screen().root
        self.window = self.display.create_resource_object("window", window)
        self.protocols = self.display.intern_atom("WM_PROTOCOLS")
        self.ping = self.display.intern_atom("_NET_WM_PING")
        self.root.change_attributes(
            event_mask=X.SubstructureNotifyMask | X.SubstructureRedirectMask)

    def run(self):
        number = 0
        while not self.ended.wait(INTERVAL):
            number += 1
            begin = time.monotonic()
            self.window.send_event(event.ClientMessage(
                window=self.window, client_type=self.protocols,
                data=(32, [self.ping, number, self.window.id, 0, 0])), event_mask=0)
            self.display.flush()
            self.answer(number)
            wait = time.monotonic() - begin
            while wait > 0:
                self.waits.append(wait)
                wait -= INTERVAL

    def answer(self, number):
        """Waits for it, or until nobody wants it any more."""
        while not self.ended.is_set():
            while self.display.pending_events():
                got = self.display.next_event()
                if got.type == X.ClientMessage and got.client_type == self.protocols and \
                        got.data[1][0] == self.ping and got.data[1][1] == number:
                    return
            select.select([self.display], [], [], 0.1)

    def stop(self):
        self.ended.set()
        self.join()
        self.display.close()
        return self.waits


def windows_of(screen, pid):
    """The windows of a process, the largest first: those that say _NET_WM_PID."""
    shown = display.Display(screen)
    atom = shown.intern_atom("_NET_WM_PID")
    found = []

    def look(window):
        try:
            said = window.get_full_property(atom, X.AnyPropertyType)
            if said and said.value[0] == pid:
                size = window.get_geometry()
                found.append((size.width * size.height, window.id))
            for child in window.query_tree().children:
                look(child)
        except Exception:  # pylint: disable=broad-except
            pass           # it went away meanwhile
    look(shown.screen().root)
    shown.close()
    return [window for _, window in sorted(found, reverse=True)]
