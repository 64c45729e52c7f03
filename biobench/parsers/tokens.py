"""The names and the numbers of a text that is to hold several named values.

Example: of "hk 1.0, dev 2.0" the tokens are the name of value 0, the number 1.0, the name of value 1 and
the number 2.0.
"""

from __future__ import annotations

import functools
import itertools
import re
from typing import NamedTuple

from biobench.parsers.cues import Names, Words
from biobench.parsers.numeral import Numeral
from biobench.parsers.weighing import weigh
from biobench.spec import ValueSpec

#: Behind a name that is an English word too, what shows that it is meant as a name.
_NO_WORD = r"(?=[\"']?\s{0,2}(?:[:=|]|->|→)|[\s-](?:state|value|level|signal)|[\"'])"
#: Units that one of several numbers may have.
_UNITS = ("", "fold", "percent")


class Token(NamedTuple):
    which: int  # position of the value in the spec; -1 for a number
    start: int
    stop: int
    numeral: Numeral | None
    weight: int


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
            lambda m: (
                r"\s?(?:[/:_÷-]|divided by|minus)?\s?"
                if "/" in m[0] or ":" in m[0]
                else r"[\s_-]{0,3}"
            ),
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


def tokens_of(text: str, found: list[Numeral], values: tuple[ValueSpec, ...]) -> list[Token]:
    """Names and numbers of a text, in order.

    Where each name comes once and there are as many numbers there is nothing to weigh.
    """
    names, owner = _mentions(values)
    tokens = []
    for start, stop in names.matches(Words(text)):
        which = owner.get(_plain(text[start:stop]))
        if which is not None:
            tokens.append(Token(which, start, stop, None, 0))
    found = _as_answers(text, found, tokens, len(values))
    points = [n for n in found if not n.role and n.unit in _UNITS]
    if len(points) == len(tokens) == len({t.which for t in tokens}) == len(values):
        tokens += [Token(-1, n.start, n.stop, n, 0) for n in points]
    else:
        for w in weigh(text, found, _together(values), units=_UNITS):
            if w.weight > -4:
                tokens.append(Token(-1, w.numeral.start, w.numeral.stop, w.numeral, w.weight))
    tokens.sort(key=lambda t: t.start)
    return tokens


def _as_answers(text: str, found: list[Numeral], names: list[Token], count: int) -> list[Numeral]:
    """The same numbers, those with an answer's role that only stand like a sum or a change.

    "1.2/0.3" lists two values, "from 0.1 (OFF) to 0.8 (ON)" names both ends of the change, "ON 0.8 / OFF
    0.2 = 4" the terms of the quotient.
    """
    out = list(found)
    starts, stops = {t.start for t in names}, {t.stop for t in names}
    for i, n in enumerate(found):
        ends = n.role == "baseline" and text[n.stop : n.stop + 2] == " (" and n.stop + 2 in starts
        if ends or (n.role == "operand" and n.start - 1 in stops and text[n.start - 1] == " "):
            out[i] = n._replace(role="")
    slashes = [text[a.stop : b.start].strip() in ("/", ":") for a, b in itertools.pairwise(found)]
    for i in range(len(found) - count + 1):
        run = found[i : i + count]
        alone = not any(slashes[i - 1 : i] * (i > 0) + slashes[i + count - 1 : i + count])
        reckoned = text[run[-1].stop :].lstrip().startswith("=")
        if alone and all(slashes[i : i + count - 1]) and not reckoned:
            out[i : i + count] = [
                n._replace(role="" if n.role == "operand" else n.role) for n in run
            ]
    return out


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
