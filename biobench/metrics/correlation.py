"""Pearson correlation from sums, and Spearman correlation from row counts.

Both can be computed for a thousand bootstrap draws at once. For example answers 1 2 3 and labels
1 2 4 have Pearson correlation 0.982 and Spearman correlation 1.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from biobench.metrics.table import BoolArray, FloatArray, IntArray

#: Variance relative to the second moment below which a column counts as constant (rounding).
_FLAT = 1e-13


def moments(gold: FloatArray, value: FloatArray, answered: BoolArray) -> FloatArray:
    """Per-row ``1, x, y, xx, yy, xy`` for :func:`pearson`: shape ``(n, 6)``, 0 where not answered.

    Both columns are centred at the median and brought to one scale, so that neither a large
    offset nor one absurd answer (1e300) costs precision; a correlation does not change by it.
    """
    x, y = _standard(gold, answered), _standard(value, answered)
    return np.column_stack([answered * 1.0, x, y, x * x, y * y, x * y])


def _standard(column: FloatArray, answered: BoolArray) -> FloatArray:
    kept = np.where(answered, column, 0.0)
    largest = np.abs(kept).max(initial=0.0)
    if largest > 0:
        # First by the largest, since the difference of two numbers near 1e308 has no double.
        kept = kept / largest
    if answered.any():
        kept = np.where(answered, kept - np.median(kept[answered]), 0.0)
    largest = np.abs(kept).max(initial=0.0)
    return kept / largest if largest > 0 else kept


def pearson(sums: FloatArray) -> FloatArray:
    """Pearson correlation from sums of :func:`moments`, shape ``(..., 6)``.

    Not a number where fewer than two rows are answered or a column is constant.
    """
    n, x, y, xx, yy, xy = (sums[..., i] for i in range(6))
    with np.errstate(divide="ignore", invalid="ignore"):
        var_x, var_y = xx - x * x / n, yy - y * y / n
        r = (xy - x * y / n) / (np.sqrt(var_x) * np.sqrt(var_y))
        flat = (var_x <= _FLAT * xx) | (var_y <= _FLAT * yy)
    return np.where(flat, np.nan, np.clip(r, -1, 1))


def spearman(
    gold: FloatArray, value: FloatArray, answered: BoolArray
) -> Callable[[FloatArray], FloatArray]:
    """Spearman correlation, with mid-ranks for ties, as a function of row counts.

    Rows are sorted once; each draw then needs only running sums of its counts. The function takes
    counts of shape ``(draws, n)`` and returns shape ``(draws,)``; not a number where undefined.
    """
    rows = np.flatnonzero(answered)
    # With the rows in the order of the labels, groups of equal labels are stretches.
    rows = rows[np.argsort(gold[rows], kind="stable")]
    x_start = _starts(gold[rows])
    y_order = np.argsort(value[rows], kind="stable")
    y_start = _starts(value[rows][y_order])
    y_group = np.empty(len(rows), dtype=np.int64)
    y_group[y_order] = np.cumsum(np.isin(np.arange(len(rows)), y_start)) - 1

    def totals(weight: FloatArray, start: IntArray) -> FloatArray:
        return weight if len(start) == len(rows) else np.add.reduceat(weight, start, axis=1)

    def correlate(counts: FloatArray) -> FloatArray:
        if not len(rows):
            return np.full(len(counts), np.nan)
        weight = counts[:, rows]
        total = weight.sum(axis=1, keepdims=True)
        x_weight = totals(weight, x_start)
        y_weight = totals(weight[:, y_order], y_start)
        # Mid-rank of a group, counted from the middle of all: counts below it, half of its own.
        x_rank = np.cumsum(x_weight, axis=1) - (x_weight + total) / 2
        y_rank = np.cumsum(y_weight, axis=1) - (y_weight + total) / 2
        x_square = np.einsum("dg,dg,dg->d", x_weight, x_rank, x_rank)
        y_square = np.einsum("dg,dg,dg->d", y_weight, y_rank, y_rank)
        weight *= y_rank[:, y_group]
        product = np.einsum("dg,dg->d", totals(weight, x_start), x_rank)
        with np.errstate(divide="ignore", invalid="ignore"):
            r = product / (np.sqrt(x_square) * np.sqrt(y_square))
        return np.asarray(np.clip(r, -1, 1))

    return correlate


def _starts(column: FloatArray) -> IntArray:
    """Where each stretch of equal numbers begins."""
    return np.flatnonzero(np.concatenate([[True], column[1:] != column[:-1]])[: len(column)])
