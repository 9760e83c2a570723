"""``newsfigures build``: a corpus as tables in Parquet files, part by part and in bounded memory.

The stream of articles is cut into parts; a part that is there already is not made again, so that a build
which was stopped goes on, and one whose articles changed makes only the parts that hold them. ``build.json``
names the parts in their order and is written last: until then the tables are those of the build before.
"""

import functools
import hashlib
import itertools
import json
from importlib.resources import files
from typing import NamedTuple

from .. import __version__
from ..claiming import meaning
from ..loading import corpus, formats, sources
from . import built, engines, parts
from .store import Store

PART = 1.5  # megabytes of text
SMALL = 3  # parts from which all cores are used when no engine is named
COMPARED = 5_000_000  # words up to which a build compares its documents: that takes 0.5 kB of memory a word
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
        for part, result in run(functools.partial(parts.read_part, address=store.address), missing()):
            made += 1
            tell("read", part.size)
            if isinstance(result, Exception):
                failed.add(part.key)
                lost.append(_failure(part.articles[0][0].path, len(part.articles), result))
        lost += sidecar.messages(found.whole)
        order = [key for key in order if key not in failed]
        claims = _claims(store, order, run, lost, tell)
        return _finish(store, found, claims, lost, made, tell)


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
    """Make the missing claims; return for each part that has them the two keys of its files."""
    seen = meaning.Seen()
    for key in order:
        for name, kind in store.rows("names", [key]):
            if kind != "asked":
                getattr(seen, kind).add(name)
    known, have, found = seen.known(), store.keys("claims"), {}

    def missing():
        for key in order:
            task = parts.claims_of(key, known, store.address)
            found[key] = task.key
            if task.key not in have:
                yield task

    for task, result in run(functools.partial(parts.claim_part, address=store.address), missing()):
        tell("claims", 0)
        if isinstance(result, Exception):
            documents = store.read("documents", [task.part], ["document"])["document"].to_pylist()
            lost.append(_failure(documents[0], len(documents), result))
            del found[task.part]
    return [(key, found[key]) for key in order if key in found]


def _finish(store, found, keys, lost, made, tell):
    """Write the record, then remove what it does not name."""
    inside, words = [], []
    for key, _ in keys:
        words += store.read("documents", [key], ["words"])["words"].to_pylist()
        inside += store.read("skipped", [key]).to_pylist()
    documents = len(words)
    lost += [formats.Skipped(**row) for row in inside]
    if not documents:
        reasons = "; ".join(f"{s.path}: {s.reason}" for s in lost[:5]) or "it holds no article files"
        raise ValueError(f"nothing to read in {found.folder or found.name}: {reasons}")
    for name in SIDECARS:
        if (content := sources.read_sidecar(found.folder, name)) is not None:
            store.put(name, content)
    record = {"newsfigures": __version__, "name": found.name, "documents": documents, "parts": keys}
    record["skipped"] = [list(s) for s in lost]
    tell("groups", 0)
    record["groups"] = _groups(store, record) if sum(words) <= COMPARED else ""
    store.put("build.json", json.dumps(record, ensure_ascii=False, indent=1).encode())
    whole = {part for part, _ in keys}
    store.keep(
        dict.fromkeys(parts.COLUMNS, whole)
        | {"claims": {claim for _, claim in keys}, "groups": {record["groups"]}}
    )
    return Built(documents, len(keys), made, lost)


def _groups(store, record):
    """Store which documents copy each other, a table of the whole corpus; return the key of its file.

    The key is that of all texts and of the code that compares them: what did not change is there already.
    """
    from ..counting import reuse

    code = files("newsfigures.counting").joinpath("reuse.py").read_bytes()
    told = hashlib.sha256(" ".join(part for part, _ in record["parts"]).encode() + code)
    key = told.hexdigest()[:32]
    if key not in store.keys("groups"):
        groups = reuse.independent_groups(built.Built(store.address, record))
        store.write("groups", key, groups.values.tolist(), list(groups.columns))
    return key
