"""A part of the torture (torture.py; `make torture` does all of it): one fallible call of the system
fails, here or there, and the program ends as it should."""
import os
import unittest

import torture
from torture_scenes import SCENES

SANITIZED = os.environ.get("PARLEY_SANITIZED", "")


@unittest.skipIf("thread" in SANITIZED, "ThreadSanitizer cannot be preloaded in front of")
class Torture(unittest.TestCase):
    def endure(self, runs_least, **which):
        said = []
        runs, complaints = torture.torture(SCENES, jobs=2, show=said.append, **which)
        print("\n".join(said))
        self.assertEqual(complaints, [], "\n".join(complaints))
        self.assertGreaterEqual(runs, runs_least, "this tests nothing")

    def test_calls_of_the_system(self):
        self.endure(100, every=7, without=("malloc",))

    @unittest.skipIf("address" in SANITIZED, "its memory is AddressSanitizer's own")
    def test_memory(self):
        self.endure(50, every=397, only="malloc")

    def test_a_complaint_comes(self):
        """Of a program that ends by a signal, and of one that fails without a word."""
        mute = torture.Round(SCENES[0])
        mute.code, mute.errors = -6, "terminate called"
        mute.judge_end(b"")
        self.assertEqual(mute.complaints, ["exit code -6", "it failed without a word"])


if __name__ == "__main__":
    unittest.main()
