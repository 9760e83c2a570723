"""Documents, tables beside them and titles that try to become programs, through all notebooks and pages."""

import csv

import pytest
from newsfigures.running import run


def attack(number):
    """Markup that would call for attention, told apart by its number."""
    return f"</script><img src=x onerror=alert({number})>'\""


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
    "new\nline \u202etxt.<i>.txt": "Oil trade was $240 billion in 2023. Banks, oil and steel gained 4 %.",
}
TABLES = {
    "documents.csv": [
        {
            **{"document": "a <b>&'", "outlet": attack(20), "author": "=cmd|calc", "title": attack(21)},
            "date": "2024-05-01",
        }
    ],
    "references.csv": [
        {
            **{"reference": f"R{attack(22)}", "topic": attack(23), "quantity": "trade", "scope": attack(24)},
            **{"definition": attack(25), "value": "240000000000", "unit": "USD", "period": "2023"},
            **{"publisher": attack(26), "address": "javascript:alert(27)", "reported_by": attack(28)},
            **{"note": attack(29), "label": f"Trade {attack(30)}", "status": attack(31)},
        },
        {
            **{"reference": "R2", "quantity": f"trade {attack(32)}", "value": attack(33), "unit": "USD"},
            **{"period": "2023", "address": 'https://example.org/" onmouseover=alert(34) x="'},
        },
        {
            **{"reference": "R3", "quantity": "trade", "value": "230", "unit": "USD bn", "period": "2023"},
            **{"label": "Trade", "address": 'https://example.org/" onmouseover=alert(34) x="'},
        },
    ],
    "overrides.csv": [
        {"action": "set", "claim": "a-1", "field": "quantity", "value": attack(40), "note": attack(41)},
        {"action": attack(42), "claim": attack(43), "field": attack(44), "value": "", "note": attack(45)},
        {"action": "set", "claim": "a-2", "field": "parties", "value": attack(46), "note": ""},
    ],
    "sectors.csv": [
        {"sector": "odd", "label": attack(50), "group": attack(51), "term": "met"},
        {"sector": "odd", "label": "", "group": "", "term": "gained"},
    ],
}
GIVEN = {"term": attack(60), "taxonomy": "news <i>/sectors.csv"}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "news <i>").mkdir()
    for name, text in TEXTS.items():
        (folder / "news <i>" / name).write_text(text, "utf-8")
    for name, rows in TABLES.items():
        with (folder / "news <i>" / name).open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, list(dict.fromkeys(key for row in rows for key in row)))
            table.writeheader()
            table.writerows(rows)
    record = run.run(str(folder / "news <i>"), str(folder / "out"), GIVEN)
    assert record["status"] == "done", record["notebooks"]
    return folder / "out"


def test_pages_show_hostile_text_as_written_and_run_none_of_it(hostile, open_page):
    shown, attacks = 0, set()
    for path in sorted(hostile.glob("*.html")):
        opened = open_page(path)
        page = opened.page
        page.wait_for_function("document.documentElement.dataset.drawn === 'yes'")
        page.eval_on_selector_all("details", "all => all.forEach((folded) => (folded.open = true))")
        assert opened.requests == [] and opened.messages == [], path.name
        assert (
            page.locator("img:not([src^='data:']), [onerror], [onload], a[href^='javascript:']").count() == 0
        )
        assert page.locator("main").is_visible() and page.url == path.as_uri()
        shown += "</script><script>alert(4)</script> said" in page.inner_text("main")
        text = page.evaluate("document.body.textContent")
        attacks |= {n for n in range(20, 61) if attack(n) in text}
    assert shown >= 2
    assert attacks == {20, 21, 25, 26, 30, 31, 32, *range(40, 47), 50, 51, 60}


BREAK_IN = """() => {
    document.body.insertAdjacentHTML("beforeend", `<img src="x" onerror="window.hit = 'image'">
        <a id="bad" href="javascript:window.hit = 'link'">x</a> <iframe src="https://example.org/"></iframe>
        <form action="https://example.org/"><button id="send">x</button></form>
        <div style="background: url(https://example.org/x.png)">x</div> <base href="https://example.org/">`)
    const script = document.createElement("script")
    script.textContent = "window.hit = 'script'"
    document.body.append(script)
    document.querySelector("#bad").click()
    document.querySelector("#send").click()
    return fetch("https://example.org/").then(() => "sent", () => window.hit ?? "nothing")
}"""


def test_the_policy_of_a_page_holds_where_escaping_would_not(hostile, open_page):
    opened = open_page(hostile / "02_figure_reconciliation.html")
    assert opened.page.evaluate(BREAK_IN) == "nothing"
    assert opened.page.evaluate("window.hit ?? 'nothing'") == "nothing"
    assert opened.requests == [] and opened.page.url.startswith("file:")


def test_no_table_of_a_run_starts_a_formula(hostile):
    for path in hostile.rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        for cell in cells:
            harmless = not cell.startswith(("=", "+", "@", "\t", "\r")) and not cell.startswith("-")
            assert harmless or float(cell) <= 0, (path.name, cell)
