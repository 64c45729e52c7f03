"""One class of several, such as the family of a non-coding RNA.

Labels, their synonyms and the ways to write them are looked up; classes that a text rejects, lists
or merely compares with do not count. Example: ``"No C/D box, hence not a snoRNA; the cloverleaf makes
it a tRNA."`` gives ``"tRNA"``.
"""

from __future__ import annotations

import itertools
import re
from typing import Any

from biobench.parsers.answer import Answer
from biobench.parsers.clauses import Reading, Statement, read, word_span
from biobench.parsers.naming import ClassNames, key_of, misspelt, names_of
from biobench.parsers.status import missing, refused
from biobench.parsers.structured import Found, answer_of, fields, json_objects, pieces
from biobench.parsers.text import Cleaned, clean, spaced_out
from biobench.spec import TaskSpec

_UNKNOWN = re.compile(r"\s*(?:unknown|n/?a|none|undetermined|unclassified|other)\s*\.?\s*\Z", re.I)
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
#: A clause of its own begins here: what is absent in it says nothing of the class before it.
_SUBORDINATE = re.compile(
    r"(?:,?[ ]|,)(?=(?:since|because|whereas|given that|seeing that|considering that|although|though"
    r"|even though)\b)|,[ ](?=as (?:an?|the|it|its|there|no|neither|both|one|this|I|we)\b)"
)
#: A name that opens the text, alone or behind a heading, and is not merely the first of several.
_LEAD = re.compile(
    r"\W*(?:[A-Za-z ]{1,30}: ?)?(?:(?:it's|it is|this is) )?(?:an? |the )?\Z", re.IGNORECASE
)
_LEFT = re.compile(r"[)\]\"']{0,2}\s{0,2}(?:[.;:(\n]|[,—–-]\s|\Z)")
_ALTERNATIVE = re.compile(
    r"[\s,)]{0,3}(?:(?:or|oder|ou|versus|vs)\b|/)[\s(]{0,2}(?:else |even |possibly |perhaps |maybe )?"
    r"(?:an? |the )?",
    re.IGNORECASE,
)
_AND = re.compile(r"[\s,)]{0,3}(?:and |as well as )?(?:an? |the )?", re.IGNORECASE)


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
    names = names_of(spec)
    if len(text) < 40:
        number = names.exact.get(key_of(text))
        if number:
            lead = len(text) - len(text.lstrip())
            return Answer(spec.labels[number - 1], "parsed", "bare", (lead, len(text.rstrip())))
    cleaned = spaced_out(clean(text, prompt))
    return _structured(cleaned, names) or _spoken(cleaned, names)


# -- answers given as data ---------------------------------------------------------------------


def _structured(cleaned: Cleaned, names: ClassNames) -> Answer | None:
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
        line = piece.text.strip().split("\n", 1)[0]
        first = line.partition(". ")[0]
        value = _choose(first, names)
        if isinstance(value, int):
            value = _corrected(line[len(first) :], names) or value
        elif first != line and len(line) <= 200:
            value = _choose(line, names)
        span = cleaned.span(piece.start, piece.end)
        if isinstance(value, int):
            return Answer(names.labels[value - 1], "parsed", piece.method, span)
        if value == "ambiguous" and piece.method in ("boxed", "tag"):
            return Answer(None, "ambiguous", piece.method, span)
    return None


def _corrected(text: str, names: ClassNames) -> int | None:
    """The class behind an explicit correction in the text after an answer given as data."""
    if len(text) < 8:
        return None
    reading = _read(text, names)
    firm = [s for s in reading.statements if s.kind == "property" and s.correction and s.sign > 0]
    return firm[-1].sign if firm and firm[-1].sign <= len(names.labels) else None


def _json_value(found: Found, names: ClassNames) -> int | str | None:
    data = found.data
    item: Any = None
    if isinstance(data, list):
        item = data
    else:
        named = answer_of(data)
        if named is not None:
            item = named[1]
        else:
            values = [v for k, v in fields(data) if isinstance(v, str) and len(v) < 60]
            chosen = {c for v in values if isinstance(c := _choose(v, names), int)}
            if len(chosen) == 1:
                return chosen.pop()
            scores = {
                names.exact[key_of(str(k))]: v
                for k, v in fields(data)
                if key_of(str(k)) in names.exact and isinstance(v, (int, float))
            }
            if scores:
                return max(scores, key=lambda k: scores[k])
            if not data:
                return "empty" if found.complete else "truncated"
            return None
    if isinstance(item, list):
        chosen_items = [_choose(str(i), names) for i in item]
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


def _choose(piece: str, names: ClassNames) -> int | str | None:
    """Label number of a short piece of text; ``ambiguous``; nothing."""
    number = names.exact.get(key_of(piece))
    if number:
        return number
    reading = _read(piece, names)
    decided = _decide(piece, reading.mentions, reading, names)
    if decided is None:
        return misspelt(piece, names)
    return decided if isinstance(decided, str) else decided.sign


def _read(text: str, names: ClassNames) -> Reading:
    """The statements of a text; a clause that gives a reason is a sentence of its own."""
    return read(_SUBORDINATE.sub(lambda m: ";" + m[0][1:], text), names.table)


# -- answers in words ----------------------------------------------------------------------------


def _spoken(cleaned: Cleaned, names: ClassNames) -> Answer:
    text = cleaned.text
    reading = _read(text, names)
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
    vague = {m.sign for m in mentions if m.sign in names.vague}
    if (
        (decided is None or (vague and count == 0 and not vague & names.either))
        and not reading.general
        and len(text) < 400
        and (number := misspelt(text, names, beside=bool(vague)))
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
    text: str, mentions: list[Statement], reading: Reading, names: ClassNames
) -> Statement | str | None:
    _join(text, mentions)
    rejected = {-m.sign for m in mentions if m.sign < 0}
    positive = [m for m in mentions if m.sign > 0]
    if not positive:
        return "ambiguous" if rejected else None
    corrected = [m for m in positive if m.correction]
    if corrected:
        positive = [m for m in corrected if m.correction == corrected[-1].correction]
    general = {mention.sentence for mention in positive if _demote(text, mention)}
    for mention in positive:
        if mention.sentence in general and not mention.pointed:
            mention.strength = min(mention.strength, 0.4)
    _strengthen(text, mentions)
    count = len(names.labels)
    positive = _heads(text, [m for m in positive if m.sign <= count]) + [
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
    best = _narrowest(text, [m for m in exact if m.strength == top], exact, names)
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


def _demote(text: str, mention: Statement) -> bool:
    """A class that is weighed, compared with or only resembled is no choice.

    Returns whether the sentence speaks of such classes in general.
    """
    start, end = word_span(text, mention.word, mention.words)
    sentence = max(text.rfind(c, 0, start) for c in ".;!?\n") + 1
    for turn in _NEW_SUBJECT.finditer(text, sentence, start):
        sentence = turn.start()
    if re.match(r"[-\s]?(?:like|type|derived)\b", text[end : end + 9], re.IGNORECASE):
        mention.strength = min(mention.strength, 0.2)
    elif text[end - 1] in "sS" and _IN_GENERAL.match(text, end):
        mention.strength = min(mention.strength, 0.4)
        return True
    elif (_WEIGHING.search(text, sentence, start) and not mention.concluding) or re.match(
        r"[\s,]*(?:at first|initially|in the beginning)\b", text[end : end + 18], re.IGNORECASE
    ):
        mention.strength = min(mention.strength, 0.4)
    return False


def _join(text: str, mentions: list[Statement]) -> None:
    """What holds for the last of several joined names holds for all: "both A and B are ruled out"."""
    for first, second in itertools.pairwise(reversed(mentions)):
        gap = text[
            word_span(text, second.word, second.words)[1] : word_span(text, first.word, 1)[0]
        ]
        if _ALTERNATIVE.fullmatch(gap) and abs(first.sign) != abs(second.sign):
            for statement in (first, second):
                statement.strength = min(statement.strength, 0.4)
        elif first.sign < 0 < second.sign and not first.denied and _AND.fullmatch(gap):
            second.sign, second.negated = -second.sign, True


def _strengthen(text: str, mentions: list[Statement]) -> None:
    """A class that stands alone at the beginning is a verdict, and no explanation outdoes it."""
    first = mentions[0]
    start, end = word_span(text, first.word, first.words)
    if (
        first.sign < 0
        or first.hedged
        or first.conceding
        or first.strength < 0.5
        or not (_LEAD.match(text[:start]) and _LEFT.match(text, end))
    ):
        return
    if text[end : end + 1] == "," and len(mentions) > 1:
        gap = text[end : word_span(text, mentions[1].word, 1)[0]]
        if len(gap.split()) < 3:
            return
    first.strength = max(first.strength, 2.5)


def _narrowest(
    text: str, best: list[Statement], others: list[Statement], names: ClassNames
) -> list[Statement]:
    """The same statements, with a wider class left for a narrower one that its sentence names too."""
    out = []
    for statement in best:
        narrower = [
            m
            for m in others
            if statement.sign in names.wider.get(m.sign, ())
            and m.sentence == statement.sentence
            and m.strength >= 0.5
            and not _are_alternatives(text, statement, m)
        ]
        out += narrower[-1:] or [statement]
    return out


def _are_alternatives(text: str, one: Statement, other: Statement) -> bool:
    first, second = sorted((one, other), key=lambda m: m.word)
    begin = word_span(text, first.word, first.words)[1]
    return _ALTERNATIVE.fullmatch(text[begin : word_span(text, second.word, 1)[0]]) is not None


def _heads(text: str, mentions: list[Statement]) -> list[Statement]:
    """Of two names in one noun phrase the head: "a C/D box scaRNA", "a scaRNA with a C/D box"."""
    kept = list(mentions)
    for first, second in itertools.pairwise(mentions):
        if first.sentence != second.sentence or first.sign == second.sign:
            continue
        gap = text[
            word_span(text, first.word, first.words)[1] : word_span(
                text, second.word, second.words
            )[0]
        ]
        if re.fullmatch(r"[\s\-]*", gap) and first in kept:
            kept.remove(first)
        elif second in kept and _is_attached(gap, second):
            kept.remove(second)
    return kept


def _is_attached(gap: str, mention: Statement) -> bool:
    """Whether what stands between two names makes the second a part or a remark of the first."""
    if "(" in gap and ")" not in gap:
        return True
    return len(gap) < 60 and _WITH.match(gap) is not None and mention.strength < 3
