"""One class of several, such as the family of a non-coding RNA.

Labels, their synonyms and the ways to write them are looked up; classes that a text rejects, lists
or merely compares with do not count. Example: ``"No C/D box, hence not a snoRNA; the cloverleaf makes
it a tRNA."`` gives ``"tRNA"``.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from biobench.parsers import vocabulary as vo
from biobench.parsers.answer import Answer
from biobench.parsers.clauses import Reading, Statement, read, word_span
from biobench.parsers.grammar import word_set
from biobench.parsers.lexicon import Table, build, english, split_phrase
from biobench.parsers.reading import TOKEN
from biobench.parsers.status import missing, refused
from biobench.parsers.structured import Found, answer_of, fields, json_objects, pieces
from biobench.parsers.text import Cleaned, clean
from biobench.spec import TaskSpec

#: Fields of an answer given as data, and items of its list, that are looked at.
_FIELDS = 200
#: A misspelt name counts from this similarity on (rapidfuzz ``ratio``, 0 to 100), for names of at
#: least :data:`FUZZY_LETTERS` letters. Measured on 243 single typos of seven names and on 35 other
#: words of the field: at 86, 236 typos are read and none of the words; at 84, "transfer" and "micron"
#: are taken for names; at 88, 11 typos are lost.
FUZZY_RATIO = 86.0
#: Beside a correctly written part of the name ("goup II intron") the rest must be nearer, since
#: "a ribosomal RNA" is nearly "5S ribosomal RNA".
FUZZY_RATIO_BESIDE = 94.0
FUZZY_LETTERS = 6
#: Names may end with these words without being about the same thing.
_COMMON_WORDS = word_set(
    "sequence region element segment molecule peptide protein site type class family domain"
    " motif structure"
)
_UNKNOWN = re.compile(
    r"\s*(?:unknown|n/?a|none|undetermined|unclassified|other)\s*(?:\.\s*)?\Z", re.I
)
#: Words that introduce candidates rather than a choice.
_WEIGHING = re.compile(
    r"\b(?:between|consider\w*|candidates?|hesitat\w*|options?|alternatives?|choices|compar\w*|unlike|among"
    r"|whether|initially|first thought|at first|resembl\w*|reminiscent|one of|possibilit\w*"
    r"|classes|categories|families)\b",
    re.IGNORECASE,
)
#: "Group II introns have ...", "a riboswitch would ...": such classes in general.
_IN_GENERAL = re.compile(
    r"\s+(?:have|are|contain|show|bind|carry|usually|typically|would|do|can)\b", re.IGNORECASE
)
_NEW_SUBJECT = re.compile(r",\s+(?:it|this|the|i|so|but|yet|which|we|its)\b", re.IGNORECASE)
_WITH = re.compile(
    r"\s*(?:,\s*)?(?:with|containing|that (?:has|contains|carries)|bearing|carrying|harbou?ring|having"
    r"|including|in|from|of|near|within|upstream of|downstream of|located in|found in)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Names:
    """What the labels of a spec look like in a text."""

    labels: tuple[str, ...]
    exact: Mapping[str, int]  # letters and digits of a name -> number of its label, from 1
    table: Table
    vague: Mapping[int, frozenset[int]]  # number of an under-specified name -> labels it may mean


def parse(text: str | None, spec: TaskSpec, prompt: str | None = None) -> Answer:
    """Read the class a text decides for, as the spec writes it.

    Parameters
    ----------
    text : the model's text; ``None`` if the request failed.
    spec : ``labels`` and their ``synonyms``. A name's variants in case, spacing, hyphens and plural
        need not be given. A name that several labels end with (``rRNA``) is under-specified.
    prompt : what the model was asked; helps to recognise an echo.

    Notes
    -----
    Order: JSON, boxes and tags, "Answer:" lines, conclusions, statements. Several classes and none
    chosen are ambiguous; most of the labels in a row are the echo of the options.
    """
    if text is None:
        return Answer(None, "failed")
    names = _names(spec.labels, tuple((k, tuple(v)) for k, v in spec.synonyms.items()))
    if len(text) < 40:
        number = names.exact.get(_key(text))
        if number:
            lead = len(text) - len(text.lstrip())
            return Answer(spec.labels[number - 1], "parsed", "bare", (lead, len(text.rstrip())))
    cleaned = clean(text, prompt)
    return _structured(cleaned, names) or _spoken(cleaned, names)


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.lower())


@functools.lru_cache(maxsize=64)
def _names(labels: tuple[str, ...], synonyms: tuple[tuple[str, tuple[str, ...]], ...]) -> _Names:
    given = dict(synonyms)
    owner: dict[tuple[str, ...], int] = {}
    for number, label in enumerate(labels, 1):
        for name in (label, *given.get(label, ())):
            for words in _spellings(name):
                owner.setdefault(words, number)
    tails: dict[tuple[str, ...], set[int]] = {}
    for words, number in owner.items():
        for cut in range(1, len(words)):
            tails.setdefault(words[cut:], set()).add(number)
    vague: dict[int, frozenset[int]] = {}
    phrases = list(owner.items())
    for words, numbers in tails.items():
        if (
            len(numbers) > 1
            and words not in owner
            and words[-1] not in _COMMON_WORDS
            and (len(words) > 1 or len(words[-1]) > 3)
        ):
            code = len(labels) + 1 + len(vague)
            vague[code] = frozenset(numbers)
            phrases.append((words, code))
    table = build(
        (
            (" ".join(form), vo.PROPERTY, number)
            for words, number in phrases
            for form in _plural(words)
        ),
        english(),
    )
    exact = {
        "".join(words).replace("/", "").replace(".", ""): number for words, number in owner.items()
    }
    return _Names(labels, exact, table, vague)


def _plural(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield words
    if words[-1].isalpha() and len(words[-1]) > 2 and not words[-1].endswith("s"):
        yield (*words[:-1], words[-1] + ("es" if words[-1].endswith(("x", "ch")) else "s"))


def _spellings(name: str) -> Iterator[tuple[str, ...]]:
    """Ways to write a name, as words: ``5_8S`` also as ``5.8S`` and ``5 8S``."""
    for variant in {
        name,
        re.sub(r"(?<=\d)[_\-., ](?=\d)", ".", name),
        re.sub(r"(?<=\d)[_\-., ](?=\d)", " ", name),
    }:
        words = tuple(split_phrase(variant))
        yield words
        if "/" in words:
            yield tuple(w for w in words if w != "/")
            joined = re.sub(r"\b(\w+) / (\w+)\b", r"\1\2", " ".join(words))
            yield tuple(joined.split())
        if len(words) > 1 and words[-1] in ("box", "rna"):
            yield (*words[:-2], words[-2] + words[-1])


# -- answers given as data ---------------------------------------------------------------------


def _structured(cleaned: Cleaned, names: _Names) -> Answer | None:
    text = cleaned.text
    objects = json_objects(text, lists=text.lstrip()[:1] == "[")
    problem: Answer | None = None
    for found in reversed(objects):
        value = _json_value(found, names)
        span = cleaned.span(found.start, found.end)
        if isinstance(value, int):
            if later := _corrected(text[found.end :], names):
                value = later
            return Answer(names.labels[value - 1], "parsed", "json", span)
        if value:
            problem = Answer(None, value, "json", span)
    if problem and (problem.status != "empty" or len(cleaned.text) < objects[-1].end + 20):
        return problem
    for piece in pieces(text):
        first = piece.text.strip().split("\n", 1)[0]
        if piece.method in ("label", "phrase") and len(first) > 200:
            continue
        span = cleaned.span(piece.start, piece.end)
        value = _choose(first, names)
        if isinstance(value, int):
            return Answer(names.labels[value - 1], "parsed", piece.method, span)
        if value == "ambiguous" and piece.method in ("boxed", "tag"):
            return Answer(None, "ambiguous", piece.method, span)
    return None


def _corrected(text: str, names: _Names) -> int | None:
    """The class behind an explicit correction in the text after an answer given as data."""
    if len(text) < 8:
        return None
    reading = read(text, names.table)
    firm = [s for s in reading.statements if s.kind == "property" and s.correction and s.sign > 0]
    return firm[-1].sign if firm and firm[-1].sign <= len(names.labels) else None


def _json_value(found: Found, names: _Names) -> int | str | None:
    data = found.data
    item: Any = None
    if isinstance(data, list):
        item = data
    else:
        named = answer_of(data)
        if named is not None:
            item = named[1]
        else:
            given = list(itertools.islice(fields(data), _FIELDS))
            values = [v for k, v in given if isinstance(v, str) and len(v) < 60]
            chosen = {c for v in values if isinstance(c := _choose(v, names), int)}
            if len(chosen) == 1:
                return chosen.pop()
            scores = {
                names.exact[_key(str(k))]: v
                for k, v in given
                if _key(str(k)) in names.exact and isinstance(v, (int, float))
            }
            if scores:
                return max(scores, key=lambda k: scores[k])
            if not data:
                return "empty" if found.complete else "truncated"
            return None
    if isinstance(item, list):
        chosen_items = [_choose(str(i), names) for i in item[:_FIELDS]]
        if len({c for c in chosen_items if isinstance(c, int)}) == 1:
            return next(c for c in chosen_items if isinstance(c, int))
        return "ambiguous" if item else "empty"
    if isinstance(item, dict):
        return _json_value(Found(item, 0, 0, True), names)
    if item is None or not str(item).strip():
        return "empty"
    if _UNKNOWN.match(str(item)) or refused(Cleaned(str(item), str(item))):
        return "refused"
    return _choose(str(item), names) or "undecided"


def _choose(piece: str, names: _Names) -> int | str | None:
    """Label number of a short piece of text; ``ambiguous``; nothing."""
    number = names.exact.get(_key(piece))
    if number:
        return number
    reading = read(piece, names.table)
    decided = _decide(piece, reading.mentions, reading, names)
    if decided is None:
        return _misspelt(piece, names)
    return decided if isinstance(decided, str) else decided.sign


# -- answers in words ----------------------------------------------------------------------------


def _spoken(cleaned: Cleaned, names: _Names) -> Answer:
    text = cleaned.text
    reading = read(text, names.table)
    mentions = reading.mentions
    count = len({abs(m.sign) for m in mentions if abs(m.sign) <= len(names.labels)})
    concluding = any(m.concluding and m.sign > 0 for m in mentions)
    if count >= max(5, 0.6 * len(names.labels)) and not concluding:
        last = [
            m
            for m in reading.statements
            if m.kind == "property" and m.strength >= 2 and m.sentence == mentions[-1].sentence
        ]
        if len(last) != 1:
            return missing(cleaned, echo=True)
    decided = _decide(text, mentions, reading, names)
    if (
        isinstance(decided, Statement)
        and reading.open_at >= decided.sentence
        and not decided.concluding
    ):
        return Answer(None, "ambiguous", "open")
    if isinstance(decided, Statement):
        if decided.strength < 1 and (answer := refused(cleaned)) is not None:
            return answer
        span = cleaned.span(*word_span(text, decided.word, decided.words))
        return Answer(names.labels[decided.sign - 1], "parsed", "named", span)
    if (answer := refused(cleaned)) is not None and not any(m.sign > 0 for m in mentions):
        return answer
    vague = {code for m in mentions for code in names.vague.get(m.sign, ())}
    if (
        (decided is None or (vague and count == 0))
        and not reading.general
        and len(text) < 400
        and (number := _misspelt(text, names, FUZZY_RATIO_BESIDE if vague else FUZZY_RATIO))
    ):
        return Answer(names.labels[number - 1], "parsed", "misspelt", cleaned.span(0, len(text)))
    if decided == "ambiguous":
        answer = missing(cleaned)
        return (
            answer
            if answer.status == "truncated" and not reading.statements
            else Answer(None, "ambiguous", "several")
        )
    return missing(cleaned, background=bool(reading.general))


def _decide(
    text: str, mentions: list[Statement], reading: Reading, names: _Names
) -> Statement | str | None:
    rejected = {-m.sign for m in mentions if m.sign < 0}
    positive = [m for m in mentions if m.sign > 0]
    if not positive:
        return "ambiguous" if rejected else None
    corrected = [m for m in positive if m.correction]
    if corrected:
        positive = [m for m in corrected if m.correction == corrected[-1].correction]
    places = _Places(text)
    general = {mention.sentence for mention in positive if _demote(places, mention)}
    for mention in positive:
        if mention.sentence in general and not mention.pointed:
            mention.strength = min(mention.strength, 0.4)
    count = len(names.labels)
    positive = _heads(places, [m for m in positive if m.sign <= count]) + [
        m for m in positive if m.sign > count
    ]
    firm = [m for m in positive if not m.hedged]
    if not firm:
        return "ambiguous"
    exact = [m for m in firm if m.sign <= len(names.labels)]
    if not exact or (
        any(m.concluding and m.strength >= 3 for m in firm if m.sign > len(names.labels))
        and not any(m.concluding for m in exact)
    ):
        return "ambiguous"
    top = max(m.strength for m in exact)
    best = [m for m in exact if m.strength == top]
    if len({m.sign for m in best}) == 1:
        return best[-1]
    last = best[-1]
    others = {m.sign for m in best if m.sentence == last.sentence} - {last.sign}
    if not others and (last.concluding or last.contrasting or reading.sentences >= 3):
        return last
    if last.contrasting and not any(m.contrasting for m in best if m.sign != last.sign):
        return last
    remaining = {m.sign for m in best} - rejected
    if len(remaining) == 1:
        return next(m for m in best if m.sign in remaining)
    return "ambiguous"


class _Places:
    """Where the mentions of a text stand, and what leads up to them.

    Asked for in the order of the text, each word is read once, however many mentions there are.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._rest = TOKEN.finditer(text)
        self._words: list[tuple[int, int]] = []
        self._at = self._clause = self._read = 0
        self._weighed = False

    def span(self, mention: Statement) -> tuple[int, int]:
        """Offsets of a mention."""
        end = mention.word + mention.words
        more = max(0, end - len(self._words))
        self._words += [match.span() for match in itertools.islice(self._rest, more)]
        words = self._words[mention.word : end]
        return (words[0][0], words[-1][1]) if words else (0, 0)

    def weighed(self, start: int) -> bool:
        """Whether a word of weighing stands before an offset in its clause."""
        clause = max(self.text.rfind(c, self._at, start) for c in ".;!?\n") + 1
        clause = max(clause, self._clause)
        for turn in _NEW_SUBJECT.finditer(self.text, max(clause, self._at), start):
            clause = turn.start()
        if clause != self._clause:
            self._clause = self._read = clause
            self._weighed = False
        self._weighed = self._weighed or bool(_WEIGHING.search(self.text, self._read, start))
        # None of those words is longer than this: one that goes on behind here is met again.
        self._at, self._read = start, max(clause, start - 20)
        return self._weighed


def _demote(places: _Places, mention: Statement) -> bool:
    """A class that is weighed, compared with or only resembled is no choice.

    Returns whether the sentence speaks of such classes in general.
    """
    text = places.text
    start, end = places.span(mention)
    if re.match(r"[-\s]?(?:like|type|derived)\b", text[end : end + 9], re.IGNORECASE):
        mention.strength = min(mention.strength, 0.2)
    elif text[end - 1] in "sS" and _IN_GENERAL.match(text, end):
        mention.strength = min(mention.strength, 0.4)
        return True
    elif (places.weighed(start) and not mention.concluding) or re.match(
        r"[\s,]*(?:at first|initially|in the beginning)\b", text[end : end + 18], re.IGNORECASE
    ):
        mention.strength = min(mention.strength, 0.4)
    return False


def _heads(places: _Places, mentions: list[Statement]) -> list[Statement]:
    """Of two names in one noun phrase the head: "a C/D box scaRNA", "a scaRNA with a C/D box"."""
    parts: set[int] = set()
    for at, (first, second) in enumerate(itertools.pairwise(mentions)):
        if first.sentence != second.sentence or first.sign == second.sign:
            continue
        gap = places.text[places.span(first)[1] : places.span(second)[0]]
        if re.fullmatch(r"[\s\-]*", gap) and at not in parts:
            parts.add(at)
        elif _is_attached(gap, second):
            parts.add(at + 1)
    return [mention for at, mention in enumerate(mentions) if at not in parts]


def _is_attached(gap: str, mention: Statement) -> bool:
    """Whether what stands between two names makes the second a part or a remark of the first."""
    if "(" in gap and ")" not in gap:
        return True
    return len(gap) < 60 and _WITH.match(gap) is not None and mention.strength < 3


def _misspelt(text: str, names: _Names, cutoff: float = FUZZY_RATIO) -> int | None:
    """Label whose name the text nearly writes; ``None`` if none or several are near."""
    from rapidfuzz import fuzz, process

    words = re.findall(r"\w+", text.lower())[:60]
    known = {key: number for key, number in names.exact.items() if len(key) >= FUZZY_LETTERS}
    hits: dict[int, float] = {}
    for key in _runs(words):
        match = process.extractOne(key, known.keys(), scorer=fuzz.ratio, score_cutoff=cutoff)
        if match:
            number = known[match[0]]
            hits[number] = max(match[1], hits.get(number, 0.0))
    return max(hits, key=lambda n: hits[n]) if len(hits) == 1 else None


def _runs(words: list[str]) -> Iterable[str]:
    for size in (1, 2, 3):
        for at in range(len(words) - size + 1):
            run = "".join(words[at : at + size])
            if FUZZY_LETTERS - 1 <= len(run) <= 40:
                yield run
