"""One class of several."""

from __future__ import annotations

from biobench.parsers.answer import Answer
from biobench.parsers.status import missing
from biobench.parsers.text import clean
from biobench.spec import TaskSpec


def parse(text: str | None, spec: TaskSpec, prompt: str | None = None) -> Answer:
    """Read a class."""
    if text is None:
        return Answer(None, "failed")
    return missing(clean(text, prompt))
