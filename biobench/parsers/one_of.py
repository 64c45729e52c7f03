"""One class of several, such as the family of a non-coding RNA.

Labels, their synonyms and the ways to write them are looked up; classes that a text rejects, lists
or merely compares with do not count. Example: ``"No C/D box, hence not a snoRNA; the cloverleaf makes
it a tRNA."`` gives ``"tRNA"``.
"""

from __future__ import annotations

import itertools
import re
from typing import Any, NamedTuple

from biobench.parsers.anchors import MOST, Piece
from biobench.parsers.answer import Answer
from biobench.parsers.choice import Named, Scene, decide, read_names
from biobench.parsers.cues import TAKEN_BACK
from biobench.parsers.given import STRIP, UNKNOWN
from biobench.parsers.naming import ClassNames, key_of, misspelt, names_of
from biobench.parsers.ratings import FINAL, check_boxes, ratings
from biobench.parsers.status import is_cut, missing, refused
from biobench.parsers.structured import Found, answer_of, fields, json_objects, pieces
from biobench.parsers.text import Cleaned, clean, spaced_out
from biobench.spec import TaskSpec

#: Fields of an answer given as data, and items of its list, that are looked at.
_FIELDS = 200
#: Answers without a class, beside those of every task.
_NO_CLASS = frozenset(("none", "unclassified", "other"))
_STOP = re.compile(r"[.!?](?=\s)")


class _Given(NamedTuple):
    """The number of a class that an answer given as data names, and where it stands."""

    value: int
    method: str
    start: int
    end: int


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
    if answer := _ticked(cleaned, names):
        return answer
    objects = json_objects(text, lists=text.lstrip()[:1] == "[")
    problem: Answer | None = None
    given: list[_Given] = []
    for found in objects:
        value = _json_value(found, names)
        if isinstance(value, int):
            given.append(_Given(value, "json", found.start, found.end))
        elif value:
            problem = problem or Answer(None, value, "json", cleaned.span(found.start, found.end))
    if given:
        return _last(given, cleaned, names)
    if problem and (problem.status != "empty" or len(cleaned.text) < objects[-1].end + 20):
        return problem
    for _, group in itertools.groupby(pieces(text), key=_kind):
        for piece in itertools.islice(group, MOST):
            value = _piece_value(piece, names)
            if isinstance(value, int):
                given.append(_Given(value, piece.method, piece.start, piece.end))
            elif value == "ambiguous" and piece.method in ("boxed", "tag") and not given:
                return Answer(None, "ambiguous", piece.method, cleaned.span(piece.start, piece.end))
        if given:
            return _last(given[::-1], cleaned, names)
    return None


def _kind(piece: Piece) -> str:
    """Boxes, tags, and what words announce: of one kind the answers must agree."""
    return piece.method if piece.method in ("boxed", "tag") else "spoken"


def _piece_value(piece: Piece, names: ClassNames) -> int | str | None:
    line = piece.text.strip().split("\n", 1)[0]
    first = line.partition(". ")[0]
    value = _choose(first, names)
    if isinstance(value, int):
        return _corrected(line[len(first) :], names) or value
    if first != line and len(line) <= 200:
        return _choose(line, names)
    return value


def _last(given: list[_Given], cleaned: Cleaned, names: ClassNames) -> Answer:
    """The last of several answers; other ones before it need a word such as "final" between them."""
    text, last = cleaned.text, given[-1]
    span = cleaned.span(last.start, last.end)
    later = None
    if last.method in ("json", "boxed", "tag"):
        later = _corrected(text[last.end :].lstrip(" }$*"), names)
    if later is None:
        others = [one for one in given if one.value != last.value]
        if others and not _is_final(text, others[-1], last):
            return Answer(None, "ambiguous", last.method, span)
    return Answer(names.labels[(later or last.value) - 1], "parsed", last.method, span)


def _is_final(text: str, one: _Given, last: _Given) -> bool:
    """Whether the later of two answers is said to be final, or a correction."""
    end = last.end if last.method == "json" else last.start
    return (
        FINAL.search(text, one.end, end) is not None
        or TAKEN_BACK.find(text, one.end, last.start) is not None
    )


def _ticked(cleaned: Cleaned, names: ClassNames) -> Answer | None:
    """The class of a form whose box is ticked; ``ambiguous`` for several boxes, or none."""
    boxes = [(box, names.exact.get(key_of(box.text))) for box in check_boxes(cleaned.text)]
    known = [(box, number) for box, number in boxes if number]
    ticked = {number for box, number in known if box.ticked}
    if not ticked and len(known) < 2:
        return None
    first, last = known[0][0], known[-1][0]
    if len(ticked) == 1:
        return _last([_Given(ticked.pop(), "tag", first.start, last.end)], cleaned, names)._replace(
            method="form"
        )
    return Answer(None, "ambiguous", "form", cleaned.span(first.start, last.end))


def _corrected(text: str, names: ClassNames) -> int | None:
    """The class behind an explicit correction in the text after an answer given as data."""
    if len(text) < 8:
        return None
    named = [n.said.sign for n in read_names(text, names).named if n.said.correction]
    firm = [sign for sign in named if 0 < sign <= len(names.labels)]
    return firm[-1] if firm else None


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
            given = list(itertools.islice(fields(data), _FIELDS))
            if rated := _rated(data, names):
                return _likeliest(rated)
            values = [v for _, v in given if isinstance(v, str) and len(v) < 60]
            chosen = {c for v in values if isinstance(c := _choose(v, names), int)}
            if len(chosen) == 1:
                return chosen.pop()
            for _, value in given:
                if rated := _rated(value, names):
                    return _likeliest(rated)
            if not data:
                return "empty" if found.complete else "truncated"
            return None
    if isinstance(item, list):
        if rated := _rated(item, names):
            return _likeliest(rated)
        chosen_items = [_choose(str(i), names) for i in item[:_FIELDS]]
        if len({c for c in chosen_items if isinstance(c, int)}) == 1:
            return next(c for c in chosen_items if isinstance(c, int))
        return "ambiguous" if item else "empty"
    if isinstance(item, dict):
        return _json_value(Found(item, 0, 0, True), names)
    if item is None or not str(item).strip():
        return "empty"
    if str(item).strip(STRIP).lower() in UNKNOWN | _NO_CLASS or refused(
        Cleaned(str(item), str(item))
    ):
        return "refused"
    return _choose(str(item), names) or "undecided"


def _rated(data: Any, names: ClassNames) -> dict[int, float] | None:
    return ratings(data, lambda name: names.exact.get(key_of(name)))


def _likeliest(rated: dict[int, float]) -> int | str:
    """The class that is rated best; ``ambiguous`` where there is none."""
    top = max(rated.values())
    best = [number for number, value in rated.items() if value == top]
    if len(best) > 1 or top == 0 or (len(rated) == 1 and top < 0.5):
        return "ambiguous"
    return best[0]


def _choose(piece: str, names: ClassNames) -> int | str | None:
    """Label number of a short piece of text; ``ambiguous``; nothing."""
    number = names.exact.get(key_of(piece))
    if number:
        return number
    decided = decide(read_names(piece, names), names)
    if decided is None:
        return misspelt(piece, names)
    return decided if isinstance(decided, str) else decided.said.sign


# -- answers in words ----------------------------------------------------------------------------


def _spoken(cleaned: Cleaned, names: ClassNames) -> Answer:
    scene = read_names(cleaned.text, names)
    if _is_list_of_options(scene, names):
        return missing(cleaned, echo=True)
    decided = decide(scene, names)
    reading = scene.reading
    if isinstance(decided, Named):
        said = decided.said
        if said.strength < 2.5 and _breaks_off(cleaned.text, decided):
            return Answer(None, "truncated", "cut_off")
        if reading.open_at >= said.sentence and not (said.concluding or said.contrasting):
            return Answer(None, "ambiguous", "open")
        if said.strength < 1 and not said.correction:
            status = missing(_paragraph(cleaned, decided.start)).status
            if status in ("refused", "truncated"):
                return missing(cleaned)
        span = cleaned.span(decided.start, decided.end)
        return Answer(names.labels[said.sign - 1], "parsed", "named", span)
    signs = {n.said.sign for n in scene.named}
    if not any(sign > 0 for sign in signs) and (answer := refused(cleaned)) is not None:
        return answer
    vague = signs & names.vague.keys()
    if (
        (decided is None or vague == signs)
        and not (reading.general or reading.questions or vague & names.either)
        and len(cleaned.text) < 250
        and (number := misspelt(cleaned.text, names, beside=bool(vague)))
    ):
        span = cleaned.span(0, len(cleaned.text))
        return Answer(names.labels[number - 1], "parsed", "misspelt", span)
    answer = missing(cleaned, background=bool(reading.general))
    if decided is None or (answer.status == "truncated" and not reading.statements):
        return answer
    return Answer(None, "ambiguous", "several")


def _paragraph(cleaned: Cleaned, at: int) -> Cleaned:
    """The text from the paragraph on that an offset is in."""
    return cleaned._replace(text=cleaned.text[cleaned.text.rfind("\n\n", 0, at) + 1 :])


def _breaks_off(text: str, name: Named) -> bool:
    """Whether a text of some length stops in the middle of the sentence that a name is in."""
    stops = [m.end() for m in _STOP.finditer(text)]
    if len(stops) < 3 or name.start < stops[-1] or not text[name.end :].strip(" .)*\"'\n"):
        return False
    return is_cut(text[text.rstrip().rfind("\n\n") + 1 :])


def _is_list_of_options(scene: Scene, names: ClassNames) -> bool:
    """Whether a text names most classes and decides for none."""
    count = len(names.labels)
    named = {abs(n.said.sign) for n in scene.named if abs(n.said.sign) <= count}
    if len(named) < max(5, 0.6 * count):
        return False
    if any(n.said.concluding and n.said.sign > 0 for n in scene.named):
        return False
    last = scene.named[-1].said.sentence
    return sum(n.said.strength >= 2 and n.said.sentence == last for n in scene.named) != 1
