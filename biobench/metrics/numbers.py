"""Several named numbers: Pearson correlation and R2 of each, and their means.

Enhancer activity is ranked by the mean of two correlations, RNA switches by the mean of three R2.
For example correlations 0.6 (hk) and 0.4 (dev) make ``pearson`` 0.5 and ``r2`` 0.26.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from biobench.metrics.correlation import moments, pearson
from biobench.metrics.family import Family, Metric, Prepared
from biobench.metrics.number import as_floats
from biobench.metrics.table import FloatArray
from biobench.spec import TaskSpec


def metrics(spec: TaskSpec) -> Mapping[str, Metric]:
    """Means over the values (``pearson``, ``r2``), then ``pcc_<name>`` and ``r2_<name>`` of each."""
    parts = tuple(f"pcc_{v.name}" for v in spec.values)
    return {
        "pearson": Metric(low=-1.0, parts=parts),
        "r2": Metric(parts=parts, square=True),
        **{part: Metric(low=-1.0) for part in parts},
        **{f"r2_{v.name}": Metric(parts=(f"pcc_{v.name}",), square=True) for v in spec.values},
    }


def prepare(
    spec: TaskSpec, gold: Sequence[Mapping[str, float]], value: Sequence[Mapping[str, float] | None]
) -> Prepared:
    """Moments of every value; a row counts as answered if all its values are given."""
    names = [v.name for v in spec.values]
    answers = [as_floats([None if v is None else v.get(name) for v in value]) for name in names]
    answered = np.asarray(np.isfinite(np.column_stack(answers)).all(axis=1))
    columns = [
        moments(np.fromiter((g[name] for g in gold), np.float64, len(gold)), answer, answered)
        for name, answer in zip(names, answers)
    ]

    def evaluate(sums: FloatArray) -> Mapping[str, FloatArray]:
        return {
            f"pcc_{name}": pearson(sums[..., 6 * i : 6 * i + 6]) for i, name in enumerate(names)
        }

    return Prepared(answered, np.column_stack(columns), evaluate)


def best_constant(spec: TaskSpec, gold: Sequence[Any]) -> float:
    """0: a constant answer has no correlation."""
    return 0.0


FAMILY = Family(metrics, prepare, best_constant)
