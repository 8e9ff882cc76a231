"""A file system of a few megabytes that only this test sees, to be filled."""
import subprocess

import harness


class SmallDisk:
    """A tmpfs in a mount namespace (mount_namespaces(7)) that lives as long as a process in it.
    Given as `namespace` to a Process, that sees it at `path`."""

    def __init__(self, case, megabytes):
        case.need_root()
        case.need_mounts()
        self._case = case
        self.path = case.folder / "disk"
        self.path.mkdir()
        self._holder = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", "unshare", "--mount", "sh", "-c",
             'mount -t tmpfs -o "size=$1m,mode=700" parley "$2" && echo ready && exec cat', "sh",
             str(megabytes), str(self.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        case.addCleanup(self._end)
        if self._holder.stdout.readline() != b"ready\n":
            case.skipTest("needs a tmpfs in a mount namespace")
        self.enter = ["nsenter", f"--mount=/proc/{self._holder.pid}/ns/mnt"]

    def run(self, *words):
        """A program there; what it printed."""
        done = subprocess.run([*self.enter, *words], capture_output=True, check=False,
                              timeout=harness.WAIT)
        if done.returncode != 0:
            self._case.fail(f"{' '.join(words)}: {done.stderr.decode().strip()}")
        return done.stdout

    def fill(self, leave_megabytes):
        """Takes all but so much. `make_room` gives it back."""
        free = int(self.run("stat", "-f", "-c", "%a %S", str(self.path)).split()[0]) * 4096
        self.run("fallocate", "-l", str(free - leave_megabytes * 1024 * 1024),
                 str(self.path / "filler"))

    def make_room(self):
        self.run("rm", str(self.path / "filler"))

    def _end(self):
        self._holder.stdin.close()
        self._holder.wait(harness.WAIT)
        self._holder.stdout.close()
