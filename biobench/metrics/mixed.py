"""The Mixed Score of siRNA efficiency (paper, A.3.1), on percentages of mRNA remaining.

``0.5 (1 - MAE/100) + 0.5 F1 (1 - Range-MAE/100)``: F1 for being in the range of efficient siRNAs, 0
to 30, both ends included. For example the answer 0 to every row scores 0.365 under uniform labels.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from biobench.metrics.family import Metric
from biobench.metrics.table import BoolArray, FloatArray

#: The range of interest, both ends included, and the largest error a row can have.
LOW, HIGH, WORST = 0.0, 30.0, 100.0

METRICS: Mapping[str, Metric] = {
    "mixed": Metric(),
    "mixed_by_label": Metric(),
    "f1": Metric(),
    # Errors: a missing answer is the worst one.
    "mae": Metric(chance=WORST, high=WORST),
    "range_mae": Metric(chance=WORST, high=WORST),
    "range_mae_by_label": Metric(chance=WORST, high=WORST),
}


def statistics(gold: FloatArray, value: FloatArray, answered: BoolArray) -> FloatArray:
    """Answered, error, and membership of the range with its errors: shape ``(n, 7)``.

    The paper bounds MAE by 100; each row's error is, so that one absurd answer (1e9) costs as much as
    a missing one and not the whole score.
    """
    answer = np.where(answered, value, 0.0)
    error = np.where(answered, np.minimum(np.abs(np.clip(answer, -1e9, 1e9) - gold), WORST), 0.0)
    truth = answered & (gold >= LOW) & (gold <= HIGH)
    said = answered & (answer >= LOW) & (answer <= HIGH)
    return np.column_stack(
        [answered, error, truth, said, truth & said, error * said, error * truth]
    ).astype(np.float64)


def evaluate(sums: FloatArray) -> Mapping[str, FloatArray]:
    """The Mixed Score and its terms from sums of :func:`statistics`, shape ``(..., 7)``.

    ``mixed`` takes Range-MAE over rows whose answer is in the range, as the code behind the published
    tables does; ``mixed_by_label`` over rows whose label is. The paper's text allows both. Range-MAE
    over no row is 100, F1 without a true positive 0. Not a number without answers.
    """
    n, error, truth, said, both, said_error, truth_error = (sums[..., i] for i in range(7))
    with np.errstate(divide="ignore", invalid="ignore"):
        mae = error / n
        f1 = np.where(both > 0, 2 * both / (truth + said), 0.0)
        by_answer = np.where(said > 0, said_error / said, WORST)
        by_label = np.where(truth > 0, truth_error / truth, WORST)
    overall = 0.5 * (1 - mae / WORST)
    found = {
        "mixed": overall + 0.5 * f1 * (1 - by_answer / WORST),
        "mixed_by_label": overall + 0.5 * f1 * (1 - by_label / WORST),
        "f1": f1,
        "mae": mae,
        "range_mae": by_answer,
        "range_mae_by_label": by_label,
    }
    return {name: np.where(n > 0, value, np.nan) for name, value in found.items()}


def best_number(gold: FloatArray) -> float:
    """The number that scores best when it is the answer to every row.

    Outside the range only MAE counts, least at the median; inside both errors are the MAE, least at
    the point of the range nearest the median. (Quantiles are tried too, since errors are bounded.)
    """
    middle = float(np.median(gold))
    nearest = float(np.clip(middle, LOW, HIGH))
    tried = [middle, nearest, *np.quantile(gold, np.linspace(0, 1, 101)).tolist()]
    return float(max(tried, key=lambda number: _constant(gold, number)))


def best_constant(gold: FloatArray) -> float:
    """The Mixed Score of :func:`best_number`."""
    return _constant(gold, best_number(gold))


def _constant(gold: FloatArray, number: float) -> float:
    everyone = np.ones(len(gold), dtype=np.bool_)
    sums = statistics(gold, np.full(len(gold), number), everyone).sum(axis=0)
    return float(evaluate(sums)["mixed"])
