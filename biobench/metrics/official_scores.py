"""The formulas of the published Biology-Instructions evaluator, for values already extracted.

Each function takes ``values`` (what was read from the outputs, ``None`` where nothing was), ``labels``
(the published labels, as they stand in the records) and ``names`` (heads, classes or EC labels, as
the metric needs), all rows of a task pooled in file order, and returns the unscaled score. They are
for comparison with published tables; ``docs/official-evaluator.md`` tells what is odd about each.

>>> accuracy([True, None, False], ["positive", "negative", "negative"])    # None counts as wrong
0.6666666666666666
>>> round(r2([3.0, 2.0, None, 1.0], ["1", "2", "2", "3"]), 6)     # reversed, 3 of 4 rows answered
0.75
"""

from __future__ import annotations

import ast
import json
import math
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from biobench.parsers.official import codes_in

#: A score: a number, several by name, ``None`` for the published null, or an error text.
Raw = float | dict[str, float] | str | None
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_MIXED_LIMIT = 1000.0  # larger predictions are invalid
_MIXED_THRESHOLD = 30.0  # below: the interesting class; up to here: the rewarded range
_HEAD_TITLES = {"hk": "HK"}  # how error texts spell a head, if not just capitalised


# -- yes or no, one class -----------------------------------------------------------------------


def _binary_pairs(
    values: Sequence[bool | None], labels: Sequence[object]
) -> list[tuple[bool, bool]]:
    """(gold, predicted) of each row; no value becomes the wrong class."""
    gold = [label == "positive" for label in labels]
    return [(g, (not g) if v is None else bool(v)) for g, v in zip(gold, values)]


def mcc(
    values: Sequence[bool | None], labels: Sequence[object], names: Sequence[str] = ()
) -> float:
    """Matthews correlation, -1 to 1; 0 where all labels or all predictions are of one class.

    Only the label ``positive`` is positive. ``None`` counts as the wrong class.
    """
    pairs = _binary_pairs(values, labels)
    tp, tn = pairs.count((True, True)), pairs.count((False, False))
    fp, fn = pairs.count((False, True)), pairs.count((True, False))
    scale = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)
    return (tp * tn - fp * fn) / math.sqrt(scale) if scale else 0.0


def accuracy(
    values: Sequence[bool | None], labels: Sequence[object], names: Sequence[str] = ()
) -> float:
    """Share of right classes, 0 to 1, labels and ``None`` as in :func:`mcc`."""
    pairs = _binary_pairs(values, labels)
    return sum(gold == predicted for gold, predicted in pairs) / len(pairs)


def class_accuracy(
    values: Sequence[str | None], labels: Sequence[object], names: Sequence[str] = ()
) -> float:
    """Share of rows whose class is the label, 0 to 1; no class is wrong."""
    return sum(value == label for value, label in zip(values, labels)) / len(labels)


# -- one number ---------------------------------------------------------------------------------


def _floats(values: Sequence[Any]) -> Floats:
    return np.array([math.nan if v is None else float(v) for v in values], dtype=np.float64)


def pearson_r(x: Floats, y: Floats) -> float:
    """Pearson correlation of two arrays of shape (n,), n > 1; NaN where one of them is constant."""
    if (x == x[0]).all() or (y == y[0]).all():
        return math.nan
    dx, dy = x - x.mean(), y - y.mean()
    # Scaled first: the squares of huge first numbers would overflow.
    dx, dy = dx / np.abs(dx).max(), dy / np.abs(dy).max()
    return float(np.clip(np.dot(dx / np.linalg.norm(dx), dy / np.linalg.norm(dy)), -1.0, 1.0))


def ranks(x: Floats) -> Floats:
    """Ranks from 1, tied values share the mean of theirs."""
    _, inverse, counts = np.unique(x, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    middle: Floats = last - (counts - 1) / 2.0
    return middle[inverse.reshape(-1)]


def _label_floats(labels: Sequence[object]) -> Floats:
    """Labels as numbers; raises ValueError with the label and its position among the scored rows."""
    numbers = []
    for position, label in enumerate(labels):
        try:
            numbers.append(float(label))  # type: ignore[arg-type]
        except (TypeError, ValueError):
            raise ValueError(
                f"label {label!r} of scored row {position}: expected a number"
            ) from None
    return np.array(numbers, dtype=np.float64)


def _on_answered(
    values: Sequence[float | None],
    labels: Sequence[object],
    one_row: float,
    score: Callable[[Floats, Floats], float],
) -> float:
    """``score`` of the rows with a finite prediction, times their share if some had none.

    No such row gives 0, a single one gives ``one_row``. Labels that are NaN are left out, but reduce
    the share only where a prediction is missing as well.
    """
    x, y = _floats(values), _label_floats(labels)
    kept = np.isfinite(x) & np.isfinite(y)
    n = int(kept.sum())
    if n == 0:
        return 0.0
    result = one_row if n == 1 else score(x[kept], y[kept])
    return result if np.isfinite(x).all() else result * n / len(x)


def spearman(
    values: Sequence[float | None], labels: Sequence[object], names: Sequence[str] = ()
) -> float:
    """Spearman correlation of the answered rows times their share, so silence counts as 0.

    NaN for constant predictions or labels and for a single answered row; 0 for none.
    """
    return _on_answered(values, labels, math.nan, lambda x, y: pearson_r(ranks(x), ranks(y)))


def r2(
    values: Sequence[float | None], labels: Sequence[object], names: Sequence[str] = ()
) -> float:
    """Squared Pearson correlation of the answered rows times their share (not 1 - SSE/SST).

    Negative and badly scaled relations score as well as good ones. NaN for constants, infinity for a
    single answered row, 0 for none.
    """
    return _on_answered(values, labels, math.inf, lambda x, y: pearson_r(x, y) ** 2)


def mixed(
    values: Sequence[float | None], labels: Sequence[object], names: Sequence[str] = ()
) -> float:
    """Mixed score of predictions in percent: half from the error, half from finding values below 30.

    Predictions missing or beyond +-1000 are invalid and scale the score down by their share. The
    second half is F1 (below 30) times 1 minus the error of the rows **predicted** in 0 to 30.
    """
    x, y = _floats(values), _label_floats(labels)
    valid = np.abs(x) <= _MIXED_LIMIT
    if not valid.any():
        return 0.0
    share = float(valid.mean())
    x, y = x[valid], y[valid]
    error = min(float(np.abs(x - y).mean()), 100.0)
    inside = (x >= 0) & (x <= _MIXED_THRESHOLD)
    inside_error = min(float(np.abs(x - y)[inside].mean()), 100.0) if inside.any() else 100.0
    f1 = _f1(x < _MIXED_THRESHOLD, y < _MIXED_THRESHOLD)
    return share * (0.5 * (1 - error / 100) + 0.5 * f1 * (1 - inside_error / 100))


def _f1(predicted: NDArray[np.bool_], gold: NDArray[np.bool_]) -> float:
    hits = int((predicted & gold).sum())
    total = int(predicted.sum()) + int(gold.sum())
    return 2 * hits / total if total else 0.0


# -- several numbers ----------------------------------------------------------------------------


def head_labels(label: object, names: Sequence[str]) -> list[float]:
    """The numbers of a label that is a mapping, or its text in JSON or Python notation.

    Raises
    ------
    ValueError
        If the label is neither or lacks a number.
    """
    try:
        if isinstance(label, str):
            label = json.loads(label) if '"' in label else ast.literal_eval(label)
        if isinstance(label, Mapping):
            return [float(label[name]) for name in names]
    except (ValueError, SyntaxError, KeyError, TypeError):
        pass
    raise ValueError(f"label {label!r}: expected a mapping with numbers for {', '.join(names)}")


def _heads(
    values: Sequence[Mapping[str, float] | None], labels: Sequence[object], names: Sequence[str]
) -> list[tuple[Floats, Floats]]:
    """Predictions and labels of each head on the rows where both are finite."""
    gold = np.array([head_labels(label, names) for label in labels], dtype=np.float64)
    heads = []
    for column, name in enumerate(names):
        x, y = _floats([(value or {}).get(name) for value in values]), gold[:, column]
        finite = np.isfinite(x) & np.isfinite(y)
        heads.append((x[finite], y[finite]))
    return heads


def head_pearson(
    values: Sequence[Mapping[str, float] | None], labels: Sequence[object], names: Sequence[str]
) -> dict[str, float] | str:
    """Pearson correlation of each head (``<name>_PCC``) times the share of its finite rows.

    A head is NaN where constant and infinite with a single row; one without any row turns the whole
    result into an error text.
    """
    result = {}
    for name, (x, y) in zip(names, _heads(values, labels, names)):
        if not len(x):
            title = _HEAD_TITLES.get(name, name.capitalize())
            return f"Error: {title} has insufficient valid data after removing NaNs and infs."
        r = math.inf if len(x) == 1 else pearson_r(x, y)
        result[f"{name}_PCC"] = r * len(x) / len(labels)
    return result


def head_r2(
    values: Sequence[Mapping[str, float] | None], labels: Sequence[object], names: Sequence[str]
) -> float:
    """Mean over heads of squared Pearson correlation times the share of finite rows.

    A head is 0 without any row, infinite with one, NaN where constant; the mean passes these on.
    """
    scores = []
    for x, y in _heads(values, labels, names):
        r = 0.0 if not len(x) else math.inf if len(x) == 1 else pearson_r(x, y)
        scores.append(r**2 * len(x) / len(labels))
    return sum(scores) / len(scores)


# -- sets ---------------------------------------------------------------------------------------


def set_auc(
    values: Sequence[Collection[str] | None], labels: Sequence[object], names: Sequence[str]
) -> float | None:
    """Mean over ``names`` of (true positive rate + true negative rate) / 2.

    ``None`` where a name is in all labels or in none. Labels are split at commas without trimming:
    in ``m6A, m5C`` the second name is lost.
    """
    gold_sets = [set(str(label).split(",")) for label in labels]
    areas = []
    for name in names:
        gold = np.array([name in s for s in gold_sets])
        if gold.all() or not gold.any():
            return None
        predicted = np.array([value is not None and name in value for value in values])
        areas.append((predicted[gold].mean() + (~predicted[~gold]).mean()) / 2)
    return float(np.mean(areas))


def _members(sets: Sequence[Collection[str]], names: Sequence[str]) -> NDArray[np.bool_]:
    """Matrix (rows, names) of membership; members not among the names are dropped."""
    column = {name: i for i, name in enumerate(names)}
    matrix = np.zeros((len(sets), len(names)), dtype=np.bool_)
    for row, members in enumerate(sets):
        for member in members:
            if member in column:
                matrix[row, column[member]] = True
    return matrix


def fmax(
    values: Sequence[Collection[str] | None], labels: Sequence[object], names: Sequence[str]
) -> float:
    """Largest F over every cut of one list of all (row, name) pairs, 0 to 1.

    The list holds the predicted pairs first, then all others, each part by row and in a row by the
    order of ``names``: so the result depends on both orders, and empty predictions do not give 0.
    Needs about 100 bytes a pair: a full test set of EC numbers (1919 x 538) takes 0.1 GB.
    """
    if not names:
        return 0.0
    predicted = _members([value or () for value in values], names)
    gold = _members([codes_in(label) for label in labels], names)
    seen_in_row = np.zeros(len(gold), dtype=np.int64)
    first = _walk(predicted, gold, seen_in_row, seen_in_row)
    rest = _walk(~predicted, gold, predicted.sum(axis=1), (predicted & gold).sum(axis=1))
    row, seen, hits, hit = (np.concatenate(part) for part in zip(first, rest))
    # What each step changes, summed up: only one row's precision and recall move at a time.
    before = np.where(seen > 1, (hits - hit) / np.maximum(seen - 1, 1), 0.0)
    precision = np.cumsum(hits / seen - before) / np.cumsum(seen == 1)
    recall = np.cumsum(hit / np.maximum(gold.sum(axis=1), 1)[row]) / len(gold)
    return float((2 * precision * recall / (precision + recall + 1e-10)).max())


def _walk(
    pairs: NDArray[np.bool_], gold: NDArray[np.bool_], seen: Ints, hits: Ints
) -> tuple[Ints, Ints, Ints, NDArray[np.bool_]]:
    """Go through one part of the pairs in order.

    Parameters
    ----------
    pairs, gold : matrices (rows, names): the pairs of this part, the true pairs.
    seen, hits : shape (rows,): pairs, true pairs of each row before this part.

    Returns
    -------
    row, seen, hits, hit : for each pair its row, that row's pairs and true pairs so far, this one
        included, and whether this one is true.
    """
    index = np.flatnonzero(pairs)
    row = index // pairs.shape[1]
    hit = gold.ravel()[index]
    counts = pairs.sum(axis=1)
    start = np.cumsum(counts) - counts
    hits_so_far = np.concatenate(([0], np.cumsum(hit)))
    position = np.arange(1, len(index) + 1)
    return (
        row,
        position + (seen - start)[row],
        hits_so_far[1:] + (hits - hits_so_far[start])[row],
        hit,
    )
