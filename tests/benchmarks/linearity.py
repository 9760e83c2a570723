"""Print the time per kilobyte of adversarial text at four sizes: what is linear keeps its row level.

Run as ``python tests/benchmarks/linearity.py [largest kilobytes] [names of texts …]``. Times are of the
processor, without what each step takes for a few words; the last column is how much dearer a kilobyte of the
largest size is than one of the smallest, where that took long enough to tell. A text with a stage that takes
over two minutes is not tried larger. The page is notebook 02 from the ledger on.
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path

import newsfigures as nf
import pandas as pd

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "02_figure_reconciliation.ipynb"
CELLS = [cell for cell in json.loads(NOTEBOOK.read_text())["cells"] if cell["cell_type"] == "code"]
TEXTS = {
    "digits": "7",
    "digits apart": "7 ",
    "grouped digits": "12 345 ",
    "full-width digits": "\uff17",
    "digits, lines": "7\n",
    "commas": ",",
    "commas and digits": "1,",
    "million": "million ",
    "opening brackets": "(",
    "one word": "trade ",
    "one letter": "a",
    "quotes": '"',
    "quotes apart": '" ',
    "quoted": '"so" he said ',
    "dollars": "$",
    "dollars and digits": "$5 ",
    "line ends": "\n",
    "lines": "rose\n",
    "points": ". ",
    "letters and points": "A.B.",
    "tabs": "\t",
    "marks of order": "\u200f",
    "combining marks": "\u0301",
    "tags": "<b>",
    "entities": "&amp;",
    "of": "of ",
    "to": "to ",
    "percent signs": "%",
    "China and Russia": "China and Russia ",
    "and": "oil and gas and ",
    "capitals": "China Russia ",
    "capital letters": "A. B. ",
    "percent": "1 % of ",
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


def page(made):
    """What notebook 02 makes of a ledger: its prose, tables, charts and files."""
    given = {"load": "load", "find_figures": "figures", "find_claims": "claims", "reconcile": "reconcile"}
    kept = {name: getattr(nf, name) for name in given}
    try:
        for name, stage in given.items():
            setattr(nf, name, lambda *_, result=made[stage], **__: result)
        with tempfile.TemporaryDirectory() as folder:
            os.environ["NEWSFIGURES_OUT"], cells = folder, {}
            for cell in CELLS:
                exec("".join(cell["source"]), cells)
    finally:
        for name, function in kept.items():
            setattr(nf, name, function)


def stages(text):
    """Name and time of each step from the text to the page; a step is given what the one before made."""
    frame = pd.DataFrame({"text": ["Trade rose 26 % in 2023. " + text, "Trade rose 27 % in 2023."]})
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
        "page": lambda: page(made),
    }
    for name, step in steps.items():
        start = time.process_time()
        made[name] = step()
        yield name, time.process_time() - start


def main(most=1024, *words):
    sizes = [max(1, most // share) for share in (64, 16, 4, 1)]
    list(stages("warm up 5 %"))
    least = dict(stages("warm up 5 %"))
    heads = "".join(f"{size:>9} KB" for size in sizes)
    print(f"{'text':20}{'stage':12}{heads}   ms per KB; last to first")
    for name, piece in TEXTS.items():
        if words and name not in words:
            continue
        costs, slow = {}, set()
        for size in sizes:
            text = piece * (1000 * size // len(piece.encode()))
            for stage, took in stages(text) if not slow else ():
                costs.setdefault(stage, []).append(1000 * max(0, took - least[stage]) / size)
                if took > 120:
                    slow.add(stage)
        for stage, row in costs.items():
            shown = "".join(f"{cost:12.2f}" for cost in row).ljust(48)
            ratio = f"{row[-1] / row[0]:8.1f}" if row[0] * sizes[0] > 100 else f"{'-':>8}"
            print(f"{name:20}{stage:12}{shown}{ratio}{'  STOPPED' if stage in slow else ''}", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]), *sys.argv[2:])
