"""What the metrics of one kind of answer have in common, and the one rule for missing answers.

A family turns each row into a few numbers whose sums determine its metrics. The strict score of a
metric is ``c + f (m - c)``: ``m`` on parsed rows, ``f`` the parsed fraction, ``c`` what chance gives
(0.5 for AUC, else 0). A missing answer is thus wrong for accuracy and worth chance for a correlation,
and answering only when sure does not pay.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from biobench.metrics.resample import DRAWS, SEED, bootstrap_sums
from biobench.metrics.table import AnswerTable, FloatArray
from biobench.spec import TaskSpec


@dataclass(frozen=True, slots=True)
class Family:
    """The metrics of one kind of answer.

    Attributes
    ----------
    statistics : per-row numbers, shape ``(n, k)``, from gold labels and answers; rows without an
        answer are all zero.
    evaluate : metrics on parsed rows from sums of shape ``(..., k)``; not a number where undefined.
    chance : metric names and what chance gives, in the order of display.
    best_constant : the headline value of the best constant answer on these gold labels.
    """

    statistics: Callable[[TaskSpec, Sequence[Any], Sequence[Any]], FloatArray]
    evaluate: Callable[[FloatArray], Mapping[str, FloatArray]]
    chance: Mapping[str, float]
    best_constant: Callable[[TaskSpec, Sequence[Any]], float]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A metric on all rows (strict), on parsed rows alone, and the strict score's standard error."""

    value: float
    parsed_only: float
    stderr: float


@dataclass(frozen=True, slots=True)
class Scores:
    """Everything computed from the answers of one task."""

    metrics: Mapping[str, Estimate]
    headline: str
    best_constant: float
    parsed: float

    @property
    def score(self) -> Estimate:
        """The headline metric, times 100."""
        e = self.metrics[self.headline]
        return Estimate(100 * e.value, 100 * e.parsed_only, 100 * e.stderr)

    @property
    def norm(self) -> Estimate:
        """100 (m - c0) / (1 - c0): 0 for the best constant answer, 100 for a perfect one."""
        scale = 100 / (1 - self.best_constant) if self.best_constant < 1 else 0.0
        e = self.metrics[self.headline]
        return Estimate(
            scale * (e.value - self.best_constant),
            scale * (e.parsed_only - self.best_constant),
            scale * e.stderr,
        )


def score(
    family: Family, spec: TaskSpec, table: AnswerTable, draws: int = DRAWS, seed: int = SEED
) -> Scores:
    """Score the answers of one task, with standard errors from a cluster bootstrap.

    Undefined values (one class only, no parsed row) count as chance; every number is finite.
    """
    parsed = np.fromiter((s == "parsed" for s in table.status), np.float64, len(table))
    values = [v if p else None for v, p in zip(table.value, parsed)]
    statistics = family.statistics(spec, table.gold, values)
    columns = np.column_stack([np.ones(len(table)), parsed, statistics])
    whole = _strict(family, columns.sum(axis=0))
    drawn = _strict(family, bootstrap_sums(columns, table.cluster, draws, seed))
    return Scores(
        metrics={
            name: Estimate(
                value=float(whole[name][0]),
                parsed_only=float(whole[name][1]),
                stderr=float(np.std(drawn[name][0], ddof=1)) if draws > 1 else 0.0,
            )
            for name in family.chance
        },
        headline=spec.headline,
        best_constant=family.best_constant(spec, table.gold),
        parsed=float(parsed.mean()) if len(table) else 0.0,
    )


def _strict(family: Family, sums: FloatArray) -> dict[str, tuple[FloatArray, FloatArray]]:
    """Strict and parsed-only value of every metric from sums whose first columns are n, parsed."""
    total, parsed = sums[..., 0], sums[..., 1]
    fraction = np.divide(parsed, total, out=np.zeros_like(parsed), where=total > 0)
    out = {}
    for name, value in family.evaluate(sums[..., 2:]).items():
        chance = family.chance[name]
        value = np.where(np.isfinite(value), value, chance)
        out[name] = (chance + fraction * (value - chance), value)
    return out
