"""A simulated conversation is the same octet for octet, also in another process, and who reads of a
failure is told how to see it again."""
import os
import subprocess
import unittest

SIMULATION = os.environ.get("PARLEY_SIMULATION",
                            "build/release/tests/simulation/parley_simulation")


def simulate(*arguments):
    return subprocess.run([SIMULATION, *arguments], capture_output=True, timeout=120)


class Simulation(unittest.TestCase):
    def test_a_seed_prints_the_same_octets_in_two_processes(self):
        for seed in ("7", "77", "108", "547"):
            first = simulate("--seed", seed, "--trace")
            second = simulate("--seed", seed, "--trace")
            self.assertEqual(first.returncode, 0, first.stderr)
            self.assertGreater(len(first.stdout), 1000)
            self.assertEqual(first.stdout, second.stdout, f"seed {seed}")

    def test_other_seeds_are_other_conversations(self):
        traces = {simulate("--seed", str(seed), "--trace").stdout for seed in range(1, 21)}
        self.assertEqual(len(traces), 20)

    def test_a_complaint_names_the_seed_and_the_command(self):
        ran = simulate("--seed", "108", "--sabotage")
        self.assertEqual(ran.returncode, 1)
        said = ran.stderr.decode()
        self.assertTrue(said.startswith("seed 108: "), said)
        self.assertIn("which the network did not give\n", said)
        self.assertTrue(said.endswith("play it again with: parley_simulation --seed 108 --trace\n"),
                        said)

    def test_usage(self):
        for wrong in ([], ["--seed", "x"], ["--seeds", "5..1"], ["--seeds", "5"], ["--what"]):
            ran = simulate(*wrong)
            self.assertEqual(ran.returncode, 2, wrong)
            self.assertEqual(ran.stderr.decode(),
                             "usage: parley_simulation --seed N | --seeds A..B  [--trace] [--twice] "
                             "[--sabotage]\n")


if __name__ == "__main__":
    unittest.main()
