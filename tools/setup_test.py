#!/usr/bin/env python3
"""tools/setup against a system that is made up: a folder of fakes is the whole PATH.

The fake dpkg-query knows the packages named in the file `installed`; the fake apt-get adds to it.
Both write what they were asked to `calls`, so that a test sees what would have been done.
"""
import os
import pty
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

SETUP = Path(__file__).resolve().parent / "setup"
REAL = ("awk", "bash", "cat", "env", "grep", "tail", "touch", "uname")

FAKES = {
    "dpkg-query": """
while read -r name; do
  for asked; do [ "$asked" = "$name" ] && echo "installed $name"; done
done < "$STATE/installed"
exit 1""",
    "apt-get": """
echo "apt-get $* [${DEBIAN_FRONTEND:-}]" >> "$STATE/calls"
case " $* " in
  *" update "*) touch "$STATE/lists"; exit 0 ;;
  *" --simulate "*) [ -e "$STATE/lists" ] || [ -e "$STATE/stale" ]; exit ;;
esac
[ -e "$STATE/broken" ] && exit 100
[ -e "$STATE/lists" ] || exit 100
for word; do case $word in [a-z]*[-a-z0-9]) echo "$word" >> "$STATE/installed" ;; esac; done""",
    "id": 'cat "$STATE/uid"',
    "sudo": """
echo "sudo $1" >> "$STATE/calls"
while case $1 in -*) true ;; *) false ;; esac; do shift; done
exec "$@" """,
}

DEBIAN_12 = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_CODENAME=bookworm\n'
DERIVATIVE = 'PRETTY_NAME="LMDE 6"\nVERSION_CODENAME=faye\nDEBIAN_CODENAME=bookworm\n'
OTHER = 'PRETTY_NAME="Fedora Linux 39"\nVERSION_CODENAME=""\n'


class SetupTest(unittest.TestCase):
    def setUp(self):
        self.state = Path(tempfile.mkdtemp(prefix="parley-setup-"))
        self.addCleanup(shutil.rmtree, self.state)
        self.bin = self.state / "bin"
        self.bin.mkdir()
        for name in REAL:
            (self.bin / name).symlink_to(shutil.which(name))
        for name, body in FAKES.items():
            self.command(name, body)
        self.write("installed", "")
        self.write("calls", "")
        self.write("lists", "")
        self.write("uid", "0\n")
        self.write("os-release", DEBIAN_12)

    def write(self, name, text):
        (self.state / name).write_text(text)

    def command(self, name, body="exit 0"):
        path = self.bin / name
        path.write_text(f"#!{shutil.which('bash')}\n{body}\n")
        path.chmod(0o755)

    def run_setup(self, *options, stdin=subprocess.DEVNULL, ci=False):
        environment = {"PATH": str(self.bin), "STATE": str(self.state), "LC_ALL": "C",
                       "PARLEY_OS_RELEASE": str(self.state / "os-release")}
        if ci:
            environment["CI"] = "true"
        return subprocess.run([shutil.which("bash"), str(SETUP), *options], env=environment,
                              stdin=stdin, capture_output=True, text=True, timeout=60)

    def run_on_terminal(self, answer):
        ours, theirs = pty.openpty()
        try:
            os.write(ours, answer.encode())
            return self.run_setup(stdin=theirs)
        finally:
            os.close(ours)
            os.close(theirs)

    def calls(self):
        return (self.state / "calls").read_text().splitlines()

    def names(self, *options):
        return [line.split()[1] for line in self.run_setup("--list", *options).stdout.splitlines()]

    def test_everything_present_does_nothing_and_says_nothing(self):
        self.write("installed", "\n".join(self.names()) + "\n")
        self.write("uid", "1000\n")
        for release in (DEBIAN_12, OTHER):
            self.write("os-release", release)
            done = self.run_setup()
            self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        self.assertEqual(self.calls(), [])

    def test_root_installs_exactly_what_is_missing(self):
        wanted = self.names()
        self.write("installed", "\n".join(wanted[2:]) + "\n")
        done = self.run_setup()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(self.calls()), 2, "no update: the lists have the packages")
        install = self.calls()[1]
        self.assertIn("--no-install-recommends", install)
        self.assertIn("[noninteractive]", install)
        self.assertTrue(install.endswith(f" {wanted[0]} {wanted[1]} [noninteractive]"), install)
        self.assertNotIn(wanted[2], install)
        self.assertEqual(self.run_setup().stderr, "", "a second run has nothing to do")

    def test_lists_are_fetched_when_there_are_none(self):
        (self.state / "lists").unlink()
        done = self.run_setup()
        self.assertEqual(done.returncode, 0, done.stderr)
        verbs = [call.split()[1] for call in self.calls()]
        self.assertEqual(verbs, ["install", "update", "install"])

    def test_stale_lists_are_fetched_again(self):
        (self.state / "lists").unlink()
        self.write("stale", "")
        done = self.run_setup()
        self.assertEqual(done.returncode, 0, done.stderr)
        verbs = [call.split()[1] for call in self.calls()]
        self.assertEqual(verbs, ["install", "install", "update", "install"])

    def test_failure_of_apt_is_told(self):
        self.write("broken", "")
        done = self.run_setup()
        self.assertEqual(done.returncode, 1)
        self.assertIn("apt-get could not install them", done.stderr)

    def test_options_add_their_group(self):
        build = self.names()
        for option, package in (("--tidy", "clang-tidy-16"), ("--fuzz", "libclang-rt-16-dev"),
                                ("--coverage", "gcovr"), ("--bench", "netcat-openbsd"),
                                ("--package", "lintian")):
            self.assertNotIn(package, build)
            self.assertEqual(self.names(option)[:len(build)], build)
            self.assertIn(package, self.names(option))
        both = self.names("--tidy", "--fuzz", "--bench")
        self.assertEqual(len(both), len(set(both)), "each package once")

    def test_unknown_option(self):
        done = self.run_setup("--everything")
        self.assertEqual(done.returncode, 1)
        self.assertIn("unknown option --everything", done.stderr)

    def test_user_without_a_terminal_is_told_the_command(self):
        self.write("uid", "1000\n")
        self.write("installed", "\n".join(self.names()[1:]) + "\n")
        done = self.run_setup()
        self.assertEqual(done.returncode, 1)
        self.assertIn("\n  sudo apt-get install --no-install-recommends build-essential\n",
                      done.stderr)
        self.assertEqual(self.calls(), [])

    def test_ci_uses_sudo_without_asking(self):
        self.write("uid", "1000\n")
        done = self.run_setup(ci=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("sudo --non-interactive", self.calls())

    def test_user_is_asked_before_sudo(self):
        self.write("uid", "1000\n")
        done = self.run_on_terminal("y\n")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn('run "sudo apt-get install', done.stderr)
        self.assertIn("sudo env", self.calls())

    def test_user_who_says_no_gets_no_sudo(self):
        self.write("uid", "1000\n")
        done = self.run_on_terminal("\n")
        self.assertEqual(done.returncode, 1)
        self.assertIn("nothing was installed", done.stderr)
        self.assertEqual(self.calls(), [])

    def test_no_sudo_at_all(self):
        self.write("uid", "1000\n")
        (self.bin / "sudo").unlink()
        done = self.run_setup(ci=True)
        self.assertEqual(done.returncode, 1)
        self.assertIn("there is no sudo. Run this as root", done.stderr)

    def test_derivative_of_debian_12(self):
        self.write("os-release", DERIVATIVE)
        self.assertEqual(self.run_setup().returncode, 0)

    def test_other_system_is_told_what_to_install(self):
        self.write("os-release", OTHER)
        (self.bin / "dpkg-query").unlink()
        self.command("pkg-config", '[ "$2" != libmnl ]')
        self.command("cmake")
        done = self.run_setup()
        self.assertEqual(done.returncode, 1)
        self.assertIn("this is Fedora Linux 39; only the packages of Debian 12", done.stderr)
        self.assertIn("pkg:libmnl ", done.stderr)
        self.assertIn("in Debian: libmnl-dev ", done.stderr)
        self.assertNotIn("command:cmake", done.stderr)
        self.assertNotIn("pkg:re2", done.stderr)
        self.assertEqual(self.calls(), [])

    def test_other_system_that_has_everything_goes_on(self):
        self.write("os-release", OTHER)
        for name in ("c++", "cmake", "ninja", "ccache", "pkg-config", "python3", "ncat", "socat",
                     "curl", "openssl", "ip", "tshark", "ctags", "bwrap", "Xvfb", "xdotool"):
            self.command(name)
        done = self.run_setup()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("going on", done.stderr)
        self.assertEqual(self.calls(), [])


if __name__ == "__main__":
    unittest.main()
