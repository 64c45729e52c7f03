"""Names of classes: how a text may write them, and what it may mean by half a name.

:func:`names_of` turns labels and synonyms into a table of phrases for
:func:`biobench.parsers.clauses.read`. Example: for ``5_8S_rRNA`` it also knows ``5.8S rRNAs``, and that
``rRNA`` alone may be one of two classes.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from biobench.parsers import phrasebook
from biobench.parsers import vocabulary as vo
from biobench.parsers.grammar import word_set
from biobench.parsers.lexicon import Table, build, english, split_phrase
from biobench.parsers.mention import Synonyms, frozen
from biobench.parsers.text import space_out
from biobench.spec import TaskSpec

#: A misspelt name counts from this similarity on (rapidfuzz ``ratio``, 0 to 100), for names of at
#: least :data:`_FUZZY_LETTERS` letters. Measured on 243 single typos of seven names and on 35 other
#: words of the field: at 86, 236 typos are read and none of the words; at 84, "transfer" and "micron"
#: are taken for names; at 88, 11 typos are lost.
FUZZY_RATIO = 86.0
#: Beside a correctly written part of the name ("goup II intron") the rest must be nearer, since
#: "a ribosomal RNA" is nearly "5S ribosomal RNA".
_FUZZY_RATIO_BESIDE = 94.0
_FUZZY_LETTERS = 6
#: Names may end with these words without being about the same thing.
_COMMON_WORDS = word_set(
    "sequence region element segment molecule peptide protein site type class family domain"
    " motif structure boxes"
)

_NUMERALS = {"i": ("1", "one"), "ii": ("2", "two")}
#: From here on every other character is a lower-case Latin letter with a mark that no answer holds.
_ALIASES = 0x1E01

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClassNames:
    """What the labels of a spec look like in a text.

    Attributes
    ----------
    labels : the classes; a class's number is its place, from 1.
    exact : letters and digits of a name to the number of its class.
    long : those of them that may be misspelt.
    parts : the same of names from which whole words are missing ("group intron", "nucleolar RNA").
    table : the names, with the words that decide how they are meant.
    vague : number of an under-specified name to the classes it may mean; these follow those of labels.
    either : those of them that name two classes ("group I or II intron").
    wider : number of a class to the classes its members also belong to.
    """

    labels: tuple[str, ...]
    exact: Mapping[str, int]
    long: Mapping[str, int]
    parts: frozenset[str]
    table: Table
    vague: Mapping[int, frozenset[int]]
    either: frozenset[int]
    wider: Mapping[int, frozenset[int]]


def names_of(spec: TaskSpec) -> ClassNames:
    """The names of a spec's classes."""
    return _names(spec.labels, frozen(spec.synonyms), frozen(spec.within))


@functools.lru_cache(maxsize=64)
def _names(labels: tuple[str, ...], synonyms: Synonyms, within: Synonyms) -> ClassNames:
    given = dict(synonyms)
    owner: dict[Words, int] = {}
    for number, label in enumerate(labels, 1):
        for name in (label, *given.get(label, ())):
            for words in _spellings(space_out(name)):
                owner.setdefault(words, number)
    tails = _tails(owner)
    shared = {**tails, **_either(owner)}
    vague = {len(labels) + 1 + i: numbers for i, numbers in enumerate(shared.values())}
    either = frozenset(list(vague)[len(tails) :])
    phrases = [*owner.items(), *zip(shared, vague, strict=True)]
    table = build(
        (
            (form, vo.PROPERTY, number)
            for form, number in [
                *((" ".join(form), n) for words, n in phrases for form in _plural(words)),
                *((alias(n), n) for n in range(1, len(labels) + 1)),
            ]
        ),
        build(phrasebook.phrases(), english()),
    )
    exact = {key_of("".join(words)): number for words, number in owner.items()}
    long = {k: n for k, n in exact.items() if len(k) >= _FUZZY_LETTERS and k.isascii()}
    parts = {
        key_of("".join(kept))
        for words in owner
        for size in range(1, len(words))
        for kept in itertools.combinations(words, size)
    }
    numbers = {label: number for number, label in enumerate(labels, 1)}
    wider = {numbers[label]: frozenset(map(numbers.__getitem__, above)) for label, above in within}
    return ClassNames(
        labels, exact, long, frozenset(parts - exact.keys()), table, vague, either, wider
    )


def alias(number: int) -> str:
    """A letter that stands for a class where a text only points at it ("the latter")."""
    return chr(_ALIASES + 2 * number)


def key_of(name: str) -> str:
    """A name's letters and digits, in lower case."""
    return re.sub(r"[\W_]+", "", name.lower())


def _tails(owner: Mapping[Words, int]) -> dict[Words, frozenset[int]]:
    """Names that several labels end with (``rRNA``), and these labels."""
    tails: dict[Words, set[int]] = {}
    for words, number in owner.items():
        for cut in range(1, len(words)):
            tails.setdefault(words[cut:], set()).add(number)
    return {
        words: frozenset(numbers)
        for words, numbers in tails.items()
        if len(numbers) > 1
        and words not in owner
        and words[-1] not in _COMMON_WORDS
        and (len(words) > 1 or len(words[-1]) > 3)
    }


def _either(owner: Mapping[Words, int]) -> dict[Words, frozenset[int]]:
    """Two names in one: ``group I or II intron``."""
    frames: dict[tuple[Words, Words], list[tuple[str, int]]] = {}
    for words, number in owner.items():
        for at in range(len(words)) if len(words) > 1 else ():
            frames.setdefault((words[:at], words[at + 1 :]), []).append((words[at], number))
    return {
        (*head, one, link, other, *tail): frozenset((first, second))
        for (head, tail), fillers in frames.items()
        for (one, first), (other, second) in itertools.permutations(fillers, 2)
        for link in ("or", "/")
        if first != second
    }


def _plural(words: Words) -> Iterator[Words]:
    yield words
    if words[-1].isalpha() and len(words[-1]) > 2 and not words[-1].endswith("s"):
        yield (*words[:-1], words[-1] + ("es" if words[-1].endswith(("x", "ch")) else "s"))


def _spellings(name: str) -> Iterator[Words]:
    """Ways to write a name, as words: ``5_8S`` also as ``5.8S`` and ``5 8S``."""
    for variant in {
        name,
        re.sub(r"(?<=\d)[_\-., ](?=\d)", ".", name),
        re.sub(r"(?<=\d)[_\-., ](?=\d)", " ", name),
    }:
        words = tuple(split_phrase(variant))
        yield words
        for numeral, others in _NUMERALS.items():
            if len(words) > 1 and numeral in words:
                for other in others:
                    yield tuple(other if word == numeral else word for word in words)
        if "/" in words:
            yield tuple(w for w in words if w != "/")
            joined = re.sub(r"\b(\w+) / (\w+)\b", r"\1\2", " ".join(words))
            yield tuple(joined.split())
        if len(words) > 1 and words[-1] in ("box", "rna"):
            yield (*words[:-2], words[-2] + words[-1])


def misspelt(text: str, names: ClassNames, beside: bool = False) -> int | None:
    """Number of the class whose name a text nearly writes; ``None`` if none or several are near.

    ``beside`` a correctly written part of the name the rest must be nearer.
    """
    from rapidfuzz import fuzz, process

    cutoff = _FUZZY_RATIO_BESIDE if beside else FUZZY_RATIO
    words = re.findall(r"\w+", text.lower())[:60]
    known = names.long
    hits: dict[int, float] = {}
    for key in _runs(words):
        match = process.extractOne(key, known.keys(), scorer=fuzz.ratio, score_cutoff=cutoff)
        if match and key not in names.parts:
            number = known[match[0]]
            hits[number] = max(match[1], hits.get(number, 0.0))
    return max(hits, key=lambda n: hits[n]) if len(hits) == 1 else None


def _runs(words: list[str]) -> Iterable[str]:
    for size in (1, 2, 3):
        for at in range(len(words) - size + 1):
            run = "".join(words[at : at + size])
            if _FUZZY_LETTERS - 1 <= len(run) <= 40:
                yield run
