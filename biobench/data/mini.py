"""The mini set: small synthetic tasks, made on the fly, the same on every machine.

Each task hides a signal in the composition of its sequences: motifs, planted more often the larger the
value or as the sign of a class. A k-mer model finds it and a constant answer cannot. The set exists
for demonstrations and tests: scores on it say nothing about biology, and every row's id begins with
``mini:``.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Sequence

from biobench.data.rows import Row, RowSet, cluster_key, tag
from biobench.spec import TaskSpec, ValueSpec

SIZES = {"train": 200, "dev": 20, "test": 100}
LETTERS = {"dna": "ACGT", "rna": "ACGU", "protein": "ACDEFGHIKLMNPQRSTVWY"}
_MOTIF_LENGTH = {"dna": 4, "rna": 4, "protein": 2}
#: Labels of a task whose label file comes with the data: one code for each enzyme class and more.
EC_LABELS = (
    "1.1.1.1", "1.14.14.1", "2.3.1.48", "2.7.7.7", "2.7.11.1", "3.1.3.48", "3.4.21.4", "3.6.4.12",
    "4.2.1.1", "5.3.4.1", "6.3.1.2", "7.1.1.2",
)  # fmt: skip
#: Partners of a pair task that come back in many rows, as antibodies and genes do.
PARTNERS = 25


def generate(spec: TaskSpec, split: str) -> RowSet:
    """The synthetic rows of a split (200 train, 20 dev, 100 test)."""
    rng = random.Random(f"biobench mini {spec.id} {split}")
    draw = _DRAWS[spec.kind]
    subsets = [name for name in spec.official if name not in spec.skip]
    rows: list[Row] = []
    clusters: dict[str, int] = {}
    for index in range(SIZES[split]):
        letters = _background(spec, split, rng)
        label = draw(spec, letters, rng)
        sequences = tuple(map("".join, letters))
        key = cluster_key(sequences, spec)
        rows.append(
            Row(
                id=f"mini:{spec.id.removeprefix('biobench_')}:{split}:{index}",
                index=index,
                task=spec.id,
                subset=subsets[index % len(subsets)],
                input=spec.question.format(*map(tag, sequences, spec.molecules)),
                label=label,
                sequences=sequences,
                cluster=clusters.setdefault(key, len(clusters)),
            )
        )
    return RowSet(rows, files=["mini"])


def _random(spec: TaskSpec, position: int, rng: random.Random) -> list[str]:
    low, high = spec.lengths[position] if spec.lengths else (50, 150)
    return rng.choices(LETTERS[spec.molecules[position]], k=rng.randint(low, high))


def _background(spec: TaskSpec, split: str, rng: random.Random) -> list[list[str]]:
    letters = [_random(spec, position, rng) for position in range(len(spec.molecules))]
    if spec.cluster_by is not None:
        partner = random.Random(f"biobench mini {spec.id} {split} {rng.randrange(PARTNERS)}")
        letters[spec.cluster_by] = _random(spec, spec.cluster_by, partner)
    return letters


@functools.cache
def _motifs(molecule: str, task: str) -> tuple[str, ...]:
    """Motifs of a task in a random order, none twice."""
    words = {""}
    for _ in range(_MOTIF_LENGTH[molecule]):
        words = {word + letter for word in words for letter in LETTERS[molecule]}
    # Words of few different letters overlap with themselves and turn up by chance.
    usable = sorted(w for w in words if len(set(w)) >= min(3, len(w)))
    random.Random(f"biobench mini motifs {task} {molecule}").shuffle(usable)
    return tuple(usable)


def _plant(
    spec: TaskSpec, letters: list[list[str]], motif: int, share: float, rng: random.Random
) -> None:
    """Write copies of a motif over about ``share`` of the sequences that carry the signal."""
    for position, sequence in enumerate(letters):
        if position == spec.cluster_by:  # partners come back with other labels
            continue
        word = _motifs(spec.molecules[position], spec.id)[motif]
        for _ in range(round(share * len(sequence) / len(word))):
            start = rng.randrange(max(1, len(sequence) - len(word) + 1))
            sequence[start : start + len(word)] = word


def _binary(spec: TaskSpec, letters: list[list[str]], rng: random.Random) -> bool:
    label = rng.random() < 0.5
    # One row in ten carries the wrong motif, so that no model reaches 100.
    _plant(spec, letters, int(label ^ (rng.random() < 0.1)), 0.3, rng)
    return label


def _one_of(spec: TaskSpec, letters: list[list[str]], rng: random.Random) -> str:
    # Classes of unequal size, as in the published sets.
    number = min(rng.randrange(len(spec.labels) + 2), len(spec.labels) - 1)
    _plant(spec, letters, number, 0.4, rng)
    return spec.labels[number]


def _strength(
    value: ValueSpec, number: int, spec: TaskSpec, letters: list[list[str]], rng: random.Random
) -> float:
    low, high = value.typical or (0.0, 1.0)
    level = rng.random()
    _plant(spec, letters, number, 0.8 * level / len(spec.values), rng)
    noisy = low + (high - low) * (level + rng.gauss(0, 0.08))
    low = value.low if value.low is not None else noisy
    high = value.high if value.high is not None else noisy
    return float(round(min(max(noisy, low), high), 2))


def _number(spec: TaskSpec, letters: list[list[str]], rng: random.Random) -> float:
    return _strength(spec.values[0], 0, spec, letters, rng)


def _numbers(spec: TaskSpec, letters: list[list[str]], rng: random.Random) -> dict[str, float]:
    return {v.name: _strength(v, i, spec, letters, rng) for i, v in enumerate(spec.values)}


def _set_of(spec: TaskSpec, letters: list[list[str]], rng: random.Random) -> list[str]:
    labels: Sequence[str] = EC_LABELS if spec.label_file else spec.labels
    if spec.none_label is not None and rng.random() < 0.15:
        return []
    members = rng.sample(range(len(labels)), 2 if rng.random() < 0.3 else 1)
    for number in members:
        _plant(spec, letters, number, 0.4 / len(members), rng)
    return sorted(labels[number] for number in members)


_DRAWS = {
    "binary": _binary,
    "number": _number,
    "numbers": _numbers,
    "one_of": _one_of,
    "set_of": _set_of,
}
