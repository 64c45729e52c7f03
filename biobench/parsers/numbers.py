"""Several named numbers, such as the housekeeping and the developmental activity of an enhancer.

Names and numbers of each sentence or line are matched in the order in which they alternate; numbers
without any name follow the order of the hint. Example: "With dev at 0.4 and hk at 1.9" gives
``{"hk": 1.9, "dev": 0.4}``; "0.07\\n1.15" gives ``{"hk": 0.07, "dev": 1.15}``.
"""

from __future__ import annotations

import re
from typing import Any

from biobench.parsers.anchors import find_boxed, find_tagged
from biobench.parsers.answer import Answer
from biobench.parsers.measures import in_units
from biobench.parsers.number import CONTRAST, inside_prose, silent, without
from biobench.parsers.number_fields import fields_of
from biobench.parsers.numeral import Numeral
from biobench.parsers.numerals import numerals
from biobench.parsers.pairing import pair
from biobench.parsers.status import missing, refusal_at
from biobench.parsers.structured import json_objects
from biobench.parsers.text import Cleaned, clean
from biobench.spec import TaskSpec, ValueSpec

_NUMBER = re.compile(r"\d[.\d]*\d")
_ENDS_IN_NUMBER = re.compile(r"\d\W{0,4}\Z")


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
    spent = []
    for part, method, span in _marked(cleaned.text):
        got = pair(part, spec.values)
        some = some or bool(got)
        if len(got) < len(spec.values):
            # Several numbers for one name: of the same text prose would make decimal commas.
            told = [n for n in numerals(part) if n.role != "word"]
            if method == "json" and len(told) > len(spec.values):
                spent.append(span)
        else:
            if best is not None and best[1] != method:
                continue
            best = (got, method, span)
    if best is None:
        got = pair(without(cleaned, spent).text, spec.values)
        some = some or bool(got or spent)
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
    if refusal is None or _NUMBER.search(cleaned.text, 0, refusal):
        return False  # "sorry" for a slip is no refusal
    return not CONTRAST.search(cleaned.text[max(0, first - 200) : first])


def _marked(text: str) -> list[tuple[str, str, tuple[int, int]]]:
    """Parts of the text that are marked as answers, as plain lines, the most binding first."""
    parts = [
        (p.text, p.method, (p.start, p.end))
        for p in [*find_boxed(text), *find_tagged(text)]
        if p.text
    ]
    for found in json_objects(text):
        if isinstance(found.data, list) and inside_prose(text, found.start, found.end):
            continue
        lines = _as_lines(found.data)
        if lines:
            parts.append((lines, "json", (found.start, found.end)))
    return parts


def _as_lines(data: Any) -> str:
    """Nested JSON as ``key: value`` lines, bare values without a key."""
    return "\n".join(f"{f.key}: {f.text}" if f.key else f.text for f in fields_of(data))
