"""Numbers that belong together: a range, a scale, a change, the items of a list.

No end of a range is a point estimate, and of a change only the later number is one. Example: in
"drops from 3.72 to 1.45" the 3.72 gets the role ``baseline``, in "0.3 to 0.5" both get ``range``.
"""

from __future__ import annotations

import re

from biobench.parsers.numeral import Numeral

_GAP_RANGE = re.compile(
    r"[ \t]*(?:\([^()\d]{0,30}\)[ \t]?)?[*_$]{0,2}(?:[-–—~～〜]|to|through|up to|bis(?: zu)?|à|a"
    r"|hasta|jusqu'à|至|到|から|\.\.\.?|…)[*_$]{0,2}\s*"
    r"(?:about |around |approximately |roughly |≈|~)?$"
)
_GAP_PLACES = re.compile(r"\s?(?:-|–|to|through|and|or|,|, and)\s?$")
_GAP_ENUM = re.compile(r",?\s(?:and|or)\s$")
_GAP_AND = re.compile(r"\s*(?:and|und|et|y|e|&|,? and about)\s+(?:about |around |approximately )?$")
_GAP_CHANGE = re.compile(
    r"\s(?:becomes?|turns? into|(?:drops?|falls?|rises?|shrinks?|goes (?:up|down)|(?:de|in)creases?"
    r"|is (?:reduced|lowered|raised|corrected)) to)\s(?:about |around )?[~≈]?$"
)
_GAP_OR = re.compile(r"\s(?:or|than|not)\s(?:about |around )?$")
_BETWEEN = re.compile(
    r"(?:between|zwischen|entre)\s+(?:about |around |approximately )?[~≈]?$", re.IGNORECASE
)
_CHANGE = re.compile(
    r"(?:drop|fall|fell|decreas|reduc|declin|shift|chang|go(?:es)?|rise|rose|increas|lower|rais"
    r"|dim|weaken|move|bring|"
    r"take|cut|revis|adjust|updat|correct)\w*\b[^.!?;\n]{0,50}[^\d.!?;\n]{0,12}\Z",
    re.IGNORECASE,
)
_SCALE = re.compile(
    r"\b(?:scale|range[sd]?|ranging|varies|normali[sz]ed|bounded|scaled|interval|Skala|escala"
    r"|échelle)\b",
    re.IGNORECASE,
)
_SCALE_ENDS = frozenset(
    [(0.0, 1.0), (0.0, 10.0), (0.0, 100.0), (1.0, 10.0), (-1.0, 1.0), (1.0, 100.0), (1.0, 5.0)]
)
_INLINE = re.compile(r"(?:\A|[.:;,!?)\n]\s?)\(?\Z")
_INLINE_AFTER = re.compile(r"[.)]\s+[A-Za-z*(\d]")


def without_items(text: str, found: list[Numeral]) -> list[Numeral]:
    """Mark the numbers of a list inside a line: "1. composition. 2. structure"."""
    items, expected = [], 1
    for i, n in enumerate(found):
        if n.value != expected or n.decimal or n.role or n.unit:
            continue
        left = text[max(0, n.start - 3) : n.start]
        if _INLINE.search(left) and _INLINE_AFTER.match(text, n.end):
            items.append(i)
            expected += 1
    enclosed = {
        i: n.value
        for i, n in enumerate(found)
        if not n.decimal and text[n.start - 1 : n.start] == "(" and text[n.end : n.end + 1] == ")"
    }
    if {1.0, 2.0} <= set(enclosed.values()):  # "(1) upstream AUGs, (2) structure"
        items += enclosed
    if len(items) < 2:
        return found
    return [n._replace(role="item") if i in items else n for i, n in enumerate(found)]


def share_nouns(text: str, found: list[Numeral]) -> list[Numeral]:
    """Mark the numbers of an enumeration like its last one: "11, 12 and 13 residues"."""
    out = list(found)
    for i in range(len(found) - 2, -1, -1):
        one, two = out[i], out[i + 1]
        if one.role or one.decimal or one.unit or two.role not in ("quantity", "count"):
            continue
        gap = text[one.stop : two.start]
        linked = i + 2 < len(out) and out[i + 2].role == two.role and gap == ", "
        if linked or _GAP_ENUM.match(gap):
            out[i] = one._replace(role=two.role)
    return out


def pair_up(text: str, found: list[Numeral]) -> list[Numeral]:
    """The same numbers, the ends of ranges and the starts of changes with their roles."""
    out = list(found)
    for i in range(len(found) - 1):
        one, two = out[i], out[i + 1]
        if two.role == "error" and two.unit and not one.unit:
            out[i] = one._replace(unit=two.unit)
        if one.role == "position" and two.role == "" and not (two.decimal or two.unit):
            if _GAP_PLACES.match(text[one.stop : two.start]):
                out[i + 1] = two._replace(role="position")
            continue
        if (
            two.start - one.stop > 40
            or one.role not in ("", "bound", "statistic", "range", "operand")
            or two.role not in ("", "bound", "count", "quantity", "confidence", "operand")
        ):
            continue
        gap = text[one.stop : two.start]
        left = text[max(0, one.start - 60) : one.start]
        if one.value > two.value > 0 and gap.strip(" *_$") in ("-", "–") and " " in gap:
            out[i], out[i + 1] = one._replace(role="operand"), two._replace(role="operand")
            continue
        if _GAP_CHANGE.match(gap):
            out[i] = one._replace(role="baseline")
            continue
        if _GAP_RANGE.match(gap):
            if "to" in gap and one.value > two.value > 0 and not _CHANGE.search(left):
                continue  # "3.3 to 0.9" compares
            if "to" in gap and _CHANGE.search(left):
                out[i] = one._replace(role="baseline")
                if two.role == "bound":
                    out[i + 1] = two._replace(role="")
                continue
        elif not one.unit and _GAP_OR.match(gap):
            if one.value > 1 or two.value < 1:  # not "0.82 or 82%"
                out[i] = one._replace(unit=two.unit, role=one.role or two.role)
            continue
        elif not (_GAP_AND.match(gap) and _BETWEEN.search(left)):
            continue
        if two.role == "operand" or one.role == "operand":
            continue
        if two.role in ("count", "quantity") and one.decimal and not two.decimal:
            continue  # "0.09 - 18 bp, of which"
        kind = "range"
        if (one.value, two.value) in _SCALE_ENDS and (_SCALE.search(left) or left.endswith("(")):
            kind = "scale"
        if two.role in ("count", "quantity", "confidence"):
            kind = two.role
        out[i] = one._replace(role=kind)
        out[i + 1] = two._replace(role=kind)
        if two.unit and not one.unit:
            out[i] = out[i]._replace(unit=two.unit)
    return out


def compositions(text: str, found: list[Numeral]) -> list[Numeral]:
    """Mark percentages that are made of two counts: "10 G or C among 21 nucleotides, i.e. 47.6%"."""
    out = list(found)
    for i in range(2, len(found)):
        one, two, n = found[i - 2 : i + 1]
        counts = ("quantity", "count", "operand")
        if n.unit != "percent" or n.role or one.role not in counts or two.role not in counts:
            continue
        near = n.start - one.start < 100 and two.value and "\n" not in text[one.stop : n.start]
        if near and abs(100 * one.value / two.value - n.value) < 0.6:
            out[i] = n._replace(role="statistic")
    return out
