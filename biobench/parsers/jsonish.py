"""A forgiving reader of JSON as models write it; nothing is ever evaluated.

Single quotes, bare keys, trailing commas, Python's True and None, comments and a missing end are
understood. Example: ``read("{'answer': Yes,", 0)`` gives ``({"answer": "Yes"}, 15, False)``: the data,
where it ends, and that its end is missing.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

_DEPTH = 12
_SPACE = re.compile(r"(?:\s+|//[^\n]*|#[^\n]*|/\*[^*]*\*/)*")
_STRING = {
    '"': re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL),
    "'": re.compile(r"'((?:[^'\\\n]|\\.|(?<=\w)'(?=\w))*)'"),
}
_WORD = re.compile(r"[^\s,:{}\[\]\"'][^,:{}\[\]\"'\n]*")
_KEY = re.compile(r"[^\s,:={}\[\]\"'][^,:={}\[\]\"'\n]*")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\Z")
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_CONSTANTS: dict[str, Any] = {
    "true": True,
    "false": False,
    "null": None,
    "none": None,
    "nan": None,
    "undefined": None,
}


class Read(NamedTuple):
    """What was read: the data, the offset behind it, and whether its end was there."""

    data: Any
    end: int
    complete: bool


class Unreadable(Exception):
    """From the offset it holds on this is no JSON, not even a forgiving kind."""


def read(text: str, start: int) -> Read | None:
    """Read one object or list that begins at ``text[start]``; ``None`` where there is none.

    Duplicate keys: the last one counts. A string or word that the text's end cuts off is left out,
    since nobody knows how it would have gone on.
    """
    try:
        return parse(text, start)
    except Unreadable:
        return None


def parse(text: str, start: int) -> Read:
    """:func:`read` for those who want to know how far it got: raises :class:`Unreadable`."""
    return _value(text, start, 0)


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _value(text: str, at: int, depth: int) -> Read:
    at = _skip(text, at)
    if at >= len(text) or depth > _DEPTH:
        raise Unreadable(at)
    char = text[at]
    if char == "{":
        return _object(text, at + 1, depth)
    if char == "[":
        return _list(text, at + 1, depth)
    if char in _STRING:
        return _string(text, at)
    match = _WORD.match(text, at)
    if not match:
        raise Unreadable(at)
    word = match[0].strip()
    if word.lower() in _CONSTANTS:
        return Read(_CONSTANTS[word.lower()], match.end(), True)
    if _NUMBER.match(word):
        return Read(_number(word), match.end(), True)
    if len(word) > 80 or match.end() >= len(text):
        raise Unreadable(match.end())
    return Read(word, match.end(), True)


def _number(word: str) -> int | float:
    if re.fullmatch(r"[+-]?\d{1,15}", word):
        return int(word)
    return float(word)


def _string(text: str, at: int) -> Read:
    match = _STRING[text[at]].match(text, at)
    if not match:
        return Read(None, len(text), False)
    return Read(_ESCAPE.sub(_unescape, match[1]), match.end(), True)


def _unescape(match: re.Match[str]) -> str:
    code = match[1]
    if len(code) == 5:
        return chr(int(code[1:], 16)) if not 0xD800 <= int(code[1:], 16) < 0xE000 else "?"
    return {"n": "\n", "t": "\t", "r": "\n", "b": " ", "f": " "}.get(code, code)


def _object(text: str, at: int, depth: int) -> Read:
    data: dict[str, Any] = {}
    while True:
        at = _skip(text, at)
        if at >= len(text):
            if not data:
                raise Unreadable(at)
            return Read(data, at, False)
        if text[at] == "}":
            return Read(data, at + 1, True)
        if text[at] == ",":
            at += 1
            continue
        key, at = _key(text, at)
        at = _skip(text, at)
        if at >= len(text):
            return Read(data, len(text), False)
        if text[at] not in ":=":
            raise Unreadable(at)
        at = _skip(text, at + 1)
        if at >= len(text):
            return Read(data, len(text), False)
        if at < len(text) and text[at] in ",}":
            data[key] = None
            continue
        try:
            item = _value(text, at, depth + 1)
        except Unreadable:
            if not data:
                raise
            return Read(data, len(text), False)
        if item.complete or isinstance(item.data, (dict, list)):
            data[key] = item.data
        at = item.end
        if not item.complete:
            return Read(data, at, False)


def _key(text: str, at: int) -> tuple[str, int]:
    if text[at] in _STRING:
        match = _STRING[text[at]].match(text, at)
        if not match:
            return "", len(text)
        return match[1].strip(), match.end()
    match = _KEY.match(text, at)
    if not match or len(match[0]) > 60:
        raise Unreadable(at)
    return match[0].strip(), match.end()


def _list(text: str, at: int, depth: int) -> Read:
    items: list[Any] = []
    while True:
        at = _skip(text, at)
        if at >= len(text):
            return Read(items, at, False)
        if text[at] == "]":
            return Read(items, at + 1, True)
        if text[at] == ",":
            at += 1
            continue
        item = _value(text, at, depth + 1)
        if item.complete or isinstance(item.data, (dict, list)):
            items.append(item.data)
        at = item.end
        if not item.complete:
            return Read(items, at, False)
