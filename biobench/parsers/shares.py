"""Shares told as counts: "18 out of 100 transcripts", "of every hundred messages, 27 end here".

Only counts of a round number of molecules are shares; "3 of the 8 criteria" and "11 of 20 bases" are
not. Example: ``shares("12 of 100 cases")[0].value`` is ``12.0``, with the unit ``percent``.
"""

from __future__ import annotations

import re

from biobench.parsers.numeral import Numeral
from biobench.parsers.spoken import SMALL_NUMBERS

_SMALL = "|".join(sorted(SMALL_NUMBERS, key=len, reverse=True))
_COUNT = rf"(?P<n>\d{{1,6}}(?:\.\d)?|\b(?:{_SMALL}))"
_ROUND = (
    r"(?:every |each |an? |one )?(?P<all>10,?000|1,?000|100?|ten|hundred|thousand|two|three|four|five"
    r"|six|eight|twenty)"
)
_THING = (
    r"(?:transcripts?|messages?|molecules?|mRNAs?|copies|copy|reads?|isoforms?|cases|cells|times"
    r"|alleles?|loci|ends|mRNA molecules?|target mRNAs?|target transcripts?)\b"
)
_AHEAD = re.compile(
    rf"{_COUNT}\s(?:(?P<one>{_THING})\s)?(?:out of|of|in)\s{_ROUND}\b"
    rf"(?:\s(?:\w+\s)?(?P<thing>{_THING})|(?(one)|(?!\s(?:the|these|\w+s\b)))(?=\s|[,.;:)]|$))",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"\b(?:out of|of|in|from|for)\s{_ROUND}\s(?:\w+\s)?(?P<thing>{_THING})[^\d.;:\n]{{0,40}},\s"
    rf"(?:only |just |about |some |around )?{_COUNT}\b(?!\s?(?:nt|%|°|\.\d|reads? through))",
    re.IGNORECASE,
)
#: One of these is in every text with a share.
_ROUNDS = (
    *("100", "000", "hundred", "thousand", "out of", "of ten", "in ten", " 10 "),
    *(f"in {word}" for word in ("two", "three", "four", "five", "six", "eight", "twenty")),
)
_ALL = {"ten": 10.0, "twenty": 20.0, "hundred": 100.0, "thousand": 1000.0}


def shares(text: str) -> list[Numeral]:
    """Shares of a text as percentages, in order; each spans both of its counts."""
    if not any(word in text for word in _ROUNDS):
        return []
    out = []
    for pattern in (_AHEAD, _BEHIND):
        for match in pattern.finditer(text):
            count, total = _number(match["n"]), _number(match["all"])
            things = match["thing"] or match.groupdict().get("one")
            if count <= total and (things or total >= 100):
                value = float(f"{100 * count / total:.12g}")
                start, end = match.span()
                out.append(Numeral(value, start, end, end, "percent", "", True))
    return sorted(out, key=lambda n: n.start)


def _number(text: str) -> float:
    word = text.lower()
    if word in _ALL:
        return _ALL[word]
    return float(SMALL_NUMBERS[word] if word in SMALL_NUMBERS else word.replace(",", ""))
