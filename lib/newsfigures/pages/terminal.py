"""Figures as lines for a terminal."""

from . import prose


def clean(text) -> str:
    """Text without the control characters of files, which a terminal would obey.

    >>> clean("26 %\\x1b[2J")
    '26 %�[2J'
    """
    return "".join(sign if sign.isprintable() or sign == "\n" else "�" for sign in str(text))


def aligned(heads, rows, headed=True) -> list[str]:
    """Lines of a table whose columns stand below each other; none without rows."""
    rows = [[clean(" ".join(str(cell).split())) for cell in row] for row in rows]
    rows = [heads.split(), *rows] if rows and headed else rows
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return [line.rstrip() for line in lines]


def found(figures, rejected, headed=True) -> str:
    """The table of figures: what is written, its value in base units, the interval that the words allow; and
    that of what looks like a number and is no figure."""
    told = aligned("text value interval unit bound change period", map(_figure, figures), headed)
    rest = aligned("rejected reason", [(row.text, row.reason) for row in rejected], headed)
    return "\n\n".join("\n".join(lines) for lines in (told, rest) if lines)


def _figure(one):
    low, high = (f"{float(end):,.12g}" if end.is_finite() else "" for end in (one.low, one.high))
    interval = f"{low} to {high}" if low and high else f"{low} or more" if low else f"{high} or less"
    when = prose.period(one.period_start, one.period_end) or one.period_text
    value = "" if one.value is None else f"{float(one.value):,.12g}"
    return one.text, value, interval, one.unit, one.bound, one.change, when
