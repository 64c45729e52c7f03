"""Whether a number measures the opposite of what is asked: "80% knockdown" where 20% remain.

Example: of "It cuts the mRNA by 64.5%." the complement is the answer, of "reduced to 31%" it is not.
"""

from __future__ import annotations

import re

from biobench.parsers.places import NAME, OPPOSITE, SENTENCE, Place

_PARENTHESIS = re.compile(r"[,(]")
_DOWN_TO = re.compile(
    r"\b(?:(?:reduc|decreas|suppress|lower|drop|fall|silenc|repress|cut|down)\w*\s(?:\w+\s){0,3}"
    r"|knock-?down\s)to\b[^\d.]{0,24}\Z",
    re.IGNORECASE,
)
_CUT_BY = re.compile(
    r"\b(?:cut|lower|brought|brings|drop|fall|fell|declin|diminish|shrink|shrank|down|reduc|decreas)\w*\b"
    r"[^.;:\d]{0,40}\bby (?:about |around |some |roughly )?[~≈]?\Z",
    re.IGNORECASE,
)
#: Before a treatment that is over: "the level after silencing".
_AFTER = re.compile(
    r"\b(?:after|upon|following|despite|post)[ -](?:siRNA[ -]|the )?\Z", re.IGNORECASE
)
_CUT = re.compile(r"[,;]\s|\s(?:and|but|while|whereas|so)\s")
_CLOSED = re.compile(r"[^()]{0,60}\)")


def is_opposite(place: Place) -> bool:
    """Whether a number measures what is gone ("80% knockdown"), not what is left."""
    n, text, start, stop = place.n, place.text, place.start, place.stop
    if match := _PARENTHESIS.search(place.tail):
        stop = n.stop + match.start()
    colon = text.rfind(": ", start, n.start)
    if colon > 0 and SENTENCE.search(text, start, colon + 1):
        start = colon
    before = text[place.start : n.start]
    if place.start > place.begin and (cuts := list(_CUT.finditer(text, start, n.start))):
        start = cuts[-1].end()  # what stands before belongs to the last number
    if _CUT_BY.search(before):
        return True
    gone = _nearness(place, OPPOSITE, start, stop)
    if gone < 0 or gone < _nearness(place, NAME, start, stop):
        return False
    return not _DOWN_TO.search(before)


def _nearness(place: Place, kind: int, start: int, stop: int) -> int:
    """How close a name stands to a number: behind it beats before it, nearer beats farther."""
    if spans := place.marks.spans(place.n.stop, stop, kind):
        return len(place.text) + stop - spans[0][0]
    text, at = place.text, place.n.start
    named = place.marks.spans(start, at, NAME) if kind == OPPOSITE else []
    return max(
        (
            stop
            for start, stop in place.marks.spans(start, at, kind)
            if not (_AFTER.search(text, max(0, start - 24), start) or _CLOSED.match(text, stop, at))
            and not any(first < start and stop <= last for first, last in named)
        ),
        default=-1,
    )
