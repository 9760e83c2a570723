"""Pages of corpora unlike the five articles: many documents, one article, nothing to count; long titles."""

import random
from importlib.util import find_spec
from pathlib import Path

import pytest
from newsfigures.running import run

PLACES = ["Lima", "Oslo", "Accra", "Hanoi", "Quito", "Dakar", "Riga", "Perth", "Tunis", "Sofia"]
GOODS = ("copper exports", "car sales", "wheat output", "oil imports", "bank lending", "chip production")
LONG = " ".join(
    f"{word} of the ministry in the capital" for word in ("Word", "Claim", "Talk", "Plan", "Vote")
)
ARABIC = "بلغت التجارة بين الصين وروسيا 240 مليار دولار في عام 2023. وارتفعت بنسبة 26 في المئة."


def stories(count):
    """Short articles on a few quantities, told three times each; some have long titles."""
    draw, value = random.Random(5), 0
    for n in range(count):
        place, goods = PLACES[n % len(PLACES)], GOODS[n // 3 % len(GOODS)]
        value = value if n % 3 else draw.randint(100, 999) / 10
        title = f"{LONG} {place}" if n % 7 == 0 else f"{place} counts {goods}"
        yield (
            f"{title}\n\nBy 12 March 2023 the office in {place} had counted. {goods.capitalize()} of {place} "
            f"reached ${value} billion in 2022, up {draw.randint(2, 40)} % on the year, the office said.\n\n"
            f"Officials of {place} met banks and steel makers {draw.randint(2, 90)} times. "
            + " ".join(draw.sample(("Farmers", "Ports", "Airlines", "Doctors", "Miners", "Shops"), 3))
            + " waited."
        )


CORPORA = {
    "many": list(stories(30)),
    "one": [f"{LONG}\n\nTrade rose 26 % to $240 billion in 2023, customs data show. Oil and banks gained."],
    "no figures": [
        f"{LONG} and in the ports\n\nNothing is counted here. Nobody counts.",
        "Words and more words of oil.",
    ],
    "right to left": [ARABIC, ARABIC + " " + ARABIC],
}


@pytest.fixture(scope="module", params=CORPORA)
def folder(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    (folder / request.param).mkdir()
    for number, text in enumerate(CORPORA[request.param]):
        (folder / request.param / f"{number:03}.txt").write_text(text, "utf-8")
    record = run.run(str(folder / request.param), str(folder / "out"))
    assert record["status"] == "done", record["notebooks"]
    return folder / "out"


def test_pages_hold(folder, open_page):
    axe = Path(find_spec("axe_playwright_python").origin).with_name("axe.min.js").read_text("utf-8")
    for path in sorted(folder.glob("*.html")):
        assert path.stat().st_size < 3_000_000, path.name
        shown = open_page(path, viewport={"width": 390, "height": 900})
        shown.page.wait_for_function("document.documentElement.dataset.drawn === 'yes'")
        assert shown.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path.name
        cells = shown.page.eval_on_selector_all("td", "cells => cells.map((cell) => cell.textContent.trim())")
        assert not {"nan", "NaN", "None", "inf"} & set(cells), path.name
        shown.page.evaluate(axe)
        found = shown.page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        assert [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in found] == [], path.name
        assert shown.requests == [] and shown.messages == [], path.name
