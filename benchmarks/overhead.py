"""What biobench costs beside lm-eval itself, with a model that answers at once.

``overhead.time_ratio`` and ``overhead.memory_ratio``: 240,000 rows of 300 to 1000 letters, samples
logged, against a bare task of lm-eval (three one-line functions) on the same file.
``overhead.start_seconds``: start of ``lm_eval --tasks biobench_dna --limit 5`` beyond that of a bare
five-row task.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.measure import Figure, figure, pairs, python

ROWS = 240_000
BARE = """\
task: bare
output_type: generate_until
dataset_path: json
dataset_kwargs: {data_files: {test: %s}}
test_split: test
doc_to_text: !function benchmarks.overhead.bare_text
doc_to_target: !function benchmarks.overhead.bare_target
process_results: !function benchmarks.overhead.bare_results
metric_list: [{metric: acc, aggregation: mean, higher_is_better: true}]
"""


def bare_text(doc: dict[str, Any]) -> str:
    """The prompt of the bare task."""
    return f"My question is {doc['input']} This is a binary classification task. Return yes or no."


def bare_target(doc: dict[str, Any]) -> str:
    """The target of the bare task."""
    return "Yes" if doc["label"] == "positive" else "No"


def bare_results(doc: dict[str, Any], results: Sequence[str]) -> dict[str, float]:
    """The score of a row of the bare task."""
    return {"acc": float(("yes" in results[0].lower()) == (doc["label"] == "positive"))}


def write_rows(path: Path, rows: int) -> None:
    """Random rows in the published layout."""
    rng = random.Random(0)
    path.parent.mkdir(parents=True, exist_ok=True)
    long = "".join(rng.choices("ACGT", k=1_000_000))
    with path.open("w") as handle:
        for number in range(rows):
            start, length = rng.randrange(len(long) - 1000), rng.randint(300, 1000)
            record = {
                "input": f"<dna>{long[start : start + length]}<dna> Is this a core promoter?",
                "output": "Yes, it is.",
                "label": "positive" if number % 2 else "negative",
                "task": "cpd-prom_core_tata",
            }
            handle.write(json.dumps(record) + "\n")


def work(task: str, folder: Path) -> None:
    """Evaluate one task with an instant model (in a process of its own)."""
    from lm_eval import simple_evaluate
    from lm_eval.api.model import LM
    from lm_eval.tasks import TaskManager

    class Instant(LM):  # type: ignore[misc]
        """Answers in no time, in one of two ways."""

        tokenizer_name = ""

        def generate_until(self, requests: Any, disable_tqdm: bool = False) -> list[str]:
            return ["Yes, it is." if i % 3 else "No." for i in range(len(requests))]

        loglikelihood = loglikelihood_rolling = generate_until

    manager = TaskManager(
        include_path=str(folder / "tasks"),
        include_defaults=False,
        metadata={"data": f"local:{folder}"} if task != "bare" else {},
    )
    results = simple_evaluate(Instant(), tasks=[task], task_manager=manager, log_samples=True)
    assert len(results["samples"][task]) in (ROWS, 2 * ROWS)  # one or two readings


def measure(rows: int = ROWS) -> list[Figure]:
    """All figures of this family."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        test = folder / "cpd" / "test" / "data.jsonl"
        write_rows(test, rows)
        (folder / "tasks").mkdir()
        (folder / "tasks" / "bare.yaml").write_text(BARE % test)
        both = [
            python("-m", "benchmarks.overhead", task, name) for task in ("biobench_cpd", "bare")
        ]
        found = pairs(*both)
        few = folder / "few.jsonl"
        few.write_text("".join(test.open().readline() for _ in range(5)))
        (folder / "tasks" / "bare.yaml").write_text(BARE % few)
        common = ("-m", "lm_eval", "run", "--model", "biobench-silent", "--limit", "5")
        mini = ("--tasks", "biobench_dna", "--metadata", '{"data": "mini"}')
        bare = ("--tasks", "bare", "--include_path", str(folder / "tasks"))
        starts = pairs(python(*common, *mini), python(*common, *bare))
    return [
        figure("overhead.time_ratio", "ratio", "<= 1.5", found, lambda a, b: a.seconds / b.seconds),
        figure(
            "overhead.memory_ratio", "ratio", "<= 1.4", found, lambda a, b: a.peak_mib / b.peak_mib
        ),
        figure("overhead.seconds", "s", "none", found, lambda a, b: a.seconds),
        figure("overhead.peak_mib", "MiB", "none", found, lambda a, b: a.peak_mib),
        figure("overhead.start_seconds", "s", "<= 0.5", starts, lambda a, b: a.seconds - b.seconds),
    ]


if __name__ == "__main__":
    work(sys.argv[1], Path(sys.argv[2]))
