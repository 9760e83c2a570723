"""The pages as a reader meets them: in Chromium, without a network, wide and narrow, light and dark."""

import json
import re
import shutil
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote

import pandas as pd
import pytest
from newsfigures.running import compare, grid

WIDTHS = {"desktop": 1280, "phone": 390}
MOST = 1_500_000  # bytes of one page of the five articles
IN_VIEW = (
    "(claim) => { const place = document.getElementById('claim-' + claim).getBoundingClientRect();"
    " return place.top >= 0 && place.bottom <= innerHeight && place.height > 0; }"
)
READY = "document.documentElement.dataset.drawn === 'yes'"


@pytest.fixture(scope="module")
def axe():
    """The source of axe-core, which a test dependency carries."""
    return Path(find_spec("axe_playwright_python").origin).with_name("axe.min.js").read_text("utf-8")


@pytest.fixture(scope="module")
def pages(run_folder):
    return {path.stem: path for path in sorted(run_folder.glob("*.html"))}


def opened(open_page, path, scheme="light", width=1280, **options):
    shown = open_page(path, color_scheme=scheme, viewport={"width": width, "height": 900}, **options)
    shown.page.wait_for_function(READY)
    return shown


NAMES = [
    "index",
    "01_corpus_statistics",
    "02_figure_reconciliation",
    "03_sector_co_mention",
    "04_summary_charts",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_is_quiet_drawn_and_accessible(pages, open_page, axe, name, scheme, width):
    shown = opened(open_page, pages[name], scheme, WIDTHS[width])
    marks = shown.page.evaluate(
        "[...document.querySelectorAll('figure.chart')].map("
        "(f) => f.querySelectorAll('.drawing svg :is(path[d], text, line)').length)"
    )
    assert all(count > 5 for count in marks) and (marks or name == "index")
    assert shown.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shown.page.evaluate(axe)
    found = shown.page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    assert shown.requests == [] and shown.messages == []


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_light_and_stands_still(pages, open_page, name):
    assert pages[name].stat().st_size < MOST
    page = opened(open_page, pages[name]).page
    moved = page.evaluate(
        "new Promise((done) => { let sum = 0; new PerformanceObserver((list) => "
        "{ for (const entry of list.getEntries()) sum += entry.value; })"
        ".observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(sum), 200); })"
    )
    assert moved < 0.02


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_somewhere(pages, run_folder, name):
    text = pages[name].read_text("utf-8")
    ids = {stem: set(re.findall(r'\bid="([^"]+)"', path.read_text("utf-8"))) for stem, path in pages.items()}
    for target in re.findall(r'<a [^>]*?href="([^"]+)"', text):
        if target.startswith(("https://", "http://")):
            continue
        file, _, anchor = target.partition("#")
        assert not file or (run_folder / file).is_file(), target
        assert not anchor or anchor in ids[Path(file).stem if file else name] | {""}, target


def test_dollars_are_text(pages, open_page):
    page = opened(open_page, pages["04_summary_charts"]).page
    assert "$240 billion" in page.inner_text("main") and page.locator("mjx-container, .MathJax").count() == 0


def test_without_scripts_pictures_and_tables_are_there(pages, open_page):
    shown = open_page(pages["04_summary_charts"], java_script_enabled=False)
    pictures = shown.page.locator("figure.chart .plot img")
    assert pictures.count() > 3
    assert all(pictures.nth(n).bounding_box()["height"] > 40 for n in range(pictures.count()))
    assert all(len(pictures.nth(n).get_attribute("alt")) > 40 for n in range(pictures.count()))
    assert shown.page.locator("main table").count() > 3 and shown.requests == []


def test_a_table_sorts_and_searches_and_a_choice_reaches_charts_and_tables(pages, open_page):
    page = opened(open_page, pages["04_summary_charts"]).page
    heading = page.locator(".scroll th button").first
    heading.focus()
    page.keyboard.press("Enter")
    assert heading.locator("xpath=..").get_attribute("aria-sort") == "ascending"
    choice = page.locator("#choices select[name=only_document]")
    before = page.locator(".drawing [opacity='0.1']").count()
    choice.select_option(index=1)
    page.wait_for_timeout(200)
    assert before == 0 and page.locator(".drawing [opacity='0.1']").count() > 0
    choice.select_option("")
    page.wait_for_timeout(200)
    assert page.locator(".drawing [opacity='0.1']").count() == 0


def test_hovering_shows_the_words_as_written(pages, open_page):
    page = opened(open_page, pages["04_summary_charts"]).page
    page.locator(".drawing .mark-symbol path").first.hover(force=True)
    page.wait_for_selector("#vg-tooltip-element.visible")
    assert len(page.inner_text("#vg-tooltip-element")) > 20


def test_choosing_a_document_keeps_the_rows_that_name_it_among_others(pages, open_page):
    page = opened(open_page, pages["04_summary_charts"]).page
    page.locator("#choices select[name=only_document]").select_option("003")
    several = page.locator("table", has=page.locator("caption", has_text="Quantities that several"))
    shown = [row.inner_text() for row in several.locator("tbody tr:not([hidden])").all()]
    hidden = several.locator("tbody tr[hidden]").all_text_contents()
    assert shown and all("003-" in text for text in shown) and not any("003-" in text for text in hidden)
    assert several.locator("td a[href*='#claim-003-']").count() > 0


@pytest.mark.parametrize("name", ["02_figure_reconciliation", "04_summary_charts"])
@pytest.mark.parametrize("width", WIDTHS)
def test_reasons_stand_within_the_page(pages, open_page, name, width):
    page = opened(open_page, pages[name], width=WIDTHS[width]).page
    right = page.evaluate(
        "[...document.querySelectorAll('.scroll td:last-child')].filter((cell) => cell.offsetParent"
        " && !cell.closest('details, .made')).map((cell) => cell.getBoundingClientRect().right)"
    )
    assert right and max(right) <= WIDTHS[width]


def test_a_link_to_a_claim_opens_its_evidence_with_a_citation_to_copy(pages, open_page):
    shown_page = opened(open_page, pages["02_figure_reconciliation"])
    page = shown_page.page
    claim = page.locator("[id^=cite-]").last.get_attribute("id")[5:]
    assert not page.locator(f"#claim-{claim}").is_visible()  # folded away
    page.evaluate(f"location.hash = '#claim-{claim}'")
    shown = page.locator(".copy")
    shown.wait_for(timeout=3000)
    page.wait_for_function(IN_VIEW, arg=claim)  # the page glides there
    assert f"claim {claim}." in shown.inner_text()
    page.locator(".copy button").click()
    assert page.evaluate("getSelection().toString()") == page.locator(f"#cite-{claim}").text_content()
    assert page.locator(".copy [role=status]").inner_text().strip() == "Copied."
    page.evaluate("location.hash = '#%E0%A4'")  # no address at all
    page.wait_for_timeout(100)
    assert page.locator(".copy").count() == 0 and shown_page.messages == []


def test_a_page_opened_at_a_claim_shows_it(pages, axe, browser):
    text = pages["02_figure_reconciliation"].read_text("utf-8")
    claim = re.findall(r'id="claim-([^"]+)"', text)[-1]
    page = browser.new_page()
    page.goto(f"{pages['02_figure_reconciliation'].as_uri()}#claim-{claim}")
    page.wait_for_function(READY)
    page.wait_for_function(IN_VIEW, arg=claim)
    page.evaluate(axe)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    page.close()


def test_pages_that_lay_runs_side_by_side_say_what_differs(run_folder, tmp_path, open_page, axe):
    runs, notebook = [], "02_figure_reconciliation"
    for unit in ("sentence", "paragraph"):
        shutil.copytree(run_folder, tmp_path / unit)
        record = json.loads((run_folder / "run.json").read_text())
        runs.append({**record, "grid": {"unit": unit}, "path": unit, "folder": str(tmp_path / unit)})
    groups = pd.read_parquet(tmp_path / "paragraph" / notebook / "tables" / "groups.parquet")
    was = groups.loc[0, "verdict"]
    groups.loc[0, ["verdict", "reason"]] = "conflict", "They <b>cannot</b> both hold."
    groups.to_parquet(tmp_path / "paragraph" / notebook / "tables" / "groups.parquet")
    (tmp_path / "paragraph" / notebook / "results.json").write_text('{"figures": 1, "ties": true}')
    grid.write_page(tmp_path / "index.html", runs)
    result = compare.compare(tmp_path / "sentence", tmp_path / "paragraph")
    compare.write_page(tmp_path / "changes.html", result)
    for name in ("index.html", "changes.html"):
        shown = open_page(tmp_path / name)
        cells = shown.page.locator("tbody tr", has_text="cannot").locator("td").all_inner_texts()
        assert cells[2:4] == [was, "conflict"] and "They <b>cannot</b> both hold." in cells[-1]
        shown.page.evaluate(axe)
        found = shown.page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
        assert shown.requests == [] and shown.messages == []
        for target in shown.page.eval_on_selector_all("a[href]", "all => all.map((a) => a.href)"):
            file, _, anchor = unquote(target.removeprefix("file://")).partition("#")
            assert Path(file).is_file() and (not anchor or f'id="{anchor}"' in Path(file).read_text("utf-8"))
