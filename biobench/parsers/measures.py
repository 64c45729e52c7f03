"""What a task measures: the names and units that its numbers can have.

Example: of a value in the unit ``fraction``, :func:`in_units` makes 0.45 of "45%"; of one named
"mean ribosome load", :func:`names_of` finds "Mean ribosome loads" too.
"""

from __future__ import annotations

import functools
import re

from biobench.parsers.cues import PLAIN, Names
from biobench.parsers.numeral import Numeral
from biobench.spec import ValueSpec


@functools.lru_cache(maxsize=256)
def names_of(value: ValueSpec) -> Names | None:
    """The title and aliases of a value (``None`` if it has neither)."""
    return as_names(tuple(sorted({n for n in (value.title, *value.aliases) if n})))


@functools.lru_cache(maxsize=256)
def parts_of(value: ValueSpec) -> Names | None:
    """Single words of the names, such as "mRNA" of "mRNA remaining"."""
    words = {w for n in (value.title, *value.aliases) for w in n.split() if len(w) > 3}
    return as_names(tuple(sorted(w for w in words if w.lower() not in PLAIN and w.isalpha())))


@functools.lru_cache(maxsize=1024)
def as_names(names: tuple[str, ...]) -> Names | None:
    """Names in any case, as plurals and verbs too; blanks and hyphens are interchangeable."""
    if not names:
        return None
    pairs = [
        (n, "(?i:" + re.sub(r"(?:\\ |\\-|_|-)+", r"[\\s_-]?", re.escape(n)) + ")") for n in names
    ]
    return Names(pairs, tail="(?:s|es|d|ed|ing)?")


def in_units(numeral: Numeral, value: ValueSpec) -> tuple[float, tuple[str, ...]]:
    """The number in the unit of the task: "45%" of a fraction is 0.45, "335 K" of deg C 61.85.

    A number that is called a fraction becomes a percentage where the task asks for one.

    The second item is ``("converted",)`` where a temperature came in another unit.
    """
    x, unit = numeral.value, numeral.unit
    if unit == "percent" and value.unit in ("fraction", ""):
        return tidy(x / 100), ()
    if unit == "fraction" and value.unit == "percent":
        return tidy(x * 100), ()
    if value.unit == "deg C":
        if unit == "kelvin":
            return tidy(x - 273.15), ("converted",)
        if unit == "fahrenheit":
            return tidy((x - 32) / 1.8), ("converted",)
    return x, ()


def tidy(x: float) -> float:
    """A computed number without the last bits of its computation."""
    return float(f"{x:.12g}")


#: Units a number may have for a task in the unit of the key.
FITTING = {
    "fraction": ("", "percent"),
    "percent": ("", "percent"),
    "deg C": ("", "celsius", "kelvin", "fahrenheit"),
    "": ("", "energy"),
}


def is_possible(x: float, value: ValueSpec) -> bool:
    """Whether a number lies within what can have been measured."""
    return (value.low is None or x >= value.low) and (value.high is None or x <= value.high)
