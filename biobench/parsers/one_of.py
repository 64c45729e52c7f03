"""One class of several, such as the family of a non-coding RNA.

Labels, their synonyms and the ways to write them are looked up; classes that a text rejects, lists
or merely compares with do not count. Example: ``"No C/D box, hence not a snoRNA; the cloverleaf makes
it a tRNA."`` gives ``"tRNA"``.
"""

from __future__ import annotations

import itertools
import re
from typing import Any

from biobench.parsers.answer import Answer
from biobench.parsers.choice import Named, Scene, decide, read_names
from biobench.parsers.naming import ClassNames, key_of, misspelt, names_of
from biobench.parsers.status import is_cut, missing, refused
from biobench.parsers.structured import Found, answer_of, fields, json_objects, pieces
from biobench.parsers.text import Cleaned, clean, spaced_out
from biobench.spec import TaskSpec

#: Fields of an answer given as data, and items of its list, that are looked at.
_FIELDS = 200
_UNKNOWN = re.compile(
    r"\s*(?:unknown|n/?a|none|undetermined|unclassified|other)\s*(?:\.\s*)?\Z", re.I
)

_STOP = re.compile(r"[.!?](?=\s)")


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
    objects = json_objects(text, lists=text.lstrip()[:1] == "[")
    problem: Answer | None = None
    for found in reversed(objects):
        value = _json_value(found, names)
        span = cleaned.span(found.start, found.end)
        if isinstance(value, int):
            if later := _corrected(text[found.end :], names):
                value = later
            return Answer(names.labels[value - 1], "parsed", "json", span)
        if value:
            problem = Answer(None, value, "json", span)
    if problem and (problem.status != "empty" or len(cleaned.text) < objects[-1].end + 20):
        return problem
    for piece in pieces(text):
        line = piece.text.strip().split("\n", 1)[0]
        first = line.partition(". ")[0]
        value = _choose(first, names)
        if isinstance(value, int):
            value = _corrected(line[len(first) :], names) or value
        elif first != line and len(line) <= 200:
            value = _choose(line, names)
        span = cleaned.span(piece.start, piece.end)
        if isinstance(value, int):
            return Answer(names.labels[value - 1], "parsed", piece.method, span)
        if value == "ambiguous" and piece.method in ("boxed", "tag"):
            return Answer(None, "ambiguous", piece.method, span)
    return None


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
            values = [v for k, v in given if isinstance(v, str) and len(v) < 60]
            chosen = {c for v in values if isinstance(c := _choose(v, names), int)}
            if len(chosen) == 1:
                return chosen.pop()
            scores = {
                names.exact[key_of(str(k))]: v
                for k, v in given
                if key_of(str(k)) in names.exact and isinstance(v, (int, float))
            }
            if scores:
                return max(scores, key=lambda k: scores[k])
            if not data:
                return "empty" if found.complete else "truncated"
            return None
    if isinstance(item, list):
        chosen_items = [_choose(str(i), names) for i in item[:_FIELDS]]
        if len({c for c in chosen_items if isinstance(c, int)}) == 1:
            return next(c for c in chosen_items if isinstance(c, int))
        return "ambiguous" if item else "empty"
    if isinstance(item, dict):
        return _json_value(Found(item, 0, 0, True), names)
    if item is None or not str(item).strip():
        return "empty"
    if _UNKNOWN.match(str(item)) or refused(Cleaned(str(item), str(item))):
        return "refused"
    return _choose(str(item), names) or "undecided"


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
