"""Several labels, or none: RNA modifications, EC numbers.

A JSON answer, a box or a tag comes first, then the sentence that concludes, then what the text
affirms. Example: "m6A can be excluded for lack of DRACH; that leaves m1A." gives ``["m1A"]``,
"This RNA is not modified." gives ``["none"]``.
"""

from __future__ import annotations

import re
from typing import Any

from biobench.parsers.affirming import closing
from biobench.parsers.anchors import find_boxed, find_tagged
from biobench.parsers.answer import Answer
from biobench.parsers.cues import Words, word_set
from biobench.parsers.labels import mentions
from biobench.parsers.mention import ASKED, Mention
from biobench.parsers.nothing import nothing_applies
from biobench.parsers.number import background, scalars
from biobench.parsers.settling import OR, choose, precise
from biobench.parsers.status import missing, refusal_at
from biobench.parsers.structured import ANSWER_KEYS, json_objects, plain_key
from biobench.parsers.text import clean
from biobench.spec import TaskSpec

_KEYS = frozenset(map(plain_key, ANSWER_KEYS))
_VAGUE = re.compile(
    r"\b(?:[a-z]+ase|modifi\w+|methylated|possible|hydrolytic|editing)\b", re.IGNORECASE
)
#: Whole answers that mean the empty set.
_NO = word_set(
    "no none nothing absent unmodified nein kein keine ninguna ninguno aucune non 无 無 没有 なし"
)
#: After a refusal it answers all the same.
_YET = re.compile(
    r"\b(?:but|however|nevertheless|still|best guess|that said|if i (?:had|have|must)|i(?:'d| would)"
    r"|answer|most likely|likely|therefore|hence|thus|prediction|result|conclusion)\b",
    re.IGNORECASE,
)
#: A paragraph that is about the case at hand.
_CLAIMS = re.compile(
    r"\b(?:this|the) (?:rna|sequence|enzyme|protein|transcript|ec|predicted|modifications?)\b"
    r"|\bpredicted\b|\b(?:it|here)(?:'s| is| carries| has)\b|\b(?:I(?:'d|'m)?|mine|my)\b",
    re.IGNORECASE,
)
_WRAPPING = " \t\n*`\"'-:([#>"


def parse(text: str | None, spec: TaskSpec, prompt: str | None = None) -> Answer:
    """Read a set of labels.

    Parameters
    ----------
    text : the model's text; ``None`` if the request failed.
    spec : labels with synonyms, or ``label_style`` ``ec``; ``none_label`` names the empty set.
    prompt : what the model was asked.

    Notes
    -----
    The value is a sorted list, ``[none_label]`` for the empty set. Labels that are denied, compared
    with or listed as options are left out; "m5U or Psi" is ``ambiguous``. A partial EC number is
    dropped where the same answer goes on to a more specific one.
    """
    if text is None:
        return Answer(None, "failed")
    cleaned = clean(text, prompt)
    body = ASKED.sub(":", cleaned.text) if "?" in cleaned.text else cleaned.text
    marked = _marked(body, spec)
    if marked is not None:
        labels, method, span = marked
        if labels:
            return Answer(sorted(set(labels)), "parsed", method, cleaned.span(*span))
    named = mentions(body, spec) or _bare(body, spec)
    if not named and spec.none_label and body.strip(_WRAPPING + ".!").lower() in _NO:
        return Answer([spec.none_label], "parsed", "none", cleaned.span(0, len(body)))
    words = Words(body)
    nothing = _nothing(words, spec, named)
    if (named or nothing) and not _declined(body, named, nothing):
        answer = choose(words, named, nothing, spec)
        if answer is not None:
            if answer.span is not None:
                answer = answer._replace(span=cleaned.span(*answer.span))
            if answer.parsed or missing(cleaned).status not in ("truncated", "refused", "empty"):
                return answer
    status = missing(cleaned, background=bool(named))
    if status.status == "undecided" and named:
        return Answer(None, "ambiguous", "unchosen")
    if (
        (status.status == "undecided" or status.method == "off_topic")
        and len(body) < 200
        and _VAGUE.search(body)
    ):
        return Answer(None, "ambiguous", "unspecific")
    return background(status, cleaned)


def _declined(body: str, named: list[Mention], nothing: tuple[int, int] | None) -> bool:
    """Whether the labels only illustrate a refusal."""
    first = min(
        [m.start for m in named if not m.denied] + ([nothing[0]] if nothing else []), default=0
    )
    lead = body[:first].strip(" \n\"'`*:-")
    if len(lead) < 12 or refusal_at(body[:first]) is None:
        return False
    places = [m.start for m in named if not m.denied] or [first]
    last = closing(body)
    if places[-1] >= last > 0 and refusal_at(body[last:]) is None:
        return len(body[last:].split()) > 20 and not _CLAIMS.search(body, last)
    return not any(_YET.search(body, max(0, at - 200), at) for at in places)


def _nothing(words: Words, spec: TaskSpec, named: list[Mention]) -> tuple[int, int] | None:
    """Where the text says that no label applies, if it does and the task knows that answer."""
    if spec.none_label is None:
        return None
    return nothing_applies(words, [(m.start, m.end) for m in named])


def _marked(body: str, spec: TaskSpec) -> tuple[list[str], str, tuple[int, int]] | None:
    """Labels of a box, a tag or JSON; an empty list if there is such a place without a label."""
    results: list[tuple[list[str], str, tuple[int, int]]] = []
    for piece in [*find_boxed(body), *find_tagged(body)]:
        results.append((_in_piece(piece.text, spec), piece.method, (piece.start, piece.end)))
    if not results:
        for found in json_objects(body):
            labels = _in_json(found.data, spec)
            if labels is not None:
                results.append((labels, "json", (found.start, found.end)))
    if not results:
        return None
    return next((r for r in reversed(results) if r[0]), results[-1])


def _in_piece(text: str, spec: TaskSpec) -> list[str]:
    named = precise([m for m in mentions(text, spec) if not m.denied])
    if not named:
        named = _bare(text, spec)
    if not named and spec.none_label and text.strip(" .!\"'`*\n").lower() in _NO:
        return [spec.none_label]
    if len(named) == 2 and OR.match(text[named[0].end : named[1].start]):
        return []
    if named:
        return [m.label for m in named]
    if spec.none_label and (_nothing(Words(text), spec, []) or not text.strip("[]() ")):
        return [spec.none_label] if text.strip() else []
    return []


def _bare(text: str, spec: TaskSpec) -> list[Mention]:
    """Labels in any case where the text is nothing but labels ("am, cm")."""
    folded = {label.lower(): label for label in spec.labels if label != spec.none_label}
    out = []
    if len(text) > 200:
        return []
    for match in re.finditer(r"[^\s,;/&|]+", text):
        word = match[0].strip("\"'`*()[].").lower()
        if word in ("and", ""):
            continue
        if word not in folded:
            return []
        out.append(Mention(folded[word], match.start(), match.end()))
    return out


def _in_json(data: Any, spec: TaskSpec) -> list[str] | None:
    if isinstance(data, list) and not data:
        return None
    pairs = scalars(data)
    verdicts = _verdicts(data, spec)
    if verdicts is not None:
        return verdicts
    answers = [
        v for k, v in pairs if plain_key(k) in _KEYS or plain_key(k.rpartition(" ")[2]) in _KEYS
    ]
    if not answers:
        answers = [
            v
            for k, v in pairs
            if re.search(r"modif|label|ec\b|enzyme|number|class|predict|answer", k, re.I)
        ]
    if not answers:
        answers = [
            v
            for k, v in pairs
            if not re.search(r"reason|explan|comment|note|justif|evidence|analysis", k, re.I)
        ]
    if not answers and _is_empty_list(data) and spec.none_label:
        return [spec.none_label]
    out: list[str] = []
    for value in answers:
        out += [label for label in _in_piece(str(value), spec) if label not in out]
    if spec.none_label in out and len(out) > 1:
        out.remove(spec.none_label)
    return out


def _is_empty_list(data: Any) -> bool:
    return isinstance(data, dict) and any(v == [] for v in data.values())


def _verdicts(data: Any, spec: TaskSpec) -> list[str] | None:
    """Labels of ``{"m6A": true, "m5C": false}``; ``None`` if the keys are no labels."""
    if not isinstance(data, dict):
        return None
    inner = data
    for value in data.values():
        if isinstance(value, dict) and len(value) > 1:
            inner = value
    out, known = [], 0
    for key, value in inner.items():
        named = mentions(str(key), spec) or _bare(str(key), spec)
        if len(named) != 1 or isinstance(value, (dict, list)):
            continue
        known += 1
        if (
            value is True
            or value == 1
            or str(value).strip().lower() in ("yes", "present", "true", "1", "positive")
        ):
            out.append(named[0].label)
    if known < 2 or known < len(inner) / 2:
        return None
    return out or ([spec.none_label] if spec.none_label else None)
