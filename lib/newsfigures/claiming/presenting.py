"""How a figure is presented: its status, who says it, what it corrects, which way a change goes."""

import re
from functools import cache, lru_cache
from itertools import pairwise

from ..reading.spelled import quick
from .parties import any_of, lexicon, low_words

SAID = (
    "said|says|told|announced|reported|showed|shows|show|stated|added(?= that|[,.:]|$)|according"
    "|estimates?|estimated|found(?! (?:in|at|by|near|dead))"
)
_WHO = re.compile(
    rf"(?:^|[,;\u2014\"] ?|\bbut |\band |\bwhile )((?:[^\W\d][^,;\u2014\"]*?)) (?:has |have |had "
    rf"|also |now )?(?:{SAID}|expects?|forecasts?(?! (?:of|for)\b)|projects?|predicts?|sees?|puts)\b"
)
_ACCORDING = re.compile(r"(?i)\b(?:according to|citing|as reported by|figures from|data from)\s+([^,.;()]+)")
_OFFICIAL = re.compile(
    r"(?i)\b([\w'. -]{0,40}\b(?:data|figures|statistics|results|survey|report)) (?:show|showed|shows|suggest)"
)
_AS_SEEN = re.compile(
    r"(?i)\b(?:than|as|beat|beating|above|below|topping|miss(?:ed|es|ing)|exceed(?:ed|s|ing)|against)\s+"
    r"(?:\w+ ){0,3}?(?:expected|forecasts?|planned|targets?|goals?|"
    r"proposed|expectations|estimates?|projected|predicted|plan|budget|had \w+)\b.*"
)
_FIRST_COUNT = re.compile(
    r"(?i)(?:, |\bin |\bto )(?:an? |the |its )?(?:preliminary|provisional|first|early|flash|interim) "
    r"(?:count|figures?|data|estimates?|results|tally|reading)\b(?! of \W?\d)"
)
_SOFT = r"(forecast|target|estimate|expectation|guidance|outlook|projection|prediction|plan)s?"
_FOR = re.compile(
    rf"(?i)\b{_SOFT} (?:(?:for|in) [\w ]{{1,20}} )?(?:of|at|for|was|is|were|had been) (?:[a-z]+ ){{0,2}}$"
)
_TO_BE = re.compile(  # "5 million tonne forecast", but not "5 million beat forecasts"
    rf"(?i) (?:(?!beat|miss|top|exceed|surpass|match|me[et]|above|below|over|under|against|than|in )[a-z]+ )?"
    rf"{_SOFT}\b"
)
# one of these words is in whatever the pattern of that name finds
_SOFTLY = [f"{w}{s}" for w in _SOFT[1:-3].split("|") for s in ("", "s")]
_SEEN = {
    *_SOFTLY, "goal", "goals", "expected", "planned", "proposed", "expectations", "projected", "predicted",
    "had", "budget",
}  # fmt: skip
_FIRST = ("preliminary", "provisional", "first", "early", "flash", "interim")
_ACCORDING_TO = ("according", "citing", "reported", "figures", "data")
_words = quick(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_UNABLE = re.compile(  # no cues: "those asked", "marched against plans to", "the figure should have been"
    r"(?i)\b(?:could(?: not|n't| no longer)|would have(?! to)|should have(?= been)"
    r"|(?:those|people|voters) asked|on target|own[- ]goals?|goals? (?:by|from)"
    r"|(?:against|over|despite|oppos\w+|reject\w+) (?:the |its |a |[a-z]+ )?(?:plans?|proposals?)\b)"
)
_ABLE = (
    "could", "couldn", "would", "should", "asked", "target", "goal", "goals", "plan", "plans", "proposal",
    "proposals",
)  # fmt: skip
# "did not sell 40,000", "denied that it had sold 40,000", but not "does not include 30 of ours"
_DENIED = re.compile(
    r"(?i)\b(?:(?:did|does|do|has|have|had|was|were)(?: not|n't)|never|fail(?:ed|s|ing)? to|refus\w+ to)"
    r" (?!include|count|cover|exceed|change)[a-z]+ (?:an? |[a-z]+ed )?(?<!than )$"
    r"|\b(?:denied|denies|denying|deny) [^,;\d]*$"
)
_NOT = ("not", "never", "fail", "failed", "fails", "failing", "refused", "refuses", "refusing", "denied")
_NOT += ("denies", "denying", "deny", "didn", "doesn", "hasn", "haven", "hadn", "wasn", "weren")
_IF = re.compile(r"(?:^|[,;] |\b(?:and|but|that) )(?:[Ii]f|[Uu]nless) [^,;]*$")
_STATUS = ("alleged", "projected", "planned", "preliminary", "estimated")
_AHEAD = re.compile(r"\b(?:is|are)(?: \w+ly)? to (?!be\b|blame|date|the\b|an?\b)[a-z]+")  # "is to cost"
_DOWN = re.compile(
    r"(?i)\b(?:fewer|less|lower|smaller|cheaper|weaker|slower|shorter|down|below|drop|fall|decline|decrease|reduction|slump|cut)\b"
)
_BEFORE_DOWN = re.compile(
    r"(?i)\b(?:down|off|fell|falls?|fallen|drop(?:ped)?|declin\w+|decreas\w+|slip\w*|shr[aiu]nk|lower|cut|reduc\w+|lost)\b[^,;]{0,25}$"
)


@cache
def _cues():
    cues = any_of(" ".join(_STATUS))
    return frozenset(re.match(r"[^\W\d_]+", cue)[0] for cue in cues) | {"is", "are"}


_SEES = re.compile(r"(?i)\b(?:sees|eyes)\b")


def read_status(clause, passage, at, figure, document):
    """How a clause presents its figure at ``at`` in the passage, by cue words; what lies after the document's
    date is projected.
    """
    said = low_words(passage)
    if not said.isdisjoint(_NOT) and _DENIED.search(passage, max(0, at - 80), at):
        return "denied"
    if not said.isdisjoint(("if", "unless")) and _IF.search(passage, 0, at):
        return "projected"
    if not said.isdisjoint(_SOFTLY):
        told = _FOR.search(passage, max(0, at - 60), at) or _TO_BE.match(passage, at + len(figure.text))
        if told:
            return "planned" if told[1].lower() in lexicon()["planned"] else "projected"
    if passage == document.title and _SEES.search(passage, 0, at):
        return "projected"  # a headline
    start = figure.period_start
    ahead = start and document.date and start[: len(document.date)] > document.date[: len(start)]
    if not ahead and said.isdisjoint(_cues()):
        return "reported"
    text = clause if said.isdisjoint(_SEEN) else _AS_SEEN.sub("", clause)
    text = text if said.isdisjoint(_ABLE) else _UNABLE.sub("", text)
    low = [w.lower() for w in _words(text).findall(text) if w != "May"]
    told = {*low, *map(" ".join, pairwise(low))}
    for status in _STATUS:
        if not told.isdisjoint(lexicon()[status]):
            return status
    if not said.isdisjoint(("is", "are")) and _AHEAD.search(text):
        return "projected"
    if not said.isdisjoint(_FIRST) and _FIRST_COUNT.search(passage):
        return "preliminary"
    return "projected" if ahead and told.isdisjoint(lexicon()["decided"]) else "reported"


def read_source(text):
    low, said = text.lower(), low_words(text)
    cited, shown = not said.isdisjoint(_ACCORDING_TO), " show" in low or " suggest" in low
    for pattern, may in ((_ACCORDING, cited), (_OFFICIAL, shown), (_WHO, speaks(text))):
        if may and (m := pattern.search(text)):
            who = re.sub(
                r"(?i)\s+(?:on|in|at|late|earlier|this|last)\s+(?:\w+day|\w+ statement|\w+)\s*$",
                "",
                m[1].strip(" \"'"),
            )
            who = re.sub(r"(?i)^(?:the|a|an|its|his|her|their)\s+", "", who)
            who = re.sub(r"^(?:After|In|With|For|At|By|As|But|And|While|When) (?:the )?", "", who)
            who = re.sub(r"^(?:Rival|Fellow|Its|New) (?=[A-Z])", "", who)
            if 0 < len(who.split()) <= 8 and len(who) > 2 and _names_somebody(who):
                return who
    return ""


def _names_somebody(who):
    """Whether words can be a source: they end in a name or a noun, and hold neither figure nor clause."""
    last = who.split()[-1]
    loose = last.islower() and last in any_of("pronoun det aux preposition conjunction adverb time")
    return (
        not loose
        and not last.isdigit()
        and not re.search(r"[:;]|\d$|\b(?:was|were|is|are|has|had|after)\b", who)
    )


def read_direction(text, figure, frame):
    """Read "down" for a change that the words around it call one; the figures table may have it too."""
    if frame.measure != "change":
        return ""
    after = re.split(r"[,;:()]", text[figure.end : figure.end + 30])[0]
    fallen = _DOWN.match(after.strip()) or _BEFORE_DOWN.search(text[max(0, figure.start - 60) : figure.start])
    return "down" if fallen else ""


@lru_cache(1024)
def speaks(text):
    """Whether somebody may be quoted: cheaper than to look for who it is, and few sentences quote."""
    return any(map(text.lower().__contains__, _speaking()))


@cache
def _speaking():
    told = lexicon()["speaking"]
    return [word for word in told if not any(other in word for other in told - {word})]


_SCOPES = ("without", "excluding", "except", "apart", "including")
_SCOPES += ("nationwide", "nationally", "countrywide", "country")
_LEAVING = re.compile(
    r"(?i),? ?\b(excluding|without|except(?: for)?|apart from|not including)\b (?!an?\b|any\b)[a-z]"
)
_TAKING = re.compile(
    r",? including (?:the |its )?(?:[A-Z]?[a-z-]+ )?[a-z]+(?=[.,;]| in | from |$)"
)  # "including services"
_CORE = re.compile(r"\b(?:food|energy)\b(?: prices)?(?: and|,) (?:\w+ )?(?:food|energy)\b")
_OPENED = re.compile(r"(?:Without|Excluding|Except for|Apart from|Not including) [^,]{3,40}, ")
_CUES_AFTER = frozenset((
    "value", "volume", "terms", "constant", "among", "sea", "road", "rail", "air", "pipeline", "foreigners",
    "adjusted",
))  # fmt: skip
_CUES = ("seasonally", "basis", "year", "high", "low", "can", "new", "hours")
# what tells one kind of a quantity from another, behind the figure or anywhere in its clause
_KIND_AFTER = re.compile(
    r"(?:[ a-z]| (?:[A-Z][a-z]+|\d{4})\b){0,40}?(?:, )?\b"
    r"(?:(adjusted) for season|(by (?:sea|road|rail|air|pipeline|foreigners))\b"
    r"|(?:by|in) (value|volume)\b|in ([a-z]+ terms)\b|at (constant) "
    r"|among (?:the )?(?!them|these|those|which|whom|other)([a-z][a-z-]+))"
)
_KIND_BEFORE = re.compile(  # "The value of exports rose", "In yuan terms, exports"
    r"(?:\b[Tt]he (value|volume) of|^In ([a-z]+ terms),)(?!\w)[^\d;.]*$"
)
_KIND = re.compile(
    r"(?i)\b(?:seasonally (adjusted)|(like-for-like|comparable|same-store) basis"
    r"|((?:[a-z]+|\d+)-year) (?:[a-z]+ )?(?:bond|note|gilt|yield|mortgage|loan)"
    r"|(new) (?:cases|infections|deaths)\b"
    r"|(?:an?|the|day's|session) (high|low) of|(can) (?:now |only )?[a-z]+ (?:up to )?(?=[\d$£€]))"
)
_WINDOW = re.compile(r"[^.;\d]{0,60}\bin the (?:last|past|previous) ((?:24|48) hours)\b")
_TRIED = re.compile(r"\b(?:tried|trying|attempt\w*|plott\w+) to \w+(?: \w+)? $")  # "tried to kill six"
_WIDE = re.compile(r"(?i)\b(?:nationwide|nationally|countrywide|across the country)\b")


def read_scope(clause, text, here):
    """What a clause leaves out, takes in, or widens to: "Without energy, imports were", "nationwide"; and of
    what kind its quantity is: "by value", "among women", "seasonally adjusted".
    """
    said = low_words(text)
    beside = not said.isdisjoint(_CUES_AFTER) and (
        _KIND_AFTER.match(text, here.end) or _KIND_BEFORE.search(text, 0, here.start)
    )
    told = beside, not said.isdisjoint(_CUES) and _KIND.search(clause)
    told += ("hours" in said and _WINDOW.match(text, here.end),)
    kinds = [w for m in told if m for part in filter(None, m.groups()) for w in part.lower().split()]
    kinds = [lexicon()["concept"].get(w, w) for w in kinds]
    kinds += ["attempt"] if "to" in said and _TRIED.search(text, max(0, here.start - 60), here.start) else []
    if said.isdisjoint(_SCOPES):
        return tuple(kinds)
    less = _LEAVING.search(clause) or _LEAVING.match(text, here.end)
    if less and here.kind in ("count", "bare") and less[1] == "without":
        less = None  # "14,000 homes without water" is a state
    less = less or _OPENED.match(text)
    more = here.kind in ("money", "measure", "percent") and _TAKING.match(text, here.end)
    core = less and _CORE.search(less.string, less.start(), less.start() + 70)
    found = ("core" if core else "excluding", less), ("including", more), ("nationwide", _WIDE.search(clause))
    return (*kinds, *(word for word, told in found if told))
