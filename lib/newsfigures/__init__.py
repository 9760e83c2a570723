"""newsfigures reads a corpus of news articles by their numbers.

    >>> import newsfigures as nf
    >>> nf.find_figures("Trade rose 26 % to $240 billion.")[["text", "value", "unit"]].values.tolist()
    [['26 %', 26.0, 'percent'], ['$240 billion', 240000000000.0, 'USD']]

An article goes through the packages in this order (the words for people, `pages.prose`, serve all)::

    loading > reading > claiming > reconciling > pages    load, find_figures, find_claims, reconcile, say ...
    counting, mentioning                                  beside them: statistics of words, and of sectors
    building, running                                     on top: corpora of any size, notebooks in batch

The public names below are loaded when first used, so that ``import newsfigures`` and the command line
start at once and pay only for the parts they need.
"""

from importlib import import_module

__version__ = "0.1.0"

_NAMES = {
    "loading.corpus": "load Corpus",
    "reading.figures": "find_figures find_rejected",
    "claiming.claims": "find_claims",
    "reconciling.ledger": "reconcile",
    "reconciling.overrides": "override",
    "counting.statistics": "corpus_statistics concordance",
    "counting.reuse": "independent_groups shared_passages similarity",
    "mentioning.sectors": "find_mentions mention_passages sector_figures",
    "mentioning.comention": "co_mentions compare_units pair_evidence backbone",
    "mentioning.taxonomy": "load_taxonomy",
    "pages.prose": "say",
    "pages.tables": "table folded",
    "pages.outputs": "write_outputs",
    "pages.citing": "cite annotations",
}
_HOME = {name: module for module, names in _NAMES.items() for name in names.split()}
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
