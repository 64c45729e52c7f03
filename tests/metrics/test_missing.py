"""What missing, wild, constant and too few answers do to a score."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from biobench.metrics import FAMILIES, Estimate, Scores, score, score_subsets

SETS = {"labels": ("a", "b", "c", "none"), "none_label": "none"}
EC = {"labels": (), "label_file": "ec_labels.json"}
SPECS = [
    ("binary", "mcc", {}, True, False),
    ("binary", "accuracy", {}, True, False),
    ("number", "spearman", {"values": ["x"]}, 1.0, 2.5),
    ("number", "r2", {"values": ["x"]}, 1.0, 2.5),
    ("number", "mixed", {"values": ["x"]}, 10.0, 60.0),
    ("numbers", "pearson", {"values": ["x", "y"]}, {"x": 1.0, "y": 2.0}, {"x": 3.0, "y": 0.0}),
    ("numbers", "r2", {"values": ["x", "y"]}, {"x": 1.0, "y": 2.0}, {"x": 3.0, "y": 0.0}),
    ("one_of", "accuracy", {"labels": ("a", "b")}, "a", "b"),
    ("set_of", "auc", SETS, ["a"], ["b", "c"]),
    ("set_of", "fmax", EC, ["a"], ["b", "c"]),
]


def finite(found: Scores) -> bool:
    def numbers(e: Estimate) -> list[float]:
        ends = [*e.interval, *e.parsed_only_interval]
        return [e.value, e.parsed_only, e.stderr, e.parsed_only_stderr, *ends]

    estimates = [*found.metrics.values(), found.score, found.norm]
    every = [x for e in estimates for x in numbers(e)]
    every += [x for r in found.rates.values() for x in (r.value, r.stderr, *r.interval)]
    return all(map(math.isfinite, [*every, found.best_constant, found.parsed]))


def test_every_kind_is_covered() -> None:
    assert {s[0] for s in SPECS} == set(FAMILIES)


@pytest.mark.parametrize(("kind", "headline", "facts", "one", "two"), SPECS)
class TestEveryKind:
    def test_no_rows(self, kind, headline, facts, one, two, make_spec, make_table) -> None:
        found = score(make_spec(kind, headline, **facts), make_table([], []))
        assert finite(found)
        assert found.metrics[headline].reason == "no rows; counts as chance"

    def test_one_row(self, kind, headline, facts, one, two, make_spec, make_table) -> None:
        found = score(make_spec(kind, headline, **facts), make_table([one], [two]))
        assert finite(found)
        assert "one cluster" in found.metrics[headline].reason

    def test_nothing_parsed(self, kind, headline, facts, one, two, make_spec, make_table) -> None:
        spec = make_spec(kind, headline, **facts)
        found = score(spec, make_table([one, two] * 20, [None] * 40))
        assert finite(found)
        chance = 0.5 if headline == "auc" else 0.0
        assert found.metrics[headline].value == found.metrics[headline].parsed_only == chance
        assert "no answer was parsed" in found.metrics[headline].reason
        assert found.rates["refused"].value == 1

    def test_constant_answers(self, kind, headline, facts, one, two, make_spec, make_table) -> None:
        spec = make_spec(kind, headline, **facts)
        found = score(spec, make_table([one, two] * 20, [one] * 40))
        assert finite(found)
        if headline in ("mcc", "spearman", "r2", "pearson"):
            assert found.metrics[headline].value == 0
            assert "all answers are equal" in found.metrics[headline].reason
        assert found.norm.value <= 1e-9

    def test_constant_labels(self, kind, headline, facts, one, two, make_spec, make_table) -> None:
        spec = make_spec(kind, headline, **facts)
        found = score(spec, make_table([one] * 40, [one, two] * 20))
        assert finite(found)
        if headline in ("mcc", "spearman", "r2", "pearson"):
            assert found.metrics[headline].value == 0
            assert "labels of all parsed rows are equal" in found.metrics[headline].reason

    def test_perfect(self, kind, headline, facts, one, two, make_spec, make_table) -> None:
        spec = make_spec(kind, headline, **facts)
        found = score(spec, make_table([one, two] * 20, [one, two] * 20))
        assert finite(found)
        assert found.score.value == pytest.approx(100)
        assert found.norm.value == pytest.approx(100)

    def test_half_missing_at_random_halves_what_is_above_chance(
        self, kind, headline, facts, one, two, make_spec, make_table
    ) -> None:
        spec = make_spec(kind, headline, **facts)
        found = score(spec, make_table([one, two] * 20, [one, two] * 10 + [None] * 20))
        chance = 0.5 if headline == "auc" else 0.0
        assert found.metrics[headline].value == pytest.approx(chance + 0.5 * (1 - chance))
        assert found.metrics[headline].parsed_only == pytest.approx(1)
        assert found.parsed == 0.5

    def test_few_rows_get_a_warning(
        self, kind, headline, facts, one, two, make_spec, make_table
    ) -> None:
        found = score(
            make_spec(kind, headline, **facts), make_table([one, two] * 3, [one, two] * 3)
        )
        assert "rough guide" in found.metrics[headline].reason

    def test_same_seed_same_numbers(
        self, kind, headline, facts, one, two, make_spec, make_table
    ) -> None:
        spec = make_spec(kind, headline, **facts)
        table = make_table([one, two, one, two] * 10, [one, two, two, None] * 10)
        assert score(spec, table, seed=3) == score(spec, table, seed=3)


def test_value_of_a_row_that_was_not_parsed_is_not_read(make_spec: Any, make_table: Any) -> None:
    table = make_table([True, False] * 10, [True, False] * 10)
    table.status[0] = "ambiguous"
    assert score(make_spec("binary", "mcc"), table).parsed == 0.95


def test_absurd_numbers_do_not_break_a_correlation(make_spec: Any, make_table: Any) -> None:
    rng = np.random.default_rng(0)
    gold = rng.normal(size=200).tolist()
    for wild in (1e300, -1e308, 1.7e308, 10**307):
        value = [*gold[:-2], wild, float("inf") if wild != 1e300 else 10**400]
        found = score(make_spec("number", "spearman", ["x"]), make_table(gold, value))
        assert finite(found)
        assert found.metrics["spearman"].value > 0.9
        assert found.parsed == 0.995  # an infinite answer counts as none


def test_absurd_number_costs_the_mixed_score_one_row(make_spec: Any, make_table: Any) -> None:
    gold = np.linspace(0, 100, 101).tolist()
    spec = make_spec("number", "mixed", ["x"])
    wild = score(spec, make_table(gold, [*gold[:-1], 1e12])).metrics["mixed"].value
    silent = score(spec, make_table(gold, [*gold[:-1], None])).metrics["mixed"].value
    assert wild == pytest.approx(1 - 0.5 / 101)
    assert silent <= wild


def test_zero_to_every_row_scores_36_5_under_uniform_labels(
    make_spec: Any, make_table: Any
) -> None:
    gold = np.linspace(0, 100, 100_001).tolist()
    spec = make_spec("number", "mixed", ["x"])
    found = score(spec, make_table(gold, [0.0] * len(gold)), draws=2)
    assert found.metrics["mixed"].value == pytest.approx(0.365, abs=5e-4)
    assert found.norm.value < 0  # the best constant is better
    assert score(spec, make_table(gold, [None] * len(gold)), draws=2).score.value == 0


def test_ends_of_the_efficient_range_belong_to_it(make_spec: Any, make_table: Any) -> None:
    spec = make_spec("number", "mixed", ["x"])
    found = score(spec, make_table([0.0, 30.0, 30.5, 90.0], [30.0, 0.0, 30.001, 80.0]))
    assert found.metrics["f1"].value == 1
    assert found.metrics["range_mae"].value == 30
    assert found.metrics["mae"].value == pytest.approx((30 + 30 + 0.499 + 10) / 4)


def test_missing_answers_raise_an_error_metric(make_spec: Any, make_table: Any) -> None:
    spec = make_spec("number", "mixed", ["x"])
    found = score(spec, make_table([10.0, 60.0], [10.0, None]))
    assert found.metrics["mae"].value == 50
    assert found.metrics["mae"].parsed_only == 0


def test_one_value_of_several_without_variation_counts_as_zero(
    make_spec: Any, make_table: Any
) -> None:
    gold = [{"hk": float(i), "dev": float(i % 7)} for i in range(30)]
    value = [{"hk": g["hk"], "dev": 1.0} for g in gold]
    found = score(make_spec("numbers", "pearson", ["hk", "dev"]), make_table(gold, value))
    assert found.metrics["pcc_hk"].value == pytest.approx(1)
    assert found.metrics["pcc_dev"].value == 0
    assert found.metrics["pearson"].value == pytest.approx(0.5)
    why = "pcc_dev undefined, since the labels or the answers do not vary; counts as chance"
    assert found.metrics["pearson"].reason == why


def test_labels_of_one_class_are_left_out_of_auc_and_named(make_spec: Any, make_table: Any) -> None:
    spec = make_spec("set_of", "auc", **SETS)
    found = score(spec, make_table([["a"], []] * 10, [["a"], ["none"]] * 10))
    assert found.metrics["auc"].value == 1
    assert "mean of 1 labels; 2 of 3 have one class" in found.metrics["auc"].reason


def test_none_is_the_empty_set_and_no_column(make_spec: Any, make_table: Any) -> None:
    spec = make_spec("set_of", "auc", **SETS)
    gold, value = [["a", "b", "c"], []] * 10, [["none"], ["none"]] * 10
    assert score(spec, make_table(gold, value)).metrics["auc"].value == 0.5
    assert score(spec, make_table(gold, value)).parsed == 1


def test_members_outside_the_label_space_cost_precision(make_spec: Any, make_table: Any) -> None:
    spec = make_spec("set_of", "fmax", **EC)
    found = score(spec, make_table([["1.1.1.1"]] * 20, [["1.1.1.1", "9.9.9.9"]] * 20))
    assert found.metrics["fmax"].value == pytest.approx(2 / 3)


def test_silence_scores_zero_fmax(make_spec: Any, make_table: Any) -> None:
    spec = make_spec("set_of", "fmax", **EC)
    gold = [["1.1.1.1"], ["2.2.2.2", "3.3.3.3"]] * 10
    assert score(spec, make_table(gold, [None] * 20)).metrics["fmax"].value == 0
    # An empty list is silence too, since every row has a label.
    half = score(spec, make_table(gold, [g if i < 10 else [] for i, g in enumerate(gold)]))
    assert half.metrics["fmax"].value == pytest.approx(0.5)


def test_order_of_rows_does_not_matter(make_spec: Any, make_table: Any) -> None:
    rng = np.random.default_rng(1)
    gold = [sorted(rng.choice(list("abcd"), 2, replace=False).tolist()) for _ in range(50)]
    value = [sorted(rng.choice(list("abcd"), 1).tolist()) for _ in range(50)]
    table = make_table(gold, value)
    spec = make_spec("set_of", "fmax", **EC)
    turned = table.take(np.arange(50)[::-1])
    assert score(spec, turned).metrics["fmax"].value == pytest.approx(
        score(spec, table).metrics["fmax"].value
    )


def test_best_constants(make_spec: Any, make_table: Any) -> None:
    gold = [["a"]] * 6 + [["a", "b"]] * 3 + [["c"]]
    found = score(make_spec("set_of", "fmax", **EC), make_table(gold, gold))
    tried = []
    for members in (["a"], ["a", "b"], ["a", "b", "c"], ["b"], ["c"]):
        table = make_table(gold, [members] * 10)
        tried.append(score(make_spec("set_of", "fmax", **EC), table).metrics["fmax"].value)
    assert found.best_constant == pytest.approx(max(tried))
    gold_numbers = np.random.default_rng(2).beta(1, 3, 300) * 100
    spec = make_spec("number", "mixed", ["x"])
    best = score(spec, make_table(gold_numbers.tolist(), gold_numbers.tolist())).best_constant
    for constant in np.linspace(0, 100, 201):
        table = make_table(gold_numbers.tolist(), [float(constant)] * 300)
        assert score(spec, table, draws=2).metrics["mixed"].value <= best + 1e-9


def test_subsets_are_scored_by_themselves(make_spec: Any, make_table: Any) -> None:
    gold, value = [True, False] * 20, [True, False] * 10 + [False, True] * 10
    table = make_table(gold, value, subset=["emp-H3"] * 20 + ["emp-H4"] * 20)
    found = score_subsets(make_spec("binary", "mcc"), table)
    assert {name: s.score.value for name, s in found.items()} == {"emp-H3": 100, "emp-H4": -100}
    assert score_subsets(make_spec("binary", "mcc"), make_table(gold, value)) == {}


def test_parsed_share_by_class_shows_one_sided_silence(make_spec: Any, make_table: Any) -> None:
    table = make_table([True] * 50 + [False] * 50, [True] * 50 + [None] * 50)
    found = score(make_spec("binary", "mcc"), table)
    assert found.rates["parsed[positive]"].value == 1
    assert found.rates["parsed[negative]"].value == 0
    assert found.rates["parsed[negative]"].n == 50
    assert 0 < found.rates["parsed[negative]"].interval.high < 0.1


def test_dependent_rows_have_a_larger_standard_error(make_spec: Any, make_table: Any) -> None:
    gold = np.repeat(np.random.default_rng(3).random(100) < 0.5, 5).tolist()
    value = np.repeat(np.random.default_rng(4).random(100) < 0.5, 5).tolist()
    spec = make_spec("binary", "accuracy")
    alone = score(spec, make_table(gold, value)).metrics["accuracy"].stderr
    grouped = score(spec, make_table(gold, value, cluster=np.repeat(np.arange(100), 5).tolist()))
    assert grouped.metrics["accuracy"].stderr / alone == pytest.approx(5**0.5, rel=0.1)
    assert grouped.clusters == 100


def test_two_very_unequal_clusters_are_not_called_one(make_spec: Any, make_table: Any) -> None:
    gold, value = [True, False] * 50, [True, False] * 40 + [False, True] * 10
    table = make_table(gold, value, cluster=[0] * 98 + [1] * 2)
    found = score(make_spec("binary", "mcc"), table).metrics["mcc"]
    assert "1.04 independent rows or clusters" in found.reason
    assert found.stderr > 0
