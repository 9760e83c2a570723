"""Kill runner, kernel, worker, server of kernels and builds at seeded moments, and check what is left.

python tests/fuzz/kills.py [moments of each] [seed] [victims …]
"""

import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent / "lib")]

import runs  # noqa: E402
import test_build  # noqa: E402


def end_build(folder, moment):
    """A build that is killed when the share ``moment`` of its files is there, and ended by the next one."""
    whole, out = test_build.tree(folder / "whole"), folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-P", "-c", test_build._BUILD, str(folder / "news"), str(out), "process"]
    with subprocess.Popen(command) as process:
        while process.poll() is None and len(list(out.rglob("*.parquet"))) < moment * len(whole):
            time.sleep(0.001)
        process.kill()
    left = test_build.tree(out)
    assert all(left[name] == whole[name] for name in left if not re.search(r"(^|/)\.", name))
    subprocess.run(command, check=True)
    assert test_build.tree(out) == whole
    return process


def main(moments=20, seed=1, *victims):
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's job in the background ignores it
    with tempfile.TemporaryDirectory() as folder:
        place = runs.make_place(Path(folder))
        for name in ("02_second", "03_third"):
            runs.write_notebook(place / "books", name, "import time; time.sleep(0.3)", "print(corpus)")
        build = place / "build"
        build.mkdir()
        news = test_build.write(build / "news")
        command = [sys.executable, "-P", "-c", test_build._BUILD, str(news), str(build / "whole"), "process"]
        subprocess.run(command, check=True)
        for victim in victims or ("runner", "interrupt", "kernel", "worker", "server", "build"):
            codes, draw = Counter(), random.Random(f"{seed} {victim}")
            for _ in range(moments):
                moment = draw.uniform(0, 1.05)
                try:
                    done = end_build(build, moment) if victim == "build" else runs.kill(place, victim, moment)
                    codes[done.returncode] += 1
                except AssertionError as error:
                    print(f"{victim} at {moment:.3f} of a run: {error}", flush=True)
                    codes["not as promised"] += 1
            told = ", ".join(f"{count} ended with {code}" for code, count in codes.items())
            print(f"{victim:10}{moments} moments: {told}", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]), *sys.argv[3:])
