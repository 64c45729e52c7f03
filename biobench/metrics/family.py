"""What the metrics of one kind of answer have in common, and the one rule for missing answers.

A family turns each row into a few numbers whose sums determine its metrics. The strict score of a
metric is ``c + f (m - c)``: ``m`` on parsed rows, ``f`` the parsed fraction, ``c`` what chance gives
(0.5 for AUC, else 0). A missing answer is thus wrong for accuracy and worth chance for a correlation,
and answering only when sure does not pay. For example accuracy 0.8 on half of the rows is 0.4.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from biobench.metrics import intervals
from biobench.metrics.intervals import Interval
from biobench.metrics.rates import Rate, rates
from biobench.metrics.resample import DRAWS, SEED, bootstrap, effective_clusters
from biobench.metrics.table import AnswerTable, BoolArray, FloatArray
from biobench.spec import TaskSpec

_NOWHERE = Interval(0.0, 0.0)
#: Fewer independent rows than this get a warning beside their interval.
FEW = 10


@dataclass(frozen=True, slots=True)
class Metric:
    """What must be known of a metric to score missing answers and to give it an interval.

    Attributes
    ----------
    chance : value of an uninformed answer, ``c`` of the strict score.
    low, high : range; a negative ``low`` marks a correlation.
    parts : metrics this one is the mean of.
    square : whether their squares are averaged.
    """

    chance: float = 0.0
    low: float = 0.0
    high: float = 1.0
    parts: tuple[str, ...] = ()
    square: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """The rows of one task as numbers.

    Attributes
    ----------
    answered : shape ``(n,)``; rows whose answer counts as given.
    statistics : shape ``(n, k)``; all zero where no answer was given.
    evaluate : metrics from sums of shape ``(..., k)``; not a number where undefined.
    ranked : metrics that are no function of sums, from row counts of shape ``(..., n)`` to shape
        ``(..., j)``, with their names.
    notes : remarks on a metric, such as labels left out.
    """

    answered: BoolArray
    statistics: FloatArray
    evaluate: Callable[[FloatArray], Mapping[str, FloatArray]]
    ranked: Callable[[FloatArray], FloatArray] | None = None
    ranked_names: tuple[str, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)

    def without_ranks(self) -> Prepared:
        """The same rows for metrics that are functions of sums."""
        return replace(self, ranked=None, ranked_names=())


@dataclass(frozen=True, slots=True)
class Family:
    """The metrics of one kind of answer.

    Attributes
    ----------
    metrics : names and facts of the metrics of a task, in the order of display.
    prepare : gold labels and answers (``None``: not parsed) as numbers.
    best_constant : the headline value of the best constant answer on these gold labels.
    """

    metrics: Callable[[TaskSpec], Mapping[str, Metric]]
    prepare: Callable[[TaskSpec, Sequence[Any], Sequence[Any]], Prepared]
    best_constant: Callable[[TaskSpec, Sequence[Any]], float]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A metric on all rows (strict) and on parsed rows alone, with standard errors and 95 % intervals.

    ``reason`` says what is special about the value (undefined and therefore counted as chance, few
    rows, labels left out); it is empty for an ordinary one. Every number is finite.
    """

    value: float
    parsed_only: float
    stderr: float
    interval: Interval = _NOWHERE
    parsed_only_stderr: float = 0.0
    parsed_only_interval: Interval = _NOWHERE
    reason: str = ""

    def rescaled(self, scale: float, offset: float = 0.0) -> Estimate:
        """``scale (x - offset)`` of value and interval; ``scale`` must not be negative."""

        def move(x: float) -> float:
            return scale * (x - offset)

        return Estimate(
            move(self.value),
            move(self.parsed_only),
            scale * self.stderr,
            Interval(*map(move, self.interval)),
            scale * self.parsed_only_stderr,
            Interval(*map(move, self.parsed_only_interval)),
            self.reason,
        )


@dataclass(frozen=True, slots=True)
class Scores:
    """Everything computed from the answers of one task.

    ``n`` counts rows, ``clusters`` groups of dependent rows. ``parsed`` is the share of rows whose
    answer counts, ``f`` of the strict score (a parsed value may still count as none: an infinite
    number, an empty set where there is none). ``rates`` holds the shares of every status with
    intervals (see :func:`biobench.metrics.rates.rates`).
    """

    metrics: Mapping[str, Estimate]
    headline: str
    best_constant: float
    parsed: float
    n: int = 0
    clusters: int = 0
    rates: Mapping[str, Rate] = field(default_factory=dict)

    @property
    def score(self) -> Estimate:
        """The headline metric, times 100."""
        return self.metrics[self.headline].rescaled(100)

    @property
    def norm(self) -> Estimate:
        """100 (m - c0) / (1 - c0): 0 for the best constant answer, 100 for a perfect one.

        0 with a reason where a constant answer is perfect (all labels equal).
        """
        e = self.metrics[self.headline]
        if self.best_constant >= 1:
            why = "a constant answer is perfect on these rows, so there is nothing to normalise"
            return Estimate(0.0, 0.0, 0.0, reason=why)
        return e.rescaled(100 / (1 - self.best_constant), self.best_constant)


@dataclass(frozen=True, slots=True)
class Values:
    """Metrics on the rows as they are, or in each draw: ``shape`` is ``()`` or ``(draws,)``.

    ``strict`` and ``parsed`` hold finite values; ``defined`` says where a value was defined;
    ``fraction`` is the parsed fraction.
    """

    strict: Mapping[str, FloatArray]
    parsed: Mapping[str, FloatArray]
    defined: Mapping[str, BoolArray]
    fraction: FloatArray

    def roots(self, parts: Sequence[str], strict: bool) -> FloatArray:
        """Signed roots of the squares that a metric averages, shape ``(..., k)``."""
        root = np.stack([self.parsed[p] for p in parts], axis=-1)
        return root * np.sqrt(self.fraction)[..., None] if strict else root


def score(
    family: Family, spec: TaskSpec, table: AnswerTable, draws: int = DRAWS, seed: int = SEED
) -> Scores:
    """Score the answers of one task, with standard errors from a cluster bootstrap.

    Undefined values (one class only, no parsed row) count as chance and say so; every number is
    finite.
    """
    metrics = family.metrics(spec)
    (prepared,), whole, drawn = replicate(family, spec, [table], draws, seed)
    clusters = len(set(table.cluster.tolist()))
    answered = table.cluster[prepared.answered]
    sizes = (clusters, effective_clusters(table.cluster) - 1)
    parsed_sizes = (len(set(answered.tolist())), effective_clusters(answered) - 1)
    estimates = {}
    for name, metric in metrics.items():
        stderr, interval = _spread(metric, name, whole[0], drawn[0], True, sizes)
        parsed_stderr, parsed_interval = _spread(
            metric, name, whole[0], drawn[0], False, parsed_sizes
        )
        estimates[name] = Estimate(
            value=float(whole[0].strict[name]),
            parsed_only=float(whole[0].parsed[name]),
            stderr=stderr,
            interval=interval,
            parsed_only_stderr=parsed_stderr,
            parsed_only_interval=parsed_interval,
            reason=_reason(metric, name, whole[0], table, prepared, sizes),
        )
    return Scores(
        metrics=estimates,
        headline=spec.headline,
        best_constant=family.best_constant(spec, table.gold),
        parsed=float(whole[0].fraction),
        n=len(table),
        clusters=clusters,
        rates=rates(spec, table),
    )


def replicate(
    family: Family,
    spec: TaskSpec,
    tables: Sequence[AnswerTable],
    draws: int,
    seed: int,
    only: str | None = None,
) -> tuple[list[Prepared], list[Values], list[Values]]:
    """Metrics of several models' answers to the same rows, on these rows and in the same draws.

    The tables must hold the same rows in the same order; only the first one's clusters are used.
    ``only`` names the one metric that is wanted: without rank correlations draws are much cheaper.
    """
    metrics = family.metrics(spec)
    if only is not None:
        metrics = {only: metrics[only]}
    prepared = [family.prepare(spec, t.gold, t.parsed_values()) for t in tables]
    prepared = [p if set(p.ranked_names) & set(metrics) else p.without_ranks() for p in prepared]
    rows = len(tables[0])
    columns = np.column_stack(
        [np.ones(rows)] + [c for p in prepared for c in (p.answered * 1.0, p.statistics)]
    )

    def ranks(counts: FloatArray) -> FloatArray:
        return np.concatenate([p.ranked(counts) for p in prepared if p.ranked], axis=-1)

    ranked = ranks if any(p.ranked for p in prepared) else None
    sums, ranked_values = bootstrap(columns, tables[0].cluster, draws, seed, ranked)
    whole_sums = columns.sum(axis=0)
    whole_ranked = None if ranked is None else ranked(np.ones((1, rows)))[0]
    whole: list[Values] = []
    drawn: list[Values] = []
    at, rank_at = 1, 0
    for p in prepared:
        to, rank_to = at + 1 + p.statistics.shape[1], rank_at + len(p.ranked_names)
        for out, s, r in ((whole, whole_sums, whole_ranked), (drawn, sums, ranked_values)):
            ranked_part = None if r is None else r[..., rank_at:rank_to]
            out.append(_values(metrics, p, s[..., 0], s[..., at:to], ranked_part))
        at, rank_at = to, rank_to
    return prepared, whole, drawn


def _values(
    metrics: Mapping[str, Metric],
    prepared: Prepared,
    total: FloatArray,
    sums: FloatArray,
    ranked: FloatArray | None,
) -> Values:
    fraction = np.divide(sums[..., 0], total, out=np.zeros_like(total), where=total > 0)
    base = dict(prepared.evaluate(sums[..., 1:]))
    if ranked is not None:
        base.update((name, ranked[..., i]) for i, name in enumerate(prepared.ranked_names))
    strict, parsed, defined = {}, {}, {}
    for name, metric in metrics.items():
        if metric.parts:
            found = np.stack([np.asarray(base[p]) for p in metric.parts], axis=-1)
            ok = np.isfinite(found)
            # A value without variation counts as chance in the mean, as it does alone.
            found = np.where(ok, found, 0.0)
            value, okay = (found**2 if metric.square else found).mean(axis=-1), ok.all(axis=-1)
        else:
            value, okay = np.asarray(base[name]), np.isfinite(base[name])
            value = np.where(okay, value, metric.chance)
        strict[name] = metric.chance + fraction * (value - metric.chance)
        parsed[name], defined[name] = value, np.asarray(okay)
    return Values(strict, parsed, defined, fraction)


def _spread(
    metric: Metric, name: str, whole: Values, drawn: Values, strict: bool, sizes: tuple[int, float]
) -> tuple[float, Interval]:
    """Standard error and interval of one value; ``sizes``: clusters, degrees of freedom."""
    clusters, df = sizes
    value = float((whole.strict if strict else whole.parsed)[name])
    stderr = intervals.standard_error((drawn.strict if strict else drawn.parsed)[name], clusters)
    if clusters < 2:
        return 0.0, Interval(metric.low, metric.high)
    if metric.square:
        roots, drawn_roots = whole.roots(metric.parts, strict), drawn.roots(metric.parts, strict)
        if len(metric.parts) > 1:
            return stderr, intervals.mean_of_squares(roots, drawn_roots, clusters, df)
        root_error = intervals.standard_error(drawn_roots[:, 0], clusters)
        return stderr, intervals.squared(float(roots[0]), root_error, df)
    if metric.low < 0:
        return stderr, intervals.correlation(value, stderr, df)
    width = metric.high - metric.low
    low, high = intervals.share((value - metric.low) / width, stderr / width, df)
    return stderr, Interval(metric.low + width * low, metric.low + width * high)


def _reason(
    metric: Metric,
    name: str,
    whole: Values,
    table: AnswerTable,
    prepared: Prepared,
    sizes: tuple[int, float],
) -> str:
    """What a reader must know about a value, or nothing."""
    clusters, effective = sizes[0], sizes[1] + 1
    out = []
    if not len(table):
        return "no rows; counts as chance"
    if not prepared.answered.any():
        out.append("no answer was parsed; counts as chance")
    elif not whole.defined[name]:
        rows = np.flatnonzero(prepared.answered)
        if len({repr(table.gold[i]) for i in rows}) == 1:
            why = "the labels of all parsed rows are equal"
        elif len({repr(table.value[i]) for i in rows}) == 1:
            why = "all answers are equal"
        else:
            why = "the labels or the answers do not vary"
        odd = [part for part in metric.parts if not whole.defined[part]]
        what = f"{', '.join(odd)} undefined" if odd else "undefined"
        out.append(f"{what}, since {why}; counts as chance")
    if clusters < 2:
        out.append("all rows are one cluster: no standard error, the interval is the whole range")
    elif effective < FEW:
        out.append(
            f"{effective:.3g} independent rows or clusters: take the interval as a rough guide"
        )
    if note := prepared.notes.get(name):
        out.append(note)
    return "; ".join(out)
