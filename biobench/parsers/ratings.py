"""What an answer given as data says of each label: yes or no, a degree, a likelihood, a ticked box.

:func:`ratings` reads ``{"m6A": "Yes.", "m5C": "3%"}`` as 1.0 and 0.03, and lists of named items alike.
Example: of ``[X] tRNA`` and ``[ ] miRNA`` :func:`check_boxes` gives a ticked and an open box.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

from biobench.parsers.cues import word_set
from biobench.parsers.given import BARE, STRIP
from biobench.parsers.structured import plain_key

Label = TypeVar("Label")

#: A degree that commits to nothing.
OPEN = 0.45
_DEGREES: Mapping[str, float] = {
    **dict.fromkeys(
        word_set("detected predicted found expected applies applicable selected checked modified"),
        1.0,
    ),
    **dict.fromkeys(word_set("likely probable probably high strong"), 0.9),
    **dict.fromkeys(
        word_set("possible possibly maybe perhaps uncertain unsure medium moderate borderline"),
        OPEN,
    ),
    **dict.fromkeys(word_set("unlikely improbable low weak"), 0.1),
    **dict.fromkeys(word_set("undetected unmodified lacking missing excluded"), 0.0),
    **{word: float(yes) for word, yes in BARE.items() if len(word) > 1 and word.isalpha()},
}
_EMPHASIS = word_set("very highly quite most extremely rather fairly")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\s*([+-]?(?:\d{1,9}(?:\.\d{0,12})?|\.\d{1,12}))\s*(%?)\s*\Z")
_EXPLAINS = re.compile(
    r"reason|rational|explan|comment|note|justif|evidence|analysis", re.IGNORECASE
)
_LIKELIHOOD = re.compile(r"prob|scor|conf|likel|chance|percent|value|weight", re.IGNORECASE)
#: A word that lets the last of several answers count.
FINAL = re.compile(r"final|correct|revis|updat", re.IGNORECASE)
#: Fields of an answer, and items of a list, that are looked at.
_MOST = 200
_BOX = re.compile(
    r"(?:\[(?P<sign>[ xX✓✔]?)\](?!\()|(?P<ticked>[☑☒])|☐)[ \t]{0,3}(?P<text>[^\n\[☐☑☒]{1,80})"
)


class Box(NamedTuple):
    """A check box: whether it is ticked, what stands behind it, and where it begins and ends."""

    ticked: bool
    text: str
    start: int
    end: int


def check_boxes(text: str) -> list[Box]:
    """The boxes of a form, in order, each with the text up to the next one or the line's end."""
    if "]" not in text and not any(box in text for box in "☐☑☒"):
        return []
    return [
        Box(bool(m["ticked"] or (m["sign"] or "").strip()), m["text"], m.start(), m.end())
        for m in _BOX.finditer(text)
    ]


def explains(key: object) -> bool:
    """Whether a field of this name only explains an answer."""
    return _EXPLAINS.search(str(key)) is not None


def degree(value: Any) -> float | None:
    """How far a value affirms: 1 for a yes, 0 for a no, numbers as they are; ``None`` for others."""
    if isinstance(value, (bool, int, float)):
        return float(value)
    if not isinstance(value, str):
        return None
    if number := _NUMBER.match(value):
        return float(number[1]) / (100 if number[2] else 1)
    bare = BARE.get(value.strip(STRIP).lower())
    if bare is not None:
        return float(bare)
    words = [w for w in _WORD.findall(value[:80].lower()) if w not in _EMPHASIS]
    if words[:1] == ["not"]:
        said = _DEGREES.get(words[1]) if len(words) > 1 else None
        return said if said is None or said == OPEN else 1 - said
    return _DEGREES.get(words[0]) if words else None


def ratings(data: Any, label_of: Callable[[str], Label | None]) -> dict[Label, float] | None:
    """How far a mapping or a list of items affirms each label; ``None`` where it is about other things.

    Parameters
    ----------
    data : labels to verdicts, or items such as ``{"name": "m6A", "present": true}``.
    label_of : the label that a key or name stands for.

    Notes
    -----
    Only labels whose verdict is understood are given. Numbers are percent where one lies above 1 and
    none above 100.
    """
    if isinstance(data, dict):
        pairs = [(label_of(str(k)), v) for k, v in list(data.items())[:_MOST] if not explains(k)]
    elif isinstance(data, list) and all(isinstance(item, dict) for item in data[:_MOST]):
        pairs = [_named(item, label_of) for item in data[:_MOST]]
    else:
        return None
    said = {
        label: rated
        for label, value in pairs
        if label is not None and (rated := _rating(value)) is not None
    }
    if not said or len(said) < len(pairs) / 2:
        return None
    if max(said.values()) > 1 and all(0 <= value <= 100 for value in said.values()):
        return {label: value / 100 for label, value in said.items()}
    return said


def _named(
    item: dict[str, Any], label_of: Callable[[str], Label | None]
) -> tuple[Label | None, Any]:
    """The label of an item, and its other fields."""
    for key, value in item.items():
        if isinstance(value, str) and not explains(key) and (label := label_of(value)) is not None:
            return label, {k: v for k, v in item.items() if k != key}
    return None, None


def _rating(value: Any) -> float | None:
    """The degree of a value, or of the field that holds the verdict: a yes before a likelihood."""
    if not isinstance(value, dict):
        return degree(value)
    verdicts, likelihoods = [], []
    for key, item in list(value.items())[:_MOST]:
        said = None if explains(key) else degree(item)
        if said is None:
            continue
        if _LIKELIHOOD.search(plain_key(str(key))) and not isinstance(item, bool):
            likelihoods.append(said)
        elif isinstance(item, (bool, str)) or said in (0, 1):
            verdicts.append(said)
    return next(iter(verdicts + likelihoods), None)
