"""The text of a document as its readers need it, and the places where a number word or a time may stand."""

import re

from .dates import TRIGGER
from .numbers import SPELLED
from .spelled import quick

# One pass looks for both behind a sign or a blank; the readers look again, at what is written there.
_PLACE = quick(rf"\W(?=(?:{SPELLED})(?!\w)|{TRIGGER.pattern.partition(']')[2]})")
_ODD = re.compile(r"[^\x00-\x7f]")
_NEAR = re.compile(r"[a-z]+|[£€¥]")


class Text:
    """What all readings of a document need: its text, the same in lower case, and ``scan``.

    All are of one length. ``scan``, in which digits and words are looked for, has "?" for what lies beyond
    ASCII (unless that holds a digit); ``places`` are where a number word or a time may start.
    """

    def __init__(self, text: str, raw: str = ""):
        low = text.lower()
        self.text, self.raw = text, raw
        self.low = self.scan = low if len(low) == len(text) else "".join(c.lower()[:1] for c in text)
        if not self.low.isascii() and not any(map(str.isnumeric, _ODD.findall(self.low))):
            self.scan = self.low.encode("ascii", "replace").decode()
        self.places = [m.start() for m in _PLACE(self.scan).finditer(f" {self.scan}")]

    def near(self, start: int, end: int, reach: int) -> frozenset:
        """The words (and currency signs) around ``[start, end)``."""
        return frozenset(_NEAR.findall(self.low[max(0, start - reach) : end + reach]))

    def page(self, at: int) -> str:
        """The text 1,500 characters either side of ``at``."""
        return self.low[max(0, at - 1500) : at + 1500]
