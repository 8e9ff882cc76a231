"""Fails every fallible call of the system once in turn, in short runs of the real program.

usage: tests/torture.py [--every K] [--scene NAME] [--only CALL] [--without CALL]... [--jobs N]

Each scene is run undisturbed first, to count how often it makes each call. Then it is run once for
each call, each of its occurrences (every K-th: default 1) and each error that the call may have; and
each time must end by itself, in time, not by a signal, with an exit code of the contract, with
words where it failed, with nothing left behind, and without calling recorded what is not.

In the environment: PARLEY (the program), PARLEY_TORTURE_LIBRARY (tests/torture, built).
"""
import argparse
import concurrent.futures
import errno
import json
import os
import pathlib
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time

import torture_scenes
from torture_scenes import PATIENCE, SCENES, Opened, Run

PARLEY = os.path.abspath(os.environ.get("PARLEY", "build/release/apps/parley/parley"))
LIBRARY = os.path.abspath(os.environ.get("PARLEY_TORTURE_LIBRARY",
                                         "build/release/tests/torture/libparley_torture.so"))
ASAN = "address" in os.environ.get("PARLEY_SANITIZED", "")
TORTURE_CPP = pathlib.Path(__file__).parent / "torture/torture.cpp"
HANGS_AFTER = 4 * PATIENCE

# What each call may answer, by its man page, and a program has to live with.
ERRORS = {
    "socket": "EMFILE ENOBUFS", "bind": "EADDRINUSE EACCES", "listen": "EADDRINUSE",
    "accept4": "ECONNABORTED EMFILE ENOBUFS EINTR", "connect": "ENETUNREACH ECONNREFUSED",
    "getsockopt": "ENOBUFS", "setsockopt": "ENOPROTOOPT", "getsockname": "ENOBUFS",
    "recv": "ECONNRESET EINTR EAGAIN ENOMEM", "recvmsg": "EINTR EAGAIN ENOMEM",
    "send": "ECONNRESET EPIPE EINTR EAGAIN ENOBUFS", "sendmsg": "EPIPE EINTR EAGAIN ENOBUFS",
    "sendto": "ENOBUFS EPERM", "shutdown": "ENOTCONN", "read": "EIO EINTR",
    "write": "EIO EINTR ENOSPC EPIPE", "open": "EMFILE EACCES ENOENT", "pread": "EIO EINTR",
    "pwrite": "ENOSPC EIO EINTR", "fstat": "ENOMEM", "stat": "EACCES", "ftruncate": "EIO",
    "fsync": "EIO", "fdatasync": "EIO ENOSPC", "flock": "EWOULDBLOCK ENOLCK",
    "mkdir": "EACCES ENOSPC", "unlink": "EROFS", "rename": "EIO", "fcntl": "EINVAL",
    "ioctl": "ENOTTY", "poll": "EINTR ENOMEM", "epoll_create1": "EMFILE",
    "epoll_ctl": "ENOMEM ENOSPC", "epoll_wait": "EINTR", "eventfd": "EMFILE",
    "timerfd_create": "EMFILE", "timerfd_settime": "ENOMEM", "signalfd": "EMFILE",
    "tcgetattr": "EIO", "tcsetattr": "EIO", "getaddrinfo": "ENOMEM", "pthread_create": "EAGAIN",
    "malloc": "ENOMEM", "aligned_alloc": "ENOMEM", "mmap": "ENOMEM",
}


def torture_calls():
    """The order of the counts."""
    text = TORTURE_CPP.read_text()
    table = re.search(r"#define TORTURE_CALLS\(X\)((?:.*\\\n)*.*\n)", text)[1]
    return re.findall(r"X\((\w+)\)", table)


def environment(folder, more):
    env = dict(os.environ, XDG_STATE_HOME=str(folder / "state"), TMPDIR=str(folder / "tmp"), **more)
    env["LD_PRELOAD"] = LIBRARY
    if ASAN:  # its own calls come first, and call ours
        where = subprocess.run(["gcc", "-print-file-name=libasan.so"], capture_output=True, text=True)
        env["LD_PRELOAD"] = f"{where.stdout.strip()} {LIBRARY}"
    return env


def group_is_gone(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def events_of(octets):
    return {event["n"]: event for event in map(json.loads, octets.splitlines()) if event["n"] > 0}


def recorded_events(recording):
    read = subprocess.run([PARLEY, "open", str(recording), "--export", "jsonl"],
                          capture_output=True, timeout=60)
    return events_of(read.stdout)


class Round:
    """One run of one scene, with one call failed, or none."""

    def __init__(self, scene_class, wish=None):
        self.scene_class = scene_class
        self.wish = wish
        self.complaints = []
        self.counts = {}
        self.output = b""
        self.errors = ""
        self.code = None

    def run(self):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="parley-torture-"))
        (folder / "tmp").mkdir()
        scene = self.scene_class(folder)
        try:
            self.play(folder, scene)
        finally:
            scene.close()
            shutil.rmtree(folder, ignore_errors=True)
        return self

    def play(self, folder, scene):
        counts, out, err = folder / "counts", folder / "out", folder / "err"
        (folder / "in").write_bytes(scene.stdin)
        more = {"PARLEY_TORTURE_COUNTS": str(counts)}
        if self.wish:
            call, number, error = self.wish
            more["PARLEY_TORTURE"] = f"{call}:{number}:{getattr(errno, error)}"
        with open(folder / "in", "rb") as stdin, open(out, "wb") as stdout, open(err, "wb") as stderr:
            child = subprocess.Popen([PARLEY, *map(str, scene.words())], stdin=stdin, stdout=stdout,
                                     stderr=stderr, env=environment(folder, more),
                                     start_new_session=True)
        run = Run(child, out, err)
        scene.drive(run)
        self.wait(run)
        self.code, self.output, self.errors = child.returncode, run.output, run.errors
        numbers = counts.read_bytes()
        self.counts = dict(zip(torture_calls(), struct.unpack(f"{len(numbers) // 8}Q", numbers)))
        self.judge(folder, scene, run)

    def wait(self, run):
        """To its end; somebody who waits for another peer is told that there is none."""
        for step in (2, HANGS_AFTER):
            try:
                run.child.wait(step)
                break
            except subprocess.TimeoutExpired:
                run.interrupt()
        else:
            self.complaints.append(f"it hangs: {HANGS_AFTER} s after SIGINT it still runs")
            os.killpg(run.child.pid, signal.SIGABRT)
            run.child.wait()
        deadline = time.monotonic() + PATIENCE
        while not group_is_gone(run.child.pid) and time.monotonic() < deadline:
            time.sleep(0.01)
        if not group_is_gone(run.child.pid):
            self.complaints.append("a process is left behind")
            os.killpg(run.child.pid, signal.SIGKILL)

    def judge_end(self, output):
        if self.code not in (0, 1, 2, 3):
            self.complaints.append(f"exit code {self.code}")
        worded = (re.search(r"parley: |cannot ", self.errors) or
                  b'"class":' in output)  # jsonl: it is an event
        if self.code != 0 and not worded:
            self.complaints.append("it failed without a word")
        if re.search(r"Sanitizer|runtime error:|Assertion", self.errors):
            self.complaints.append("a sanitizer or an assertion complains")

    def judge(self, folder, scene, run):
        self.judge_end(run.output)
        if self.code == 0 and not self.is_lenient():
            self.complaints += scene.well(run)
        mine = {"counts", "out", "err", "in", "tmp", "state", scene.recording.name}
        left = [path.name for path in folder.iterdir() if path.name not in mine]
        left += [path.name for path in (folder / "tmp").iterdir()]
        if left:
            self.complaints.append(f"left behind: {left}")
        if b'"event"' in run.output and scene.recording.exists():
            self.judge_recording(scene)

    def is_lenient(self):
        """A peer that was never told the end, because shutdown(2) says that there is no peer, and a
        reader that has seen enough: the program is right to call both a success."""
        call, _, error = self.wish or ("", 0, "")
        return call == "shutdown" or (call == "write" and error == "EPIPE")

    def judge_recording(self, scene):
        told = events_of(run_lines(self.output))
        kept = recorded_events(scene.recording)
        upto = max((event["count"] for event in told.values() if event["event"] == "recorded"),
                   default=0)
        if self.code == 0:
            upto = max(told, default=0)
        gaps = [range(*map(int, found.groups())) for found in
                (re.match(r"cannot record the events (\d+) to (\d+)", event.get("reason", ""))
                 for event in kept.values() if event["event"] == "dropped") if found]
        for number, event in told.items():
            if number > upto:
                break
            if self.code == 3 and any(number in gap or number == gap.stop for gap in gaps):
                continue
            if kept.get(number) != event:
                self.complaints.append(f"event {number} of {upto} that are recorded is in the file "
                                       f"as {kept.get(number)}, and was told as {event}")
                return


def run_lines(octets):
    """Whole lines: what a failed write cut off was never told."""
    return octets[:octets.rfind(b"\n") + 1]


def prepare():
    """A recording to open, and what there is to be seen in it."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="parley-torture-"))
    kept = folder / "recording.pcapng"

    class Kept(torture_scenes.Echo):
        def __init__(self, place):
            super().__init__(place)
            self.recording = kept

    made = Round(Kept).run()
    assert made.code == 0, made.errors
    Opened.recorded = kept
    Opened.shown = subprocess.run([PARLEY, "open", kept, "--export", "jsonl"], capture_output=True,
                                  check=True).stdout
    return folder


def wishes(counts, every, only, without):
    """Every K-th occurrence of each call, counted through all of them, so that a short run has a
    part of each; and the errors by turns."""
    place = 0
    for call, count in counts.items():
        if (only and call != only) or call in without:
            continue
        for number in range(1, count + 1):
            for error in ERRORS[call].split():
                place += 1
                if place % every == 0:
                    yield (call, number, error)


def torture(scenes, every=1, only=None, without=(), jobs=1, show=print):
    """Returns how many runs there were, and what is to be complained of."""
    folder = prepare()
    runs, complaints = 0, []
    try:
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            for scene in scenes:
                quiet = Round(scene).run()
                if quiet.code != 0 or quiet.complaints:
                    complaints.append(f"{scene.name} undisturbed: exit code {quiet.code}, "
                                      f"{quiet.complaints}\n{quiet.errors}")
                    continue
                rounds = [Round(scene, wish)
                          for wish in wishes(quiet.counts, every, only, without)]
                begun = time.monotonic()
                for one in pool.map(Round.run, rounds):
                    runs += 1
                    complaints += [f"{scene.name}, {':'.join(map(str, one.wish))}: {what}\n"
                                   f"{one.errors[-600:]}" for what in one.complaints]
                show(f"{scene.name}: {sum(quiet.counts.values())} calls, {len(rounds)} runs in "
                     f"{time.monotonic() - begun:.0f} s")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return runs, complaints


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--scene", choices=[scene.name for scene in SCENES])
    parser.add_argument("--only", choices=list(ERRORS))
    parser.add_argument("--without", choices=list(ERRORS), action="append", default=[])
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    asked = parser.parse_args()
    scenes = [scene for scene in SCENES if asked.scene in (None, scene.name)]
    runs, complaints = torture(scenes, asked.every, asked.only, asked.without, asked.jobs)
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    print(f"{runs} runs, {len(complaints)} complaints")
    return 1 if complaints or not runs else 0


if __name__ == "__main__":
    sys.exit(main())
