"""An executed notebook as one page that can be mailed: one file, no request, no foreign script.

The page's policy allows exactly one script, ours, by its hash. Everything that an output holds passes an
allow-list; text of documents was escaped before it came here and cannot become markup on the way.
"""

import base64
import contextlib
import functools
import hashlib
import html
import json
import re
from pathlib import Path

import jinja2
import mistune
from markupsafe import Markup

from ..holding import write_bytes
from . import pictures, prose

MIME = "application/vnd.vegalite.v5+json"
ARTICLES = "02_figure_reconciliation.html"  # the page that holds the articles with their claims marked
MOST_ROWS = 200
_HERE = Path(__file__).parent / "templates"
_TAGS = set(re.findall(r"\w+", """
    a abbr article b bdi blockquote br caption cite code dd del details div dl dt em figcaption figure h2 h3
    h4 h5 h6 hr i ins kbd li mark ol p pre q s section small span strong sub summary sup table tbody td tfoot
    th thead time tr u ul"""))  # fmt: skip
_ATTRIBUTES = set(re.findall(r"\w+", "class id title lang dir scope colspan rowspan href open datetime"))
_DROPPED = set(re.findall(r"\w+", "script style template noscript iframe object svg math textarea select"))


def sanitised(text):
    """HTML with only harmless tags and attributes.

    >>> print(sanitised('<b onclick="x()">a</b><script>x()</script><a href="javascript:x()">b'))
    <b>a</b><a>b</a>
    """
    from lxml import etree
    from lxml.html import HTMLParser, fragment_fromstring

    deep = HTMLParser(huge_tree=True)
    root = fragment_fromstring(prose.visible(text), create_parent="div", parser=deep)
    for element in list(root.iterdescendants()):
        if not isinstance(element.tag, str) or element.tag in _DROPPED:  # a comment, for one, has no name
            element.drop_tree()
        elif element.tag not in _TAGS:
            element.drop_tag()
        else:
            for name, value in element.items():
                if not _harmless(name, value):
                    del element.attrib[name]
    inside = etree.tostring(root, encoding="unicode", method="html")
    return Markup(inside.removeprefix("<div>").removesuffix("</div>"))


def _harmless(name, value):
    if name == "href":
        return bool(re.match(r"(https?://|#|[\w.-]+(/[\w.-]+)*(#|$))", value))
    return name in _ATTRIBUTES or bool(re.fullmatch(r"(data|aria)-[a-z-]+", name))


def _words(text):
    return html.unescape(re.sub(r"<[^>]+>", "", text))


class _Headings(mistune.HTMLRenderer):
    """Markdown without raw HTML; headings get an id, never skip a level, and go into the contents."""

    def __init__(self, pages):
        super().__init__(escape=True)
        self.title, self.contents, self.level, self.pages, self.seen = "", [], 1, pages, {}

    def heading(self, text, level, **_):
        if not self.title:
            self.title = _words(text)
            return ""  # the template writes it
        self.level = level = min(max(level, 2), self.level + 1)
        name = re.sub(r"[^\w]+", "-", _words(text).lower()).strip("-") or "part"
        self.seen[name] = self.seen.get(name, 0) + 1
        name += f"-{self.seen[name]}" if self.seen[name] > 1 else ""
        self.contents.append((level, name, Markup(re.sub(r"</?a\b[^>]*>", "", text))))
        return f'<h{level} id="{name}">{text}</h{level}>\n'

    def link(self, text, url, title=None):
        page = re.sub(r"\.ipynb(?=#|$)", ".html", url)
        return super().link(text, page if page.split("#")[0] in self.pages else url, title)


@functools.cache
def _templates():
    files = jinja2.FileSystemLoader(_HERE)
    made = jinja2.Environment(loader=files, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    made.filters["shown"] = _shown
    return made


def write_page(notebook, page, *, pages=(), run=None):
    """Writes the executed ``notebook`` as the HTML file ``page``.

    ``pages`` lists (file, title) of all pages of the run, for the links between them; ``run`` may hold, for
    the end of the page, ``settings`` (name, value, meaning) and ``inputs`` and ``versions`` as in the record
    of the run. Cells of parameters are not shown.
    """
    cells = json.loads(Path(notebook).read_text("utf-8"))["cells"]
    headings = _Headings({file for file, _ in pages})
    markdown = mistune.create_markdown(renderer=headings, plugins=["table"])
    shown = []
    for cell in cells:
        source, tags = "".join(cell["source"]), set(cell["metadata"].get("tags", ()))
        if {"parameters", "injected-parameters"} & tags:
            continue
        if cell["cell_type"] == "markdown":
            shown.append({"kind": "text", "html": Markup(markdown(source))})
        elif source.strip():
            outputs = [_output(output, markdown) for output in cell.get("outputs", ())]
            shown.append({"kind": "code", "code": _highlighted(source), "outputs": outputs})
    outputs = [output for cell in shown for output in cell.get("outputs", ())]
    charts = [output for output in outputs if output["kind"] == "chart"]
    choices = {}
    for number, chart in enumerate(charts, start=1):
        chart["id"] = f"chart-{number}"
        for name, options in (chart["facts"].get("only") or {}).items():
            choices[name] = sorted({*choices.get(name, ()), *options})
    here = Path(page).name
    values = {
        "title": headings.title or Path(notebook).stem, "contents": headings.contents, "cells": shown,
        "choices": choices, "pages": list(pages), "here": here,
        "failed": any(output["kind"] == "error" for output in outputs), "run": run or {},
        "articles": next((file for file, _ in pages if file == ARTICLES and file != here), ""),
    }  # fmt: skip
    _write("page.html", page, pictures.bundle() if charts else "", **values)


def _write(template, page, before="", **values):
    """Fills a template; its script, in a scope of its own, is what comes ``before`` and that of the pages."""
    own = "".join((_HERE / name).read_text("utf-8") for name in ("table.js", "page.js"))
    script = f"(function(){{{before}\n{own}}})();"
    hashed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    style = (_HERE / "page.css").read_text("utf-8")
    own = {"style": Markup(style), "script": Markup(script), "script_hash": f"sha256-{hashed}"}
    write_bytes(Path(page), _templates().get_template(template).render(**own, **values))


def _highlighted(source):
    from pygments import formatters, highlight, lexers

    return Markup(highlight(source, lexers.PythonLexer(), formatters.HtmlFormatter(nowrap=True)))


def _output(output, markdown):
    """One output as the template needs it: its kind and escaped or sanitised content."""
    if output["output_type"] == "stream":
        return {"kind": "plain", "text": _plain("".join(output["text"]))}
    if output["output_type"] == "error":
        return {"kind": "error", "text": _plain("\n".join(output["traceback"]) or output["evalue"])}
    bundle = output["data"].items()
    data = {kind: value if isinstance(value, dict) else "".join(value) for kind, value in bundle}
    if MIME in data:
        return _chart(data)
    if "text/html" in data:
        safe = sanitised(data["text/html"]).replace("<th></th>", Markup("<td></td>"))  # pandas' empty corner
        return {"kind": "html", "html": safe, "grid": "<table" in safe and "<details" not in safe}
    if "image/png" in data:
        return {"kind": "image", "address": "data:image/png;base64," + re.sub(r"\s", "", data["image/png"])}
    if "text/markdown" in data:
        return {"kind": "html", "html": Markup(markdown(data["text/markdown"])), "grid": False}
    return {"kind": "plain", "text": _plain(data.get("text/plain", ""))}


def _plain(text):
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", text)


def _chart(data):
    """A chart: facts and data as HTML, the specification for the script, a picture for readers without."""
    spec = data[MIME]
    facts = spec.get("usermeta") or {}
    rows = next(iter((spec.get("datasets") or {}).values()), [])
    names = [name for name in facts.get("columns", ()) if rows and name in rows[0]]
    picture, width, height = pictures.for_page(data.get("image/svg+xml") or pictures.svg(spec))
    drawn = {key: value for key, value in spec.items() if key not in ("title", "usermeta", "$schema")}
    text = json.dumps(drawn, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return {
        "kind": "chart", "facts": facts, "alt": spec.get("description", ""), "spec": Markup(text),
        "picture": picture, "width": width, "height": height,
        "names": [name.replace("_", " ") for name in names], "more": max(0, len(rows) - MOST_ROWS),
        "rows": [[row.get(name) for name in names] for row in rows[:MOST_ROWS]],
    }  # fmt: skip


def write_index(folder, run, pages=()):
    """Writes ``index.html`` of a run: its notebooks with what each found, files, parameters and inputs.

    Of ``pages`` those above the folder are linked, such as the comparison that the run is part of.
    """
    notebooks = [{**entry, **_findings(Path(folder), entry["name"])} for entry in run["notebooks"]]
    above = [(file, title) for file, title in pages if file.startswith("../")]
    _write("index.html", Path(folder) / "index.html", run=run, notebooks=notebooks, above=above)


def _findings(folder, name):
    """The first computed sentences of an executed notebook, and the files that it left."""
    place = next((base / name for base in (folder, folder.parent) if (base / name).is_dir()), folder / name)
    files = [*place.glob("tables/*"), *place.glob("charts/*")]
    files = sorted(path.relative_to(place.parent).as_posix() for path in files)
    finding = ""
    with contextlib.suppress(OSError, ValueError, KeyError):
        cells = json.loads((place / f"{name}.ipynb").read_text("utf-8"))["cells"]
        outputs = (output.get("data", {}) for cell in cells for output in cell.get("outputs", ()))
        texts = ("".join(data.get("text/html", "")) for data in outputs)
        finding = next((text for text in texts if 'class="prose' in text[:20]), "")
    return {"finding": sanitised(finding) if isinstance(finding, str) else "", "files": files}


def write_tables(page, title, sections):
    """Writes a page of tables: of each the title, its rows as dictionaries, and a note. A cell is a value, or
    a pair of a value and its address.
    """
    _write("tables.html", page, title=title, sections=sections)


def _shown(value):
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no"}.get(value, "")
    return prose.digits(value) if isinstance(value, (int, float)) else value
