"""Scoring: gold labels and answers in, values with standard errors out; one family per kind."""

from __future__ import annotations

from collections.abc import Mapping

from biobench.metrics import binary, one_of
from biobench.metrics.family import Estimate, Family, Scores
from biobench.metrics.family import score as _score
from biobench.metrics.resample import DRAWS, SEED
from biobench.metrics.table import AnswerTable
from biobench.spec import TaskSpec

__all__ = ["FAMILIES", "AnswerTable", "Estimate", "Scores", "score"]

#: The metrics of every kind of answer.
FAMILIES: Mapping[str, Family] = {"binary": binary.FAMILY, "one_of": one_of.FAMILY}


def score(spec: TaskSpec, table: AnswerTable, draws: int = DRAWS, seed: int = SEED) -> Scores:
    """Score the answers of one task; see :func:`biobench.metrics.family.score`."""
    return _score(FAMILIES[spec.kind], spec, table, draws, seed)
