"""What the published Biology-Instructions evaluator takes from an answer, quirk by quirk.

Re-implemented from a description of its behaviour, so that runs can be compared with published
tables; nothing here is a recommendation (``docs/official-evaluator.md`` lists every quirk). In goes
one output of a model, out comes an :class:`~biobench.parsers.answer.Answer` whose ``method`` is
``official:<rule>``:

>>> binary("The signal is known to be real: yes").value        # "yes" is looked for first
True
>>> binary("It is known to bind.").value                       # "known" contains "no"
False
>>> number("The 5' UTR has a load of 7.2").value               # the first number wins
5.0
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from biobench.parsers.answer import Answer
from biobench.spec import TaskSpec

#: Says whether the sentiment model finds a text positive (the larger of its positive and negative
#: scores; neutral does not count). It gets the output as it stands.
Sentiment = Callable[[str], bool]

#: A model's output: text, ``None`` where there is none, or a number from a JSON file.
Output = str | float | int | None

# The published lists are longer. Their other entries (such as "not found", "no evidence", "unknown",
# "don't know", "not applicable") all contain "no" and so can never be the one that decides.
_NEGATIVE = ("no", "absence", "absent")
_UNCERTAIN = ("unsure", "uncertain")

# No plus sign, exponent, thousands comma or leading point; \d is any Unicode decimal digit.
_NUMBER = re.compile(r"-?\d+\.?\d*")
# A run of digits is tried from its start only: it cannot match from within if it does not from there.
_CODE = re.compile(r"(?<!\d)\d+\.\d+\.\d+\.-?\d*")


class Recipe(NamedTuple):
    """How the published evaluator reads the answers of one task.

    Attributes
    ----------
    kind : ``binary``, ``number``, ``numbers``, ``one_of``, ``names`` or ``codes``.
    names : the numbers expected, in order (``numbers``); the classes, in the order in which they are
        tried (``one_of``, ``names``).
    none : class of ``names`` that stands for the empty set.
    """

    kind: str
    names: tuple[str, ...] = ()
    none: str | None = None


def recipe(spec: TaskSpec) -> Recipe:
    """The recipe of a task: classes are tried from the longest to the shortest, ties as listed."""
    if spec.kind == "numbers":
        return Recipe("numbers", tuple(value.name for value in spec.values))
    if spec.kind == "one_of":
        return Recipe("one_of", longest_first(spec.labels))
    if spec.kind == "set_of" and spec.headline == "fmax":
        return Recipe("codes")
    if spec.kind == "set_of":
        none = () if spec.none_label is None else (spec.none_label,)
        names = longest_first(tuple(dict.fromkeys((*spec.labels, *none))))
        return Recipe("names", names, spec.none_label)
    return Recipe(spec.kind)


def longest_first(names: Sequence[str]) -> tuple[str, ...]:
    """Names sorted from the longest to the shortest; equally long ones keep their order."""
    return tuple(sorted(names, key=len, reverse=True))


def extract(
    output: Output, spec: TaskSpec, sentiment: Sentiment | None = None, label: object = None
) -> Answer:
    """Read one output as the published evaluator reads it for this task.

    Parameters
    ----------
    output : what the model wrote; ``None`` where the request failed.
    spec : the task.
    sentiment : the sentiment model. Without it answers that need it come back ``undecided``, so they
        can be collected, judged in one batch and read a second time.
    label : gold label of the row. The published evaluator looks at it: only where it is exactly the
        label for "nothing" does an answer without a name get a second reading (``names`` only).

    Returns
    -------
    Answer
        ``parsed`` with the value; ``undecided`` where the sentiment model is needed and missing; any
        other status means that nothing was found, which the published metrics count as wrong
        (binary, classes), as an empty set or as a missing number. Numbers too large for a double are
        left out of ``value``, since the published metrics leave them out too.
    """
    return read(output, recipe(spec), sentiment, label)


def read(
    output: Output, how: Recipe, sentiment: Sentiment | None = None, label: object = None
) -> Answer:
    """:func:`extract` with the recipe at hand, for many outputs of one task. Never raises."""
    if output is None:
        return Answer(None, "failed", "official:null")
    if how.kind == "number":
        return number(output)
    if how.kind == "numbers":
        return numbers(output, how.names)
    if how.kind == "codes":
        return codes(output)
    if not isinstance(output, str):
        return Answer(None, "failed", "official:not_text")
    if how.kind == "one_of":
        return one_of(output, how.names)
    if how.kind == "names":
        label_is_none = how.none is not None and label == how.none
        return names(output, how.names, how.none if label_is_none else None, sentiment)
    return binary(output, sentiment)


# -- yes or no ----------------------------------------------------------------------------------


def keyword(text: str) -> str:
    """The word that decides a yes-or-no answer: ``yes``, ``no``, ``uncertain`` or ``""`` for none.

    Plain substrings of the lower-case text, tried in this order: ``polyester`` says yes, and unless
    there is a "yes", ``genomic`` and ``unknown`` say no.
    """
    text = text.lower()
    if "yes" in text:
        return "yes"
    if any(word in text for word in _NEGATIVE):
        return "no"
    if any(word in text for word in _UNCERTAIN):
        return "uncertain"
    return ""


def binary(text: str, sentiment: Sentiment | None = None) -> Answer:
    """A yes-or-no answer; where no keyword decides, empty texts included, the sentiment does.

    "Unsure" and "uncertain" have no value: the published metrics count them as the wrong class.
    """
    found = keyword(text)
    if found == "uncertain":
        return Answer(None, "refused", "official:uncertain")
    if found:
        return Answer(found == "yes", "parsed", f"official:{found}")
    if sentiment is None:
        return Answer(None, "undecided", "official:sentiment")
    return Answer(bool(sentiment(text)), "parsed", "official:sentiment")


# -- numbers ------------------------------------------------------------------------------------


def six_digits(digits: str) -> float:
    """The number a stretch of digits stands for, rounded to six significant digits.

    More digits than a double can hold give plus or minus infinity.
    """
    return float(f"{float(digits):.6g}")


def numbers_in(output: object, most: int | None = None) -> list[float]:
    """All numbers of an output, or the first ``most`` of them, wherever they stand.

    A hyphen right before a digit is a minus, even in ``0.4-0.6``; digits inside words count
    (``H3K4me3`` is 3, 4, 3); ``1.25e-3`` is 1.25 and -3, ``1,234.5`` is 1 and 234.5, ``.53`` is 53.
    """
    return [six_digits(match[0]) for match in islice(_NUMBER.finditer(str(output)), most)]


def number(output: Output) -> Answer:
    """The first number of an output, whatever it is the number of."""
    found = numbers_in(output, 1)
    if not found:
        return Answer(None, "irrelevant", "official:no_number")
    if not math.isfinite(found[0]):
        return Answer(None, "irrelevant", "official:infinite")
    return Answer(found[0], "parsed", "official:first_number")


def numbers(output: Output, names: Sequence[str]) -> Answer:
    """Named numbers by position; any other count of numbers in the output makes all of them invalid.

    The words around them are not read: ``dev 1, hk 2`` gives hk = 1. An infinite number leaves only
    its own name out of ``value``.
    """
    found = numbers_in(output, len(names) + 1)
    if len(found) != len(names):
        status = "ambiguous" if found else "irrelevant"
        return Answer(None, status, "official:wrong_count")
    value = {name: x for name, x in zip(names, found) if math.isfinite(x)}
    return Answer(value, "parsed", f"official:exactly_{len(names)}")


# -- classes ------------------------------------------------------------------------------------


def one_of(text: str, names: Sequence[str]) -> Answer:
    """The first of ``names`` that the text contains, case-sensitively, anywhere, also negated.

    There are no word boundaries (``mtRNA`` is tRNA), which is why the order of the names matters:
    see :func:`longest_first`.
    """
    for name in names:
        if name in text:
            return Answer(name, "parsed", "official:substring")
    return Answer(None, "irrelevant", "official:no_class")


@lru_cache(maxsize=32)
def _whole_words(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")


def names_in(text: str, names: tuple[str, ...]) -> list[str]:
    """Those of ``names`` that stand in the text as whole words, case-sensitively, in their order.

    Letters, digits and the underscore of any script belong to a word: ``m6A_site`` holds no m6A,
    ``m6A-modified`` does, and so does the English ``Am`` hold Am.
    """
    found = set(_whole_words(names).findall(text))
    return [name for name in names if name in found]


def names(
    text: str, known: tuple[str, ...], none: str | None = None, sentiment: Sentiment | None = None
) -> Answer:
    """The set of names in a text; for rows without any (``none`` given) keywords get a say.

    Parameters
    ----------
    text : the output.
    known : the names.
    none : name of the empty set if **the gold label of the row** is just that, else ``None``. Then,
        and only then, an answer without a name is read like a yes-or-no answer: no gives ``[none]``,
        yes the empty list. This is how the published evaluator favours those rows.
    sentiment : decides where the keywords do not; negative gives ``[none]``.
    """
    found = names_in(text, known)
    if found:
        return Answer(sorted(found), "parsed", "official:names")
    if none is None:
        return Answer(None, "irrelevant", "official:no_name")
    verdict = binary(text, sentiment)
    if not verdict.parsed:
        return verdict
    return Answer([] if verdict.value else [none], "parsed", verdict.method)


# -- EC numbers ---------------------------------------------------------------------------------


def codes_in(output: object) -> list[str]:
    """All EC strings of an output or label, repeats included, as they stand.

    Three numbers and full stops, then an optional hyphen and any digits, also none, without
    boundaries: ``1.9.3.1.5`` gives 1.9.3.1, ``2.7.7.n1`` gives ``2.7.7.``.
    """
    return [] if output is None else _CODE.findall(str(output))


def codes(output: Output) -> Answer:
    """The set of EC strings of an output; whether they exist is for the metric to say."""
    found = codes_in(output)
    if not found:
        return Answer(None, "irrelevant", "official:no_code")
    return Answer(sorted(set(found)), "parsed", "official:codes")
