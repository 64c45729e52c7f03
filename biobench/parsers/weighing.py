"""Which of several numbers a text puts forward as its answer.

:func:`weigh` gives every number a weight from the words around it: in "Because G67 is mutated, from
3.72 in wild-type avGFP the value drops to 1.45." the 3.72 loses for "from" and "wild-type", the 1.45
gains for "drops to". :func:`biobench.parsers.choosing.choose` takes the heaviest.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from biobench.parsers.cues import (
    ASIDE,
    ATTEMPT,
    BESIDE,
    COMMITS,
    CONCLUDES,
    CONDITION,
    CONTRARY,
    DENIED,
    FINAL,
    GENERIC,
    OWNS,
    PLAIN,
    RESTATES,
    STOP,
    SUBJECT,
    THIS,
    Names,
    Words,
    word_set,
)
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

_BESIDE_AFTER = re.compile(
    r"\s(?:above|below|higher|lower|more|less)\b"
    r"|[\s(]{1,2}(?:wild[- ]?type|wt\b|parent\b|avGFP)"
    r"|[\s,(*_)]{0,4}(?:°C |nt )?(?:in|for|of|from|by|with|as) (?:the )?(?:wild[- ]?type|wt"
    r"|parent|control|reference|native|typical|"
    r"average|published|literature|most|other(?! words)|similar|training|comparison|random)\b"
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


def weigh(
    text: str, found: list[Numeral], value: ValueSpec, units: tuple[str, ...] | None = None
) -> list[Weighed]:
    """The numbers that can be an answer, in the order of the text, with their weights.

    ``text`` is the cleaned text that the offsets of ``found`` refer to; ``units`` are the units that
    a number may have, by default those that fit the value's own.
    """
    names, parts = names_of(value), parts_of(value)
    fitting = units or FITTING.get(value.unit, ("",))
    points = [n for n in found if not n.role and n.unit in fitting]
    if value.unit == "deg C" and any(n.unit == "celsius" for n in points):
        points = [n for n in points if n.unit not in ("kelvin", "fahrenheit")]
    opposite = as_names(value.opposites)
    reckoned = results(text, found) if len(found) > 2 else {}
    words = Words(text)
    cuts = [0, *(m.end() for m in _BREAK.finditer(text))]
    out = []
    shunned = False
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
        support = _supported(place, names, parts)
        if any(m.role == "baseline" and 0 <= n.start - m.stop < 40 for m in found):
            support += 3
        if n.start in reckoned:
            support += 4
        elif any(begin <= n.start < end for end, begin in reckoned.items()):
            support -= 3
        against = _opposed(place, parted)
        if against > -4 and shunned and _parallel(place):
            against -= 4
        shunned = against <= -4
        if value.high and _REST.search(text, begin, n.start) and not THIS.search(place.near):
            x = in_units(n, value)[0]
            against -= 5 * any(tidy(x + in_units(m, value)[0]) == value.high for m in points[:i])
        weight = support + _fitting(place, value) + against
        x, flags = in_units(n, value)
        if opposite is not None and _is_opposite(place, names, opposite):
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
    more: bool


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
        ceiling < len(text),
    )


def _fitting(place: _Place, value: ValueSpec) -> int:
    """A unit that fits, and a word such as "is" before the number."""
    near = place.near
    weight = int(_last_word(near.text[near.start : place.n.start]) in _WEAK_LINKS)
    named = place.tail.lstrip().startswith(value.unit)
    if value.unit and (named or (place.n.unit and value.unit in FITTING)):
        weight += 3
    elif value.unit == "fraction" and place.n.decimal and abs(place.n.value) < 1:
        weight += 2
    return weight


def _supported(place: _Place, names: Names | None, parts: Names | None) -> int:
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
        elif called := names.search(place.behind):
            weight += 5 if _NAMED.match(text, n.stop, called[0]) else 3
        elif near is not place.sentence and names.search(place.sentence):
            weight += 2
        elif parts is not None and (parts.search(near) or parts.search(place.behind)):
            weight += 1
    before = text[near.start : n.start]
    commits = COMMITS.search(near) or _I_SAY.search(before)
    weight += 3 * (commits is not None) + 2 * (CONCLUDES.search(near) is not None)
    last = _last_word(before)
    weight += last in _LINK_WORDS or last[-1:] in _LINK_SIGNS or bool(_A_MERE.search(before))
    weight += 2 * (THIS.search(near) is not None) + (SUBJECT.search(near) is not None)
    weight += 2 * _is_plain(place, names)
    other = _JOINS.search(place.tail)
    own = place.behind.part(n.stop, n.stop + other.start()) if other else place.behind
    weight += 2 * (THIS.search(own) is not None)
    weight += OWNS.search(place.behind) is not None
    if n.start and text[n.start - 1] in _STRONG:
        weight += 1
    if not place.more and n.start > 200 and not text[n.stop :].strip(_CLOSING):
        words = text[place.sentence.start : n.start].split()
        weight += 3 * (len(words) < 9)  # a short last sentence
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


def _is_plain(place: _Place, names: Names | None) -> bool:
    """Whether the clause of a number says nothing else: "so it drops to 3.3", but not "7.9 for wt"."""
    near, behind, text = place.near, place.behind, place.near.text
    start, end = near.start, behind.end
    for mark in _PART.finditer(text, near.start, place.n.start):
        start = mark.end()
    if behind_it := _PART.search(text, place.n.stop, end):
        end = behind_it.start()
    own = [
        *_LETTERS.finditer(text, start, place.n.start),
        *_LETTERS.finditer(text, place.n.stop, end),
    ]
    if all(word[0].lower() in PLAIN for word in own):
        return bool(own)
    if names is None:
        return False
    spans = [*names.matches(near.part(start)), *names.matches(behind.part(place.n.stop, end))]
    return all(
        word[0].lower() in PLAIN or any(a <= word.start() < b for a, b in spans) for word in own
    )


def _opposed(place: _Place, parted: int) -> int:
    """What speaks against a number; another number that is no answer ends at ``parted``."""
    n, near, text = place.n, place.near, place.near.text
    follows = near is not place.sentence
    start = max(near.start, parted)
    if follows and (aside := _BESIDE_AFTER.match(text, near.start, n.start)):
        start = max(start, aside.end())
    before = text[start : n.start]
    at = max(before.rfind(mark) for mark in (",", ";", " but ", " and "))
    colon = before.rfind(": ")
    if colon > at and _SENTENCE.search(before[:colon]):
        at = colon
    clause = near.part(start + at + 1)
    denied = DENIED.search(clause.part(start + max(at, colon) + 1))
    weight = -6 * (CONTRARY.search(clause) is not None)
    if ASIDE.search(place.sentence) and not THIS.search(near):
        weight -= 5
    beside = denied or BESIDE.search(clause) or GENERIC.search(clause)
    if beside or _BESIDE_AFTER.match(place.tail):
        weight -= 5
    if ATTEMPT.search(clause):
        weight -= 5 + 3 * place.more
    if IF.match(place.tail):
        weight -= 5 + 3 * (place.more or follows)
    if place.more and _DISCARDED.match(place.tail):
        weight -= 3
    if _UNREAL.search(text, clause.start, n.start) and not THIS.search(near):
        weight -= 3
    if CONDITION.search(clause):
        weight -= 8
    if text[n.start] == "+" and text[: n.start].strip():
        weight -= 3  # an increment
    if follows and RESTATES.search(near.part(start)):
        weight -= 4
    if follows and text[near.start : n.start].lstrip("%*_ ")[:1] == "(":
        weight -= 5  # a gloss on the number before
    return weight


def _parallel(place: _Place) -> bool:
    """Whether a number goes on with the one before: "homologs melt at 52 and the yeast one at 46"."""
    near = place.near
    if not near.text.startswith((" and ", ", and ", " or "), near.start):
        return False
    own = COMMITS.search(near) or CONCLUDES.search(near) or THIS.search(near)
    return not (own or _FINITE.search(near.text, near.start, place.n.start))


def _is_opposite(place: _Place, names: Names | None, opposite: Names) -> bool:
    """Whether a number measures what is gone ("80% knockdown"), not what is left."""
    near, behind = place.near, place.behind
    if match := _PARENTHESIS.search(place.tail):
        behind = behind.part(place.n.stop, place.n.stop + match.start())
    colon = near.text.rfind(": ", near.start, place.n.start)
    if colon > 0 and _SENTENCE.search(near.text, near.start, colon + 1):
        near = near.part(colon)
    if _CUT_BY.search(near.text[near.start : place.n.start]):
        return True
    gone = _nearness(opposite, near, behind)
    if gone < 0 or gone < _nearness(names, near, behind):
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
