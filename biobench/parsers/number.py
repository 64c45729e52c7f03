"""One number: the value of a measurement, in the unit of the task.

A JSON answer, a box or a tag comes first, then the number the words put forward. Example: "GC is 52%,
so usage should be about 45%." gives 0.45 for a task whose unit is ``fraction`` (range 0 to 1).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from biobench.parsers.anchors import find_boxed, find_tagged
from biobench.parsers.answer import Answer
from biobench.parsers.choosing import choose
from biobench.parsers.cues import CORRECTION
from biobench.parsers.measures import as_names, in_units, names_of, tidy
from biobench.parsers.number_fields import Field, answering, fields_of, is_opposite_key
from biobench.parsers.numeral import Numeral
from biobench.parsers.numerals import numerals
from biobench.parsers.shares import shares
from biobench.parsers.spoken import spoken_numerals
from biobench.parsers.status import is_cut, missing, refusal_at
from biobench.parsers.structured import json_objects
from biobench.parsers.tables import cell_of
from biobench.parsers.text import Cleaned, clean
from biobench.parsers.weighing import Weighed, weigh
from biobench.spec import TaskSpec, ValueSpec

_BARE = re.compile(r"\s*(-?\d{1,6}(?:\.\d{1,9})?)\.?\s*\Z")
_QUALITY = re.compile(
    r"\b(?:high|low|moderate|medium|weak|strong|dim|bright|stable|unstable|efficien|inefficien"
    r"|poor|good|intermediate|"
    r"reduced|elevated|thermolabile|thermostable|well|minimal|negligible|substantial|average|mild"
    r"|hardly|barely|fast|slow|hoch|niedrig|alto|bajo|élevé|"
    r"faible)\w*|[高低中强弱]",
    re.IGNORECASE,
)
_FIELD = r"(?:answer|prediction|result|value|output|response|label)"
#: What may stand behind the last number of a line.
_LAST = " \t.*_`$)}]\"'%"
#: The number of a list item that was never written.
_OPEN_ITEM = re.compile(r"(?:\(\d\)|\n[ \t]{0,4}\d[.)])\s{0,4}\Z")
_EMPTY_FIELD = re.compile(
    # Two runs of signs never stand side by side: they could be parted in as many ways as they are long.
    rf"[\W_]*(?:(?:(?:final|predicted)[ _]{_FIELD}?|{_FIELD})[\W_]*)?(?:null[\W_]*)?\Z",
    re.IGNORECASE,
)
#: After a refusal: a number comes nevertheless.
CONTRAST = re.compile(
    r"\b(?:but|however|nevertheless|nonetheless|that said|still|if i (?:had|have|must)|forced"
    r"|best guess|yet|rough|"
    r"estimate|guess|predict(?:ion)?|slip|mistake|should (?:be|read)|meant|correct(?:ed|ion)?)\b",
    re.IGNORECASE,
)


class Reading(NamedTuple):
    """What a part of an answer says: a value, or that there is none to be chosen."""

    value: float | None
    method: str
    span: tuple[int, int]
    flags: tuple[str, ...] = ()


def parse(text: str | None, spec: TaskSpec, prompt: str | None = None) -> Answer:
    """Read one number.

    Parameters
    ----------
    text : the model's text; ``None`` if the request failed.
    spec : a task with one :class:`~biobench.spec.ValueSpec`; its unit decides what a percent sign
        means and which temperatures count, its title and aliases which number is meant.
    prompt : what the model was asked.

    Notes
    -----
    A range or a bound without a point estimate, several candidates of which none is chosen, and words
    such as "high" are ``ambiguous``. A value outside ``low`` to ``high`` keeps the flag
    ``out_of_range``; a lone value in Kelvin or Fahrenheit is converted and flagged ``converted``; of
    an opposite ("80% knockdown") the complement is taken and flagged ``complement``.
    """
    if text is None:
        return Answer(None, "failed")
    value = spec.values[0]
    if match := _BARE.match(text):
        return answer(float(match[1]), value, "bare", match.span(1))
    cleaned = clean(text, prompt)
    said = _structured(cleaned.text, value)
    if said is None or said.value is None:
        rest = cleaned
        if said is not None and said.method != "silent":
            rest = without(cleaned, [said.span])
        prose = _in_prose(rest, value, floor=-99 if said is None else 6)
        said = prose or said
    if said is None:
        return missing(cleaned)
    if said.value is None:
        if said.method == "silent":
            return silent(cleaned)
        return Answer(None, "ambiguous", said.method, cleaned.span(*said.span))
    return answer(said.value, value, said.method, cleaned.span(*said.span), said.flags)


def answer(
    x: float, value: ValueSpec, method: str, span: tuple[int, int], flags: tuple[str, ...] = ()
) -> Answer:
    """A parsed answer, flagged ``out_of_range`` where it cannot have been measured."""
    if (value.low is not None and x < value.low) or (value.high is not None and x > value.high):
        flags = (*flags, "out_of_range")
    return Answer(x, "parsed", method, span, flags)


def silent(cleaned: Cleaned) -> Answer:
    """Status of a text without any number that could be an answer."""
    if cleaned.text.strip() and _EMPTY_FIELD.match(cleaned.text):
        return Answer(None, "empty", "empty_field")
    status = missing(cleaned)
    open_minded = status.status == "undecided" or status.method == "off_topic"
    if open_minded and len(cleaned.text) < 400 and (match := _QUALITY.search(cleaned.text)):
        return Answer(None, "ambiguous", "qualitative", cleaned.span(*match.span()))
    return background(status, cleaned)


def background(status: Answer, cleaned: Cleaned) -> Answer:
    """Sentences on the topic that commit to nothing are irrelevant; a few words stay undecided."""
    if status.status == "undecided" and len(cleaned.text.split()) > 5:
        return Answer(None, "irrelevant", "background")
    return status


def _in_prose(cleaned: Cleaned, value: ValueSpec, floor: int = -99) -> Reading | None:
    """The number that running text puts forward; ``floor`` is the weight it needs."""
    text = cleaned.text
    found = _found(text, value.unit)
    weighed = weigh(text, found, value) if found else []
    if not weighed:
        open_ended = [n for n in found if n.role in ("range", "bound")]
        if open_ended and refusal_at(text) is None:
            ends = (open_ended[0].start, open_ended[-1].end)
            return Reading(None, open_ended[0].role, ends) if floor < 0 else None
        return Reading(None, "silent", (0, 0)) if floor < 0 else None
    best = max(w.weight for w in weighed)
    if best < max(floor, _needed(cleaned, weighed)):
        if (
            floor < 0
            and len({w.value for w in weighed}) > 1
            and len(text) < 200
            and refusal_at(text) is None
        ):
            return Reading(None, "several", (weighed[0].numeral.start, weighed[-1].numeral.end))
        return Reading(None, "silent", (0, 0)) if floor < 0 else None
    chosen = choose(text, weighed)
    if chosen is None:
        return Reading(None, "several", (weighed[0].numeral.start, weighed[-1].numeral.end))
    n = chosen.numeral
    return Reading(chosen.value, "prose", (n.start, n.stop), chosen.flags)


def without(cleaned: Cleaned, spans: Iterable[tuple[int, int]]) -> Cleaned:
    """The text with blanks for the parts that were read and left no choice; offsets stay valid."""
    text = cleaned.text
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return cleaned._replace(text=text)


def _found(text: str, unit: str) -> list[Numeral]:
    """Numbers in digits, in words and as shares ("18 out of 100"), in order.

    Words give way to digits that say it more exactly ("two thirds or so, 0.68").
    """
    found = numerals(text)
    more = spoken_numerals(text, unit, bool(found))
    if unit in ("fraction", "percent"):
        told = shares(text)
        found = [n for n in found if not any(s.start <= n.start < s.end for s in told)]
        more = [n for n in more if not any(s.start <= n.start < s.end for s in told)] + told
    if not more:
        return found
    exact = [_as_share(n) for n in found if not n.role]
    more = [n for n in more if not any(0 < abs(_as_share(n) - x) <= 0.06 for x in exact)]
    return sorted([*found, *more], key=lambda n: n.start)


def _as_share(n: Numeral) -> float:
    return n.value / 100 if n.unit == "percent" or n.value > 1 else n.value


def _needed(cleaned: Cleaned, weighed: list[Weighed]) -> int:
    """The weight a number needs in its text: more in a refusal, more in a long text."""
    text = cleaned.text
    first = weighed[0].numeral.start
    if not text[:first].strip(" \t\n*_`$({[~≈\"'") and weighed[0].weight > 0:
        return -99
    best = max(weighed, key=lambda w: w.weight)
    refusal = None if best.weight >= 9 else refusal_at(text)
    if refusal is not None:
        if best.numeral.start < refusal:
            return 4
        before = text[max(0, best.numeral.start - 160) : best.numeral.start]
        return 3 if CONTRAST.search(before) else 9
    if len(text.split()) > 10 and best.weight < 3 and all(w.support <= 0 for w in weighed):
        return 99
    rest = text[best.numeral.stop :].lstrip(_LAST)
    if (
        min(best.support, best.weight) < (3 if rest[:1] == "\n" else 5)
        and rest.strip()
        and (is_cut(text) or _OPEN_ITEM.search(text))
    ):
        return 99  # the reasoning goes on
    return 3 if len(text) > 240 else 0 if len(weighed) > 1 else -1


def scalars(data: Any) -> list[tuple[str, Any]]:
    """Keys and values of the numbers and texts of nested JSON."""
    return [(field.key, field.value) for field in fields_of(data)]


def _structured(text: str, value: ValueSpec) -> Reading | None:
    """The answer of JSON, a box or a tag; ``None`` where there is none."""
    readings: list[Reading] = []
    for piece in [*find_boxed(text), *find_tagged(text)]:
        if piece.text:
            readings.append(_from_piece(piece.text, value, piece.method, (piece.start, piece.end)))
    cell = None if readings else cell_of(text, names_of(value), as_names(value.opposites))
    if cell is not None:
        readings.append(_from_piece(cell.text, value, cell.method, (cell.start, cell.end)))
    if not readings:
        for found in json_objects(text):
            if isinstance(found.data, list) and inside_prose(text, found.start, found.end):
                continue
            reading = _from_json(found.data, value, (found.start, found.end))
            if reading is not None:
                readings.append(reading)
    if not readings:
        return None
    given = [r for r in readings if r.value is not None]
    if not given:
        return readings[-1]
    if len({r.value for r in given}) == 1:
        return given[-1]
    if given[-1].method == "boxed" or CORRECTION.find(text[given[-2].span[1] : given[-1].span[0]]):
        return given[-1]
    return Reading(None, "several", (given[0].span[0], given[-1].span[1]))


def inside_prose(text: str, start: int, end: int) -> bool:
    """Whether a bracket belongs to a sentence: a citation or an interval, not a JSON list."""
    before = text[:start].strip()
    if any(char.isdigit() for char in text[end:]):
        return True
    return bool(before) and not before.endswith((":", "=", "is", "json"))


def _from_json(data: Any, value: ValueSpec, span: tuple[int, int]) -> Reading | None:
    fields = fields_of(data)
    if not fields:
        return None
    read = [_from_field(field, value, span) for field in answering(fields, value)]
    values = {r.value for r in read if r.value is not None}
    if len(values) == 1:
        return next(r for r in read if r.value is not None)
    if not values:
        return Reading(None, read[0].method, span)
    return Reading(None, "several", span)


def _from_field(field: Field, value: ValueSpec, span: tuple[int, int]) -> Reading:
    opposite = is_opposite_key(field.key, value)
    if isinstance(field.value, str):
        text = f"{field.key}: {field.text}" if opposite else field.text
        return _from_piece(text, value, "json", span)
    try:
        x = float(field.value)
    except (OverflowError, ValueError):
        return Reading(None, "several", span)
    if x != x or x in (float("inf"), float("-inf")):
        return Reading(None, "several", span)
    x, flags = in_units(Numeral(x, 0, 0, 0, field.unit), value)
    if opposite and value.low is not None and value.high is not None:
        x, flags = tidy(value.low + value.high - x), ("complement", *flags)
    return Reading(x, "json", span, flags)


def _from_piece(text: str, value: ValueSpec, method: str, span: tuple[int, int]) -> Reading:
    """A piece that is marked as the answer and holds a number, or does not."""
    part = Cleaned(text, text)
    reading = _in_prose(part, value)
    if reading is None or reading.value is None:
        why = reading.method if reading else "silent"
        return Reading(None, why if why in ("range", "bound", "several") else "silent", span)
    return Reading(reading.value, method, span, reading.flags)
