"""SIGKILL runner, kernel, worker and server of kernels at seeded moments of a run, and check what is left.

python tests/fuzz/kills.py [moments of each] [seed] [victims …]
"""

import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent / "lib")]

import runs  # noqa: E402


def main(moments=20, seed=1, *victims):
    draw = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        place = runs.make_place(Path(folder))
        for name in ("02_second", "03_third"):
            runs.write_notebook(place / "books", name, "import time; time.sleep(0.3)", "print(corpus)")
        for victim in victims or ("runner", "kernel", "worker", "server"):
            codes = Counter()
            for _ in range(moments):
                moment = draw.uniform(0, 1.05)
                try:
                    codes[runs.kill(place, victim, moment).returncode] += 1
                except AssertionError as error:
                    print(f"{victim} at {moment:.3f} of a run: {error}", flush=True)
                    codes["not as promised"] += 1
            told = ", ".join(f"{count} ended with {code}" for code, count in codes.items())
            print(f"{victim:8}{moments} moments: {told}", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]), *sys.argv[3:])
