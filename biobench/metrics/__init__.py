"""Scoring: gold labels and answers in, values with standard errors out; one family per kind."""

from __future__ import annotations

from collections.abc import Mapping

from biobench.metrics import binary, number, numbers, one_of, set_of
from biobench.metrics.family import Estimate, Family, Metric, Scores
from biobench.metrics.family import score as _score
from biobench.metrics.intervals import Interval
from biobench.metrics.rates import Rate
from biobench.metrics.resample import DRAWS, SEED
from biobench.metrics.table import AnswerTable
from biobench.spec import TaskSpec

__all__ = [
    "DRAWS",
    "FAMILIES",
    "AnswerTable",
    "Estimate",
    "Interval",
    "Rate",
    "Scores",
    "metrics_of",
    "score",
    "score_subsets",
]

#: The metrics of every kind of answer.
FAMILIES: Mapping[str, Family] = {
    "binary": binary.FAMILY,
    "number": number.FAMILY,
    "numbers": numbers.FAMILY,
    "one_of": one_of.FAMILY,
    "set_of": set_of.FAMILY,
}


def metrics_of(spec: TaskSpec) -> Mapping[str, Metric]:
    """Names and facts of the metrics of a task, in the order of display."""
    return FAMILIES[spec.kind].metrics(spec)


def score(spec: TaskSpec, table: AnswerTable, draws: int = DRAWS, seed: int = SEED) -> Scores:
    """Score the answers of one task; see :func:`biobench.metrics.family.score`."""
    return _score(FAMILIES[spec.kind], spec, table, draws, seed)


def score_subsets(
    spec: TaskSpec, table: AnswerTable, draws: int = DRAWS, seed: int = SEED
) -> dict[str, Scores]:
    """Score each published ``task`` string of a task by itself; empty if there is only one."""
    parts = table.subsets()
    if len(parts) < 2:
        return {}
    return {name: score(spec, part, draws, seed) for name, part in parts.items()}
