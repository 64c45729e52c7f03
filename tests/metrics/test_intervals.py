"""Intervals agree with textbook formulas where there are any, and stay inside the range of a metric."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from biobench.metrics import Estimate, Interval, intervals, score
from biobench.metrics.rates import rate
from biobench.metrics.resample import bootstrap, effective_clusters
from biobench.metrics.summary import mean_over_tasks, scores_json

stats = pytest.importorskip("scipy.stats")


def test_share_of_independent_rows_is_wilsons_interval() -> None:
    hit = np.arange(1000) < 823
    found = rate(hit, np.arange(1000))
    expected = stats.binomtest(823, 1000).proportion_ci(method="wilson")
    assert found.interval == pytest.approx((expected.low, expected.high), abs=2e-4)
    assert found.stderr == pytest.approx(math.sqrt(0.823 * 0.177 / 999), abs=1e-9)


def test_all_right_is_not_certainty() -> None:
    low, high = intervals.share(1.0, 0.0, 299)
    assert high == 1
    assert low == pytest.approx(
        stats.binomtest(300, 300).proportion_ci(method="wilson").low, abs=1e-3
    )


def test_repeating_every_row_does_not_narrow_an_interval() -> None:
    hit = np.random.default_rng(0).random(200) < 0.7
    once = rate(hit, np.arange(200))
    many = rate(np.repeat(hit, 9), np.repeat(np.arange(200), 9))
    assert many.interval == pytest.approx(once.interval)
    assert effective_clusters(np.repeat(np.arange(200), 9)) == pytest.approx(200)


def test_correlation_is_fishers_interval() -> None:
    rng = np.random.default_rng(1)
    gold = rng.normal(size=2000)
    found = stats.pearsonr(gold, gold + rng.normal(size=2000))
    error = (1 - found.statistic**2) / math.sqrt(1997)
    low, high = intervals.correlation(found.statistic, error, 1e6)
    expected = found.confidence_interval()
    assert (low, high) == pytest.approx((expected.low, expected.high), abs=1e-6)


@pytest.mark.parametrize(("root", "low"), [(0.05, 0.0), (0.3, 0.0967), (-0.3, 0.0967)])
def test_square_of_a_correlation_starts_at_zero_where_its_sign_is_open(
    root: float, low: float
) -> None:
    found = intervals.squared(root, 0.05 * (1 - root**2) if abs(root) < 0.1 else 0.0, 1e6)
    assert found.low == pytest.approx(low if root == 0.05 else root**2, abs=1e-3)
    assert found.low <= root**2 <= found.high


def test_mean_of_squares_of_one_value_is_the_square() -> None:
    rng = np.random.default_rng(2)
    for root in (0.02, 0.07, 0.2, -0.4):
        drawn = root + 0.05 * rng.normal(size=(200_000, 1))
        low, high = intervals.mean_of_squares(np.array([root]), drawn, 10**6, 1e6)
        edge = 1.959964 * 0.05
        ends = sorted([(abs(root) - edge) ** 2, (abs(root) + edge) ** 2])
        expected = 0.0 if abs(root) < edge else ends[0]
        assert (low, high) == pytest.approx((expected, ends[1]), abs=2e-3)


def test_t_quantile_and_tail_agree_with_scipy() -> None:
    for df in (1, 4.5, 30, 1e6):
        assert intervals.t_quantile(df) == pytest.approx(stats.t.ppf(0.975, df), abs=1e-9)
        assert intervals.t_tail(2.1, df) == pytest.approx(2 * stats.t.sf(2.1, df), abs=1e-9)


def test_intervals_hold_the_value_and_stay_in_range(make_spec: Any, make_table: Any) -> None:
    rng = np.random.default_rng(3)
    for n in (3, 12, 40):
        for p in (0.0, 0.1, 0.9, 1.0):
            gold = rng.random(n) < 0.5
            value = np.where(rng.random(n) < p, gold, ~gold).tolist()
            found = score(make_spec("binary", "mcc"), make_table(gold.tolist(), value))
            for name, floor in (("mcc", -1), ("accuracy", 0)):
                e = found.metrics[name]
                assert floor <= e.interval.low <= e.value <= e.interval.high <= 1


def test_standard_error_of_accuracy_is_the_formula(make_spec: Any, make_table: Any) -> None:
    rng = np.random.default_rng(4)
    gold = (rng.random(3000) < 0.5).tolist()
    value = (rng.random(3000) < 0.5).tolist()
    e = score(make_spec("binary", "accuracy"), make_table(gold, value), draws=5000)
    a = e.metrics["accuracy"].value
    assert e.metrics["accuracy"].stderr == pytest.approx(math.sqrt(a * (1 - a) / 2999), rel=0.05)


def test_drawing_equal_clusters_together_is_the_same_distribution() -> None:
    rng = np.random.default_rng(5)
    few = rng.integers(0, 3, (4000, 1)).astype(float)
    together, _ = bootstrap(few, np.arange(4000), 4000, 1)
    apart, _ = bootstrap(few, np.arange(4000), 4000, 1, ranked=lambda counts: counts[:, :1])
    assert together.mean() == pytest.approx(apart.mean(), rel=1e-3)
    assert together.std() == pytest.approx(apart.std(), rel=0.05)


def test_mean_over_tasks() -> None:
    a = Estimate(10.0, 12.0, 3.0, Interval(4, 16))
    b = Estimate(20.0, 22.0, 4.0, Interval(12, 28), reason="odd")
    found = mean_over_tasks([a, b])
    assert (found.value, found.parsed_only, found.stderr) == (15, 17, 2.5)
    assert found.interval == pytest.approx((15 - 4.9, 15 + 4.9), abs=1e-3)
    assert found.reason == "1 of 2 values come with a remark of their own"
    assert mean_over_tasks([]).reason == "no tasks"


def test_json_is_strict(make_spec: Any, make_table: Any) -> None:
    import json

    table = make_table([True, True], [None, None])
    found = score(make_spec("binary", "mcc"), table)
    text = json.dumps(scores_json(found, {"part": found}), allow_nan=False)
    assert json.loads(text)["subsets"]["part"]["score"]["value"] == 0


def test_draws_do_not_depend_on_how_many_are_held_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from biobench.metrics import resample

    rows = np.random.default_rng(6).integers(0, 50, (301, 2)).astype(float)
    whole, _ = bootstrap(rows, np.arange(301), 40, 1)
    monkeypatch.setattr(resample, "_SUM_CHUNK", 3 * 301)
    parts, _ = bootstrap(rows, np.arange(301), 40, 1)
    assert (whole == parts).all()
