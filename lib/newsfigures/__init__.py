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
    "load": "corpus",
    "Corpus": "corpus",
    "find_figures": "figures",
    "find_rejected": "figures",
    "find_claims": "claims",
    "reconcile": "ledger",
    "corpus_statistics": "statistics",
    "concordance": "statistics",
    "independent_groups": "reuse",
    "shared_passages": "reuse",
    "similarity": "reuse",
    "find_mentions": "sectors",
    "mention_passages": "sectors",
    "sector_figures": "sectors",
    "co_mentions": "comention",
    "compare_units": "comention",
    "pair_evidence": "comention",
    "backbone": "comention",
    "nodes": "comention",
    "without_lists": "comention",
    "load_taxonomy": "taxonomy",
    "say": "prose",
    "table": "tables",
    "folded": "tables",
    "write_outputs": "outputs",
}
_MODULES = {"charts", "prose"}
__all__ = sorted({*_HOME, *_MODULES})


def __getattr__(name):
    if name in _MODULES:
        return import_module(f"{__name__}.{name}")
    if name in _HOME:
        value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return __all__
