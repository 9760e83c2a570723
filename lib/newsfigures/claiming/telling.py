"""Times beside a figure that are not its own: of speaking, of a forecast, of a clause with its own verb."""

import re

from .parties import low_words
from .presenting import SAID

_SPOKEN = re.compile(
    rf"(?i)\b(?:{SAID}|wrote|we know|knew|report|story|article)(?: us)?(?: (?:of|from|on|in))? $"
)
_SPOKEN_ON = re.compile(r"(?i)(?:of |from )?(?:today|yesterday|tonight)$")
_ASIDE = re.compile(  # "132,000 in the quarter, as it reported last month"
    rf"[,;] (?:as )?(?:(?:it|he|she|they|[Tt]he|its?) )?(?:\w+ )?(?:had )?(?:{SAID}|reported|announced)"
    r"(?: (?:in|on|earlier|late))? $"
)
_LATER_CLAUSE = re.compile(r"[,;] (?:which|who|whose|where|while|whereas)\b.*\d")
_SOFT = ("forecast", "projection", "prediction", "outlook", "guidance", "estimate")
_SAW = ("forecast", "predicted", "projected", "estimated", "promised", "pledged", "proposed", "announced")
_MOVED = r"\b(?:rais|rev[ei]|cut|lower|trim|lift|slash|\w*grad)\w*\b"
_SOFTLY = rf"\b(?:{'|'.join(_SOFT)}|target)s?\b"
REVISED = re.compile(rf"{_MOVED}.{{1,40}}{_SOFTLY}|{_SOFTLY}.{{1,40}}{_MOVED}")  # both values are of one time
_SAID = ("said", "warned", "told", "agreed", "announced")
_FORETELLING = {
    *_SOFT,
    *_SAW,
    *_SAID,
    "forecasts",
    "projections",
    "seen",
    "expected",
    "hoped",
    "planned",
    "poll",
}
# "the 18 million tonnes that the ministry forecast in August", "17.9 million seen in July"
_SAW_IN = re.compile(
    rf"(?:(?! (?:is|are|was|were|be|been|and|but|to)\b) [\w'-]+){{0,7}} (?:{'|'.join(_SAW)}|seen"
    r"|(?:had|it|they|analysts|economists|traders) (?:expected|hoped for|planned|budgeted|seen)) $"
)
# "its October forecast of 4.1 percent"
_FORECAST = re.compile(
    rf"(?:'s)?(?: [a-z]+)? (?:{'|'.join(_SOFT)})s?(?= of | for |,| the | [a-z]+ (?:saw|had)\b)"
)
# "In August the ministry forecast"
_THEN_SAW = re.compile(
    rf",? (?:[\w']+ ){{1,4}}?(?<!the )(?<! an )(?<! a )(?:{'|'.join((*_SAW[:5], *_SAID))})"
    r"(?! (?:of|for|was|is|were|had|by)\b)"
)
_SAID_IN = re.compile(rf"\b(?:{'|'.join(_SAID[:4])}|{'|'.join(_SAW[:5])}) (?:\w+ )?$")  # "said in May that"
_OPENS = re.compile(r"(?:^|[.,;:]|\band|\bbut) ?$")


def elsewhere(text, figure, row):
    """Whether the time of a figure is of another clause, "paid $3 billion for Halden, which earned … in
    2022", or of speaking, "said today", or of a forecast, "the 18 million that it forecast in August".
    """
    period = row["period_text"]
    at = text.find(period)
    if _SPOKEN_ON.match(period) and _SPOKEN.search(text[:at]):
        return True  # "it said today", "our report of yesterday"
    if at > figure.end and _ASIDE.search(text, figure.end, at):
        return True
    if not low_words(text).isdisjoint(_FORETELLING) and _foretold(text, figure, row, at):
        return True
    return at > figure.end and bool(_LATER_CLAUSE.search(text[figure.end : at]))


def _foretold(text, figure, row, at):
    """Whether a time that was over is that of a forecast: "its October forecast" is not one of October."""
    month = row["date"][:7]
    if not month or not (
        row["period_end"] < row["date"] or row["period_start"][:7] == row["period_end"][:7] == month
    ):
        return False
    if at >= figure.end and _SAW_IN.fullmatch(text[figure.end : at]):
        return "seen" not in text[figure.end : at] or row["status"] != "reported"
    named = any(map(str.isalpha, row["period_text"].lower().removeprefix("in ")))
    if row["status"] == "reported" or not named or figure.start < at:
        return False
    if _SAID_IN.search(text, 0, at):
        return True
    end = at + len(row["period_text"])
    return bool(_FORECAST.match(text, end) or (_OPENS.search(text, 0, at) and _THEN_SAW.match(text, end)))
