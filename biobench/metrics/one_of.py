"""One class of several: accuracy. For example tRNA, tRNA, miRNA against tRNA, IRES, miRNA is 2/3."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from biobench.metrics.family import Family, Metric, Prepared
from biobench.metrics.table import FloatArray
from biobench.spec import TaskSpec


def metrics(spec: TaskSpec) -> Mapping[str, Metric]:
    """Accuracy (a missing answer is wrong)."""
    return {"accuracy": Metric()}


def prepare(spec: TaskSpec, gold: Sequence[str], value: Sequence[Any]) -> Prepared:
    """Right and wrong answers: shape ``(n, 2)``, 0 or 1."""
    right = np.fromiter((v == g for g, v in zip(gold, value)), np.float64, len(gold))
    answered = np.fromiter((v is not None for v in value), np.bool_, len(gold))
    return Prepared(answered, np.column_stack([right, answered - right]), evaluate)


def evaluate(sums: FloatArray) -> Mapping[str, FloatArray]:
    """Accuracy, 0 to 1."""
    with np.errstate(invalid="ignore"):
        return {"accuracy": sums[..., 0] / (sums[..., 0] + sums[..., 1])}


def best_constant(spec: TaskSpec, gold: Sequence[str]) -> float:
    """The share of the most frequent class."""
    return Counter(gold).most_common(1)[0][1] / len(gold) if gold else 0.0


FAMILY = Family(metrics, prepare, best_constant)
