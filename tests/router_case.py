"""Tests around `parley router`: one of its own for each test, in the test's folder."""
import json
import os
import subprocess

import harness
from fake_board import FakeBoard, mac_of


class RouterCase(harness.Case):

    def router(self, *options, name="router", wait=True, **more):
        """A router at a path of the test's own, ready for boards."""
        self.path = self.folder / name
        router = self.parley("router", "--socket", self.path, "--format", "jsonl", *options, **more)
        if wait:
            self.notice(router, "router", state="open")
        return router

    def notice(self, router, kind, nth=1, **fields):
        """The first (or nth) notice of a kind in which these fields have these values."""
        def find(events):
            found = [e for e in events if e.get("notice") == kind and
                     all(e.get(k) == v for k, v in fields.items())]
            return found[nth - 1] if len(found) >= nth else None
        return router.wait_events(find)

    def notices(self, router, kind):
        return [e for e in router.events if e.get("notice") == kind]

    def ask(self, *commands, status=0):
        """What `parley router --command` prints and says."""
        words = [word for command in commands for word in ("--command", command)]
        done = subprocess.run([harness.PARLEY, "router", "--socket", self.path, "--format", "jsonl",
                               *words], capture_output=True, timeout=harness.WAIT, check=False)
        self.assertEqual(done.returncode, status, done.stderr.decode())
        return (done.stdout if status == 0 else done.stderr).decode().rstrip("\n")

    def boards(self):
        return {board["name"]: board for board in json.loads(self.ask("boards"))}

    def board(self, name="lamp", index=1, path=None):
        return FakeBoard(self, path or self.path, name, mac_of(index))

    def tshark(self, file, *options):
        """What tshark says of a capture; it must have nothing to complain of."""
        self.need_program("tshark")
        done = subprocess.run(["tshark", "-r", file, *options], capture_output=True, check=False,
                              timeout=harness.WAIT, env={**os.environ, "HOME": str(self.folder)})
        complaints = [line for line in done.stderr.decode().splitlines()
                      if "super-user" not in line and "root" not in line]
        self.assertEqual((done.returncode, complaints), (0, []))
        return done.stdout.decode()
