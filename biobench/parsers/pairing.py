"""Which number belongs to which name.

Names and numbers of each sentence or line are matched in the order in which they alternate; numbers
without any name follow the order of the hint. Example: "With dev at 0.4 and hk at 1.9" gives 1.9 to
the first and 0.4 to the second of the values ``hk`` and ``dev``.
"""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from biobench.parsers.choosing import OR
from biobench.parsers.cues import ATTEMPT, CORRECTION, REVOKES, SENTENCE_END
from biobench.parsers.numeral import Numeral
from biobench.parsers.numerals import numerals
from biobench.parsers.tokens import Token, tokens_of
from biobench.parsers.weighing import IF
from biobench.spec import ValueSpec

_BOTH = re.compile(r"\b(?:both|each|all|equal|equally|identical|the same)\b", re.IGNORECASE)
#: A name that is given the number of the name before.
_SAME = re.compile(
    r"\W{0,4}(?:(?:is|was|at|about|exactly|just|too) ){0,3}(?:the )?(?:same|likewise|ditto"
    r"|identical|equal|as well)\b",
    re.IGNORECASE,
)
#: From a name to its number, and from a number to its name, with nothing else in between.
_AHEAD = re.compile(r"(?:[^,;\d]{0,40}|\s?=[^,;\n=]{1,60}=\s?)\Z")
_BEHIND = re.compile(
    r"\s?(?:[(\[]|(?:(?:is|as|for|in|with|when|at|under|on) )?(?:the |its |it's )?)[\"'(]?\Z"
)
_BOTH_BEHIND = re.compile(
    r"[\s,(*]{1,3}(?:(?:for|in|with|on) (?:the )?)?(?:both|each|all|either)\b", re.IGNORECASE
)
_ZERO = re.compile(
    r"(?:[:=(]|\b(?:is|are|be|at|of|equals|exactly))\s?(zero)\b(?! [a-z])", re.IGNORECASE
)
_JOINED = re.compile(r"\b(?:and|or|to|versus|vs|against)\b")
_LISTED = re.compile(
    r"[\s,;/&|()\[\]\"'~≈:-]*(?:(?:and|or|und|y|et)[\s~≈]*)?(?:about |approximately |around )?\Z"
)


class Named(NamedTuple):
    """A number given to a name, and how strongly it is put forward."""

    which: int
    numeral: Numeral
    weight: int


def pair(text: str, values: tuple[ValueSpec, ...]) -> dict[int, Numeral]:
    """Index of each value to its number; values without one are left out."""
    found = sorted([*numerals(text), *_zeros(text)], key=lambda n: n.start)
    if not found:
        return {}
    tokens = tokens_of(text, found, values)
    numbers = [t for t in tokens if t.numeral is not None]
    if not numbers:
        return {}
    said = _BOTH.search(text) if len(numbers) == len(tokens) == 1 else None
    if said and numbers[0].numeral and (len(values) == 2 or said[0].lower() == "all"):
        return dict.fromkeys(range(len(values)), numbers[0].numeral)
    if len(numbers) == len(tokens):
        return _in_order(text, numbers, len(values))
    named, loose = _assign(text, tokens)
    named += _likewise(text, tokens, named)
    got: dict[int, Numeral] = {}
    for i in range(len(values)):
        mine = [n for n in named if n.which == i]
        if mine and (best := _settle(text, mine)):
            got[i] = best
    absent = [
        i for i in range(len(values)) if i not in got and not any(n.which == i for n in named)
    ]
    if not got and not named:
        return _in_order(text, numbers, len(values))
    shared = [n.numeral for n in named if n.which < 0]
    if shared and len(absent) > 1:
        got.update(dict.fromkeys(absent, shared[-1]))
        return got
    free = [t for t in loose if t.numeral is not None and t.weight >= 0]
    if absent and len(free) == len(absent) and got:
        for i, token in zip(absent, free):
            if token.numeral is not None:
                got[i] = token.numeral
    return got


def _zeros(text: str) -> list[Numeral]:
    """The word "zero" where it is given as a value."""
    if "zero" not in text.lower():
        return []
    return [
        Numeral(0.0, m.start(1), m.end(1), m.end(1), decimal=True) for m in _ZERO.finditer(text)
    ]


def _in_order(text: str, numbers: list[Token], count: int) -> dict[int, Numeral]:
    """Numbers without names, in the order of the hint: the last list of the right length."""
    runs: list[list[Token]] = [[numbers[0]]]
    for one, two in itertools.pairwise(numbers):
        if _LISTED.match(text[one.stop : two.start]):
            runs[-1].append(two)
        else:
            runs.append([two])
    fitting = [run for run in runs if len(run) == count]
    if len(text.split()) > 12:  # a list inside a sentence needs a word that puts it forward
        fitting = [
            run
            for run in fitting
            if max(t.weight for t in run) > 1
            or not text[text.rfind("\n", 0, run[0].start) + 1 : run[0].start].strip("-([*~≈ ")
        ]
    if len(numbers) == count and not fitting and all(t.weight >= 2 for t in numbers):
        fitting = [numbers]
    if not fitting:
        return {}
    if len(fitting) > 1:
        contents = {tuple(t.numeral.value for t in run if t.numeral) for run in fitting}
        if len(contents) > 1 and not CORRECTION.find(
            text, fitting[-2][-1].stop, fitting[-1][0].start
        ):
            return {}
    return {i: t.numeral for i, t in enumerate(fitting[-1]) if t.numeral is not None}


def _assign(text: str, tokens: list[Token]) -> tuple[list[Named], list[Token]]:
    """Give numbers to names sentence by sentence; the second item holds the numbers left over."""
    named: list[Named] = []
    loose: list[Token] = []
    waiting: list[Token] = []  # names of earlier sentences that still wait for numbers
    for segment in _segments(text, tokens):
        names = [t for t in segment if t.numeral is None]
        numbers = [t for t in segment if t.numeral is not None]
        if not numbers:
            if len({t.which for t in names}) > 1:
                waiting = _distinct(names)
            elif names:
                waiting = [*waiting, names[-1]] if len(waiting) < 9 else waiting
            continue
        if not names:
            if len(numbers) == 1 and (shared := _sharers(text, _begin(text, segment), segment, 0)):
                one = numbers[0]
                named += [Named(i, one.numeral, one.weight) for i in shared if one.numeral]
            elif len(waiting) == len(numbers):
                named += [
                    Named(w.which, n.numeral, n.weight)
                    for w, n in zip(waiting, numbers)
                    if n.numeral
                ]
                waiting = waiting if len(waiting) > 1 else []
            elif (
                len(numbers) == 1
                and named
                and CORRECTION.find(text[named[-1].numeral.stop : numbers[0].start][:200])
                and numbers[0].numeral
            ):
                named.append(Named(named[-1].which, numbers[0].numeral, named[-1].weight))
            else:
                loose += numbers
            continue
        waiting = []
        segment = _shared(text, _corrected(text, segment), named)
        tight, left = _tight(text, segment)
        if tight:
            named += tight
            loose += left
        elif segment:
            _align(segment, named, loose)
    return named, loose


def _shared(text: str, segment: list[Token], named: list[Named]) -> list[Token]:
    """Give numbers that several names share ("both are 0.3"); what is left of the sentence.

    Where the sentence has no names the number goes to those that are named nowhere, as ``-1``.
    """
    begin = _begin(text, segment)
    rest = segment
    for i, token in enumerate(segment):
        if token.numeral is None:
            continue
        names = _sharers(text, begin, segment, i)
        begin = token.stop
        named += [Named(which, token.numeral, token.weight) for which in names]
        if names:
            rest = [t for t in rest if t is not token and (t.numeral or t.which not in names)]
    return rest


def _begin(text: str, segment: list[Token]) -> int:
    """Where the sentence of some tokens begins."""
    begin = max(text.rfind("\n", 0, segment[0].start) + 1, segment[0].start - 200)
    for stop in SENTENCE_END.finditer(text, begin, segment[0].start):
        begin = stop.end()
    return begin


def _sharers(text: str, begin: int, segment: list[Token], i: int) -> list[int]:
    """Which names share a number; ``begin`` is where its sentence, or the last number, ends."""
    number = segment[i]
    before = list(itertools.takewhile(_is_name, reversed(segment[:i])))[::-1]
    behind = list(itertools.takewhile(_is_name, segment[i + 1 :]))
    equated = len(before) > 1 and all(
        text[a.stop : b.start].strip() in ("=", "≈", "~") for a, b in itertools.pairwise(before)
    )
    both = _BOTH.search(text, begin, number.start) or _BOTH_BEHIND.match(text, number.stop)
    if not (both or equated):
        return []
    after = segment[i + 1].start if i + 1 < len(segment) and not behind else number.stop
    if after > number.stop and _LISTED.match(text[number.stop : after]):
        return []  # "both: 0.3 and 0.5"
    for names in (_distinct(before), _distinct(behind)):
        if len(names) > 1:
            return [t.which for t in names]
    own = bool(behind) and _BEHIND.match(text, number.stop, behind[0].start)
    return [] if before or own else [-1]


def _is_name(token: Token) -> bool:
    return token.numeral is None


def _tight(text: str, segment: list[Token]) -> tuple[list[Named], list[Token]]:
    """Names and numbers that stand side by side, if each has a partner of its own.

    In "a ratio of 6.0 results from 0.72 in the ON and 0.12 in the OFF state" the 6.0 follows its name
    and the others come before theirs.
    """
    out: list[Named] = []
    loose: list[Token] = []
    for before, token, after in zip([None, *segment], segment, [*segment[1:], None]):
        if token.numeral is None:
            continue
        which = -1
        if after is not None and _BEHIND.match(text, token.stop, after.start):
            which = after.which
        if before is not None and which < 0:
            gap = text[before.stop : token.start]
            if _AHEAD.match(gap) and not _JOINED.search(gap):
                which = before.which
        if any(n.which == which for n in out):
            return [], []
        if which >= 0:
            out.append(Named(which, token.numeral, token.weight))
        else:
            loose.append(token)
    every = len(out) == len({t.which for t in segment if t.numeral is None})
    return (out, loose) if not loose or (every and len(out) > 1) else ([], [])


def _likewise(text: str, tokens: list[Token], named: list[Named]) -> list[Named]:
    """Names that are given the number of the one before: "hk: 0.9, dev: the same"."""
    out = []
    for token in tokens:
        if token.numeral is None and _SAME.match(text, token.stop):
            before = [n for n in named if n.numeral.stop <= token.start and n.which != token.which]
            out += [Named(token.which, n.numeral, n.weight) for n in before[-1:]]
    return out


def _segments(text: str, tokens: list[Token]) -> list[list[Token]]:
    out: list[list[Token]] = [[tokens[0]]]
    for one, two in itertools.pairwise(tokens):
        apart = SENTENCE_END.search(text, one.stop, two.start)
        alike = (one.numeral is None) == (two.numeral is None)
        if apart and not (alike and text[one.stop : two.start].strip() == ";"):
            out.append([two])
        else:
            out[-1].append(two)
    return out


def _distinct(names: list[Token]) -> list[Token]:
    """Names without repetitions, each where it was said last, in the order of that."""
    last = {t.which: t for t in names}
    return sorted(last.values(), key=lambda t: t.start)


def _corrected(text: str, segment: list[Token]) -> list[Token]:
    """Without numbers that are taken back at once ("3.0... no, 3.2"), or that are alternatives."""
    out: list[Token] = []
    for token, after in zip(segment, [*segment[1:], None]):
        before = out[-1] if out else None
        out.append(token)
        if before is None or before.numeral is None or token.numeral is None:
            continue
        gap = text[before.stop : token.start]
        if OR.match(gap) or (IF.match(gap) and IF.match(text, token.stop)):
            if before.numeral.value != token.numeral.value:
                del out[-2:]
            continue
        unnamed = after is None or after.numeral is not None
        tried = ATTEMPT.find(text, max(0, before.start - 60), token.start)
        if REVOKES.find(gap) or (unnamed and (tried or CORRECTION.find(gap))):
            del out[-2]
    return out


def _align(segment: list[Token], named: list[Named], loose: list[Token]) -> None:
    """Match names and numbers of one sentence by the way they alternate."""
    ahead = _pairs(segment, numbers_first=False)
    behind = _pairs(segment, numbers_first=True)
    leads = segment[0].numeral is not None
    one, two = (behind, ahead) if leads else (ahead, behind)
    pairs, left = two if len({n.which for n in two[0]}) > len({n.which for n in one[0]}) else one
    named += pairs
    loose += left


def _pairs(segment: list[Token], numbers_first: bool) -> tuple[list[Named], list[Token]]:
    """Names and the numbers that follow (or come before) them, and the numbers left over."""
    named: list[Named] = []
    loose: list[Token] = []
    runs: list[list[Token]] = []
    for token in segment:
        if runs and (runs[-1][0].numeral is None) == (token.numeral is None):
            runs[-1].append(token)
        else:
            runs.append([token])
    if (runs[0][0].numeral is not None) != numbers_first:
        loose += [t for t in runs.pop(0) if t.numeral is not None]
    for i in range(0, len(runs) - 1, 2):
        one, two = runs[i], runs[i + 1]
        names, numbers = (_distinct(two), one) if numbers_first else (_distinct(one), two)
        if len(names) > len(numbers):
            names = names[: len(numbers)] if numbers_first else names[-len(numbers) :]
        elif len(numbers) > len(names):
            close = numbers[-len(names) :] if numbers_first else numbers[: len(names)]
            best = max(numbers, key=lambda t: t.weight)
            if len(runs) == 2 and len(names) == 1 and best.weight >= close[0].weight + 3:
                close = [best]  # "baseline 0.2, two motifs at 0.6 each, total 1.4"
            loose += [t for t in numbers if t not in close]
            numbers = close
        named += [Named(n.which, t.numeral, t.weight) for n, t in zip(names, numbers) if t.numeral]
    if len(runs) % 2 and runs[-1][0].numeral is not None:
        loose += runs[-1]
    return named, loose


def _settle(text: str, mine: list[Named]) -> Numeral | None:
    """The number of one name that was given several; ``None`` if none is chosen."""
    for i in range(len(mine) - 1, 0, -1):
        if REVOKES.find(text, mine[i - 1].numeral.stop, mine[i].numeral.start):
            mine = mine[i:]
            break
    best = max(n.weight for n in mine)
    top = [n for n in mine if n.weight >= best - 2]
    last = top[-1].numeral
    if len({n.numeral.value for n in top}) == 1:
        return last
    strongest = [n for n in top if n.weight == best]
    previous = [n.numeral for n in top if n.numeral.value != last.value][-1]
    if CORRECTION.find(text, previous.stop, last.start):
        return last
    if len({n.numeral.value for n in strongest}) == 1:
        return strongest[-1].numeral
    outside = [n.numeral for n in top if not _is_enclosed(text, n.numeral.start)]
    return outside[0] if len({n.value for n in outside}) == 1 else None


def _is_enclosed(text: str, at: int) -> bool:
    """Whether an offset lies inside of parentheses."""
    before = text[max(0, at - 100) : at]
    return before.rfind("(") > max(before.rfind(")"), before.rfind("\n"))
