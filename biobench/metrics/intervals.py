"""95 % intervals from a bootstrap standard error, on the scale where the metric is closest to normal.

Correlations take Fisher's z, shares Wilson's score interval with the number of rows that would give
this standard error, squared correlations the squared interval of the signed root. All use Student's t
with the effective number of clusters. For example ``share(0.8, 0.0231, 299)`` is about (0.751, 0.842).
Chosen by measured coverage: docs/metrics-validation.md.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from biobench.metrics.table import FloatArray

LEVEL = 0.95


class Interval(NamedTuple):
    """Lower and upper end."""

    low: float
    high: float


@functools.lru_cache(maxsize=4096)
def t_quantile(df: float, probability: float = (1 + LEVEL) / 2) -> float:
    """Quantile of Student's t with ``df`` degrees of freedom; fewer than one counts as one."""
    from scipy.special import stdtrit

    return float(stdtrit(max(df, 1.0), probability))


def t_tail(t: float, df: float) -> float:
    """Two-sided p-value of ``t``; fewer than one degree of freedom counts as one."""
    from scipy.special import stdtr

    return float(2 * stdtr(max(df, 1.0), -abs(t)))


def share(value: float, stderr: float, df: float) -> Interval:
    """Interval of a value between 0 and 1 (Wilson 1927), never outside.

    At 0 and 1, where the bootstrap sees no variation, ``df + 1`` independent rows are assumed: 300
    right answers of 300 do not prove that the 301st will be right.
    """
    value = min(max(value, 0.0), 1.0)
    inside = value * (1 - value)
    rows = inside / stderr**2 if stderr > 0 and inside > 0 else df + 1
    if stderr <= 0 < inside:
        return Interval(value, value)
    square = t_quantile(df) ** 2 / max(rows, 1e-12)
    centre = (value + square / 2) / (1 + square)
    half = math.sqrt(square * inside + square**2 / 4) / (1 + square)
    return Interval(max(0.0, min(centre - half, value)), min(1.0, max(centre + half, value)))


def correlation(value: float, stderr: float, df: float) -> Interval:
    """Interval of a value between -1 and 1 through Fisher's z; a point at -1 and 1."""
    if stderr <= 0 or not -1 < value < 1:
        return Interval(value, value)
    half = t_quantile(df) * stderr / (1 - value**2)
    z = math.atanh(value)
    return Interval(math.tanh(z - half), math.tanh(z + half))


def squared(root: float, stderr: float, df: float) -> Interval:
    """Interval of a squared correlation: that of the signed one, squared; from 0 if it spans 0.

    The percentile interval of the square itself never covers a true 0.
    """
    low, high = correlation(root, stderr, df)
    ends = sorted((low**2, high**2))
    return Interval(0.0 if low <= 0 <= high else ends[0], ends[1])


def mean_of_squares(roots: FloatArray, drawn: FloatArray, clusters: int, df: float) -> Interval:
    """Interval of the mean of squared correlations of several values, from 0 where noise explains it.

    Squares of noise add up, so the mean of squares lies above the truth when all correlations are
    small. The ends are the true means for which the observed one would be at its 97.5 or 2.5 %
    quantile, with the bootstrap errors as the noise and the direction of ``roots`` kept. Near 0 the
    tails are those of :func:`squared`, which is the case of one value: 0 is left out when a test of no
    correlation at all rejects at 5 %.

    Parameters
    ----------
    roots : shape ``(k,)``; signed roots on all rows.
    drawn : shape ``(draws, k)``; the same in each draw.
    clusters, df : number of clusters, at least 2, and degrees of freedom; few make errors larger.
    """
    seen = float((roots**2).mean())
    normal_cdf, tail = NormalDist().cdf, (1 - LEVEL) / 2
    edge = NormalDist().inv_cdf(1 - tail)
    if seen <= 0 or len(drawn) < 2 or not np.ptp(drawn, axis=0).any():
        return Interval(seen, seen)
    errors = drawn - drawn.mean(axis=0)
    errors *= math.sqrt(clusters / (clusters - 1)) * t_quantile(df) / edge
    direction = roots / math.sqrt(seen)
    # mean((t d + e)^2) = t^2 + 2 t mean(d e) + mean(e^2), since mean(d^2) is 1.
    along, noise = (errors * direction).mean(axis=1), (errors**2).mean(axis=1)
    unit = float(along.std()) or 1e-12

    def below(t: float) -> float:
        return float((t * t + 2 * t * along + noise <= seen).mean())

    def solve(target: Callable[[float], float]) -> float:
        low, high = 0.0, 1.0
        if below(0.0) <= target(0.0):
            return 0.0
        for _ in range(40):
            middle = (low + high) / 2
            low, high = (middle, high) if below(middle) > target(middle) else (low, middle)
        return low * low

    lower = solve(lambda t: 1 - tail - normal_cdf(-edge - 2 * t / unit))
    upper = solve(lambda t: tail - normal_cdf(edge - 2 * t / unit))
    return Interval(min(lower, seen), max(upper, seen))


def normal(value: float, stderr: float, df: float) -> Interval:
    """Value plus and minus t standard errors: for differences and means of several tasks."""
    half = t_quantile(df) * stderr if stderr > 0 else 0.0
    return Interval(value - half, value + half)


def standard_error(drawn: FloatArray, clusters: int) -> float:
    """Standard deviation over draws, with the factor sqrt(G / (G - 1)) that the bootstrap lacks.

    0 for fewer than two draws or clusters, where there is none.
    """
    if len(drawn) < 2 or clusters < 2:
        return 0.0
    spread = float(np.std(drawn, ddof=1))
    # Sums of equal numbers differ in the last bit; that is no variation.
    return 0.0 if spread < 1e-12 else spread * math.sqrt(clusters / (clusters - 1))
