"""Proves that each rule can fail. Every case is a file in a small, clean house: with the bad text
the rule named must complain on the line named, with the good text no rule may complain at all."""
import contextlib
import os
import tempfile
from pathlib import Path

from house import rules, source

# What a made-up house starts with; tidy has nothing to say about it.
CLEAN = {
    "src/CMakeLists.txt": "parley_room(base)\nparley_room(net MAY base)\n"
                          "parley_room(talk MAY base\n            net LINK x::y)\n"
                          "parley_room(cli MAY base talk LINK y)\n",
    "src/base/result.h": "// A result.\n#pragma once\n\nnamespace parley {}\n",
    "src/net/loop.h": "// A loop.\n#pragma once\n\n#include <map>\n\n#include \"base/result.h\"\n\n"
                      "namespace parley::net {}\n",
    "src/talk/peer.h": "// A peer.\n#pragma once\n\nnamespace parley::talk {}\n",
    "src/cli/input.h": "// Input.\n#pragma once\n\nnamespace parley::cli {}\n",
    "board/CMakeLists.txt": "parley_device(board/stack)\nparley_device(board/api MAY board/stack)\n"
                            "parley_room(board/link MAY base)\n"
                            "parley_device(board/host MAY board/stack board/link)\n"
                            "parley_room(board/run MAY base net)\n",
    "board/stack/port.h": "// A port.\n#pragma once\n\nnamespace parley::board::port {}\n",
    "board/api/Print.h": "// Prints.\n#pragma once\n\nclass Print {};\n",
    "board/link/message.h": "// Messages.\n#pragma once\n\nnamespace parley::board::link {}\n",
    "board/host/main.h": "// A board.\n#pragma once\n\nnamespace parley::board::host {}\n",
    "board/run/board.h": "// Runs.\n#pragma once\n\nnamespace parley::board::run {}\n",
    "tests/peer.h": "// A peer.\n#pragma once\n",
}


def room(body, name="talk", before=""):
    return f"{before}\nnamespace parley::{name} {{\n{body}\n}}  // namespace parley::{name}\n"


def board(body, name, before=""):
    return room(body, "board::" + name, before)


def function(lines, signature="int long_one(int a)"):
    """A function of so many lines in all."""
    return f"{signature} {{\n" + "  step();\n" * (lines - 2) + "}"


def header(text):
    return "// What it is.\n#pragma once\n" + text


CODE = room("int x = 0;")

# (rule, path, the line that is wrong, bad text, good text)
CASES = [
    ("rooms_declared", "src/CMakeLists.txt", 1,
     "parley_room(cli MAY talk)\nparley_room(base)\nparley_room(net MAY base)\n"
     "parley_room(talk MAY base net)\n", CLEAN["src/CMakeLists.txt"]),
    ("rooms_declared", "src/CMakeLists.txt", 1,
     "parley_room(base)\nparley_room(net MAY base)\nparley_room(talk MAY base net)\n",
     "# parley_room(wire MAY nobody)\n" + CLEAN["src/CMakeLists.txt"]),
    ("rooms_declared", "board/CMakeLists.txt", 2,
     CLEAN["board/CMakeLists.txt"].replace("parley_device(board/stack)", "parley_room(board/x)"),
     CLEAN["board/CMakeLists.txt"]),
    ("rooms_declared", "board/CMakeLists.txt", 1,
     CLEAN["board/CMakeLists.txt"].replace("parley_room(board/run MAY base net)\n", ""),
     CLEAN["board/CMakeLists.txt"].replace("MAY base net", "MAY base net board/link LINK x")),
    ("walls", "board/stack/a.cpp", 1, board("", "stack", '#include "board/api/Print.h"\n'),
     board("", "stack", '#include "board/stack/port.h"\n')),
    ("walls", "board/api/a.cpp", 1, '#include "base/result.h"\n',
     '#include "board/stack/port.h"\n'),
    ("walls", "board/link/a.cpp", 1, board("", "link", '#include "board/host/main.h"\n'),
     board("", "link", '#include "base/result.h"\n')),
    ("walls", "board/host/a.cpp", 1, board("", "host", '#include "board/api/Print.h"\n'),
     board("", "host", '#include "board/link/message.h"\n#include "board/stack/port.h"\n')),
    ("walls", "src/talk/a.cpp", 1, room("", "talk", '#include "board/run/board.h"\n'),
     room("", "talk", '#include "net/loop.h"\n')),
    ("walls", "src/net/a.cpp", 2,
     room("", "net", '#include "net/loop.h"\n#include "talk/peer.h"\n'),
     room("", "net", '// #include "talk/peer.h"\n#include "base/result.h"\n')),
    ("walls", "src/cli/a.cpp", 1, room("", "cli", '#include "net/loop.h"\n'),
     room("", "cli", '#include "talk/peer.h"\n')),
    ("walls", "src/base/a_test.cpp", 1, '#include "net/loop.h"\n', '#include "base/result.h"\n'),
    ("walls", "src/base/a_test.cpp", 1, "#include <net/loop.h>\n", "#include <vector>\n"),
    ("namespaces", "src/talk/a.cpp", 2, room("", "net"), room("namespace {\n}\nnamespace b {\n}")),
    ("namespaces", "src/talk/a.cpp", 1, "namespace {\nint x;\n}\n", CODE),
    ("namespaces", "src/talk/a.cpp", 1, "int x = 0;\n", room("", "talk::detail")),
    ("namespaces", "src/talk/a.cpp", 6, CODE + "\nnamespace std {\n}\n",
     CODE + "template <>\nstruct std::hash<int> {};\n"),
    ("namespaces", "src/base/a.cpp", 2, room("", "net"), "namespace parley::limits {\n}\n"),
    ("namespaces", "src/talk/a_test.cpp", 1, "namespace talk {\n}\n",
     "namespace {\nint x;\n}\nextern \"C\" {\nint y;\n}\n"),
    ("namespaces", "board/link/a.cpp", 2, room("", "link"), board("", "link")),
    ("namespaces", "board/link/a.cpp", 2, board("", "port"), board("", "link::detail")),
    ("namespaces", "board/stack/a.cpp", 1, "int x;\n",
     board("", "stack") + board("", "port::twin")),
    ("include_spelling", "board/api/a.cpp", 1, '#include "Print.h"\n',
     '#include "board/api/Print.h"\n'),
    ("include_spelling", "board/api/a.cpp", 1, "#include <board/api/Print.h>\n", "int x;\n"),
    ("include_spelling", "src/talk/a.cpp", 1, '#include "peer.h"\n' + CODE,
     '#include "talk/peer.h"\n' + CODE),
    ("include_spelling", "src/talk/a.cpp", 1, '#include "../talk/peer.h"\n' + CODE, CODE),
    ("include_spelling", "apps/p/a.cpp", 1, "#include <talk/peer.h>\n", '#include "talk/peer.h"\n'),
    ("include_spelling", "tests/a.cpp", 1, '#include "../tests/peer.h"\n', '#include "peer.h"\n'),
    ("include_order", "src/talk/a.cpp", 2, '#include "base/result.h"\n#include <map>\n' + CODE,
     '#include <map>\n\n#include "base/result.h"\n' + CODE),
    ("include_order", "src/talk/peer_test.cpp", 3,
     '#include "talk/peer.h"\n#include "base/result.h"\n#include <map>\n',
     '#include "talk/peer.h"\n\n#include <map>\n\n#include "base/result.h"\n'),
    ("header_shape", "src/talk/a.h", 1, "#pragma once\n" + CODE, header(CODE)),
    ("header_shape", "src/talk/a.h", 1, "// What it is.\n// #pragma once\n" + CODE, header(CODE)),
    ("header_shape", "src/talk/a.h", 1, "// What.\n#include <map>\n#pragma once\n" + CODE,
     header("#include <map>\n" + CODE)),
    ("using_namespace", "src/talk/a.h", 4, header(room("using namespace net;").lstrip()),
     header(room("using namespace std::chrono_literals;"))),
    ("using_namespace", "src/talk/a.h", 4, header(room("using namespace std;").lstrip()),
     header(room("inline void f() {\n  using namespace std;\n}"))),
    ("sockets_wall", "src/talk/a.cpp", 1, "#include <sys/socket.h>\n" + CODE,
     "#include <sysexits.h>\n" + CODE),
    ("sockets_wall", "src/cli/a.cpp", 1, "#include <netinet/in.h>\n" + room("", "cli"),
     room("", "cli", "#include <poll.h>\n")),
    ("sockets_wall", "src/base/a.cpp", 1, "#include <arpa/inet.h>\nnamespace parley {}\n",
     "namespace parley {}\n"),
    ("sockets_wall", "src/base/address.cpp", 1, "#include <netdb.h>\nnamespace parley {}\n",
     "#include <arpa/inet.h>\n#include <net/if.h>\nnamespace parley {}\n"),
    ("sockets_wall", "apps/p/a.cpp", 1, "#include <sys/epoll.h>\n", "int x = 0;\n"),
    ("sockets_wall", "board/api/a.cpp", 1, "#include <sys/socket.h>\n", "#include <lwip/tcp.h>\n"),
    ("freestanding", "board/api/a.cpp", 1, "#include <string>\n", "#include <string.h>\n"),
    ("freestanding", "board/api/a.h", 3, header("#include <thread>\n"),
     header("#include <functional>\n\n#include \"board/stack/port.h\"\n")),
    ("freestanding", "board/stack/a.cpp", 1, board("", "stack", "#include <unistd.h>\n"),
     board("", "stack", "#include <lwip/tcp.h>\n#include <stddef.h>\n")),
    ("freestanding", "board/stack/a.cpp", 1, board("", "stack", "#include <iostream>\n"),
     board("", "stack", "#include <array>\n")),
    ("freestanding", "board/stack/a_twins.cpp", 1, board("", "stack", "#include <map>\n"),
     board("", "stack")),
    ("no_system", "src/talk/a.cpp", 1, "#include <poll.h>\n" + CODE, CODE),
    ("no_system", "src/base/a.cpp", 1, "#include <sys/stat.h>\nnamespace parley {}\n",
     "#include <sys>\nnamespace parley {}\n"),
    ("no_system", "src/talk/a.h", 3, header("#include <fstream>\n" + CODE),
     header("#include <iosfwd>\n" + CODE)),
    ("no_throw", "src/talk/a.cpp", 3, room("void f() { throw 1; }"),
     room('// they throw\nauto x = "throw";\nauto y = R"(\nthrow)";\nauto z = 1\'000;')),
    ("no_printing", "src/talk/a.cpp", 3, room("void f() { std::cout << 1; }"),
     room("int f() { return snprintf(0, 0); }")),
    ("no_printing", "board/link/a.cpp", 3, board("void f() { puts(1); }", "link"),
     board("void f() { snprintf(1); }", "link")),
    ("no_printing", "src/net/a.cpp", 3, room("void f() { fprintf(stderr, 0); }", "net"),
     room("", "net")),
    ("no_printing", "src/talk/a.h", 5, header(room("void f() { fmt::print(x); }")),
     header(room("auto f() { return fmt::format(x); }"))),
    ("no_printing", "src/talk/b.cpp", 3, room("void f() { std::cerr << 1; }"), room("int cerr;")),
    ("no_threads", "src/talk/a.cpp", 3, room("std::jthread x;"),
     room("int x = std::this_thread::y;")),
    ("no_threads", "src/base/a.cpp", 1, "namespace parley { std::thread x; }\n",
     "namespace parley { int x = 0; }\n"),
    ("no_asio", "src/net/a.cpp", 1, "#include <boost/asio.hpp>\n" + room("", "net"),
     "// Asio was slower.\n" + room("", "net")),
    ("no_asio", "CMakeLists.txt", 1, "find_package(asio)\n", "# Asio was slower.\n"),
    ("columns", "src/talk/a.cpp", 1, "//" + "x" * 99 + CODE, "//" + "ä" * 98 + CODE),
    ("columns", "tools/a.py", 2, "x = 1\n#" + "x" * 100 + "\n", "#" + "x" * 99 + "\n"),
    ("function_length", "src/talk/a.cpp", 3, room(function(61)), room(function(60))),
    ("function_length", "src/talk/a.cpp", 4, room("\n" + function(61, "A::A() : b_{1}, c_{{}, 2}")),
     room(function(30) + "\n" + function(31))),
    ("function_length", "src/talk/a.h", 6, header(room("class A : B<int> {\n public:\n  "
                                                       + function(61) + "\n};").lstrip()),
     header(room("class A {\n" + "  int f() { return 1; }\n" * 70 + "};"))),
    ("function_length", "src/talk/a_test.cpp", 1, function(61, "TEST(A, lambda)") + "\n",
     "constexpr int x[] = {\n" + "  1,\n" * 70 + "};\n"),
    ("function_length", "src/talk/a.cpp", 3,
     room("auto f() {\n  go([] {\n" + "    step();\n" * 58 + "  });\n}"),
     room("template <class T>\nauto f() {\n  for (;;) {\n  }\n}\nenum class E : int {\n"
          + "  a,\n" * 70 + "};")),
    ("function_length", "src/talk/a.cpp", 3, room(function(61, "int f(int a = {}) const")),
     room("auto x = f([] {\n  g(1);\n});\n" + function(60, "void f(A a = {}, B b = {1})"))),
    ("function_length", "tools/a.py", 1, "def f():\n" + "    x = 1\n" * 60,
     "def f():\n" + "    x = 1\n" * 59),
    ("file_length", "src/talk/a.cpp", 501, CODE + "// x\n" * 497, CODE + "// x\n" * 496),
    ("main_length", "apps/p/main.cpp", 60, "// x\n" * 60, "// x\n" * 59),
    ("utf8", "README.md", 2, b"a\n\xff\n", "ä 中\n"),
    ("whitespace", "README.md", 1, "a \n", "a\n"),
    ("whitespace", "src/talk/a.cpp", 1, "\t" + CODE, CODE),
    ("whitespace", "README.md", 2, "a\nb", ""),
    ("whitespace", "Makefile", 1, "a:\n\techo".replace("a:", "a: "), "a:\n\techo\n"),
    ("markers", "src/talk/a.cpp", 1, "// TODO: more" + CODE, "// parley-XXXXXX" + CODE),
    ("markers", "README.md", 1, "FIXME\n", "fix me\n"),
    ("machine_paths", "README.md", 1, "see /home/ann/parley\n", "see https://x.example/home/ann\n"),
    ("machine_paths", "tests/run.py", 1, 'x = "/root/parley"\n', 'x = "/usr/bin:/etc/ssl"\n'),
    ("executable", "tools/a", 1, "#!/bin/sh\n", "echo\n"),
]


def write(root, path, text):
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())


def complaints(path=None, text="", runnable=False):
    """[(path, line, rule)] for the clean house with this file in it."""
    with tempfile.TemporaryDirectory(prefix="parley-tidy-") as folder:
        root = Path(folder)
        for name, content in CLEAN.items():
            write(root, name, content)
        if path:
            write(root, path, text)
            os.chmod(root / path, 0o755 if runnable else 0o644)
        return [found[:3] for found in rules.check(source.House(root))]


@contextlib.contextmanager
def exception(rule, path):
    rules.EXCEPTIONS[rule, path] = "a test"
    try:
        yield
    finally:
        del rules.EXCEPTIONS[rule, path]


def problems():
    """What the rules did other than they should, as text."""
    if complaints():
        yield f"the clean house is not clean: {complaints()}"
    for rule, path, line, bad, good in CASES:
        found = complaints(path, bad)
        if (path, line, rule) not in found:
            yield f"{rule} must complain at {path}:{line}, found {found}, about:\n{bad[:300]}"
        found = complaints(path, good)
        if found:
            yield f"nothing must complain, found {found}, about:\n{good[:300]}"
    if complaints("tools/a", "#!/bin/sh\n", runnable=True):
        yield "executable complains about an executable file"
    for path in ("board/stack/a_twin.cpp", "board/host/a.cpp", "board/stack/a_test.cpp"):
        text = board("void f() { printf(1); }", path.split("/")[1], "#include <map>\n")
        if complaints(path, text):
            yield f"{path} runs on the PC and prints, and that is fine: {complaints(path, text)}"
    with exception("markers", "README.md"):
        if complaints("README.md", "FIXME\n"):
            yield "an exception does not excuse"
        if ("README.md", 1, "markers") not in complaints("README.md", "fine\n"):
            yield "an exception that nothing needs is not reported"
    unproved = {*rules.FILE_RULES, *rules.HOUSE_RULES} - {case[0] for case in CASES}
    if unproved:
        yield f"no case proves {sorted(unproved)}"
    for name, (_, function_of_rule) in rules.FILE_RULES.items():
        if not function_of_rule.__doc__:
            yield f"{name} does not say why it exists"
    if not all(rules.EXCEPTIONS.values()):
        yield "an exception has no reason"


def run():
    found = list(problems())
    for problem in found:
        print(f"self-test: {problem}")
    print(f"self-test: {len(CASES)} cases, {len(found)} wrong")
    return 1 if found else 0
