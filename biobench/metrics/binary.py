"""Yes-or-no answers: Matthews correlation coefficient and accuracy, from a confusion matrix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from biobench.metrics.family import Family
from biobench.metrics.table import FloatArray
from biobench.spec import TaskSpec


def confusion(spec: TaskSpec, gold: Sequence[bool], value: Sequence[Any]) -> FloatArray:
    """True positives, false positives, false negatives, true negatives: shape ``(n, 4)``, 0 or 1."""
    truth = np.fromiter(gold, np.int64, len(gold))
    answer = np.fromiter((-1 if v is None else v for v in value), np.int64, len(gold))
    cell = np.where(answer >= 0, 3 - 2 * truth - answer, -1)
    # truth 1, answer 1 -> 0; truth 0, answer 1 -> 2; truth 1, answer 0 -> 1; truth 0, answer 0 -> 3
    return (cell[:, None] == np.array([0, 2, 1, 3])).astype(np.float64)


def evaluate(sums: FloatArray) -> Mapping[str, FloatArray]:
    """MCC (-1 to 1; undefined if labels or answers are all of one class) and accuracy (0 to 1).

    MCC = (tp tn - fp fn) / sqrt((tp+fp)(tp+fn)(tn+fp)(tn+fn)), Matthews 1975.
    """
    tp, fp, fn, tn = (sums[..., i] for i in range(4))
    with np.errstate(divide="ignore", invalid="ignore"):
        # Two square roots, since the product of four counts overflows single terms' precision.
        mcc = (tp * tn - fp * fn) / (
            np.sqrt((tp + fp) * (tp + fn)) * np.sqrt((tn + fp) * (tn + fn))
        )
        accuracy = (tp + tn) / (tp + fp + fn + tn)
    return {"mcc": mcc, "accuracy": accuracy}


def best_constant(spec: TaskSpec, gold: Sequence[bool]) -> float:
    """0 for MCC, the share of the larger class for accuracy."""
    if spec.headline == "mcc" or not gold:
        return 0.0
    positive = sum(gold) / len(gold)
    return max(positive, 1 - positive)


FAMILY = Family(confusion, evaluate, {"mcc": 0.0, "accuracy": 0.0}, best_constant)
