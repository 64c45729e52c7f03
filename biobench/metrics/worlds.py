"""Made-up models whose true scores are known: what the validation of intervals and tests draws from.

A world makes gold labels and answers from normal numbers. Rows of one cluster share half of the
variance of each number, so dependence changes no true score. For example ``number(0.6)`` answers one
number with Pearson correlation 0.6, R2 0.36 and Spearman correlation 0.582.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from biobench.metrics.table import AnswerTable, FloatArray, IntArray
from biobench.spec import TaskSpec, ValueSpec

#: Share of variance that rows of one cluster have in common.
SHARED = 0.5
#: Rows on which a true score without a formula is measured.
TRUTH_ROWS = 500_000


class Latent:
    """Normal and uniform numbers for ``n`` rows, dependent within clusters."""

    def __init__(self, rng: np.random.Generator, code: IntArray) -> None:
        self.rng, self.code = rng, code
        self.independent = len(code) == 0 or int(code.max()) + 1 == len(code)

    def normal(self, *shape: int) -> FloatArray:
        """Standard normal numbers of shape ``(n, *shape)``."""
        alone = self.rng.normal(size=(len(self.code), *shape))
        if self.independent:
            return alone
        common = self.rng.normal(size=(int(self.code.max()) + 1, *shape))[self.code]
        return np.asarray(math.sqrt(SHARED) * common + math.sqrt(1 - SHARED) * alone)

    def uniform(self, *shape: int) -> FloatArray:
        """Numbers between 0 and 1, of shape ``(n, *shape)``."""
        from scipy.special import ndtr

        return np.asarray(ndtr(self.normal(*shape)))


Labels = tuple[list[Any], Callable[[Latent], list[Any]]]


@dataclass(frozen=True, slots=True)
class World:
    """A task and a model.

    Attributes
    ----------
    name : for tables.
    spec : the task.
    labels : draws gold labels and returns them with a function that draws one model's answers to
        them; called twice, it gives two models that are equally good.
    truth : true values of the metrics; what is missing is measured on many rows.
    watch : metrics whose intervals are studied.
    silent : share of answers left out at random.
    """

    name: str
    spec: TaskSpec
    labels: Callable[[Latent], Labels]
    watch: tuple[str, ...]
    truth: Mapping[str, float] = field(default_factory=dict)
    silent: float = 0.0


def tables(
    world: World, code: IntArray, rng: np.random.Generator, models: int = 1
) -> list[AnswerTable]:
    """Answers of equally good models to the same rows; ``code`` numbers the rows' clusters."""
    latent = Latent(rng, code)
    gold, answer = world.labels(latent)
    out = []
    for _ in range(models):
        value = answer(latent)
        if world.silent:
            kept = (latent.uniform() >= world.silent).tolist()
            value = [v if k else None for v, k in zip(value, kept)]
        status = ["refused" if v is None else "parsed" for v in value]
        out.append(
            AnswerTable(gold, value, status, code, ["world"] * len(gold), np.arange(len(gold)))
        )
    return out


def sizes(n: int, kind: str, rng: np.random.Generator) -> IntArray:
    """Cluster numbers of ``n`` rows: ``none`` (independent), ``small`` (1 to 5 rows each) or ``few``
    (30 clusters whose sizes differ by up to a factor of 10)."""
    if kind == "none":
        return np.arange(n)
    if kind == "small":
        each = rng.integers(1, 6, n)
        return np.repeat(np.arange(n), each)[:n]
    share = np.geomspace(1, 10, 30)
    return np.sort(rng.choice(30, size=n, p=share / share.sum()))


def task(kind: str, headline: str, values: Sequence[str] = (), **facts: Any) -> TaskSpec:
    """Facts of a task, as far as metrics need them."""
    return TaskSpec(
        id=f"world_{kind}",
        version=1.0,
        title=kind,
        abbreviation=kind,
        omics="dna",
        kind=kind,
        headline=headline,
        molecules=("dna",),
        official=("world",),
        question="{0}",
        hint="",
        values=tuple(ValueSpec(name) for name in values),
        **facts,
    )


def _noisy(latent: Latent, gold: FloatArray, r: float) -> FloatArray:
    return r * gold + math.sqrt(1 - r * r) * latent.normal(*gold.shape[1:])


def number(r: float, silent: float = 0.0) -> World:
    """Bivariate normal labels and answers with Pearson correlation ``r``."""

    def labels(latent: Latent) -> Labels:
        gold = latent.normal()
        return gold.tolist(), lambda latent: _noisy(latent, gold, r).tolist()

    kept = 1 - silent
    truth = {
        "pearson": kept * r,
        "spearman": kept * 6 / math.pi * math.asin(r / 2),
        "r2": kept * r * r,
    }
    name = f"number, r = {r:g}" + (f", {silent:.0%} silent" if silent else "")
    return World(name, task("number", "r2", ["x"]), labels, tuple(truth), truth, silent)


def numbers(r: float) -> World:
    """Three numbers a row, each with Pearson correlation ``r``."""
    names = ("ON", "OFF", "ON_OFF")

    def rows(matrix: FloatArray) -> list[Any]:
        return [dict(zip(names, row)) for row in matrix.tolist()]

    def labels(latent: Latent) -> Labels:
        gold = latent.normal(3)
        return rows(gold), lambda latent: rows(_noisy(latent, gold, r))

    truth = {"pearson": r, "r2": r * r}
    spec = task("numbers", "r2", names)
    return World(f"three numbers, r = {r:g}", spec, labels, tuple(truth), truth)


def binary(sensitivity: float, specificity: float, positive: float = 0.5) -> World:
    """A yes-or-no task with these error rates."""

    def labels(latent: Latent) -> Labels:
        gold = latent.uniform() < positive

        def answer(latent: Latent) -> list[bool]:
            right = latent.uniform() < np.where(gold, sensitivity, specificity)
            return list(np.where(right, gold, ~gold).tolist())

        return gold.tolist(), answer

    tp, fn = positive * sensitivity, positive * (1 - sensitivity)
    tn, fp = (1 - positive) * specificity, (1 - positive) * (1 - specificity)
    mcc = (tp * tn - fp * fn) / math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))
    truth = {"mcc": mcc, "accuracy": tp + tn}
    name = f"yes or no, {positive:.0%} positive, accuracy {tp + tn:.2f}"
    return World(name, task("binary", "mcc"), labels, tuple(truth), truth)


def modifications(sensitivity: float, specificity: float) -> World:
    """Sets of 12 labels, each on 8 % of the rows; AUC is the mean of the two rates."""
    names = np.array([f"m{i}" for i in range(12)])

    def rows(matrix: Any, empty: list[str]) -> list[Any]:
        return [names[row].tolist() or empty for row in matrix]

    def labels(latent: Latent) -> Labels:
        gold = latent.uniform(12) < 0.08

        def answer(latent: Latent) -> list[Any]:
            said = latent.uniform(12) < np.where(gold, sensitivity, 1 - specificity)
            return rows(said, ["none"])

        return rows(gold, []), answer

    area = (sensitivity + specificity) / 2
    spec = task("set_of", "auc", labels=(*names.tolist(), "none"), none_label="none")
    return World(f"set of 12, AUC {area:g}", spec, labels, ("auc",), {"auc": area})


def enzymes(skill: float) -> World:
    """One or two of 60 labels of very different frequency; ``skill`` of the answers know the first."""
    frequency = 1 / np.arange(1, 61)
    cut = np.cumsum(frequency / frequency.sum())

    def pick(latent: Latent) -> IntArray:
        return np.minimum(np.searchsorted(cut, latent.uniform()), 59)

    def labels(latent: Latent) -> Labels:
        first, second, more = pick(latent), pick(latent), latent.uniform() < 0.3

        def answer(latent: Latent) -> list[Any]:
            knows, knows_more = latent.uniform() < skill, latent.uniform() < 0.5
            one = np.where(knows, first, pick(latent)).tolist()
            two = np.where(knows & more & knows_more, second, one).tolist()
            return [sorted({str(a), str(b)}) for a, b in zip(one, two)]

        two = np.where(more, second, first).tolist()
        return [sorted({str(a), str(b)}) for a, b in zip(first.tolist(), two)], answer

    spec = task("set_of", "fmax", label_file="labels.json")
    return World(f"set of 60, {skill:.0%} known", spec, labels, ("fmax",))


def remaining(skill: float) -> World:
    """Percentages of mRNA remaining, a third of them efficient; answers shrink to the middle."""

    def labels(latent: Latent) -> Labels:
        level = latent.normal()
        gold = 100 * latent_share(level)

        def answer(latent: Latent) -> list[float]:
            guess = 100 * latent_share(_noisy(latent, level, skill))
            return list(np.round(guess).tolist())

        return gold.tolist(), answer

    spec = task("number", "mixed", ["remaining"])
    return World(f"siRNA, r = {skill:g}", spec, labels, ("mixed", "mixed_by_label"))


def latent_share(normal: FloatArray) -> FloatArray:
    """A number between 0 and 1 with median 0.43 and a third of its mass below 0.3."""
    return np.asarray(1 / (1 + np.exp(-(1.2 * normal - 0.3))))


@functools.cache
def truths(make: Callable[..., World], *facts: float) -> Mapping[str, float]:
    """True values of a world's metrics, measured on many rows where there is no formula."""
    from biobench.metrics import score

    world = make(*facts)
    missing = [name for name in world.watch if name not in world.truth]
    if not missing:
        return world.truth
    (table,) = tables(world, np.arange(TRUTH_ROWS), np.random.default_rng(1))
    found = score(world.spec, table, draws=0).metrics
    return {**{name: found[name].value for name in missing}, **world.truth}
