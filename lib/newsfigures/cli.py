"""Command line. Exit codes: see `EXIT`."""

import argparse
import contextlib
import json
import os
import signal
import sys
import time

from . import __version__, progress
from .pages import terminal
from .running.parameters import Refused

EXIT = """\
exit codes:
  0    done
  1    done in part: a notebook failed or something was lost; the messages say what, the rest is there
  2    wrong options or input; nothing was done
  130  interrupted; earlier results are as they were"""
MOST = 10  # files left out that are named one by one


def main(arguments=None):
    """Entry point of ``newsfigures``; returns the exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.action is None:
        parser.print_help(sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return options.action(options)
    except Refused as error:
        _say(error)
        return 2
    except KeyboardInterrupt:
        _say("interrupted; earlier results are as they were, and the same command goes on from there")
        return 130
    except BrokenPipeError:  # the reader of our output has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except OSError as error:  # the disk is full, the folder has gone
        _say(f"cannot write: {error}; nothing was published")
        return 2


def _say(text):
    print(f"newsfigures: {terminal.clean(text)}", file=sys.stderr)


def _parser():
    plain = {"formatter_class": argparse.RawDescriptionHelpFormatter}
    parser = argparse.ArgumentParser(
        prog="newsfigures",
        **plain,
        description="Reads a corpus of news articles by their numbers.",
        epilog=f"Each command has its own help: newsfigures run --help\n\n{EXIT}",
    )
    parser.set_defaults(action=None)
    parser.add_argument("--version", action="version", version=f"newsfigures {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", title="commands")

    def command(action, summary, example, quiet="say only what went wrong"):
        name = action.__name__.strip("_")
        about = f"{summary[0].upper()}{summary[1:]}."
        epilog = f"example:\n  {example}\n\n{EXIT}"
        made = commands.add_parser(name, help=summary, description=about, epilog=epilog, **plain)
        made.set_defaults(action=action)
        made.add_argument("--quiet", action="store_true", help=quiet)
        made.add_argument("--json", action="store_true", help="print the result as JSON")
        return made

    _run_options(command)
    _compare_options(command)
    _find_options(command)
    _build_options(command)
    return parser


def _run_options(command):
    add = command(
        _run,
        "run the notebooks over a corpus and make their pages",
        "newsfigures run --corpus seeds --set tolerance=0.01 --only 02,04\n"
        "  newsfigures run --grid unit=sentence,paragraph --grid corpus=news/may,news/june",
    ).add_argument
    many = {"action": "append", "default": []}
    compared = "values of a parameter, or of corpus: one run for each combination and a page "
    compared += "that compares them; what is finished is not run again"
    add("--corpus", default="seeds", help="folder of articles, file or pattern (default: seeds)")
    add("--out", default="", metavar="FOLDER", help="folder of the run (default: outputs/NAME)")
    add("--set", **many, metavar="NAME=VALUE", help="a parameter, for the notebooks that have it")
    add("--grid", **many, metavar="NAME=A,B", help=compared)
    add("--only", default="", metavar="01,03", help="notebooks whose names begin so")
    add("--jobs", type=_positive(int), metavar="N", help="notebooks at once (default: cores)")
    add("--limit", type=_positive(float), default=3600, metavar="SECONDS", help="time for a notebook")
    add("--memory", type=_positive(float), metavar="GB", help="for a notebook (default: all there is)")
    add("--notebooks", default="", metavar="FOLDER", help="other notebooks than the repository's")


def _compare_options(command):
    add = command(
        _compare,
        "list which verdicts changed between two runs, with the reasons of either side and why",
        "newsfigures compare outputs/before outputs/after --page changes.html",
    ).add_argument
    add("runs", nargs=2, metavar="RUN", help="folder of a run, or its name in outputs")
    add("--page", default="", metavar="FILE", help="also write the comparison as an HTML page")


def _find_options(command):
    add = command(
        _find,
        "print the figures in a sentence, or in the text of standard input",
        "newsfigures find 'Trade rose about 26% to $240 billion in 2023.'\n"
        "  newsfigures find --rejected < article.txt",
        "leave out headings",
    ).add_argument
    add("text", nargs="*", help="the sentence; '-' or nothing reads standard input")
    rejected = "also what looks like a number and is no figure, and why"
    add("--rejected", action="store_true", help=rejected)


def _build_options(command):
    add = command(
        _build,
        "write the tables of a corpus of any size as Parquet, which `run --corpus` and nf.load then read",
        "newsfigures build news/reuters tables/reuters\n"
        "  newsfigures build s3://bucket/crawl s3://bucket/tables --engine dask --scheduler tcp://head:8786",
    ).add_argument
    engines = ["process", "pool", "dask"]
    add("corpus", help="folder of articles, file, pattern or address")
    add("out", help="folder or address of the tables; what is there and unchanged stays")
    add("--engine", choices=engines, default="", help="default: by the size of the corpus")
    add("--scheduler", default="", metavar="tcp://…", help="of a Dask cluster that is running")
    add("--workers", type=_positive(int), metavar="N", help="processes (default: cores)")
    add("--part-size", type=_positive(float), default=1.5, metavar="MB", help="of text (default: 1.5)")
    add("--limit", type=_positive(float), default=10, metavar="MB", help="of one article (default: 10)")
    add("--column", action="append", default=[], metavar="text=NAME", help="a column of tables")


def _positive(kind):
    def number(text):
        with contextlib.suppress(ValueError):
            if 0 < kind(text) < 1e9:
                return kind(text)
        what = "number" if kind is float else "whole number"
        raise argparse.ArgumentTypeError(f"{text!r} is not a positive {what}")

    return number


def _run(options):
    from .running import grid, run

    given = dict(_pair("--set", text) for text in options.set)
    cells = {name: grid.values(value) for name, value in (_pair("--grid", text) for text in options.grid)}
    shown = progress.Notebooks(options.quiet)
    if options.memory:
        os.environ["NEWSFIGURES_MEMORY"] = str(options.memory)
    more = {"jobs": options.jobs, "notebooks": options.notebooks or None, "limit": options.limit}
    more["only"] = [part.strip() for part in options.only.split(",") if part.strip()]
    more["tell"] = shown.tell
    try:
        place = options.corpus, options.out, given
        record = grid.run_grid(cells, *place, **more) if cells else run.run(*place, **more)
    finally:
        shown.close()
    if options.json:
        print(json.dumps(record, indent=1, ensure_ascii=False))
    for one in record.get("runs", [record]):
        _tell(one, options.quiet)
    if not options.quiet and not options.json:
        print(f"{_count(record)}; open {os.path.join(os.path.relpath(record['folder']), 'index.html')}")
    return 0 if record["status"] == "done" else 1


def _build(options):
    from .building import build
    from .loading.formats import COLUMNS

    columns = dict(_pair("--column", text) for text in options.column)
    if odd := columns.keys() - COLUMNS:
        raise Refused(f"--column {min(odd)}: it takes {', '.join(COLUMNS)}, as --column text=story")
    start, bar = time.monotonic(), progress.bar(what="text", quiet=options.quiet, unit="B", unit_scale=True)
    tell = lambda stage, size: (bar.set_description(stage), bar.update(size))  # noqa: E731
    how = options.engine, options.scheduler, options.workers, options.part_size, tell
    try:
        limit = int(options.limit * 1e6)
        done = build.build(options.corpus, options.out, *how, limit=limit, columns=columns)
    except Exception as error:
        if not (isinstance(error, (ValueError, OSError)) or "://" in options.corpus + options.out):
            raise
        told = isinstance(error, OSError) and error.filename and error.strerror
        # Each kind of storage has errors of its own.
        raise Refused(f"{error.filename}: {told}" if told else error) from None
    finally:
        bar.close()
    _tell_lost(done.lost, "the table skipped of the corpus")
    if options.json:
        told = done._replace(lost=[item._asdict() for item in done.lost])._asdict()
        print(json.dumps(told, ensure_ascii=False, indent=1))
    elif not options.quiet:
        made = f"{done.made} of {done.parts} parts made in {time.monotonic() - start:.1f} s"
        where = options.out if "://" in options.out else os.path.relpath(options.out)
        print(f"{done.documents} documents in {where}; {made}; {len(done.lost)} lost")
    return 1 if done.lost else 0


def _tell_lost(lost, where):
    """Name what was left out, pairs of path and reason; beyond `MOST` say where the rest is."""
    for path, reason in lost[:MOST]:
        _say(f"left out {path}: {reason}")
    if len(lost) > MOST:
        _say(f"left out {len(lost) - MOST:,} more; {where} has them")


def _pair(option, text):
    name, equals, value = text.partition("=")
    if not equals or not name.strip() or (option == "--grid" and not value.strip()):
        raise Refused(f"{option} {text}: write {'name=value' if option == '--set' else 'name=value,value'}")
    return name.strip(), value


def _tell(record, quiet):
    """What one run left out, and what of it failed."""
    folder = os.path.relpath(record["folder"])
    lost = [] if quiet else [(one["path"], one["reason"]) for one in record["skipped"]]
    _tell_lost(lost, os.path.join(folder, "run.json"))
    for entry in record["notebooks"]:
        if entry["status"] != "done":
            page = f"; see {os.path.join(folder, entry['page'])}" if entry["page"] else ""
            _say(f"{entry['name']} failed: {entry['error']}{page}")
    if "error" in record:
        _say(record["error"])


def _count(record):
    if "runs" in record:
        done = sum(one["status"] == "done" for one in record["runs"])
        kept = sum("kept" in one for one in record["runs"])
        before = f", {kept} of them from before" if kept else ""
        return f"{done} of {len(record['runs'])} runs done{before}"
    ran = record["timing"]["notebooks"]  # entries of an earlier run may stand beside them
    done = sum(entry["status"] == "done" for entry in record["notebooks"] if entry["name"] in ran)
    return f"{done} of {len(ran)} notebooks in {record['timing']['seconds']:.1f} s"


def _compare(options):
    from .running import compare

    result = compare.compare(*options.runs)
    if options.page:
        compare.write_page(options.page, result)
    if options.json:
        print(json.dumps(result, indent=1, ensure_ascii=False))
    elif not options.quiet:
        print(terminal.clean("\n".join(compare.lines(result))))
    return 0


def _find(options):
    from .loading.corpus import from_text
    from .pages.outputs import plain
    from .reading import figures

    text = " ".join(options.text) if options.text not in ([], ["-"]) else _standard_input()
    found, rejected = figures.read(from_text(text).records[0])
    rejected = rejected if options.rejected else []
    if options.json:
        for row in (*found, *rejected):
            print(json.dumps(plain(row._asdict()), ensure_ascii=False))
        return 0
    if (told := terminal.found(found, rejected, not options.quiet)) or not options.quiet:
        print(told or "no figures")
    return 0


def _standard_input():
    if sys.stdin.isatty():
        _say("type a text; Ctrl-D on a line of its own ends it")
    return sys.stdin.buffer.read().decode("utf-8", "replace")


if __name__ == "__main__":
    sys.exit(main())
