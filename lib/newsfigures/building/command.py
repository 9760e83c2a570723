"""The command ``newsfigures build``."""

import json
import os
import sys
import time

MOST = 20  # of what was lost is named one by one


def add(command):
    """Add its options; ``command`` makes a parser from an action, a summary and an example."""
    made = command(
        build,
        "write the tables of a corpus of any size as Parquet, which `run --corpus` and nf.load then read",
        "newsfigures build news/reuters tables/reuters\n"
        "  newsfigures build s3://bucket/crawl s3://bucket/tables --engine dask --scheduler tcp://head:8786",
    )
    made.add_argument("corpus", help="folder of articles, file, pattern or address")
    made.add_argument("out", help="folder or address of the tables; what is there and unchanged stays")
    made.add_argument(
        "--engine", choices=["process", "pool", "dask"], default="", help="default: by the size of the corpus"
    )
    made.add_argument("--scheduler", default="", metavar="tcp://…", help="of a Dask cluster that is running")
    made.add_argument("--workers", type=int, metavar="N", help="processes (default: cores)")
    made.add_argument("--part-size", type=float, default=1.5, metavar="MB", help="of text (default: 1.5)")
    made.add_argument("--limit", type=float, default=10, metavar="MB", help="of one article (default: 10)")
    made.add_argument("--column", action="append", default=[], metavar="text=NAME", help="a column of tables")


def build(options) -> int:
    """Do it; the exit code is 1 where anything was lost, 2 where nothing could be read."""
    from .. import progress
    from ..pages import terminal
    from . import build as building

    def say(text):
        print(f"newsfigures: {terminal.clean(text)}", file=sys.stderr)

    columns = dict(pair.split("=", 1) for pair in options.column if "=" in pair)
    wrong = set(columns) - {"text", "id", "title", "date", "outlet", "author"}
    if wrong or len(columns) < len(options.column):
        say("--column takes text, id, title, date, outlet or author, as --column text=story")
        return 2
    if options.part_size <= 0 or options.limit <= 0 or (options.workers or 1) < 1:
        say("--part-size, --limit and --workers must be more than 0")
        return 2
    start, bar = time.monotonic(), progress.bar(what="text", quiet=options.quiet, unit="B", unit_scale=True)
    try:
        done = building.build(
            options.corpus,
            options.out,
            options.engine,
            options.scheduler,
            options.workers,
            options.part_size,
            lambda stage, size: (bar.set_description(stage), bar.update(size)),
            limit=int(options.limit * 1e6),
            columns=columns,
        )
    except Exception as error:
        bar.close()
        if not (isinstance(error, (ValueError, OSError)) or "://" in options.corpus + options.out):
            raise
        told = isinstance(error, OSError) and error.filename and error.strerror
        say(f"{error.filename}: {told}" if told else error)  # each kind of storage has errors of its own
        return 2
    bar.close()
    for path, reason in done.lost[:MOST]:
        say(f"{path}: {reason}")
    if len(done.lost) > MOST:
        say(f"and {len(done.lost) - MOST} more, all in the table skipped of the corpus")
    if options.json:
        told = done._replace(lost=[item._asdict() for item in done.lost])._asdict()
        print(json.dumps(told, ensure_ascii=False, indent=1))
    elif not options.quiet:
        made = f"{done.made} of {done.parts} parts made in {time.monotonic() - start:.1f} s"
        where = options.out if "://" in options.out else os.path.relpath(options.out)
        print(f"{done.documents} documents in {where}; {made}; {len(done.lost)} lost")
    return 1 if done.lost else 0
