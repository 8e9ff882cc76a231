"""`parley board`: a sketch's program is started, watched, spoken to over its serial line, and ended
with all that belongs to it. The board kit is a small one of the tests' own (board_kit.py), so what a
sketch does on the network is not tested here; the router is the real one."""
import os
import pathlib
import signal
import socket
import time

import board_kit
import harness
import terminals

ECHO = """void setup() { Serial.println("ready"); }
void loop() {
  if (!Serial.available()) return;
  int c = Serial.read();
  char text[2] = {(char)c, 0};
  if (c > 0) Serial.print(text);
}
"""


class BoardCase(harness.Case):

    @classmethod
    def setUpClass(cls):
        cls.kit = board_kit.shared(cls)

    def setUp(self):
        super().setUp()
        (self.folder / "run").mkdir(mode=0o700)
        self.environment = {**os.environ, "PARLEY_BOARD_KIT": str(self.kit), "LC_ALL": "C.UTF-8",
                            "XDG_CACHE_HOME": str(self.folder / "cache"),
                            "XDG_STATE_HOME": str(self.folder / "state"),
                            "XDG_RUNTIME_DIR": str(self.folder / "run")}

    def write(self, text, name="Blink"):
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.ino").write_text(text)
        return folder

    def board(self, text, *options, form="jsonl", **more):
        self.write(text)
        return self.parley("board", self.folder / "Blink", "--format", form, *options,
                           env=self.environment, cwd=self.folder, **more)

    def words(self, board):
        """What it said; but not that bubblewrap does not work here (a chroot), which is tested by
        itself."""
        lines = board.errors.splitlines(keepends=True)
        return "".join(line for line in lines if not line.startswith("this sketch runs as native"))

    def ready(self, board):
        board.event("received", text="ready\n")
        return board

    def family(self, parent):
        """All living descendants: (id, name of the program)."""
        found = []
        for folder in pathlib.Path("/proc").iterdir():
            if not folder.name.isdigit():
                continue
            try:
                _, _, rest = (folder / "stat").read_text().rpartition(")")
                state, owner = rest.split()[:2]
                name = os.path.basename(os.readlink(folder / "exe"))
            except OSError:
                continue
            if int(owner) == parent and state != "Z":
                found += [(int(folder.name), name), *self.family(int(folder.name))]
        return found

    def is_gone(self, number):
        try:
            state = pathlib.Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        return state == "Z"

    def assert_nothing_left(self, family):
        self.wait_until(lambda: all(self.is_gone(number) for number, _ in family),
                        "the end of every child")
        self.wait_until(lambda: list((self.folder / "run").iterdir()) == [],
                        "the removal of the router's folder")


class Serial(BoardCase):

    def test_a_pipe_is_exact(self):
        board = self.board(ECHO, form="raw")
        board.wait_output(lambda data: bytes(data) == b"ready\n")
        everything = bytes(range(1, 256))
        board.write(everything)
        board.wait_output(lambda data: bytes(data) == b"ready\n" + everything)
        self.assertEqual(self.stop(board, signal.SIGTERM), 0)
        self.assertEqual(board.output, b"ready\n" + everything + b"drained\n")

    def test_events(self):
        board = self.ready(self.board(ECHO))
        board.command(send="hi\n")
        board.wait_received(1, 9)
        self.assertEqual(self.stop(board), 0)
        kinds = [(e["event"], e.get("text", e.get("reason"))) for e in board.events
                 if e["event"] not in ("noted", "received")]
        self.assertEqual(kinds, [("connected", None), ("sent", "hi\n"),
                                 ("closed", "the board was switched off")])
        connected = board.event("connected")
        self.assertEqual((connected["address"], connected["transport"]), ("Blink", "serial"))
        self.assertEqual(board.received(1), b"ready\nhi\ndrained\n")

    def test_the_end_of_input_ends_nothing(self):
        board = self.ready(self.board(ECHO))
        board.close_input()
        time.sleep(0.3)
        self.assertIsNone(board.child.poll())
        self.assertEqual(self.stop(board), 0)

    def test_unless_a_time_is_given(self):
        board = self.board(ECHO, "-q", "300ms", form="raw")
        board.wait_output(lambda data: b"ready" in data)
        board.write(b"x")
        board.close_input()
        self.assertEqual(board.exit_code(), 0)
        self.assertEqual(board.output, b"ready\nxdrained\n")

    def test_expect(self):
        self.assertEqual(self.board(ECHO, "--expect", "^ready").exit_code(), 0)
        late = self.board(ECHO, "--expect", "never", "--time-limit", "500ms")
        self.assertEqual(late.exit_code(), 1)

    def test_time_limit(self):
        board = self.board(ECHO, "--time-limit", "500ms", form="raw", stdin=None)
        self.assertEqual(board.exit_code(), 0)
        self.assertEqual(board.output, b"ready\ndrained\n")

    def test_rules(self):
        board = self.board(ECHO, "--reply", "ready", "abc", form="raw")
        board.wait_output(lambda data: bytes(data) == b"ready\nabc")

    def test_a_reader_that_has_seen_enough(self):
        ours, theirs = os.pipe()
        board = self.board('void setup() {}\nvoid loop() { Serial.println("tick"); delay(1); }\n',
                           form="raw", stdout=theirs)
        os.close(theirs)
        self.assertEqual(os.read(ours, 5), b"tick\n")
        family = self.family(board.pid)
        os.close(ours)
        self.assertEqual(board.exit_code(), 0)
        self.assertEqual(self.words(board), "")
        self.assert_nothing_left(family)

    def test_on_a_terminal(self):
        self.write(ECHO)
        terminal = terminals.Terminal(self, "board", self.folder / "Blink", **self.environment)
        terminal.wait(rb"ready")
        terminal.type("hello\n")
        terminal.wait(rb"< *\S*hello|hello")
        terminal.type("\x04")  # Ctrl-D
        self.assertEqual(terminal.exit_code(), 0)

    def test_a_server_beside_it_in_one_log(self):
        board = self.board(ECHO, "--listen", "127.0.0.1:0")
        client = self.client(board.event("listening")["port"])
        client.sendall(b"Hello")
        self.assertEqual(board.event("received", text="Hello")["bytes"], 5)
        self.ready(board)
        self.assertEqual(self.stop(board), 0)


class Ends(BoardCase):

    def test_in_order(self):
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            with self.subTest(signal=number):
                board = self.ready(self.board(ECHO))
                family = self.family(board.pid)
                self.assertIn("Blink", [name for _, name in family])
                self.assertEqual(self.stop(board, number), 0)
                self.assertTrue(board.received(1).endswith(b"drained\n"))
                self.assert_nothing_left(family)

    def test_one_that_does_not_end_is_killed(self):
        for options in ((), ("--no-sandbox",)):
            with self.subTest(options=options):
                board = self.ready(self.board(
                    'void setup() { Serial.println("ready"); for (;;) delay_not(); }\n'
                    "void loop() {}\nvoid delay_not() { asm volatile(\"\"); }\n", *options))
                family = self.family(board.pid)
                began = time.monotonic()
                self.assertEqual(self.stop(board), 0)
                self.assertTrue(3 <= time.monotonic() - began < 10)
                self.assertEqual(board.event("failed")["reason"], "cannot go on with Blink: it did "
                                 "not end within 3 s and was killed")
                self.assert_nothing_left(family)

    def test_asked_twice_it_ends_at_once(self):
        board = self.ready(self.board(
            'void setup() { Serial.println("ready"); for (;;) asm volatile(""); }\n'
            "void loop() {}\n"))
        family = self.family(board.pid)
        began = time.monotonic()
        board.send_signal(signal.SIGINT)
        time.sleep(0.2)
        self.stop(board)
        self.assertLess(time.monotonic() - began, 2.5)
        self.assert_nothing_left(family)

    def test_by_itself(self):
        for options in ((), ("--no-sandbox",)):
            with self.subTest(options=options):
                board = self.board('void setup() { Serial.println("bye"); finish(0); }\n'
                                   "void loop() {}\n", *options)
                self.assertEqual(board.exit_code(), 0)
                self.assertEqual(board.received(1), b"bye\n")
                self.assertEqual(board.event("closed")["reason"], "the board ended")

    def test_by_itself_with_a_status(self):
        for options in ((), ("--no-sandbox",)):
            with self.subTest(options=options):
                board = self.board("void setup() { finish(3); }\nvoid loop() {}\n", *options)
                self.assertEqual(board.exit_code(), 1)
                failed = board.event("failed")
                self.assertEqual((failed["class"], failed["reason"]),
                                 ("device", "cannot go on with Blink: the board ended with "
                                  "status 3"))

    def test_by_a_crash(self):
        for options in ((), ("--no-sandbox",)):
            with self.subTest(options=options):
                board = self.board("void setup() { *(volatile int*)8 = 1; }\nvoid loop() {}\n",
                                   *options)
                self.assertEqual(board.exit_code(), 1)
                self.assertEqual(board.event("failed")["reason"], "cannot go on with Blink: the "
                                 "board ended by SIGSEGV (Segmentation fault)")

    def test_what_it_says_on_standard_error_is_a_note(self):
        board = self.board("#include <stdio.h>\nvoid setup() { fputs(\"board: a\\nboard: b\", "
                           "stderr); finish(0); }\nvoid loop() {}\n")
        board.exit_code()
        notes = [e["reason"] for e in board.all_of("noted") if e["reason"].startswith("board")]
        self.assertEqual(notes, ["board: a", "board: b"])

    def test_a_kill_leaves_nothing(self):
        for options in ((), ("--no-sandbox",)):
            with self.subTest(options=options):
                board = self.ready(self.board(ECHO, *options))
                family = self.family(board.pid)
                self.assertGreaterEqual(len(family), 2, "the board and its router")
                board.send_signal(signal.SIGKILL)
                board.exit_code()
                self.assert_nothing_left(family)


class Surroundings(BoardCase):

    def test_what_the_program_is_told(self):
        names = ("--name", "--mac", "--seed", "--heap", "--setting", "--flash", "--router")
        says = "".join(f'Serial.println(board_option("{name}"));' for name in names)
        sketch = f"void setup() {{ {says} finish(0); }}\nvoid loop() {{}}\n"
        board = self.board(sketch, form="raw")
        self.assertEqual(board.exit_code(), 0)
        name, mac, seed, heap, setting, flash, router = board.output.decode().splitlines()
        self.assertEqual((name, seed, heap, setting), ("Blink",) + ("(none)",) * 3)
        self.assertRegex(mac, "^5c:cf:7f:[0-9a-f]{2}:[0-9a-f]{2}:[0-9a-f]{2}$")
        self.assertTrue(flash.startswith(f"{self.folder}/state/parley/boards/Blink-"), flash)
        self.assertTrue(router.startswith(f"{self.folder}/run/"), router)
        again = self.board(sketch, form="raw")
        again.exit_code()
        self.assertEqual(again.output.splitlines()[:6], board.output.splitlines()[:6])
        board = self.board(sketch, "--name", "lamp", "--mac", "5c:cf:7f:00:00:09", "--seed", "7",
                           "--heap", "40k", "--flash", "here/eeprom", "--host", "********=10.0.2.2",
                           "--host", "b=10.0.2.2:8888", form="raw")
        self.assertEqual(board.exit_code(), 0)
        self.assertEqual(board.output.decode().splitlines()[:7],
                         ["lamp", "5c:cf:7f:00:00:09", "7", "40960", "hosts=********=10.0.2.2",
                          "b=10.0.2.2:8888", f"{self.folder}/here/eeprom"])

    def test_wrong_options(self):
        for option, value, why in (
                ("--mac", "5c:cf", "an address is written like 5c:cf:7f:01:02:03"),
                ("--mac", "5d:cf:7f:01:02:03", "its first octet is odd, which is a group's address"),
                ("--seed", "x", "a seed is a number from 0 to 4294967295"),
                ("--heap", "0", "it is a number of bytes, or of KiB with a k: 40k"),
                ("--name", "a b", "a name is of letters, digits, '.', '_' and '-', at most 63"),
                ("--forward", "80", "a forward is written PC:BOARD or udp:PC:BOARD, such as "
                 "8000:80; PC may be 0 (any free port)"),
                ("--forward", "80:0", "a forward is written PC:BOARD or udp:PC:BOARD, such as "
                 "8000:80; PC may be 0 (any free port)"),
                ("--host", "a=b", "it is written NAME=ADDRESS or NAME=ADDRESS:PORT, such as "
                 "my.server=10.0.2.2:8888; boards know IPv4")):
            with self.subTest(option=option, value=value):
                board = self.board(ECHO, option, value)
                self.assertEqual(board.exit_code(), 2)
                self.assertEqual(board.errors,
                                 f"parley: cannot understand '{value}' after {option}: {why}\n")

    def test_the_sandbox(self):
        """No home, no network, no other processes; its own folder read-only."""
        if os.system("bwrap --ro-bind / / --unshare-net --unshare-pid true 2>/dev/null") != 0:
            self.skipTest("needs bubblewrap")
        secret = self.folder / "secret"
        secret.write_text("secret")
        server = self.server()
        sketch = f"""
#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>
void tell(const char* what, bool can) {{ Serial.print(what); Serial.println(can ? "yes" : "no"); }}
void setup() {{
  tell("read ", open("{secret}", O_RDONLY) >= 0);
  tell("home ", access("{os.path.expanduser('~')}", F_OK) == 0);
  tell("etc ", access("/etc/passwd", F_OK) == 0);
  sockaddr_in to = {{}};
  to.sin_family = AF_INET;
  to.sin_port = htons({server.getsockname()[1]});
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  tell("connect ", connect(socket(AF_INET, SOCK_STREAM, 0), (sockaddr*)&to, sizeof to) == 0);
  tell("kill ", kill({os.getpid()}, 0) == 0);
  tell("write ", open("/usr/new", O_WRONLY | O_CREAT, 0600) >= 0);
  tell("flash ", open(board_option("--flash"), O_WRONLY | O_CREAT, 0600) >= 0);
  tell("user ", environ[0] && getenv_user());
  finish(0);
}}
void loop() {{}}
bool getenv_user() {{
  for (char** one = environ; *one; ++one)
    if (**one == 'H' || **one == 'X') return true;
  return false;
}}
"""
        board = self.board(sketch, form="raw")
        self.assertEqual(board.exit_code(), 0)
        self.assertEqual(board.output.decode().splitlines(),
                         ["read no", "home no", "etc no", "connect no", "kill no", "write no",
                          "flash yes", "user no"])
        self.assertEqual(board.errors, "")
        free = self.board(sketch, "--no-sandbox", form="raw")
        self.assertEqual(free.exit_code(), 0)
        self.assertEqual(free.output.decode().splitlines()[0], "read yes")
        self.assertRegex(free.errors,
                         "this sketch runs as native code with your rights: --no-sandbox\n$")

    def test_the_compiler_is_in_the_sandbox_too(self):
        """A sketch can tell it to put any file into the program, which may then send it."""
        if os.system("bwrap --ro-bind / / --unshare-net --unshare-pid true 2>/dev/null") != 0:
            self.skipTest("needs bubblewrap")
        secret = self.folder / "secret"
        secret.write_text("secret")
        for read in (f'asm(".incbin \\"{secret}\\"");', f'#include "{secret}"',
                     '#include "../secret"'):
            with self.subTest(read=read):
                board = self.board(f"{read}\nvoid setup() {{}}\nvoid loop() {{}}\n")
                self.assertEqual(board.exit_code(), 1)
                self.assertRegex(board.errors, "(file not found|No such file)")
        free = self.board(f'asm(".incbin \\"{secret}\\"");\nvoid setup() {{ finish(0); }}\n'
                          "void loop() {}\n", "--no-sandbox")
        self.assertEqual(free.exit_code(), 0)

    def test_where_bubblewrap_does_not_work(self):
        programs = self.folder / "bin"
        programs.mkdir()
        bwrap = programs / "bwrap"
        bwrap.write_text("#!/bin/sh\necho bwrap: No permissions to create new namespace >&2\n"
                         "exit 1\n")
        bwrap.chmod(0o755)
        self.environment["PATH"] = f"{programs}:{os.environ['PATH']}"
        board = self.board(ECHO, "--time-limit", "300ms", form="raw")
        self.assertEqual(board.exit_code(), 0)
        self.assertEqual(board.output, b"ready\ndrained\n")
        self.assertEqual(harness.told(board.errors)[0],
                         "this sketch runs as native code with your rights: bubblewrap does not "
                         "work here (bwrap: No permissions to create new namespace)")


class Routers(BoardCase):

    def router_of(self, board):
        return next(number for number, name in self.family(board.pid) if name == "parley")

    def test_a_private_one_that_dies_is_started_again(self):
        board = self.ready(self.board(ECHO))
        time.sleep(2.1)  # one that dies at once is not
        router = self.router_of(board)
        os.kill(router, signal.SIGKILL)
        self.assertEqual(board.event("noted", **{"class": "reset"})["reason"],
                         "cannot reach the network: the router went away")
        board.event("noted", reason="the router is there again")
        self.assertNotEqual(self.router_of(board), router)
        self.assertEqual(self.stop(board), 0)

    def test_a_shared_one(self):
        router = self.parley("router", "lab", "--format", "jsonl", env=self.environment)
        socket_file = self.folder / "run/parley/lab.router"
        self.wait_until(socket_file.exists, "the router")
        board = self.ready(self.board(ECHO, "--router", "lab", "--forward", "0:80"))
        self.assertNotIn("parley", [name for _, name in self.family(board.pid)])
        router.send_signal(signal.SIGKILL)
        router.exit_code()
        board.event("noted", **{"class": "reset"})
        again = self.parley("router", "lab", "--format", "jsonl", env=self.environment)
        board.event("noted", reason="the router is there again")
        self.assertEqual(self.stop(board), 0)
        self.assertEqual(self.stop(again), 0)

    def test_one_that_is_not_there(self):
        board = self.board(ECHO, "--router", str(self.folder / "none"))
        self.assertEqual(board.exit_code(), 1)
        self.assertEqual(self.words(board), "parley: cannot reach the router at "
                         f"{self.folder}/none: no such file or directory (ENOENT)\n")

    def test_what_it_does_not_understand_is_told(self):
        board = self.board(ECHO, "--fault", "up loss=200%")
        self.assertEqual(board.exit_code(), 1)
        words = self.words(board)
        self.assertIn("loss", words)
        self.assertTrue(words.startswith("parley: cannot do what the router was told: "), words)


class Watch(BoardCase):

    def says(self, word):
        return f'void setup() {{ Serial.println("{word}"); }}\nvoid loop() {{ delay(1); }}\n'

    def test_saved_it_starts_again(self):
        board = self.board(self.says("one"), "--watch")
        board.event("received", text="one\n")
        self.write(self.says("two"))
        ended = board.event("closed")
        self.assertEqual(ended["reason"], "the sketch was saved; the board starts again with it")
        connected = board.event("connected", connection=2)
        self.assertEqual(connected["peer"], 1)
        board.event("received", text="two\n", connection=2)
        # As many editors save: a new file takes the old one's place.
        (self.folder / "fresh").write_text(self.says("three"))
        (self.folder / "fresh").rename(self.folder / "Blink/Blink.ino")
        board.event("received", text="three\n", connection=3)
        self.assertEqual(self.stop(board), 0)

    def test_a_compile_error_keeps_the_old_one(self):
        board = self.board(self.says("one"), "--watch")
        board.event("received", text="one\n")
        self.write("void setup() { nonsense; }\nvoid loop() {}\n")
        noted = board.event("noted", **{"class": "bad_input"})
        self.assertEqual(noted["reason"],
                         "cannot build Blink: the compiler found errors, shown above")
        board.wait_text("Blink/Blink.ino:1:16: error: ")
        self.assertEqual(board.all_of("closed"), [])
        self.write(self.says("two"))
        board.event("received", text="two\n", connection=2)
        self.assertEqual(self.stop(board), 0)

    def test_saved_without_a_change_it_goes_on(self):
        board = self.board(self.says("one"), "--watch")
        board.event("received", text="one\n")
        self.write(self.says("one"))
        time.sleep(1)
        self.assertEqual(board.all_of("closed"), [])
        self.assertEqual(self.stop(board), 0)

    def test_one_that_ended_starts_again_when_saved(self):
        board = self.board("void setup() { finish(0); }\nvoid loop() {}\n", "--watch")
        board.event("noted", reason="it starts again when the sketch is saved")
        self.write(self.says("two"))
        board.event("received", text="two\n", connection=2)
        self.assertEqual(self.stop(board), 0)


if __name__ == "__main__":
    harness.main()
