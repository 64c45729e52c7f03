"""Do 95 % intervals hold the truth 95 times in 100, and do paired tests err 5 times in 100?

``python -m biobench.metrics.simulation --write docs/metrics-validation.md`` draws thousands of made-up
models with known scores (:mod:`biobench.metrics.worlds`), scores them as any run is scored, and writes
how often the interval held the true value.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import numpy as np

from biobench.metrics import Estimate, Rate, score, worlds
from biobench.metrics.compare import Answers, compare_task
from biobench.metrics.worlds import World

ROWS = (300, 3000)
#: Draws per interval in the study: enough, since intervals rest on a standard error.
DRAWS = 300


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the study: a world (by its maker and facts), rows, kind of clusters."""

    make: Callable[..., World]
    facts: tuple[float, ...]
    n: int
    clusters: str

    @property
    def world(self) -> World:
        """The world itself; made anew, since it holds functions that no process can be sent."""
        return self.make(*self.facts)


class Result(NamedTuple):
    """How one interval behaved: share of runs that held the truth, and the errors it was built on."""

    world: str
    metric: str
    n: int
    clusters: str
    truth: float
    runs: int
    coverage: float
    mean: float
    spread: float
    stderr: float


WORLDS: tuple[tuple[Callable[..., World], tuple[float, ...]], ...] = (
    (worlds.number, (0.0,)),
    (worlds.number, (0.2,)),
    (worlds.number, (0.6,)),
    (worlds.number, (0.6, 0.2)),
    (worlds.numbers, (0.0,)),
    (worlds.numbers, (0.2,)),
    (worlds.numbers, (0.6,)),
    (worlds.binary, (0.5, 0.5)),
    (worlds.binary, (0.7, 0.7)),
    (worlds.binary, (0.8, 0.8)),
    (worlds.binary, (0.7, 0.9, 0.2)),
    (worlds.modifications, (0.1, 0.9)),
    (worlds.modifications, (0.5, 0.9)),
    (worlds.enzymes, (0.2,)),
    (worlds.enzymes, (0.6,)),
    (worlds.remaining, (0.0,)),
    (worlds.remaining, (0.6,)),
)


def settings(rows: Iterable[int] = ROWS) -> Iterator[Setting]:
    """All lines of the study, and the hard case of few unequal clusters for a few worlds."""
    for n in rows:
        for clusters in ("none", "small"):
            for make, facts in WORLDS:
                yield Setting(make, facts, n, clusters)
    for make, facts in ((worlds.binary, (0.7, 0.7)), (worlds.number, (0.6,))):
        yield Setting(make, facts, max(rows), "few")


def coverage(setting: Setting, runs: int, draws: int = DRAWS, seed: int = 0) -> list[Result]:
    """How often the intervals of one setting hold the truth."""
    world = setting.world
    truth = worlds.truths(setting.make, *setting.facts)
    rng = _generator(setting, seed)
    names = (*world.watch, *(("parsed",) if world.silent else ()))
    expected = np.array([truth.get(name, 1 - world.silent) for name in names])
    seen = np.empty((runs, len(names), 4))
    for run in range(runs):
        code = worlds.sizes(setting.n, setting.clusters, rng)
        (table,) = worlds.tables(world, code, rng)
        found = score(world.spec, table, draws, seed=run)
        for i, name in enumerate(names):
            known: Estimate | Rate = found.metrics.get(name) or found.rates[name]
            seen[run, i] = known.value, known.stderr, *known.interval
    held = (seen[:, :, 2] <= expected + 1e-12) & (expected - 1e-12 <= seen[:, :, 3])
    return [
        Result(
            world=world.name,
            metric=name,
            n=setting.n,
            clusters=setting.clusters,
            truth=float(expected[i]),
            runs=runs,
            coverage=float(held[:, i].mean()),
            mean=float(seen[:, i, 0].mean()),
            spread=float(seen[:, i, 0].std(ddof=1)),
            stderr=float(seen[:, i, 1].mean()),
        )
        for i, name in enumerate(names)
    ]


def false_positives(
    setting: Setting, runs: int, draws: int = DRAWS, seed: int = 1
) -> dict[str, float]:
    """How often two equally good models come out as different at 5 %, by test."""
    world, rng = setting.world, _generator(setting, seed)
    hits: Counter[str] = Counter()
    for run in range(runs):
        code = worlds.sizes(setting.n, setting.clusters, rng)
        ids = list(map(str, range(setting.n)))
        pair = zip("AB", worlds.tables(world, code, rng, models=2))
        answers = {name: Answers(ids, table) for name, table in pair}
        found = compare_task(world.spec, answers, draws=draws, seed=run)["A", "B"]
        hits["paired bootstrap"] += found.p < 0.05
        if found.mcnemar is not None:
            hits["McNemar"] += found.mcnemar < 0.05
    return {name: hits[name] / runs for name in hits}


def _generator(setting: Setting, seed: int) -> np.random.Generator:
    """Random numbers that depend on the setting alone, not on the order in which settings run."""
    name = f"{setting.make.__name__} {setting.facts} {setting.n} {setting.clusters}"
    return np.random.default_rng([seed, *name.encode()])


def _coverage_lines(results: Iterable[Result]) -> Iterator[str]:
    yield "| model | metric | rows | clusters | true value | coverage | mean | SD | mean SE |"
    yield "|---|---|---:|---|---:|---:|---:|---:|---:|"
    for r in results:
        mark = "" if 0.93 <= r.coverage <= 0.97 else " *"
        yield (
            f"| {r.world} | {r.metric} | {r.n} | {r.clusters} | {r.truth:.4f} | "
            f"{100 * r.coverage:.1f} %{mark} | {r.mean:.4f} | {r.spread:.4f} | {r.stderr:.4f} |"
        )


def _test_lines(rows: Iterable[tuple[Setting, dict[str, float]]]) -> Iterator[str]:
    yield "| model | metric | rows | clusters | paired bootstrap | McNemar |"
    yield "|---|---|---:|---|---:|---:|"
    for setting, rate in rows:
        other = f"{100 * rate['McNemar']:.1f} %" if "McNemar" in rate else ""
        yield (
            f"| {setting.world.name} | {setting.world.spec.headline} | {setting.n} | "
            f"{setting.clusters} | {100 * rate['paired bootstrap']:.1f} % | {other} |"
        )


#: The page the tables are written into; what stands outside the marks is kept.
MARKS = {"coverage": "<!-- coverage -->", "tests": "<!-- tests -->"}


def write(page: Path | None, name: str, lines: Iterable[str]) -> None:
    """Put a table between its marks in a page, or print it where there is none.

    Raises ``ValueError`` if the mark does not occur twice in the page.
    """
    table = "\n".join(lines)
    if page is None:
        print(table)
        return
    parts = page.read_text(encoding="utf-8").split(MARKS[name])
    if len(parts) != 3:
        raise ValueError(f"{page}: expected {MARKS[name]} twice, found {len(parts) - 1}")
    parts[1] = f"\n{table}\n"
    page.write_text(MARKS[name].join(parts), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns 0, or 1 if an interval in the listed settings misses 93 to 97 %."""
    parser = argparse.ArgumentParser(prog="python -m biobench.metrics.simulation")
    parser.add_argument("--runs", type=int, default=2000, help="runs a setting")
    parser.add_argument("--test-runs", type=int, default=1000, help="runs a setting, for tests")
    parser.add_argument("--draws", type=int, default=DRAWS, help="bootstrap draws a run")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes")
    parser.add_argument("--rows", type=int, nargs="+", default=list(ROWS), help="test set sizes")
    parser.add_argument("--write", type=Path, help="page to write the tables into")
    options = parser.parse_args(arguments)
    lines = list(settings(options.rows))
    # Each process computes on one core; matrix products would start threads of their own.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    draws = [options.draws] * len(lines)
    runs, test_runs = [options.runs] * len(lines), [options.test_runs] * len(lines)
    with ProcessPoolExecutor(options.jobs, mp_context=get_context("spawn")) as pool:
        covered: list[Result] = []
        for setting, results in zip(lines, pool.map(coverage, lines, runs, draws)):
            covered += results
            print(setting.world.name, setting.n, setting.clusters, file=sys.stderr, flush=True)
        # Each table is written when it is ready: the study takes an hour.
        write(options.write, "coverage", _coverage_lines(covered))
        tested = zip(lines, pool.map(false_positives, lines, test_runs, draws))
        write(options.write, "tests", _test_lines(tested))
    missed = [r for r in covered if not 0.93 <= r.coverage <= 0.97 and r.clusters != "few"]
    for r in missed:
        print(f"{r.world}, {r.metric}, {r.n} rows, clusters {r.clusters}: {r.coverage:.1%}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
