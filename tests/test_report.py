"""Pages: what an executed notebook holds, and nothing that could run."""

import json
import re
from itertools import pairwise

import nbformat.v4 as nb
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsfigures.pages import charts, drawing, pictures, prose, report, tables

PAYLOAD = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def out(data):
    return nb.new_output("display_data", data=data)


def html(shown):
    return out({"text/html": shown._repr_html_()})


def chart():
    df = pd.DataFrame({"name": ["a", PAYLOAD, "</script>"], "n": [1, 2, 3]})
    made = charts.bars(
        df, "n", "name", title="C leads " + PAYLOAD, subtitle="mentions", source="a test", note="Note."
    )
    return out(made._repr_mimebundle_(None, None)[0])


@pytest.fixture
def page(tmp_path):
    def make(*cells, **options):
        book = nb.new_notebook(cells=list(cells))
        (tmp_path / "n.ipynb").write_text(json.dumps(book), "utf-8")
        report.write_page(tmp_path / "n.ipynb", tmp_path / "n.html", **options)
        return (tmp_path / "n.html").read_text("utf-8")

    return make


def code(source, *outputs, tags=()):
    return nb.new_code_cell(source, outputs=list(outputs), metadata={"tags": list(tags)})


def body(text):
    """The page without its own script."""
    return text[: text.rindex("<script>")]


def test_title_contents_and_headings_in_order(page):
    text = page(
        nb.new_markdown_cell("# The title\n\nSee [b](02_b.ipynb#x), 3 US dollars."),
        nb.new_markdown_cell("### Deep first\n\n## Part\n\n#### Too deep\n\n# Another title"),
        pages=[("n.html", "N"), ("02_b.html", "B & <b>")],
    )
    assert "<title>The title</title>" in text and text.count("<h1>") == 1 and '<html lang="en">' in text
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", body(text))]
    assert all(b <= a + 1 for a, b in pairwise(levels)) and levels[0] == 1
    assert 'href="02_b.html#x"' in text and "B &amp; &lt;b&gt;" in text and 'aria-current="page"' in text


def test_only_the_page_s_own_script_may_run_and_nothing_is_asked_of_a_network(page):
    text = page(code("x", chart()))
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1]
    assert policy.startswith("default-src 'none'; script-src 'sha256-") and "unsafe-eval" not in policy
    assert not re.search(r'(src|href)="(https?:)?//', body(text))


@pytest.mark.parametrize(
    "kind", ["markdown", "text/html", "text/markdown", "text/plain", "stream", "error", "prose", "table"]
)
def test_markup_in_any_cell_or_output_does_not_become_a_tag(page, kind):
    cells = {
        "markdown": nb.new_markdown_cell(f"# T\n\n{PAYLOAD}\n\n[x](javascript:alert(3))"),
        "stream": code("x", nb.new_output("stream", text=PAYLOAD)),
        "error": code(
            "x", nb.new_output("error", ename="E", evalue=PAYLOAD, traceback=[f"\x1b[31m{PAYLOAD}"])
        ),
        "prose": code("x", html(prose.say("{x}", x=PAYLOAD))),
        "table": code("x", html(tables.table(pd.DataFrame({PAYLOAD: [PAYLOAD]})))),
    }
    text = body(page(cells.get(kind) or code(PAYLOAD, out({kind: PAYLOAD}))))
    assert "<script>alert" not in text and "<img src=x" not in text and 'href="javascript:' not in text
    assert "\x1b" not in text


def test_a_chart_brings_words_picture_data_and_specification(page):
    text = page(code("x", chart()))
    assert '<img src="data:image/svg+xml,' in text and 'alt="Bar chart. C leads' in text
    assert "Source: a test" in text and "Data of this chart" in text and "</script>&lt;" not in text
    spec = json.loads(re.search(r'<script type="application/vnd.vegalite\+json">(.*?)</script>', text)[1])
    assert "title" not in spec and any(
        row["name"] == PAYLOAD for row in next(iter(spec["datasets"].values()))
    )


def test_the_picture_in_a_page_has_no_title_and_no_background():
    made = pictures.svg(
        charts.specification(
            charts.bars(pd.DataFrame({"a": "xy", "n": [1, 2]}).assign(a=["x", "y"]), "n", "a", title="T" * 90)
        )
    )
    address, _, height = pictures.for_page(made)
    assert "TTTT" in made and "TTTT" not in address and "fill='white'" not in address
    assert height < float(re.search(r'height="([\d.]+)"', made)[1]) - 30


def test_characters_that_no_picture_can_hold_do_no_harm(page):
    df = pd.DataFrame({"name": ["a\x00\x0b", "b\ufffe", ' href="javascript:x"'], "n": [1, 2, 3]})
    made = charts.bars(df, "n", "name", title="\x0bT", source="\x1b\u202es")
    assert 'alt="Bar chart. T.' in page(code("x", out(made._repr_mimebundle_(None, None)[0])))


def test_settings_and_inputs_stand_at_the_end_and_cells_of_parameters_nowhere(page):
    run = {
        "settings": [("topic", '"<b>"', "what it is about")],
        "inputs": [{"path": "a.txt", "sha256": "ff"}],
    }
    first = code('topic: str = "a"  # what it is about\nn: int = 3', tags=["parameters"])
    text = page(first, code('topic = "<b>"', tags=["injected-parameters"]), run=run)
    end = text[text.index("How this page was made</h2>") :]
    assert "&#34;&lt;b&gt;&#34;" in end and "what it is about" in end and "<td>ff</td>" in end
    assert "topic" not in text[: text.index("How this page was made</h2>")].split("<main", 1)[1]


def test_a_run_that_stopped_says_so_first(page):
    text = page(
        nb.new_markdown_cell("# T"),
        code("1/0", nb.new_output("error", ename="E", evalue="e", traceback=["e"])),
    )
    assert text.index('class="failed"') < text.index('class="error"')


def test_a_page_without_charts_carries_no_bundle_and_equal_input_equal_bytes(page):
    text = page(nb.new_markdown_cell("# T"), code("1"))
    assert len(text) < 30_000 and text == page(nb.new_markdown_cell("# T"), code("1"))


@given(st.text())
def test_sanitised_html_has_only_harmless_tags(text):
    for tag in re.findall(r"<(/?\w+)", report.sanitised(f"<p>{text}</p><b onclick=x>")):
        assert tag.strip("/") in report._TAGS


def test_the_bundle_is_made_when_it_cannot_be_kept(monkeypatch, tmp_path):
    import vl_convert

    monkeypatch.setattr(vl_convert, "javascript_bundle", lambda: "made")
    monkeypatch.setattr(pictures.sys, "prefix", "/dev/null")
    assert pictures.bundle.__wrapped__() == "made"
    monkeypatch.setattr(pictures.sys, "prefix", str(tmp_path))
    assert pictures.bundle.__wrapped__() == "made" and list(tmp_path.rglob("vega-*.js"))


def test_index_names_what_failed_and_escapes_everything(tmp_path):
    entry = {"name": "n", "title": PAYLOAD, "page": "n.html", "status": "failed", "error": PAYLOAD}
    run = {
        "corpus": PAYLOAD,
        "notebooks": [entry],
        "parameters": {PAYLOAD: PAYLOAD},
        "versions": {"python": "3"},
    }
    run |= {"inputs": [{"path": PAYLOAD, "sha256": "ff"}], "skipped": [{"path": PAYLOAD, "reason": PAYLOAD}]}
    report.write_index(tmp_path, run)
    text = body((tmp_path / "index.html").read_text("utf-8"))
    assert "Failed: &lt;script&gt;" in text and "<script>alert" not in text and "<img" not in text


def test_the_render_type_is_the_one_the_pages_read():
    assert report.MIME == drawing.MIME
