"""Which of several numbers a text puts forward as its answer.

:func:`weigh` gives every number a weight from the words around it: in "Because G67 is mutated, from
3.72 in wild-type avGFP the value drops to 1.45." the 3.72 loses for "from" and "wild-type", the 1.45
gains for "drops to". :func:`biobench.parsers.choosing.choose` takes the heaviest.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from biobench.parsers.cues import PLAIN, word_set
from biobench.parsers.measures import FITTING, in_units, is_possible, tidy
from biobench.parsers.numeral import Numeral
from biobench.parsers.opposites import is_opposite
from biobench.parsers.places import (
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
    NAME,
    OWNS,
    PART_OF_NAME,
    RESTATES,
    SENTENCE,
    SUBJECT,
    THIS,
    Place,
    places,
)
from biobench.parsers.reckoning import results
from biobench.spec import ValueSpec

_BESIDE_AFTER = re.compile(
    r"\s(?:above|below|higher|lower|more|less)\b"
    r"|[\s(]{1,2}(?:wild[- ]?type|wt\b|parent\b|avGFP)(?!\s?[:=\d]|\s(?:is|has|was)\b)"
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
IF = re.compile(
    r"\s(?:if(?! (?:you|i|we|i'm|pressed|forced|anything|asked|need|necessary)\b)|when"
    r"|unless|otherwise|in case|provided|in (?:the|its) (?:absence|presence))\b",
    re.IGNORECASE,
)
#: Opens a sentence whose numbers are premises, but for those of its last clause.
_PREMISE = re.compile(
    r"\s*(?:given|since|because|considering|while|whereas|although|though|even though|seeing|as)\s",
    re.IGNORECASE,
)
#: Said of a number that another one is going to replace.
_DISCARDED = re.compile(
    r"[\s,;.(]{0,3}(?:but|yet|however,?|though|although)\s(?:that|this|these|those|it|they)\b",
    re.IGNORECASE,
)
#: What would be elsewhere: "without the uORF it would be".
_UNREAL = re.compile(
    r"\b(?:with|without|in|under|on|were)\s[^,;.]{1,80}\b(?:would|could|might)\b", re.IGNORECASE
)
_RELATIVE = re.compile(r"\s?(?:for |in |of |with )?(?:which|whose|where)\b")
#: "As stable as lysozyme (75 °C)": the number is that of the other.
_AS_AS = re.compile(r"\bas [a-z-]+ as (?!an? \()[^.;,\d]{2,40}\(\Z", re.IGNORECASE)
_INDEFINITE = re.compile(r"\b(?:an?|any|every) (?:[a-z]+ ){1,3}of \Z", re.IGNORECASE)
_MEANING = re.compile(
    r"\s(?:means|would mean|indicates|denotes|signifies|corresponds|implies|stands)\b"
)
#: Words before a number that only make it vague: it still opens the text.
_OPENER = re.compile(
    r"\W*(?:(?:about|somewhere|roughly|around|approximately|approx|probably|perhaps|maybe|likely|circa|ca|nearly"
    r"|almost|well|hmm|ok|so|say)\W+){1,3}\Z",
    re.IGNORECASE,
)
#: Of two numbers, not a number of its own.
_GAP_OF = re.compile(r"\b(?:difference|gap|margin) of (?:about |around )?[~≈]?\Z")
_LINK_SIGNS = frozenset(":=≈~→⇒|>为是约約はが")
_LINK_WORDS = word_set(
    "is are was were be but equals being become becomes ist est es é beträgt say namely wit viz"
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
#: What parts a clause from its neighbours.
_PART = re.compile(
    r"[,;:()|\n—]|\.\s|\s(?:-|and|but|so|yet|while|whereas|which|because|as|since|given|due|thanks)\s"
)
_JOINS = re.compile(r"[;(]|\s(?:and|but|yet|while|whereas|because|as|since|so)\s")
_FINITE = re.compile(r"\b(?:is|are|was|has|have|had|will|would|should|could|can|do|does|did)\b")
#: Between a number and the name it is given: "54 °C, the Tm", "48.6 °C, and that's the Tm".
_NAMED = re.compile(
    r"[\s,(*_—-]{1,4}(?:and\s|which\s|so\s)?(?:(?:that|this|it|is|being|as|the|its|my|our|predicted|estimated"
    r"|last|figure|value|number|one)(?:'s)?\s){1,5}\Z",
    re.IGNORECASE,
)
_VAGUELY = re.compile(
    r"\b(?:about|around|nearly|almost|close to|near|approach(?:es|ing)?|just (?:below|above|over|under)"
    r"|short of|shy of|roughly|approximately|some|more or less|order of|vicinity of|region of)\s[~≈]?\Z",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+")
#: Before a share that is what another one leaves.
_REST = re.compile(r"\bthe (?:remaining|rest|residual)[\s,:(]{1,2}[~≈]?\Z")
#: What a change is measured against: "0.2 units below the wild type: 3.5".
_COMPARED = re.compile(r"[^.;:,\d\n]{1,60}[:,]")
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
    fitting = units or FITTING.get(value.unit, ("",))
    points = [n for n in found if not n.role and n.unit in fitting]
    if value.unit == "deg C" and any(n.unit == "celsius" for n in points):
        points = [n for n in points if n.unit not in ("kelvin", "fahrenheit")]
    reckoned = results(text, found) if len(found) > 2 else {}
    partings = [m.stop for m in found if m.role in _PARTING]
    for m in found:
        if m.role == "change" and (end := _COMPARED.match(text, m.stop)):
            partings.append(end.end())
    changes = [m.stop for m in found if m.role == "baseline"]
    out = []
    shunned = False
    for i, place in enumerate(places(text, points, value)):
        n = place.n
        support = _supported(place) + 3 * any(0 <= n.start - stop < 40 for stop in changes)
        if len(points) > 1 or support < 5:
            support += 2 * _is_plain(place)
        if n.start in reckoned:
            own = place.near & PART_OF_NAME or not _GAP_OF.search(text, place.start, n.start)
            support += 4 if own else -6
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
        if value.high and left and not place.near & THIS:
            against -= 5 * any(tidy(x + in_units(m, value)[0]) == value.high for m in points[:i])
        weight = support + _fitting(place, value) + against
        if value.opposites and is_opposite(place):
            weight -= 4
            if value.low is not None and value.high is not None:
                x, flags = tidy(value.low + value.high - x), ("complement", *flags)
        out.append(Weighed(n, weight, x, support, flags))
    if value.unit in ("fraction", "percent"):
        out = _same_share(out)
    out = _refined(text, out)
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


def _refined(text: str, out: list[Weighed]) -> list[Weighed]:
    """Less weight to a vague number that is made exact at once: "nearly 50 °C, 49.6 to be exact"."""
    for i in range(len(out) - 1):
        one, two = out[i], out[i + 1]
        close = abs(one.value - two.value) <= 0.06 * abs(two.value)
        rounder = len(f"{one.value:.9g}") < len(f"{two.value:.9g}")
        follows = 0 <= two.numeral.start - one.numeral.stop < 30 and two.weight > -3
        vague = close and _VAGUELY.search(text, max(0, one.numeral.start - 30), one.numeral.start)
        if rounder and follows and vague:
            out[i] = one._replace(weight=one.weight - 6)
    return out


def _fitting(place: Place, value: ValueSpec) -> int:
    """A unit that fits, and a word such as "is" before the number."""
    n = place.n
    weight = int(_last_word(place.text[place.start : n.start]) in _WEAK_LINKS)
    named = place.tail.lstrip().startswith(value.unit)
    if value.unit and (named or (n.unit and value.unit in FITTING)):
        weight += 3
    elif value.unit == "fraction" and n.decimal and abs(n.value) < 1:
        weight += 2
    return weight


def _supported(place: Place) -> int:
    """What speaks for a number in the words around it and in its place."""
    n, text, near, behind = place.n, place.text, place.near, place.behind
    before = text[place.start : n.start]
    weight = 0
    if (
        place.sentence & FINAL
        and place.marks.within(max(place.begin, n.start - 70), n.start) & FINAL
    ):
        weight += 6
    if near & NAME:
        weight += 5
    elif behind & NAME:
        called = place.marks.spans(n.stop, place.stop, NAME)[0]
        weight += 5 if _NAMED.match(text, n.stop, called[0]) else 3
    elif place.sentence & NAME:
        weight += 2
    elif (near | behind) & PART_OF_NAME:
        weight += 1
    weight += 3 * (near & COMMITS > 0 or ("I" in before and _I_SAY.search(before) is not None))
    weight += 2 * (near & CONCLUDES > 0)
    last = _last_word(before)
    mere = " a" in before[-24:] and _A_MERE.search(before)
    weight += last in _LINK_WORDS or last[-1:] in _LINK_SIGNS or bool(mere)
    weight += 2 * (near & THIS > 0) + (near & SUBJECT > 0) + (behind & OWNS > 0)
    if behind & THIS:
        other = _JOINS.search(place.tail)
        end = n.stop + other.start() if other else place.stop
        weight += 2 * (place.marks.within(n.stop, end) & THIS > 0)
    return weight + _in_place(place)


def _in_place(place: Place) -> int:
    """What speaks for a number in its place: it opens or ends the text, or has a line of its own."""
    n, text = place.n, place.text
    before = text[place.start : n.start]
    weight = int(n.start > 0 and text[n.start - 1] in _STRONG)
    weight += before[-1:] == "(" and place.tail[:1] == ")"  # "a weak site (0.1)"
    ends = not place.more and not text[n.stop :].strip(_CLOSING)
    if ends and n.start > 200:
        weight += 3 * (len(text[place.begin : n.start].split()) < 9)  # a short last sentence
    opens = not text[: n.start].strip(_OPENING) or (
        n.start < 40 and _OPENER.match(text[: n.start]) is not None
    )
    if place.tail.startswith("?"):
        weight += 5 * (opens and len(text) < n.stop + 4)
    elif (not before.strip(_OPENING + "#>-") and not place.tail.strip(_CLOSING)) or (
        opens and not place.listed
    ):
        weight += 3 + 2 * (ends and not opens and place.start == place.begin)
    elif ends and not place.near & NAME and before.strip(" \n~≈$*_,;/&|")[-1:]:
        weight += 2 * (before.rstrip(" \n~≈$*_")[-1:] in _LEADS_IN)
    return weight


def _is_plain(place: Place) -> bool:
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
    if not other or not (place.near | place.behind) & NAME:
        return bool(words) and not other
    spans = place.marks.spans(start, stop, NAME)
    return all(any(a <= at < b for a, b in spans) for at in other)


def _opposed(place: Place, parted: int) -> int:
    """What speaks against a number; another number that is no answer ends at ``parted``."""
    n, text = place.n, place.text
    follows = place.start > place.begin
    start = max(place.start, parted)
    if follows and (aside := _BESIDE_AFTER.match(text, place.start, n.start)):
        start = max(start, aside.end())
    before = text[start : n.start]
    at = max(before.rfind(mark) for mark in (",", ";", " but ", " and "))
    bracket = before.rfind("(")
    if bracket > before.rfind(")") and _LETTERS.search(before, bracket):
        at = max(at, bracket)  # "(parent: 3.72)", but not "the parent (3.72)"
    if at >= 0 and _RELATIVE.match(before, at + 1):
        at = -1  # "compared with open leaders, for which I'd say 7.8"
    colon = before.rfind(": ")
    if colon > at and SENTENCE.search(before, max(at, 0), colon):
        at = colon
    clause = place.marks.within(start + at + 1, n.start)
    weight = -6 * (clause & CONTRARY > 0) - 8 * (clause & CONDITION > 0)
    if place.sentence & ASIDE and not place.near & THIS:
        weight -= 5
    denied = clause & DENIED and place.marks.within(start + max(at, colon) + 1, n.start) & DENIED
    if denied or clause & (BESIDE | GENERIC) or _BESIDE_AFTER.match(place.tail):
        weight -= 5
    if clause & ATTEMPT:
        weight -= 5 + 3 * place.more
    if place.onward and _PREMISE.match(text, place.begin):
        weight -= 3
    if IF.match(place.tail):
        weight -= 5 + 3 * (place.more or follows)
    if _MEANING.match(place.tail) and _INDEFINITE.search(before):
        weight -= 12  # "a score of 1 means that"
    if " as " in before and _AS_AS.search(before):
        weight -= 6
    if place.more and _DISCARDED.match(place.tail):
        weight -= 3
    unreal = "ould " in before or "might " in before
    if unreal and not place.near & THIS and _UNREAL.search(text, start + at + 1, n.start):
        weight -= 3
    if text[n.start] == "+" and text[: n.start].strip():
        weight -= 3  # an increment
    if follows and place.near & RESTATES and place.marks.within(start, n.start) & RESTATES:
        weight -= 4
    if follows and text[place.start : n.start].lstrip("%*_ ")[:1] == "(":
        weight -= 5  # a gloss on the number before
    return weight


def _parallel(place: Place) -> bool:
    """Whether a number goes on with the one before: "homologs melt at 52 and the yeast one at 46"."""
    if not place.text.startswith((" and ", ", and ", " or "), place.start):
        return False
    if place.near & (COMMITS | CONCLUDES | THIS):
        return False
    return _FINITE.search(place.text, place.start, place.n.start) is None


def _last_word(before: str) -> str:
    """The last word, or the sign that ends the words before a number."""
    tail = before[-32:].rstrip(" *_`$({[\"'≈~\\")
    return tail.rpartition(" ")[2].rstrip(".").lower()
