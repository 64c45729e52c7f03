r"""Places where a text says: here is my answer.

``Answer: x`` lines, "the final answer is x", ``\boxed{x}``, ``<answer>x</answer>`` and rows of a table.
Example: in ``"TATA box: weak.\n**Final answer:** no"`` one anchor is found, with the
piece ``"no"``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple


class Piece(NamedTuple):
    """A piece of the cleaned text that states an answer.

    Attributes
    ----------
    text : the piece, without the words that announce it.
    start, end : where it stands in the cleaned text.
    method : ``boxed``, ``tag``, ``label`` (``Answer:``) or ``phrase`` ("the answer is").
    """

    text: str
    start: int
    end: int
    method: str


_BOXED = re.compile(r"\\?\b(?:boxed|fbox)\s?\{((?:[^{}]|\{[^{}]*\})*)(?:\}|\Z)")
_LATEX = re.compile(
    r"\\?\b(?:text|textbf|textit|mathrm|mathbf|mathit|rm|bf|emph|operatorname)\s?\{([^{}]*)\}?"
)
_TAG = re.compile(
    r"<(answer|final_?answer|prediction|label|result|verdict|solution|output|response)>"
    r"([^<]*)(?:<|\Z)",
    re.IGNORECASE,
)
_NAME = (
    r"(?:(?:my|the|your|our|so|thus|therefore|hence|and|in short)[,:]?[ \t]){0,2}"
    r"(?:(?:final|short|direct|correct|overall|predicted|binary|most likely|best|model|final predicted"
    r"|corrected|revised|updated|estimated)[ \t_-]){0,2}"
    r"(?:answer|prediction|conclusion|verdict|decision|classification|result|label|output|response|call"
    r"|class|category|assessment|determination|judge?ment|outcome|ans|value|estimate|score|final)"
)
_LABEL = re.compile(
    rf"(?:^|[.!?;|\n]|—)[ \t>|\-\d.)(\[\"']{{0,8}}(?=[a-z])({_NAME})[ \t\])\"']{{0,3}}"
    r"(?:\([^()\n]{0,60}\)[ \t]?)?(?:[:|=]|[ \t]-[ \t])[ \t|=>:]*(?:\n[ \t\n>|\-]{0,6})?([^\n]*)",
    re.IGNORECASE,
)
_PHRASE = re.compile(
    r"\b(?:(?:final|correct|short|best|direct|my|overall|the)[ \t]){1,2}"
    r"(?:answer|prediction|verdict|conclusion|classification|response|label|call|result|decision)"
    r"(?:[ \t](?:to (?:the|your|this) question|here|for this [\w ]{2,30}))?"
    r"[ \t](?:is|would be|should be|must be|will be|becomes|remains|=)(?: that)?[ \t:]+"
    r"([^\n.!?]*(?:\.\d[^\n.!?]*)*)",
    re.IGNORECASE,
)


#: Boxes, tags, labels or phrases of one text that are read: the first and the last ones.
MOST = 60

#: Looked for before the pattern is tried, since most texts have none of them.
_PHRASE_NAMES = (
    "nswer",
    "rediction",
    "erdict",
    "onclusion",
    "lassification",
    "esponse",
    "abel",
    "call",
    "esult",
    "ecision",
)


def strip_latex(text: str) -> str:
    r"""``\text{Yes}`` to ``Yes``; dollar signs and spacing commands go too."""
    if "{" in text or "\\" in text or "$" in text:
        text = _LATEX.sub(r"\1", text)
        text = re.sub(r"\\(?:[,;! ]|quad\b|left\b|right\b)|\$", " ", text)
    return text


def find_boxed(text: str) -> list[Piece]:
    r"""Contents of ``\boxed{...}``, in order; an unclosed one reaches to the end."""
    if "boxed" not in text and "fbox" not in text:
        return []
    return [
        Piece(strip_latex(m[1]).strip(), m.start(1), m.end(1), "boxed")
        for m in _some(_BOXED.finditer(text))
    ]


def find_tagged(text: str) -> list[Piece]:
    """Contents of ``<answer>...</answer>`` and its kin, in order."""
    if "<" not in text:
        return []
    return [Piece(m[2].strip(), m.start(2), m.end(2), "tag") for m in _some(_TAG.finditer(text))]


def _some(matches: Iterable[re.Match[str]]) -> list[re.Match[str]]:
    """Matches, without the middle ones where there are too many."""
    found = list(matches)
    return found if len(found) <= MOST else found[: MOST // 4] + found[-(MOST - MOST // 4) :]


def find_labelled(text: str) -> list[Piece]:
    """What follows ``Answer:``, ``Final answer =``, ``| Prediction |`` and so on, up to the line's end.

    The name must open its line, sentence or table cell; a value on the next line is taken too.
    """
    if ":" not in text and "|" not in text and "=" not in text and " - " not in text:
        return []
    return [Piece(m[2], m.start(2), m.end(2), "label") for m in _some(_LABEL.finditer(text))]


def find_phrases(text: str) -> list[Piece]:
    """What follows "the (final) answer is", up to the line's end."""
    if not any(name in text for name in _PHRASE_NAMES):
        return []
    return [Piece(m[1], m.start(1), m.end(1), "phrase") for m in _some(_PHRASE.finditer(text))]
