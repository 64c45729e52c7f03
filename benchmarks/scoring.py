"""What scoring costs, without a model: all metrics, intervals and subsets of parsed answers.

``scoring.seconds`` and ``scoring.memory_mib``: the 21 tasks with as many rows as the paper's test sets
(243,227), 1,000 draws each, beyond a process that only makes the answers.
``scoring.mcc_ratio``: standard error of MCC for 5,000 rows and 2,000 draws, lm-eval's bootstrap (all
cores) against ours (all metrics of the task, on one core), in turn in one process.
"""

from __future__ import annotations

import contextlib
import io
import statistics
import sys
import time
from typing import Any

import numpy as np

from benchmarks.measure import PAIRS, Figure, figure, pairs, python
from biobench.metrics import AnswerTable, score, score_subsets
from biobench.spec import TaskSpec, builtin_specs

DRAWS = 2000
ROWS = 5000
#: Labels of tasks that list theirs in a file beside the data.
MANY = [
    f"{a}.{b}.{c}.{d}" for a in range(1, 8) for b in (1, 2) for c in (1, 2, 3) for d in range(13)
]


def answers(spec: TaskSpec, rows: int, rng: np.random.Generator) -> AnswerTable:
    """Random labels, and answers of which 60 % are right and 5 % missing; every row independent,
    since clusters only make it faster."""
    gold = _labels(spec, rows, rng)
    guess = _labels(spec, rows, rng)
    kind = rng.choice(3, rows, p=[0.6, 0.35, 0.05]).tolist()
    value = [(g, v, None)[k] for g, v, k in zip(gold, guess, kind)]
    if spec.none_label is not None:
        value = [[spec.none_label] if v == [] else v for v in value]
    parts = [name for name in spec.official if name not in spec.skip]
    return AnswerTable(
        gold=gold,
        value=value,
        status=["refused" if v is None else "parsed" for v in value],
        cluster=np.arange(rows),
        subset=[parts[i % len(parts)] for i in range(rows)],
        index=np.arange(rows),
    )


def _labels(spec: TaskSpec, rows: int, rng: np.random.Generator) -> list[Any]:
    if spec.kind == "binary":
        return list((rng.random(rows) < 0.5).tolist())
    if spec.kind == "number":
        return list(rng.uniform(0, 100, rows).round(2).tolist())
    if spec.kind == "numbers":
        names = [v.name for v in spec.values]
        return [dict(zip(names, row)) for row in rng.normal(size=(rows, len(names))).tolist()]
    labels = list(spec.labels) or MANY
    if spec.kind == "one_of":
        return list(rng.choice(labels, rows).tolist())
    picks = rng.integers(0, len(labels), (rows, 3)).tolist()
    sizes = rng.integers(0 if spec.none_label else 1, 4, rows).tolist()
    return [sorted({labels[i] for i in row[:size]}) for row, size in zip(picks, sizes)]


def all_tasks(scored: bool) -> None:
    """Make the answers to all tasks, and score them if asked to."""
    rng = np.random.default_rng(0)
    for spec in builtin_specs().values():
        table = answers(spec, spec.test_rows or 1000, rng)
        if scored:
            score(spec, table)
            score_subsets(spec, table)


def mcc_ratio() -> Figure:
    """lm-eval's time for one standard error of MCC over ours."""
    from lm_eval.api.metrics import bootstrap_stderr, matthews_corrcoef

    spec = next(s for s in builtin_specs().values() if s.headline == "mcc")
    table = answers(spec, ROWS, np.random.default_rng(0))
    items = [(g, v) for g, v in zip(table.gold, table.value) if v is not None]
    ratios = []
    score(spec, table, DRAWS)  # imports
    for number in range(PAIRS):
        start = time.perf_counter()
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            theirs_error = bootstrap_stderr(matthews_corrcoef, items, DRAWS)
        theirs = time.perf_counter() - start
        start = time.perf_counter()
        ours_error = score(spec, table, DRAWS).metrics["mcc"].parsed_only_stderr
        ours = time.perf_counter() - start
        if abs(ours_error / theirs_error - 1) > 0.15:
            raise RuntimeError(f"standard errors disagree: {ours_error:g} and {theirs_error:g}")
        ratios.append(theirs / ours)
        print(f"  pair {number + 1}: {theirs:.1f} s and {ours:.4f} s", flush=True)
    spread = [round(min(ratios), 1), round(max(ratios), 1)]
    value = round(statistics.median(ratios), 1)
    return Figure("scoring.mcc_ratio", value, "x", ">= 100", "make bench ONLY=scoring", spread)


def measure() -> list[Figure]:
    """All figures of this family."""
    module = ("-m", "benchmarks.scoring")
    found = pairs(python(*module, "score"), python(*module, "make"))
    return [
        figure("scoring.seconds", "s", "< 20", found, lambda a, b: a.seconds - b.seconds),
        figure("scoring.memory_mib", "MiB", "< 1536", found, lambda a, b: a.peak_mib),
        mcc_ratio(),
    ]


if __name__ == "__main__":
    all_tasks(sys.argv[1] == "score")
