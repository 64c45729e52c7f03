"""Answers given as data: JSON in every way models write it, boxes, tags and labelled lines.

:func:`json_objects` finds the JSON, :func:`answer_of` the field that holds the answer, and
:func:`pieces` the text marked as the answer. Example: in ``Sure: {'classification': {'answer': 'Yes'},}``
there is one object, and ``answer_of`` gives ``("answer", "Yes")``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from biobench.parsers import jsonish
from biobench.parsers.anchors import Piece, find_boxed, find_labelled, find_phrases, find_tagged

#: Keys that hold an answer, the more decisive first.
ANSWER_KEYS = (
    "final_answer",
    "answer",
    "prediction",
    "predicted_label",
    "predicted_class",
    "predicted",
    "verdict",
    "conclusion",
    "decision",
    "classification",
    "label",
    "class",
    "category",
    "result",
    "output",
    "response",
    "value",
    "type",
    "family",
    "answers",
    "predictions",
    "labels",
    "ans",
    "prediction_label",
    "assessment",
    "outcome",
    "call",
)
_RANK = {key.replace("_", ""): rank for rank, key in enumerate(ANSWER_KEYS)}
_OPEN = re.compile(r"\{|\[(?=\s*[\"'{\[\d.+-])")
_EXAMPLE = re.compile(r"(?i)(?:such as|for example|e\.g\.),?[:\s]*\Z")
#: Attempts at reading JSON in one text, and how many characters may be read in vain in all of them:
#: each brace of an adversarial text costs one attempt, which may fail at its end.
_ATTEMPTS, _IN_VAIN = 40, 50_000


class Found(NamedTuple):
    """A JSON object or list in the cleaned text: its data, where it stands, whether it is complete."""

    data: Any
    start: int
    end: int
    complete: bool


def json_objects(text: str, lists: bool = True) -> list[Found]:
    """Every outermost JSON object (and list, if wanted) of a text, in order.

    A brace that opens no JSON is passed over. Empty objects are reported: they are an empty answer.
    """
    if "{" not in text and (not lists or "[" not in text):
        return []
    found: list[Found] = []
    at = attempts = in_vain = 0
    while attempts < _ATTEMPTS and in_vain < _IN_VAIN and (match := _OPEN.search(text, at)):
        attempts += 1
        at = match.end()
        if (match[0] == "[" and not lists) or _EXAMPLE.search(text[max(0, at - 24) : at - 1]):
            continue
        try:
            result = jsonish.parse(text, match.start())
        except jsonish.Unreadable as stopped:
            in_vain += stopped.args[0] - at
            continue
        found.append(Found(result.data, match.start(), result.end, result.complete))
        at = result.end
    return found


def fields(data: Any, depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Every key and value of nested data, outermost first; a list's items come under its own key.

    A text value that is itself JSON is opened.
    """
    if depth > 6:
        return
    if isinstance(data, str) and data.lstrip()[:1] in ("{", "["):
        data = _opened(data)
    if isinstance(data, dict):
        yield from data.items()
        for value in data.values():
            if isinstance(value, (dict, list)) or (isinstance(value, str) and "{" in value):
                yield from fields(value, depth + 1)
    elif isinstance(data, list):
        for item in data:
            if isinstance(item, (dict, list)):
                yield from fields(item, depth + 1)


@functools.lru_cache(maxsize=64)
def _opened(text: str) -> Any:
    """The data of a text that is JSON; the text where it is none. Walks meet the same texts again."""
    inner = jsonish.read(text, len(text) - len(text.lstrip()))
    return inner.data if inner else text


def plain_key(key: str) -> str:
    """``Final Answer`` and ``final-answer`` to ``finalanswer``."""
    return re.sub(r"[\W_]+", "", key).lower()


def is_answer_key(key: str) -> bool:
    """Whether a field of this name holds an answer."""
    return plain_key(key) in _RANK


def answer_of(data: Any) -> tuple[str, Any] | None:
    """Key and value of the field that holds the answer; ``None`` if no key names one.

    A field whose value is a mapping that itself has an answer field gives that one.
    """
    best: tuple[int, str, Any] | None = None
    for key, value in fields(data):
        rank = _RANK.get(plain_key(str(key)))
        if rank is None:
            continue
        if isinstance(value, str) and value.lstrip()[:1] == "{":
            value = _opened(value)
        if isinstance(value, dict) and any(plain_key(str(k)) in _RANK for k, _ in fields(value)):
            continue
        if best is None or rank < best[0]:
            best = (rank, str(key), value)
    return best and best[1:]


def pieces(text: str) -> list[Piece]:
    """Text marked as the answer, the most binding kind first, within a kind the last one first.

    Order: boxes, tags, labelled lines and phrases together (by position). A label that is followed
    by nothing gives an empty piece: an empty answer field.
    """
    boxed, tagged = find_boxed(text), find_tagged(text)
    spoken = sorted(find_labelled(text) + find_phrases(text), key=lambda piece: piece.start)
    return boxed[::-1] + tagged[::-1] + spoken[::-1]
