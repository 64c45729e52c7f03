"""Shares of rows (parsed, refused, failed, ...) with standard errors and intervals.

A share of rows needs no draws: its standard error over clusters has a formula. For example 90 parsed
rows of 100 independent ones are 0.9 with standard error 0.0302.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from biobench.metrics.intervals import Interval, share
from biobench.metrics.resample import cluster_codes, effective_clusters
from biobench.metrics.table import AnswerTable, BoolArray, IntArray
from biobench.parsers.answer import STATUSES
from biobench.spec import TaskSpec


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of ``n`` rows, 0 to 1, with its standard error and 95 % interval; 0 of 0 rows is 0."""

    value: float
    stderr: float
    interval: Interval
    n: int


def rate(hit: BoolArray, cluster: IntArray) -> Rate:
    """Share of ``hit``, both of shape ``(n,)``; rows of one cluster are dependent.

    The standard error is that of a ratio of cluster totals, with the factor G / (G - 1).
    """
    n = len(hit)
    if not n:
        return Rate(0.0, 0.0, Interval(0.0, 1.0), 0)
    code = cluster_codes(cluster)
    value = float(hit.mean())
    residual = np.bincount(code, hit - value)
    clusters = len(residual)
    spread = float((residual**2).sum()) * clusters / (clusters - 1) if clusters > 1 else 0.0
    stderr = math.sqrt(spread) / n
    df = effective_clusters(cluster) - 1
    interval = share(value, stderr, df) if clusters > 1 else Interval(0.0, 1.0)
    return Rate(value, stderr, interval, n)


def rates(spec: TaskSpec, table: AnswerTable) -> dict[str, Rate]:
    """Share of every status, and the parsed share by gold class.

    Keys are the statuses of :data:`biobench.parsers.answer.STATUSES` and, for classes,
    ``parsed[positive]``, ``parsed[negative]`` (binary), ``parsed[tRNA]`` ... (one_of),
    ``parsed[none]``, ``parsed[some]`` (set_of). A model that answers one class more often than the
    other can gain by it on the parsed rows; these shares show it.
    """
    status = np.array(table.status, dtype=object)
    out = {name: rate(status == name, table.cluster) for name in STATUSES}
    parsed = status == "parsed"
    classes = _classes(spec, table.gold)
    for name in sorted(set(classes)):
        rows = np.fromiter((c == name for c in classes), np.bool_, len(classes))
        out[f"parsed[{name}]"] = rate(parsed[rows], table.cluster[rows])
    return out


def _classes(spec: TaskSpec, gold: Sequence[Any]) -> list[str]:
    if spec.kind == "binary":
        return ["positive" if g else "negative" for g in gold]
    if spec.kind == "one_of":
        return list(gold)
    if spec.kind == "set_of" and spec.none_label is not None:
        return ["some" if g else "none" for g in gold]
    return []
