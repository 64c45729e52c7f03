"""Where a text names a label, or points at one that it has named before.

Example: in "between m6A and m1A I choose the latter" the words "the latter" stand for m1A.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple

#: Labels, each with its other names, as a cache can hold them.
Synonyms = tuple[tuple[str, tuple[str, ...]], ...]

#: "A tRNA? No." is read as "A tRNA: No."
ASKED = re.compile(
    r"\?(?=\s{1,2}(?:yes|yeah|no|nope|hardly|unlikely|likely|probably|possibly|perhaps|absolutely"
    r"|definitely|certainly|not|never|excluded|i think|i don't|i doubt|it is|it isn't)\b)",
    re.IGNORECASE,
)


def frozen(groups: Mapping[str, tuple[str, ...]]) -> Synonyms:
    """The names of a spec's labels, as a cache can hold them."""
    return tuple((key, tuple(values)) for key, values in groups.items())


class Mention(NamedTuple):
    """One label, named at ``start`` to ``end``; ``denied`` if the text says that it does not apply.

    ``padded`` marks an EC number that was filled up to four levels; "3.4.21.-" as written is not.
    """

    label: str
    start: int
    end: int
    denied: bool = False
    padded: bool = False


_POINTER = re.compile(
    r"\bthe (?P<which>former|latter|(?:first|second|third|last)"
    r"(?= (?:one|of (?:these|those|them|the)\b|fits|applies|wins|is (?:right|correct|the)|seems)"
    r"|[.,;]|\Z))"
    r"|\b(?:number|item|option|candidate|point|entry|no\.|#) ?\(?(?P<item>\d{1,2}|[a-h])\b(?!\.?\d)",
    re.IGNORECASE,
)
#: Looked for before the pattern is tried, since most texts have none of them.
_HINTS = (
    "the former",
    "the latter",
    "the first",
    "the second",
    "the third",
    "the last",
    "number ",
    "item ",
    "option ",
    "candidate ",
    "point ",
    "entry ",
    "no. ",
    "#",
)
#: Pointers of one text that are looked at: the first and the last ones.
_MOST = 20
_PLACES = {"former": -2, "latter": -1, "first": 0, "second": 1, "third": 2, "last": -1}
#: What stands between the names of a list to choose from.
_LISTED = re.compile(r"[^.;:!?\n]{0,40}")
#: An item of a list: its number, and its head.
_ITEM = re.compile(r"^[ \t(]{0,4}(\d{1,2}|[a-h])[.):]([^\n:—(]{1,80})[^\n]*", re.MULTILINE)


class Pointer(NamedTuple):
    """Words that stand for a name.

    ``meant`` : the place of the name, and ``rest`` those of the names it was chosen from ("the
    former"); or the name is in ``item``, the head of an item of a list ("number 3"), from start to end.
    """

    start: int
    end: int
    meant: int | None
    rest: tuple[int, ...] = ()
    item: tuple[int, int] = (0, 0)


def referring(text: str, names: list[tuple[int, int]]) -> list[Pointer]:
    """Where a text says "the former" or "the last one" of names at the places given, or "number 3"."""
    lower = text.lower()
    if not any(hint in lower for hint in _HINTS):
        return []
    found = list(_POINTER.finditer(text))
    if len(found) > 2 * _MOST:
        found = found[:_MOST] + found[-_MOST:]
    heads: dict[str, re.Match[str]] = {}
    if any(match["item"] for match in found):
        for head in _ITEM.finditer(text):
            heads.setdefault(head[1].lower(), head)
    out = []
    for match in found:
        start, end = match.span()
        if wanted := match["item"]:
            item = heads.get(wanted.lower())
            if item and not item.start() <= start < item.end():
                out.append(Pointer(start, end, None, item=item.span(2)))
            continue
        chain = _chain(text, bisect_right(names, start, key=lambda name: name[1]), names)
        place = _PLACES[match["which"].lower()]
        if len(chain) > 1 and place < len(chain) and start - names[chain[-1]][1] < 250:
            meant = chain[place]
            out.append(Pointer(start, end, meant, tuple(i for i in chain if i != meant)))
    return out


def _chain(text: str, count: int, names: list[tuple[int, int]]) -> list[int]:
    """Of the first names the last ones that stand together, a dozen at most."""
    chain = list(range(max(0, count - 1), count))
    for place in range(count - 2, max(-1, count - 13), -1):
        if not _LISTED.fullmatch(text, names[place][1], names[chain[0]][0]):
            break
        chain.insert(0, place)
    return chain
