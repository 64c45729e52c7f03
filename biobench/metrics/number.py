"""One number: Spearman and Pearson correlation, R2, and the Mixed Score where a task is ranked by it.

R2 is the squared Pearson correlation, as in the paper: unlike 1 - SSE/SST it forgives a wrong scale
or sign. For example answers 10, 20, 30 to labels 3, 2, 1 have R2 1 and Spearman -1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from biobench.metrics import mixed
from biobench.metrics.correlation import moments, pearson, spearman
from biobench.metrics.family import Family, Metric, Prepared
from biobench.metrics.table import FloatArray
from biobench.spec import TaskSpec


def metrics(spec: TaskSpec) -> Mapping[str, Metric]:
    """Correlations, then the Mixed Score and its terms if it is the headline."""
    found = {
        "spearman": Metric(low=-1.0),
        "pearson": Metric(low=-1.0),
        "r2": Metric(parts=("pearson",), square=True),
    }
    return {**mixed.METRICS, **found} if spec.headline == "mixed" else found


def as_floats(value: Sequence[Any]) -> FloatArray:
    """Answers as numbers, not a number where there is none (or an infinite one)."""
    try:
        numbers = np.fromiter((np.nan if v is None else v for v in value), np.float64, len(value))
    except OverflowError:  # a whole number that no double holds, from a file of predictions
        huge = 10**308
        value = [None if v is None or abs(v) > huge else float(v) for v in value]
        return as_floats(value)
    return np.where(np.isfinite(numbers), numbers, np.nan)


def prepare(spec: TaskSpec, gold: Sequence[float], value: Sequence[Any]) -> Prepared:
    """Moments for Pearson, errors for the Mixed Score, one sort for Spearman."""
    truth, answer = np.asarray(gold, dtype=np.float64), as_floats(value)
    answered = np.isfinite(answer)
    columns = [moments(truth, answer, answered)]
    if spec.headline == "mixed":
        columns.append(mixed.statistics(truth, answer, answered))

    def evaluate(sums: FloatArray) -> Mapping[str, FloatArray]:
        found = {"pearson": pearson(sums[..., :6])}
        return {**found, **mixed.evaluate(sums[..., 6:])} if spec.headline == "mixed" else found

    correlate = spearman(truth, answer, answered)
    return Prepared(
        answered,
        np.column_stack(columns),
        evaluate,
        ranked=lambda counts: correlate(counts)[:, None],
        ranked_names=("spearman",),
    )


def best_constant(spec: TaskSpec, gold: Sequence[float]) -> float:
    """0 for correlations and R2; for the Mixed Score that of the best number to say every time."""
    if spec.headline != "mixed" or not len(gold):
        return 0.0
    return mixed.best_constant(np.asarray(gold, dtype=np.float64))


FAMILY = Family(metrics, prepare, best_constant)
