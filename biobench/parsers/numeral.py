"""What is known of one number in a text."""

from __future__ import annotations

from typing import NamedTuple


class Numeral(NamedTuple):
    """One number.

    Attributes
    ----------
    value : the number as written (``45`` for "45 %"); sign and exponent applied.
    start, end : offsets of the number with its sign, without its unit.
    stop : offset after the unit; equal to ``end`` where there is none.
    unit : ``percent``, ``celsius``, ``kelvin``, ``fahrenheit``, ``fold``, ``energy``,
        ``fraction`` (told by a key of JSON) or the empty text.
    role : empty for a number that can be an answer, else what it is instead: ``word`` (m6A), ``prime``
        (5'), ``quantity`` (50 nt), ``count`` (3 mutations), ``position``, ``statistic`` (an R² of 0.9),
        ``item`` (a list number), ``year``, ``citation``, ``dotted`` (a version), ``range``, ``bound``
        (below 0.5), ``error`` (after ±), ``operand``, ``scale``, ``confidence``,
        ``baseline`` (from 3.7 to ...), ``change`` (higher by 0.5).
    decimal : whether it has a decimal part.
    """

    value: float
    start: int
    end: int
    stop: int
    unit: str = ""
    role: str = ""
    decimal: bool = False
