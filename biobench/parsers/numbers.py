"""Several named numbers, such as the housekeeping and the developmental activity of an enhancer.

Names and numbers of each sentence or line are matched in the order in which they alternate; numbers
without any name follow the order of the hint. Example: "With dev at 0.4 and hk at 1.9" gives
``{"hk": 1.9, "dev": 0.4}``; "0.07\\n1.15" gives ``{"hk": 0.07, "dev": 1.15}``.
"""

from __future__ import annotations

import functools
import itertools
import re
from typing import Any, NamedTuple

from biobench.parsers.anchors import find_boxed, find_tagged
from biobench.parsers.answer import Answer
from biobench.parsers.choosing import OR
from biobench.parsers.cues import CORRECTION, STOP, Names, Words
from biobench.parsers.number import scalars, silent
from biobench.parsers.numeral import Numeral
from biobench.parsers.numerals import numerals
from biobench.parsers.status import missing, refusal_at
from biobench.parsers.structured import json_objects
from biobench.parsers.text import Cleaned, clean
from biobench.parsers.weighing import in_units, weigh
from biobench.spec import TaskSpec, ValueSpec

_SEGMENT = re.compile(STOP)
_BOTH = re.compile(r"\b(?:both|each|all|equal|equally|the same)\b", re.IGNORECASE)
_LISTED = re.compile(
    r"[\s,;/&|()\[\]\"'~≈:-]*(?:and|or|und|y|et)?[\s~≈]*(?:about |approximately |around )?\Z"
)


#: Behind a name that is an English word too, what shows that it is meant as a name.
_NO_WORD = r"(?=[\"']?\s{0,2}(?:[:=|]|->|→)|[\s-](?:state|value|level|signal)|[\"'])"
_ENDS_IN_NUMBER = re.compile(r"\d\W{0,4}\Z")


#: Units that one of several numbers may have.
_UNITS = ("", "fold", "percent")


class Named(NamedTuple):
    """A number given to a name, and how strongly it is put forward."""

    which: int
    numeral: Numeral
    weight: int


class _Token(NamedTuple):
    which: int  # position of the value in the spec; -1 for a number
    start: int
    stop: int
    numeral: Numeral | None
    weight: int


def parse(text: str | None, spec: TaskSpec, prompt: str | None = None) -> Answer:
    """Read several named numbers.

    Parameters
    ----------
    text : the model's text; ``None`` if the request failed.
    spec : a task with two or more values, in the order of its hint.
    prompt : what the model was asked.

    Notes
    -----
    The value is a dict of name to float and holds every name: an answer that leaves one out is
    ``ambiguous``. Flags are as in :func:`biobench.parsers.number.parse`.
    """
    if text is None:
        return Answer(None, "failed")
    cleaned = clean(text, prompt)
    best: tuple[dict[int, Numeral], str, tuple[int, int]] | None = None
    some = False
    for part, method, span in _marked(cleaned.text):
        got = _read(part, spec.values)
        some = some or bool(got)
        if len(got) == len(spec.values):
            if best is not None and best[1] != method:
                continue
            best = (got, method, span)
    if best is None:
        got = _read(cleaned.text, spec.values)
        some = some or bool(got)
        if len(got) == len(spec.values) and not _declined(cleaned, got):
            numbers = list(got.values())
            span = (min(n.start for n in numbers), max(n.stop for n in numbers))
            best = (got, "prose", span)
    if best is not None:
        return _answer(best[0], spec.values, best[1], cleaned.span(*best[2]))
    status = missing(cleaned)
    if status.status in ("refused", "empty") or (
        status.status == "truncated"
        and not (status.method == "cut_off" and _ENDS_IN_NUMBER.search(cleaned.text))
    ):
        return status
    if some or any(not n.role or n.role in ("range", "bound") for n in numerals(cleaned.text)):
        return Answer(None, "ambiguous", "incomplete")
    return silent(cleaned)


def _answer(
    got: dict[int, Numeral], values: tuple[ValueSpec, ...], method: str, span: tuple[int, int]
) -> Answer:
    out: dict[str, float] = {}
    flags: list[str] = []
    for i, value in enumerate(values):
        x, more = in_units(got[i], value)
        out[value.name] = x
        flags += [f for f in more if f not in flags]
        if (value.low is not None and x < value.low) or (value.high is not None and x > value.high):
            flags.append(f"out_of_range:{value.name}")
    return Answer(out, "parsed", method, span, tuple(flags))


def _declined(cleaned: Cleaned, got: dict[int, Numeral]) -> bool:
    """Whether the numbers only illustrate a refusal."""
    first = min(n.start for n in got.values())
    if not cleaned.text[:first].strip():
        return False
    refusal = refusal_at(cleaned.text[:first])
    before = cleaned.text[max(0, first - 200) : first]
    return refusal is not None and not re.search(
        r"\b(?:but|however|nevertheless|still|guess|estimate|that said|if i (?:had|have|must)"
        r"|predict)",
        before,
        re.I,
    )


def _marked(text: str) -> list[tuple[str, str, tuple[int, int]]]:
    """Parts of the text that are marked as answers, as plain lines, the most binding first."""
    parts = [
        (p.text, p.method, (p.start, p.end))
        for p in [*find_boxed(text), *find_tagged(text)]
        if p.text
    ]
    for found in json_objects(text):
        lines = as_lines(found.data)
        if lines:
            parts.append((lines, "json", (found.start, found.end)))
    return parts


def as_lines(data: Any) -> str:
    """Nested JSON as ``key: value`` lines, bare values without a key."""
    lines = []
    for key, value in scalars(data):
        shown = value if isinstance(value, str) else repr(value)
        lines.append(f"{key}: {shown}" if key else shown)
    return "\n".join(lines)


@functools.lru_cache(maxsize=64)
def _mentions(values: tuple[ValueSpec, ...]) -> tuple[Names, dict[str, int]]:
    """All names, and which value each name, in plain letters, belongs to.

    A name of up to four letters in capitals, such as ON, is an English word too: in lower case it
    counts only before a colon or the like, or in quotation marks.
    """
    owner: dict[str, int] = {}
    for i, value in enumerate(values):
        for name in (value.name, value.title, *value.aliases):
            if name:
                owner.setdefault(_plain(name), i)
    parts = []
    for name in {n for v in values for n in (v.name, v.title, *v.aliases) if n}:
        body = re.sub(
            r"(?:\\ |\\-|_|-|/|:)+",
            lambda m: r"\s?[/:_-]?\s?" if "/" in m[0] or ":" in m[0] else r"[\s_-]{0,2}",
            re.escape(name),
        )
        if name.isupper() and len(name) <= 4 and name.isalpha():
            pattern = f"{body}|(?i:{body}){_NO_WORD}"
        elif name.isupper():
            pattern = rf"{body}|(?i:{body})"
        else:
            pattern = f"(?i:{body})"
        parts.append((name, pattern))
    return Names(parts), owner


def _plain(name: str) -> str:
    return re.sub(r"[\s/:_-]+", "", name).lower()


def _read(text: str, values: tuple[ValueSpec, ...]) -> dict[int, Numeral]:
    """Index of each value to its number; values without one are left out."""
    found = numerals(text)
    if not found:
        return {}
    tokens = _tokens(text, found, values)
    numbers = [t for t in tokens if t.numeral is not None]
    if not numbers:
        return {}
    if (
        len(numbers) == len(tokens) == 1
        and len(values) == 2
        and _BOTH.search(text)
        and numbers[0].numeral
    ):
        return {0: numbers[0].numeral, 1: numbers[0].numeral}
    if len(numbers) == len(tokens):
        return _in_order(text, numbers, len(values))
    named, loose = _assign(text, tokens)
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
    free = [t for t in loose if t.numeral is not None and t.weight >= 0]
    if absent and len(free) == len(absent) and got:
        for i, token in zip(absent, free):
            if token.numeral is not None:
                got[i] = token.numeral
    return got


def _tokens(text: str, found: list[Numeral], values: tuple[ValueSpec, ...]) -> list[_Token]:
    """Names and numbers of a text, in order.

    Where each name comes once and there are as many numbers there is nothing to weigh.
    """
    names, owner = _mentions(values)
    tokens = []
    for start, stop in names.matches(Words(text)):
        which = owner.get(_plain(text[start:stop]))
        if which is not None:
            tokens.append(_Token(which, start, stop, None, 0))
    points = [n for n in found if not n.role and n.unit in _UNITS]
    if len(points) == len(tokens) == len({t.which for t in tokens}) == len(values):
        tokens += [_Token(-1, n.start, n.stop, n, 0) for n in points]
    else:
        for w in weigh(text, found, _together(values), units=_UNITS):
            if w.weight > -4:
                tokens.append(_Token(-1, w.numeral.start, w.numeral.stop, w.numeral, w.weight))
    tokens.sort(key=lambda t: t.start)
    return tokens


@functools.lru_cache(maxsize=64)
def _together(values: tuple[ValueSpec, ...]) -> ValueSpec:
    """All names as those of one value, for weighing; names that are English words too are left out."""
    names = {
        n
        for v in values
        for n in (v.name, v.title, *v.aliases)
        if n and not (n.isupper() and len(n) < 4)
    }
    return ValueSpec("all", "", "", None, None, tuple(sorted(names)))


def _in_order(text: str, numbers: list[_Token], count: int) -> dict[int, Numeral]:
    """Numbers without names, in the order of the hint: the last list of the right length."""
    runs: list[list[_Token]] = [[numbers[0]]]
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


def _assign(text: str, tokens: list[_Token]) -> tuple[list[Named], list[_Token]]:
    """Give numbers to names sentence by sentence; the second item holds the numbers left over."""
    named: list[Named] = []
    loose: list[_Token] = []
    waiting: list[_Token] = []  # names of earlier sentences that still wait for numbers
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
            if len(waiting) == len(numbers):
                named += [
                    Named(w.which, n.numeral, n.weight)
                    for w, n in zip(waiting, numbers)
                    if n.numeral
                ]
                waiting = waiting if len(waiting) > 1 else []
            elif (
                len(numbers) == 1
                and named
                and CORRECTION.find(text[named[-1].numeral.stop : numbers[0].start][:60])
                and numbers[0].numeral
            ):
                named.append(Named(named[-1].which, numbers[0].numeral, named[-1].weight))
            else:
                loose += numbers
            continue
        waiting = []
        if (
            len(numbers) == 1
            and len(_distinct(names)) > 1
            and numbers[0].numeral
            and _BOTH.search(text, segment[0].start, segment[-1].start)
        ):
            named += [
                Named(t.which, numbers[0].numeral, numbers[0].weight) for t in _distinct(names)
            ]
            continue
        _align(_corrected(text, segment), named, loose)
    return named, loose


def _segments(text: str, tokens: list[_Token]) -> list[list[_Token]]:
    out: list[list[_Token]] = [[tokens[0]]]
    for one, two in itertools.pairwise(tokens):
        if _SEGMENT.search(text, one.stop, two.start):
            out.append([two])
        else:
            out[-1].append(two)
    return out


def _distinct(names: list[_Token]) -> list[_Token]:
    """Names without repetitions, each where it was said last, in the order of that."""
    last = {t.which: t for t in names}
    return sorted(last.values(), key=lambda t: t.start)


def _corrected(text: str, segment: list[_Token]) -> list[_Token]:
    """Without numbers that are taken back at once ("3.0... no, 3.2"), or that are alternatives."""
    out: list[_Token] = []
    alternative = False
    for token in segment:
        before = out[-1] if out else None
        if token.numeral is not None and before is not None and before.numeral is not None:
            gap = text[before.stop : token.start]
            alternative = OR.match(gap) is not None and before.numeral.value != token.numeral.value
            if alternative or CORRECTION.find(gap):
                out.pop()
        if not alternative or token.numeral is None:
            out.append(token)
        alternative = False
    return out


def _align(segment: list[_Token], named: list[Named], loose: list[_Token]) -> None:
    """Match names and numbers of one sentence by the way they alternate."""
    ahead = _pairs(segment, numbers_first=False)
    behind = _pairs(segment, numbers_first=True)
    leads = segment[0].numeral is not None
    one, two = (behind, ahead) if leads else (ahead, behind)
    pairs, left = two if len({n.which for n in two[0]}) > len({n.which for n in one[0]}) else one
    named += pairs
    loose += left


def _pairs(segment: list[_Token], numbers_first: bool) -> tuple[list[Named], list[_Token]]:
    """Names and the numbers that follow (or come before) them, and the numbers left over."""
    named: list[Named] = []
    loose: list[_Token] = []
    runs: list[list[_Token]] = []
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
            spare = numbers[: -len(names)] if numbers_first else numbers[len(names) :]
            numbers = [t for t in numbers if t not in spare]
            loose += spare
        named += [Named(n.which, t.numeral, t.weight) for n, t in zip(names, numbers) if t.numeral]
    if len(runs) % 2 and runs[-1][0].numeral is not None:
        loose += runs[-1]
    return named, loose


def _settle(text: str, mine: list[Named]) -> Numeral | None:
    """The number of one name that was given several; ``None`` if none is chosen."""
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
    return None
