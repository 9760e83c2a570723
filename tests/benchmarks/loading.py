"""Print the speed of each stage of loading beside its floor, in megabytes of text a second, in one process.

Run as ``python tests/benchmarks/loading.py [copies]``. The floor of cleaning is the 1:1 view of the text, of
sentences NLTK's own Punkt line by line, of words the same pattern in Python's ``re``, and of a whole document
its sentences.
"""

import re
import sys
import time
from pathlib import Path

from newsfigures.loading import cleaning, corpus, language, layout

SEEDS = Path(__file__).parents[2] / "seeds"


def rate(function, texts):
    """Best of three runs, in MB/s."""
    best = 1e9
    for _ in range(3):
        start = time.perf_counter()
        for text in texts:
            function(text)
        best = min(best, time.perf_counter() - start)
    return sum(map(len, texts)) / 1e6 / best


def main(copies=40):
    texts = [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))] * copies
    punkt, pattern = language._punkt(), re.compile(language._WORD)
    stages = [
        ("cleaning", cleaning.read, layout.view),
        (
            "sentences",
            language.sentence_spans,
            lambda t: [list(punkt.span_tokenize(x)) for x in t.split("\n")],
        ),
        ("words", language.words, pattern.findall),
        ("document, without words", lambda t: corpus.make_document("x", t), language.sentence_spans),
    ]
    print(f"{'stage':26}{'MB/s':>8}{'floor':>8}{'ratio':>8}")
    for name, stage, floor in stages:
        ours, least = rate(stage, texts), rate(floor, texts)
        print(f"{name:26}{ours:8.2f}{least:8.2f}{ours / least:8.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
