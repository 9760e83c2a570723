"""Progress of long work: a bar on a terminal and in JupyterLab, nothing in logs, files and batch runs."""

import os
import sys


def shown(stream=None):
    """Whether somebody watches: a terminal, or a notebook that a person runs in JupyterLab."""
    stream = stream or sys.stderr
    return bool(stream.isatty() or ("JPY_SESSION_NAME" in os.environ and "NEWSFIGURES_OUT" not in os.environ))


def bar(items=None, what="", **options):
    """A tqdm bar over `items`, or one to be moved by hand; drawn after a second, gone at the end.

    >>> list(bar([1, 2], "documents"))
    [1, 2]
    """
    if items is not None and not shown():
        return items
    from tqdm import tqdm

    return tqdm(
        items, what, **{"delay": 1, "leave": False, "disable": not shown(), "dynamic_ncols": True, **options}
    )
