"""What a run was asked for, found and checked before anything starts."""

import contextlib
import hashlib
import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..loading import remote
from .execute import load
from .parameters import Refused, check, describe, listed

ROOT = Path(__file__).resolve().parents[3]
_PATTERN = re.compile(r"[*?\[]")


@dataclass(frozen=True)
class Plan:
    """A corpus, the notebooks to run over it, and what they are given."""

    folder: Path  # working directory of the kernels
    name: str  # of the run
    sources: dict  # find_notebooks()
    given: dict  # notebook to run -> name -> value; the path of the corpus is from the folder
    inputs: list  # {"path", "sha256"}
    skipped: list  # {"path", "reason"}
    target: Path  # folder of the run
    label: str  # goes before the names of its notebooks in what is told

    def code(self, name):
        """Fingerprint of the library and of one notebook."""
        return _sha256(_library() + self.sources[name]["path"].read_bytes())


def make(sources, only, articles, corpus, out="", parameters=None, label=""):
    """The plan of one run; raises `Refused` when corpus, names of notebooks or parameters are wrong.

    sources: `find_notebooks`; articles: `read_articles`, or a function that remembers what it gave.
    """
    folder, corpus, name = find_corpus(corpus)
    target = Path(os.path.abspath(out)) if out else ROOT / "outputs" / name
    chosen = _choose(list(sources), only)
    given = _check_parameters({one: sources[one]["parameters"] for one in chosen}, parameters or {})
    given = {one: {"corpus": corpus, **values} for one, values in given.items()}
    place = corpus if remote.is_address(corpus) else folder / corpus
    if place in (target, *target.parents):  # where the next run would take the pages for articles
        raise Refused(f"cannot write to {target}: the articles are there; choose another folder by --out")
    return Plan(folder, name, sources, given, *articles(place), target, label)


def find_corpus(text):
    """Working directory, path of the corpus from there, and name of the run, for a corpus option."""
    from ..pages.outputs import safe_name

    if remote.is_address(text := str(remote.local(text))):  # the kernels read it where it is
        named = [part for part in text.split("/") if part and not _PATTERN.search(part)]
        return Path.cwd(), text, safe_name(Path(named[-1]).stem)
    parts = Path(text).expanduser().parts
    fixed = next((n for n, part in enumerate(parts) if _PATTERN.search(part)), len(parts))
    for base in (Path.cwd(), ROOT):
        for end in (len(parts), fixed):  # a name may hold a bracket; or else the rest is a pattern
            path, rest = Path(os.path.abspath(base.joinpath(*parts[:end]))), parts[end:]
            if text and path.name and path.exists() and (not rest or any(path.glob("/".join(rest)))):
                if (path / "run.json").exists():
                    raise Refused(f"corpus {text!r}: {path} holds the results of a run, not articles")
                name = path.stem if path.is_file() else path.name
                return path.parent, str(Path(path.name, *rest)), safe_name(name)
    places = [] if Path(text).is_absolute() else dict.fromkeys(map(str, (Path.cwd(), ROOT)))
    raise Refused(
        f"corpus {text!r}: no such folder or file" + (f" in {' or '.join(places)}" if places else "")
    )


def find_notebooks(folder):
    """Notebooks of `folder` in order: name -> {"path", "title", "parameters"}.

    A file that cannot be read as a notebook has no parameters; it fails by itself when its turn comes.
    """
    found = {}
    for path in sorted(folder.glob("*.ipynb")):
        found[path.stem] = known = {"path": path, "title": path.stem.replace("_", " "), "parameters": {}}
        with contextlib.suppress(Exception):
            node = load(path)
            first = next(cell.source for cell in node.cells if cell.cell_type == "markdown")
            known["title"] = re.search(r"^# +(.+)", first, re.M)[1].strip()
        with contextlib.suppress(Exception):
            known["parameters"] = describe(node)
    if not found:
        raise Refused(f"no notebooks in {folder}")
    return found


def _choose(names, only):
    for part in only:
        if not any(name.startswith(part) for name in names):
            raise Refused(f"only {part}: no notebook begins with it; there are {listed(names)}")
    return [name for name in names if not only or any(name.startswith(part) for part in only)]


def _check_parameters(known, given):
    own = {"corpus", "out"}  # set by the runner
    for name in own & set(given):
        raise Refused(f"parameter {name}: use --{name}")
    return check(given, {one: {n: p for n, p in has.items() if n not in own} for one, has in known.items()})


def read_articles(path):
    """Fingerprints of the articles and their sidecars, and what the loader leaves out with its reason."""
    from ..loading import corpus, formats, sources

    try:
        if (built := corpus.find_built(path)) is not None:
            record = sources.read_sidecar(path, "build.json")
            return [{"path": "build.json", "sha256": _sha256(record)}], built.skipped.to_dict("records")
        _, folder, _, items = sources.read(path)
        items = [(getattr(item, "name", item.path), formats.resolve(item)) for item in items]
    except (OSError, ValueError) as error:
        raise Refused(str(error)) from None
    texts = [(name, item.raw) for name, item in items if isinstance(item, formats.Source)]
    lost = [item for _, item in items if isinstance(item, formats.Skipped)]
    if not texts:
        reasons = "; ".join(f"{item.path}: {item.reason}" for item in lost[:5])
        raise Refused(f"corpus {path}: nothing to read: {reasons or 'it holds no article files'}")
    inputs = [{"path": name, "sha256": _sha256(raw.encode("utf-8", "replace"))} for name, raw in texts]
    for name in sorted(sources.SIDECARS):
        try:
            content = sources.read_sidecar(folder, name)
        except ValueError as error:
            raise Refused(f"corpus {path}: {name}: {error}") from None
        if content is not None:
            inputs.append({"path": name, "sha256": _sha256(content)})
    return inputs, [{"path": item.path, "reason": item.reason} for item in lost]


@cache
def _library():
    files = sorted(path for path in Path(__file__).parents[1].rglob("*") if path.is_file())
    return b"\0".join(path.read_bytes() for path in files if path.parent.name != "__pycache__")


def _sha256(content):
    return hashlib.sha256(content).hexdigest()
