"""Reading many answers at once, on all cores.

Parsers know nothing of one another's answers, so large batches are read in several processes; the
answers are the same, and small batches stay in this one.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import chain

from biobench.parsers import parse
from biobench.parsers.answer import Answer
from biobench.spec import TaskSpec

#: Answers with fewer characters in all are read before other processes have started, and those that
#: are shorter on average before they have been sent there.
WORTHWHILE, _SHORT = 3_000_000, 60
_CHUNK = 1_500
_MOST_PROCESSES = 8


def parse_all(
    texts: Sequence[str | None], prompts: Sequence[str | None], spec: TaskSpec
) -> list[Answer]:
    """:func:`biobench.parsers.parse` of every text with its prompt, in their order."""
    cores = min(os.cpu_count() or 1, _MOST_PROCESSES)
    letters = sum(len(text) for text in texts if text)
    if letters < WORTHWHILE or letters < _SHORT * len(texts) or cores == 1:
        return _parse(texts, prompts, spec)
    from joblib import Parallel, delayed

    starts = range(0, len(texts), _CHUNK)
    # joblib's own workers do not run the caller's main module again and hold no GPU.
    parts = Parallel(n_jobs=cores)(
        delayed(_parse)(texts[i : i + _CHUNK], prompts[i : i + _CHUNK], spec) for i in starts
    )
    return list(chain.from_iterable(parts))


def _parse(
    texts: Sequence[str | None], prompts: Sequence[str | None], spec: TaskSpec
) -> list[Answer]:
    return [parse(text, spec, prompt) for text, prompt in zip(texts, prompts)]
