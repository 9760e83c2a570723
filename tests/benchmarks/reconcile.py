"""How long reconciling takes and how it grows: made-up articles, ten claims each, from few to many.

Run it alone on a quiet machine: ``python tests/benchmarks/reconcile.py [articles …] [pool]``. It prints
seconds, the growth beside the growth of the claims, and the memory at its highest; with ``pool`` the same in
blocks on all cores, with the processor time and the memory of its processes.
"""

import random
import resource
import sys
import time

import newsfigures as nf
from newsfigures.claiming.claims import CLAIM_COLUMNS, FIGURE_COLUMNS

QUANTITIES = [
    "export import revenue",
    "net profit",
    "produce steel",
    "death",
    "injury",
    "wheat price",
    "turnout",
    "workforce",
    "car register",
    "copper export",
]
MONTHS = [f"{m:02}" for m in range(1, 13)]


def made_up(articles: int, seed: int = 7):
    """A claims table as find_claims gives it: stories in bundles of five, on one of many parties and a period."""
    import pandas as pd

    draw, rows = random.Random(seed), []
    for n in range(articles):
        story = n // 5
        fate = random.Random(story)
        party, year = f"Party {fate.randrange(max(5, articles // 20))}", 2000 + fate.randrange(24)
        for k in range(10):
            words = QUANTITIES[(fate.randrange(10) + k) % len(QUANTITIES)]
            month = MONTHS[fate.randrange(12)]
            whole = k % 3 == 0
            start, end = (
                (f"{year}-01-01", f"{year}-12-31") if whole else (f"{year}-{month}-01", f"{year}-{month}-28")
            )
            if k % 4 == 3:
                start = end = ""
            value = float(f"{fate.uniform(1, 9):.2f}") * 10 ** fate.randrange(3, 9)
            if draw.random() < 0.05:
                value *= 1.37
            change = k == 9
            rows.append({
                "document": f"d{n}", "figure": k, "sentence": k, "start": 40 * k, "end": 40 * k + 8, "text": f"{value:g}",
                "kind": "percent" if change else "count" if "death" in words or "injury" in words else "money",
                "value": value % 90 if change else value, "low": (value % 90) - 0.5 if change else 0.999 * value,
                "high": (value % 90) + 0.5 if change else 1.001 * value, "unit": "percent" if change else "USD", "bound": "", "change": "",
                "period_start": start, "period_end": end, "period_text": "", "period_basis": "stated" if start else "unstated",
                "claim": f"d{n}-{k + 1}", "measure": "change" if change else "level", "quantity": words, "parties": party,
                "base_text": "a year earlier" if change else "", "status": "projected" if draw.random() < 0.1 else "reported",
                "source": "customs office" if draw.random() < 0.2 else "", "date": f"{year + 1}-0{1 + fate.randrange(9)}-15",
                "witness": n, "passage": f"The {words} of {party} was {value:g} in {year}.",
            })  # fmt: skip
    return pd.DataFrame(rows).reindex(columns=[*FIGURE_COLUMNS, *CLAIM_COLUMNS], fill_value="")


def main(sizes, engine):
    nf.reconcile(made_up(20))  # pay for imports and tables first
    before = None
    for articles in sizes:
        claims = made_up(articles)
        began = time.perf_counter()
        ledger = nf.reconcile(claims, engine=engine)
        seconds = time.perf_counter() - began
        uses = [resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        peak, most = (use.ru_maxrss / 1e6 for use in uses)
        print("processor time so far, here and in others:", *(round(u.ru_utime + u.ru_stime) for u in uses))
        print(f"memory of the largest other process: {most:.2f} GB")
        verdicts = ledger.groups["verdict"].value_counts().to_dict()
        growth = (
            f"time x{seconds / before[1]:.1f} for claims x{len(claims) / before[0]:.1f}" if before else ""
        )
        print(
            f"{articles:>6} articles {len(claims):>7} claims {seconds:6.1f} s {peak:5.2f} GB {ledger.tried:>7} relations  {growth}"
        )
        print("       ", verdicts)
        before = (len(claims), seconds)


if __name__ == "__main__":
    engine = "pool" if "pool" in sys.argv else "process"
    main([int(a) for a in sys.argv[1:] if a.isdigit()] or [2_000, 6_000, 20_000], engine)
