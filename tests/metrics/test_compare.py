"""Differences between models: same rows or a clear refusal, and p-values that agree with scipy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from biobench.metrics import score
from biobench.metrics.compare import (
    Answers,
    RowsDiffer,
    align,
    benjamini_hochberg,
    compare,
    compare_task,
    mcnemar,
    p_value,
)

stats = pytest.importorskip("scipy.stats")


def ids(n: int) -> list[str]:
    return [f"row-{i}" for i in range(n)]


def coins(n: int, right: float, gold: Any, rng: Any) -> list[bool]:
    return np.where(rng.random(n) < right, gold, ~gold).tolist()


@pytest.fixture
def three_models(make_table: Any) -> dict[str, Answers]:
    rng = np.random.default_rng(0)
    gold = rng.random(2000) < 0.5
    accuracy = {"good": 0.75, "fair": 0.65, "coin": 0.5}
    return {
        name: Answers(ids(2000), make_table(gold.tolist(), coins(2000, a, gold, rng)))
        for name, a in accuracy.items()
    }


def test_all_pairs_in_order_with_win_rates(make_spec: Any, three_models: Any) -> None:
    spec = make_spec("binary", "mcc")
    specs = {"one": spec, "two": spec}
    runs = {name: {"one": a, "two": a} for name, a in three_models.items()}
    found = compare(specs, runs)
    assert [(p.first, p.second) for p in found.pairs] == [
        ("good", "fair"),
        ("good", "coin"),
        ("fair", "coin"),
    ]
    for pair in found.pairs:
        assert (pair.wins, pair.clear_wins, pair.losses, pair.win_rate) == (2, 2, 0, 1.0)
        assert pair.mean == pytest.approx(pair.tasks[0].value)
        assert pair.interval.low > 0
        assert pair.p < 0.05


def test_difference_is_that_of_the_scores(make_spec: Any, three_models: Any) -> None:
    spec = make_spec("binary", "mcc")
    found = compare_task(spec, three_models)["good", "coin"]
    assert found.first == pytest.approx(score(spec, three_models["good"].table).score.value)
    assert found.second == pytest.approx(score(spec, three_models["coin"].table).score.value)
    assert found.value == pytest.approx(found.first - found.second)
    assert found.interval.low < found.value < found.interval.high
    assert found.detectable == pytest.approx(2.8 * found.stderr, rel=0.01)


def test_models_that_share_errors_are_compared_more_sharply(
    make_spec: Any, make_table: Any
) -> None:
    rng = np.random.default_rng(1)
    gold = rng.random(1000) < 0.5
    one = np.array(coins(1000, 0.7, gold, rng))
    twin = np.where(rng.random(1000) < 0.05, ~one, one)
    other = np.array(coins(1000, 0.7, gold, rng))
    answers = {
        name: Answers(ids(1000), make_table(gold.tolist(), value.tolist()))
        for name, value in (("one", one), ("twin", twin), ("other", other))
    }
    found = compare_task(make_spec("binary", "accuracy"), answers)
    assert found["one", "twin"].stderr < 0.5 * found["one", "other"].stderr


def test_a_model_is_not_different_from_itself(make_spec: Any, three_models: Any) -> None:
    same = {"a": three_models["good"], "b": three_models["good"]}
    found = compare_task(make_spec("binary", "mcc"), same)["a", "b"]
    assert (found.value, found.stderr, found.p, found.mcnemar) == (0, 0, 1, 1)
    assert "does not vary" in found.reason
    pair = compare({"t": make_spec("binary", "mcc")}, {k: {"t": v} for k, v in same.items()}).pairs[
        0
    ]
    assert (pair.ties, pair.win_rate) == (1, 0.5)


def test_rows_in_another_order_are_put_in_order(make_spec: Any, three_models: Any) -> None:
    good, coin = three_models["good"], three_models["coin"]
    turn = np.random.default_rng(2).permutation(2000)
    turned = Answers([coin.ids[i] for i in turn], coin.table.take(turn))
    spec = make_spec("binary", "mcc")
    straight = compare_task(spec, {"a": good, "b": coin})["a", "b"]
    assert compare_task(spec, {"a": good, "b": turned})["a", "b"] == straight


def test_different_rows_are_refused(make_spec: Any, three_models: Any) -> None:
    good, coin = three_models["good"], three_models["coin"]
    part = Answers(coin.ids[:1990], coin.table.take(range(1990)))
    spec = make_spec("binary", "mcc")
    with pytest.raises(
        RowsDiffer, match=r"10 of 2000 rows of good.*'row-1990'.*1990 rows are shared"
    ):
        compare_task(spec, {"good": good, "coin": part})
    found = compare_task(spec, {"good": good, "coin": part}, shared_rows=True)["good", "coin"]
    assert found.n == 1990
    assert "1990 rows that all models have" in found.reason


def test_different_labels_of_one_row_are_refused(make_spec: Any, three_models: Any) -> None:
    good = three_models["good"]
    other = Answers(good.ids, good.table.take(range(2000)))
    other.table.gold[7] = not other.table.gold[7]
    with pytest.raises(RowsDiffer, match="row 'row-7' has label"):
        compare_task(make_spec("binary", "mcc"), {"a": good, "b": other})


def test_repeated_ids_are_refused(three_models: Any) -> None:
    good = three_models["good"]
    with pytest.raises(RowsDiffer, match="1 ids twice"):
        align("t", {"a": Answers(["row-1", *good.ids[1:]], good.table)})


def test_one_model_cannot_be_compared(make_spec: Any, three_models: Any) -> None:
    with pytest.raises(ValueError, match="at least two models"):
        compare({"t": make_spec("binary", "mcc")}, {"good": {"t": three_models["good"]}})


def test_tasks_that_one_model_lacks_are_named(make_spec: Any, three_models: Any) -> None:
    spec = make_spec("binary", "mcc")
    runs = {
        "a": {"one": three_models["good"], "two": three_models["good"]},
        "b": {"one": three_models["coin"]},
    }
    found = compare({"one": spec, "two": spec, "three": spec}, runs)
    assert found.left_out == {"two": "not answered by b"}
    assert [d.task for d in found.pairs[0].tasks] == [spec.id]


def test_dependent_rows_get_no_mcnemar(make_spec: Any, three_models: Any, make_table: Any) -> None:
    spec = make_spec("binary", "accuracy")
    assert compare_task(spec, three_models)["good", "coin"].mcnemar is not None
    grouped = {}
    for name, (row_ids, table) in three_models.items():
        clusters = (np.arange(2000) // 4).tolist()
        grouped[name] = Answers(row_ids, make_table(table.gold, table.value, cluster=clusters))
    assert compare_task(spec, grouped)["good", "coin"].mcnemar is None


@pytest.mark.slow
def test_detectable_difference_is_seen_four_times_in_five(make_spec: Any, make_table: Any) -> None:
    spec, seen, runs = make_spec("binary", "accuracy"), 0, 300
    better = 0.7 + 2.8 * ((0.7 * 0.3 + 0.7555 * 0.2445) / 1000) ** 0.5
    for run in range(runs):
        rng = np.random.default_rng(run)
        gold = rng.random(1000) < 0.5
        answers = {
            name: Answers(ids(1000), make_table(gold.tolist(), coins(1000, right, gold, rng)))
            for name, right in (("better", better), ("worse", 0.7))
        }
        seen += compare_task(spec, answers, draws=200)["better", "worse"].p < 0.05
    assert seen / runs == pytest.approx(0.8, abs=0.08)


@pytest.mark.parametrize(("only_first", "only_second"), [(0, 0), (3, 9), (40, 61), (200, 150)])
def test_mcnemar_is_the_exact_binomial_test(only_first: int, only_second: int) -> None:
    first = np.array([True] * only_first + [False] * only_second + [True] * 5)
    second = np.array([False] * only_first + [True] * only_second + [True] * 5)
    n = only_first + only_second
    expected = stats.binomtest(only_first, n, 0.5).pvalue if n else 1.0
    assert mcnemar(first, second) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_benjamini_hochberg_agrees_with_scipy(seed: int) -> None:
    p = np.random.default_rng(seed).random(21) ** 3
    assert benjamini_hochberg(p.tolist()) == pytest.approx(
        stats.false_discovery_control(p), abs=1e-9
    )
    assert benjamini_hochberg([]) == []


def test_p_value_of_a_difference_without_variation() -> None:
    assert p_value(100.0, 0.0, 10, 9) == pytest.approx(2 / 1024)
    assert p_value(0.0, 0.0, 10, 9) == 1
    assert p_value(5.0, 0.0, 1, 0) == 1
