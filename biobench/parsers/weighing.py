"""Which of several numbers a text puts forward as its answer.

:func:`weigh` gives every number a weight from the words around it: in "Because G67 is mutated, from
3.72 in wild-type avGFP the value drops to 1.45." the 3.72 loses for "from" and "wild-type", the 1.45
gains for "drops to". :func:`choose` takes the heaviest, or says that none was chosen.
"""

from __future__ import annotations

import functools
import itertools
import re
from bisect import bisect_right
from typing import NamedTuple

from biobench.parsers.cues import (
    BESIDE,
    COMMITS,
    CONCLUDES,
    CONDITION,
    CORRECTION,
    FINAL,
    OWNS,
    RESTATES,
    STOP,
    THIS,
    UNDECIDED,
    Names,
    Words,
    word_set,
)
from biobench.parsers.numeral import Numeral
from biobench.spec import ValueSpec

_BESIDE_AFTER = re.compile(
    r"\s(?:if|when|unless|otherwise|above|below|higher|lower|more|less)\b"
    r"|[\s(]{1,2}(?:wild[- ]?type|wt\b|parent\b|avGFP)"
    r"|[\s,(*_)]{0,4}(?:°C |nt )?(?:in|for|of|from|by|with|as) (?:the )?(?:wild[- ]?type|wt"
    r"|parent|control|reference|native|typical|"
    r"average|published|literature|most|other|similar|training|comparison|random)\b"
    r"|[\s(]{0,2}(?:at|with|for) most\b|[\s*_]{0,3}\?"
    r"|\s(?:would|might) be (?:too|an over|an under|expected if)|\s(?:is|was|seems|looks) (?:too"
    r"|typical|the (?:usual|average|mean|"
    r"maximum|minimum|background|baseline|upper|lower|threshold|wild|cut))|\s(?:would|is) (?:not"
    r"|n't)|[\s,]{0,2}but (?:that|this) is too",
    re.IGNORECASE,
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
_LISTED = re.compile(r"[\s,;/&|]{0,4}(?:and |or )?[~≈]?\Z")
#: Between two alternatives.
OR = re.compile(
    r"\s?,?\s?(?:or|oder|ou|o|或)\s(?:even |maybe |possibly |perhaps |about |around )?[~≈]?\Z"
)
_PARENTHESIS = re.compile(r"[,(]")
_DOWN_TO = re.compile(
    r"(?:reduc|decreas|suppress|lower|drop|fall|silenc|repress|cut"
    r"|down)\w*\s(?:\w+\s){0,3}to\b[^\d.]{0,24}\Z",
    re.IGNORECASE,
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
def names_of(value: ValueSpec) -> Names | None:
    """The title and aliases of a value (``None`` if it has neither)."""
    return as_names(tuple(sorted({n for n in (value.title, *value.aliases) if n})))


@functools.lru_cache(maxsize=1024)
def as_names(names: tuple[str, ...]) -> Names | None:
    """Names in any case, as plurals and verbs too; blanks and hyphens are interchangeable."""
    if not names:
        return None
    pairs = [
        (n, "(?i:" + re.sub(r"(?:\\ |\\-|_|-)+", r"[\\s_-]?", re.escape(n)) + ")") for n in names
    ]
    return Names(pairs, tail="(?:s|es|d|ed|ing)?")


def in_units(numeral: Numeral, value: ValueSpec) -> tuple[float, tuple[str, ...]]:
    """The number in the unit of the task: "45%" of a fraction is 0.45, "335 K" of deg C 61.85.

    The second item is ``("converted",)`` where a temperature came in another unit.
    """
    x, unit = numeral.value, numeral.unit
    if unit == "percent" and value.unit == "fraction":
        return _tidy(x / 100), ()
    if value.unit == "deg C":
        if unit == "kelvin":
            return _tidy(x - 273.15), ("converted",)
        if unit == "fahrenheit":
            return _tidy((x - 32) / 1.8), ("converted",)
    return x, ()


def _tidy(x: float) -> float:
    return float(f"{x:.12g}")


#: Units a number may have for a task in the unit of the key.
_FITTING = {
    "fraction": ("", "percent"),
    "percent": ("", "percent"),
    "deg C": ("", "celsius", "kelvin", "fahrenheit"),
    "": ("", "energy"),
}


def weigh(
    text: str, found: list[Numeral], value: ValueSpec, units: tuple[str, ...] | None = None
) -> list[Weighed]:
    """The numbers that can be an answer, in the order of the text, with their weights.

    ``text`` is the cleaned text that the offsets of ``found`` refer to; ``units`` are the units that
    a number may have, by default those that fit the value's own.
    """
    names = names_of(value)
    fitting = units or _FITTING.get(value.unit, ("",))
    points = [n for n in found if not n.role and n.unit in fitting]
    if value.unit == "deg C" and any(n.unit == "celsius" for n in points):
        points = [n for n in points if n.unit not in ("kelvin", "fahrenheit")]
    opposite = as_names(value.opposites)
    words = Words(text)
    cuts = [0, *(m.end() for m in _BREAK.finditer(text))]
    out = []
    for i, n in enumerate(points):
        begin = max(cuts[bisect_right(cuts, n.start) - 1], n.start - 200)
        place = _place(
            words,
            n,
            begin,
            points[i - 1].stop if i else 0,
            points[i + 1].start if i + 1 < len(points) else len(text),
        )
        parted = max((m.stop for m in found if m.start < n.start and m.role in _PARTING), default=0)
        support = _supported(place, names)
        if any(m.role == "baseline" and 0 <= n.start - m.stop < 40 for m in found):
            support += 3
        weight = support + _fitting(place, value) + _opposed(place, parted)
        x, flags = in_units(n, value)
        if opposite is not None and _is_opposite(place, names, opposite):
            weight -= 4
            if value.low is not None and value.high is not None:
                x, flags = _tidy(value.low + value.high - x), ("complement", *flags)
        out.append(Weighed(n, weight, x, support, flags))
    if len(out) > 1 and (value.low is not None or value.high is not None):
        inside = [_possible(w.value, value) for w in out]
        if any(inside) and not all(inside):
            out = [w if ok else w._replace(weight=w.weight - 3) for w, ok in zip(out, inside)]
    return out


def _possible(x: float, value: ValueSpec) -> bool:
    return (value.low is None or x >= value.low) and (value.high is None or x <= value.high)


class _Place(NamedTuple):
    """A number among its neighbours.

    ``sentence`` and ``near`` are the words before it in its sentence and since the last number that
    can be an answer; ``behind`` those after it, up to the next one; ``tail`` is their text, ``listed``
    says that only a comma or the like parts it from the next one.
    """

    n: Numeral
    sentence: Words
    near: Words
    behind: Words
    tail: str
    listed: bool


def _place(words: Words, n: Numeral, begin: int, floor: int, ceiling: int) -> _Place:
    text = words.text
    tail = text[n.stop : min(ceiling, n.stop + 60)]
    if stop := _BREAK.search(tail):
        tail = tail[: stop.start() + 1]
    sentence = words.part(begin, n.start)
    listed = _LISTED.match(text[n.stop : ceiling]) is not None
    return _Place(
        n,
        sentence,
        sentence.part(max(begin, floor)),
        words.part(n.stop, n.stop + len(tail)),
        tail,
        listed,
    )


def _fitting(place: _Place, value: ValueSpec) -> int:
    """A unit that fits, and a word such as "is" before the number."""
    near = place.near
    weight = int(_last_word(near.text[near.start : place.n.start]) in _WEAK_LINKS)
    named = place.tail.lstrip().startswith(value.unit)
    if value.unit and (named or (place.n.unit and value.unit in _FITTING)):
        weight += 3
    return weight


def _supported(place: _Place, names: Names | None) -> int:
    """What speaks for a number in the words around it and in its place."""
    n, near, text = place.n, place.near, place.near.text
    weight = 0
    final = FINAL.search(place.sentence)
    if final is not None and n.start - final[1] <= 60:
        weight += 6
    named = names is not None and names.search(near) is not None
    if names is not None:
        if named:
            weight += 5
        elif names.search(place.behind):
            weight += 3
        elif near is not place.sentence and names.search(place.sentence):
            weight += 2
    weight += 3 * (COMMITS.search(near) is not None) + 2 * (CONCLUDES.search(near) is not None)
    before = text[near.start : n.start]
    last = _last_word(before)
    weight += last in _LINK_WORDS or last[-1:] in _LINK_SIGNS
    weight += 2 * (THIS.search(near) is not None)
    weight += THIS.search(place.behind) is not None or OWNS.search(place.behind) is not None
    if n.start and text[n.start - 1] in _STRONG:
        weight += 1
    opens = not text[: n.start].strip(_OPENING)
    if place.tail.startswith("?"):
        weight += 5 * (opens and len(text) < n.stop + 4)
    elif (not before.strip(_OPENING + "#>-") and not place.tail.strip(_CLOSING)) or (
        opens and not place.listed
    ):
        weight += 3
    elif not named and not text[n.stop :].strip(_CLOSING) and before.strip(" \n~≈$*_,;/&|")[-1:]:
        weight += 2 * (before.rstrip(" \n~≈$*_")[-1:] in _LEADS_IN)
    return weight


def _opposed(place: _Place, parted: int) -> int:
    """What speaks against a number; another number that is no answer ends at ``parted``."""
    n, near, text = place.n, place.near, place.near.text
    follows = near is not place.sentence
    start = max(near.start, parted)
    if follows and (aside := _BESIDE_AFTER.match(text, near.start, n.start)):
        start = max(start, aside.end())
    before = text[start : n.start]
    clause = near.part(start + max(before.rfind(mark) for mark in (",", ";", " but ", " and ")) + 1)
    weight = 0
    if BESIDE.search(clause) or _BESIDE_AFTER.match(place.tail):
        weight -= 5
    if CONDITION.search(clause):
        weight -= 8
    if text[n.start] == "+" and text[: n.start].strip():
        weight -= 3  # an increment
    since = near.part(start)
    if follows and RESTATES.search(since):
        weight -= 4
    return weight


def _is_opposite(place: _Place, names: Names | None, opposite: Names) -> bool:
    """Whether a number measures what is gone ("80% knockdown"), not what is left."""
    near, behind = place.near, place.behind
    if match := _PARENTHESIS.search(place.tail):
        behind = behind.part(place.n.stop, place.n.stop + match.start())
    if _nearness(opposite, near, behind) <= _nearness(names, near, behind):
        return False
    return not _DOWN_TO.search(near.text[near.start : place.n.start])


def _nearness(names: Names | None, close: Words, behind: Words) -> int:
    """How close a name stands to a number: behind it beats before it, nearer beats farther."""
    if names is None:
        return -1
    if match := names.search(behind):
        return len(close.text) + behind.end - match[0]
    return max((end for _, end in names.matches(close)), default=-1)


def _last_word(before: str) -> str:
    """The last word, or the sign that ends the words before a number."""
    tail = before[-32:].rstrip(" *_`$({[\"'≈~\\")
    return tail.rpartition(" ")[2].rstrip(".").lower()


def choose(text: str, weighed: list[Weighed]) -> Weighed | None:
    """The number put forward, or ``None`` if several are and none is chosen."""
    best = max(w.weight for w in weighed)
    if best < 9 and any(
        one.value != two.value and OR.match(text[one.numeral.stop : two.numeral.start])
        for one, two in itertools.pairwise(weighed)
        if best in (one.weight, two.weight)
    ):
        return None
    if (
        best < 9
        and len({w.value for w in weighed}) > 1
        and UNDECIDED.find(text, max(0, weighed[0].numeral.start - 80), weighed[-1].numeral.stop)
    ):
        return None
    top = [w for w in weighed if w.weight == best]
    last = top[-1]
    if len({w.value for w in top}) == 1:
        if best >= 8:
            return last
        rival = [
            w
            for w in weighed
            if w.numeral.start > last.numeral.end and w.weight >= best - 3 and w.value != last.value
        ]
        if rival and CORRECTION.find(text, last.numeral.stop, rival[-1].numeral.start):
            return rival[-1]
        return last
    previous = [w for w in top if w.value != last.value][-1]
    between = text[previous.numeral.stop : last.numeral.start]
    if CORRECTION.find(between) or (between.count("\n\n") and best >= 8):
        return last
    return None
