"""What is in a recording after kill -9 (kill_recording.py tells how it is checked)."""
import os
import time

import harness
import kill_recording

ROUNDS = int(os.environ.get("PARLEY_KILL_ROUNDS", "12"))


class Kill(harness.Case):

    def test_all_that_was_acknowledged_is_there(self):
        try:
            self.figure(kill_recording.rounds(ROUNDS, time.time_ns() % 1_000_000))
        except kill_recording.Wrong as wrong:
            self.fail(str(wrong))


if __name__ == "__main__":
    harness.main()
