"""Print the time per kilobyte of adversarial text at four sizes: what is linear keeps its row level.

Run as ``python tests/benchmarks/linearity.py [largest kilobytes] [names of texts …]``. A text with a stage
that takes over a minute is not tried larger. The last column is how much dearer a kilobyte of the largest
size is than one of the smallest; what every call costs is in the smallest, so that it is mostly below 1.
"""

import sys
import time

import newsfigures as nf
import pandas as pd

TEXTS = {
    "digits": "7",
    "digits apart": "7 ",
    "commas": ",",
    "commas and digits": "1,",
    "million": "million ",
    "opening brackets": "(",
    "one word": "trade ",
    "one letter": "a",
    "quotes": '" ',
    "quoted": '"so" he said ',
    "dollars": "$",
    "dollars and digits": "$5 ",
    "line ends": "\n",
    "lines": "rose\n",
    "points": ". ",
    "and": "oil and gas and ",
    "capitals": "China Russia ",
    "capital letters": "A. B. ",
    "percent": "5 % of ",
    "years": "2023 to ",
    "from to": "from $5 million to ",
    "hyphens": "oil-gas-",
    "said": "said Ann that ",
    "one sentence": "Trade rose 26 % to $240 billion in 2023. ",
    "its own": "Exports of the company fell 3 % in May, it said. ",
    "spaces": " ",
    "accents": "e\u0301",
    "rows": "a | 5 | 7\n",
    "months": "in May ",
    "than": "more than ",
}


def stages(text):
    """Name and time of each step from the text to the ledger; a step is given what the one before made."""
    frame = pd.DataFrame({"text": ["Trade rose 26 % in 2023. " + text, "Trade rose 27 % in 2023. " + text]})
    made = {}
    steps = {
        "load": lambda: nf.load(frame),
        "figures": lambda: nf.find_figures(made["load"]),
        "claims": lambda: nf.find_claims(made["load"]),
        "mentions": lambda: nf.find_mentions(made["load"]),
        "pairs": lambda: nf.co_mentions(made["mentions"]),
        "statistics": lambda: nf.corpus_statistics(made["load"], resamples=100),
        "reuse": lambda: nf.shared_passages(made["load"]),
        "reconcile": lambda: nf.reconcile(made["claims"]),
    }
    for name, step in steps.items():
        start = time.perf_counter()
        made[name] = step()
        yield name, time.perf_counter() - start


def main(most=1000, *words):
    sizes = [max(1, most // share) for share in (27, 9, 3, 1)]
    list(stages("warm up 5 %"))
    print(
        f"{'text':20}{'stage':12}"
        + "".join(f"{size:>9} KB" for size in sizes)
        + "   ms per KB; last to first"
    )
    for name, piece in TEXTS.items():
        if words and name not in words:
            continue
        costs, slow = {}, set()
        for size in sizes:
            text = piece * (1000 * size // 2 // len(piece.encode()))
            for stage, took in stages(text) if not slow else ():
                costs.setdefault(stage, []).append(1000 * took / size)
                if took > 60:
                    slow.add(stage)
        for stage, row in costs.items():
            shown = "".join(f"{cost:12.2f}" for cost in row).ljust(48)
            print(
                f"{name:20}{stage:12}{shown}{row[-1] / row[0]:8.1f}{'  STOPPED' if stage in slow else ''}",
                flush=True,
            )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]), *sys.argv[2:])
