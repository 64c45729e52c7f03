"""Yes or no: whether a text says that the property a task asks about is there.

A bare verdict is read at once; otherwise an answer given as data or behind "Answer:" counts first,
then what the sentences assert. Example: ``"No TATA box is present, yet this is a promoter."`` is ``True``
for a task whose property is "promoter".
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Mapping
from typing import Any

from biobench.parsers import foreign
from biobench.parsers import vocabulary as vo
from biobench.parsers.anchors import Piece
from biobench.parsers.answer import Answer
from biobench.parsers.clauses import Reading, Statement, read, word_span
from biobench.parsers.grammar import word_set
from biobench.parsers.lexicon import Table, build, english
from biobench.parsers.status import is_cut, missing, refused
from biobench.parsers.structured import Found, answer_of, fields, json_objects, pieces, plain_key
from biobench.parsers.text import Cleaned, clean
from biobench.spec import TaskSpec

_BARE: Mapping[str, bool] = {
    **dict.fromkeys(
        word_set(
            "yes y yeah yep yup true t 1 1.0 positive pos affirmative correct present ✓ ✔ ✅ + ja sí si"
            " oui да 예 네 是 是的 有 对 存在 阳性 会 能 可以 可溶 はい あります"
        ),
        True,
    ),
    **dict.fromkeys(
        word_set(
            "no n nope nah false f 0 0.0 negative neg none absent incorrect ✗ ✘ ❌ × -"
            " nein non нет 아니요 否 不 不是 没有 无 不存在 阴性 不会 不能 不可以 不溶 いいえ ありません"
        ),
        False,
    ),
}
_UNKNOWN = frozenset(
    (
        "unknown",
        "n/a",
        "na",
        "undetermined",
        "cannot determine",
        "not determined",
        "indeterminate",
        "cannot be determined",
        "insufficient data",
        "not applicable",
        "unable to determine",
        "inconclusive",
    )
)
_NUMBERED = re.compile(
    r"(?i)\W*(?:class|label|category|answer|prediction|output|result|option|final|verdict|decision)\W*([01])\W*\Z"
)
_STRIP = " \t\n.!,;:*\"'`()[]{}_|"


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
        bare = _BARE.get(text.strip(_STRIP).lower())
        if bare is not None:
            lead = len(text) - len(text.lstrip(_STRIP))
            return Answer(bare, "parsed", "bare", (lead, max(lead, len(text.rstrip(_STRIP)))))
    cleaned = clean(text, prompt)
    table = _table(spec.positive, spec.negative)
    if (said := foreign.verdict(cleaned.text)) is not None:
        whole = cleaned.span(0, len(cleaned.text))
        if isinstance(said, bool):
            return Answer(said, "parsed", "foreign", whole)
        return Answer(None, said, "foreign", whole)
    return _structured(cleaned, table) or _spoken(cleaned, table)


@functools.lru_cache(maxsize=64)
def _table(positive: tuple[str, ...], negative: tuple[str, ...]) -> Table:
    """The English words and the phrases of a property, with plurals and ``non-`` forms."""
    phrases: list[tuple[str, int, int]] = []
    known = {p.lower() for p in positive + negative}
    for group, value in ((positive, 1), (negative, -1)):
        for phrase in group:
            verb = (
                phrase + "s" in known
                or phrase + "es" in known
                or (phrase.endswith("s") and (phrase[:-1] in known or phrase[:-2] in known))
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
    return build(phrases, english())


def _british(phrase: str) -> list[str]:
    """A phrase, and its other spelling: ``recognized``, ``recognised``."""
    other = re.sub(r"(?<=[a-z]{3})iz(?=e|ing|ation)", "is", phrase)
    return [phrase] if other == phrase else [phrase, other]


# -- answers given as data ---------------------------------------------------------------------

#: Parts of an answer by their identity, each with its verdict; that keeps them alive.
_Known = dict[int, tuple[Any, bool | str | None]]
#: Fields of an answer that are looked at; no answer has more.
_FIELDS = 200


def _structured(cleaned: Cleaned, table: Table) -> Answer | None:
    text = cleaned.text
    if "{" in text or "[" in text:
        objects = json_objects(text)
        if objects:
            answer = _from_json(cleaned, objects, table)
            if answer is not None:
                return answer
    if "<" in text or "boxed" in text:
        for piece in pieces(text):
            if piece.method not in ("boxed", "tag"):
                break
            value = _decide(piece.text, table)
            if value is not None:
                span = cleaned.span(piece.start, piece.end)
                return Answer(value, "parsed", piece.method, span)
    return None


def _from_json(cleaned: Cleaned, objects: list[Found], table: Table) -> Answer | None:
    values: list[tuple[bool, Found]] = []
    problem: Answer | None = None
    for found in objects:
        value = _json_value(found.data, table, {})
        if isinstance(value, bool):
            values.append((value, found))
        elif value:
            status = "truncated" if value == "empty" and not found.complete else value
            problem = Answer(None, status, "json", cleaned.span(found.start, found.end))
    if not values:
        rest = cleaned.text[objects[-1].end :].strip()
        return problem if len(rest) < 20 or (problem and problem.status != "empty") else None
    value, last = values[-1]
    between = cleaned.text[values[0][1].end : last.start]
    after = read(cleaned.text[last.end :], table)
    if (
        len({v for v, _ in values}) > 1
        and not read(between, table).corrections
        and not re.search(r"(?i)final|correct|revis|updat", between + str(last.data))
    ):
        return Answer(None, "ambiguous", "json")
    decided = [s for s in after.statements if not s.hedged]
    corrected = [s for s in decided if s.correction]
    if corrected and after.corrections:
        value = corrected[-1].sign > 0
    elif any(s.kind == "verdict" and s.concluding and (s.sign > 0) != value for s in decided):
        return Answer(None, "ambiguous", "json")
    return Answer(value, "parsed", "json", cleaned.span(last.start, last.end))


def _json_value(data: Any, table: Table, known: _Known) -> bool | str | None:
    """The verdict of a JSON answer, or a status, or ``None`` where it holds none.

    ``known`` gathers the verdicts of its parts, since those inside others are met more than once.
    """
    if isinstance(data, list):
        return _plain(data[0], table, known) if len(data) == 1 else None
    named = answer_of(data)
    if named is not None:
        return _plain(named[1], table, known)
    signs: list[tuple[float, bool]] = []
    for key, item in itertools.islice(fields(data), _FIELDS):
        if plain_key(str(key)) in ("confidence", "explanation", "reasoning", "rationale", "reason"):
            continue
        key_value = _decide(str(key).replace("_", " "), table)
        if key_value is None:
            continue
        if isinstance(item, float) and 0 <= item <= 1 and item != 0.5:
            signs.append((abs(item - 0.5), key_value == (item > 0.5)))
            continue
        value = _plain(item, table, known)
        if isinstance(value, bool):
            signs.append((1.0, key_value == value))
    if not signs:
        return "empty" if not data else None
    best = max(weight for weight, _ in signs)
    verdicts = {sign for weight, sign in signs if weight == best}
    return verdicts.pop() if len(verdicts) == 1 else "ambiguous"


def _plain(item: Any, table: Table, known: _Known) -> bool | str | None:
    if isinstance(item, bool):
        return item
    if isinstance(item, (int, float)):
        if 0 <= item <= 1 and item != 0.5:
            return item > 0.5
        return "ambiguous"
    if isinstance(item, list):
        return _plain(item[0], table, known) if len(item) == 1 else "ambiguous"
    if isinstance(item, dict):
        if id(item) not in known:
            known[id(item)] = item, _json_value(item, table, known)
        return known[id(item)][1]
    if item is None or not str(item).strip():
        return "empty"
    if str(item).strip(_STRIP).lower() in _UNKNOWN:
        return "refused"
    value = _decide(str(item), table)
    if value is not None:
        return value
    if refused(Cleaned(str(item), str(item))):
        return "refused"
    return "ambiguous"


def _decide(piece: str, table: Table) -> bool | None:
    """Verdict of a short piece of text."""
    bare = _BARE.get(piece.strip(_STRIP).lower())
    if bare is not None:
        return bare
    found = _weigh(read(piece, table))
    return found.sign > 0 if isinstance(found, Statement) else None


# -- answers in words ----------------------------------------------------------------------------


def _spoken(cleaned: Cleaned, table: Table) -> Answer:
    text = cleaned.text
    reading = read(text, table)
    corrected = any(s.correction and not s.hedged for s in reading.statements)
    if not corrected and (answer := _labelled(cleaned, reading, table)):
        return answer
    found = _weigh(reading)
    if isinstance(found, Statement):
        span = cleaned.span(*word_span(text, found.word, found.words))
        if (
            reading.declined
            and found.strength < 3
            and not found.contrasting
            and not found.leaning
            and (answer := refused(cleaned))
        ):
            return answer
        if found.strength < 3 and reading.plan_at > found.sentence and is_cut(text):
            return missing(cleaned)
        if found.strength < 3 and not found.pointed and reading.sentences > 1 and is_cut(text):
            return missing(cleaned)
        weak = found.kind == "generic" or found.strength < 2
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
        and mentions[-1].sentence >= reading.sentences - 1
        and (not is_cut(text) and not refused(cleaned))
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
    if not decided:
        return None
    value, piece = decided[0]
    announced = cleaned.text[max(0, piece.start - 40) : piece.start].rsplit("\n", 2)[-1]
    final = re.search(r"(?i)final|correct|revis|updat|overall|conclu", announced)
    lead = _leading(reading)
    if (any(other != value for other, _ in decided) and not final) or (
        lead and (lead.sign > 0) != value
    ):
        return Answer(None, "ambiguous", "opposite")
    return Answer(value, "parsed", piece.method, cleaned.span(piece.start, piece.end))


def _label_value(text: str, table: Table) -> bool | None:
    first = re.split(r"(?<=[.!?;])\s", text.strip(), maxsplit=1)[0]
    value = _decide(first, table)
    if value is None and (number := re.match(r"[\s|]*([01])\b(?![.,]\d|\s*%)", text)):
        value = number[1] == "1"
    return value


def _leading(reading: Reading) -> Statement | None:
    """A verdict word that opens the text."""
    first = reading.statements[0] if reading.statements else None
    if first and first.kind == "verdict" and first.strength == 3 and first.word <= reading.opening:
        return first
    return None


def _weigh(reading: Reading) -> Statement | str | None:
    """The statement that decides, ``ambiguous``, ``hedged``, or nothing."""
    statements = reading.statements
    if not statements:
        return None
    firm = [s for s in statements if not s.hedged]
    if not firm:
        return "hedged"
    corrected = [s for s in firm if s.correction]
    if corrected:
        last = max(s.correction for s in corrected)
        firm = [s for s in corrected if s.correction == last]
    lead = _leading(reading)
    if lead is not None and lead in firm:
        opposite = [
            s
            for s in firm
            if s.sign != lead.sign
            and s.strength >= 2
            and (s.kind == "verdict" or s.sentence != lead.sentence or s.concluding)
        ]
        return "ambiguous" if opposite else lead
    if statements[-1].hedged and statements[-1].concluding and max(s.strength for s in firm) < 3:
        return "hedged"
    if _contradicted(firm):
        return "ambiguous"
    best = _strongest(firm)
    if best[0].strength < 3 and reading.open_at >= best[-1].sentence and not best[-1].contrasting:
        return "hedged"
    if len({s.sign for s in best}) == 1:
        return best[-1]
    last_one = best[-1]
    if last_one.contrasting or (last_one.concluding and last_one.kind == "property"):
        return last_one
    if last_one.kind == "verdict" and all(
        s.kind == "property" and s.sentence == last_one.sentence
        for s in best
        if s.sign != last_one.sign
    ):
        return last_one  # "I rate the odds of a mark as small: no."
    if reading.sentences >= 4 and last_one.sentence >= reading.sentences - 1:
        return last_one
    return "ambiguous"


def _contradicted(statements: list[Statement]) -> bool:
    """Whether a short plain statement opens the text and its conclusion is the opposite."""
    first, last = statements[0], statements[-1]
    return (
        first.sentence == 0
        and first.strength == 2
        and first.pointed
        and first.sign != last.sign
        and last.strength == 3
        and first.word < 10
        and last.sentence > 0
        and not last.contrasting
    )


def _strongest(statements: list[Statement]) -> list[Statement]:
    top = max(s.strength for s in statements)
    return [s for s in statements if s.strength == top]
