"""Shares told as counts: "18 out of 100 transcripts", "9/20", "of every hundred messages, 27 end here".

Only counts of a round number of molecules are shares; "3 of the 8 criteria" and "11 of 20 bases" are
not. Example: ``shares("12 of 100 cases")[0].value`` is ``12.0``, with the unit ``percent``.
"""

from __future__ import annotations

import re

from biobench.parsers.numeral import Numeral
from biobench.parsers.roles import role_of
from biobench.parsers.spoken import SMALL, SMALL_NUMBERS

_COUNT = rf"(?P<n>\d{{1,6}}(?:\.\d)?|\b(?:{SMALL}))"
_ROUND = (
    r"(?:every |each |an? |one )?(?P<all>10,?000|1,?000|100?|20|50|ten|hundred|thousand|two|three"
    r"|four|five|six|eight|twenty)"
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
_SLASHED = re.compile(
    r"(?<![\w./,:+*-])(?P<n>\d{1,4}(?:\.\d{1,2})?)\s?/\s?(?P<all>1000|100|50|20|10)"
    rf"(?![\w%°/]|[.,]\d|\s(?:G\W?C|A\W?[TU])\b)(?P<thing>\s(?:(?:of the|target)\s)?{_THING})?",
    re.IGNORECASE,
)
#: One of these is in every text with a share.
_ROUNDS = (
    *(
        "100",
        "000",
        "hundred",
        "thousand",
        "out of",
        "of ten",
        "in ten",
        " 10 ",
        " 20 ",
        " 50 ",
        "/",
    ),
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
            if count <= total and (things or total >= 100 or _is_all(text, match)):
                out.append(_share(match, count, total))
    for match in _SLASHED.finditer(text):
        count, total = float(match["n"]), float(match["all"])
        if count <= total and not _is_beside(text, match):
            out.append(_share(match, count, total))
    return sorted(out, key=lambda n: n.start)


def _share(match: re.Match[str], count: float, total: float) -> Numeral:
    start, end = match.span()
    return Numeral(float(f"{100 * count / total:.12g}"), start, end, end, "percent", "", True)


def _is_all(text: str, match: re.Match[str]) -> bool:
    """Whether a text says nothing but "9 out of 20"."""
    alone = len(text) < 60 and "out of" in match[0]
    return alone and not (text[: match.start()] + text[match.end() :]).strip(" .*\n")


def _is_beside(text: str, match: re.Match[str]) -> bool:
    """Whether a fraction belongs to something else: "a GC content of 9/20", "9/20 matches"."""
    start, end = match.span()
    shown = Numeral(float(match["n"]), start, end, end, "percent" if match["thing"] else "")
    return role_of(text, text[max(0, start - 70) : start], shown) != ""


def _number(text: str) -> float:
    word = text.lower()
    if word in _ALL:
        return _ALL[word]
    return float(SMALL_NUMBERS[word] if word in SMALL_NUMBERS else word.replace(",", ""))
