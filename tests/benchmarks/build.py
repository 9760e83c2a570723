"""Print what ``newsfigures build`` costs on a synthetic collection of wire stories, stage by stage.

Run as ``python tests/benchmarks/build.py stages|scale|workers|cost [copies]``, or with ``write FOLDER
[copies]`` to keep the collection. One copy is 21,500 stories in about 29 MB of Reuters-style SGML, put
together from the sentences of ``wire.txt`` and the pieces of sentences without numbers in ``prose.txt``, with
other numbers, names and orders, always the same ones. ``copies`` may be a fraction.
"""

import functools
import gc
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

HERE = Path(__file__).parent
STORIES, FILES = 21_500, 22
NAMES = "Meridian Northern Allied Pacific Continental Harbor Sterling Summit Granite Cascade Beacon Delta"
KINDS = "Industries Holdings Resources Bank Oil Steel Foods Airlines Chemicals Motors Insurance Savings"
PLACES = "London Tokyo Paris Chicago Jakarta Lagos Bonn Ottawa Caracas Manila Geneva Cairo Lima Oslo Zurich"


def story(number):
    """One record; the same number makes the same story."""
    rng = random.Random(number)
    wire, pieces = _sentences()
    name = f"{_word(rng)} {rng.choice(KINDS.split())}"
    place = rng.choice(PLACES.split())
    short = rng.random() < 0.4
    chosen = [
        rng.choice(wire) if rng.random() < (0.7 if short else 0.3) else " ".join(map(rng.choice, pieces))
        for _ in range(2 if short else rng.randint(6, 18))
    ]
    fill = (_changed(s, rng).replace("{n}", name).replace("{p}", place) for s in chosen)
    paragraphs = ["\n".join(textwrap.wrap("    " + s, 60)) for s in fill]
    title = (
        f"{name} {rng.choice(['SEES', 'REPORTS', 'RAISES', 'TO SELL'])} {rng.choice(wire).split(',')[0][:40]}"
    )
    body = "\n".join(paragraphs).replace("&", "&amp;").replace("<", "&lt;")
    return (
        f'<REUTERS TOPICS="YES" LEWISSPLIT="TRAIN" CGISPLIT="TRAINING-SET" OLDID="{number}" '
        f'NEWID="{number + 1}">\n'
        f"<DATE>{rng.randint(1, 28)}-{rng.choice(['MAR', 'APR', 'JUN', 'OCT'])}-1987 15:01:01.79</DATE>\n"
        "<TOPICS><D>earn</D></TOPICS>\n<PLACES><D>usa</D></PLACES>\n<PEOPLE></PEOPLE>\n<ORGS></ORGS>\n"
        "<EXCHANGES></EXCHANGES>\n<COMPANIES></COMPANIES>\n<UNKNOWN>\n&#5;&#5;&#5;F\n</UNKNOWN>\n"
        f"<TEXT>&#2;\n<TITLE>{title.upper().replace('&', '&amp;')}</TITLE>\n"
        f"<DATELINE>    {place.upper()}, March 9 - </DATELINE><BODY>{body}\n Reuter\n&#3;</BODY>"
        "</TEXT>\n</REUTERS>\n"
    )


@functools.cache
def _sentences():
    pieces = [line.split(" | ") for line in (HERE / "prose.txt").read_text("utf-8").splitlines()]
    return (HERE / "wire.txt").read_text("utf-8").splitlines(), pieces


def _word(rng):
    return (
        rng.choice(NAMES.split())
        + rng.choice(["an", "el", "or", "is", "um", "et"])
        + rng.choice(["da", "vik", "ton", "ra", "mar"])
    )


def _changed(sentence, rng):
    """Other digits, but those of years: so many stories do not tell the same."""

    def other(m):
        year = re.fullmatch(r"(?:19|20)\d\d", m[0])
        return m[0] if year else str(rng.randint(1, 9)) + "".join(str(rng.randint(0, 9)) for _ in m[0][1:])

    return re.sub(r"\d+", other, sentence)


def write(folder, copies=1.0):
    """Write the collection, or a share of it, to ``folder``; returns its bytes."""
    folder, total = Path(folder), 0
    folder.mkdir(parents=True, exist_ok=True)
    for file in range(max(1, round(FILES * copies))):
        numbers = range(file * STORIES // FILES, (file + 1) * STORIES // FILES)
        text = '<!DOCTYPE lewis SYSTEM "lewis.dtd">\n' + "".join(map(story, numbers))
        (folder / f"reut2-{file:05}.sgm").write_text(text, "utf-8")
        total += len(text)
    return total


def stages():
    """Seconds of processor time a megabyte of text for each stage, beside its floor."""
    from collections import Counter
    from unittest.mock import patch

    from newsfigures.building import parts, store
    from newsfigures.claiming import claims, meaning
    from newsfigures.loading import corpus, language, sources
    from newsfigures.mentioning import sectors, taxonomy
    from newsfigures.reading import figures

    folder = Path(tempfile.mkdtemp())
    (folder / "a.sgm").write_text("".join(map(story, range(700))), "utf-8")
    table, seen = taxonomy.load_taxonomy(), meaning.Seen()
    terms = re.compile(
        r"\b(?:" + "|".join(sorted({t for t in table.tree if t}, key=len, reverse=True)) + r")\b"
    )
    figures.read(corpus.make_document("x", "Trade rose 5 % in 2023."))  # tables are loaded once
    items = list(sources.read(folder).items)
    size = sum(len(i.raw) for i in items) / 1e6
    documents = [corpus.make_document(i.path, i.raw, i.facts) for i in items]
    found = [figures.read(d)[0] for d in documents]
    for d in documents:
        seen.add(d)
    known, punkt = seen.known(), language._punkt()
    texts = [(d, s.text) for d in documents for s in d.sentences]
    part = parts.Part("p", [(i, {}) for i in items], 0)
    address = tempfile.mkdtemp()  # not in the folder that is read
    part.make(address)
    task = parts.Claims.of("p", known, address)
    kept = {}
    with patch.object(
        store.Store, "write", lambda self, table, key, rows, columns: kept.update({table: (rows, columns)})
    ):
        part.make(address)
    parquet = lambda: [store.Store(address).write(n, "q", *t) for n, t in kept.items()]  # noqa: E731
    rows = [
        (
            "read and decode SGML",
            lambda: list(sources.read(folder).items),
            lambda: (folder / "a.sgm").read_text("utf-8"),
        ),
        (
            "clean, sentences",
            lambda: [corpus.make_document(i.path, i.raw, i.facts) for i in items],
            lambda: [list(punkt.span_tokenize(i.raw)) for i in items],
        ),
        (
            "words, hash, notes",
            lambda: [corpus.row(d) for d in documents],
            lambda: [re.findall(r"\w+", t) for _, t in texts],
        ),
        (
            "word counts",
            lambda: Counter(w.lower() for _, t in texts for w in language.words(t)),
            lambda: [re.findall(r"\w+", t) for _, t in texts],
        ),
        (
            "figures",
            lambda: [figures.read(d) for d in documents],
            lambda: [re.findall(r"\d", i.raw) for i in items],
        ),
        (
            "names",
            lambda: [meaning.Seen().add(d) for d in documents],
            lambda: [re.findall(r"[A-Z]\w+", t) for _, t in texts],
        ),
        (
            "claims",
            lambda: [claims.read(d, f, known) for d, f in zip(documents, found, strict=True)],
            lambda: [re.findall(r"\d", i.raw) for i in items],
        ),
        (
            "mentions",
            lambda: [sectors.read(d, table) for d in documents],
            lambda: [terms.findall(t.lower()) for _, t in texts],
        ),
        ("Parquet written", parquet, None),
        ("all: first pass", lambda: part.make(address), None),
        ("all: claims pass", lambda: task.make(address), None),
    ]
    print(f"{size:.2f} MB of text, {sum(map(len, found))} figures")
    print(f"{'stage':24}{'s/MB':>8}{'MB/s':>8}{'floor':>9}{'ratio':>8}")
    costs = {}
    for name, stage, floor in rows:
        costs[name] = _least(stage) / size
        told = f"{name:24}{costs[name]:8.3f}{1 / costs[name]:8.2f}"
        print(
            told
            + (f"{size / (least := _least(floor)):9.1f}{costs[name] * size / least:8.1f}" if floor else ""),
            flush=True,
        )
    costs["all"] = costs["read and decode SGML"] + costs["all: first pass"] + costs["all: claims pass"]
    print(f"{'all together':24}{costs['all']:8.3f}{1 / costs['all']:8.2f}")
    shutil.rmtree(folder)
    shutil.rmtree(address)
    return costs


def _least(function):
    """Least processor time of three runs, each with empty caches of sentences."""
    times = []
    for _ in range(3):
        for one in gc.get_objects():
            if isinstance(one, functools._lru_cache_wrapper) and one.cache_info().maxsize:
                one.cache_clear()
        start = time.process_time()
        function()
        times.append(time.process_time() - start)
    return min(times)


def _build(news, out, *options):
    """Run the command; returns wall and processor seconds, peak megabytes of a process, what it said."""
    start = time.monotonic()
    command = [sys.executable, "-m", "newsfigures.cli", "build", str(news), str(out), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        told = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the build failed with {process.returncode}: {told}")
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, told.strip()


def scale(*copies):
    """Time and peak memory at several sizes, in one process."""
    print(f"{'copies':>7}{'MB':>8}{'wall s':>9}{'cpu s':>9}{'MB/s':>7}{'peak MB':>9}")
    for n in copies or (1, 3):
        with tempfile.TemporaryDirectory() as folder:
            size = write(f"{folder}/news", n) / 1e6
            wall, cpu, peak, told = _build(f"{folder}/news", f"{folder}/out", "--engine", "process")
            told = told.split("; ", 1)[1]
            print(f"{n:7g}{size:8.1f}{wall:9.1f}{cpu:9.1f}{size / cpu:7.2f}{peak:9.0f}   {told}", flush=True)


def workers(copies=1):
    """One process against two."""
    with tempfile.TemporaryDirectory() as folder:
        write(f"{folder}/news", copies)
        one = _build(f"{folder}/news", f"{folder}/one", "--engine", "process")
        two = _build(f"{folder}/news", f"{folder}/two", "--engine", "pool", "--workers", "2")
        again = _build(f"{folder}/news", f"{folder}/two", "--engine", "pool", "--workers", "2")
    print(f"one process {one[0]:.1f} s, two {two[0]:.1f} s, ratio {one[0] / two[0]:.2f}")
    print(f"with nothing to do {again[0]:.1f} s")


def cost(copies=0.045, text=800):
    """Core-hours and gigabytes for a million to a billion articles of ``text`` characters, by the stages."""
    costs = stages()
    with tempfile.TemporaryDirectory() as folder:
        write(f"{folder}/news", copies)
        _build(f"{folder}/news", f"{folder}/out")
        stories = STORIES * max(1, round(FILES * copies)) // FILES
        sizes = {
            t.name: sum(f.stat().st_size for f in t.iterdir()) / stories
            for t in Path(folder, "out").glob("*/")
        }
    key = 200  # bytes of a claim in a shuffle: its slots, its interval and where it stands
    claims = 9 * text / 1000  # a claim for every 110 characters, as in this collection
    print()
    print(
        f"{'articles':>14}{'text GB':>9}{'core-hours':>12}{'Parquet GB':>12}{'names GB':>9}{'claims GB':>10}"
    )
    for n in (10**6, 10**8, 10**9):
        hours = n * text / 1e6 * costs["all"] / 3600
        row = (
            n * text / 1e9,
            hours,
            n * sum(sizes.values()) / 1e9,
            n * sizes["names"] / 1e9,
            n * claims * key / 1e9,
        )
        print(f"{n:14,}{row[0]:9.1f}{row[1]:12.1f}{row[2]:12.1f}{row[3]:9.1f}{row[4]:10.1f}")


if __name__ == "__main__":
    chosen, *numbers = sys.argv[1:] or ["stages"]
    if chosen == "write":
        print(f"{write(numbers[0], *map(float, numbers[1:])):,} bytes")
    else:
        {f.__name__: f for f in (stages, scale, workers, cost)}[chosen](*map(float, numbers))
