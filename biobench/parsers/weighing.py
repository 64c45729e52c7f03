"""Which of several numbers a text puts forward as its answer.

:func:`weigh` gives every number a weight from the words around it: in "Because G67 is mutated, from
3.72 in wild-type avGFP the value drops to 1.45." the 3.72 loses for "from" and "wild-type", the 1.45
gains for "drops to". :func:`biobench.parsers.choosing.choose` takes the heaviest.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from typing import NamedTuple

from biobench.parsers import cues
from biobench.parsers.cues import PLAIN, STOP, Words, word_set
from biobench.parsers.marks import Markers, Marks
from biobench.parsers.measures import (
    FITTING,
    as_names,
    in_units,
    is_possible,
    names_of,
    parts_of,
    tidy,
)
from biobench.parsers.numeral import Numeral
from biobench.parsers.reckoning import results
from biobench.spec import ValueSpec

_CUES = (
    cues.FINAL,
    cues.COMMITS,
    cues.CONCLUDES,
    cues.THIS,
    cues.SUBJECT,
    cues.OWNS,
    cues.BESIDE,
    cues.GENERIC,
    cues.DENIED,
    cues.ATTEMPT,
    cues.CONDITION,
    cues.CONTRARY,
    cues.ASIDE,
    cues.RESTATES,
)
_BITS = [1 << i for i in range(len(_CUES) + 3)]
_FINAL, _COMMITS, _CONCLUDES, _THIS, _SUBJECT, _OWNS = _BITS[:6]
_BESIDE, _GENERIC, _DENIED, _ATTEMPT, _CONDITION, _CONTRARY, _ASIDE, _RESTATES = _BITS[6:14]
_NAME, _PART_OF_NAME, _OPPOSITE = _BITS[14:]
_BESIDE_AFTER = re.compile(
    r"\s(?:above|below|higher|lower|more|less)\b"
    r"|[\s(]{1,2}(?:wild[- ]?type|wt\b|parent\b|avGFP)"
    r"|[\s,(*_)]{0,4}(?:°C |nt )?(?:in|for|of|from|by|with|as|that|which) (?:the )?(?:wild[- ]?type|wt"
    r"|parent|control|reference|native|typical|"
    r"average|published|literature|most|other(?! words)|similar|training|comparison|random|avGFP)\b"
    r"|[\s(]{0,2}(?:at|with|for) most\b|[\s*_]{0,3}\?"
    r"|\s(?:would|might|could) (?:also )?be (?:too|an over|an under|expected if|possible"
    r"|conceivable|plausible)|\s(?:is|was|seems|looks) (?:too"
    r"|typical|possible|conceivable|the (?:usual|average|mean|"
    r"maximum|minimum|background|baseline|upper|lower|threshold|wild|cut))|\s(?:would|is) ?(?:not"
    r"|n't)|[\s,]{0,2}but (?:that|this) is too|\s(?:in general|as a rule|normally|usually)\b"
    r"|\s(?:counts? as|is (?:considered|regarded|deemed|called)|marks?)\b",
    re.IGNORECASE,
)
#: Makes a number hold only under a condition.
IF = re.compile(r"\s(?:if|when|unless|otherwise|in case|provided)\b")
#: Said of a number that another one is going to replace.
_DISCARDED = re.compile(
    r"[\s,;.(]{0,3}(?:but|yet|however,?|though|although)\s(?:that|this|these|those|it|they)\b",
    re.IGNORECASE,
)
#: What would be elsewhere: "without the uORF it would be".
_UNREAL = re.compile(
    r"\b(?:with|without|in|under|on|were)\s[^,;.]{1,80}\b(?:would|could|might)\b", re.IGNORECASE
)
_BREAK = re.compile(STOP)
_LINK_SIGNS = frozenset(":=≈~→⇒|>为是约約はが")
_LINK_WORDS = word_set(
    "is are was were be but equals being become becomes ist est es é beträgt say namely"
)
_WEAK_LINKS = word_set(
    "of to at with as around about approximately approx roughly nearly almost circa ca near on "
    "bei "
    "etwa von de à environ aproximadamente unos di only just"
)
#: The writer gives a number, whatever the verb; adding and counting is something else.
_I_SAY = re.compile(
    r"\bI(?:'d|'ll| would| will)? (?!add|sub|ded|take|count|see|find|lose|cut|remove|first)[a-z]{2,}"
    r"(?: (?:it|this|down|in|at|to|for|with|about)){0,2} [~≈*]{0,2}\Z"
)
_A_MERE = re.compile(r"\b(?:is|of|at|to|be|with) an? [a-z]+ \Z")
_LISTED = re.compile(r"[\s,;/&|]{0,4}(?:and |or )?[~≈]?\Z")
_PARENTHESIS = re.compile(r"[,(]")
#: What parts a clause from its neighbours.
_PART = re.compile(
    r"[,;:()|\n—]|\.\s|\s(?:-|and|but|so|yet|while|whereas|which|because|as|since|given|due|thanks)\s"
)
_JOINS = re.compile(r"[;(]|\s(?:and|but|yet|while|whereas|because|as|since|so)\s")
#: A clause of its own before a colon: it has a verb or speaks of the writer or of the case.
_SENTENCE = re.compile(
    r"\b(?:i|we|it|its|this|yours?|my|is|are|was|isn't|not|has|have|will)\b(?!\s?:)", re.IGNORECASE
)
_FINITE = re.compile(r"\b(?:is|are|was|has|have|had|will|would|should|could|can|do|does|did)\b")
#: Between a number and the name it is given: "54 °C, the Tm", "48.6 °C, and that's the Tm".
_NAMED = re.compile(
    r"[\s,(*_—-]{1,4}(?:and\s|which\s|so\s)?(?:(?:that|this|it|is|being|as|the|its|my|our|predicted|estimated"
    r"|last|figure|value|number|one)(?:'s)?\s){1,5}\Z",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+")
_DOWN_TO = re.compile(
    r"\b(?:reduc|decreas|suppress|lower|drop|fall|silenc|repress|cut"
    r"|down)\w*\s(?:\w+\s){0,3}to\b[^\d.]{0,24}\Z",
    re.IGNORECASE,
)
#: Before a share that is what another one leaves.
_REST = re.compile(r"\bthe (?:remaining|rest|residual)[\s,:(]{1,2}[~≈]?\Z")
_CUT_BY = re.compile(
    r"\b(?:cut|lower|brought|brings|drop|fall|fell|declin|diminish|shrink|shrank|down|reduc|decreas)\w*\b"
    r"[^.;:\d]{0,40}\bby (?:about |around |some |roughly )?[~≈]?\Z",
    re.IGNORECASE,
)
#: Before a treatment that is over: "the level after silencing".
_AFTER = re.compile(
    r"\b(?:after|upon|following|despite|post)[ -](?:siRNA[ -]|the )?\Z", re.IGNORECASE
)
_PARTING = ("baseline", "range", "scale", "bound", "statistic")
_STRONG = "*`$_{"
_OPENING = "*_`$({[~≈ \t\n"
#: Signs before the last number of a text that make it a result.
_LEADS_IN = tuple(",:;—–-=→>")
_CLOSING = "*_`$)}]. \t\n!"


class Weighed(NamedTuple):
    """A number that can be an answer, with the weight of what speaks for it and against it.

    ``support`` is the part of the weight that comes from words and place, not from its unit.
    """

    numeral: Numeral
    weight: int
    value: float
    support: int = 0
    flags: tuple[str, ...] = ()


@functools.lru_cache(maxsize=256)
def _markers(value: ValueSpec) -> Markers:
    """All cues, and the names of a value, of its parts and of its opposite."""
    return Markers([*_CUES, names_of(value), parts_of(value), as_names(value.opposites)])


def weigh(
    text: str, found: list[Numeral], value: ValueSpec, units: tuple[str, ...] | None = None
) -> list[Weighed]:
    """The numbers that can be an answer, in the order of the text, with their weights.

    ``text`` is the cleaned text that the offsets of ``found`` refer to; ``units`` are the units that
    a number may have, by default those that fit the value's own.
    """
    fitting = units or FITTING.get(value.unit, ("",))
    points = [n for n in found if not n.role and n.unit in fitting]
    if value.unit == "deg C" and any(n.unit == "celsius" for n in points):
        points = [n for n in points if n.unit not in ("kelvin", "fahrenheit")]
    reckoned = results(text, found) if len(found) > 2 else {}
    partings = [m.stop for m in found if m.role in _PARTING]
    changes = [m.stop for m in found if m.role == "baseline"]
    out = []
    shunned = False
    for i, place in enumerate(_places(text, points, value)):
        n = place.n
        support = _supported(place) + 3 * any(0 <= n.start - stop < 40 for stop in changes)
        if len(points) > 1 or support < 5:
            support += 2 * _is_plain(place)
        if n.start in reckoned:
            support += 4
        elif any(begin <= n.start < end for end, begin in reckoned.items()):
            support -= 3
        against = _opposed(place, max((stop for stop in partings if stop <= n.start), default=0))
        if against > -4 and shunned and _parallel(place):
            against -= 4
        shunned = against <= -4
        x, flags = in_units(n, value)
        left = " the re" in text[max(0, n.start - 20) : n.start] and _REST.search(
            text, place.begin, n.start
        )
        if value.high and left and not place.near & _THIS:
            against -= 5 * any(tidy(x + in_units(m, value)[0]) == value.high for m in points[:i])
        weight = support + _fitting(place, value) + against
        if value.opposites and _is_opposite(place):
            weight -= 4
            if value.low is not None and value.high is not None:
                x, flags = tidy(value.low + value.high - x), ("complement", *flags)
        out.append(Weighed(n, weight, x, support, flags))
    if value.unit in ("fraction", "percent"):
        out = _same_share(out)
    if len(out) > 1 and (value.low is not None or value.high is not None):
        inside = [is_possible(w.value, value) for w in out]
        if any(inside) and not all(inside):
            out = [w if ok else w._replace(weight=w.weight - 6) for w, ok in zip(out, inside)]
    return out


def _same_share(out: list[Weighed]) -> list[Weighed]:
    """The same share told twice, "0.42, that is 42 %", as one value."""
    shares = {w.value for w in out if w.numeral.unit == "percent"}
    return [
        w._replace(value=tidy(100 * w.value))
        if not w.numeral.unit and tidy(100 * w.value) in shares
        else w
        for w in out
    ]


class _Place(NamedTuple):
    """A number among its neighbours.

    Its sentence begins at ``begin``; the words that are its own reach from ``start``, where the last
    number that can be an answer ends, to ``stop``, before the next one. ``sentence``, ``near`` and
    ``behind`` are the kinds of phrases before it in the sentence, since ``start``, and up to ``stop``;
    ``tail`` is the text behind it, ``listed`` says that only a comma or the like parts it from the
    next number, ``more`` that there is one.
    """

    n: Numeral
    text: str
    marks: Marks
    begin: int
    start: int
    stop: int
    sentence: int
    near: int
    behind: int
    tail: str
    listed: bool
    more: bool


def _places(text: str, points: list[Numeral], value: ValueSpec) -> list[_Place]:
    if not points:
        return []
    cuts = [0, *(m.end() for m in _BREAK.finditer(text))]
    begins = [max(cuts[bisect_right(cuts, n.start) - 1], n.start - 200) for n in points]
    marks = _markers(value).mark(Words(text, begins[0], min(len(text), points[-1].stop + 60)))
    out = []
    for i, (n, begin) in enumerate(zip(points, begins)):
        ceiling = points[i + 1].start if i + 1 < len(points) else len(text)
        tail = text[n.stop : min(ceiling, n.stop + 60)]
        if cut := _BREAK.search(tail):
            tail = tail[: cut.start() + 1]
        start, stop = max(begin, points[i - 1].stop if i else 0), n.stop + len(tail)
        near, behind = marks.within(start, n.start), marks.within(n.stop, stop)
        sentence = near if start == begin else marks.within(begin, n.start)
        listed = _LISTED.match(text[n.stop : ceiling]) is not None
        more = ceiling < len(text)
        out.append(
            _Place(n, text, marks, begin, start, stop, sentence, near, behind, tail, listed, more)
        )
    return out


def _fitting(place: _Place, value: ValueSpec) -> int:
    """A unit that fits, and a word such as "is" before the number."""
    n = place.n
    weight = int(_last_word(place.text[place.start : n.start]) in _WEAK_LINKS)
    named = place.tail.lstrip().startswith(value.unit)
    if value.unit and (named or (n.unit and value.unit in FITTING)):
        weight += 3
    elif value.unit == "fraction" and n.decimal and abs(n.value) < 1:
        weight += 2
    return weight


def _supported(place: _Place) -> int:
    """What speaks for a number in the words around it and in its place."""
    n, text, near, behind = place.n, place.text, place.near, place.behind
    before = text[place.start : n.start]
    weight = 0
    if (
        place.sentence & _FINAL
        and place.marks.within(max(place.begin, n.start - 70), n.start) & _FINAL
    ):
        weight += 6
    if near & _NAME:
        weight += 5
    elif behind & _NAME:
        called = place.marks.spans(n.stop, place.stop, _NAME)[0]
        weight += 5 if _NAMED.match(text, n.stop, called[0]) else 3
    elif place.sentence & _NAME:
        weight += 2
    elif (near | behind) & _PART_OF_NAME:
        weight += 1
    weight += 3 * (near & _COMMITS > 0 or ("I" in before and _I_SAY.search(before) is not None))
    weight += 2 * (near & _CONCLUDES > 0)
    last = _last_word(before)
    mere = " a" in before[-24:] and _A_MERE.search(before)
    weight += last in _LINK_WORDS or last[-1:] in _LINK_SIGNS or bool(mere)
    weight += 2 * (near & _THIS > 0) + (near & _SUBJECT > 0) + (behind & _OWNS > 0)
    if behind & _THIS:
        other = _JOINS.search(place.tail)
        end = n.stop + other.start() if other else place.stop
        weight += 2 * (place.marks.within(n.stop, end) & _THIS > 0)
    return weight + _in_place(place)


def _in_place(place: _Place) -> int:
    """What speaks for a number in its place: it opens or ends the text, or has a line of its own."""
    n, text = place.n, place.text
    before = text[place.start : n.start]
    weight = int(n.start > 0 and text[n.start - 1] in _STRONG)
    ends = not place.more and not text[n.stop :].strip(_CLOSING)
    if ends and n.start > 200:
        weight += 3 * (len(text[place.begin : n.start].split()) < 9)  # a short last sentence
    opens = not text[: n.start].strip(_OPENING)
    if place.tail.startswith("?"):
        weight += 5 * (opens and len(text) < n.stop + 4)
    elif (not before.strip(_OPENING + "#>-") and not place.tail.strip(_CLOSING)) or (
        opens and not place.listed
    ):
        weight += 3
    elif ends and not place.near & _NAME and before.strip(" \n~≈$*_,;/&|")[-1:]:
        weight += 2 * (before.rstrip(" \n~≈$*_")[-1:] in _LEADS_IN)
    return weight


def _is_plain(place: _Place) -> bool:
    """Whether the clause of a number says nothing else: "so it drops to 3.3", but not "7.9 for wt"."""
    n, text = place.n, place.text
    start, stop = max(place.start, n.start - 60), place.stop
    parts = [mark.end() for mark in _PART.finditer(text, start, n.start)]
    if parts:
        start = parts[-1]
    elif start > place.start:
        return False  # a long clause says more
    if behind := _PART.search(text, n.stop, stop):
        stop = behind.start()
    words = [*_LETTERS.finditer(text, start, n.start), *_LETTERS.finditer(text, n.stop, stop)]
    other = [word.start() for word in words if word[0].lower() not in PLAIN]
    if not other or not (place.near | place.behind) & _NAME:
        return bool(words) and not other
    spans = place.marks.spans(start, stop, _NAME)
    return all(any(a <= at < b for a, b in spans) for at in other)


def _opposed(place: _Place, parted: int) -> int:
    """What speaks against a number; another number that is no answer ends at ``parted``."""
    n, text = place.n, place.text
    follows = place.start > place.begin
    start = max(place.start, parted)
    if follows and (aside := _BESIDE_AFTER.match(text, place.start, n.start)):
        start = max(start, aside.end())
    before = text[start : n.start]
    at = max(before.rfind(mark) for mark in (",", ";", " but ", " and "))
    colon = before.rfind(": ")
    if colon > at and _SENTENCE.search(before[:colon]):
        at = colon
    clause = place.marks.within(start + at + 1, n.start)
    weight = -6 * (clause & _CONTRARY > 0) - 8 * (clause & _CONDITION > 0)
    if place.sentence & _ASIDE and not place.near & _THIS:
        weight -= 5
    denied = clause & _DENIED and place.marks.within(start + max(at, colon) + 1, n.start) & _DENIED
    if denied or clause & (_BESIDE | _GENERIC) or _BESIDE_AFTER.match(place.tail):
        weight -= 5
    if clause & _ATTEMPT:
        weight -= 5 + 3 * place.more
    if IF.match(place.tail):
        weight -= 5 + 3 * (place.more or follows)
    if place.more and _DISCARDED.match(place.tail):
        weight -= 3
    unreal = "ould " in before or "might " in before
    if unreal and not place.near & _THIS and _UNREAL.search(text, start + at + 1, n.start):
        weight -= 3
    if text[n.start] == "+" and text[: n.start].strip():
        weight -= 3  # an increment
    if follows and place.near & _RESTATES and place.marks.within(start, n.start) & _RESTATES:
        weight -= 4
    if follows and text[place.start : n.start].lstrip("%*_ ")[:1] == "(":
        weight -= 5  # a gloss on the number before
    return weight


def _parallel(place: _Place) -> bool:
    """Whether a number goes on with the one before: "homologs melt at 52 and the yeast one at 46"."""
    if not place.text.startswith((" and ", ", and ", " or "), place.start):
        return False
    if place.near & (_COMMITS | _CONCLUDES | _THIS):
        return False
    return _FINITE.search(place.text, place.start, place.n.start) is None


def _is_opposite(place: _Place) -> bool:
    """Whether a number measures what is gone ("80% knockdown"), not what is left."""
    n, text, start, stop = place.n, place.text, place.start, place.stop
    if match := _PARENTHESIS.search(place.tail):
        stop = n.stop + match.start()
    colon = text.rfind(": ", start, n.start)
    if colon > 0 and _SENTENCE.search(text, start, colon + 1):
        start = colon
    before = text[place.start : n.start]
    if _CUT_BY.search(before):
        return True
    gone = _nearness(place, _OPPOSITE, start, stop)
    if gone < 0 or gone < _nearness(place, _NAME, start, stop):
        return False
    return not _DOWN_TO.search(before)


def _nearness(place: _Place, kind: int, start: int, stop: int) -> int:
    """How close a name stands to a number: behind it beats before it, nearer beats farther."""
    if spans := place.marks.spans(place.n.stop, stop, kind):
        return len(place.text) + stop - spans[0][0]
    before = place.marks.spans(start, place.n.start, kind)
    return max((end for at, end in before if not _AFTER.search(place.text, 0, at)), default=-1)


def _last_word(before: str) -> str:
    """The last word, or the sign that ends the words before a number."""
    tail = before[-32:].rstrip(" *_`$({[\"'≈~\\")
    return tail.rpartition(" ")[2].rstrip(".").lower()
