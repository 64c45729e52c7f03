"""The numbers of a text among the words around them.

A :class:`Place` tells which kinds of phrases stand before a number and behind it. Example: in "Most melt
at 50 °C, but this one at 63 °C." the place of 63 has the bit ``THIS`` in ``near``, that of 50 has not.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from typing import NamedTuple

from biobench.parsers import cues
from biobench.parsers.cues import SENTENCE_END, Words
from biobench.parsers.marks import Markers, Marks
from biobench.parsers.measures import as_names, names_of, parts_of
from biobench.parsers.numeral import Numeral
from biobench.spec import ValueSpec

_CUES = (
    cues.FINAL,
    cues.COMMITS,
    cues.CONCLUDES,
    cues.THIS,
    cues.SUBJECT,
    cues.OWNS,
    cues.BESIDE,
    cues.GENERIC,
    cues.DENIED,
    cues.ATTEMPT,
    cues.CONDITION,
    cues.CONTRARY,
    cues.ASIDE,
    cues.RESTATES,
)
_BITS = [1 << i for i in range(len(_CUES) + 3)]
FINAL, COMMITS, CONCLUDES, THIS, SUBJECT, OWNS = _BITS[:6]
BESIDE, GENERIC, DENIED, ATTEMPT, CONDITION, CONTRARY, ASIDE, RESTATES = _BITS[6:14]
NAME, PART_OF_NAME, OPPOSITE = _BITS[14:]
#: A clause of its own before a colon: it has a verb or speaks of the writer or of the case.
SENTENCE = re.compile(
    r"\b(?:i|we|it|its|this|yours?|my|is|are|was|isn't|not|has|have|had|will|would|should|can|may|must"
    r"|does|do|sits|lies|goes|gets|comes|makes|takes|looks|seems|melts|falls|drops|rises)\b(?!\s?:)",
    re.IGNORECASE,
)
_PARTED = re.compile(r"[,:]")
_LISTED = re.compile(r"[\s,;/&|]{0,4}(?:and |or )?[~≈]?\Z")


@functools.lru_cache(maxsize=256)
def _markers(value: ValueSpec) -> Markers:
    """All cues, and the names of a value, of its parts and of its opposite."""
    return Markers([*_CUES, names_of(value), parts_of(value), as_names(value.opposites)])


class Place(NamedTuple):
    """A number among its neighbours.

    Its sentence begins at ``begin``; the words that are its own reach from ``start``, where the last
    number that can be an answer ends, to ``stop``, before the next one. ``sentence``, ``near`` and
    ``behind`` are the kinds of phrases before it in the sentence, since ``start``, and up to ``stop``;
    ``tail`` is the text behind it, ``listed`` says that only a comma or the like parts it from the
    next number, ``more`` that there is one and ``onward`` that it stands in a later clause of the
    same sentence.
    """

    n: Numeral
    text: str
    marks: Marks
    begin: int
    start: int
    stop: int
    sentence: int
    near: int
    behind: int
    tail: str
    listed: bool
    more: bool
    onward: bool


def places(text: str, points: list[Numeral], value: ValueSpec) -> list[Place]:
    """The places of numbers, which come in the order of the text."""
    if not points:
        return []
    cuts = [0, *(m.end() for m in SENTENCE_END.finditer(text))]
    begins = [max(cuts[bisect_right(cuts, n.start) - 1], n.start - 200) for n in points]
    marks = _markers(value).mark(Words(text, begins[0], min(len(text), points[-1].stop + 60)))
    out = []
    for i, (n, begin) in enumerate(zip(points, begins)):
        ceiling = points[i + 1].start if i + 1 < len(points) else len(text)
        tail = text[n.stop : min(ceiling, n.stop + 60)]
        if cut := SENTENCE_END.search(tail):
            tail = tail[: cut.start() + 1]
        start, stop = max(begin, points[i - 1].stop if i else 0), n.stop + len(tail)
        near, behind = marks.within(start, n.start), marks.within(n.stop, stop)
        sentence = near if start == begin else marks.within(begin, n.start)
        listed = _LISTED.match(text[n.stop : ceiling]) is not None
        more = ceiling < len(text)
        onward = (
            more and begins[i + 1] == begin and _PARTED.search(text, n.stop, ceiling) is not None
        )
        out.append(
            Place(
                n,
                text,
                marks,
                begin,
                start,
                stop,
                sentence,
                near,
                behind,
                tail,
                listed,
                more,
                onward,
            )
        )
    return out
