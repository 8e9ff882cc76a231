"""The rules. Each is a function that yields (line, message) for what it finds wrong in one file, or
in the house as a whole; its docstring says why the rule exists."""
import os
import re
from pathlib import Path

COLUMNS_MAX = 100
TEST_COLUMNS_MAX = 112  # tests/*.py quote the program's words, which are longer than code
FUNCTION_LINES_MAX = 60
FILE_LINES_MAX = 500
MAIN_LINES_MAX = 59

# (rule, path): the reason why this rule may be broken there. An exception that nothing needs any
# more is itself reported, so that the list only shrinks.
EXCEPTIONS = {
    ("markers", "tools/house/rules.py"): "names the words that it looks for",
    ("markers", "tools/house/cases.py"): "proves that the words are found",
    ("machine_paths", "tools/house/cases.py"): "proves that the folders are found",
    ("no_asio", "tools/house/rules.py"): "names the library that it looks for",
    ("no_asio", "tools/house/cases.py"): "proves that the library is found",
    ("no_system", "src/explain/failures_test.cpp"): "compares a page of the documentation",
    ("namespaces", "board/host/main.cpp"): "main, setup and loop are nobody's",
}

FILE_RULES = {}
HOUSE_RULES = {}


def rule(*kinds, area=None):
    """A rule for files of these kinds (all kinds when none is named) in these top folders."""
    def register(function):
        def applies(file):
            return (not kinds or file.kind in kinds) and (area is None or file.area in area)
        FILE_RULES[function.__name__] = (applies, function)
        return function
    return register


def house_rule(function):
    HOUSE_RULES[function.__name__] = function
    return function


# The rooms


@house_rule
def rooms_declared(house):
    """src/ and board/CMakeLists.txt are the one table of rooms. A folder that is not in it has no
    walls, and a room that may include a later one could be part of a cycle."""
    known = []
    for room in house.rooms.values():
        for other in room.may:
            if other not in known:
                yield room.table, room.line, (
                    f"room {room.name} may include {other}, which is not a room declared above it")
        known.append(room.name)
    for folder in sorted({file.room for file in house.files} - {""} - set(house.rooms)):
        board = folder.startswith("board/")
        yield f"{'board' if board else 'src'}/CMakeLists.txt", 1, (
            f"{folder if board else 'src/' + folder} is not declared with parley_room")


@rule("c++", area=("src", "board"))
def walls(file, house):
    """A room that includes only what it may can be read, tested and replaced alone."""
    room = house.rooms.get(file.room)
    for include in file.includes:
        owner = house.owner(include.path)
        ours = include.ours or house.has(f"src/{include.path}") or house.has(include.path)
        if not ours or owner not in house.rooms:
            continue
        if room and owner != room.name and owner not in room.may:
            yield include.line, (f"room {room.name} may not include {owner} "
                                 f"(its MAY in {room.table}: {' '.join(room.may) or 'none'})")


# What a sketch sees has the names that Arduino gave it, and none of ours around them.
GLOBAL_NAMES = ("board/api",)
# Whoever is a board implements the port in the port's own namespace.
PORT_ROOMS = ("board/stack", "board/host", "board/lx106")


@rule("c++", area=("src", "board"))
def namespaces(file, house):
    """One room, one namespace: a name tells where it lives, and nobody adds to a foreign room."""
    if file.room not in house.rooms or file.room in GLOBAL_NAMES:
        return
    base = file.room == "base"
    wanted = ["parley" if base else "parley::" + file.room.replace("/", "::")]
    wanted += ["parley::board::port"] if file.room in PORT_ROOMS else []
    outermost = [s for s in file.scopes if s.kind == "namespace" and s.depth == 0]
    for scope in outermost:
        if scope.name == "extern" or (scope.name == "" and file.is_test):
            continue
        inside = any(scope.name == name or scope.name.startswith(name + "::") for name in wanted)
        foreign = base and scope.name.split("::")[1:2] and scope.name.split("::")[1] in house.rooms
        if not inside or foreign:
            yield scope.first, f"namespace {scope.name or '{'} in room {file.room}, not {wanted[0]}"
    if not outermost and not file.is_test:
        yield 1, f"nothing here is in namespace {wanted[0]}"


@rule("c++")
def include_spelling(file, house):
    """Spelled from src/, or from the root when it leads into board/, an include says which room it
    enters; "x.h" or "../x.h" hides that."""
    roots = ["src/"]
    if file.area in ("tests", "bench"):
        roots += ["", str(Path(file.path).parent) + "/"]
    for include in file.includes:
        board = include.path.startswith("board/") and house.has(include.path)
        found = board or any(house.has(root + include.path) for root in roots)
        if include.ours and (".." in include.path or not found):
            yield include.line, f'"{include.path}" is not spelled from src/ (or board/)'
        if not include.ours and (board or house.has("src/" + include.path)):
            yield include.line, f"<{include.path}> is ours: write it with quotes"


@rule("c++")
def include_order(file, _house):
    """Standard includes first: one of our headers that forgot an include then fails where it is
    included first, in its own .cpp, and not later at somebody else's."""
    ours_seen = None
    for number, include in enumerate(file.includes):
        own = number == 0 and Path(file.path).stem.startswith(Path(include.path).stem)
        if include.ours and not own:
            ours_seen = ours_seen or include
        elif not include.ours and ours_seen:
            yield include.line, f'<{include.path}> comes after "{ours_seen.path}"'


@rule("c++")
def header_shape(file, _house):
    """A header begins with what it is, who owns it and its limits; and it is read once."""
    if not file.is_header:
        return
    if not (file.lines and file.lines[0].startswith("//")):
        yield 1, "a header begins with a comment that says what it is for"
    pragma = next((n for n, code in enumerate(file.code_lines, 1)
                   if code.strip() == "#pragma once"), None)
    if pragma is None or (file.includes and file.includes[0].line < pragma):
        yield 1, "#pragma once is missing before the first include"


@rule("c++", area=("src", "apps", "board"))
def using_namespace(file, _house):
    """In a header it changes what names mean for all who include it. Literals are harmless."""
    if not file.is_header:
        return
    for number, code in enumerate(file.code_lines, 1):
        local = any(first <= number <= last for _, first, last in file.functions)
        if re.search(r"\busing\s+namespace\s+(?!std::(\w+::)*\w*literals\b)", code) and not local:
            yield number, "using namespace in a header"


# What a room never does


SOCKET_HEADERS = re.compile(
    r"(sys/(socket|epoll|un)\.h|netinet/.*|arpa/.*|net/\w+\.h|netdb\.h|ifaddrs\.h"
    r"|libmnl/.*|linux/(netlink|rtnetlink|if.*|sock_diag|inet_diag|neighbour)\.h)$")
SOCKET_HEADERS_ALLOWED = {
    # Text of addresses and the names of interfaces; no descriptor is opened with either.
    "src/base/address.cpp": {"arpa/inet.h", "net/if.h"},
    "src/wire/live.cpp": {"net/if.h"},
}


SOCKET_ROOMS = ("net", "host", "board/link", "board/router", "board/run", "board/host")


@rule("c++", area=("src", "apps", "board"))
def sockets_wall(file, house):
    """Only net and host talk to the kernel's network, so that all else runs in the simulator; and
    those rooms of the board that are processes talk to each other through it."""
    if file.room in SOCKET_ROOMS:
        return
    for include in file.includes:
        ours = include.ours or house.has("src/" + include.path)
        allowed = include.path in SOCKET_HEADERS_ALLOWED.get(file.path, ())
        if SOCKET_HEADERS.match(include.path) and not ours and not allowed:
            yield include.line, f"<{include.path}> outside the rooms {' '.join(SOCKET_ROOMS)}"


PURE_ROOMS = ("base", "text", "event", "talk", "explain")
SYSTEM_HEADERS = re.compile(r"(unistd|fcntl|poll|termios|dirent|sys/\w+|fstream|filesystem)(\.h)?$")


@rule("c++", area=("src",))
def no_system(file, _house):
    """These rooms see the system through a seam or not at all, so that a test can be the system."""
    if file.room not in PURE_ROOMS:
        return
    for include in file.includes:
        if SYSTEM_HEADERS.match(include.path) and not include.ours:
            yield include.line, f"<{include.path}> in the room {file.room}"


# What a chip's compiler has: C, and of C++ what needs no run time. lwIP is the stack's.
FREESTANDING = re.compile(
    r"(std(def|int|lib|arg|bool|io)|strings?|math|ctype|limits|inttypes|assert|float|time)\.h$"
    r"|(functional|memory|utility|type_traits|array|vector|algorithm|limits|new|initializer_list)$"
    r"|c(stddef|stdint|stdlib|stdarg|string|math|ctype|limits)$|(lwip|netif)/")


@rule("c++", area=("board",))
def freestanding(file, house):
    """These rooms are compiled for the chip, too, whose compiler has no streams, strings, threads
    or system. Their tests, twins and fixtures run on the PC alone, and so does board/host."""
    room = house.rooms.get(file.room)
    on_pc = file.is_test or re.search(r"_(twin|fixture)\.(h|cpp)$", file.path)
    if not room or not room.device or file.room == "board/host" or on_pc:
        return
    for include in file.includes:
        ours = include.ours or house.has("board/api/" + include.path)
        if not ours and not FREESTANDING.match(include.path):
            yield include.line, f"<{include.path}> in {file.room}, which the chip runs, too"


@rule("c++", area=("src", "apps", "board"))
def no_throw(file, _house):
    """What the world does is a Result, our own mistake an assert: no exception crosses a room."""
    for number, code in enumerate(file.code_lines, 1):
        if re.search(r"\bthrow\b", code):
            yield number, "throw: return a Result instead"


PRINTING = re.compile(r"\bstd::(cout|cerr|clog|print|println)\b|\b[fv]{0,2}d?printf\s*\("
                      r"|\bf?puts\s*\(|\bf?putchar\s*\(|\bfmt::print\b")


@rule("c++", area=("src", "board"))
def no_printing(file, house):
    """Who prints decides what is escaped and what goes to stdout: that is cli and nobody else. A
    test is a program of its own, and a sketch prints to its serial line."""
    device = file.room in house.rooms and house.rooms[file.room].device
    if file.room in ("cli", "board/cli") or device or file.is_test:
        return
    for number, code in enumerate(file.code_lines, 1):
        if PRINTING.search(code):
            yield number, "printing outside the room cli"


@rule("c++", area=("src",))
def no_threads(file, _house):
    """These rooms belong to one thread, or to none. Their tests may prove what others may call."""
    if file.room not in PURE_ROOMS or file.is_test:
        return
    for number, code in enumerate(file.code_lines, 1):
        if re.search(r"\bstd::(jthread|thread|async)\b|\bpthread_create\b", code):
            yield number, f"a thread in the room {file.room}"


@rule("c++", "cmake", "make", "shell", "python")
def no_asio(file, _house):
    """It was measured and left out (src/net/task.h says why). Comments and prose may name it."""
    for number, code in enumerate(file.code_lines, 1):
        if re.search(r"asio", code, re.IGNORECASE):
            yield number, "Asio: the room net has its own loop"


# Size


@rule("c++", "python", "shell", "cmake", "make")
def columns(file, _house):
    """Two files fit side by side on a screen."""
    most = TEST_COLUMNS_MAX if str(file.path).startswith("tests/") else COLUMNS_MAX
    for number, line in enumerate(file.lines, 1):
        if len(line) > most:
            yield number, f"{len(line)} columns, {most} at most"


@rule("c++", "python")
def function_length(file, _house):
    """A function that fits on a screen can be understood at once."""
    for name, first, last in file.functions:
        if last - first + 1 > FUNCTION_LINES_MAX:
            yield first, f"{name} has {last - first + 1} lines, {FUNCTION_LINES_MAX} at most"


@rule("c++", "python", "shell", "cmake", "make")
def file_length(file, _house):
    """A file is about one thing."""
    if len(file.lines) > FILE_LINES_MAX:
        yield FILE_LINES_MAX + 1, f"{len(file.lines)} lines, {FILE_LINES_MAX} at most"


@rule("c++", area=("apps",))
def main_length(file, _house):
    """A program is put together in its rooms, where tests reach it; main only starts it."""
    if file.path.endswith("/main.cpp") and len(file.lines) > MAIN_LINES_MAX:
        yield MAIN_LINES_MAX + 1, f"{len(file.lines)} lines, {MAIN_LINES_MAX} at most"


# Text


@rule()
def utf8(file, _house):
    """Everything else here reads text, and so do the tools of whoever comes next."""
    for number, line in enumerate(file.data.split(b"\n"), 1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as error:
            yield number, f"not UTF-8: byte 0x{line[error.start]:02x}"


@rule()
def whitespace(file, _house):
    """Invisible differences make noise in every later diff."""
    for number, line in enumerate(file.lines, 1):
        if line != line.rstrip():
            yield number, "white space at the end of the line"
        if "\t" in line and file.kind != "make":
            yield number, "a tab: indent with spaces, write \\t in strings"
    if file.data and not file.data.endswith(b"\n"):
        yield len(file.lines), "no newline at the end of the file"


@rule()
def markers(file, _house):
    """What is left to do belongs into an issue, where somebody sees it."""
    for number, line in enumerate(file.lines, 1):
        match = re.search(r"\b(TODO|FIXME|XXX|HACK)\b", line)
        if match:
            yield number, f"{match[1]}: do it, or open an issue"


@rule()
def machine_paths(file, _house):
    """A path of one developer's machine works nowhere else and says who was here."""
    for number, line in enumerate(file.lines, 1):
        match = re.search(r"(?<![\w.~/$}*])/(root|home|Users|work)/\w+", line)
        if match:
            yield number, f"{match[0]}: a path of somebody's own machine"


@rule()
def executable(file, _house):
    """A file that names its interpreter is meant to be started."""
    if file.data.startswith(b"#!") and not os.access(file.root / file.path, os.X_OK):
        yield 1, "begins with #! but is not executable (chmod +x)"


def check(house):
    """[(path, line, rule, message)] of all rules, without what EXCEPTIONS allows."""
    found, excused = [], set()
    for name, function in HOUSE_RULES.items():
        found += [(path, line, name, message) for path, line, message in function(house)]
    for file in house.files:
        for name, (applies, function) in FILE_RULES.items():
            if not applies(file):
                continue
            complaints = list(function(file, house))
            if complaints and (name, file.path) in EXCEPTIONS:
                excused.add((name, file.path))
                continue
            found += [(file.path, line, name, message) for line, message in complaints]
    for name, path in sorted(set(EXCEPTIONS) - excused):
        if house.has(path):
            found.append((path, 1, name, "its exception in tools/house/rules.py is not needed"))
    return sorted(found)
