"""Time of a whole run with its pages against the plain loop that a user would write, side by side.

    .venv/bin/python tests/benchmarks/run.py [--rounds 3] [--notebooks FOLDER]

The loop is `papermill` and then `jupyter nbconvert --to html` for each notebook in turn, in the same
environment, over the same articles. One run of each kind comes first and does not count.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.prefix, "bin")


def timed(*commands):
    """Seconds for commands one after another; the first that fails ends the benchmark."""
    start = time.perf_counter()
    for command in commands:
        subprocess.run([str(part) for part in command], check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - start


def plain_loop(notebooks, folder):
    for notebook in notebooks:
        executed = folder / notebook.name
        yield [
            BIN / "papermill",
            "--no-progress-bar",
            notebook,
            executed,
            "-p",
            "out",
            folder / notebook.stem,
        ]
        yield [BIN / "jupyter", "nbconvert", "--to", "html", executed]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--notebooks", type=Path, default=ROOT / "notebooks")
    options = parser.parse_args()
    notebooks = sorted(options.notebooks.glob("*.ipynb"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours = [BIN / "newsfigures", "run", "--notebooks", options.notebooks, "--out", folder / "run"]
        loop = list(plain_loop(notebooks, folder))
        run_times, loop_times = [], []
        for number in range(options.rounds + 1):
            took = timed(ours), timed(*loop)
            if number:
                run_times.append(took[0])
                loop_times.append(took[1])
                print(
                    f"round {number}: run {took[0]:.1f} s, loop {took[1]:.1f} s, {took[0] / took[1]:.2f}",
                    flush=True,
                )
        record = json.loads((folder / "run" / "run.json").read_text())
    ratio = statistics.median(run_times) / statistics.median(loop_times)
    print(
        f"ratio of medians {ratio:.2f}; {len(notebooks)} notebooks, {os.cpu_count()} cores; of the last run:"
    )
    parts = record["timing"]["notebooks"]
    for notebook, seconds in parts.items():
        print(f"  {notebook}: {seconds['notebook']} s in its kernel, {seconds['page']} s for its page")
    spent = sum(sum(seconds.values()) for seconds in parts.values())
    print(f"  whole run {record['timing']['seconds']} s; the notebooks add up to {spent:.1f} s, side by side")


if __name__ == "__main__":
    main()
