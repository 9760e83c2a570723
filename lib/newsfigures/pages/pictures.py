"""Charts as still pictures, and the script that draws them in a page; no browser and no network needed."""

import contextlib
import functools
import importlib.metadata
import json
import re
import sys
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

from ..holding import write_bytes

_SVG = "{http://www.w3.org/2000/svg}"
_UNUSED = {"aria-label", "aria-roledescription", "role", "pointer-events", "href"}
_UNUSED |= {"{http://www.w3.org/1999/xlink}href"}
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NIGHT = (
    '<style>@media(prefers-color-scheme:dark){[fill="#000"],[fill="black"]{fill:#e6e7ea}'
    '[stroke="#ddd"]{stroke:#3a3f4a}}</style>'
)
ElementTree.register_namespace("", _SVG[1:-1])


@functools.lru_cache(maxsize=64)
def _drawn(text):
    import vl_convert

    return vl_convert.vegalite_to_svg(json.loads(text))


def svg(spec):
    """A Vega-Lite specification drawn on white; without control characters, at which the drawer aborts."""
    return _drawn(json.dumps(_drawable({**spec, "background": "white"})))


def _drawable(value):
    if isinstance(value, str):
        return _NO_XML.sub("", value)
    if isinstance(value, dict):
        return {name: _drawable(inner) for name, inner in value.items()}
    return [_drawable(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def png(picture):
    """The PNG of an SVG, at double size."""
    import vl_convert

    return vl_convert.svg_to_png(picture, scale=2)


def for_page(picture):
    """``(address, width, height)`` of an SVG as a page shows it: without title and background, for light and
    dark readers, as a ``data:`` address, which can run nothing."""
    root = ElementTree.fromstring(_NO_XML.sub("", picture))
    width, height, top = float(root.get("width")), float(root.get("height")), 0.0
    for parent in list(root.iter()):
        for group in [child for child in parent if child.get("class") == "mark-group role-title"]:
            for line in group.iter(f"{_SVG}text"):  # the title ends under its lowest line
                base = re.search(r",(-?[\d.]+)\)", line.get("transform", ",0)"))
                top = max(top, float(base[1]) + sum(float(part.get("dy", 0)) for part in line) + 18)
            parent.remove(group)
    root.set("viewBox", f"0 {top:g} {width:g} {height - top:g}")
    root.set("height", f"{height - top:g}")
    for element in root.iter():
        for name in _UNUSED.intersection(element.attrib):
            del element.attrib[name]
    if len(root) and root[0].tag == f"{_SVG}rect":
        root.remove(root[0])
    text = ElementTree.tostring(root, encoding="unicode").replace("><", f">{_NIGHT}<", 1)
    return "data:image/svg+xml," + quote(text, safe=" =:/;,()'@-_.!~*?+[]{}"), width, height - top


@functools.cache
def bundle():
    """The Vega scripts of the installed converter. Making them takes seconds, so a copy is kept."""
    version = importlib.metadata.version("vl-convert-python")
    kept = Path(sys.prefix, "share", "newsfigures", f"vega-{version}.js")
    if kept.is_file():
        return kept.read_text("utf-8")
    import vl_convert

    text = vl_convert.javascript_bundle()
    with contextlib.suppress(OSError):  # a place that cannot be written costs time, nothing else
        kept.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(kept, text)
    return text
