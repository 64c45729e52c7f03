"""The cluster bootstrap by counts.

Rows that share a sequence are not independent, so whole clusters are drawn. A draw is a vector of
multinomial counts over clusters; a metric made of sums needs only the counts times the clusters'
sums, so no row is touched twice. Clusters with equal sums are drawn together, which is the same
distribution and makes the bootstrap of a confusion matrix independent of the number of rows.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from biobench.metrics.table import FloatArray, IntArray

DRAWS = 1000
SEED = 20241226
#: Draws held in memory at once are limited to so many counts (8 bytes each).
_CHUNK = 4_000_000


def cluster_sums(statistics: FloatArray, cluster: IntArray) -> FloatArray:
    """Sum per-row statistics, shape ``(n, k)``, over clusters: shape ``(clusters, k)``."""
    _, code = np.unique(cluster, return_inverse=True)
    sums = np.zeros((int(code.max(initial=-1)) + 1, statistics.shape[1]))
    for column in range(statistics.shape[1]):
        sums[:, column] = np.bincount(code, statistics[:, column], len(sums))
    return sums


def bootstrap_sums(
    statistics: FloatArray, cluster: IntArray, draws: int = DRAWS, seed: int = SEED
) -> FloatArray:
    """Column sums of ``draws`` bootstrap samples of clusters.

    Parameters
    ----------
    statistics : shape ``(n, k)``; per-row values whose sums a metric is computed from.
    cluster : shape ``(n,)``; rows with the same number are drawn together.

    Returns
    -------
    Shape ``(draws, k)``. The same seed gives the same draws.
    """
    sums = cluster_sums(statistics, cluster)
    patterns, multiplicity = np.unique(sums, axis=0, return_counts=True)
    rng = np.random.default_rng(seed)
    if len(patterns) * 4 <= len(sums):
        counts = rng.multinomial(len(sums), multiplicity / len(sums), size=draws)
        return np.asarray(counts @ patterns)
    return np.concatenate([counts @ sums for counts in _counts(len(sums), draws, rng)])


def _counts(clusters: int, draws: int, rng: np.random.Generator) -> Iterator[FloatArray]:
    """Multinomial counts of every draw, in chunks of shape ``(chunk, clusters)``."""
    size = max(1, _CHUNK // clusters)
    for start in range(0, draws, size):
        chunk = min(size, draws - start)
        drawn = rng.integers(0, clusters, (chunk, clusters))
        drawn += np.arange(chunk)[:, None] * clusters
        yield np.bincount(drawn.ravel(), minlength=chunk * clusters).reshape(chunk, clusters) * 1.0
