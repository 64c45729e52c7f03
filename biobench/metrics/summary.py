"""Scores of several tasks as one number, and the scores of a task as JSON.

Only ``norm`` may be averaged over tasks: raw MCC, accuracy, AUC and Mixed Score have different zeros.
For example norms 10 and 20 with standard errors 3 and 4 have the mean 15 with standard error 2.5.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from biobench.metrics.family import Estimate, Scores
from biobench.metrics.intervals import normal
from biobench.metrics.rates import Rate

#: Degrees of freedom of a mean over tasks: Student's t is normal there.
_MANY = 1e6


def mean_over_tasks(estimates: Sequence[Estimate]) -> Estimate:
    """Mean of independent estimates, such as the norms of a group's tasks.

    Each task counts the same, whatever its number of rows. The standard error says how far the mean
    would move with other rows of the same tasks, not with other tasks. 0 with a reason for no task.
    """
    if not estimates:
        return Estimate(0.0, 0.0, 0.0, reason="no tasks")
    k = len(estimates)
    value = math.fsum(e.value for e in estimates) / k
    parsed = math.fsum(e.parsed_only for e in estimates) / k
    stderr = math.sqrt(math.fsum(e.stderr**2 for e in estimates)) / k
    parsed_stderr = math.sqrt(math.fsum(e.parsed_only_stderr**2 for e in estimates)) / k
    odd = sum(bool(e.reason) for e in estimates)
    return Estimate(
        value,
        parsed,
        stderr,
        normal(value, stderr, _MANY),
        parsed_stderr,
        normal(parsed, parsed_stderr, _MANY),
        f"{odd} of {k} values come with a remark of their own" if odd else "",
    )


def estimate_json(e: Estimate) -> dict[str, Any]:
    """An estimate as plain values."""
    return {
        "value": e.value,
        "stderr": e.stderr,
        "interval": list(e.interval),
        "parsed_only": {
            "value": e.parsed_only,
            "stderr": e.parsed_only_stderr,
            "interval": list(e.parsed_only_interval),
        },
        "reason": e.reason or None,
    }


def rate_json(r: Rate) -> dict[str, Any]:
    """A share of rows as plain values."""
    return {"value": r.value, "stderr": r.stderr, "interval": list(r.interval), "rows": r.n}


def scores_json(scores: Scores, subsets: Mapping[str, Scores] | None = None) -> dict[str, Any]:
    """The scores of one task, and of its subsets, as values that strict JSON can hold."""
    found: dict[str, Any] = {
        "rows": scores.n,
        "clusters": scores.clusters,
        "headline": scores.headline,
        "best_constant": scores.best_constant,
        "score": estimate_json(scores.score),
        "norm": estimate_json(scores.norm),
        "metrics": {name: estimate_json(e) for name, e in scores.metrics.items()},
        "rates": {name: rate_json(r) for name, r in scores.rates.items()},
    }
    if subsets:
        found["subsets"] = {name: scores_json(s) for name, s in subsets.items()}
    return found
