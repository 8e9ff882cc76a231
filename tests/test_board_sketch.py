"""From a sketch to a program: `parley board SKETCH --build-only`, and what is said when that does
not go. The compiler is the real one, the board kit is a small one of the tests' own."""
import json
import os
import pathlib
import shutil
import subprocess

import board_kit
import harness

SKETCH = """void setup() { Serial.println(answer()); finish(0); }
void loop() {}
long answer() { return 42; }
"""


class Build(harness.Case):

    @classmethod
    def setUpClass(cls):
        cls.kit = board_kit.shared(cls)

    def setUp(self):
        super().setUp()
        self.environment = {**os.environ, "PARLEY_BOARD_KIT": str(self.kit), "LC_ALL": "C.UTF-8",
                            "PARLEY_SKETCHES": str(self.folder / "bundled"),
                            "XDG_CACHE_HOME": str(self.folder / "cache")}

    def sketch(self, name="Blink", text=SKETCH, **others):
        """A sketch's folder; `others` are further files, their dots written as two underscores."""
        folder = self.folder / name
        folder.mkdir(parents=True, exist_ok=True)
        if text is not None:
            (folder / f"{folder.name}.ino").write_text(text)
        for file, content in others.items():
            path = folder / file.replace("__", ".").replace("_in_", "/")
            path.parent.mkdir(exist_ok=True)
            path.write_text(content)
        return folder

    def build(self, *words):
        """Not through the harness: some tests take even PATH away."""
        return subprocess.run([harness.PARLEY, "board", *words, "--build-only"], check=False,
                              env=self.environment, cwd=self.folder, timeout=harness.WAIT,
                              stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8")

    def program(self, *words):
        build = self.build(*words)
        self.assertEqual((build.returncode, build.stderr), (0, ""))
        return build.stdout.strip()

    def says(self, *words):
        """What the built program prints."""
        run = subprocess.run([self.program(*words)], stdin=subprocess.DEVNULL, check=True,
                             stdout=subprocess.PIPE, timeout=harness.WAIT)
        return run.stdout.decode()

    def fails(self, *words, code=1):
        build = self.build(*words)
        self.assertEqual((build.returncode, build.stdout), (code, ""), build.stderr)
        return build.stderr


class Sketches(Build):
    """What a sketch may consist of."""

    def test_functions_may_stand_below_their_use(self):
        self.sketch()
        self.assertEqual(self.says("Blink"), "42\n")

    def test_every_way_to_name_it(self):
        folder = self.sketch()
        for word in ("Blink", "Blink/", "Blink/Blink.ino", "./Blink", str(folder)):
            with self.subTest(word=word):
                self.assertEqual(self.says(word), "42\n")
        self.environment["PARLEY_SKETCHES"] = str(self.folder)
        self.folder = self.folder / "elsewhere"
        self.folder.mkdir()
        self.assertEqual(self.says("Blink"), "42\n")

    def test_several_files_are_one_sketch(self):
        self.sketch(text='#include "unit.h"\n#include "src/deep.h"\n'
                         "void setup() { b(); c(); Serial.println(deep()); finish(0); }\n"
                         "void loop() {}\n",
                    b__ino="void b() { a(); Serial.println(\"b\"); }\n",
                    a__ino="void a() { Serial.println(\"a\"); }",
                    unit__cpp="#include <Arduino.h>\nvoid c() { Serial.println(\"c\"); }\n",
                    unit__h="void c();\n",
                    src_in_deep__c="int deep(void) { return 7; }\n",
                    src_in_deep__h="extern \"C\" int deep(void);\n")
        self.assertEqual(self.says("Blink"), "a\nb\nc\n7\n")

    def test_a_file_with_another_name_than_its_folder_stands_alone(self):
        self.sketch("Things", None, one__ino=SKETCH, two__ino=SKETCH)
        self.assertEqual(self.says("Things/one.ino"), "42\n")

    def test_prototypes_of_every_kind(self):
        self.sketch(text="""/* a comment
that ends here */ void setup() {
  Serial.println(twice(4)); Serial.println(fixed()); Serial.println(all(1));
  Serial.println(split_over_lines(1, "split")); finish(0);
}
void loop() {}
template <typename T>
T twice(T value) { return value + value; }
static long fixed() noexcept { return 3; }
namespace inner { void setup() {} }
extern "C" void plain() {}
extern "C" { void plain_too() {} }
void defaulted(int a, int b = ')') {}
struct Point { void all() {} };
int all(int a) { defaulted(a); plain(); plain_too(); inner::setup(); return a; }
const char *
split_over_lines(int a,
                 const char* text)
{ return text; }
""")
        self.assertEqual(self.says("Blink"), "8\n3\n1\nsplit\n")

    def test_set(self):
        folder = self.sketch(text="""#define TIMES 2  // how often
const char HOST[] = "a", *OTHER = "b";
int pins[] = {1,
  2};
void setup() {
  for (int i = 0; i < TIMES; ++i) Serial.print(HOST);
  Serial.print(OTHER); Serial.println(sizeof pins / sizeof pins[0]); Serial.println(__LINE__);
  finish(0);
}
void loop() {}
""")
        before = (folder / "Blink.ino").read_text()
        self.assertEqual(self.says("Blink"), "aab2\n7\n")
        self.assertEqual(self.says("Blink", "--set", "TIMES=3", "--set", 'HOST="x"', "--set",
                                   "pins={1, 2, 3}"), "xxxb3\n7\n")
        self.assertEqual((folder / "Blink.ino").read_text(), before)
        self.assertEqual(self.fails("Blink", "--set", "PORT=1"),
                         "parley: cannot set PORT in Blink: it has no such #define or initialised "
                         "variable; it has: TIMES, HOST, OTHER, pins\n")
        for wrong in ("PORT", "=1", "a b=1"):
            self.assertEqual(
                self.fails("Blink", "--set", wrong, code=2),
                f"parley: cannot understand '{wrong}' after --set: it is written NAME=VALUE, such "
                "as 'HOST=\"10.0.2.2\"' or PORT=8888\n")


class Kept(Build):
    """Programs are kept by content."""

    def test_the_same_sketch_is_built_once(self):
        folder = self.sketch()
        first = self.program("Blink")
        self.assertEqual(self.program("Blink"), first)
        (folder / "more.h").write_text("#define NEW\n")
        second = self.program("Blink")
        self.assertNotEqual(second, first)
        kept = list((self.folder / "cache/parley/sketches").iterdir())
        self.assertEqual(sorted(path.name for path in kept),
                         sorted(pathlib.Path(path).parent.name for path in (first, second)))

    def test_without_compiler_and_ctags_once_it_is_kept(self):
        self.sketch()
        first = self.program("Blink")
        self.environment["PATH"] = str(self.folder)
        self.assertEqual(self.program("Blink"), first)

    def test_another_kit_is_another_program(self):
        self.sketch()
        first = self.program("Blink")
        other = self.folder / "kit"
        shutil.copytree(self.kit, other)
        self.environment["PARLEY_BOARD_KIT"] = str(other)
        self.assertNotEqual(self.program("Blink"), first)

    def test_two_at_once(self):
        self.sketch()
        builds = [self.parley("board", "Blink", "--build-only", env=self.environment,
                              cwd=self.folder) for _ in range(4)]
        self.assertEqual([build.exit_code() for build in builds], [0] * 4)
        self.assertEqual(len({build.output for build in builds}), 1)
        self.assertEqual(len(list((self.folder / "cache/parley/sketches").iterdir())), 1)


class Errors(Build):

    def test_the_compiler_points_at_the_users_own_lines(self):
        self.sketch(text="""// The first line.
void setup() { helper(); }
void loop() {}
/* two
lines */ void helper() {
  int x = "no number";
}
""", tab__ino="\n\nvoid tab() { undeclared(); }\n")
        errors = self.fails("Blink")
        self.assertIn("Blink/Blink.ino:6:11: error: invalid conversion", errors)
        self.assertIn("Blink/tab.ino:3:14: error: 'undeclared' was not declared",
                      errors.replace("\u2018", "'").replace("\u2019", "'"))
        self.assertTrue(errors.endswith(
            "parley: cannot build Blink: the compiler found errors, shown above\n"), errors)
        self.assertNotIn(str(self.folder / "cache"), errors)
        self.assertEqual(list((self.folder / "cache/parley/sketches").iterdir()), [])

    def test_a_header_that_is_missing(self):
        self.sketch(text="\n#include <HTTPClient.h>\nvoid setup() {}\nvoid loop() {}\n")
        self.assertTrue(self.fails("Blink").startswith(
            "Blink/Blink.ino:2:10: fatal error: HTTPClient.h: No such file or directory\n"))

    def test_an_error_in_a_file_beside_it(self):
        self.sketch(other__cpp="\nint x = y;\n")
        self.assertIn("Blink/other.cpp:2:9: error:", self.fails("Blink"))

    def test_no_loop(self):
        self.sketch(text="void setup() {}\n")
        self.assertTrue(self.fails("Blink").endswith(
            "parley: cannot build Blink: it has no function loop(); every sketch has setup() and "
            "loop()\n"))

    def test_no_such_sketch(self):
        self.assertEqual(self.fails("Blonk"), "parley: cannot find the sketch Blonk: there is no "
                         "such file or folder\n")
        self.sketch("bundled/TcpClient")
        self.sketch("bundled/Another")
        self.assertEqual(self.fails("Blonk"), "parley: cannot find the sketch Blonk: there is no "
                         "such file or folder; sketches that come with Parley: Another, "
                         "TcpClient\n")

    def test_which_is_the_main_one(self):
        self.sketch("Things", None, one__ino=SKETCH, two__ino=SKETCH)
        self.assertEqual(self.fails("Things"),
                         "parley: cannot tell which sketch in Things is the main one: there are "
                         "one.ino, two.ino, and none is Things.ino; rename the main one, or name "
                         "one file\n")
        self.sketch("Empty", None)
        self.assertEqual(self.fails("Empty"), "parley: cannot find a sketch in Empty: there is no "
                         ".ino file in it; the main one would be Empty/Empty.ino\n")
        (self.folder / "main.cpp").write_text("")
        self.assertEqual(self.fails("main.cpp"), "parley: cannot use main.cpp as a sketch: a "
                         "sketch is a .ino file, or a folder with one\n")

    def test_a_file_that_cannot_be_read(self):
        folder = self.sketch()
        (folder / "gone.ino").symlink_to("nowhere")
        self.assertEqual(self.fails("Blink"), "parley: cannot read Blink/gone.ino: no such file "
                         "or directory (ENOENT)\n")

    def test_no_compiler(self):
        self.sketch()
        kit = self.folder / "kit"
        shutil.copytree(self.kit, kit)
        text = json.loads((kit / "kit.json").read_text())
        text["compiler"] = "/nowhere/c++"
        (kit / "kit.json").write_text(json.dumps(text))
        self.environment.update(PARLEY_BOARD_KIT=str(kit), PATH=str(self.folder))
        self.assertEqual(self.fails("Blink"),
                         "parley: cannot compile the sketch: there is no C++ compiler (looked for "
                         "/nowhere/c++, c++, g++ and clang++); install one: sudo apt install g++\n")

    def test_no_ctags(self):
        self.sketch()
        programs = self.folder / "bin"
        programs.mkdir()
        for name in ("as", "ld", "collect2"):
            if shutil.which(name):
                (programs / name).symlink_to(shutil.which(name))
        self.environment["PATH"] = str(programs)
        install = "install it: sudo apt install universal-ctags\n"
        self.assertEqual(self.fails("Blink"), "parley: cannot find the functions of the sketch: "
                         "there is no universal-ctags; " + install)
        (programs / "ctags").write_text("#!/bin/sh\nexit 1\n")
        (programs / "ctags").chmod(0o755)
        self.assertEqual(self.fails("Blink"), "parley: cannot find the functions of the sketch: "
                         f"{programs}/ctags is not the universal one (it knows no JSON); {install}")

    def test_no_kit(self):
        self.sketch()
        self.environment["PARLEY_BOARD_KIT"] = "/nowhere"
        self.assertEqual(self.fails("Blink"),
                         "parley: cannot find the board kit: there is no kit.json in /nowhere; "
                         "build Parley with -DPARLEY_BOARD=ON, or set PARLEY_BOARD_KIT to the "
                         "kit's folder\n")
        kit = self.folder / "kit"
        kit.mkdir()
        self.environment["PARLEY_BOARD_KIT"] = str(kit)
        for text, why in (("nonsense", "it is no JSON object"),
                          ('{"version": 2}', "it has version 2, and this program knows 1"),
                          ('{"version": 1}', '"compile" is no list of strings')):
            (kit / "kit.json").write_text(text)
            self.assertEqual(self.fails("Blink"),
                             f"parley: cannot use the board kit {kit}/kit.json: {why}; build "
                             "Parley again (cmake --build), or unset PARLEY_BOARD_KIT\n")


if __name__ == "__main__":
    harness.main()
