"""Tables of phrases: what a word can begin, and what the phrase means.

:func:`english` maps a first word to the phrases of :mod:`biobench.parsers.vocabulary`; the parser of a
kind adds the phrases of its task with :func:`build`. Example: in "cannot be denied" the words are read
together, as something that does not negate.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from biobench.parsers.vocabulary import CONDITION, DECLINE, HEDGE, NEUTRAL, OPEN, WORDS


class Sense(NamedTuple):
    """What a phrase is: the words after its first, its classes, and its sign where it has one."""

    rest: list[str]
    classes: int
    value: int


_SPLIT = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+(?:[.,]\d+)*|[-=]>|[/→⇒✓✔✅👍✗✘❌✖👎]")


def split_phrase(phrase: str) -> list[str]:
    """The words of a phrase as the scan sees them: lower case, hyphens and underscores part words."""
    return _SPLIT.findall(phrase.lower())


class Entry(NamedTuple):
    """What a word can begin: its sense alone, and by second word the phrases, the longest first."""

    alone: Sense | None
    longer: dict[str, list[Sense]]


Table = Mapping[str, Entry]


def build(phrases: Iterable[tuple[str, int, int]], base: Table | None = None) -> Table:
    """Table of phrases; ``base`` is a table to extend.

    ``phrases`` gives phrase, class and sign. Classes of a phrase that is named twice add up; a phrase
    that is in ``base`` loses what it meant there.
    """
    found: dict[tuple[str, ...], tuple[int, int]] = {}
    for phrase, cls, value in phrases:
        words = tuple(split_phrase(phrase))
        if words:
            classes, sign = found.get(words, (0, 0))
            found[words] = (classes | cls, value or sign)
    table = {
        word: Entry(entry.alone, {k: list(v) for k, v in entry.longer.items()})
        for word, entry in (base or {}).items()
    }
    for words, (classes, value) in found.items():
        sense = Sense(list(words[1:]), classes, value)
        entry = table.get(words[0], Entry(None, {}))
        if len(words) == 1:
            entry = Entry(sense, entry.longer)
        else:
            kept = [s for s in entry.longer.get(words[1], ()) if s.rest != sense.rest]
            entry.longer[words[1]] = sorted([*kept, sense], key=lambda s: -len(s.rest))
        table[words[0]] = entry
    return table


@functools.cache
def english() -> Table:
    """The table of the words above."""
    return build(
        (form, cls, value)
        for cls, value, block in WORDS
        for phrase in block.split("|")
        for form in _forms(phrase.strip(), cls)
    )


def _forms(phrase: str, cls: int) -> list[str]:
    """A phrase that begins with "cannot" or "not", and how else it is written."""
    if phrase.startswith("cannot "):
        rest = phrase[7:]
        return [phrase, f"can not {rest}", f"can't {rest}", f"could not {rest}", f"couldn't {rest}"]
    if phrase.startswith("not ") and cls & (NEUTRAL | HEDGE | OPEN | DECLINE | CONDITION):
        return [
            phrase,
            *(f"{verb} {phrase}" for verb in ("is", "are", "was", "were", "does", "do")),
            f"isn't {phrase[4:]}",
            f"aren't {phrase[4:]}",
            f"doesn't {phrase[4:]}",
            f"don't {phrase[4:]}",
        ]
    return [phrase]
