"""The strict score never rewards silence, nor answering only when sure.

Removing one answer never raises accuracy or Fmax, whatever the answers. For correlations and AUC that
cannot hold for a model that is wrong on purpose (silence is worth chance, so it beats worse than
chance); it holds for a model that gives its best guess, checked here over random models.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from biobench.metrics import score

hypothesis = pytest.importorskip("hypothesis")
st = hypothesis.strategies
LABELS = ["1.1.1.1", "2.2.2.2", "3.3.3.3", "4.4.4.4"]
N = 4000
#: Four standard errors of a correlation of N rows.
NOISE = 4 / N**0.5
share = st.floats(0.05, 0.95)
many = hypothesis.settings(max_examples=40, deadline=None, derandomize=True)


def strict(spec: Any, table: Any) -> float:
    return score(spec, table, draws=0).metrics[spec.headline].value


@many
@hypothesis.given(
    rows=st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([*"abc", None])), min_size=1),
    place=st.integers(0, 10**6),
)
def test_no_row_is_worth_leaving_out_for_accuracy(
    rows: Any, place: int, make_spec: Any, make_table: Any
) -> None:
    gold, value = map(list, zip(*rows))
    silent = list(value)
    silent[place % len(rows)] = None
    spec = make_spec("one_of", "accuracy", labels=("a", "b", "c"))
    assert strict(spec, make_table(gold, silent)) <= strict(spec, make_table(gold, value))


members = st.sets(st.sampled_from(LABELS), min_size=1)


@many
@hypothesis.given(
    rows=st.lists(st.tuples(members, st.one_of(st.none(), members, st.just(set()))), min_size=1),
    place=st.integers(0, 10**6),
)
def test_no_row_is_worth_leaving_out_for_fmax(
    rows: Any, place: int, make_spec: Any, make_table: Any
) -> None:
    gold = [sorted(g) for g, _ in rows]
    value = [None if v is None else sorted(v) for _, v in rows]
    spec = make_spec("set_of", "fmax", label_file="labels.json")
    before = strict(spec, make_table(gold, value))
    for silence in (None, []):
        value[place % len(rows)] = silence
        assert strict(spec, make_table(gold, value)) <= before + 1e-12


@many
@hypothesis.given(positive=share, sharpness=st.floats(0.1, 3), sure=share, seed=st.integers(0, 99))
@pytest.mark.parametrize("headline", ["mcc", "accuracy"])
def test_answering_yes_or_no_only_when_sure(
    headline: str,
    positive: float,
    sharpness: float,
    sure: float,
    seed: int,
    make_spec: Any,
    make_table: Any,
) -> None:
    rng = np.random.default_rng(seed)
    gold = rng.random(N) < positive
    # A signal of varying strength, and the probability of yes that follows from it.
    strength = sharpness * rng.exponential(size=N)
    signal = strength * np.where(gold, 1, -1) + rng.normal(size=N)
    odds = np.log(positive / (1 - positive)) + 2 * strength * signal
    confidence = np.abs(odds)
    keep = confidence >= np.quantile(confidence, sure)
    value = (odds > 0).tolist()
    spec = make_spec("binary", headline)
    full = strict(spec, make_table(gold.tolist(), value))
    some = [v if k else None for v, k in zip(value, keep.tolist())]
    assert strict(spec, make_table(gold.tolist(), some)) <= full + NOISE


@many
@hypothesis.given(quality=st.floats(0.2, 5), sure=share, seed=st.integers(0, 99))
@pytest.mark.parametrize("headline", ["spearman", "r2", "mixed"])
def test_answering_numbers_only_when_sure(
    headline: str, quality: float, sure: float, seed: int, make_spec: Any, make_table: Any
) -> None:
    rng = np.random.default_rng(seed)
    reliability = rng.beta(quality, 1, N)
    guess = np.sqrt(reliability) * rng.normal(size=N)
    gold = guess + np.sqrt(1 - reliability) * rng.normal(size=N)
    keep = reliability >= np.quantile(reliability, sure)
    if headline == "mixed":
        gold, guess = (100 / (1 + np.exp(-1.5 * x)) for x in (gold, guess))
    spec = make_spec("number", headline, ["x"])
    full = strict(spec, make_table(gold.tolist(), guess.tolist()))
    some = [v if k else None for v, k in zip(guess.tolist(), keep.tolist())]
    assert strict(spec, make_table(gold.tolist(), some)) <= full + NOISE


@many
@hypothesis.given(positive=st.floats(0.1, 0.9), strength=st.floats(0.1, 2), sure=share)
def test_answering_sets_only_when_sure(
    positive: float, strength: float, sure: float, make_spec: Any, make_table: Any
) -> None:
    rng = np.random.default_rng(0)
    gold = rng.random((N, 4)) < positive
    each = strength * rng.exponential(size=(N, 1))
    signal = each * np.where(gold, 1, -1) + rng.normal(size=(N, 4))
    evidence = 2 * each * signal
    keep = each[:, 0] >= np.quantile(each, sure)

    def sets(matrix: Any) -> list[list[str]]:
        return [[x for x, on in zip(LABELS, row) if on] for row in matrix.tolist()]

    spec = make_spec("set_of", "auc", labels=(*LABELS, "none"), none_label="none")
    value: list[Any] = [s or ["none"] for s in sets(evidence > 0)]
    full = strict(spec, make_table(sets(gold), value))
    some = [v if k else None for v, k in zip(value, keep.tolist())]
    assert strict(spec, make_table(sets(gold), some)) <= full + NOISE


@many
@hypothesis.given(skill=st.floats(0, 0.95), kept=share, seed=st.integers(0, 99))
@pytest.mark.parametrize(
    ("kind", "headline"),
    [("number", "spearman"), ("number", "r2"), ("number", "mixed"), ("binary", "mcc")],
)
def test_leaving_rows_out_at_random(
    kind: str, headline: str, skill: float, kept: float, seed: int, make_spec: Any, make_table: Any
) -> None:
    rng = np.random.default_rng(seed)
    gold = rng.normal(size=N)
    guess = skill * gold + (1 - skill**2) ** 0.5 * rng.normal(size=N)
    if headline == "mixed":
        gold, guess = (100 / (1 + np.exp(-1.5 * x)) for x in (gold, guess))
    if kind == "binary":
        gold, guess = gold > 0, guess > 0
    spec = make_spec(kind, headline, ["x"] if kind == "number" else [])
    full = strict(spec, make_table(gold.tolist(), guess.tolist()))
    answered = (rng.random(N) < kept).tolist()
    some = [v if a else None for v, a in zip(guess.tolist(), answered)]
    assert strict(spec, make_table(gold.tolist(), some)) <= full + NOISE
