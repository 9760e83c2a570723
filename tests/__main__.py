"""`python3 tests` runs everything; `python3 tests -k run`, `python3 tests tests/test_run.py` run a part."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
LIBRARY = os.path.join(ROOT, "lib")
sys.path[0] = LIBRARY

import bootstrap  # noqa: E402

chosen = [
    word for word in sys.argv[1:] if (os.sep in word or ".py" in word) and os.path.exists(word.split("::")[0])
]
places = [] if chosen else [HERE, os.path.join(LIBRARY, "newsfigures")]
settings = ["-c", os.path.join(LIBRARY, "pyproject.toml"), "--rootdir", ROOT]
if not chosen and "-k" not in sys.argv:  # all tests: on each core a file at a time
    settings += ["-n", "auto", "--dist", "loadfile"]
bootstrap.run("pytest", *(settings + places + sys.argv[1:]))
