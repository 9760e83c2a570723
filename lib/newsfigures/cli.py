"""Command line.

Exit codes: 0 fine; 1 a notebook failed, the others are there; 2 wrong options or input, nothing was run;
130 interrupted, earlier results are as they were.
"""

import argparse
import json
import os
import shutil
import signal
import sys

from . import __version__


def main(arguments=None):
    """Entry point of ``newsfigures``; returns the exit code."""
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        return options.action(options)
    except KeyboardInterrupt:
        _say("interrupted; earlier results are as they were")
        return 130
    except BrokenPipeError:  # the reader of our output has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0


def _interrupt(*_):
    raise KeyboardInterrupt


def _say(text):
    print(f"newsfigures: {text}", file=sys.stderr)


def _parser():
    parser = argparse.ArgumentParser(
        prog="newsfigures",
        description="Reads a corpus of news articles by their numbers.",
        epilog="Exit codes: 0 fine, 1 a notebook failed, 2 wrong options or input, 130 interrupted.",
    )
    parser.add_argument("--version", action="version", version=f"newsfigures {__version__}")
    commands = parser.add_subparsers(required=True, metavar="run | find")
    run = commands.add_parser("run", help="run the notebooks over a corpus and make their pages")
    run.set_defaults(action=_run)
    run.add_argument("--corpus", default="seeds", help="folder of articles, file or pattern (default: seeds)")
    run.add_argument("--out", default="", help="folder of the run (default: outputs/<corpus name>)")
    run.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="a notebook's parameter"
    )
    run.add_argument("--only", default="", metavar="01,03", help="notebooks whose names begin so")
    run.add_argument("--jobs", type=_positive(int), metavar="N", help="notebooks at once (default: cores)")
    run.add_argument(
        "--limit", type=_positive(float), default=3600, metavar="SECONDS", help="time for a notebook"
    )
    run.add_argument(
        "--notebooks", default="", metavar="FOLDER", help="other notebooks than the repository's"
    )
    run.add_argument("--quiet", action="store_true", help="print failures only")
    run.add_argument("--json", action="store_true", help="print the record of the run as JSON")
    find = commands.add_parser(
        "find", help="print the figures in a sentence, or in the text of standard input"
    )
    find.set_defaults(action=_find)
    find.add_argument("text", nargs="*", help="the sentence; '-' or nothing reads standard input")
    find.add_argument("--json", action="store_true", help="one JSON object a figure, all columns")
    return parser


def _positive(kind):
    def number(text):
        if not 0 < kind(text) < 1e9:
            raise ValueError(text)
        return kind(text)

    number.__name__ = "positive number"
    return number


def _run(options):
    from .running import run
    from .running.parameters import Refused

    pairs = [pair.partition("=") for pair in options.set]
    wrong = [name for name, equals, _ in pairs if not equals or not name]
    if wrong:
        _say(f"--set {wrong[0]}: write name=value")
        return 2
    progress = Progress(sys.stderr, options.quiet)
    try:
        record = run.run(
            options.corpus,
            options.out,
            {name.strip(): value for name, _, value in pairs},
            [part.strip() for part in options.only.split(",") if part.strip()],
            options.jobs,
            options.notebooks or None,
            options.limit,
            progress.tell,
        )
    except Refused as error:
        _say(error)
        return 2
    except OSError as error:  # the disk is full, the folder has gone
        progress.clear()
        _say(f"the run could not be written: {error}; nothing was published")
        return 2
    finally:
        progress.clear()
    if options.json:
        print(json.dumps(record, indent=1, ensure_ascii=False))
    _summary(record, options)
    return 0 if record["status"] == "done" else 1


def _summary(record, options):
    folder = os.path.relpath(record["folder"])
    for skipped in record["skipped"] if not options.quiet else ():
        _say(f"warning: left out {skipped['path']}: {skipped['reason']}")
    failed = [entry for entry in record["notebooks"] if entry["status"] != "done"]
    for entry in failed:
        _say(f"{entry['name']} failed: {entry['error']}")
    if "error" in record:
        _say(record["error"])
    if not options.quiet and not options.json:
        ran = record["timing"]["notebooks"]  # entries of an earlier run may stand beside them
        count = f"{len(ran) - len([e for e in failed if e['name'] in ran])} of {len(ran)} notebooks"
        print(f"{count} in {record['timing']['seconds']:.1f} s; open {os.path.join(folder, 'index.html')}")


class Progress:
    """On a terminal one line that changes and one a finished notebook; in a log the finished ones only."""

    def __init__(self, stream, quiet):
        self.stream, self.quiet, self.running = stream, quiet, {}
        self.live = stream.isatty() and not quiet

    def tell(self, event, notebook, value):
        if event == "cell":
            self.running[notebook] = value
        else:
            self.running.pop(notebook, None)
            self.clear()
            took = sum(value.get("seconds", {}).values())
            self._write(f"{'FAILED' if value['error'] else 'done  '}  {notebook}  {took:.1f} s\n")
        if self.live:
            line = "   ".join(f"{name} {cells}" for name, cells in self.running.items())
            self._write(f"\r\x1b[K{line[: shutil.get_terminal_size().columns - 1]}")

    def clear(self):
        if self.live:
            self._write("\r\x1b[K")

    def _write(self, text):
        if not self.quiet:
            self.stream.write(text)
            self.stream.flush()


def _find(options):
    text = " ".join(options.text) if options.text not in ([], ["-"]) else sys.stdin.read()
    from .reading.figures import find_figures

    figures = find_figures(text)
    if options.json:
        for line in figures.to_dict("records"):
            print(json.dumps(line, ensure_ascii=False, default=str))
        return 0
    if figures.empty:
        print("no figures")
        return 0
    columns = ["text", "kind", "value", "low", "high", "unit", "bound", "change"]
    print(figures[columns].to_string(index=False, na_rep="", float_format=lambda value: f"{value:,.12g}"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
