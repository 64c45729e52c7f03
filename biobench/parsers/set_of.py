"""Several labels, or none: RNA modifications, EC numbers.

A JSON answer, a box or a tag comes first, then the sentence that concludes, then what the text
affirms. Example: "Psi needs a U, so I settle on Am." gives ``["Am"]``, ``{"Am": 0.9, "Cm": 0.1}``
does so too, "This RNA is not modified." gives ``["none"]``.
"""

from __future__ import annotations

import itertools
import re
from operator import itemgetter
from typing import Any, NamedTuple

from biobench.parsers.affirming import WRAPPING, closing
from biobench.parsers.anchors import find_boxed, find_tagged
from biobench.parsers.answer import Answer
from biobench.parsers.cues import TAKEN_BACK, Words, word_set
from biobench.parsers.given import BARE, STRIP
from biobench.parsers.labels import mentions
from biobench.parsers.mention import ASKED, Mention
from biobench.parsers.nothing import nothing_applies
from biobench.parsers.number import background
from biobench.parsers.ratings import FINAL, check_boxes, explains, ratings
from biobench.parsers.settling import OR, choose, precise
from biobench.parsers.status import missing, refusal_at
from biobench.parsers.structured import ANSWER_KEYS, Found, json_objects, plain_key
from biobench.parsers.text import Cleaned, clean
from biobench.spec import TaskSpec

#: Fields that hold an answer, to their rank; others rank behind them.
_RANK = {plain_key(key): rank for rank, key in enumerate(ANSWER_KEYS)}
_LAST_RANK = len(ANSWER_KEYS)
_ABOUT_LABELS = re.compile(r"modif|label|ec\b|enzyme|number|class|predict|answer", re.IGNORECASE)
_VAGUE = re.compile(
    r"\b(?:[a-z]+ase|modifi\w+|methylated|possible|hydrolytic|editing)\b", re.IGNORECASE
)
#: Whole answers that mean the empty set, beside a plain no.
_NOTHING = word_set("nothing unmodified kein keine ninguna ninguno aucune 无 無 没有 なし")
_NO_ITEMS = re.compile(r"(?:[^\n:=\[]{0,40}[:=])?\s*\[\s*\]\s*\.?")
#: Between two answers given as data both of which count.
_AND = re.compile(r"[^\w,&+]*(?:[,&+]|and\b)\W*(?:and\W*)?")
_WORD = re.compile(r"\w")
_MARKUP = re.compile(r"</?\w{1,20}>|\bboxed\b")
#: A sentence begins, perhaps with a word before the one that takes back.
_SENTENCE = re.compile(r"(?:\A|[.;!?\n>})—])[\s*}$)]*(?=\w)")
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


class _Marked(NamedTuple):
    """The labels of an answer given as data, and where it stands."""

    labels: list[str]
    method: str
    start: int
    end: int


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
    marked, body = _marked(body, spec)
    if marked is not None and not _WORD.search(body):
        return _placed(marked, cleaned)
    named = mentions(body, spec) or _bare(body, spec)
    if not named and spec.none_label and _is_no(body):
        return Answer([spec.none_label], "parsed", "none", cleaned.span(0, len(body)))
    words = Words(body)
    nothing = _nothing(words, spec, named)
    if (named or nothing) and not _declined(body, named, nothing):
        answer = choose(words, named, nothing, spec)
        if answer is not None:
            answer = _placed(answer, cleaned)
            if answer.parsed or missing(cleaned).status not in ("truncated", "refused", "empty"):
                return answer
    if marked is not None:
        return _placed(marked, cleaned)
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


def _placed(answer: Answer, cleaned: Cleaned) -> Answer:
    """The same answer with its place in the model's text."""
    return answer._replace(span=answer.span and cleaned.span(*answer.span))


# -- answers given as data ---------------------------------------------------------------------


def _marked(body: str, spec: TaskSpec) -> tuple[Answer | None, str]:
    """What a form, boxes, tags or JSON say, and what else there is to read if they give no labels."""
    if _NO_ITEMS.fullmatch(body.strip(" \t\n`*")):
        empty = Answer([spec.none_label], "parsed", "json", (0, len(body)))
        return (empty if spec.none_label else Answer(None, "empty", "json")), ""
    found = _ticked(body, spec) or [
        _Marked(labels, piece.method, piece.start, piece.end)
        for piece in [*find_boxed(body), *find_tagged(body)]
        if (labels := _in_piece(piece.text, spec))
    ]
    problem = None
    if not found and (form := _open_boxes(body, spec)):
        return Answer(None, "ambiguous", "form", form), " " * form[1] + body[form[1] :]
    for place in [] if found else json_objects(body):
        span = (place.start, place.end)
        if labels := _in_json(place.data, spec):
            found.append(_Marked(labels, "json", *span))
        elif isinstance(place.data, dict) and place.complete:
            problem = Answer(None, _why_none(place, body), "json", span)
            body = body[: span[0]] + " " * (span[1] - span[0]) + body[span[1] :]
    return (_last(found, body, spec), "") if found else (problem, body)


def _last(found: list[_Marked], body: str, spec: TaskSpec) -> Answer:
    """The last of several answers given as data; opposite ones need a word such as "final"."""
    last = found[-1]
    span = (last.start, last.end)
    if later := _corrected(body, last.end, spec):
        return later
    labels = set(last.labels)
    for one, two in zip(found[-2::-1], found[:0:-1], strict=True):
        gap = body[one.end : two.start]
        if FINAL.search(body, one.end, two.end) or TAKEN_BACK.find(gap):
            break
        if _AND.fullmatch(_MARKUP.sub(" ", gap)):
            labels.update(one.labels)
        elif set(one.labels) != set(two.labels):
            return Answer(None, "ambiguous", last.method, span)
    return Answer(sorted(labels), "parsed", last.method, span)


def _corrected(body: str, start: int, spec: TaskSpec) -> Answer | None:
    """What an explicit correction behind an answer given as data says."""
    for sentence in _SENTENCE.finditer(body[start:]):
        at = start + sentence.end()
        if TAKEN_BACK.find(body, at, at + 16):
            text = body[at:]
            named, words = mentions(text, spec), Words(text)
            nothing = _nothing(words, spec, named)
            answer = choose(words, named, nothing, spec) if named or nothing else None
            if answer is None or not answer.parsed or answer.span is None:
                return None
            return answer._replace(span=(answer.span[0] + at, answer.span[1] + at))
    return None


def _ticked(body: str, spec: TaskSpec) -> list[_Marked]:
    """The labels of a form whose boxes are ticked."""
    boxes = check_boxes(body)
    labels = [label for box in boxes if box.ticked for label in _in_piece(box.text, spec)]
    return [_Marked(labels, "form", boxes[0].start, boxes[-1].end)] if labels else []


def _open_boxes(body: str, spec: TaskSpec) -> tuple[int, int] | None:
    """Where a form stands that nobody has filled in."""
    boxes = [box for box in check_boxes(body) if mentions(box.text, spec)]
    return (boxes[0].start, boxes[-1].end) if len(boxes) > 1 else None


def _why_none(place: Found, body: str) -> str:
    """Why a JSON object gives no labels."""
    if refusal_at(body[place.start : place.end]) is not None:
        return "refused"
    return "empty" if _is_blank(place.data) else "ambiguous"


def _is_blank(data: Any) -> bool:
    """Whether nothing is filled in but explanations."""
    if isinstance(data, dict):
        return all(_is_blank(value) for key, value in data.items() if not explains(key))
    return data is None or data == [] or (isinstance(data, str) and not data.strip())


def _in_piece(text: str, spec: TaskSpec) -> list[str]:
    if text.lstrip()[:1] in ("{", "[") and (inside := json_objects(text)):
        return _in_json(inside[-1].data, spec)
    named = precise([m for m in mentions(text, spec) if not m.denied])
    if not named:
        named = _bare(text, spec)
    if not named and spec.none_label and _is_no(text):
        return [spec.none_label]
    if len(named) == 2 and OR.match(text[named[0].end : named[1].start]):
        return []
    if named:
        return [m.label for m in named]
    if spec.none_label and (_nothing(Words(text), spec, []) or not text.strip("[]() ")):
        return [spec.none_label] if text.strip() else []
    return []


def _is_no(text: str) -> bool:
    """Whether a whole answer means the empty set."""
    word = text.strip(WRAPPING + STRIP).lower()
    return word in _NOTHING or BARE.get(word) is False


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


def _in_json(data: Any, spec: TaskSpec) -> list[str]:
    """The labels of a JSON answer: its answer field, else what it says of each label, else its texts."""
    if isinstance(data, (str, int, float)):
        return [] if isinstance(data, bool) else _in_piece(str(data), spec)
    rated = ratings(data, lambda name: _label(name, spec))
    if isinstance(data, list):
        return (
            _affirmed(rated, spec) if rated else _union([(_LAST_RANK, v) for v in data[:50]], spec)
        )
    if not isinstance(data, dict):
        return []
    fields = [(_rank(str(k), v), v) for k, v in data.items() if not explains(k)]
    ordered = sorted(fields, key=itemgetter(0))
    for rank, group in itertools.groupby(ordered, key=itemgetter(0)):
        if rated and rank >= _LAST_RANK:
            return _affirmed(rated, spec)
        if labels := _union(list(group), spec):
            return labels
    return []


def _rank(key: str, value: Any) -> int:
    """Which fields count before others; those of one rank count together."""
    if _ABOUT_LABELS.search(key):
        return _RANK.get(plain_key(key), _LAST_RANK)
    return _RANK.get(plain_key(key), _LAST_RANK + (1 if isinstance(value, (dict, list)) else 2))


def _union(items: list[tuple[int, Any]], spec: TaskSpec) -> list[str]:
    """The labels of several values; an empty list is the empty set where a field is about labels."""
    out: list[str] = []
    for rank, value in items:
        if value == [] and spec.none_label and rank <= _LAST_RANK:
            out.append(spec.none_label)
        else:
            out += [label for label in _in_json(value, spec) if label not in out]
    return [label for label in out if label != spec.none_label] or out


def _label(name: str, spec: TaskSpec) -> str | None:
    """The one label that a key or a name stands for."""
    if name == spec.none_label:
        return name
    named = {m.label for m in mentions(name, spec) or _bare(name, spec)}
    return named.pop() if len(named) == 1 else None


def _affirmed(rated: dict[str, float], spec: TaskSpec) -> list[str]:
    """The labels that are more likely than not, or the likeliest of a distribution."""
    top = max(rated.values())
    out = [label for label, value in rated.items() if value >= 0.5]
    if not out and 0.95 < sum(rated.values()) < 1.05:
        out = [label for label, value in rated.items() if value == top]
    if not out and spec.none_label and len(rated) > 1 and top < 0.3:
        return [spec.none_label]
    return [label for label in out if label != spec.none_label] or out
