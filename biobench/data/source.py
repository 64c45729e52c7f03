"""Which data a run uses: ``hub``, ``local:DIR`` or ``mini``, and the loading of a split from there."""

from __future__ import annotations

import json
import os
import random
import re
from dataclasses import dataclass, replace
from pathlib import Path

from biobench.data import hub, mini
from biobench.data.records import find_files, load_files
from biobench.data.rows import DataError, Row, RowSet
from biobench.spec import TaskSpec

SPLITS = ("train", "dev", "test")
#: Rows are shuffled before ``--limit`` can cut them; published files are ordered by class or source.
SHUFFLE_SEED = 20241226
_COMMIT = re.compile(r"[0-9a-f]{40}")
WAYS = (
    'Name the data with --metadata \'{"data": "local:DIR"}\' (folders of the published layout or '
    'of raw tables), \'{"data": "mini"}\' (synthetic), or the environment variable BIOBENCH_DATA.'
)


@dataclass(frozen=True, slots=True)
class Source:
    """Where rows come from.

    ``kind`` is ``hub``, ``local`` or ``mini``; ``place`` the folder of ``local``; ``train`` another
    source for the train split (the hub has none); ``revision`` a commit or tag of the hub.
    """

    kind: str
    place: Path | None = None
    train: Source | None = None
    revision: str | None = None

    def __str__(self) -> str:
        return f"local:{self.place}" if self.kind == "local" else self.kind


def parse_source(
    text: str | None = None, train: str | None = None, revision: str | None = None
) -> Source:
    """Read the name of a source; ``None`` means BIOBENCH_DATA, then ``hub``.

    Raises :class:`DataError` for an unknown name or a folder that is not there.
    """
    name = text or os.environ.get("BIOBENCH_DATA") or "hub"
    if not isinstance(name, str):
        raise DataError(f"data: expected hub, local:DIR or mini, not {name!r}")
    kind, _, place = name.partition(":")
    if kind == "local" and place:
        folder = Path(place).expanduser()
        if not folder.exists():
            raise DataError(f"data: {name!r}: {folder.resolve()} does not exist. {WAYS}")
        source = Source("local", folder)
    elif name in ("hub", "mini"):
        source = Source(name)
    else:
        raise DataError(f"data: {name!r} is none of hub, local:DIR, mini. {WAYS}")
    if train:
        source = replace(source, train=parse_source(train))
    return replace(source, revision=revision) if revision else source


def load(spec: TaskSpec, source: Source, split: str, on_bad_row: str = "error") -> RowSet:
    """The rows of one split, in the order of the files; an absent dev or train split is empty.

    Raises
    ------
    DataError
        For bad rows (file and line named), a missing test split, or a hub that cannot be reached.
    """
    if split not in SPLITS:
        raise DataError(f"split: {split!r} is none of {', '.join(SPLITS)}")
    if split == "train" and source.train is not None:
        return load(spec, source.train, split, on_bad_row)
    if source.kind == "mini":
        return mini.generate(spec, split)
    if source.kind == "hub":
        files = hub.fetch(spec, split, source.revision, WAYS)
    else:
        assert source.place is not None
        files = find_files(source.place, spec, split)
        if not files and split == "test":
            folders = ", ".join(f"{name}/" for name in (spec.id, *spec.folder))
            raise DataError(
                f"{spec.id}: no {split} rows in {source.place.resolve()}: looked for {split}.csv, .tsv, "
                f".jsonl, .json and {split}/data.json in {folders} and the folder itself. {WAYS}"
            )
    rows = load_files(files, spec, split, on_bad_row)
    if not rows.rows and split == "test":
        raise DataError(f"{spec.id}: {', '.join(rows.files)}: no rows of this task. {WAYS}")
    return rows


def name_of(source: Source, rows: RowSet) -> str:
    """What results call the data: the source, with the commit of the hub that was used."""
    commits = {part for name in rows.files for part in Path(name).parts if _COMMIT.fullmatch(part)}
    return f"hub@{commits.pop()}" if source.kind == "hub" and commits else str(source)


def with_labels(spec: TaskSpec, source: Source) -> TaskSpec:
    """A task with the labels of its label file, in the file's order, if one lies beside the data."""
    if spec.label_file is None:
        return spec
    if source.kind == "hub":
        path = hub.fetch_file(spec.label_file, source.revision)
    elif source.place is not None:
        home = source.place if source.place.is_dir() else source.place.parent
        places = [p / spec.label_file for p in (home, home.parent)]
        path = next((p for p in places if p.is_file()), None)
    else:
        path = None
    if path is None:
        return spec
    labels = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(labels, list) or not all(isinstance(label, str) for label in labels):
        raise DataError(f"{path}: expected a JSON list of labels")
    return replace(spec, labels=tuple(dict.fromkeys(labels)))


def shuffled(rows: list[Row]) -> list[Row]:
    """Rows in a fixed random order, the same for every machine and run."""
    order = list(rows)
    random.Random(SHUFFLE_SEED).shuffle(order)
    return order
