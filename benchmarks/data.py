"""How fast rows come in: all 21 test sets at their published sizes, in the published JSON layout.

``data.load_seconds`` and ``data.load_peak_mib``: read, check, number clusters and shuffle 243,000 rows.
``data.load_ratio``: the time beside that of merely parsing the same JSON files.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.measure import Figure, figure, pairs, python
from biobench.data import load, mini, parse_source, shuffled
from biobench.data.rows import tag
from biobench.spec import TaskSpec, builtin_specs


def published_label(spec: TaskSpec, rng: random.Random) -> Any:
    """A label as the published files write it."""
    if spec.kind == "binary":
        return rng.choice(("positive", "negative"))
    if spec.kind == "number":
        return f"{rng.random():.2f}"
    if spec.kind == "numbers":
        return json.dumps({v.name: f"{rng.random():.2f}" for v in spec.values})
    if spec.kind == "set_of" and not spec.labels:
        return ",".join(f"EC{code}" for code in rng.sample(mini.EC_LABELS, 2))
    return rng.choice(spec.labels)


def write_published(folder: Path) -> int:
    """Random rows of all tasks in the published layout; returns their number."""
    rng = random.Random(0)
    long = {m: "".join(rng.choices(letters, k=100_000)) for m, letters in mini.LETTERS.items()}
    total = 0
    for spec in builtin_specs().values():
        assert spec.test_rows is not None
        records = []
        for _ in range(spec.test_rows):
            sequences = []
            for molecule, (low, high) in zip(spec.molecules, spec.lengths):
                start, length = rng.randrange(90_000), rng.randint(low, high)
                sequences.append(tag(long[molecule][start : start + length], molecule))
            question = spec.question.format(*sequences)
            subset = rng.choice(spec.official)
            label = published_label(spec, rng)
            records.append({"input": question, "output": "", "label": label, "task": subset})
        path = folder / spec.folder[0] / "test" / "data.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(records))
        total += len(records)
    return total


def work(what: str, folder: Path) -> None:
    """Load all rows, or only parse the files (in a process of its own)."""
    if what == "parse":
        parsed = [json.loads(p.read_text()) for p in sorted(folder.rglob("data.json"))]
        assert len(parsed) == len(builtin_specs())
        return
    source = parse_source(f"local:{folder}")
    kept = [shuffled(load(spec, source, "test").rows) for spec in builtin_specs().values()]
    assert sum(map(len, kept)) > 240_000


def measure() -> list[Figure]:
    """All figures of this family."""
    with tempfile.TemporaryDirectory() as name:
        rows = write_published(Path(name))
        print(f"  {rows} rows")
        both = [python("-m", "benchmarks.data", what, name) for what in ("load", "parse")]
        found = pairs(*both)
    return [
        figure("data.load_seconds", "s", "<= 15", found, lambda a, b: a.seconds),
        figure("data.load_peak_mib", "MiB", "<= 1536", found, lambda a, b: a.peak_mib),
        figure("data.load_ratio", "ratio", "none", found, lambda a, b: a.seconds / b.seconds),
    ]


if __name__ == "__main__":
    work(sys.argv[1], Path(sys.argv[2]))
