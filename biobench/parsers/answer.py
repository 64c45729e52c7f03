"""What a parser returns: the value read from a model's text, and how it was read."""

from __future__ import annotations

from typing import Any, NamedTuple

#: Every status an answer can have.
STATUSES = (
    "parsed",  # a value was read
    "refused",  # the model declines, or says that it cannot tell
    "ambiguous",  # several values, none chosen; hedged without a leaning; incomplete
    "empty",  # white space, markup, an empty answer field
    "truncated",  # stops before any verdict
    "irrelevant",  # off topic, echo of the prompt, code, loops
    "undecided",  # on topic, but no word that decides
    "failed",  # there is no text, since the request failed
)


class Answer(NamedTuple):
    """One answer, read.

    Attributes
    ----------
    value : ``bool`` (binary), ``float`` (number), ``dict`` of name to ``float`` (numbers), class
        (one_of), sorted list of members (set_of); ``None`` unless ``status`` is ``parsed``.
    status : one of :data:`STATUSES`.
    method : rule that decided, such as ``json`` or ``leading``; for reports, not for scoring.
    span : start and end of the deciding text, as offsets into the model's text.
    flags : notes on a parsed value, such as ``out_of_range``.
    """

    value: Any
    status: str
    method: str = ""
    span: tuple[int, int] | None = None
    flags: tuple[str, ...] = ()

    @property
    def parsed(self) -> bool:
        """Whether a value was read."""
        return self.status == "parsed"
