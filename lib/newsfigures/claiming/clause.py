"""One figure in its tagged sentence, and the ways to look around it: phrases, verbs, subjects, names."""

from dataclasses import replace

from .frame import Frame, plain_measure
from .parties import any_of, lexicon
from .tagging import concept, singular, verb_base
from .whose import points

_BOUNDS = {
    ("at", "least"), ("at", "most"), ("up", "to"), ("more", "than"), ("less", "than"), ("fewer", "than"),
    ("close", "to"), ("well", "over"), ("excess", "of"), ("many", "as"), ("much", "as"), ("few", "as"),
    ("greater", "than"), ("higher", "than"), ("lower", "than"), ("down", "to"),
}  # fmt: skip
_ABOUT = {
    "about", "around", "over", "under", "some", "nearly", "almost", "roughly", "approximately", "only",
    "just", "exactly",
}  # fmt: skip
_EARNED = ("revenue", "sell", "profit", "income", "earn")  # "revenue from services" is not all of it
_OF_PEOPLE = {"earnings": "wage", "income": "income"}  # what is no company's profit
_EVENTS = ("after", "since", "during", "following", "amid", "before")
SOFT = {"estimate", "projection", "prediction", "expectation", "outlook", "plan", "hope"}  # of what it is of
_SINCE = ("than", "since", "after", "before", "until", "despite")
_CRUDE = {"oil", "export", "import", "price", "produce", "stock", "supply", "shipment", "inventory"}
LINKS = {"of", "for", "on"}
NAMING = LINKS | {
    "in", "to", "from", "with", "between", "by", "at", "among", "near", "off", "within", "into", "across",
}  # fmt: skip


class Clause:
    """One figure in its tagged sentence, and the ways to look around it."""

    def __init__(self, text, tokens, k, figure, figures, names):
        self.text, self.tokens, self.size, self.names = text, tokens, len(tokens.start), names
        self.k, self.figure, self.figures = k, figure, figures
        self.kind, self.plain = figure.kind, plain_measure(figure.kind)
        self.counts = figure.kind in ("count", "bare")
        self.word, self.tag = tokens.word.__getitem__, tokens.tag.__getitem__
        self.alike = None  # the last frame of a figure of this kind in the sentence
        self.p = self._before_bounds(k - 1)
        if self.tag(self.p) == "T" and self.word(self.p).endswith("'s"):  # "from last year's 30,000"
            self.p = self._before_bounds(self.p - 1 - (self.word(self.p - 1) in ("this", "last", "previous")))
        self.r = k + 1 + (self.tag(k + 1) == "I")
        if self.word(self.r) == "(":
            self.r = next((i + 1 for i in range(self.r, self.size) if self.word(i) == ")"), self.r)

    def base(self, i):
        """The base form of the verb at i, else ""."""
        return verb_base(self.word(i))

    def frame(self, rule, words, *whose, measure=None, **more):
        """What a rule has read: ``words`` of who is named in ``whose`` or behind the figure."""
        names, who = self.named(*whose, self.tail(self.r)), self.anaphor(*whose)
        return Frame(measure or self.plain, words, names, rule, anaphor=who, **more)

    def again(self, told, rule, role="", before=-1, **more):
        """Another figure of what a frame has told; ``before`` as in ``Frame``."""
        return replace(told, measure=self.plain, pattern=rule, role=role, before=before, **more)

    def _before_bounds(self, i):
        lexical, said = lexicon(), i
        while self.word(i).endswith(("ed", "ly")):
            i -= 1
        i = i - 1 if self.word(i) in ("a", "an") else said  # "rose a seasonally adjusted 3 percent"
        i -= self.word(i) == "between" and self.figure.kind not in ("count", "bare")
        i -= self.word(i) == "from" and self.figure.value is None  # "tickets cost from 5 to 45 pounds"
        while i >= 0:
            if (self.word(i - 1), self.word(i)) in _BOUNDS:
                i -= 2 + ((self.word(i - 2), self.word(i)) == ("as", "as"))
            elif (
                self.tag(i) == "D"
                or (self.tag(i) == "N" and self.word(i) in lexical["generic"])
                or (self.tag(i) in "BP" and self.word(i) in _ABOUT)
            ):
                i -= 1
            else:
                break
        return i

    def phrase_before(self, i, links=NAMING):
        """Indices of the noun phrase that ends at i, with the phrases that hang on it."""
        taken, j = [], i
        while j >= 0:
            tag, word, back, ahead = self.tag(j), self.word(j), self.tag(j - 1), self.tag(j + 1)
            if tag == "E" and taken and ahead == "N" and self._fronts(j):
                break
            if tag in ("D", "B") and taken:
                taken.append(j)
                if tag == "D" and back not in ("P", "D", "B"):
                    break
            elif tag == "F" and j != self.k:  # "between the two countries", "in the first four months"
                pointing = taken and back in ("D", "P") and self.figures[self.tokens.at[j]].kind == "count"
                if not pointing and self.word(j - 1) not in ("first", "last"):
                    break
            elif (
                tag in ("N", "E", "T")
                or (tag == "R" and (word in ("its", "their") or self.word(j - 1) == "of"))
                or (tag == "I" and word == "'")
                or (tag == "P" and word in links and taken and back in ("N", "E", "T", "F"))
                or (word == "," and taken and back == ahead == "E" and self._listing(j))
                or (
                    word == "and"
                    and back in ("E", "T")
                    and back == self.tag(j + 1 + (self.word(j + 1) == "the"))
                )
            ):
                taken.append(j)
            else:
                break
            j -= 1
        return taken[::-1]

    def _fronts(self, j):
        """Whether a name ends a place in front of a subject: "in Norway total attendance was"."""
        own = self.text.startswith("'s", self.tokens.end[j])
        return not own and self.word(j - 1) in ("in", "at", "near") and self.tag(j - 2) != "N"

    def _listing(self, j):
        """Whether a comma stands in a list of names: "in Kentucky, Missouri and Virginia"."""
        while self.word(j) == ",":
            j += 2
        return self.word(j) == "and" and self.tag(j + 1) == "E"

    def phrase_after(self, i, links=LINKS):
        """Indices of the noun phrase that begins at i."""
        taken = []
        while i < self.size:
            tag, word = self.tag(i), self.word(i)
            if tag == "D" and taken and self.tag(i - 1) != "P":
                break
            if (
                tag in ("N", "E", "D")
                or (tag == "T" and taken)
                or (tag == "B" and self.tag(i + 1) == "N")
                or (tag == "P" and word in links and taken and self.tag(i + 1) in ("N", "E", "D"))
                or (word == "and" and self.tag(i - 1) == self.tag(i + 1) == "E")
            ):
                taken.append(i)
            else:
                break
            i += 1
        return taken

    def verb_before(self, i):
        """Index of the nearest verb to the left within the clause, or -1."""
        while i >= 0 and self.tag(i) not in ("V", "S") and not (self.tag(i) == "C" and self.word(i) != "and"):
            i -= 1
        return i if i >= 0 and self.tag(i) == "V" else -1

    def subject(self, v):
        """Indices of the subject of the verb at v; none where that is -1."""
        i = v - 1
        while i >= 0 and (
            self.tag(i) in "XB"
            or (self.word(i) == "to" and self.tag(i - 1) in "VNXBE")
            or (self.tag(i) == "V" and (self.tag(i + 1) in "XBV" or self.word(i + 1) == "to"))
        ):
            i -= 1
        if self.word(i) == ")":  # "gross domestic product (GDP) grew"
            i = next((j for j in range(i, 0, -1) if self.word(j) == "("), i) - 1
        if (self.word(i - 2), self.word(i)) == ("as", "whole"):  # "the sale as a whole brought in"
            i -= 3
        if self.tag(i) == "T" and self.word(i - 1) == "this" and self.tag(i - 2) in ("N", "E"):
            i -= 2  # "infections this year have climbed"
        if self.word(i) in ("who", "which", "whose") or (self.word(i) == "that" and i > 0):
            i -= 1 + (self.word(i - 1) == ",")
        elif self.word(i) in ("and", "but") or (
            self.word(i) in (",", "after", "before") and self.word(v).endswith("ing")
        ):
            return self.subject(next((j for j in range(i - 1, -1, -1) if self.tag(j) == "V"), -1))
        elif self.word(i) == ",":
            if self.tag(i - 1) == "E" and self.word(i - 2) == ",":  # "his challenger, Julia Stern, took"
                return [i - 1]
            opening = next((j for j in range(i - 1, -1, -1) if self.word(j) == ","), -1)
            i = opening - 1 if opening > 0 else i - 1
        phrase = self.phrase_before(i)
        j = phrase[0] - 1 if phrase else i
        if self.word(j) in _EVENTS and phrase and self.tag(j - 1) == "N":
            return self.phrase_before(j - 1) + phrase  # "the number of dead after the storm has risen"
        j -= self.tag(j) == "P"
        if self.tag(j) != "V" or j < 1:
            return phrase or ([i] if self.tag(i) in ("R", "D") else [])
        if self.word(j).endswith("ing") and self.tag(j - 1) == "P":
            return self.phrase_before(j - 2) or phrase  # "the cost of paying consultants was"
        acted = self.word(j).endswith("ed") or lexicon()["concept"].get(self.word(j))
        if self.tag(j - 1) in ("N", "E") and acted:
            return [*self.phrase_before(j - 1), *range(j, v)]  # "people killed by the quake has climbed"
        for n in range(j - 1, max(0, j - 7), -1):  # "the toll from the ferry that sank off Lanza rose"
            if self.word(n) in ("that", "which", "who"):
                return self.phrase_before(n - 1 - (self.word(n - 1) == ",")) + phrase
        return phrase

    def words(self, indices, links=LINKS):
        """The quantity words of a phrase; what hangs on it by "in" or "from" is not part of the quantity."""
        if not indices:
            return ()
        found, link, opened = [], "", 0
        for i in indices:
            tag, word = self.tag(i), self.word(i)
            if tag == "P":
                if word == "in" and self.word(i - 1) in any_of("rise-noun fall-noun") and not link:
                    word = "of"  # "a rise in profit" is one of profit
                link, opened = word, len(found)
            elif tag == "V" and lexicon()["concept"].get(word) in lexicon()["cumulative"]:
                found.append(lexicon()["concept"][word])
            elif (
                tag == "N"
                and i == indices[-1]
                and (self.word(i - 1) == "the" or self.tag(i - 1) == "E")
                and singular(word) in lexicon()["antecedent"]
            ):
                pass  # "the group" and "the English club" are parties
            elif tag == "N" and self.tag(i + 1) == "E" and word in lexicon()["title"]:
                pass  # "Manager Ann Lee"
            elif word == "board" and self.word(i - 1) == "on":
                pass  # "180 passengers on board"
            elif word == "crude" and self.tag(i + 1) == "N" and concept(self.word(i + 1)) not in _CRUDE:
                pass  # crude steel is no oil
            elif tag == "N" and "-" in word and word not in lexicon()["concept"]:
                idle = any_of("preposition time")
                found += [c for c in map(concept, word.split("-")) if c and c not in idle]
            elif (
                tag == "N"
                and (not link or link in links or (link == "from" and found[:1] and found[0] in _EARNED))
                and (name := concept(word))
                and (not {word, singular(word)} & lexicon()["agent"] or self.word(i - 2) == "number")
            ):
                if name == "profit" and not lexicon()["earned"].isdisjoint(map(self.word, indices)):
                    name = _OF_PEOPLE.get(word, name)
                own = [w for w in name.split("_") if w != "profit" or "loss" not in found]
                found = (
                    found[:opened] if word.endswith(("'s", "s'")) else found + own
                )  # a possessor is a party
        return tuple(dict.fromkeys([w for w in found if w not in SOFT] or found))

    def named(self, *groups):
        """(role, name) of the names in index groups; the role is the preposition before."""
        found = []
        for indices in groups if self.names else ():
            role = ""
            for i in indices:
                if (tag := self.tag(i)) == "P":
                    role = self.word(i)
                elif tag == "E":
                    found.append((role, self.names[self.tokens.at[i]]))
        return tuple(dict.fromkeys(found))

    def tail(self, i, events=False):
        """Indices of the phrases that follow from i up to the end of the clause; with ``events`` also "after
        the earthquake in Chile". A name right before the next figure is that figure's.
        """
        taken = []
        while i < self.size and (tag := self.tag(i)) not in ("S", "F") and not (tag == "V" and taken):
            word = self.word(i)
            if tag == "C" and not (word == "and" and self.tag(i + 1) == "E" and self._ends(i + 2)):
                break  # "and Smith 46 percent" is about Smith
            if tag == "V" and verb_base(word) in lexicon()["say"]:
                break  # whom a statement speaks of is not whose it is
            event = events and word == "after" and self.tag(i + 1) == "D" and self.tag(i + 2) == "N"
            if word in _SINCE and not event:
                break
            taken.append(i)
            i += 1
        if self.word(i) == "," and self.tag(i - 1) == "N" and self.tag(i + 1) == "E" and self._ends(i + 2):
            taken.append(i + 1)  # "for the incumbent, Ann Lee"
        if self.tag(i) == "F":  # "to Osei's 48.7 percent", "with Osei on 45 percent"
            hung = self.word(i - 1) in ("on", "at", "with", "for")
            taken = taken[: -1 - hung] if self.tag(i - 1 - hung) == "E" else taken
        return taken

    def _ends(self, i):
        """Whether no figure or verb stands close behind, to which a name before it would belong."""
        near = "".join(map(self.tag, range(i, i + 4))).partition("S")[0]
        return not near.startswith("V") and "F" not in near

    def anaphor(self, *groups):
        """its, both, his, firm ... where a phrase only points at who is meant; "the company" tells most."""
        found = [kind for indices in groups for i in indices if (kind := points(self, i, indices))]
        if "firm" in found[1:] and found[0] == "its":
            return "firm"
        if not found and "its" in (self.word(self.k - 1), self.word(self.k - 2)):
            return "its"  # "reported its first three cases"
        if found:
            return found[0]
        near = self.text[max(0, self.figure.start - 150) : self.figure.start].lower()
        return "both" if "two" in near and "two" in near.split()[-12:] else ""
