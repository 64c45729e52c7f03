"""One class of several: accuracy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from biobench.metrics.family import Family
from biobench.metrics.table import FloatArray
from biobench.spec import TaskSpec


def right_and_wrong(spec: TaskSpec, gold: Sequence[str], value: Sequence[Any]) -> FloatArray:
    """Right and wrong answers: shape ``(n, 2)``, 0 or 1."""
    right = np.fromiter((v == g for g, v in zip(gold, value)), np.float64, len(gold))
    given = np.fromiter((v is not None for v in value), np.float64, len(gold))
    return np.column_stack([right, given - right])


def evaluate(sums: FloatArray) -> Mapping[str, FloatArray]:
    """Accuracy, 0 to 1."""
    with np.errstate(invalid="ignore"):
        return {"accuracy": sums[..., 0] / (sums[..., 0] + sums[..., 1])}


def best_constant(spec: TaskSpec, gold: Sequence[str]) -> float:
    """The share of the most frequent class."""
    return Counter(gold).most_common(1)[0][1] / len(gold) if gold else 0.0


FAMILY = Family(right_and_wrong, evaluate, {"accuracy": 0.0}, best_constant)
