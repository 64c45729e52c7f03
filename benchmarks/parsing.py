"""How fast answers are read: 243,000 of them, median 60 words, by both pipelines, as in a run.

``parsing.seconds``: ours and the published evaluator's reading together, without a sentiment model.
``parsing.megabyte_ms``: the slowest reading of a megabyte of one of many traps by one parser;
``parsing.growth``: the largest ratio of times when a trap grows from 5,000 to 10,000 characters (2 is
linear), below the length at which texts are capped.
``parsing.ratio``: beside the published reading alone, which only looks for substrings.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from pathlib import Path

from benchmarks.measure import Figure, figure, pairs, python
from biobench.parsers import official, parse
from biobench.parsers.batch import parse_all
from biobench.spec import TaskSpec, builtin_specs
from tests.parsers.traps import TRAPS

ANSWERS = 243_000
ANSWERED = Path(__file__).parent.parent / "tests" / "parsers" / "data"
#: What models write before they come to the point.
REASONS = (
    "The composition of the sequence is balanced, with no long stretch of a single letter in it.",
    "Several short elements stand near the middle, and their spacing is close to what is usual.",
    "Known examples of this kind share a core that is followed by a variable region on either side.",
    "Taken together these observations have to be weighed against what one would see by accident.",
    "The flanks are less conserved than the centre, which is the case in most families as well.",
    "Without further experiments every statement of this kind rests on patterns in the letters alone.",
)


def answers() -> list[tuple[TaskSpec, str]]:
    """Varied answers of all kinds, most of them after some reasoning."""
    rng = random.Random(0)
    specs = builtin_specs()
    written = [
        json.loads(line)
        for name in ("varied_answers.jsonl", "varied_numbers.jsonl")
        for line in (ANSWERED / name).read_text(encoding="utf-8").splitlines()
    ]
    found = []
    for _ in range(ANSWERS):
        answer = rng.choice(written)
        before = " ".join(rng.sample(REASONS, rng.randint(1, 5)))
        found.append((specs[answer["task"]], f"{before}\n\n{answer['text']}".strip()))
    return found


def work(ours: bool) -> None:
    """Read all answers (in a process of its own)."""
    items = answers()
    print(f"median {statistics.median(len(text.split()) for _, text in items)} words")
    by_task: dict[str, list[str]] = {}
    for spec, text in items:
        by_task.setdefault(spec.id, []).append(text)
    if ours:
        for task, texts in by_task.items():
            parse_all(texts, [None] * len(texts), builtin_specs()[task])
    for spec, text in items:
        official.extract(text, spec)


KINDS = ("biobench_cpd", "biobench_apa", "biobench_prs", "biobench_ncrna", "biobench_modification")


def seconds(text: str, spec: TaskSpec) -> float:
    """The least of several readings: what else the machine does only adds to it."""
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        parse(text, spec)
        best = min(best, time.perf_counter() - start)
    return best


def traps() -> list[Figure]:
    """The slowest megabyte, and how times grow."""
    specs = [builtin_specs()[task] for task in KINDS]
    slowest, growths = [], []
    for trap in TRAPS:
        for spec in specs:
            slowest.append(1000 * seconds(trap.text(1_000_000), spec))
            fixed = len(trap.before) + len(trap.after)  # which does not grow
            short, long = (seconds(trap.text(fixed + n), spec) for n in (5_000, 10_000))
            # Below this the clock and the call count for more than the text.
            if short > 2e-4:
                growths.append(long / short)
    command = "make bench ONLY=parsing"
    return [
        Figure("parsing.megabyte_ms", round(max(slowest), 1), "ms", "< 100", command,
               [round(min(slowest), 1), round(max(slowest), 1)]),
        Figure("parsing.growth", round(max(growths), 2), "x for 2 x", "none", command,
               [round(min(growths), 2), round(max(growths), 2)]),
    ]  # fmt: skip


def measure() -> list[Figure]:
    """All figures of this family."""
    module = ("-m", "benchmarks.parsing")
    found = pairs(python(*module, "both"), python(*module, "official"))
    return [
        figure("parsing.seconds", "s", "< 40", found, lambda a, b: a.seconds),
        figure("parsing.ratio", "ratio", "none", found, lambda a, b: a.seconds / b.seconds),
        *traps(),
    ]


if __name__ == "__main__":
    work(sys.argv[1] == "both")
