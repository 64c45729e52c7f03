"""Reading tables and published records: files in, rows out.

Raw tables hold ``id, seq, label, subset`` (pairs: ``seq_1, seq_2``) as CSV or TSV; published records
hold ``input, label, task`` as JSON or JSON lines. Both become the same :class:`Row`.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from biobench.data.rows import (
    BadRow,
    DataError,
    Row,
    RowSet,
    check_sequences,
    cluster_key,
    decode_label,
    find_sequences,
    tag,
)
from biobench.spec import TaskSpec

SUFFIXES = (".csv", ".tsv", ".jsonl", ".json")
ON_BAD_ROW = ("error", "skip")


def read_records(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The records of one file with their line (CSV, TSV, JSON lines) or position (JSON), from 1.

    Raises :class:`DataError` for a file that is not what its name says.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            if path.suffix in (".csv", ".tsv"):
                yield from _table(handle, path)
            elif path.suffix == ".jsonl":
                for number, line in enumerate(handle, 1):
                    if line.strip():
                        yield number, _json(line, path, number)
            else:
                yield from _json_list(handle.read(), path)
    except UnicodeDecodeError as problem:
        raise DataError(f"{path}: not UTF-8 ({problem.reason} at byte {problem.start})") from None


def _table(handle: TextIO, path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    csv.field_size_limit(10_000_000)  # chromosomes are longer than the default of 131,072 letters
    reader = csv.DictReader(handle, delimiter="\t" if path.suffix == ".tsv" else ",")
    columns = reader.fieldnames or []
    if not {"input", "seq", "seq_1"} & set(columns) or "label" not in columns:
        raise DataError(
            f"{path}: columns {', '.join(map(str, columns)) or 'none'}; expected seq (or seq_1, seq_2, "
            "or input) and label, and also id and subset"
        )
    try:
        for record in reader:
            yield reader.line_num, record
    except csv.Error as problem:
        raise DataError(f"{path}:{reader.line_num}: {problem}") from None


def _json(text: str, path: Path, line: int) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DataError(f"{path}:{line}: not JSON ({error})") from None


def _json_list(text: str, path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    # Some copies of the data call JSON lines ".json"; they are told apart by their first letter.
    if text.lstrip().startswith("["):
        yield from enumerate(_json(text, path, 1), 1)
    elif text.lstrip().startswith("{\n"):
        raise DataError(f"{path}: one JSON object; expected a list of records, or a record a line")
    else:
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip():
                yield number, _json(line, path, number)


class Builder:
    """Turns the records of one split of one task into a :class:`RowSet`."""

    def __init__(self, spec: TaskSpec, split: str, on_bad_row: str = "error") -> None:
        if on_bad_row not in ON_BAD_ROW:
            raise DataError(f"on_bad_row: {on_bad_row!r} is none of {', '.join(ON_BAD_ROW)}")
        self.spec, self.split, self.on_bad_row = spec, split, on_bad_row
        self.result = RowSet([])
        self._official = frozenset(spec.official)
        self._clusters: dict[str, int] = {}
        self._ids: set[str] = set()
        self._seen: set[tuple[tuple[str, ...], str]] = set()

    def add_file(self, path: Path, mixed: bool) -> None:
        """Add a file; ``mixed`` files hold all tasks, and the others' records are passed over."""
        self.result.files.append(str(path))
        position = -1
        for line, record in read_records(path):
            if not isinstance(record, Mapping):
                raise DataError(f"{path}:{line}: expected a record, found {type(record).__name__}")
            if mixed and str(record.get("task", record.get("subset"))) not in self._official:
                continue
            position += 1
            try:
                row = self._row(record, position, path.stem if mixed else path.parent.name)
            except BadRow as problem:
                self._bad(f"{path}:{line}: {problem}")
                continue
            self.result.rows.append(row)

    def finish(self) -> RowSet:
        """The rows, after the last file: less those of a union that repeat rows of its parts."""
        if skip := frozenset(self.spec.skip):
            rows = self.result.rows
            parts = {row.sequences for row in rows if row.subset not in skip}
            repeats = [row.subset in skip and row.sequences in parts for row in rows]
            self.result.skipped = dict(Counter(r.subset for r, out in zip(rows, repeats) if out))
            self.result.rows = [row for row, out in zip(rows, repeats) if not out]
        return self.result

    def _bad(self, message: str) -> None:
        if self.on_bad_row == "error":
            raise DataError(
                f"{message}. Correct the row, or leave bad rows out with on_bad_row=skip."
            )
        self.result.bad.append(message)

    def _row(self, record: Mapping[str, Any], position: int, place: str) -> Row:
        spec = self.spec
        subset = self._subset(record)
        if "input" in record:
            text = str(record["input"])
            sequences = find_sequences(text, spec)
        else:
            sequences = _columns(record, len(spec.molecules))
            text = spec.question.format(*map(tag, sequences, spec.molecules))
        check_sequences(sequences, spec.molecules)
        if record.get("label") is None:
            raise BadRow("no label")
        label = decode_label(record["label"], spec)
        key = cluster_key(sequences, spec)
        row_id = str(record.get("id") or f"{place}:{self.split}:{position}")
        if row_id in self._ids:
            raise BadRow(f"id {_clip(row_id)} stands twice in the {self.split} split")
        self._ids.add(row_id)
        if (sequences, subset) in self._seen:
            self.result.duplicates += 1
        self._seen.add((sequences, subset))
        return Row(
            id=row_id,
            index=position,
            task=spec.id,
            subset=subset,
            input=text,
            label=label,
            sequences=sequences,
            cluster=self._clusters.setdefault(key, len(self._clusters)),
        )

    def _subset(self, record: Mapping[str, Any]) -> str:
        subset = record.get("task") or record.get("subset")
        if str(subset) in self._official:
            return str(subset)
        if subset is None and len(self._official) == 1:
            return self.spec.official[0]
        raise BadRow(f"task {_clip(subset)} is none of {', '.join(self.spec.official)}")


def _clip(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


def _columns(record: Mapping[str, Any], count: int) -> tuple[str, ...]:
    names = ("seq",) if count == 1 else tuple(f"seq_{n}" for n in range(1, count + 1))
    missing = [name for name in names if not record.get(name)]
    if missing:
        raise BadRow(f"no {' and '.join(missing)} (found: {', '.join(map(str, record))})")
    return tuple(str(record[name]).strip() for name in names)


def find_files(place: Path, spec: TaskSpec, split: str) -> list[tuple[Path, bool]]:
    """Files of one split below a folder, each with whether it holds other tasks too.

    Looked for, in this order: ``<task>/<split>.csv`` (raw tables; also .tsv, .jsonl, .json),
    ``<published folder>/<split>/data.json`` and ``<split>.json`` with all tasks. A file given
    instead of a folder is a test split with all tasks.
    """
    if place.is_file():
        return [(place, True)] if split == "test" else []
    splits = ("dev", "valid", "validation", "val") if split == "dev" else (split,)
    homes = [place / name for name in (spec.id, spec.id.removeprefix("biobench_"), *spec.folder)]
    for home, mixed in [*((home, False) for home in homes), (place, True)]:
        found = [
            path
            for name in splits
            for stem in (home / name, home / name / "data")
            for suffix in SUFFIXES
            if (path := stem.with_name(stem.name + suffix)).is_file()
        ]
        if found:
            return [(found[0], mixed)]
    return []


def load_files(
    files: Iterable[tuple[Path, bool]], spec: TaskSpec, split: str, on_bad_row: str = "error"
) -> RowSet:
    """Rows of one split from its files; see :class:`Builder`."""
    builder = Builder(spec, split, on_bad_row)
    for path, mixed in files:
        builder.add_file(path, mixed)
    return builder.finish()
