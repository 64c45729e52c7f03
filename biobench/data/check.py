"""What a folder of data holds, task by task: ``biobench data check DIR``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from biobench.data.records import find_files, load_files
from biobench.data.rows import DataError, Row
from biobench.data.source import SPLITS
from biobench.spec import TaskSpec


@dataclass(frozen=True, slots=True)
class SplitReport:
    """What one split of one task holds.

    ``letters`` are those outside the plain alphabets (ACGTU, the 20 residues) with their counts;
    ``lengths`` the shortest, middle and longest sequence; ``clusters`` groups of dependent rows;
    ``shared_with_train`` sequences that also stand in the train split.
    """

    task: str
    split: str
    files: list[str]
    rows: int
    expected: int | None
    skipped: Mapping[str, int]
    bad: list[str]
    duplicates: int
    clusters: int
    lengths: tuple[int, int, int]
    letters: Mapping[str, int]
    labels: Mapping[str, int] | tuple[float, float, float]
    shared_with_train: int = 0
    notes: list[str] = field(default_factory=list)


_PLAIN = {
    "dna": set("ACGTUacgtu"),
    "rna": set("ACGTUacgtu"),
    "protein": set("ACDEFGHIKLMNPQRSTVWY"),
}


def check(folder: Path, specs: Iterable[TaskSpec]) -> list[SplitReport]:
    """Read every task found in a folder, bad rows and all.

    Raises :class:`DataError` if no task is found, or a file is not what its name says.
    """
    reports = []
    for spec in specs:
        train: set[tuple[str, ...]] = set()
        for split in SPLITS:
            files = find_files(folder, spec, split)
            found = load_files(files, spec, split, "skip")
            if not found.rows and not found.bad and not found.skipped:
                continue
            reports.append(_report(spec, split, found, train))
            if split == "train":
                train = {row.sequences for row in found.rows}
    if not reports:
        raise DataError(
            f"{folder}: no rows of any task. Expected folders such as biobench_cpd/test.csv (raw tables) "
            "or cpd/test/data.json (published layout); see docs/data.md"
        )
    return reports


def _report(spec: TaskSpec, split: str, found: Any, train: set[tuple[str, ...]]) -> SplitReport:
    rows: list[Row] = found.rows
    lengths = sorted(len(s) for row in rows for s in row.sequences) or [0]
    letters: Counter[str] = Counter()
    for position, molecule in enumerate(spec.molecules):
        plain = _PLAIN[molecule]
        for row in rows:
            if not plain.issuperset(row.sequences[position]):
                letters.update(c for c in row.sequences[position] if c not in plain)
    total = len(rows) + sum(found.skipped.values())
    notes = []
    if split == "test" and spec.test_rows not in (None, total):
        notes.append(f"{total} rows where the paper has {spec.test_rows}")
    shared = sum(row.sequences in train for row in rows)
    if shared:
        notes.append(f"{shared} rows whose sequences also stand in the train split")
    return SplitReport(
        task=spec.id,
        split=split,
        files=found.files,
        rows=len(rows),
        expected=spec.test_rows if split == "test" else None,
        skipped=found.skipped,
        bad=found.bad,
        duplicates=found.duplicates,
        clusters=len({row.cluster for row in rows}),
        lengths=(lengths[0], lengths[len(lengths) // 2], lengths[-1]),
        letters=dict(letters.most_common()),
        labels=_labels(spec, rows),
        shared_with_train=shared,
        notes=notes,
    )


def _labels(spec: TaskSpec, rows: list[Row]) -> Mapping[str, int] | tuple[float, float, float]:
    """Rows by label, the ten most frequent; for numbers the least, middle and greatest."""
    if spec.kind in ("number", "numbers"):
        values = sorted(
            v for r in rows for v in (r.label.values() if spec.kind == "numbers" else [r.label])
        )
        return (values[0], values[len(values) // 2], values[-1]) if values else (0.0, 0.0, 0.0)
    if spec.kind == "set_of":
        return dict(Counter(m for r in rows for m in r.label or ["none"]).most_common(10))
    return dict(Counter(str(r.label) for r in rows).most_common())


def as_text(reports: Iterable[SplitReport]) -> str:
    """The reports as lines for a terminal."""
    lines = []
    for r in reports:
        lines.append(
            f"{r.task} {r.split}: {r.rows} rows, {r.clusters} independent, {r.duplicates} repeated"
        )
        lines.append(f"  files     {', '.join(r.files)}")
        lines.append(f"  lengths   {r.lengths[0]} to {r.lengths[2]} letters, middle {r.lengths[1]}")
        if isinstance(r.labels, tuple):
            low, middle, high = r.labels
            lines.append(f"  labels    {low:g} to {high:g}, middle {middle:g}")
        else:
            lines.append(f"  labels    {', '.join(f'{k} {n}' for k, n in r.labels.items())}")
        if r.letters:
            lines.append(
                f"  letters   {', '.join(f'{k} {n}' for k, n in r.letters.items())} (IUPAC)"
            )
        lines += [
            f"  not scored {name}: {n} rows that repeat others" for name, n in r.skipped.items()
        ]
        lines += [f"  note      {note}" for note in r.notes]
        lines += [f"  BAD       {message}" for message in r.bad[:20]]
        if len(r.bad) > 20:
            lines.append(f"  BAD       ... and {len(r.bad) - 20} more")
    return "\n".join(lines)


def as_json(reports: Iterable[SplitReport]) -> str:
    """The reports as JSON."""
    return json.dumps([asdict(r) for r in reports], ensure_ascii=False, indent=1)
