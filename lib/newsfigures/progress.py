"""Progress of long work: a bar on a terminal and in JupyterLab, nothing in logs, files and batch runs."""

import os
import shutil
import sys


def shown():
    """Whether somebody watches: a terminal, or a notebook that a person runs in JupyterLab."""
    by_hand = "JPY_SESSION_NAME" in os.environ and "NEWSFIGURES_OUT" not in os.environ
    return sys.stderr.isatty() or by_hand


def bar(items=None, what="", quiet=False, **options):
    """A tqdm bar over `items`, or one to be moved by hand; drawn after a second, gone at the end.

    >>> list(bar([1, 2], "documents"))
    [1, 2]
    """
    quiet = quiet or not shown()
    if items is not None and quiet:
        return items
    from tqdm import tqdm

    size = shutil.get_terminal_size()  # tqdm's own draws nothing where a terminal does not tell it
    room = {"ncols": size.columns - 1, "nrows": size.lines}
    return tqdm(items, what, disable=quiet, leave=False, **{"delay": 1, **room, **options})


class Notebooks:
    """A bar for those who watch, and one line a finished notebook, also in a log."""

    def __init__(self, quiet):
        self.quiet, self.running, self.ended, self.bar = quiet, {}, 0, None

    def tell(self, event, notebook, value):
        if event == "start":
            form = "{desc} |{bar:20}| {percentage:3.0f} % {elapsed}{postfix}"
            self.bar = bar(what="notebooks", quiet=self.quiet, total=value, delay=0, bar_format=form)
            return
        if event == "cell":
            self.running[notebook] = value
        else:
            self.running.pop(notebook, None)
            self.ended += 1
            if not self.quiet:
                word = "FAILED" if value["error"] else "done  "
                seconds = sum(value.get("seconds", {}).values())
                self.bar.write(f"{word}  {notebook}  {seconds:.1f} s", file=sys.stderr)
        self.bar.n = self.ended + sum(cell / cells for cell, cells in self.running.values())
        self.bar.set_postfix_str("  ".join(f"{name} {a}/{b}" for name, (a, b) in self.running.items()))

    def close(self):
        if self.bar is not None:
            self.bar.close()
