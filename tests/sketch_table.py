#!/usr/bin/env python3
"""The table of docs/sketches.md: what each sketch found in the wild asks of the Arduino API, and
whether it runs. `--write` builds and runs every one of them (the tests of test_sketches_wild.py
and test_sketches_bundled.py) and writes what came of it; $PARLEY is the program."""
import argparse
import re
import sys
import unittest

import sketch_needs

DOCUMENT = sketch_needs.BUNDLED.parent / "docs/sketches.md"
HEAD = ("sketch", "what it is", "headers", "what it asks for", "result")
RUNS = "runs"
REFUSED = "does not build, and says why"
ABSENT = {"Broken", "ConfigFile", "SecureClient", "HttpGet", "OverTheAir", "CaptivePortal"}

INTRODUCTION = """# Sketches

Which sketches run on a board of `parley board`, and what each asks of the Arduino API. The first
table is of patterns found in the wild: the starter kit's own two sketches and those of the ESP8266
core's examples, written anew for the tests (`tests/sketches`). The second is of the sketches that
come with Parley (`sketches`).

Written by `tests/sketch_table.py --write`, which builds and runs each of them and takes "runs" from
what it then does: its exact words on Serial, and what a peer on the PC hears. A sketch that asks for
what a board does not have is not built; the message names what is missing, at the sketch's own line.
"""


def expected_result(name):
    return REFUSED if name in ABSENT else RUNS


def row_of(folder, result):
    headers = ", ".join(sketch_needs.headers_of(folder)) or "-"
    return (folder.name, sketch_needs.pattern_of(folder), headers,
            sketch_needs.needs_of(folder), result)


def line_of(cells):
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def expected():
    """Every row as it has to be."""
    return [line_of(row_of(folder, expected_result(folder.name)))
            for folder in sketch_needs.folders()]


def documented():
    rows = [line for line in DOCUMENT.read_text().splitlines() if line.startswith("| ")]
    return [row for row in rows if not row.startswith(("| sketch |", "| ---"))]


def run_all():
    """{sketch: whether its test passed}"""
    import test_sketches_bundled
    import test_sketches_wild
    passed = {}
    for case in (test_sketches_wild.Wild, test_sketches_bundled.Bundled):
        for test in unittest.defaultTestLoader.loadTestsFromTestCase(case):
            name = test.id().rpartition(".test_")[2]
            result = unittest.TestResult()
            test.run(result)
            passed[name] = result.wasSuccessful() and not result.skipped
            print(f"{'ok  ' if passed[name] else 'FAIL'} {name}", file=sys.stderr, flush=True)
            for _, text in result.failures + result.errors:
                print(text, file=sys.stderr)
    return passed


def table(folders, passed):
    rows = [row_of(folder, expected_result(folder.name) if passed.get(folder.name)
                   else "**does not do what it should**") for folder in folders]
    return "\n".join([line_of(HEAD), line_of(["---"] * len(HEAD)), *map(line_of, rows)])


def write(passed):
    folders = sketch_needs.folders()
    wild = [folder for folder in folders if folder.parent == sketch_needs.FOLDER]
    bundled = [folder for folder in folders if folder.parent == sketch_needs.BUNDLED]
    core = [folder for folder in wild if folder.name not in ABSENT]
    DOCUMENT.write_text("\n".join([
        INTRODUCTION, "## Found in the wild", "",
        f"{sum(passed.get(folder.name, False) for folder in core)} of the {len(core)} that a board "
        "is made for run.", "", table(wild, passed), "",
        "## With Parley", "", table(bundled, passed), ""]))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="run all and write the document")
    if not parser.parse_args().write:
        print("\n".join(re.sub(r"(.{100}).*", r"\1...", line) for line in expected()))
        return 0
    passed = run_all()
    write(passed)
    return 0 if all(passed.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
