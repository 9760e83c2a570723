"""Coverage-guided fuzzing of load, figures, claims and ledger, with what must hold checked at each step.

    python -m venv fuzz && fuzz/bin/pip install -r requirements.txt atheris
    fuzz/bin/python tests/fuzz/fuzz.py FOLDER -max_total_time=3600
    fuzz/bin/python tests/fuzz/fuzz.py --again FOLDER/finds/*

An input is the files of a corpus folder, cut at ``PART``; the first sign of each says which file it is. Half
of the mutations put in, double or take out words of the library's own lists, so that the reader gets past the
first digit. What breaks is kept in FOLDER/finds, one input for each place that raised, and fuzzing goes on;
``--again`` runs such inputs without coverage and prints what they raise. FOLDER/seen keeps what is new.
"""

import contextlib
import csv
import hashlib
import random
import re
import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent / "lib")]
AGAIN = sys.argv[1:2] == ["--again"]
if not AGAIN:
    import atheris
with contextlib.nullcontext() if AGAIN else atheris.instrument_imports(include=["newsfigures"]):
    import invariants
    import newsfigures as nf
    from newsfigures.claiming import claims as _claims  # noqa: F401
    from newsfigures.counting import reuse as _reuse  # noqa: F401
    from newsfigures.reading import figures
    from newsfigures.reconciling import ledger as _ledger  # noqa: F401
    from newsfigures.reconciling import references as _references  # noqa: F401
    from newsfigures.reconciling import relations as _relations  # noqa: F401

PART = b"\n%%"
NAMES = ("a.txt", "b.txt", "c.md", "documents.csv", "references.csv", "overrides.csv", "d.csv", "e.jsonl")
NAMES += ("f.sgm", "g.txt", "h.json", "sub/i.txt")
SECONDS, PER_KILOBYTE = 6.0, 2.0  # of a run, with the instrumentation's own cost, about tenfold


def run(data, folder):
    """Write the files, go from loading to the ledger and check each step."""
    for number, part in enumerate(data.split(PART)[:6]):
        name = NAMES[(part[0] if part else 0) % len(NAMES)] if number else NAMES[0]
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(part[1:] if number else part)
    try:
        corpus = nf.load(folder)
    except ValueError as error:
        if "nothing to read" in str(error):
            return
        raise
    for document in corpus.records:
        invariants.check_document(document)
        invariants.check_figures(document, *figures.read(document))
    claims = nf.find_claims(corpus)
    try:
        references = corpus.references if (folder / "references.csv").exists() else None
        overrides = corpus.overrides if (folder / "overrides.csv").exists() else None
    except ValueError as error:
        if re.match(r"(?:references|overrides)\.csv", str(error)):
            return
        raise
    ledger = nf.reconcile(claims, references, overrides)
    invariants.check_ledger(claims, ledger)
    if len(data) % 16 == 0:  # rarely, since they are slow
        assert max(len(ledger.matrix()), len(ledger.work())) <= len(ledger.groups)


def timed(data):
    folder = Path(tempfile.mkdtemp(prefix="fuzz-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
    started = time.process_time()
    try:
        run(data, folder)
    finally:
        shutil.rmtree(folder)
    took = time.process_time() - started
    assert took < SECONDS + PER_KILOBYTE * len(data) / 1000, f"{took:.1f} s for {len(data)} bytes"


class Fuzzer:
    def __init__(self, folder):
        self.finds = folder / "finds"
        self.finds.mkdir(parents=True, exist_ok=True)
        self.words = _vocabulary()
        timed(b"Trade rose 26 % to $240 billion in 2023.")  # what is read once is read now

    def one(self, data):
        try:
            timed(data)
        except Exception as error:
            places = traceback.extract_tb(error.__traceback__)
            own = [p for p in places if "newsfigures" in p.filename] or places
            last = f"{type(error).__name__} {own[-1].filename} {own[-1].line} {places[-1].line}"
            path = self.finds / hashlib.sha256(last.encode()).hexdigest()[:12]
            if not path.exists() or path.stat().st_size > len(data):  # the shortest is kept
                path.write_bytes(data)
                path.with_suffix(".log").write_text(traceback.format_exc(), "utf-8", "replace")

    def mutate(self, data, size, seed):
        draw = random.Random(seed)
        if draw.random() < 0.4:
            return atheris.Mutate(data, size)
        for _ in range(draw.randint(1, 4)):
            tokens = re.split(rb"(\s+)", data)
            at = draw.randrange(len(tokens))
            match draw.randrange(5):
                case 0:
                    tokens.insert(at, draw.choice(self.words) + b" ")
                case 1:
                    tokens[at] = draw.choice(self.words)
                case 2:
                    del tokens[at : at + draw.randint(1, 6)]
                case 3:
                    tokens[at:at] = tokens[at : at + draw.randint(1, 12)] * draw.randint(1, 3)
                case 4:
                    other = draw.randrange(len(tokens))
                    tokens[at], tokens[other] = tokens[other], tokens[at]
            data = b"".join(tokens)
        return data[:size]


def _vocabulary():
    """Words of the library's lists, words of the articles, and signs that readers stumble over."""
    words = {
        "$",
        "€",
        "%",
        "½",
        "٣",
        "–",
        "\u202f",
        "\u200f",
        "(",
        ")",
        '"',
        "'",
        "\n\n",
        ".",
        ",",
        ";",
        "&#8364;",
    }
    words |= {PART.decode() + chr(n) for n in range(len(NAMES))}
    words |= {'{"text": "', "<REUTERS", "<BODY>", "</BODY>", "</REUTERS>"}
    words |= {"&#8364;", "# ", "- ", "By ", "NaN", "inf"}
    for path in sorted((TESTS.parent / "lib" / "newsfigures" / "data").iterdir()):
        if path.suffix in (".csv", ".txt"):
            words |= set(re.findall(r"[^\s,|:]+", path.read_text("utf-8")))
    return sorted(w.encode() for w in words)


def _first_inputs(folder):
    """Paragraphs of the articles, look-alikes of the gold, and the articles' tables beside them."""
    seeds = TESTS.parent / "seeds"
    table = (seeds / "references.csv").read_bytes().split(b"\n")
    rules = b"action,claim,field,value,note\nset,a-1,value,5,x\npair,a-1,b-1,,\nsplit,a-2,,,\nreject,b-1,,,\n"
    about = b"document,outlet,date\na,Times,2024-05-16\nb,Post,2024-05\n"
    texts = b"\n".join(f.read_bytes() for f in sorted(seeds.glob("*.txt")))
    paragraphs = [p[:1500] for p in re.split(rb"\n+", texts) if p.strip()]
    with (TESTS / "gold" / "figures.csv").open(encoding="utf-8") as file:
        rows = [next(iter(row.values())).encode() for row in csv.DictReader(file)]
    pieces = paragraphs + [b" ".join(rows[n : n + 9]) for n in range(0, len(rows), 9)]
    for n, piece in enumerate(pieces):
        beside = [b"\x01" + pieces[n - 1], b"\x03" + about, b"\x04" + table[0] + b"\n" + table[1 + n % 40]]
        beside.append(b"\x05" + rules)
        (folder / f"first-{n:04}").write_bytes(PART.join([piece, *beside[: n % 5]]))


def main():
    if AGAIN:
        for path in map(Path, sys.argv[2:]):
            if path.suffix != ".log":
                try:
                    timed(path.read_bytes())
                    print(f"{path.name}: holds")
                except Exception as error:
                    print(f"{path.name}: {type(error).__name__}: {str(error)[:200]}")
        return
    folder = Path(sys.argv[1])
    fuzzer, seen = Fuzzer(folder), folder / "seen"
    with contextlib.suppress(AssertionError):  # the first time is slow: lists are read, modules imported
        timed(PART.join([b"Trade rose 26 % to $240 billion.", b"\x04reference,value\nR1,5"]))
    if not seen.exists():
        seen.mkdir()
        _first_inputs(seen)
    options = [
        f"-artifact_prefix={fuzzer.finds}/",
        "-max_len=6000",
        "-timeout=300",
        "-rss_limit_mb=4000",
        *sys.argv[2:],
        str(seen),
    ]
    atheris.Setup([sys.argv[0], *options], fuzzer.one, custom_mutator=fuzzer.mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
