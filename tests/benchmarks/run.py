"""Time of a whole run with its pages against the plain loop that a user would write, side by side.

    .venv/bin/python tests/benchmarks/run.py [--rounds 3] [--notebooks FOLDER]

The loop is `papermill` and then `jupyter nbconvert --to html` for each notebook in turn, in the same
environment, over the same articles. One run of each kind comes first and does not count.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.prefix, "bin")


def timed(*commands):
    """Wall and processor seconds for commands one after another; the first that fails ends the benchmark."""
    before, start = os.times(), time.perf_counter()
    for command in commands:
        subprocess.run([str(part) for part in command], check=True, capture_output=True, cwd=ROOT)
    wall, after = time.perf_counter() - start, os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return wall, spent


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
        ratios = []
        for number in range(options.rounds + 1):
            (wall, spent), (loop_wall, loop_spent) = timed(ours), timed(*loop)
            if number:
                ratios.append((wall / loop_wall, spent / loop_spent))
                print(f"round {number}: run {wall:.1f} s, loop {loop_wall:.1f} s", end="; ")
                print(f"processor {spent:.1f} s, {loop_spent:.1f} s", flush=True)
        record = json.loads((folder / "run" / "run.json").read_text())
    wall, spent = (sorted(column)[len(ratios) // 2] for column in zip(*ratios, strict=True))
    print(f"median ratio {wall:.2f} of the time, {spent:.2f} of the processor time")
    print(f"{len(notebooks)} notebooks, {os.cpu_count()} cores; of the last run:")
    parts = record["timing"]["notebooks"]
    for notebook, seconds in parts.items():
        print(f"  {notebook}: {seconds['notebook']} s in its kernel, {seconds['page']} s for its page")
    spent = sum(sum(seconds.values()) for seconds in parts.values())
    print(f"  whole run {record['timing']['seconds']} s; the notebooks add up to {spent:.1f} s, side by side")


if __name__ == "__main__":
    main()
