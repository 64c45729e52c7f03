"""The choice among weighed numbers: the heaviest, the one that corrects it, or none.

Example: of the weighed numbers of "MRL 6.6. Oops, correct that to 4.6." the later one is chosen; of
"0.4 or 0.8" none is.
"""

from __future__ import annotations

import itertools
import re

from biobench.parsers.cues import CORRECTION, REVOKES, UNDECIDED
from biobench.parsers.weighing import Weighed

#: Between two alternatives.
OR = re.compile(
    r"\s?,?\s?(?:or|oder|ou|o|或)\s(?:even |maybe |possibly |perhaps |about |around )?[~≈]?\Z"
)
#: Says that no choice was made.
_OPEN = re.compile(
    r"\b(?:hard|difficult|impossible) to (?:say|tell|decide|choose) which"
    r"|\bone [a-z]+ (?:[^.;\n]|\.\d){0,80}\banother\b"
    r"|(?:know|tell|say|decide) which (?:one|of|it)\b|\bwhich of (?:the|these|them|those)[^.\n]{0,40}\?",
    re.IGNORECASE,
)
_SO = re.compile(r"\b(?:so|thus|hence)[,:]?\s(?:about\s)?[~≈]?\Z", re.IGNORECASE)
#: Picks one of the numbers just said: "the lower one counts", "I'd go with the latter".
_PICK = re.compile(
    r"\bth(?:e|at|is)\s(?P<which>former|first|latter|second|last|low(?:er|est)|small(?:er|est)"
    r"|lesser|high(?:er|est)|larg(?:er|est)|great(?:er|est)|bigger)\b"
    r"(?:\s(?:one|figure|number|value|estimate|temperature|of (?:the|these|those|them)"
    r"(?: two)?)\b){0,2}"
    r"(?P<wins>\s(?:counts|decides|wins|applies|holds|matters|it is|is (?:what|the one|the|my|our)"
    r"|being (?:the|my))\b)?(?![ -]\w+ (?:of|is))",
    re.IGNORECASE,
)
_TAKES = re.compile(
    r"\b(?:go(?:ing)? with|settle on|tak(?:e|ing)|choos(?:e|ing)|pick(?:ing)?|prefer|report|trust"
    r"|believe|stick(?:ing)? with|us(?:e|ing)|opt(?:ing)? for|answer|bet on)\s\Z"
)
_LATER = ("latter", "second", "last")


def picked(text: str, weighed: list[Weighed]) -> Weighed | None:
    """The number that a text picks by its place or its size, not by its value."""
    for match in _PICK.finditer(text):
        said = [w for w in weighed if w.numeral.stop <= match.start()][-2:]
        if not said or match.start() - said[-1].numeral.stop > 120:
            continue
        taken = _TAKES.search(text, max(0, match.start() - 20), match.start())
        if not (taken or match["wins"]):
            continue
        which = match["which"].lower()
        if which in _LATER:
            return said[-1]
        if which in ("former", "first"):
            return said[0]
        size = min if which.startswith(("low", "small", "less")) else max
        return size(said, key=lambda w: w.value)
    return None


def choose(text: str, weighed: list[Weighed]) -> Weighed | None:
    """The number put forward, or ``None`` if several are and none is chosen."""
    best = max(weighed, key=lambda w: w.weight)
    if len({w.value for w in weighed}) == 1:
        return [w for w in weighed if w.weight == best.weight][-1]
    if pick := picked(text, weighed):
        return pick
    if best.weight < 9 and _is_open(text, weighed, best):
        return None
    top = [w for w in weighed if w.weight == best.weight]
    last = top[-1]
    if len({w.value for w in top}) == 1:
        return _revised(text, weighed, last)
    previous = [w for w in top if w.value != last.value][-1]
    between = text[previous.numeral.stop : last.numeral.start]
    if CORRECTION.find(between) or REVOKES.find(between) or _SO.search(between):
        return last
    if "\n\n" in between and best.weight >= 4:
        return last
    return None


def _is_open(text: str, weighed: list[Weighed], best: Weighed) -> bool:
    """Whether a text says that it does not choose, or gives the best number with an alternative."""
    if any(
        one.value != two.value and OR.match(text[one.numeral.stop : two.numeral.start])
        for one, two in itertools.pairwise(weighed)
        if best.weight in (one.weight, two.weight)
    ):
        return True
    begin = text.rfind("\n", 0, best.numeral.start) + 1
    end = text.find("\n", best.numeral.stop)
    near = [w.numeral for w in weighed if begin <= w.numeral.start < (end + 1 or len(text) + 1)]
    if UNDECIDED.find(text, max(begin, near[0].start - 80), near[-1].stop):
        return True
    told = "which" in text or "another" in text
    return told and _OPEN.search(text) is not None


def _revised(text: str, weighed: list[Weighed], best: Weighed) -> Weighed:
    """The number that replaces the heaviest one, or that one itself."""
    later = [w for w in weighed if w.numeral.start > best.numeral.end and w.value != best.value]
    for margin, marks in ((8, REVOKES), (3, CORRECTION)):
        rival = [w for w in later if w.weight >= best.weight - margin]
        if not rival or (marks is CORRECTION and best.weight >= 8):
            continue
        if marks.find(text, best.numeral.stop, rival[-1].numeral.start):
            return rival[-1]
    return best
