"""The validation study itself, small: intervals hold the truth, tests rarely err, pages are written."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from biobench.metrics import worlds
from biobench.metrics.simulation import (
    MARKS,
    WORLDS,
    Setting,
    coverage,
    false_positives,
    settings,
    write,
)

RUNS = 100
#: Five standard errors of a share of 5 % in so many runs: there are eighty such checks.
SLACK = 5 * math.sqrt(0.05 * 0.95 / RUNS)


@pytest.fixture(autouse=True, scope="module")
def quick_truths():
    """Measure true scores on fewer rows: the tests' tolerance is wide."""
    worlds.truths.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worlds, "TRUTH_ROWS", 50_000)
        yield
    worlds.truths.cache_clear()


@pytest.mark.slow
@pytest.mark.parametrize("clusters", ["none", "small"])
@pytest.mark.parametrize(("make", "facts"), WORLDS)
def test_intervals_hold_the_truth(make, facts, clusters) -> None:
    for found in coverage(Setting(make, facts, 300, clusters), RUNS, draws=100):
        assert found.coverage >= 0.95 - SLACK, found
        assert found.mean == pytest.approx(
            found.truth, abs=4 * found.spread / math.sqrt(RUNS) + 0.01
        )


@pytest.mark.parametrize(
    ("make", "facts"), [(worlds.binary, (0.7, 0.7)), (worlds.remaining, (0.6,))]
)
def test_equally_good_models_are_rarely_called_different(make, facts) -> None:
    for rate in false_positives(Setting(make, facts, 300, "none"), RUNS, draws=100).values():
        assert rate <= 0.05 + SLACK


def test_worlds_have_the_scores_they_claim() -> None:
    from biobench.metrics import score

    for make, facts in WORLDS:
        world = make(*facts)
        (table,) = worlds.tables(world, np.arange(20_000), np.random.default_rng(3))
        found = score(world.spec, table, draws=0).metrics
        for name, value in worlds.truths(make, *facts).items():
            assert found[name].value == pytest.approx(value, abs=0.02), (world.name, name)


def test_every_listed_setting_is_studied() -> None:
    lines = list(settings())
    assert {(s.n, s.clusters) for s in lines} >= {
        (n, c) for n in (300, 3000) for c in ("none", "small")
    }
    assert len(set(lines)) == len(lines)


def test_rows_of_few_clusters_are_grouped() -> None:
    code = worlds.sizes(3000, "few", np.random.default_rng(0))
    assert len(code) == 3000
    assert len(set(code.tolist())) == 30
    assert len(worlds.sizes(300, "small", np.random.default_rng(0))) == 300


def test_tables_are_written_between_their_marks(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("a\n{0}\nold\n{0}\nb\n{1}\n{1}\n".format(*MARKS.values()))
    write(page, "coverage", ["| new |"])
    write(page, "tests", ["| t |"])
    write(page, "coverage", ["| newer |"])
    assert page.read_text() == "a\n{0}\n| newer |\n{0}\nb\n{1}\n| t |\n{1}\n".format(
        *MARKS.values()
    )
    page.write_text("nothing")
    with pytest.raises(ValueError, match="expected <!-- coverage --> twice, found 0"):
        write(page, "coverage", [])
