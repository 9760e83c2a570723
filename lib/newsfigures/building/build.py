"""``newsfigures build``: a corpus as tables in Parquet files, part by part and in bounded memory.

The stream of articles is cut into parts; a part that is there already is not made again, so that a build
which was stopped goes on, and one whose articles changed makes only the parts that hold them. ``build.json``
names the parts in their order and is written last: until then the tables are those of the build before.
"""

import functools
import itertools
import json
import operator
from typing import NamedTuple

from .. import __version__, engines
from ..claiming import meaning
from ..loading import corpus, formats, sources
from . import parts
from .store import Store

PART = 1.5  # megabytes of text
SMALL = 3  # parts from which all cores are used when no engine is named
SIDECARS = ("references.csv", "overrides.csv", "sectors.csv")


class Built(NamedTuple):
    """What a build did: ``made`` of ``parts`` parts are new, ``lost`` was skipped or failed."""

    documents: int
    parts: int
    made: int
    lost: list[formats.Skipped]


def build(source, out, engine="", scheduler="", workers=None, part_size=PART, tell=None, **options) -> Built:
    """Write the tables of the corpus at ``source`` to the folder or address ``out``.

    engine: "process", "pool", "dask", or "" for a pool where more than ``SMALL`` parts are to be made.
    part_size: megabytes of text in a part. ``options`` go to ``sources.read``: ``limit`` and ``columns``.
    ``tell`` is called with a stage and the bytes of text that it has done.
    Raises FileNotFoundError and ValueError as ``load``, and ValueError where another build writes to ``out``.
    """
    found, store, lost, order = sources.read(source, **options), Store(out), [], []
    if found.whole and store.is_in(found.folder):  # they would be read as articles the next time
        raise ValueError(f"the tables cannot lie in the folder of the articles, {found.folder}")
    sidecar, have = corpus.Sidecar(found.folder), store.keys("documents")
    run = functools.partial(_run, engine, {"workers": workers}, scheduler)
    tell = tell or (lambda stage, size: None)

    def missing():
        for part in parts.cut(corpus.numbered(found.items), sidecar, int(part_size * 1e6), lost):
            order.append(part.key)
            tell("read", 0 if part.key not in have else part.size)
            if part.key not in have:
                yield part

    with store.held():
        made, failed = 0, set()
        for part, result in run(operator.methodcaller("make", store.address), missing()):
            made += 1
            tell("read", part.size)
            if isinstance(result, Exception):
                failed.add(part.key)
                lost.append(_failure(part.articles[0][0].path, len(part.articles), result))
        lost += sidecar.messages(found.whole)
        order = [key for key in order if key not in failed]
        keys, groups = _claims(store, order, run, lost, tell)
        return _finish(store, found, keys, groups, lost, made)


def _run(engine, options, scheduler, function, tasks):
    if not engine:
        first = list(itertools.islice(tasks, SMALL + 1))
        engine = "pool" if len(first) > SMALL else "process"
        tasks = itertools.chain(first, tasks)
    if engine == "dask":
        options = options | {"scheduler": scheduler}
    return getattr(engines, engine)(function, tasks, **options)


def _failure(first, count, error):
    more = f" and {count - 1} after it" if count > 1 else ""
    return formats.Skipped(first, f"this document{more} could not be read: {type(error).__name__}: {error}")


def _claims(store, order, run, lost, tell):
    """Make the missing claims and tell which documents copy each other; return for each part that has claims
    the two keys of its files, and the key of the groups, "" where they could not be told."""
    seen = meaning.Seen()
    for key in order:
        for name, kind in store.rows("names", [key]):
            if kind != "asked":
                getattr(seen, kind).add(name)
    known, have, found = seen.known(), store.keys("claims"), {}
    groups = parts.Groups.of(order)

    def missing():  # the longest task first
        if groups.key not in store.keys("groups"):
            yield groups
        for key in order:
            task = parts.Claims.of(key, known, store.address)
            found[key] = task.key
            if task.key not in have:
                yield task

    for task, result in run(operator.methodcaller("make", store.address), missing()):
        tell("claims", 0)
        if isinstance(result, Exception):
            if task is groups:  # a reader of the tables will have to tell
                lost.append(formats.Skipped("groups", f"copies were not told apart: {result}"))
                groups = None
                continue
            documents = store.read("documents", [task.part], ["document"])["document"].to_pylist()
            lost.append(_failure(documents[0], len(documents), result))
            del found[task.part]
    kept = [(key, found[key]) for key in order if key in found]
    if groups and len(kept) < len(order):  # not those of documents that are lost
        groups = parts.Groups.of([key for key, _ in kept])
        groups.make(store.address)
    return kept, groups.key if groups else ""


def _finish(store, found, keys, groups, lost, made):
    """Write the record, then remove what it does not name."""
    inside, documents = [], 0
    for key, _ in keys:
        documents += store.read("documents", [key], ["words"]).num_rows
        inside += store.read("skipped", [key]).to_pylist()
    lost += [formats.Skipped(**row) for row in inside]
    if not documents:
        reasons = "; ".join(f"{s.path}: {s.reason}" for s in lost[:5]) or "it holds no article files"
        raise ValueError(f"nothing to read in {found.folder or found.name}: {reasons}")
    for name in SIDECARS:
        if (content := sources.read_sidecar(found.folder, name)) is not None:
            store.put(name, content)
    record = {"newsfigures": __version__, "name": found.name, "documents": documents, "parts": keys}
    record |= {"skipped": [list(s) for s in lost], "groups": groups}
    store.put("build.json", json.dumps(record, ensure_ascii=False, indent=1).encode())
    whole = {part for part, _ in keys}
    store.keep(
        dict.fromkeys(parts.COLUMNS, whole) | {"claims": {claim for _, claim in keys}, "groups": {groups}}
    )
    return Built(documents, len(keys), made, lost)
