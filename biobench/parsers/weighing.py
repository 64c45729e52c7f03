"""Which of several numbers a text puts forward as its answer.

:func:`weigh` gives every number a weight from the words around it: in "Because G67 is mutated, from
3.72 in wild-type avGFP the value drops to 1.45." the 3.72 loses for "from" and "wild-type", the 1.45
gains for "drops to". :func:`choose` takes the heaviest, or says that none was chosen.
"""

from __future__ import annotations

import functools
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
    RESTATES,
    STOP,
    THIS,
    Names,
    Words,
)
from biobench.parsers.numerals import Numeral
from biobench.spec import ValueSpec

_BESIDE_AFTER = re.compile(
    r"\s(?:if|when|unless|otherwise)\b|[\s(]{1,2}(?:wild[- ]?type|wt\b|parent\b|avGFP)"
    r"|[\s,(*_)]{0,4}(?:°C |nt )?(?:in|for|of|from|by|with|as) (?:the )?(?:wild[- ]?type|wt|parent|control|reference|native|typical|"
    r"average|published|literature|most|other|similar|training|comparison|random)\b|[\s(]{0,2}(?:at|with|for) most\b|[\s*_]{0,3}\?"
    r"|\s(?:would|might) be (?:too|an over|an under|expected if)|\s(?:is|was|seems|looks) (?:too|typical|the (?:usual|average|mean|"
    r"maximum|minimum|background|baseline|upper|lower|threshold|wild|cut))|\s(?:would|is) (?:not|n't)|[\s,]{0,2}but (?:that|this) is too",
    re.IGNORECASE,
)
_BREAK = re.compile(STOP)
_LINK_SIGNS = frozenset(":=≈~→⇒|>为是约約はが")
_LINK_WORDS = frozenset(
    "is are was were be of to at with as around about approximately approx roughly nearly almost circa ca near on say bei etwa "
    "von ist de est es à environ aproximadamente unos é di".split())
_LISTED = re.compile(r"[\s,;/&|]{0,4}(?:and |or )?[~≈]?\Z")
_PARENTHESIS = re.compile(r"[,(]")
_PARTING = ("baseline", "range", "scale", "bound", "statistic")
_STRONG = "*`$_{"


class Weighed(NamedTuple):
    """A number that can be an answer, with the weight of what speaks for it."""

    numeral: Numeral
    weight: int
    value: float
    flags: tuple[str, ...] = ()


@functools.lru_cache(maxsize=256)
def names_of(value: ValueSpec) -> Names | None:
    """The title and aliases of a value (``None`` if it has neither)."""
    return as_names(tuple(sorted({n for n in (value.title, *value.aliases) if n})))


@functools.lru_cache(maxsize=1024)
def as_names(names: tuple[str, ...]) -> Names | None:
    """Names to look for in any case, blanks and hyphens interchangeable, also as plurals and verbs."""
    if not names:
        return None
    pairs = [(n, "(?i:" + re.sub(r"(?:\\ |\\-|_|-)+", r"[\\s_-]?", re.escape(n)) + ")") for n in names]
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
        floor = points[i - 1].stop if i else 0
        ceiling = points[i + 1].start if i + 1 < len(points) else len(text)
        behind = max((m.stop for m in found if m.start < n.start and m.role in _PARTING), default=0)
        begin = max(cuts[bisect_right(cuts, n.start) - 1], n.start - 200)
        weight, flags = _weight(words, n, begin, floor, ceiling, behind, names, opposite, value)
        x, more = in_units(n, value)
        if "complement" in flags and value.low is not None and value.high is not None:
            x = _tidy(value.low + value.high - x)
        out.append(Weighed(n, weight, x, flags + more))
    if len(out) > 1 and (value.low is not None or value.high is not None):
        inside = [_possible(w.value, value) for w in out]
        if any(inside) and not all(inside):
            out = [w if ok else w._replace(weight=w.weight - 3) for w, ok in zip(out, inside)]
    return out


def _possible(x: float, value: ValueSpec) -> bool:
    return (value.low is None or x >= value.low) and (value.high is None or x <= value.high)


def _weight(
    everything: Words,
    n: Numeral,
    begin: int,
    floor: int,
    ceiling: int,
    clause_from: int,
    names: Names | None,
    opposite: Names | None,
    value: ValueSpec,
) -> tuple[int, tuple[str, ...]]:
    """What speaks for and against one number; its sentence begins at ``begin``."""
    text = everything.text
    near_from = max(begin, floor)
    near = text[near_from : n.start]
    after = text[n.stop : min(ceiling, n.stop + 60)]
    stop = _BREAK.search(after)
    if stop:
        after = after[: stop.start() + 1]
    weight = 0
    flags: tuple[str, ...] = ()
    words = everything.part(begin, n.start)
    close = words.part(near_from)
    behind = everything.part(n.stop, n.stop + len(after))
    if (final := FINAL.search(words)) and n.start - final[1] <= 60:
        weight += 6
    if names is not None:
        if names.search(close):
            weight += 5
        elif names.search(behind):
            weight += 3
        elif near_from != begin and names.search(words):
            weight += 2
    if COMMITS.search(close):
        weight += 3
    if CONCLUDES.search(close):
        weight += 2
    if _linked(near):
        weight += 1
    if value.unit and (n.unit and value.unit in _FITTING or after.lstrip().startswith(value.unit)):
        weight += 3
    if n.start and text[n.start - 1] in _STRONG:
        weight += 1
    if not near.strip("*_`$({[#>- \t") and not after.strip("*_`$)}]. \t\n!"):
        weight += 3
    elif not text[: n.start].strip("*_`$({[~≈ \t\n") and not _LISTED.match(text[n.stop : ceiling]):
        weight += 3
    if begin < floor and (aside := _BESIDE_AFTER.match(near)):
        near_from += aside.end()
    near_from = max(near_from, clause_from)
    near = text[near_from : n.start]
    clause_at = near_from + max(near.rfind(","), near.rfind(";"), near.rfind(" but "), near.rfind(" and ")) + 1
    clause = text[clause_at : n.start]
    if BESIDE.search(close.part(clause_at)) or _BESIDE_AFTER.match(after):
        weight -= 5
    if CONDITION.search(close.part(clause_at)):
        weight -= 8
    if text[max(0, n.start - 1) : n.start + 1] == "(+":
        weight -= 3  # an increment
    if floor > begin and RESTATES.search(close.part(near_from)):
        weight -= 4
    if THIS.search(close.part(near_from)):
        weight += 2
    if opposite is not None:
        close = close.part(near_from)
        if match := _PARENTHESIS.search(after):
            behind = behind.part(n.stop, n.stop + match.start())
        if _nearness(opposite, close, behind) > _nearness(names, close, behind):
            weight -= 4
            flags = ("complement",)
    return weight, flags


def _nearness(names: Names | None, close: Words, behind: Words) -> int:
    """How close a name stands to a number: behind it beats before it, nearer beats farther."""
    if names is None:
        return -1
    if match := names.search(behind):
        return len(close.text) + behind.end - match[0]
    return max((end for _, end in names.matches(close)), default=-1)


def _linked(near: str) -> bool:
    """Whether the words end in one that leads to a value, such as "is" or a colon."""
    tail = near[-32:].rstrip(" *_`$({[\"'≈~\\")
    if tail[-1:] in _LINK_SIGNS or len(tail) < len(near[-32:].rstrip()) and near.rstrip()[-1:] in "≈~":
        return bool(near)
    return tail.rpartition(" ")[2].rstrip(".").lower() in _LINK_WORDS


def choose(text: str, weighed: list[Weighed]) -> Weighed | None:
    """The number put forward, or ``None`` if several are and none is chosen."""
    best = max(w.weight for w in weighed)
    top = [w for w in weighed if w.weight == best]
    last = top[-1]
    if len({w.value for w in top}) == 1:
        if best >= 8:
            return last
        rival = [w for w in weighed if w.numeral.start > last.numeral.end and w.weight >= best - 3
                 and w.value != last.value]
        if rival and CORRECTION.find(text, last.numeral.stop, rival[-1].numeral.start):
            return rival[-1]
        return last
    previous = [w for w in top if w.value != last.value][-1]
    between = text[previous.numeral.stop : last.numeral.start]
    if CORRECTION.find(between) or between.count("\n\n") and best >= 8:
        return last
    return None
