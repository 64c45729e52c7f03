"""The mini set: small synthetic tasks, made on the fly, the same on every machine.

Each task hides a signal in the composition of its sequences (motifs planted once or often) which a
k-mer model finds and a constant answer cannot. It exists for demonstrations and tests: scores on it
say nothing about biology, and every row's id begins with ``mini:``.
"""

from __future__ import annotations

import random

from biobench.data.rows import Row, RowSet, cluster_key, tag
from biobench.spec import TaskSpec

SIZES = {"train": 200, "dev": 20, "test": 100}
LETTERS = {"dna": "ACGT", "rna": "ACGU", "protein": "ACDEFGHIKLMNPQRSTVWY"}
_MOTIF_LENGTH = {"dna": 5, "rna": 5, "protein": 3}


def generate(spec: TaskSpec, split: str) -> RowSet:
    """The synthetic rows of a split (200 train, 20 dev, 100 test)."""
    rng = random.Random(f"biobench mini {spec.id} {split}")
    draw = _DRAWS[spec.kind]
    rows: list[Row] = []
    clusters: dict[str, int] = {}
    for index in range(SIZES[split]):
        sequences, label = draw(spec, rng, index)
        tagged = (tag(s, m) for s, m in zip(sequences, spec.molecules))
        subsets = [name for name in spec.official if name not in spec.skip]
        key = cluster_key(sequences, spec.molecules, spec)
        rows.append(
            Row(
                id=f"mini:{spec.id.removeprefix('biobench_')}:{split}:{index}",
                index=index,
                task=spec.id,
                subset=subsets[index % len(subsets)],
                input=spec.question.format(*tagged),
                label=label,
                sequences=sequences,
                cluster=clusters.setdefault(key, len(clusters)),
            )
        )
    return RowSet(rows, files=["mini"])


def _background(spec: TaskSpec, rng: random.Random) -> list[list[str]]:
    lengths = spec.lengths or ((50, 150),) * len(spec.molecules)
    return [
        rng.choices(LETTERS[molecule], k=rng.randint(low, high))
        for molecule, (low, high) in zip(spec.molecules, lengths)
    ]


def _motif(spec: TaskSpec, name: str, position: int = 0) -> str:
    """The motif of a class: the same for all splits of a task."""
    molecule = spec.molecules[position]
    rng = random.Random(f"biobench mini motif {spec.id} {name}")
    return "".join(rng.choices(LETTERS[molecule], k=_MOTIF_LENGTH[molecule]))


def _plant(letters: list[str], motif: str, times: int, rng: random.Random) -> None:
    for _ in range(times):
        start = rng.randrange(max(1, len(letters) - len(motif) + 1))
        letters[start : start + len(motif)] = motif[: len(letters) - start]


def _join(sequences: list[list[str]]) -> tuple[str, ...]:
    return tuple("".join(letters) for letters in sequences)


def _copies(letters: list[str], share: float) -> int:
    """So many copies of a motif that they fill about ``share`` of the sequence (at least two)."""
    return max(2, round(share * len(letters) / 5))


def _binary(spec: TaskSpec, rng: random.Random, index: int) -> tuple[tuple[str, ...], bool]:
    sequences, label = _background(spec, rng), rng.random() < 0.5
    for position, letters in enumerate(sequences):
        # One row in ten carries the wrong motif, so that no model reaches 100.
        name = "positive" if label ^ (rng.random() < 0.1) else "negative"
        _plant(letters, _motif(spec, name, position), _copies(letters, 0.25), rng)
    return _join(sequences), label


def _one_of(spec: TaskSpec, rng: random.Random, index: int) -> tuple[tuple[str, ...], str]:
    sequences, label = _background(spec, rng), spec.labels[index % len(spec.labels)]
    for letters in sequences:
        _plant(letters, _motif(spec, label), _copies(letters, 0.3), rng)
    return _join(sequences), label


_DRAWS = {"binary": _binary, "one_of": _one_of}
