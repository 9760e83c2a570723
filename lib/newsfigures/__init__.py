"""newsfigures reads a corpus of news articles by their numbers.

    >>> import newsfigures as nf
    >>> nf.find_figures("Trade rose 26 % to $240 billion.")[["text", "value", "unit"]].values.tolist()
    [['26 %', 26.0, 'percent'], ['$240 billion', 240000000000.0, 'USD']]

The public names below are loaded when first used, so that ``import newsfigures`` and the command line
start at once and pay only for the parts they need.
"""

from importlib import import_module

__version__ = "0.1.0"

_HOME = {
    "load": "loading.corpus",
    "Corpus": "loading.corpus",
    "find_figures": "reading.figures",
    "find_rejected": "reading.figures",
    "find_claims": "claiming.claims",
    "reconcile": "reconciling.ledger",
    "override": "reconciling.overrides",
    "corpus_statistics": "counting.statistics",
    "concordance": "counting.statistics",
    "independent_groups": "counting.reuse",
    "shared_passages": "counting.reuse",
    "similarity": "counting.reuse",
    "find_mentions": "mentioning.sectors",
    "mention_passages": "mentioning.sectors",
    "sector_figures": "mentioning.sectors",
    "co_mentions": "mentioning.comention",
    "compare_units": "mentioning.comention",
    "pair_evidence": "mentioning.comention",
    "backbone": "mentioning.comention",
    "nodes": "mentioning.comention",
    "without_lists": "mentioning.comention",
    "load_taxonomy": "mentioning.taxonomy",
    "say": "pages.prose",
    "table": "pages.tables",
    "folded": "pages.tables",
    "write_outputs": "pages.outputs",
    "cite": "pages.citing",
    "annotations": "pages.citing",
}
_MODULES = {"charts", "prose"}
__all__ = sorted({*_HOME, *_MODULES})


def __getattr__(name):
    if name in _MODULES:
        return import_module(f"{__name__}.pages.{name}")
    if name in _HOME:
        value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return __all__
