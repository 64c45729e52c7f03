"""Phrases of many kinds, found in one walk over the words of a text.

Asking each cue in turn costs a walk each; :class:`Markers` puts cues and names into one table, and the
:class:`Marks` of a text then tell which kinds stand between two offsets. Example: with
``Markers([COMMITS, BESIDE]).mark(Words(text))`` the call ``within(0, 9)`` gives 1 where only the first
cue is met there, 2 for the second and 3 for both.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from biobench.parsers.cues import Cue, Names, Words


class Markers:
    """Cues and names in one table; the bit of each is 1, 2, 4 and so on, in their order."""

    __slots__ = ("rules", "symbols")

    def __init__(self, kinds: Sequence[Cue | Names | None]) -> None:
        rules: dict[str, list[tuple[int, re.Pattern[str]]]] = {}
        self.symbols: list[tuple[int, str]] = []
        for i, kind in enumerate(kinds):
            if kind is None:
                continue
            for stem, pattern in kind.rules.items():
                rules.setdefault(stem, []).append((1 << i, pattern))
            symbols = kind.symbols if isinstance(kind, Cue) else kind.inside
            self.symbols += ((1 << i, symbol) for symbol in symbols)
        self.rules = {stem: tuple(found) for stem, found in rules.items()}

    def mark(self, words: Words) -> Marks:
        """Where the phrases stand among some words."""
        text, end, rules = words.text, words.end, self.rules
        hits = []
        for i, stem in enumerate(words.stems):
            if stem in rules:
                at = words.at[i]
                for bit, pattern in rules[stem]:
                    if match := pattern.match(text, at, end):
                        hits.append((at, match.end(), bit))
        if not text.isascii():
            for bit, symbol in self.symbols:
                at = text.find(symbol, words.start, end)
                while at >= 0:
                    hits.append((at, at + len(symbol), bit))
                    at = text.find(symbol, at + 1, end)
            hits.sort()
        return Marks(hits)


class Marks:
    """Start, end and bit of each phrase of a text, in order."""

    __slots__ = ("hits", "starts")

    def __init__(self, hits: list[tuple[int, int, int]]) -> None:
        self.hits = hits
        self.starts = [hit[0] for hit in hits]

    def within(self, start: int, end: int) -> int:
        """The bits of all phrases that lie between two offsets."""
        bits = 0
        for i in range(bisect_left(self.starts, start), len(self.starts)):
            at, stop, bit = self.hits[i]
            if at >= end:
                break
            if stop <= end:
                bits |= bit
        return bits

    def spans(self, start: int, end: int, bit: int) -> list[tuple[int, int]]:
        """Start and end of the phrases of one kind between two offsets."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return [
            (at, stop) for at, stop, kind in self.hits[first:last] if kind == bit and stop <= end
        ]
