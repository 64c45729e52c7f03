"""Each quirk of the published metrics, as a claim about a few records of our own."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from biobench.metrics import official, official_scores
from biobench.metrics.official import evaluate, score_answers, score_groups
from biobench.parsers.official import extract
from biobench.spec import TaskSpec


def rows(task: str, pairs: Sequence[tuple[object, object]]) -> list[dict[str, object]]:
    """Records of one task from (label, output) pairs."""
    return [{"task": task, "label": label, "output": output} for label, output in pairs]


def never(text: str) -> bool:
    raise AssertionError(f"the sentiment model was asked about {text!r}")


def figure(task: str, pairs: Sequence[tuple[object, object]], sentiment: Any = never) -> object:
    """The one figure reported for records of one task."""
    (metrics,) = evaluate(rows(task, pairs), sentiment).values()
    (value,) = metrics.values()
    return value


def even_length(text: str) -> bool:
    """Stands in for the sentiment model."""
    return len(text) % 2 == 0


# -- records ------------------------------------------------------------------------------------


def test_sub_tasks_are_pooled_not_averaged() -> None:
    pairs = [("positive", "yes"), ("negative", "no"), ("negative", "no")]
    records = rows("emp-H3", pairs) + rows("emp-H4", [("positive", "no")])
    assert evaluate(records, never) == {"emp": {"MCC": 57.74}}


def test_all_strings_and_null_labels_are_dropped() -> None:
    records = rows("pd-prom_300_all", [("positive", "yes")]) + rows("tf-m-0", [(None, "yes")])
    assert evaluate(records, never) == {}
    assert [official.dropped(r) for r in records] == ["task_all", "null_label"]


@pytest.mark.parametrize(
    ("task", "group"),
    [
        ("tf-h-3", "tf_h"),
        ("cpd-prom_core_tata", "cpd"),
        ("cpd-prom_core_all", None),
        ("promoter_enhancer_interaction-HeLa-S3", "promoter_enhancer_interaction"),
        ("rna_protein_interaction", "ncRNAProteinInter"),
        ("antibody_antigen", "AntibodyAntigen"),
        ("enhancer_activity", "enhancer_activity"),
    ],
)
def test_the_group_is_the_task_string_before_the_first_hyphen(task: str, group: str | None) -> None:
    assert official.group_of(task) == group


def test_an_unknown_task_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"record 0: task 'sentiment-x' belongs to none"):
        evaluate(rows("sentiment-x", [("1", "1")]), never)


@pytest.mark.parametrize(
    ("task", "label"),
    [("Isoform-Isoform", "high"), ("enhancer_activity", "0.3"), ("enhancer_activity", {"hk": 1})],
)
def test_a_label_of_the_wrong_form_is_refused(task: str, label: object) -> None:
    with pytest.raises(ValueError, match="label"):
        evaluate(rows(task, [(label, "1 2")]), never)


def test_prediction_files_are_read_as_leniently_as_the_original_does() -> None:
    lines = [
        '{"task": "tf-h-0", "label": "positive", "output": "reference", "model_output": "yes"}',
        "not JSON",
        "[1]",
        '{"task": "tf-h-0", "label": "positive", "model_output": "a", "result": "b"}',
        '{"task": "tf-h-0", "label": "positive"}',
    ]
    got = list(official.read_predictions(lines))
    assert [row.get("output", "missing") for row in got] == ["yes", "b", "missing"]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (0.123456, 12.35),
        (math.nan, "NaN"),
        (math.inf, "Infinity"),
        (None, "None"),
        ("Error: x", "Error: x"),
        ({"a": 0.5}, {"a": 50.0}),
    ],
)
def test_scores_are_printed_times_100_and_oddities_as_text(raw: Any, shown: object) -> None:
    assert official.printed(raw) == shown


# -- crashes ------------------------------------------------------------------------------------


def test_a_null_in_the_first_row_of_a_binary_group_crashes_and_a_later_one_is_wrong() -> None:
    assert str(figure("tf-h-0", [("positive", None), ("negative", "no")])).startswith(
        "CRASH: UnboundLocalError"
    )
    pairs = [("positive", "yes"), ("negative", "no"), ("positive", None), ("negative", None)]
    assert figure("Solubility-Solubility", pairs) == 50.0


def test_a_crash_stays_with_its_group() -> None:
    records = rows("NoncodingRNAFamily-NoncodingRNAFamily", [("tRNA", None)])
    records += rows("Solubility-Solubility", [("positive", "yes")])
    assert evaluate(records, never) == {
        "NoncodingRNAFamily": {
            "Acc": "CRASH: TypeError: argument of type 'NoneType' is not iterable"
        },
        "Solubility": {"Acc": 100.0},
    }


def test_numbers_and_missing_answers_crash_where_text_is_expected() -> None:
    assert official.crash("binary", ["no", 1.5]) == (
        "AttributeError: 'float' object has no attribute 'lower'"
    )
    family = [{"task": "NoncodingRNAFamily-NoncodingRNAFamily", "label": "tRNA"}]
    assert evaluate(family, never) == {
        "NoncodingRNAFamily": {"Acc": "CRASH: TypeError: argument of type 'float' is not iterable"}
    }
    assert official.crash("number", [None, 2.0]) is None


# -- metrics ------------------------------------------------------------------------------------


def test_being_unsure_is_worse_than_chance() -> None:
    pairs = [("positive", "unsure"), ("negative", "I am uncertain")]
    assert figure("tf-m-4", pairs) == -100.0


def test_one_class_only_gives_an_mcc_of_zero_even_if_all_are_right() -> None:
    assert figure("tf-m-4", [("negative", "no"), ("negative", "no")]) == 0.0


def test_only_the_label_positive_is_positive() -> None:
    pairs = [("positive", "yes"), ("Positive", "no"), ("1", "no")]
    assert figure("Solubility-Solubility", pairs) == 100.0


@pytest.mark.parametrize(
    ("outputs", "value"),
    [
        (["1", "2", "4", "3"], 80.0),
        (["1", "2", "3", "none"], 75.0),  # perfect on 3 of 4
        (["high", "low", "", "?"], 0.0),
        (["1", "", "", ""], "NaN"),
        (["2", "2", "2", "2"], "NaN"),
    ],
)
def test_spearman_counts_a_missing_number_as_no_correlation(
    outputs: list[str], value: object
) -> None:
    assert figure("Stability-Stability", list(zip("1234", outputs))) == value


def test_spearman_gives_ties_their_mean_rank() -> None:
    assert official_scores.ranks(np.array([3.0, 1.0, 3.0, 2.0])).tolist() == [3.5, 1.0, 3.5, 2.0]


@pytest.mark.parametrize(
    ("outputs", "value"),
    [
        (["4", "3", "2", "1"], 100.0),  # reversed
        (["1000", "2000", "3000", "4000"], 100.0),  # another scale
        (["1", "2", "", ""], 50.0),  # two rows always fit
        (["1", "", "", ""], "Infinity"),
        (["", "", "", ""], 0.0),
        (["1", "1", "1", "1"], "NaN"),
    ],
)
def test_r2_is_the_squared_pearson_correlation(outputs: list[str], value: object) -> None:
    assert figure("Isoform-Isoform", list(zip("1234", outputs))) == value


def test_huge_numbers_do_not_overflow_the_correlation() -> None:
    outputs = ["1" + "0" * 200, "2", "3", "4"]
    assert figure("Isoform-Isoform", list(zip("1234", outputs))) == 60.0


def test_a_nan_label_reduces_the_score_only_if_a_prediction_is_missing() -> None:
    pairs = [("1", "1"), ("2", "2"), ("nan", "3")]
    assert figure("Isoform-Isoform", pairs) == 100.0
    assert figure("Isoform-Isoform", [*pairs, ("4", "")]) == 50.0


def test_the_mixed_score_adds_error_and_range_halves() -> None:
    # error 10, F1 = 2/3 (2 of 3 predicted below 30 are), error in the range 40/3
    pairs = [("10", "10"), ("20", "20"), ("60", "20"), ("80", "80")]
    expected = 0.5 * (1 - 0.1) + 0.5 * (2 * 2 / (3 + 2)) * (1 - 40 / 3 / 100)
    assert figure("sirnaEfficiency-sirnaEfficiency", pairs) == round(expected * 100, 2)


@pytest.mark.parametrize(
    ("pairs", "value"),
    [
        ([("10", "10"), ("20", "")], 50.0),  # scaled by the share of valid rows
        ([("10", "10"), ("20", "1000.01")], 50.0),
        ([("10", ""), ("20", "none")], 0.0),
        ([("30", "30")], 50.0),  # 30 lies in the range, but is not below 30
        ([("20", "-5")], 37.5),  # below 30, but outside the range: its error counts as 100
        ([("40", "900")], 0.0),  # the error is capped
    ],
)
def test_edges_of_the_mixed_score(pairs: list[tuple[str, str]], value: float) -> None:
    assert figure("sirnaEfficiency-sirnaEfficiency", pairs) == value


def test_a_thousand_is_a_valid_prediction() -> None:
    assert official_scores.mixed([1000.0, 10.0], ["990", "10"]) == pytest.approx(0.5 * 0.95 + 0.5)


def enhancer(*outputs: str) -> object:
    labels = [{"hk": str(i), "dev": -i} for i in range(len(outputs))]
    return figure("enhancer_activity", list(zip(labels, outputs)))


def test_enhancer_heads_are_correlated_apart_and_scaled_by_their_rows() -> None:
    assert enhancer("0 0", "1 1", "2 2", "3") == {"hk_PCC": 75.0, "dev_PCC": -75.0}
    assert enhancer("0 0", "1 0", "2 0") == {"hk_PCC": 100.0, "dev_PCC": "NaN"}
    assert enhancer("0 0", "1", "2") == {"hk_PCC": "Infinity", "dev_PCC": "Infinity"}


def test_enhancer_without_a_usable_row_is_an_error_text() -> None:
    assert enhancer("1", "none") == (
        "Error: HK has insufficient valid data after removing NaNs and infs."
    )
    huge = "9" * 400
    assert str(enhancer(f"0 {huge}", f"1 {huge}")).startswith("Error: Dev has insufficient")


def switches(*outputs: str) -> object:
    labels = [{"ON": i, "OFF": f"{i * i}", "ON_OFF": -i} for i in range(len(outputs))]
    return figure("ProgrammableRNASwitches-ProgrammableRNASwitches", list(zip(labels, outputs)))


def test_switches_report_the_mean_of_three_squared_correlations() -> None:
    assert switches("0 0 0", "1 1 1", "2 4 2") == 100.0
    assert switches("0 0 0", "1 1 1", "2 4 0") == pytest.approx(66.67)
    assert switches("0 0 5", "1 1 5", "2 4 5") == "NaN"
    assert switches("0 0 0", "1 1", "2") == "Infinity"
    assert switches("none", "", "ON") == 0.0


@pytest.mark.parametrize(
    "label", [{"hk": 1, "dev": "-2"}, '{"hk": "1", "dev": -2}', "{'hk': 1, 'dev': -2.0}"]
)
def test_labels_of_several_numbers_come_as_mapping_or_text(label: object) -> None:
    assert official_scores.head_labels(label, ("hk", "dev")) == [1.0, -2.0]


def test_family_accuracy_counts_what_is_not_found_as_wrong() -> None:
    pairs = [("tRNA", "it is tRNA"), ("miRNA", "unclear"), ("IRES", "IRES of a riboswitch")]
    assert figure("NoncodingRNAFamily-NoncodingRNAFamily", pairs) == 33.33


NAMES = ("none", "m6A", "m5C")


def test_auc_is_the_mean_of_sensitivity_and_specificity() -> None:
    labels = ["m6A", "m5C", "none", "m6A,m5C"]
    values = [["m6A"], ["m6A"], ["none"], None]
    # none 1; m6A (1/2 + 1/2) / 2; m5C (0 + 1) / 2
    assert official_scores.set_auc(values, labels, NAMES) == pytest.approx((1 + 0.5 + 0.5) / 3)
    assert official_scores.set_auc([None] * 4, labels, NAMES) == 0.5


def test_a_blank_after_the_comma_of_a_label_loses_the_name() -> None:
    labels = ["m6A, m5C", "none"]
    assert official_scores.set_auc([["m6A"], ["none"]], labels, ("m6A",)) == 1.0
    assert official_scores.set_auc([["m6A"], ["none"]], labels, ("m5C",)) is None


def test_auc_is_null_where_a_class_is_missing_from_the_labels() -> None:
    assert figure("Modification-Modification", [("m6A", "m6A"), ("none", "none")]) == "None"


ECS = ("1.1.1.1", "2.2.2.2", "3.3.3.3", "4.4.4.-")


def slow_fmax(predicted: list[set[int]], gold: list[set[int]], width: int) -> float:
    """The walk over all pairs, one at a time."""
    pairs = [(i, j) for i in range(len(gold)) for j in range(width)]
    pairs.sort(key=lambda pair: pair[1] not in predicted[pair[0]])  # stable
    seen, hits = [0] * len(gold), [0] * len(gold)
    best = 0.0
    for i, j in pairs:
        seen[i] += 1
        hits[i] += j in gold[i]
        precision = sum(h / s for h, s in zip(hits, seen) if s) / sum(s > 0 for s in seen)
        recall = sum(h / len(g) for h, g in zip(hits, gold) if g) / len(gold)
        best = max(best, 2 * precision * recall / (precision + recall + 1e-10))
    return best


@pytest.mark.parametrize("seed", range(5))
def test_fmax_equals_the_walk_pair_by_pair(seed: int) -> None:
    rng = np.random.default_rng(seed)
    names = [f"1.1.1.{i}" for i in range(9)]
    gold = [set(np.flatnonzero(rng.random(9) < 0.2).tolist()) for _ in range(12)]
    predicted = [set(np.flatnonzero(rng.random(9) < 0.2).tolist()) for _ in range(12)]
    got = official_scores.fmax(
        [[names[j] for j in p] for p in predicted],
        [",".join(f"EC{names[j]}" for j in g) for g in gold],
        names,
    )
    assert got == pytest.approx(slow_fmax(predicted, gold, 9))


def test_fmax_drops_unknown_ec_strings_and_is_1_for_a_perfect_answer() -> None:
    labels = ["EC1.1.1.1", "EC2.2.2.2,EC4.4.4.-"]
    values = [["1.1.1.1", "9.9.9.9"], ["2.2.2.2", "4.4.4.-"]]
    assert official_scores.fmax(values, labels, ECS) == pytest.approx(1.0)


def test_fmax_of_silence_is_above_zero_and_depends_on_the_order_of_rows_and_labels() -> None:
    labels = ["EC1.1.1.1", "EC3.3.3.3"]
    silent: list[None] = [None, None]
    forward = official_scores.fmax(silent, labels, ECS)
    assert forward == pytest.approx(2 / 3)  # one row hit, the other not yet asked
    # precision (1/4 + 1) / 2 and recall 1 after the first pair of the second row
    assert official_scores.fmax(silent, labels[::-1], ECS) == pytest.approx(10 / 13)
    # precision (1/4 + 1/2) / 2 and recall 1 after its second pair
    assert official_scores.fmax(silent, labels, ECS[::-1]) == pytest.approx(6 / 11)


def test_without_a_label_list_the_ec_numbers_of_the_labels_are_used(tmp_path: Path) -> None:
    records = rows(
        "FunctionEC-FunctionEC", [("EC2.2.2.2", "2.2.2.2, 1.1.1.1"), ("EC3.3.3.3", "3.3.3.3")]
    )
    assert evaluate(records, never) == {"FunctionEC": {"Fmax": 100.0}}  # 1.1.1.1 is unknown
    path = tmp_path / "ec.json"
    path.write_text(json.dumps(ECS))
    by_file, by_list = evaluate(records, never, path), evaluate(records, never, ECS)
    assert by_file == by_list == {"FunctionEC": {"Fmax": 85.71}}


def test_a_full_ec_test_set_is_walked_in_well_under_a_second() -> None:
    names = [f"1.1.{i // 30}.{i % 30}" for i in range(538)]
    values = [[names[i % 538]] if i % 3 else None for i in range(1919)]
    labels = [f"EC{names[(i * 7) % 538]}" for i in range(1919)]
    start = time.perf_counter()
    official_scores.fmax(values, labels, names)
    assert time.perf_counter() - start < 2.0  # about 0.25 s


# -- answers of a run ---------------------------------------------------------------------------


def binary_task() -> TaskSpec:
    return TaskSpec(
        id="biobench_x", version=1.0, title="X", abbreviation="X", omics="dna", kind="binary",
        headline="mcc", molecules=("dna",), official=("x",), question="{0}?", hint="binary",
    )  # fmt: skip


def test_answers_of_a_run_score_like_the_records_they_come_from() -> None:
    outputs = ["yes", "no", "unsure", "It binds", None]
    labels = ["positive", "negative", "positive", "negative", "negative"]
    answers = [extract(output, binary_task(), even_length) for output in outputs]
    got = score_answers(binary_task(), answers, labels)
    (wanted,) = score_groups(rows("tf-h-0", list(zip(labels, outputs))), even_length).values()
    assert got == wanted


def test_answers_that_wait_for_the_sentiment_model_leave_no_score() -> None:
    answers = [extract(output, binary_task()) for output in ("yes", "It binds")]
    got = score_answers(binary_task(), answers, ["positive", "positive"])
    assert (got.raw, got.undecided, got.fallback_rows) == (None, 1, 0)


def test_lists_of_unequal_length_are_refused() -> None:
    with pytest.raises(ValueError, match="1 answers and 2 labels"):
        score_answers(binary_task(), [extract("yes", binary_task())], ["positive", "negative"])
