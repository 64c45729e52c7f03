"""The cluster bootstrap by counts.

Rows that share a sequence are not independent, so whole clusters are drawn. A draw is a vector of
multinomial counts over clusters; a metric made of sums needs only the counts times the clusters'
sums, and a rank correlation only the counts of its rows, so no row is copied. Clusters with equal
sums are drawn together: the same distribution, and a confusion matrix takes no longer on many rows.
For example 10,000 independent yes-or-no answers have four sums, ``1000`` draws of four counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from biobench.metrics.table import FloatArray, IntArray

DRAWS = 1000
SEED = 20241226
#: Draws held at once are limited to so many counts (8 bytes each): ranks want them in a core's cache,
#: matrix products want many. The draws do not depend on it.
_RANK_CHUNK, _SUM_CHUNK = 125_000, 1_000_000


def cluster_codes(cluster: IntArray) -> IntArray:
    """Cluster numbers as 0, 1, ... without gaps, shape ``(n,)``."""
    return np.asarray(np.unique(cluster, return_inverse=True)[1], dtype=np.int64).reshape(-1)


def effective_clusters(cluster: IntArray) -> float:
    """How many equal clusters carry as much: n^2 / sum of squared sizes (Kish); 0 for no rows."""
    if not len(cluster):
        return 0.0
    sizes = np.bincount(cluster_codes(cluster)).astype(np.float64)
    return float(sizes.sum() ** 2 / (sizes**2).sum())


def cluster_sums(statistics: FloatArray, code: IntArray) -> FloatArray:
    """Sum per-row statistics, shape ``(n, k)``, over clusters: shape ``(clusters, k)``."""
    clusters = int(code.max(initial=-1)) + 1
    if clusters == len(code):
        sums = np.empty_like(statistics)
        sums[code] = statistics
        return sums
    sums = np.zeros((clusters, statistics.shape[1]))
    for column in range(statistics.shape[1]):
        sums[:, column] = np.bincount(code, statistics[:, column], clusters)
    return sums


def bootstrap(
    statistics: FloatArray,
    cluster: IntArray,
    draws: int = DRAWS,
    seed: int = SEED,
    ranked: Callable[[FloatArray], FloatArray] | None = None,
) -> tuple[FloatArray, FloatArray | None]:
    """Column sums of ``draws`` bootstrap samples of clusters, and what ``ranked`` makes of them.

    Parameters
    ----------
    statistics : shape ``(n, k)``; per-row values whose sums a metric is computed from.
    cluster : shape ``(n,)``; rows with the same number are drawn together.
    ranked : from row counts of shape ``(chunk, n)`` to values of shape ``(chunk, j)``, for metrics
        that are no function of sums.

    Returns
    -------
    Shapes ``(draws, k)`` and ``(draws, j)``. The same seed gives the same draws.
    """
    rng = np.random.default_rng(seed)
    if not len(statistics) or draws < 1:
        empty = None if ranked is None else ranked(np.zeros((max(draws, 0), len(statistics))))
        return np.zeros((max(draws, 0), statistics.shape[1])), empty
    code = cluster_codes(cluster)
    sums = cluster_sums(statistics, code)
    if ranked is None:
        patterns, multiplicity = _patterns(sums)
        if len(patterns) * 4 <= len(sums):
            drawn = rng.multinomial(len(sums), multiplicity / len(sums), size=draws)
            return drawn.astype(np.float64) @ patterns, None
    single = len(sums) == len(code) and bool((code == np.arange(len(code))).all())
    out_sums, out_ranked = [], []
    chunk = max(1, (_SUM_CHUNK if ranked is None else _RANK_CHUNK) // len(sums))
    for counts in _counts(len(sums), draws, chunk, rng):
        out_sums.append(counts @ sums)
        if ranked is not None:
            out_ranked.append(ranked(counts if single else counts[:, code]))
    return np.concatenate(out_sums), np.concatenate(out_ranked) if ranked is not None else None


def _patterns(sums: FloatArray) -> tuple[FloatArray, IntArray]:
    """Distinct rows and how often each occurs."""
    # Rows are told apart by one random projection: sorting numbers is much faster than sorting rows.
    # Rounding can only split equal rows, which costs time, not correctness; a large sum beside a
    # small one could hide a difference, so columns are brought to one scale first.
    scale = np.abs(sums).max(axis=0, initial=0.0)
    weights = np.random.default_rng(0).uniform(1, 2, sums.shape[1]) / np.where(scale > 0, scale, 1)
    # No matrix product: it may round equal rows differently, and then draws would not be repeatable.
    key = (sums * weights).sum(axis=1)
    _, first, count = np.unique(key, return_index=True, return_counts=True)
    return sums[first], np.asarray(count, dtype=np.int64)


def _counts(clusters: int, draws: int, size: int, rng: np.random.Generator) -> Iterator[FloatArray]:
    """Multinomial counts of every draw, in chunks of shape ``(size, clusters)`` or less."""
    for start in range(0, draws, size):
        chunk = min(size, draws - start)
        drawn = rng.integers(0, clusters, (chunk, clusters))
        drawn += np.arange(chunk)[:, None] * clusters
        counts = np.bincount(drawn.ravel(), minlength=chunk * clusters)
        yield counts.reshape(chunk, clusters).astype(np.float64)
