"""Baselines: the floor under every table, on rows with a signal and rows without."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from biobench import data, metrics
from biobench.data import Row
from biobench.metrics import AnswerTable
from biobench.models import baselines, kmers, learned
from biobench.models.learned import Kmer, NearestNeighbour
from biobench.parsers import parse
from biobench.prompts import FORMATS
from biobench.spec import OMICS, TaskSpec, builtin_specs

SPECS = builtin_specs()
MINI = data.parse_source("mini")


def scores(spec: TaskSpec, rows: list[Row], labels: list[Any]) -> metrics.Scores:
    """Scores of labels that went through a sentence and the parser, as in a run."""
    answers = [parse(baselines.sentence(label, spec, "open"), spec) for label in labels]
    return metrics.score(
        spec,
        AnswerTable.from_records(
            {"gold": r.label, "value": a.value, "status": a.status, "cluster": r.cluster,
             "subset": r.subset, "index": r.index}
            for r, a in zip(rows, answers)
        ),
    )  # fmt: skip


def predictions(model: str, spec: TaskSpec, source: data.Source) -> metrics.Scores:
    test, train = (data.load(spec, source, split).rows for split in ("test", "train"))
    sequences = [row.sequences for row in test]
    if model == "kmer":
        return scores(spec, test, Kmer().predict(spec, train, sequences))
    if model == "nn":
        return scores(spec, test, NearestNeighbour().predict(spec, train, sequences))
    if model == "majority":
        constant = baselines.best_constant_label(spec, [row.label for row in train])
        return scores(spec, test, [constant] * len(test))
    rngs = (baselines.random.Random(f"4 {spec.id} {row.id}") for row in test)
    return scores(spec, test, [baselines.random_label(spec, rng) for rng in rngs])


@pytest.fixture(scope="module")
def mini() -> dict[tuple[str, str], metrics.Scores]:
    return {
        (model, spec.id): predictions(model, spec, MINI)
        for model in ("kmer", "nn", "majority", "random")
        for spec in SPECS.values()
    }


def test_every_answer_of_a_baseline_is_understood(mini: Any) -> None:
    assert {key: s.parsed for key, s in mini.items() if s.parsed < 1} == {}


def test_composition_beats_the_best_constant_on_at_least_18_tasks(mini: Any) -> None:
    above = [t for t in SPECS if mini["kmer", t].norm.interval[0] > 0]
    assert len(above) >= 18, sorted(set(SPECS) - set(above))


@pytest.mark.parametrize("omics", OMICS)
def test_groups_keep_the_order_of_what_models_know(mini: Any, omics: str) -> None:
    tasks = [s for s in SPECS.values() if s.omics == omics]

    def mean(model: str) -> float:
        return float(np.mean([mini[model, s.id].norm.value for s in tasks]))

    def silent(spec: TaskSpec) -> float:
        rows = data.load(spec, MINI, "test").rows
        records = (
            {"gold": r.label, "value": None, "status": "empty", "cluster": r.cluster,
             "subset": r.subset, "index": r.index} for r in rows
        )  # fmt: skip
        return metrics.score(spec, AnswerTable.from_records(records)).norm.value

    assert np.mean([silent(s) for s in tasks]) <= mean("random")
    assert mean("random") < max(mean("majority"), mean("kmer"))


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("spec", SPECS.values(), ids=lambda s: s.id)
def test_labels_survive_the_way_through_a_sentence(spec: TaskSpec, format_name: str) -> None:
    for row in data.load(spec, MINI, "dev").rows:
        answer = parse(baselines.sentence(row.label, spec, format_name), spec)
        expected = row.label if row.label != [] else [spec.none_label]
        assert answer.value == pytest.approx(expected) if spec.kind in ("number", "numbers") else (
            answer.value == expected
        ), (row.label, answer)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    "task", ["biobench_cpd", "biobench_pd300", "biobench_tf_human", "biobench_tf_mouse",
             "biobench_ncrna", "biobench_solubility"],
)  # fmt: skip
def test_composition_beats_chance_on_real_rows(task: str, real_data: Path) -> None:
    source = data.parse_source(f"local:{real_data}")
    kmer, chance = (predictions(model, SPECS[task], source) for model in ("kmer", "random"))
    assert kmer.score.value > chance.score.interval[1]


def test_a_fitted_model_comes_from_the_cache_the_second_time(
    monkeypatch: Any, tmp_path: Path
) -> None:
    monkeypatch.setenv("BIOBENCH_CACHE", str(tmp_path))
    spec = SPECS["biobench_cpd"]
    train, test = (data.load(spec, MINI, split).rows for split in ("train", "test"))
    sequences = [row.sequences for row in test]
    first = Kmer().predict(spec, train, sequences)
    monkeypatch.setattr(learned, "_fit", lambda *a: pytest.fail("fitted again"))
    assert Kmer().predict(spec, train, sequences) == first
    monkeypatch.undo()
    monkeypatch.setenv("BIOBENCH_CACHE", str(tmp_path))
    (stored,) = (tmp_path / "kmer").iterdir()
    for torn in (b"torn", stored.read_bytes()[:1500]):
        stored.write_bytes(torn)
        assert Kmer().predict(spec, train, sequences) == first, "a torn file is fitted again"


def test_other_training_rows_are_another_model(monkeypatch: Any, tmp_path: Path) -> None:
    monkeypatch.setenv("BIOBENCH_CACHE", str(tmp_path))
    spec = SPECS["biobench_cpd"]
    train = data.load(spec, MINI, "train").rows
    Kmer().predict(spec, train, [train[0].sequences])
    Kmer().predict(spec, train[:150], [train[0].sequences])
    assert len(list((tmp_path / "kmer").iterdir())) == 2


def test_the_nearest_neighbour_of_a_training_row_is_itself() -> None:
    spec = SPECS["biobench_apa"]
    train = data.load(spec, MINI, "train").rows
    found = NearestNeighbour().predict(spec, train, [row.sequences for row in train])
    assert found == [row.label for row in train]


def test_kmer_frequencies_are_those_of_the_sequence() -> None:
    matrix = kmers.features([("ACGU",), ("acgt",), ("AANAA",)], ["rna"], 0)
    assert np.array_equal(matrix[0], matrix[1]), "T is U, small letters are letters"
    ones, pairs = matrix[2, :4] ** 2, matrix[2, 4:20] ** 2
    assert ones == pytest.approx([1, 0, 0, 0])
    assert pairs == pytest.approx([1, *[0] * 15]), "a k-mer does not reach over an N"
    assert matrix[0, 4:20][[1, 6, 11]] ** 2 == pytest.approx([1 / 3] * 3)


def test_the_best_constant_is_what_its_metric_says() -> None:
    assert (
        baselines.best_constant_label(SPECS["biobench_ncrna"], ["tRNA", "IRES", "tRNA"]) == "tRNA"
    )
    assert baselines.best_constant_label(SPECS["biobench_apa"], [0.1, 0.2, 0.9]) == pytest.approx(
        0.2
    )
    ec = [["1.1.1.1"]] * 5 + [["2.7.7.7"], ["3.1.3.48"]]
    assert baselines.best_constant_label(SPECS["biobench_ec"], ec) == ["1.1.1.1"]
    inside = baselines.best_constant_label(SPECS["biobench_sirna"], [10.0, 20.0, 25.0, 80.0])
    assert 0 <= inside <= 30, "the Mixed Score pays for being in the range"


def test_the_random_model_repeats_itself_by_seed_and_row() -> None:
    spec = SPECS["biobench_modification"]

    def draw(seed: int) -> list[Any]:
        rngs = (baselines.random.Random(f"{seed} {spec.id} {i}") for i in range(300))
        return [baselines.random_label(spec, rng) for rng in rngs]

    assert draw(1) == draw(1) != draw(2)
    drawn = {tuple(labels) for labels in draw(1)}
    assert drawn == {(), *((label,) for label in spec.labels)}
