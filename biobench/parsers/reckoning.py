"""Numbers that come out of other numbers: the result of a sum, and the terms that made it.

In "7.9 for an open leader, minus 1.2 for the hairpin, minus 0.3, makes 6.4" the 6.4 is the result and
the others are its terms. A result must follow its terms and be announced by a word such as "minus",
"leaves" or "makes", or by a colon if they are many: numbers which happen to add up do not count.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from biobench.parsers.numeral import Numeral

#: Most terms of a sum; each one doubles the signs to try.
_MOST = 4
_REACH = 800
_TERMS = frozenset(("", "operand", "baseline", "change"))
_RECKONED = re.compile(
    r"\b(?:minus|plus|subtract\w*|deduct\w*|tak(?:e|ing) (?:off|away)|less|add(?:s|ed|ing)?|sum(?:s|med)?"
    r"|total|differ\w*|gives?|giving|makes?|making|leav\w+|left|remain\w*|net|costs?|loss|lose\w*"
    r"|gain\w*|worth|bonus|penalty|altogether|equals?|becom\w+|average|mean|middle|halfway|half"
    r"|times|divid\w+|ratio|multipl\w+|higher|lower|above|below|more|raises?|lowers?)\b|[=+]|\s-\s",
    re.IGNORECASE,
)


def results(text: str, found: list[Numeral]) -> dict[int, int]:
    """Where each result starts, and where the first of its terms does."""
    numbers = [n for n in found if n.role in _TERMS and n.value]
    out: dict[int, int] = {}
    for i in range(2, len(numbers)):
        last = numbers[i]
        if last.role or not (last.decimal or last.unit):
            continue  # whole numbers are counts
        if numbers[i - 1].role == "operand" and text[: last.start].rstrip(" *~$")[-1:] in "=≈":
            out[last.start] = numbers[i - 1].start
            continue
        for first in range(i - 2, max(-1, i - 1 - _MOST), -1):
            begin = numbers[first].start
            if last.start - begin > _REACH:
                break
            if not any(abs(x - last.value) < 1e-9 for x in _outcomes(numbers[first:i])):
                continue
            many = i - first > 2 and last.decimal
            if _RECKONED.search(text, numbers[first].stop, last.start) or (
                many and text[: last.start].rstrip(" *~≈")[-1:] in ":=→"
            ):
                out[last.start] = begin
                break
    return out


def _outcomes(terms: list[Numeral]) -> Iterator[float]:
    """What can be made of the terms in their order."""
    first, *rest = (n.value for n in terms)
    for signs in itertools.product((1, -1), repeat=len(rest)):
        yield first + sum(s * abs(x) for s, x in zip(signs, rest))
    if len(rest) == 1:
        yield from (first * rest[0], first / rest[0], (first + rest[0]) / 2)
