"""Is one model better than another? Differences on the same rows, with intervals and p-values.

Two models that see the same rows share their luck with easy and hard ones; drawing the same rows for
both removes it from the difference. In go ids and answers of each model, out comes a
:class:`Comparison`: for each pair and task the difference of the headline metric, times 100.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from biobench.metrics import FAMILIES, intervals
from biobench.metrics.family import replicate
from biobench.metrics.intervals import Interval
from biobench.metrics.resample import DRAWS, SEED, effective_clusters
from biobench.metrics.table import AnswerTable, BoolArray, FloatArray
from biobench.spec import TaskSpec

#: Chance to detect a difference of the size called detectable.
POWER_QUANTILE = 0.8416212335729143  # normal quantile of 80 %


class RowsDiffer(ValueError):
    """Two models were not scored on the same rows; the message names task, models and rows."""


class Answers(NamedTuple):
    """One model's answers to one task; ``ids`` name the rows of ``table``, each once."""

    ids: Sequence[str]
    table: AnswerTable


@dataclass(frozen=True, slots=True)
class Difference:
    """First model minus second on one task, in points (headline metric times 100, strict).

    Attributes
    ----------
    task, metric : what was compared.
    first, second : the two scores.
    value, stderr, interval : their difference, its standard error and 95 % interval.
    p : two-sided p-value of no difference.
    q : p after Benjamini-Hochberg over the tasks of the pair: below 0.05 for all tasks called
        different, 5 % of those calls are expected to be false.
    detectable : true difference that this many rows would show (p < 0.05) four times in five.
    mcnemar : exact p-value on discordant rows, where rows are independent and accuracy is defined.
    n, clusters : rows and groups of dependent rows.
    norm_scale : factor from points to points of ``norm``.
    reason : what is special about the comparison; empty for an ordinary one.
    """

    task: str
    metric: str
    first: float
    second: float
    value: float
    stderr: float
    interval: Interval
    p: float
    q: float
    detectable: float
    mcnemar: float | None
    n: int
    clusters: int
    norm_scale: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two models over all tasks.

    ``wins`` of the first, ``losses`` and ``ties`` count tasks by score alone; ``clear_wins`` and
    ``clear_losses`` those with ``q < 0.05``. ``win_rate`` counts a tie as half. ``mean`` is the mean
    difference of ``norm`` with its standard error, interval and p-value.
    """

    first: str
    second: str
    tasks: tuple[Difference, ...]
    wins: int
    losses: int
    ties: int
    clear_wins: int
    clear_losses: int
    win_rate: float
    mean: float
    stderr: float
    interval: Interval
    p: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """All pairs of models, in the order given, and the tasks not every pair could be compared on."""

    models: tuple[str, ...]
    pairs: tuple[Pair, ...]
    left_out: Mapping[str, str]


def compare(
    specs: Mapping[str, TaskSpec],
    runs: Mapping[str, Mapping[str, Answers]],
    *,
    shared_rows: bool = False,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Comparison:
    """Compare all pairs of models on all tasks that every model has answered.

    Parameters
    ----------
    specs : facts of the tasks by name.
    runs : answers by model and task name.
    shared_rows : whether to compare on the rows that all models have, where they differ.

    Raises
    ------
    RowsDiffer
        If models were scored on different rows of a task (unless ``shared_rows``) or on different
        labels of one row.
    ValueError
        For fewer than two models.
    """
    models = tuple(runs)
    if len(models) < 2:
        raise ValueError(f"expected at least two models to compare, found {len(models)}")
    everywhere = [task for task in specs if all(task in runs[m] for m in models)]
    left_out = {
        task: "not answered by " + ", ".join(m for m in models if task not in runs[m])
        for task in specs
        if task not in everywhere and any(task in runs[m] for m in models)
    }
    found: dict[tuple[str, str], list[Difference]] = {}
    for task in everywhere:
        answers = {m: runs[m][task] for m in models}
        for pair, difference in compare_task(
            specs[task], answers, shared_rows=shared_rows, draws=draws, seed=seed
        ).items():
            found.setdefault(pair, []).append(difference)
    pairs = tuple(
        _pair(*names, found.get(names, [])) for names in itertools.combinations(models, 2)
    )
    return Comparison(models, pairs, left_out)


def compare_task(
    spec: TaskSpec,
    answers: Mapping[str, Answers],
    *,
    shared_rows: bool = False,
    draws: int = DRAWS,
    seed: int = SEED,
) -> dict[tuple[str, str], Difference]:
    """Differences of every pair of models on one task; ``q`` is ``p`` until tasks are put together.

    Raises :class:`RowsDiffer` as :func:`compare` does.
    """
    tables, note = align(spec.id, answers, shared_rows)
    family = FAMILIES[spec.kind]
    name = spec.headline
    _, whole, drawn = replicate(family, spec, list(tables.values()), draws, seed, only=name)
    table = next(iter(tables.values()))
    clusters = len(set(table.cluster.tolist()))
    df = effective_clusters(table.cluster) - 1
    constant = family.best_constant(spec, table.gold)
    right = None
    if clusters == len(table) and "accuracy" in family.metrics(spec):
        right = [
            np.fromiter((v == g for v, g in zip(t.parsed_values(), t.gold)), np.bool_, len(t))
            for t in tables.values()
        ]
    out = {}
    for (i, first), (j, second) in itertools.combinations(enumerate(tables), 2):
        scores = [100 * float(whole[k].strict[name]) for k in (i, j)]
        value = scores[0] - scores[1]
        gap: FloatArray = 100 * (drawn[i].strict[name] - drawn[j].strict[name])
        stderr = intervals.standard_error(gap, clusters)
        out[first, second] = Difference(
            task=spec.id,
            metric=name,
            first=scores[0],
            second=scores[1],
            value=value,
            stderr=stderr,
            interval=intervals.normal(value, stderr, df),
            p=p_value(value, stderr, clusters, df),
            q=p_value(value, stderr, clusters, df),
            detectable=(intervals.t_quantile(df) + POWER_QUANTILE) * stderr,
            mcnemar=None if right is None else mcnemar(right[i], right[j]),
            n=len(table),
            clusters=clusters,
            norm_scale=1 / (1 - constant) if constant < 1 else 0.0,
            reason="; ".join(filter(None, (note, _reason(stderr, clusters)))),
        )
    return out


def _reason(stderr: float, clusters: int) -> str:
    if clusters < 2:
        return "fewer than two independent rows or clusters: nothing can be said"
    return "" if stderr > 0 else "the difference does not vary between rows"


def align(
    task: str, answers: Mapping[str, Answers], shared_rows: bool = False
) -> tuple[dict[str, AnswerTable], str]:
    """Every model's table with the same rows in the order of the first, and a note if rows were left
    out.

    Raises :class:`RowsDiffer` for different or repeated rows and for different labels of one row.
    """
    names = list(answers)
    places: dict[str, dict[str, int]] = {}
    for name, (ids, table) in answers.items():
        if len(ids) != len(table):
            raise RowsDiffer(f"{task}: {name} has {len(table)} rows, but {len(ids)} ids")
        places[name] = {row: place for place, row in enumerate(ids)}
        if len(places[name]) != len(ids):
            raise RowsDiffer(f"{task}: {name} has {len(ids) - len(places[name])} ids twice")
    first = names[0]
    common = set(places[first]).intersection(*places.values())
    note = ""
    for name in names:
        if len(common) == len(places[name]):
            continue
        if not shared_rows:
            extra = sorted(set(places[name]) - common)
            raise RowsDiffer(
                f"{task}: {', '.join(names)} were not scored on the same rows: {len(extra)} of "
                f"{len(places[name])} rows of {name}, such as {extra[0]!r}, are not in all of them; "
                f"{len(common)} rows are shared. Score the same rows, or compare on shared rows only."
            )
        note = f"on the {len(common)} rows that all models have"
    order = [row for row in answers[first].ids if row in common]
    tables = {n: answers[n].table.take([places[n][row] for row in order]) for n in names}
    for name in names[1:]:
        for row, ours, theirs in zip(order, tables[first].gold, tables[name].gold):
            if ours != theirs:
                raise RowsDiffer(
                    f"{task}: row {row!r} has label {ours!r} for {first} and {theirs!r} for {name}: "
                    "the runs used different data"
                )
    return tables, note


def p_value(value: float, stderr: float, clusters: int, df: float) -> float:
    """Two-sided p-value of no difference, from Student's t.

    Where every row differs by the same amount there is no standard error; then the chance that fair
    coins agree so is taken (a sign test over clusters).
    """
    if abs(value) < 1e-9 or clusters < 2:
        return 1.0
    if stderr <= 0:
        return min(1.0, 2 * 0.5**clusters)
    return intervals.t_tail(value / stderr, df)


def mcnemar(first: BoolArray, second: BoolArray) -> float:
    """Exact two-sided p-value of equal accuracy from the rows on which only one model is right.

    McNemar 1947. For independent rows only; a missing answer is a wrong one.
    """
    only_first, only_second = int((first & ~second).sum()), int((second & ~first).sum())
    discordant = only_first + only_second
    if not discordant:
        return 1.0
    from scipy.special import bdtr

    return min(1.0, 2 * float(bdtr(min(only_first, only_second), discordant, 0.5)))


def benjamini_hochberg(p: Sequence[float]) -> list[float]:
    """Adjusted p-values (Benjamini and Hochberg 1995), in the order given."""
    order = sorted(range(len(p)), key=p.__getitem__, reverse=True)
    out, smallest = [1.0] * len(p), 1.0
    for rank, place in enumerate(order):
        smallest = min(smallest, p[place] * len(p) / (len(p) - rank))
        out[place] = smallest
    return out


def _pair(first: str, second: str, tasks: Sequence[Difference]) -> Pair:
    adjusted = benjamini_hochberg([d.p for d in tasks])
    tasks = [replace(d, q=q) for d, q in zip(tasks, adjusted)]
    wins = sum(d.value > 1e-9 for d in tasks)
    losses = sum(d.value < -1e-9 for d in tasks)
    k = max(1, len(tasks))
    mean = math.fsum(d.value * d.norm_scale for d in tasks) / k
    stderr = math.sqrt(math.fsum((d.stderr * d.norm_scale) ** 2 for d in tasks)) / k
    df = 1e6  # a mean over tasks is as good as normal
    return Pair(
        first=first,
        second=second,
        tasks=tuple(tasks),
        wins=wins,
        losses=losses,
        ties=len(tasks) - wins - losses,
        clear_wins=sum(d.q < 0.05 and d.value > 0 for d in tasks),
        clear_losses=sum(d.q < 0.05 and d.value < 0 for d in tasks),
        win_rate=(wins + (len(tasks) - wins - losses) / 2) / k if tasks else 0.5,
        mean=mean,
        stderr=stderr,
        interval=intervals.normal(mean, stderr, df),
        p=p_value(mean, stderr, sum(d.clusters for d in tasks), df),
    )
