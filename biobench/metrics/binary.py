"""Yes-or-no answers: Matthews correlation coefficient and accuracy, from a confusion matrix.

For example labels 1 1 0 0 and answers 1 0 0 0 give MCC 0.577 and accuracy 0.75.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from biobench.metrics.family import Family, Metric, Prepared
from biobench.metrics.table import FloatArray
from biobench.spec import TaskSpec


def metrics(spec: TaskSpec) -> Mapping[str, Metric]:
    """MCC (chance 0) and accuracy (a missing answer is wrong)."""
    return {"mcc": Metric(low=-1.0), "accuracy": Metric()}


def prepare(spec: TaskSpec, gold: Sequence[bool], value: Sequence[Any]) -> Prepared:
    """True positives, false positives, false negatives, true negatives: shape ``(n, 4)``, 0 or 1."""
    truth = np.fromiter(gold, np.int64, len(gold))
    answer = np.fromiter((-1 if v is None else v for v in value), np.int64, len(gold))
    answered = answer >= 0
    cell = np.where(answered, 3 - 2 * truth - answer, -1)
    # truth 1, answer 1 -> 0; truth 0, answer 1 -> 2; truth 1, answer 0 -> 1; truth 0, answer 0 -> 3
    confusion = (cell[:, None] == np.array([0, 2, 1, 3])).astype(np.float64)
    return Prepared(answered, confusion, evaluate)


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
    return {"mcc": np.clip(mcc, -1, 1), "accuracy": accuracy}


def best_constant(spec: TaskSpec, gold: Sequence[bool]) -> float:
    """0 for MCC, the share of the larger class for accuracy."""
    if spec.headline == "mcc" or not gold:
        return 0.0
    positive = sum(gold) / len(gold)
    return max(positive, 1 - positive)


FAMILY = Family(metrics, prepare, best_constant)
