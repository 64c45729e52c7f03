"""Verdicts given as data: JSON in all its forms, boxes and tags, and bare words.

Example: ``{"core_promoter_present": "Yes", "TATA_present": "No"}`` is a yes for a task whose property is
"core promoter": the key that names the property counts, not the one that names a feature.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from typing import Any

from biobench.parsers.answer import Answer
from biobench.parsers.clauses import Statement, read
from biobench.parsers.decision import weigh
from biobench.parsers.grammar import word_set
from biobench.parsers.lexicon import Table
from biobench.parsers.status import refused
from biobench.parsers.structured import (
    Found,
    answer_of,
    fields,
    is_answer_key,
    json_objects,
    pieces,
    plain_key,
)
from biobench.parsers.text import Cleaned

BARE: Mapping[str, bool] = {
    **dict.fromkeys(
        word_set(
            "yes y yeah yep yup true t 1 1.0 positive pos affirmative correct present ✓ ✔ ✅ + ja sí si"
            " oui да löslich 예 네 是 是的 有 对 存在 阳性 会 能 可以 可溶 はい あります"
        ),
        True,
    ),
    **dict.fromkeys(
        word_set(
            "no n nope nah false f 0 0.0 negative neg none absent incorrect ✗ ✘ ❌ × -"
            " nein non нет unlöslich"
            " 아니요 否 不 不是 没有 无 不存在 阴性 不会 不能 不可以 不溶 いいえ ありません"
        ),
        False,
    ),
}
UNKNOWN = frozenset(
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
#: Parts of an answer by their identity, each with its verdict; that keeps them alive.
_Known = dict[int, tuple[Any, bool | str | None]]
#: Fields of an answer that are looked at; no answer has more.
_FIELDS = 200
STRIP = " \t\n.!,;:*\"'`()[]{}_|"


def structured(cleaned: Cleaned, table: Table) -> Answer | None:
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
            value = decide(piece.text, table)
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
    elif any((s.sign > 0) != value and _outright(s) for s in decided):
        return Answer(None, "ambiguous", "json")
    return Answer(value, "parsed", "json", cleaned.span(last.start, last.end))


def _outright(s: Statement) -> bool:
    """Whether a text behind the JSON says it outright: "... so no." or "They do interact."."""
    if s.kind == "verdict":
        return s.concluding
    plain = not (s.conceding or s.contrasting)
    return s.kind == "property" and s.sentence == 0 and s.strength >= 2 and s.last and plain


def _json_value(data: Any, table: Table, known: _Known) -> bool | str | None:
    """The verdict of a JSON answer, or a status, or ``None`` where it holds none.

    ``known`` gathers the verdicts of its parts, since those inside others are met more than once.
    """
    if isinstance(data, list):
        return _plain(data[0], table, known) if len(data) == 1 else None
    named = answer_of(data)
    if named is not None:
        value = _plain(named[1], table, known)
        return "ambiguous" if _disputed(data, value, table, known) else value
    signs: list[tuple[float, bool]] = []
    for key, item in itertools.islice(fields(data), _FIELDS):
        if plain_key(str(key)) in ("confidence", "explanation", "reasoning", "rationale", "reason"):
            continue
        found = weigh(read(str(key).replace("_", " "), table))
        if not isinstance(found, Statement):
            continue
        names = found.kind == "property"  # "core promoter present", not "TATA present"
        if isinstance(item, float) and 0 <= item <= 1 and item != 0.5:
            signs.append((names + abs(item - 0.5), (found.sign > 0) == (item > 0.5)))
            continue
        value = _plain(item, table, known)
        if isinstance(value, bool):
            signs.append((names + 1.0, (found.sign > 0) == value))
    if not signs:
        return "empty" if not data else None
    best = max(weight for weight, _ in signs)
    verdicts = {sign for weight, sign in signs if weight == best}
    return verdicts.pop() if len(verdicts) == 1 else "ambiguous"


def _disputed(data: Any, value: bool | str | None, table: Table, known: _Known) -> bool:
    """Whether another field that holds an answer says the opposite."""
    others = (
        item
        for key, item in itertools.islice(fields(data), _FIELDS)
        if is_answer_key(str(key)) and isinstance(item, (str, bool))
    )
    return isinstance(value, bool) and any(
        _plain(item, table, known) is (not value) for item in others
    )


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
    if str(item).strip(STRIP).lower() in UNKNOWN:
        return "refused"
    value = decide(str(item), table)
    if value is not None:
        return value
    if refused(Cleaned(str(item), str(item))):
        return "refused"
    return "ambiguous"


def decide(piece: str, table: Table) -> bool | None:
    """Verdict of a short piece of text."""
    bare = BARE.get(piece.strip(STRIP).lower())
    if bare is not None:
        return bare
    found = weigh(read(piece, table))
    return found.sign > 0 if isinstance(found, Statement) else None
