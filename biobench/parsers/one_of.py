"""One class of several, such as the family of a non-coding RNA.

Labels, their synonyms and the ways to write them are searched; classes that a text rejects or merely
lists do not count. Example: ``"No C/D box, hence not a snoRNA; the cloverleaf makes it a tRNA."`` gives
``"tRNA"``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from biobench.parsers.answer import Answer
from biobench.parsers.status import is_cut, missing, refused
from biobench.parsers.structured import answer_of, fields, json_objects, pieces
from biobench.parsers.text import Cleaned, clean
from biobench.spec import TaskSpec

#: A misspelt name counts from this similarity on (rapidfuzz ``ratio``), for names of at least
#: :data:`FUZZY_LENGTH` letters. See ``tests/parsers/test_one_of.py`` for the measurement.
FUZZY_RATIO = 86.0
FUZZY_LENGTH = 6


@dataclass(frozen=True, slots=True)
class _Names:
    """What a spec's labels look like in a text."""

    pattern: re.Pattern[str]
    meaning: Mapping[str, str]  # normal form of a name -> label
    heads: Mapping[str, frozenset[str]]  # normal form of an under-specified name -> labels it may mean
    fuzzy: Mapping[str, str]


class _Mention(NamedTuple):
    label: str
    start: int
    end: int
    rank: int  # 0 rejected, 1 in passing, 2 asserted, 3 concluded
    exact: bool


def normal(name: str) -> str:
    """Letters and digits only, lower case: ``C/D-box``, ``CD box`` and ``cd_box`` are one name."""
    return re.sub(r"[\W_]+", "", name.lower())


def _spellings(label: str) -> Iterator[str]:
    yield label
    words = [w for w in re.split(r"[\s_\-]+", label) if w]
    if len(words) > 1:
        yield " ".join(words)


def _loose(name: str) -> str:
    """A pattern for a name: any separators between its words, singular or plural."""
    parts = re.findall(r"[^\W\d_]+|\d+(?:[.,_]\d+)*", name)
    pattern = r"[\s_/.'\-]{0,3}".join(
        re.sub(r"(?<=\d)[._,](?=\d)", r"[._,\\s-]?", re.escape(p) if not p[0].isdigit() else p)
        for p in parts)
    return pattern + ("(?:s|es)?" if name[-1:].isalpha() else "")


@functools.lru_cache(maxsize=64)
def _names(labels: tuple[str, ...], synonyms: tuple[tuple[str, tuple[str, ...]], ...]) -> _Names:
    meaning: dict[str, str] = {}
    patterns: dict[str, str] = {}
    given = dict(synonyms)
    for label in labels:
        for name in (*_spellings(label), *given.get(label, ())):
            meaning.setdefault(normal(name), label)
            patterns[normal(name)] = _loose(name)
    heads: dict[str, set[str]] = {}
    for key, label in meaning.items():
        for other, second in meaning.items():
            if label != second and len(key) >= 4:
                common = _common_head(key, other)
                if common and common not in meaning:
                    heads.setdefault(common, set()).update((label, second))
    ordered = sorted(patterns.values(), key=lambda p: -len(p))
    pattern = re.compile(
        r"(?<![A-Za-z0-9])(?:" + "|".join(ordered) + r")(?![A-Za-z0-9])", re.IGNORECASE)
    fuzzy = {key: label for key, label in meaning.items() if len(key) >= FUZZY_LENGTH}
    return _Names(pattern, meaning, {k: frozenset(v) for k, v in heads.items()}, fuzzy)


def _common_head(a: str, b: str) -> str:
    """The word two names end with: ``rrna`` of ``5srrna`` and ``58srrna``."""
    n = 0
    while n < min(len(a), len(b)) and a[-1 - n] == b[-1 - n]:
        n += 1
    return a[len(a) - n:] if n >= 4 else ""


def parse(text: str | None, spec: TaskSpec, prompt: str | None = None) -> Answer:
    """Read which class a text decides for."""
    if text is None:
        return Answer(None, "failed")
    names = _names(spec.labels, tuple((k, tuple(v)) for k, v in spec.synonyms.items()))
    cleaned = clean(text, prompt)
    found = [m for m in names.pattern.finditer(cleaned.text)]
    labels = {names.meaning.get(normal(m[0])) for m in found}
    if len(labels) == 1 and found:
        return Answer(labels.pop(), "parsed", "named", cleaned.span(*found[-1].span()))
    return missing(cleaned)
