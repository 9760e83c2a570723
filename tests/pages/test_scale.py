"""Pages of some hundred articles with thousands of claims: what matters comes first, the rest is said."""

import random
import re

import newsfigures as nf
import pandas as pd
import pytest
from newsfigures.pages import annotate, findings, summary, tables
from newsfigures.reconciling import sensitivity
from newsfigures.running import run

ARTICLES, MOST = 120, 3_000_000  # bytes of a page
PLACES = ["Lima", "Oslo", "Accra", "Hanoi", "Quito", "Dakar", "Riga", "Perth", "Tunis", "Sofia"]
GOODS = ("copper exports", "car sales", "wheat output", "oil imports", "bank lending", "chip production")


def article(number):
    """Eight sentences on quantities that others tell too; one value of thirty is not that of the others."""
    draw, lines = random.Random(number), []
    for _ in range(8):
        place, goods, year = draw.choice(PLACES), draw.choice(GOODS), draw.randint(1999, 2013)
        truth = random.Random(f"{place} {goods} {year}")
        value, growth = truth.randint(100, 999) / 10, truth.randint(2, 40)
        value = value * 2 if draw.randrange(30) == 0 else value
        lines.append(f"{goods.capitalize()} of {place} reached ${value:g} billion in {year}, up {growth} %.")
    return f"{PLACES[number % 10]} counts\n\nBy 12 March 2014 it was known. " + "\n\n".join(lines)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus") / "wire"
    folder.mkdir()
    for number in range(ARTICLES):
        (folder / f"{number:03}.txt").write_text(article(number), "utf-8")
    record = run.run(str(folder), str(folder.parent / "out"), only=["02", "04"])
    assert record["status"] == "done", record["notebooks"]
    return folder.parent / "out"


@pytest.mark.parametrize("name", ["02_figure_reconciliation", "04_summary_charts"])
def test_a_page_of_thousands_of_claims_is_bounded_and_says_what_it_leaves_out(folder, open_page, name):
    path, files = folder / f"{name}.html", folder / name / "tables"
    claims = pd.read_parquet(files / "claims.parquet")
    assert len(claims) > 1800 and path.stat().st_size < MOST
    shown = open_page(path)
    shown.page.wait_for_function("document.documentElement.dataset.drawn === 'yes'")
    assert shown.requests == [] and shown.messages == []
    told = shown.page.locator("main").text_content()
    cut = re.findall(r"The first ([\d,]+) of ([\d,]+) rows; the exported table has all", told)
    assert len(cut) > 1 and max(int(rows.replace(",", "")) for rows, _ in cut) <= tables.MOST
    assert (
        max(shown.page.eval_on_selector_all("table", "all => all.map((t) => t.rows.length)"))
        <= tables.MOST + 1
    )
    assert shown.page.locator("figure.chart .mark-symbol path, figure.chart .mark-rect path").count() < 2000


def test_a_page_shows_the_articles_that_matter_and_the_files_have_all(folder):
    page = (folder / "02_figure_reconciliation.html").read_text("utf-8")
    assert page.count('id="document-') == 40 and "Not shown: 80 articles" in page
    read = {
        p.stem: pd.read_parquet(p) for p in (folder / "02_figure_reconciliation" / "tables").glob("*.parquet")
    }
    groups, claims = read["groups"], read["claims"]
    marked = {f'id="claim-{claim}"' for claim in claims["claim"]} & set(re.findall(r'id="claim-[^"]+"', page))
    conflicts = groups.loc[groups["verdict"] == "conflict", "members"].str.split().str[0]
    assert len(conflicts) > 20 and sum(f'id="claim-{claim}"' in marked for claim in conflicts.head(20)) == 20
    # A grid of all groups and documents would be empty almost everywhere.
    assert len(read["matrix"]) == (claims["group"] != "").sum() and set(read["matrix"]["group"]) == set(
        groups["group"]
    )


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    articles = nf.load(pd.DataFrame({"text": [article(number) for number in range(30)]}))
    claims = nf.find_claims(articles)
    return articles, claims, nf.reconcile(claims)


def test_conflicts_come_first_and_every_group_is_counted_once(ledger):
    articles, _, made = ledger
    order = findings.telling(made)
    conflict = (order["verdict"] == "conflict").tolist()
    assert any(conflict) and not all(conflict) and conflict == sorted(conflict, reverse=True)
    assert sorted(order["group"]) == sorted(made.groups["group"])
    assert findings.several(made)["verdict"].iloc[0] == "conflict"
    counted = summary.by_quantity(made)
    assert (
        counted["groups"].sum() == len(made.groups) and counted["claims"].sum() == made.groups["claims"].sum()
    )
    verdicts = counted.drop(columns=["quantity", "groups", "claims"])
    assert (verdicts.sum(axis=1) == counted["groups"]).all()
    first = annotate.chosen(articles, made, 3)
    assert len(first) == 3 and order["members"][0].split()[0] in {
        claim for document in first for claim in made.claims.query("document == @document.document")["claim"]
    }
    assert annotate.chosen(articles, made, 30) == list(articles.records)


def test_an_article_too_long_for_a_page_is_left_to_the_table_and_said():
    texts = ["Trade rose 5 %.", "7 " * (annotate.MOST_TEXT // annotate.A_MARK), "Trade rose 6 %."]
    articles = nf.load(pd.DataFrame({"text": texts}))
    ledger = nf.reconcile(nf.find_claims(articles))
    page = annotate.articles(articles, ledger).html
    assert [d.label for d in annotate.chosen(articles, ledger)] == ["1", "3"] and len(page) < 100_000
    assert "Not shown: one article;" in page


def test_other_settings_are_tried_on_the_most_telling_claims_of_a_large_corpus(ledger, monkeypatch):
    _, claims, made = ledger
    every = sensitivity.settings(claims, None, None, 0.0, most=0, ledger=made)
    assert every.attrs["note"] == ""
    monkeypatch.setattr(sensitivity, "MOST", 60)
    some = sensitivity.settings(claims, None, None, 0.0, most=0, ledger=made)
    tried = int(re.fullmatch(r"Tried on (\d+) of (\d+) claims, those of the .*", some.attrs["note"])[1])
    assert 0 < tried <= 60 and some["groups"].sum() < every["groups"].sum()
    assert (some.query("verdict == 'conflict'")["groups"] > 0).any()
