"""Every metric that scikit-learn or scipy has gives the same number there, to 1e-9, on random data."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from biobench.metrics import score

stats = pytest.importorskip("scipy.stats")
learn = pytest.importorskip("sklearn.metrics")

CASES = [(seed, n) for seed, n in enumerate([12, 50, 300, 2000])]


def close(a: float, b: float) -> bool:
    return abs(a - b) < 1e-9


@pytest.mark.parametrize(("seed", "n"), CASES)
def test_binary(seed: int, n: int, make_spec: Any, make_table: Any) -> None:
    rng = np.random.default_rng(seed)
    gold = rng.random(n) < 0.3
    value = np.where(rng.random(n) < 0.7, gold, rng.random(n) < 0.5)
    found = score(make_spec("binary", "mcc"), make_table(gold.tolist(), value.tolist()), draws=50)
    assert close(found.metrics["mcc"].value, learn.matthews_corrcoef(gold, value))
    assert close(found.metrics["accuracy"].value, learn.accuracy_score(gold, value))


@pytest.mark.parametrize(("seed", "n"), CASES)
@pytest.mark.parametrize("decimals", [0, 1, 9])
def test_number(seed: int, n: int, decimals: int, make_spec: Any, make_table: Any) -> None:
    rng = np.random.default_rng(seed)
    gold = np.round(rng.normal(size=n), decimals)
    value = np.round(0.4 * gold + rng.normal(size=n) + 1000, decimals)  # ties, and an offset
    table = make_table(gold.tolist(), value.tolist())
    found = score(make_spec("number", "spearman", ["x"]), table, draws=50)
    assert close(found.metrics["spearman"].value, stats.spearmanr(gold, value).statistic)
    assert close(found.metrics["pearson"].value, stats.pearsonr(gold, value).statistic)
    assert close(found.metrics["r2"].value, stats.pearsonr(gold, value).statistic ** 2)


@pytest.mark.parametrize(("seed", "n"), CASES)
def test_number_in_draws_equals_spearman_of_repeated_rows(seed: int, n: int) -> None:
    from biobench.metrics.correlation import moments, pearson, spearman

    rng = np.random.default_rng(seed)
    gold, value = np.round(rng.normal(size=(2, n)), 1)
    answered = rng.random(n) < 0.8
    counts = rng.multinomial(n, np.full(n, 1 / n), size=5).astype(float)
    ranked = spearman(gold, np.where(answered, value, np.nan), answered)(counts)
    linear = pearson(counts @ moments(gold, np.where(answered, value, np.nan), answered))
    for draw in range(5):
        rows = np.repeat(np.arange(n), counts[draw].astype(int))
        rows = rows[answered[rows]]
        assert close(ranked[draw], stats.spearmanr(gold[rows], value[rows]).statistic)
        assert close(linear[draw], stats.pearsonr(gold[rows], value[rows]).statistic)


@pytest.mark.parametrize(("seed", "n"), CASES)
def test_numbers(seed: int, n: int, make_spec: Any, make_table: Any) -> None:
    rng = np.random.default_rng(seed)
    gold, noise = rng.normal(size=(2, n, 3))
    value = gold * [0.9, 0.4, -0.3] + noise
    names = ("ON", "OFF", "ON_OFF")
    table = make_table(
        [dict(zip(names, row)) for row in gold.tolist()],
        [dict(zip(names, row)) for row in value.tolist()],
    )
    found = score(make_spec("numbers", "r2", names), table, draws=50)
    each = [stats.pearsonr(gold[:, i], value[:, i]).statistic for i in range(3)]
    for name, r in zip(names, each):
        assert close(found.metrics[f"pcc_{name}"].value, r)
        assert close(found.metrics[f"r2_{name}"].value, r**2)
    assert close(found.metrics["pearson"].value, float(np.mean(each)))
    assert close(found.score.value, 100 * float(np.mean(np.square(each))))


@pytest.mark.parametrize(("seed", "n"), CASES)
def test_one_of(seed: int, n: int, make_spec: Any, make_table: Any) -> None:
    rng = np.random.default_rng(seed)
    labels = ("a", "b", "c")
    gold, value = rng.choice(labels, size=(2, n)).tolist()
    found = score(make_spec("one_of", "accuracy", labels=labels), make_table(gold, value), draws=50)
    assert close(found.metrics["accuracy"].value, learn.accuracy_score(gold, value))


@pytest.mark.parametrize(("seed", "n"), CASES)
def test_set_of(seed: int, n: int, make_spec: Any, make_table: Any) -> None:
    rng = np.random.default_rng(seed)
    labels = ("Am", "Cm", "m6A", "Y")
    gold = rng.random((n, 4)) < [0.4, 0.3, 0.5, 0.2]
    value = np.where(rng.random((n, 4)) < 0.6, gold, rng.random((n, 4)) < 0.3)
    sets = [[[x for x, on in zip(labels, row) if on] for row in m.tolist()] for m in (gold, value)]
    spec = make_spec("set_of", "auc", labels=(*labels, "none"), none_label="none")
    answers = [s or ["none"] for s in sets[1]]
    found = score(spec, make_table(sets[0], answers), draws=50)
    columns = [i for i in range(4) if 0 < gold[:, i].sum() < n]
    area = learn.roc_auc_score(gold[:, columns], value[:, columns].astype(float), average="macro")
    assert close(found.metrics["auc"].value, area)
    some, said = gold.any(axis=1), value.any(axis=1)
    # scikit-learn's "samples" average over the rows with a prediction, and over those with a label.
    p = learn.precision_score(gold[said], value[said], average="samples", zero_division=0.0)
    r = learn.recall_score(gold[some], value[some], average="samples", zero_division=0.0)
    assert close(found.metrics["fmax"].value, 2 * p * r / (p + r))


@pytest.mark.parametrize(("seed", "n"), CASES)
def test_mixed(seed: int, n: int, make_spec: Any, make_table: Any) -> None:
    rng = np.random.default_rng(seed)
    gold = rng.uniform(0, 100, n)
    value = np.clip(gold + rng.normal(0, 25, n), 0, 100)
    table = make_table(gold.tolist(), value.tolist())
    found = score(make_spec("number", "mixed", ["remaining"]), table, draws=50)
    said, truth = value <= 30, gold <= 30
    f1 = learn.f1_score(truth, said)
    mae = learn.mean_absolute_error(gold, value)
    for name, rows in (("mixed", said), ("mixed_by_label", truth)):
        inside = learn.mean_absolute_error(gold[rows], value[rows])
        expected = 0.5 * (1 - mae / 100) + 0.5 * f1 * (1 - inside / 100)
        assert close(found.metrics[name].value, expected)
    assert close(found.metrics["f1"].value, f1)
    assert close(found.metrics["mae"].value, mae)
