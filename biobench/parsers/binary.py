"""Yes or no: whether a text says that the property a task asks about is there.

A bare verdict is read at once; otherwise an answer given as data or behind "Answer:" counts first,
then what the sentences assert. Example: ``"No TATA box is present, yet this is a promoter."`` is ``True``
for a task whose property is "promoter".
"""

from __future__ import annotations

import functools
import re

from biobench.parsers import foreign
from biobench.parsers import vocabulary as vo
from biobench.parsers.anchors import Piece, find_labelled
from biobench.parsers.answer import Answer
from biobench.parsers.clauses import Reading, Statement, read, word_span
from biobench.parsers.decision import leading, weigh
from biobench.parsers.given import BARE, STRIP, decide, structured
from biobench.parsers.lexicon import Table, build, english
from biobench.parsers.status import (
    breaks_off,
    declined,
    declines,
    is_cut,
    is_monotonous,
    missing,
    refused,
)
from biobench.parsers.structured import pieces
from biobench.parsers.text import Cleaned, clean
from biobench.spec import TaskSpec

_NUMBERED = re.compile(
    r"(?i)\W*(?:class|label|category|answer|prediction|output|result|option|final|verdict|decision)\W*([01])\W*\Z"
)


def parse(text: str | None, spec: TaskSpec, prompt: str | None = None) -> Answer:
    """Read a yes (``True``) or a no (``False``).

    Parameters
    ----------
    text : the model's text; ``None`` if the request failed.
    spec : its ``positive`` phrases name the property asked about, its ``negative`` ones the opposite.
    prompt : what the model was asked; helps to recognise an echo.

    Notes
    -----
    Order: JSON, boxes and tags; a leading verdict; "Answer:" lines and conclusions; statements. An
    explicit correction wins over what stands before it; opposite verdicts without one are ambiguous,
    as is an answer that is merely possible. A likely or unlikely one is parsed.
    """
    if text is None:
        return Answer(None, "failed")
    if len(text) < 16:
        bare = BARE.get(text.strip(STRIP).lower())
        if bare is not None:
            lead = len(text) - len(text.lstrip(STRIP))
            return Answer(bare, "parsed", "bare", (lead, max(lead, len(text.rstrip(STRIP)))))
    cleaned = clean(text, prompt)
    table = _table(spec.positive, spec.negative, spec.instead)
    if (said := foreign.verdict(cleaned.text)) is not None:
        whole = cleaned.span(0, len(cleaned.text))
        if isinstance(said, bool):
            return Answer(said, "parsed", "foreign", whole)
        return Answer(None, said, "foreign", whole)
    return structured(cleaned, table) or _spoken(cleaned, table)


@functools.lru_cache(maxsize=64)
def _table(
    positive: tuple[str, ...], negative: tuple[str, ...], instead: tuple[str, ...] = ()
) -> Table:
    """The English words and the phrases of a property, with plurals and ``non-`` forms."""
    phrases: list[tuple[str, int, int]] = []
    known = {p.lower() for p in positive + negative}
    for group, value in ((positive, 1), (negative, -1)):
        for phrase in group:
            head, _, rest = phrase.partition(" ")
            tail = rest and f" {rest}"
            verb = (
                f"{head}s{tail}" in known
                or f"{head}es{tail}" in known
                or (head.endswith("s") and {head[:-1] + tail, head[:-2] + tail} & known)
            )
            phrases += [
                (form, vo.PROPERTY | (vo.FINITE if verb else 0), value) for form in _british(phrase)
            ]
            if phrase[-1] not in "sy" and phrase + "s" not in known:
                phrases.append((phrase + "s", vo.PROPERTY, value))
    for phrase in positive:
        for form in (f"non {phrase}", f"non{phrase}"):
            if form.lower() not in known:
                phrases.append((form, vo.PROPERTY, -1))
    phrases += [
        (form, vo.INSTEAD, -1)
        for phrase in instead
        for form in (phrase, phrase + "s")
        if form not in known
    ]
    return build(phrases, english())


def _british(phrase: str) -> list[str]:
    """A phrase, and its other spelling: ``recognized``, ``recognised``."""
    other = re.sub(r"(?<=[a-z]{3})iz(?=e|ing|ation)", "is", phrase)
    return [phrase] if other == phrase else [phrase, other]


# -- answers in words ----------------------------------------------------------------------------


def _spoken(cleaned: Cleaned, table: Table) -> Answer:
    text = cleaned.text
    reading = read(text, table)
    corrected = any(s.correction and not s.hedged for s in reading.statements)
    if not corrected and (answer := _labelled(cleaned, reading, table)):
        return answer
    if len({s.sign for s in reading.statements}) > 1 and breaks_off(text):
        complete = [s for s in reading.statements if s.sentence < reading.sentences - 1]
        reading.statements = complete or reading.statements
    found = weigh(reading)
    if isinstance(found, Statement):
        span = cleaned.span(*word_span(text, found.word, found.words))
        if (
            found.kind != "verdict"
            and not found.leaning
            and (reading.declined or (reading.speaks and declined(cleaned)))
            and declines(text, word_span(text, found.word, found.words)[0], found.strength >= 3)
            and (answer := refused(cleaned))
        ):
            return answer
        announced = reading.plan_at >= 0 if found.strength < 3 else reading.plan_at > found.sentence
        if (found.kind != "verdict" or found.strength < 2) and announced and is_cut(text):
            return missing(cleaned)
        opener = reading.statements[0]
        leads = opener.first and opener.sign == found.sign and not opener.conceding
        if found.strength < 2 and not leads and reading.sentences > 1 and is_cut(text):
            return missing(cleaned)
        opening = found.sentence == 0 and found.asserted
        if (
            found.strength < 2.5
            and not (found.pointed or opening)
            and reading.sentences > 1
            and is_cut(text)
        ):
            return missing(cleaned)
        if (
            reading.sentences >= 2
            and not reading.pointing
            and found.kind == "property"
            and found.strength <= 2
            and not (found.negated or found.leaning or found.short)
        ):
            return missing(cleaned, background=True)
        if found.strength < 2 and found.kind == "verdict" and reading.options:
            return missing(cleaned, echo=True)
        weak = (found.kind == "generic" or found.strength < 2) and not (
            found.correction or found.leaning
        )
        if weak and (answer := refused(cleaned)) is not None:
            return answer
        return Answer(found.sign > 0, "parsed", found.kind, span)
    if found == "ambiguous":
        return Answer(None, "ambiguous", "opposite")
    if found == "hedged" or (reading.hedges and not refused(cleaned)):
        return refused(cleaned) or Answer(None, "ambiguous", "hedged")
    if len(text) < 40 and (label := _NUMBERED.match(text)):
        return Answer(label[1] == "1", "parsed", "label", cleaned.span(*label.span(1)))
    mentions = reading.mentions
    if (
        mentions
        and len({m.sign for m in mentions}) == 1
        and not mentions[-1].hedged
        and mentions[-1].sentence >= reading.sentences - 1
        and (mentions[-1].pointed or (reading.sentences == 1 and mentions[-1].word < 12))
        and (not is_cut(text) and not refused(cleaned) and not is_monotonous(text))
    ):
        span = cleaned.span(*word_span(text, mentions[-1].word, mentions[-1].words))
        return Answer(mentions[-1].sign > 0, "parsed", "mention", span)
    return missing(cleaned, echo=bool(reading.options), background=bool(reading.general))


def _labelled(cleaned: Cleaned, reading: Reading, table: Table) -> Answer | None:
    """The last "Answer: ..." that decides; opposite ones need a word such as "final" between them."""
    decided: list[tuple[bool, Piece]] = []
    for piece in pieces(cleaned.text):
        if piece.method in ("label", "phrase"):
            value = _label_value(piece.text, table)
            if value is not None:
                decided.append((value, piece))
                beside = find_labelled(piece.text)  # "Class: soluble. Class: insoluble."
                if any(_label_value(other.text, table) is (not value) for other in beside):
                    return Answer(None, "ambiguous", "opposite")
    if not decided:
        return None
    value, piece = decided[0]
    after = cleaned.text[piece.start + len(_first_sentence(piece.text)) :]
    if _turned(after, value, table) or (
        len(decided) == 1 and reading.sentences <= 4 and _opposed(reading, value)
    ):
        return Answer(None, "ambiguous", "opposite")
    announced = cleaned.text[max(0, piece.start - 40) : piece.start].rsplit("\n", 2)[-1]
    final = re.search(r"(?i)final|correct|revis|updat|overall|conclu", announced)
    lead = leading(reading)
    if (any(other != value for other, _ in decided) and not final) or (
        lead and (lead.sign > 0) != value
    ):
        return Answer(None, "ambiguous", "opposite")
    return Answer(value, "parsed", piece.method, cleaned.span(piece.start, piece.end))


def _turned(after: str, value: bool, table: Table) -> bool:
    """Whether a text concludes the opposite of the answer that stands before it."""
    return any(
        not s.hedged
        and (s.sign > 0) != value
        and ((s.strength >= 3 and s.concluding) or (s.strength >= 2 and s.pointed and s.last))
        for s in read(after, table).statements
    )


def _opposed(reading: Reading, value: bool) -> bool:
    """Whether another line gives the opposite: "Promoter: yes", then "Class: non-promoter"."""
    first = reading.statements[0] if reading.statements else None
    plain = (
        first
        and first.sentence == 0
        and first.strength >= 2
        and (first.pointed or first.short)
        and first.word < 10
    )
    return any(
        (s.kind == "verdict" and s.strength >= 3) or (s is first and plain and s.asserted)
        for s in reading.statements
        if not s.hedged and (s.sign > 0) != value
    )


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[.!?;])\s", text.strip(), maxsplit=1)[0]


def _label_value(text: str, table: Table) -> bool | None:
    value = decide(_first_sentence(text), table)
    if value is None and (number := re.match(r"[\s|]*([01])\b(?![.,]\d|\s*%)", text)):
        value = number[1] == "1"
    return value
