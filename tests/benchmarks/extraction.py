"""How fast figures are read: beside a bare scan for digits and the peers, on one core, in one run.

    python tests/benchmarks/extraction.py [--text FILE] [--repeat N]

Prints characters a CPU second for number-dense wire sentences (one figure in 35 characters, written for this
benchmark) and for the five articles, the ratio to a bare scan for digits by one compiled regular expression,
where the time goes, the peak of memory, and whether time grows with the length on hostile text. Peers
(quantulum3, recognizers-text-suite) are measured when they can be imported. They are given one sentence after
the other, so ``figures.read``, which knows the sentences, does the same work; ``find_figures`` cuts the text
and makes the table too.
"""

import argparse
import re
import time
import tracemalloc
from pathlib import Path

import newsfigures as nf
from newsfigures.loading import corpus
from newsfigures.reading import context, figures, joins, numbers, periods
from newsfigures.reading.text import Text

HERE = Path(__file__).parent
HOSTILE = {
    "digits": "1",
    "digits and commas": "1,",
    "grouped digits": "111,",
    "opening brackets": "(",
    "one word": "a",
    "million": "million ",
    "number words": "two hundred and ",
    "years in words": "twenty ",
    "months": "may ",
    "ranges": "5-6 to 7 ",
    "dollar signs": "$",
    "inches": '5" ',
    "shares": "one man in ten ",
    "labels": "lines 5, 6 and 7 ",
    "hyphens": "a-five-",
}


def seconds(work, *arguments, times=3):
    """The least CPU time of some calls."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work(*arguments)
        best = min(best, time.process_time() - start)
    return best


def floor(text):
    return [m.span() for m in re.finditer(r"\d+", text)]


def by_sentence(work, text):
    """Call a peer sentence by sentence; on a long text they are slower still."""
    for sentence in text.splitlines():
        work(sentence)


def peers():
    """Name and parser of each peer that can be imported; None for one that is not installed."""
    try:
        from quantulum3 import parser

        yield "quantulum3", lambda s: parser.parse(s)
    except ImportError:
        yield "quantulum3", None
    try:
        from recognizers_number import recognize_number
        from recognizers_number_with_unit import Culture, recognize_currency, recognize_dimension

        yield (
            "recognizers-text",
            lambda s: [
                f(s, Culture.English) for f in (recognize_number, recognize_currency, recognize_dimension)
            ],
        )
    except ImportError:
        yield "recognizers-text", None


def speed(name, text, repeat):
    long = "\n".join([text] * repeat)
    document = corpus.from_text(long).records[0]
    nf.find_figures(text)
    base = seconds(floor, long)
    print(f"\n{name}: {len(long):,} characters, {len(figures.read(document)[0]):,} figures")
    rows = [
        ("bare scan for digits", base, len(long)),
        ("figures.read", seconds(figures.read, document), len(long)),
        ("find_figures (text in, table out)", seconds(nf.find_figures, long), len(long)),
    ]
    for peer, work in peers():
        if work is None:
            print(f"  {peer}: not installed")
        else:
            work("5 km")
            sample = "\n".join(text.splitlines()[:60])
            rows.append((peer, seconds(by_sentence, work, sample, times=1), len(sample)))
    ours, whole = (size / spent for _, spent, size in rows[1:3])
    for label, spent, size in rows:
        rate = size / spent
        times = f"read is {ours / rate:.2f} times, find_figures {whole / rate:.2f} times that"
        print(f"  {label:36s} {rate:14,.0f} characters a second   {times}")
    return document


def stages(document):
    """Share of the time of each stage of reading one document."""
    source = Text(document.text, document.raw)
    found = figures.read(document)
    reader = figures._Reader(document)
    reader._scan()
    joined = joins.join(reader.amounts, source)[0]
    parts = {
        "find candidates": seconds(lambda: _scan(source)),
        "find periods": seconds(periods.find, source, document.date),
        "read numbers and units": seconds(lambda: figures._Reader(document)._scan())
        - seconds(lambda: figures._Reader(document)),
        "read the sentence around": seconds(context.describe, joined, source.low),
        "all": seconds(figures.read, document),
    }
    print(
        "  " + ", ".join(f"{k} {v / parts['all']:.0%}" for k, v in parts.items()),
        f"({len(found[0])} figures)",
    )


def _scan(source):
    at, find = -1, numbers.finder(source)
    while (at := find(at + 1)) >= 0:
        pass


def memory(text):
    """The peak of what reading allocates beside the document, for one text and for twenty in a row."""
    print("\npeak memory of reading, bytes a character")
    for repeat in (1, 20):
        document = corpus.from_text("\n".join([text] * repeat)).records[0]
        tracemalloc.start()
        figures.read(document)
        peak = tracemalloc.get_traced_memory()[1] / len(document.text)
        print(f"  {len(document.text):10,} characters {peak:6.1f}")
        tracemalloc.stop()


def hostile():
    print(
        "\nhostile text, CPU seconds at 125, 250, 500, 1000 thousand characters; growth of the last doubling"
    )
    for name, piece in HOSTILE.items():
        spent = []
        for size in (125_000, 250_000, 500_000, 1_000_000):
            document = corpus.from_text((piece * size)[:size]).records[0]
            spent.append(seconds(figures.read, document, times=1))
        print(
            f"  {name:20s} "
            + " ".join(f"{s:7.3f}" for s in spent)
            + f"   x{spent[3] / max(spent[2], 1e-9):.1f}"
        )


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--text", type=Path, default=HERE / "wire.txt", help="a text, one sentence a line")
    options.add_argument("--repeat", type=int, default=12, help="how often the text is repeated")
    options = options.parse_args()
    wire = options.text.read_text("utf-8")
    stages(speed("wire sentences", wire, options.repeat))
    articles = "\n".join(d.raw for d in nf.load("seeds").records)
    stages(speed("five articles", articles, options.repeat))
    memory(wire)
    hostile()
