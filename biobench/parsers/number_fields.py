"""The numbers of JSON: each with the key that tells most of it, and its unit.

A unit stands in the key, in a field beside the number or in its text. Example: of
``{"tm": {"value": 334.35, "unit": "K"}}`` the only field is ``("tm value", 334.35, "kelvin")``.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from biobench.parsers.cues import Words
from biobench.parsers.measures import names_of
from biobench.parsers.numeral import Numeral
from biobench.parsers.opposites import is_opposite
from biobench.parsers.places import places
from biobench.parsers.structured import ANSWER_KEYS, plain_key
from biobench.parsers.units import UNIT
from biobench.spec import ValueSpec

_RANK = {
    plain_key(key): rank
    for rank, key in enumerate((*ANSWER_KEYS, "estimate", "point_estimate", "mean", "score"))
}
_NAMING = frozenset(
    ("name", "label", "metric", "property", "quantity", "key", "parameter", "type", "state")
)
_UNIT_KEYS = frozenset(("unit", "units"))
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])(?!RNA)")  # mRNA and siRNA are one word
_UNIT_IN_KEY = re.compile(
    r"(?P<percent>(?i:percent(?!ile)|pct(?![a-z]))|%)|(?P<fraction>(?i:\bfraction$))"
    r"|(?P<kelvin>(?i:kelvin)|\bK\b)|(?P<fahrenheit>(?i:fahrenheit)|\bF\b)"
    r"|(?P<celsius>(?i:celsius|centigrade|\bdeg ?c\b)|°|\bC\b)"
)
#: How a unit is written behind a number.
_SIGNS = {"percent": " %", "kelvin": " K", "celsius": " °C", "fahrenheit": " °F"}
_ASIDE = re.compile(
    r"length|conf|prob|gc|weight|mass|count|number of|n |size|error|std|sd|r2|p ?val|version"
    r"|position",
    re.IGNORECASE,
)
#: In a key with the name of the value: not the value itself.
_OTHER = re.compile(
    r"\b(?:delta|change|difference|min|max|minimum|maximum|lower|upper|low|high|ci|range|interval"
    r"|bounds?|wt|wild|reference|baseline|typical|average|error|std|sd|uncertainty|confidence)\b",
    re.IGNORECASE,
)


class Field(NamedTuple):
    """A number or a text of JSON, its key in words and its unit, where that stands beside it."""

    key: str
    value: Any
    unit: str = ""

    @property
    def text(self) -> str:
        """The value with its unit, as prose would have it."""
        shown = self.value if isinstance(self.value, str) else repr(self.value)
        bare = not any(char.isalpha() or char in "%°" for char in shown)
        return shown + _SIGNS.get(self.unit, "") if bare else shown


def fields_of(data: Any, key: str = "", unit: str = "", depth: int = 0) -> list[Field]:
    """Numbers and texts of nested JSON with the innermost telling key."""
    if depth > 8:
        return []
    if isinstance(data, list):
        return [field for item in data[:50] for field in fields_of(item, key, unit, depth + 1)]
    if isinstance(data, dict):
        return _members(data, key, unit, depth)
    if isinstance(data, bool) or data is None:
        return []
    words = spaced(key)
    own = _UNIT_IN_KEY.search(words)
    return [Field(words, data, (own and own.lastgroup) or unit)]


def _members(data: dict[Any, Any], key: str, unit: str, depth: int) -> list[Field]:
    name, out = "", []
    for k, v in data.items():
        own = plain_key(str(k))
        if isinstance(v, str) and own in _NAMING:
            name = name or v
        elif isinstance(v, str) and own in _UNIT_KEYS:
            unit = _unit(v) or unit
    for k, v in data.items():
        own = plain_key(str(k))
        if isinstance(v, str) and (own in _UNIT_KEYS or (name and own in _NAMING)):
            continue
        label = str(k)
        if own in _RANK:
            label = name or f"{key} {k}".strip()
        out.extend(fields_of(v, label, unit, depth + 1))
    return out


def spaced(key: str) -> str:
    """``meanRibosome_load`` as ``mean Ribosome load``."""
    return re.sub(r"[\s_]+", " ", _HUMP.sub(" ", key)).strip()


def _unit(text: str) -> str:
    if text.strip().lower() == "fraction":
        return "fraction"
    match = UNIT.match(text.strip())
    kind = match.lastgroup if match else None
    return kind if kind in _SIGNS else ""


def answering(fields: list[Field], value: ValueSpec) -> list[Field]:
    """The fields whose keys say most clearly that they hold the answer."""
    ranks = [_rank(field.key, value) for field in fields]
    best = min(ranks)
    chosen = [field for field, rank in zip(fields, ranks) if rank == best]
    if best == _UNNAMED:
        told = [f for f in chosen if isinstance(f.value, (int, float)) and not _ASIDE.search(f.key)]
        chosen = told or chosen
        if value.unit == "deg C":
            chosen = [f for f in chosen if f.unit] or chosen
    elif len(chosen) > 1:
        chosen = [f for f in chosen if not _OTHER.search(f.key)] or chosen
    return [f for f in chosen if f.unit == "celsius"] or chosen


_OPPOSITE, _UNNAMED = 80, 90


def _rank(key: str, value: ValueSpec) -> int:
    names = names_of(value)
    if is_opposite_key(key, value):
        return _OPPOSITE
    if names is not None and names.search(Words(key)):
        return 0
    ranks = [_RANK[k] for k in (plain_key(key), plain_key(key.rpartition(" ")[2])) if k in _RANK]
    return 1 + min(ranks) if ranks else _UNNAMED


def is_opposite_key(key: str, value: ValueSpec) -> bool:
    """Whether a key names the opposite of what is asked, such as ``knockdown_percent``."""
    if not value.opposites:
        return False
    at = len(key) + 2
    return is_opposite(places(f"{key}: 1", [Numeral(1.0, at, at + 1, at + 1)], value)[0])
