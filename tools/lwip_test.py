#!/usr/bin/env python3
"""tools/lwip against a made-up system: a fake apt-get that writes down what it was asked and, where
it has one, hands out a tarball. The script is copied into a project of its own, with the checksum
of that tarball in it."""
import hashlib
import shutil
import subprocess
import tarfile
import tempfile
import unittest
from pathlib import Path

LWIP = Path(__file__).resolve().parent / "lwip"
TARBALL = "lwip_2.1.3+dfsg1.orig.tar.xz"

APT_GET = f"""#!/bin/bash
echo "$*" >> "$STATE/calls"
for word; do
  case $word in
    Dir::Etc::sourceparts=*)
      mkdir -p "$STATE/sources" && cp "${{word#*=}}"/* "$STATE/sources/" ;;
  esac
done
case " $* " in
  *" update "*) echo "W: a source of somebody else's is gone"; exit 100 ;;
  *) [ -e "$STATE/{TARBALL}" ] || {{ echo "E: Unable to find a source package"; exit 100; }}
     cp "$STATE"/lwip* . ;;
esac
"""

DEB822 = """Types: deb
URIs: http://mirror.example/debian
Suites: bookworm
Components: main
Signed-By: /usr/share/keyrings/x.gpg
"""


class LwipTest(unittest.TestCase):
    def setUp(self):
        self.state = Path(tempfile.mkdtemp(prefix="parley-lwip-"))
        self.addCleanup(shutil.rmtree, self.state)
        self.project = self.state / "project"
        (self.project / "tools").mkdir(parents=True)
        self.lists = self.state / "etc" / "sources.list.d"
        self.lists.mkdir(parents=True)
        (self.lists / "debian.sources").write_text(DEB822)
        self.bin = self.state / "bin"
        self.bin.mkdir()
        self.fake("apt-get", APT_GET)
        self.checksum = "0" * 64
        self.folder = self.project / "build" / "lwip"

    def fake(self, name, text):
        (self.bin / name).write_text(text)
        (self.bin / name).chmod(0o755)

    def have_tarball(self, member="lwip-2.1.3/src/include/lwip/init.h"):
        init = self.state / "init.h"
        init.write_text("#define LWIP_VERSION_MAJOR 2\n")
        with tarfile.open(self.state / TARBALL, "w:xz") as tarball:
            tarball.add(init, member)
        self.checksum = hashlib.sha256((self.state / TARBALL).read_bytes()).hexdigest()

    def run_lwip(self, *words, path=None):
        text = LWIP.read_text()
        text = text.replace(text.partition("sha256=")[2][:64], self.checksum, 1)
        script = self.project / "tools" / "lwip"
        script.write_text(text)
        script.chmod(0o755)
        return subprocess.run(
            [script, *words], text=True, capture_output=True, timeout=60,
            env={"PATH": path or f"{self.bin}:/usr/bin:/bin", "STATE": str(self.state),
                 "PARLEY_APT_DIR": str(self.state / "etc")})

    def calls(self):
        calls = self.state / "calls"
        return calls.read_text().splitlines() if calls.exists() else []

    def left_behind(self):
        return sorted(path.name for path in (self.project / "build").iterdir())

    def test_fetches_once_and_is_quiet_then(self):
        self.have_tarball()
        first = self.run_lwip()
        self.assertEqual(first.returncode, 0, first.stderr)
        self.assertTrue((self.folder / "src/include/lwip/init.h").exists())
        self.assertEqual(self.left_behind(), ["lwip"])
        count = len(self.calls())
        again = self.run_lwip()
        self.assertEqual((again.returncode, again.stdout + again.stderr), (0, ""))
        self.assertEqual(len(self.calls()), count)

    def test_asks_the_systems_own_sources_for_source_packages(self):
        (self.state / "etc" / "sources.list").write_text(
            "# deb http://no.example x main\ndeb [arch=amd64] http://one.example a main\n"
            "deb-src http://one.example a main\n")
        (self.lists / "two.list").write_text("deb http://two.example b main\n")
        (self.lists / "off.list.disabled").write_text("deb http://off.example c main\n")
        self.have_tarball()
        self.assertEqual(self.run_lwip().returncode, 0)
        sources = {path.name: path.read_text() for path in (self.state / "sources").iterdir()}
        self.assertEqual(sources, {
            "debian.sources": DEB822.replace("Types: deb\n", "Types: deb-src\n"),
            "sources.list": "deb-src [arch=amd64] http://one.example a main\n"
                            "deb-src http://one.example a main\n",
            "two.list": "deb-src http://two.example b main\n"})

    def assert_fails(self, *said, **more):
        result = self.run_lwip(**more)
        self.assertEqual(result.returncode, 1)
        for words in (*said, "-DPARLEY_LWIP_DIR=", "-DPARLEY_BOARD=OFF"):
            self.assertIn(words, result.stderr)
        self.assertEqual(self.folder.exists(), False)
        self.assertEqual(self.left_behind(), [])

    def test_nothing_to_fetch(self):
        self.assert_fails("E: Unable to find a source package", "could not fetch")

    def test_another_file(self):
        self.have_tarball()
        self.checksum = "0" * 64
        self.assert_fails("is not the file that was tested")

    def test_another_version(self):
        self.have_tarball()
        (self.state / TARBALL).rename(self.state / "lwip_2.2.1.orig.tar.xz")
        (self.state / "lwip_2.2.1-1.dsc").write_text("x")
        self.fake("apt-get", APT_GET.replace(f'[ -e "$STATE/{TARBALL}" ]', "true"))
        self.assert_fails("another lwip than 2.1.3", "lwip_2.2.1-1.dsc")

    def test_no_lwip_in_the_tarball(self):
        self.have_tarball("lwip-2.1.3/README")
        self.assert_fails("holds no src/include/lwip/init.h")

    def test_no_sources(self):
        (self.lists / "debian.sources").unlink()
        self.assert_fails("names no source of packages")

    def test_no_apt(self):
        few = self.state / "few"
        few.mkdir()
        for name in ("bash", "cat", "dirname", "env", "mkdir", "mktemp", "rm", "touch"):
            (few / name).symlink_to(shutil.which(name))
        self.assert_fails("there is no apt-get here", path=str(few))

    def test_usage(self):
        self.assertEqual(self.run_lwip("--help").returncode, 0)
        self.assertEqual(self.run_lwip("--frob").returncode, 2)


if __name__ == "__main__":
    unittest.main()
