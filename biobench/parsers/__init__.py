"""Reading a model's answer: text in, :class:`~biobench.parsers.answer.Answer` out.

One module per kind of answer; :data:`PARSERS` says which. Example: ``parse("Yes.", spec)`` of a
binary task gives ``Answer(value=True, status="parsed", ...)``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from biobench.parsers import binary, number, numbers, one_of, set_of
from biobench.parsers.answer import STATUSES, Answer
from biobench.spec import TaskSpec

__all__ = ["PARSERS", "STATUSES", "Answer", "parse"]

#: The parser of each kind of answer.
PARSERS: Mapping[str, Callable[[str | None, TaskSpec, str | None], Answer]] = {
    "binary": binary.parse,
    "one_of": one_of.parse,
    "number": number.parse,
    "numbers": numbers.parse,
    "set_of": set_of.parse,
}


def parse(text: str | None, spec: TaskSpec, prompt: str | None = None) -> Answer:
    """Read the answer to a task from a model's text.

    Parameters
    ----------
    text : the model's text; ``None`` if the request failed.
    spec : the facts of the task; its ``kind`` chooses the parser.
    prompt : what the model was asked; helps to recognise an echo.

    Returns
    -------
    An :class:`Answer`; no text makes this raise. ``KeyError`` if no parser reads this kind.
    """
    return PARSERS[spec.kind](text, spec, prompt)
