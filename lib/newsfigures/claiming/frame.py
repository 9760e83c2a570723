"""What the clause around a figure says about it."""

from dataclasses import dataclass, field

from .parties import Name


@dataclass(slots=True)
class Frame:
    """``words`` name the quantity, ``names`` are (role, name) with the preposition as role, "" for whose."""

    measure: str  # level, change, share, rank, count, rate, duration, "" when the figure measures nothing
    words: tuple[str, ...] = ()
    names: tuple[tuple[str, Name], ...] = ()
    pattern: str = ""  # which rule spoke
    role: str = ""  # "old" for the first of "from 3 to 4", "same" for a figure repeated in brackets
    anaphor: str = ""  # its, both, the company: who is meant stands elsewhere
    segment: tuple[int, int] = (0, 0)  # characters of the clause
    before: int = -1  # which figure of the sentence it leans on
    kind: str = field(default="", compare=False)  # of the figure, "count" for a bare one
    subject: tuple[str, ...] = field(default=(), compare=False)


_PLAIN = {
    "percent": "rate",
    "percentage_point": "change",
    "ordinal": "rank",
    "count": "count",
    "duration": "duration",
    "age": "duration",
    "fraction": "share",
    "multiple": "change",
    "bare": "count",
}


def plain_measure(kind):
    return _PLAIN.get(kind, "level")
