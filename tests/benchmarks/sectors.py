"""Speed of the scan for sector terms, beside the naive way and a bare scan, in one run.

    python tests/benchmarks/sectors.py [articles] [terms]

Articles of about 800 characters are drawn from the sentences of the repository's own texts. The naive way is
one compiled regular expression a term; the floor is one regular expression of the same wordings as a trie,
which does nothing else: no case, no sense, no offsets kept.
"""

import csv
import random
import re
import sys
import time
from pathlib import Path

from newsfigures import load
from newsfigures.mentioning import sectors, taxonomy

ROOT = Path(__file__).resolve().parents[2]


def articles(number, length=800):
    """Texts of about ``length`` characters from shuffled sentences, the same in every run."""
    corpus = load(ROOT / "seeds")
    pool = [s.text for d in corpus.records for s in d.sentences if s.kind == "sentence"]
    with (ROOT / "tests/gold/sectors_other.csv").open(encoding="utf-8", newline="") as file:
        pool += [row["text"] for row in csv.DictReader(file)]
    rng, texts = random.Random(1), []
    for _ in range(number):
        text = ""
        while len(text) < length:
            text += rng.choice(pool) + " "
        texts.append(text)
    return texts


def small_table(terms):
    """The library's ``terms`` shortest terms that are no names of firms, and these terms."""
    rows = [
        r for r in taxonomy.own_rows() if r["term"] and r["match"] != "case" and r["sector"] != taxonomy.NONE
    ]
    picked = sorted(rows, key=lambda r: len(r["term"]))[:terms]
    heads = [r for r in taxonomy.own_rows() if not r["term"]]
    import pandas as pd

    return taxonomy.load_taxonomy(pd.DataFrame(heads + picked)), [r["term"] for r in picked]


def trie(wordings):
    """One regular expression for all wordings, as a trie of characters."""
    root = {}
    for wording in wordings:
        node = root
        for letter in wording:
            node = node.setdefault(letter, {})
        node[""] = {}

    def write(node):
        parts = [re.escape(c) + write(n) for c, n in sorted(node.items()) if c]
        if not parts:
            return ""
        return "(?:" + "|".join(parts) + ")" + ("?" if "" in node else "")

    return re.compile(r"\b" + write(root) + r"\b")


def speed(work, texts):
    """Megabytes (million characters) a second of the better of two rounds."""
    size, best = sum(map(len, texts)) / 1e6, float("inf")
    for _ in range(2):
        start = time.perf_counter()
        work(texts)
        best = min(best, time.perf_counter() - start)
    return size / best


def main(number=20_000, terms=500):
    texts = articles(number)
    table, words = small_table(terms)
    full = taxonomy.load_taxonomy()
    patterns = [re.compile(rf"\b{re.escape(w)}s?\b", re.IGNORECASE) for w in words]
    floor = trie(form for w in words for form in (w.lower(), w.lower() + "s"))
    sample = texts[: max(1, number // 50)]
    print(
        f"{number:,} articles, {sum(map(len, texts)) / 1e6:.1f} MB; {len(words)} and {len(full.terms)} terms"
    )
    ours = speed(lambda ts: [table.scan(t) for t in ts], texts)
    rows = {
        f"scan, {len(words)} terms": ours,
        f"scan, {len(full.terms)} terms": speed(lambda ts: [full.scan(t) for t in ts], texts),
        "one regular expression a term": speed(
            lambda ts: [p.findall(t) for t in ts for p in patterns], sample
        ),
        "bare regular expression (floor)": speed(lambda ts: [floor.findall(t.lower()) for t in ts], texts),
    }
    for name, rate in rows.items():
        print(f"{name:34} {rate:8.2f} MB/s   scan is {ours / rate:6.1f} times as fast")
    import pandas as pd

    corpus = load(pd.DataFrame({"text": texts[: number // 10]}))
    start = time.perf_counter()
    mentions = sectors.find_mentions(corpus)
    rate = sum(len(t) for t in texts[: number // 10]) / 1e6 / (time.perf_counter() - start)
    print(f"find_mentions, all terms, to a table: {rate:.2f} MB/s, {len(mentions):,} mentions")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
