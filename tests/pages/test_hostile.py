"""Documents, tables beside them and titles that try to become programs, through all notebooks and pages."""

import csv

import pytest
from newsfigures.running import run

TEXTS = {
    "a <b>&'.txt": (
        "<script>alert(1)</script> Title\n\nBy <img src=x onerror=alert(2)>\n\nTrade of '+alert(3)+' "
        "oil rose 26 % to $240 billion in 2023, </script><script>alert(4)</script> said. "
        "Banks and oil firms met {{7*7}} ${7*7} \\(x\\) $$y$$.\n\n"
        "Cars sold 5 million <svg onload=alert(5)> units."
    ),
    "javascript:alert(6).txt": (
        "\u202eOil exports\u202c of <style>*{display:none}</style> banks reached $5 billion in 2023. Trade "
        "fell to $230 billion in 2023. \x0b\x1b[31m Cars and steel and banks. datum.x + alert(12) rose 3 %."
    ),
    "documents.csv": (
        "document,outlet,author,title,date\n"
        "a <b>&',<script>alert(7)</script>,=cmd|calc,<img src=x onerror=alert(8)>,2024-05-01\n"
    ),
    "references.csv": (
        "reference,quantity,value,unit,period,publisher,address,note\nR1,oil trade,240000000000,USD,2023,"
        "<script>alert(9)</script>,javascript:alert(10),<img src=x onerror=alert(11)>\n"
    ),
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "news <i>").mkdir()
    for name, text in TEXTS.items():
        (folder / "news <i>" / name).write_text(text, "utf-8")
    record = run.run(str(folder / "news <i>"), str(folder / "out"))
    assert record["status"] == "done", record["notebooks"]
    return folder / "out"


def test_pages_show_hostile_text_as_written_and_run_none_of_it(hostile, open_page):
    shown = 0
    for path in sorted(hostile.glob("*.html")):
        opened = open_page(path)
        page = opened.page
        page.wait_for_function("document.documentElement.dataset.drawn === 'yes'")
        for folded in page.locator("details > summary").all():
            folded.evaluate("(e) => e.parentElement.open = true")
        assert opened.requests == [] and opened.messages == [], path.name
        assert (
            page.locator("img:not([src^='data:']), [onerror], [onload], a[href^='javascript:']").count() == 0
        )
        assert page.locator("main").is_visible() and page.url == path.as_uri()
        shown += "</script><script>alert(4)</script> said" in page.inner_text("main")
    assert shown >= 2


def test_no_table_of_a_run_starts_a_formula(hostile):
    for path in hostile.rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        for cell in cells:
            harmless = not cell.startswith(("=", "+", "@", "\t", "\r")) and not cell.startswith("-")
            assert harmless or float(cell) <= 0, (path.name, cell)
