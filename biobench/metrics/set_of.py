"""A set of labels: macro AUC over labels and protein-centric Fmax, both from 0/1 predictions.

For example label {Am} answered {Am, Cm} has precision 0.5 and recall 1. A set is no ranking, so the
AUC of a label is (sensitivity + specificity) / 2 and Fmax has one threshold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from biobench.metrics.family import Family, Metric, Prepared
from biobench.metrics.table import FloatArray
from biobench.spec import TaskSpec


def metrics(spec: TaskSpec) -> Mapping[str, Metric]:
    """AUC (chance 0.5) and Fmax (a missing answer is wrong)."""
    return {"auc": Metric(chance=0.5), "fmax": Metric()}


def label_space(spec: TaskSpec, gold: Sequence[Collection[str]]) -> list[str]:
    """The labels of a task without the one for the empty set; else all that occur in gold."""
    labels = list(spec.labels) or sorted({label for members in gold for label in members})
    return [label for label in labels if label != spec.none_label]


def prepare(
    spec: TaskSpec, gold: Sequence[Collection[str]], value: Sequence[Collection[str] | None]
) -> Prepared:
    """Per row: for Fmax precision and recall, for AUC label, answer and hit of every column.

    An empty answer counts as no answer where the task has no label for the empty set: it is never
    right there, and Fmax leaves rows without a prediction out of its precision.
    """
    labels = label_space(spec, gold)
    column = {label: i for i, label in enumerate(labels)}
    n, k = len(gold), len(labels)
    answered = np.zeros(n, dtype=np.bool_)
    fmax = np.zeros((n, 4))
    positive, said = np.zeros((n, k)), np.zeros((n, k))
    for row, (members, answer) in enumerate(zip(gold, value)):
        if answer is None or (not answer and spec.none_label is None):
            continue
        answered[row] = True
        predicted = set(answer) - {spec.none_label}
        truth = set(members) - {spec.none_label}
        hits = len(predicted & truth)
        if predicted:
            fmax[row, 0], fmax[row, 1] = 1.0, hits / len(predicted)
        if truth:
            fmax[row, 2], fmax[row, 3] = 1.0, hits / len(truth)
        positive[row, [column[label] for label in truth if label in column]] = 1.0
        said[row, [column[label] for label in predicted if label in column]] = 1.0
    columns = [fmax, answered * 1.0, positive, said, positive * said]
    both = int(((positive.sum(axis=0) > 0) & (positive.sum(axis=0) < answered.sum())).sum())
    notes = {}
    if both < k:
        notes["auc"] = f"mean of {both} labels; {k - both} of {k} have one class among parsed rows"
    return Prepared(answered, np.column_stack(columns), evaluate, notes=notes)


def evaluate(sums: FloatArray) -> Mapping[str, FloatArray]:
    """Macro AUC and Fmax, 0 to 1, from sums of shape ``(..., 5 + 3 k)``.

    AUC leaves out labels that all or no rows have, and is undefined without others. Fmax is the F1 of
    the mean precision over rows with a prediction and the mean recall over rows with a label
    (Radivojac et al. 2013, CAFA); 0 without a prediction. The cut that predicts every label for every
    row is not tried: it would reward silence.
    """
    has, precision, wanted, recall, n = (sums[..., i] for i in range(5))
    positive, said, hit = np.split(sums[..., 5:], 3, axis=-1)
    rows = n[..., None]
    with np.errstate(divide="ignore", invalid="ignore"):
        area = (hit / positive + 1 - (said - hit) / (rows - positive)) / 2
        area = np.where((positive > 0) & (positive < rows), area, np.nan)
        defined = ~np.isnan(area)
        auc = np.where(defined, area, 0.0).sum(axis=-1) / defined.sum(axis=-1)
        p, r = np.where(has > 0, precision / has, 0.0), recall / wanted
        f1 = np.where(p + r > 0, 2 * p * r / (p + r), 0.0)
        fmax = np.where((n > 0) & (wanted > 0), f1, np.nan)
    return {"auc": auc, "fmax": fmax}


def best_constant(spec: TaskSpec, gold: Sequence[Collection[str]]) -> float:
    """0.5 for AUC; for Fmax what :func:`best_set` scores."""
    if spec.headline == "auc":
        return 0.5
    return float(_constant_sets(gold)[1].max(initial=0.0))


def best_set(gold: Sequence[Collection[str]]) -> list[str]:
    """The set of labels that scores best by Fmax when it is the answer to every row.

    The 1, 2, 3, ... most frequent labels are tried, which need not find the very best set.
    """
    frequent, fmax = _constant_sets(gold)
    return sorted(frequent[: int(fmax.argmax()) + 1]) if frequent else []


def _constant_sets(gold: Sequence[Collection[str]]) -> tuple[list[str], FloatArray]:
    """Labels by frequency, and the Fmax of the first 1, 2, 3, ... of them as a constant answer."""
    rows = [members for members in gold if members]
    frequent = [label for label, _ in Counter(x for members in rows for x in members).most_common()]
    rank = {label: i for i, label in enumerate(frequent)}
    hits, covered = np.zeros(len(frequent)), np.zeros(len(frequent))
    for members in rows:
        for label in members:
            hits[rank[label]] += 1
            covered[rank[label]] += 1 / len(members)
    if not rows:
        return [], np.zeros(0)
    size = np.arange(1, len(frequent) + 1)
    # Rows without a label have precision 0 here, as in evaluate.
    precision, recall = np.cumsum(hits) / size / len(gold), np.cumsum(covered) / len(rows)
    return frequent, 2 * precision * recall / (precision + recall)


FAMILY = Family(metrics, prepare, best_constant)
