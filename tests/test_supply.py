"""What the collection stands on: one version of each package, under licences that go with MIT.

Known weaknesses of these versions: ``pip-audit -r lib/constraints.txt --no-deps``, which asks a server.
Wheels for another system: ``uv pip install --dry-run --only-binary :all: --python-platform windows
--python-version 3.13 --target elsewhere -r requirements.txt``, without the last line of that file.
"""

import re
import socket
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import newsfigures as nf
import pandas as pd
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
FREE = re.compile(
    r"(?i)\b(?:MIT|BSD|0BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|Unlicense|Zlib|CC0|CNRI)"
)
COPYLEFT = re.compile(r"(?i)\b(?:A|L)?GPL\b|\bGNU\b")
CHOSEN = {"tld": "MPL-1.1"}  # offered under several, one of which is enough


def lines(name):
    text = (ROOT / name).read_text("utf-8")
    found = (line.split(" #")[0].strip() for line in text.split("\n"))
    return [Requirement(line) for line in found if line and line[0] not in "#-"]


def standing():
    """Every installed distribution that requirements.txt leads to."""
    waiting, found = lines("requirements.txt"), {}
    while waiting:
        wanted = waiting.pop()
        extras = wanted.extras or {""}
        if wanted.marker and not any(wanted.marker.evaluate({"extra": extra}) for extra in extras):
            continue
        try:
            known = distribution(wanted.name)
        except PackageNotFoundError:
            continue  # of another system
        key = (canonicalize_name(wanted.name), frozenset(extras))
        if key not in found:
            found[key] = known
            for text in known.requires or ():
                more = Requirement(text)
                if not more.marker or any(more.marker.evaluate({"extra": extra}) for extra in extras):
                    more.marker = None
                    waiting.append(more)
    return {name: known for (name, _), known in found.items()}


def test_every_package_has_one_version_and_it_is_the_one_installed():
    pins = {}
    for pin in lines("lib/constraints.txt"):
        (version,) = pin.specifier
        assert version.operator == "==" and "*" not in version.version, pin
        if not pin.marker or pin.marker.evaluate():
            assert pins.setdefault(canonicalize_name(pin.name), version.version) == version.version
    found = standing()
    assert len(found) > 80
    assert {name: known.version for name, known in found.items()} == {name: pins[name] for name in found}


def licence(known):
    """What a distribution says of its licence, in its newer field, its classifiers or its text."""
    about = known.metadata
    kinds = [c for c in about.get_all("Classifier") or () if c.startswith("License ::")]
    texts = [path.read_text("utf-8")[:200] for path in known.files or () if path.name.upper() == "LICENSE"]
    said = about.get("License-Expression") or " ".join(kinds) or about.get("License") or " ".join(texts[:1])
    return said.removeprefix("License :: OSI Approved :: ")


def test_every_licence_goes_with_that_of_the_library():
    for name, known in standing().items():
        said = licence(known)
        assert FREE.search(said), (name, said)
        assert CHOSEN.get(name, "none") in said or not COPYLEFT.search(said), (name, said)


def test_reading_and_reconciling_ask_no_server(monkeypatch):
    def refuse(*_):
        raise AssertionError("a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    corpus = nf.load(
        pd.DataFrame({"text": ["Oil exports rose 26 % to $240 billion in 2023. Banks met."] * 2})
    )
    ledger = nf.reconcile(nf.find_claims(corpus))
    pairs = nf.co_mentions(nf.find_mentions(corpus))
    assert len(ledger.claims) == 4 and len(pairs) >= 0
    assert len(nf.corpus_statistics(corpus, resamples=100).words) > 5
