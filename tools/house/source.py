"""What the rules look at: the project's files, and the rooms that the TABLES declare."""
import ast
import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

# A corpus is bytes that a fuzz target begins with; nothing in it is text on purpose.
SKIPPED_FOLDERS = {".git", ".cache", ".vscode", ".idea", "__pycache__", "corpus"}
BINARY = {".png", ".ico", ".gz", ".pcap", ".pcapng"}
KINDS = {".cpp": "c++", ".h": "c++", ".py": "python", ".cmake": "cmake", ".md": "markdown"}

# Comments, strings, characters and numbers: the tokens whose inside must not be read as code.
# Numbers are there because of their separators (65'535).
TOKEN = re.compile(
    r"""//(?:\\\n|[^\n])*
      | /\*.*?\*/
      | R"(?P<fence>[^()\\\s]{0,16})\(.*?\)(?P=fence)"
      | "(?:\\.|[^"\\\n])*"
      | '(?:\\.|[^'\\\n])+'
      | \b(?P<number>\d(?:'?[\w.])*)""", re.VERBOSE | re.DOTALL)
DIRECTIVE = re.compile(r"^[ \t]*#(?:\\\n|[^\n])*", re.MULTILINE)
INCLUDE = re.compile(r'\s*#\s*include\s*([<"])([^>"]+)[>"]')
NAMESPACE = re.compile(r"(?:inline\s+)?namespace\b\s*([\w:]*)")


def blank(match):
    """The same number of lines and columns, without anything in them."""
    return re.sub(r"[^\n]", " ", match.group())


@dataclass
class Scope:
    """A pair of braces. The kind is namespace, type, function or data, or inner: within a function
    or data."""
    kind: str
    name: str
    first: int
    last: int
    depth: int


@dataclass
class Include:
    line: int
    ours: bool
    path: str


def room_at(folders):
    """The boards and the window are several rooms each."""
    return "/".join(folders[:2 if folders[0] in ("board", "desk") else 1])


class File:
    """One text file. `path` is relative to the root, lines count from 1."""

    def __init__(self, root, path):
        self.root = root
        self.path = path
        self.data = (root / path).read_bytes()
        parts = Path(path).parts
        self.area = parts[0] if len(parts) > 1 else ""
        inside = self.area in ("src", "board") and len(parts) > 2
        self.room = room_at(parts[:-1] if self.area == "board" else parts[1:-1]) if inside else ""

    @cached_property
    def text(self):
        return self.data.decode("utf-8", errors="replace")

    @cached_property
    def lines(self):
        return self.text.split("\n")[:-1] if self.text.endswith("\n") else self.text.split("\n")

    @cached_property
    def kind(self):
        name, suffix = Path(self.path).name, Path(self.path).suffix
        if name == "CMakeLists.txt":
            return "cmake"
        if name == "Makefile":
            return "make"
        if suffix in KINDS:
            return KINDS[suffix]
        first = self.lines[0] if self.lines else ""
        if first.startswith("#!"):
            return "python" if "python" in first else "shell"
        return "other"

    @property
    def is_header(self):
        return self.path.endswith(".h")

    @property
    def is_test(self):
        return self.path.endswith(("_test.cpp", "_fuzz.cpp"))

    @cached_property
    def code(self):
        """The text with comments blanked; of C++ strings, too. Lines and columns stay the same."""
        if self.kind == "c++":
            return TOKEN.sub(lambda m: m.group() if m["number"] else blank(m), self.text)
        if self.kind in ("cmake", "make", "shell", "python"):
            return re.sub(r"(?m)(^|\s)#.*$", blank, self.text)
        return self.text

    @cached_property
    def code_lines(self):
        return self.code.split("\n")

    @cached_property
    def includes(self):
        """The directives outside comments, read from the text because `code` has no strings."""
        found = []
        for number, (line, code) in enumerate(zip(self.lines, self.code_lines), 1):
            match = INCLUDE.match(line)
            if match and code.lstrip().startswith("#"):
                found.append(Include(number, match[1] == '"', match[2]))
        return found

    @cached_property
    def scopes(self):
        return find_scopes(DIRECTIVE.sub(blank, self.code))

    @cached_property
    def functions(self):
        """[(name, first line, last line)], outermost functions only: a lambda counts as a part."""
        if self.kind == "python":
            return [(node.name, node.lineno, node.end_lineno) for node in ast.walk(self.tree)
                    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
        return [(s.name, s.first, s.last) for s in self.scopes if s.kind == "function"]

    @cached_property
    def tree(self):
        return ast.parse(self.text)


def kind_of_scope(header, parent):
    """What the braces after `header` hold, given the kind of the braces around them."""
    if parent in ("function", "data", "inner"):
        return "inner"
    if NAMESPACE.match(header) or re.fullmatch(r"extern\s*", header):
        return "namespace"
    plain = re.sub(r"\[\[.*?\]\]|\balignas\s*\([^)]*\)", "", header, flags=re.DOTALL)
    if re.search(r"(?<![<,])\s*\b(class|struct|union|enum)\b", plain) and "(" not in plain:
        return "type"
    return "function" if "(" in plain else "data"


def name_of_scope(kind, header):
    if kind == "namespace":
        match = NAMESPACE.match(header)
        return match[1] if match else "extern"
    match = re.search(r"([\w:~]+)\s*\(", header)
    return match[1] if match else ""


def find_scopes(code):
    """All braces of blanked C++ code. A reader of shapes, not of the language: it relies on code
    that clang-format wrote and the compiler took."""
    done, open_scopes = [], []
    start = parentheses = within = 0  # within: braces inside parentheses, f(int a = {})
    line_at = line_counter(code)
    closed = None  # the scope that ended last, for constructors: A() : b_{1}, c_{2} {
    for match in re.finditer(r"[{}();]", code):
        token, at = match.group(), match.start()
        if within or (parentheses and token == "{"):
            within += {"{": 1, "}": -1}.get(token, 0)
        elif token in "()":
            parentheses += 1 if token == "(" else -1
        elif token == "{":
            parent = open_scopes[-1].kind if open_scopes else "namespace"
            raw = code[start:at]
            header = re.sub(r"^\s*(?:(?:public|private|protected)\s*:\s*)*", "", raw)
            first = line_at(at - len(header))
            kind, name = kind_of_scope(header, parent), ""
            if closed and closed.kind == "function" and re.match(r"\s*(,|$)", raw):
                kind, name, first = "function", closed.name, closed.first
                done.remove(closed)
            name = name or name_of_scope(kind, header)
            open_scopes.append(Scope(kind, name, first, 0, len(open_scopes)))
            start, closed = at + 1, None
        elif token == "}" and open_scopes:
            closed = open_scopes.pop()
            closed.last = line_at(at)
            done.append(closed)
            start = at + 1
        elif token == ";" and parentheses == 0:
            start, closed = at + 1, None
    return done


def line_counter(text):
    """A function from an offset in `text` to its line."""
    ends = [match.start() for match in re.finditer("\n", text)]

    def line_at(offset):
        low, high = 0, len(ends)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if ends[middle] < offset else (low, middle)
        return low + 1

    return line_at


TABLES = ("src/CMakeLists.txt", "board/CMakeLists.txt")


@dataclass
class Room:
    """A line of one of the TABLES. A device room also runs on the chip's CPU."""
    name: str
    line: int
    may: list
    table: str
    device: bool


class House:
    """All files below `root` that are ours, and the rooms."""

    def __init__(self, root):
        self.root = Path(root)
        self.files = [File(self.root, path) for path in self.paths()]
        self.rooms = self.read_rooms()

    def paths(self):
        for folder, folders, names in os.walk(self.root):
            here = Path(folder).relative_to(self.root)
            at_root = here == Path()
            folders[:] = sorted(name for name in folders if name not in SKIPPED_FOLDERS
                                and not (at_root and name.startswith("build")))
            for name in sorted(names):
                path = Path(folder, name)
                ours = name not in SKIPPED_FOLDERS and path.suffix not in BINARY
                if path.is_file() and not path.is_symlink() and ours:
                    yield (here / name).as_posix()

    def read_rooms(self):
        rooms = {}
        for table in TABLES:
            file = next((f for f in self.files if f.path == table), None)
            if file is None:
                continue
            line_at = line_counter(file.code)
            for match in re.finditer(r"\bparley_(room|device)\s*\(([^)]*)\)", file.code):
                name, *words = match[2].split()
                may = words[words.index("MAY") + 1:] if "MAY" in words else []
                may = may[:may.index("LINK")] if "LINK" in may else may
                rooms[name] = Room(name, line_at(match.start()), may, table, match[1] == "device")
        return rooms

    def owner(self, include_path):
        """The room that a path of an include leads into; of no room when it is not declared."""
        return room_at(include_path.split("/"))

    def has(self, path):
        return (self.root / path).is_file()
