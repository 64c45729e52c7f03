"""Sequences as k-mer frequencies: what the k-mer and nearest-neighbour baselines see.

Rows go in, a matrix comes out: for each sequence of a row the square roots of its k-mer frequencies
for k up to a size, and the logarithm of its length. Letters outside the plain alphabet end a k-mer.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]

_NUCLEIC = {letter: number for number, pair in enumerate(("A", "C", "G", "TU")) for letter in pair}
_RESIDUES = {letter: number for number, letter in enumerate("ACDEFGHIKLMNPQRSTVWY")}
#: Six groups of residues with like side chains, so that longer k-mers occur often enough to learn from.
_GROUPS = {
    letter: number
    for number, group in enumerate(("AGPST", "CILMV", "FWY", "HKR", "DE", "NQ"))
    for letter in group
}
#: What can be chosen for a molecule: (letters, longest k) whose frequencies are put side by side.
CHOICES: dict[str, tuple[tuple[tuple[dict[str, int], int], ...], ...]] = {
    "nucleic": (((_NUCLEIC, 2),), ((_NUCLEIC, 3),), ((_NUCLEIC, 4),), ((_NUCLEIC, 5),)),
    "protein": (((_RESIDUES, 1),), ((_RESIDUES, 2),), ((_RESIDUES, 2), (_GROUPS, 3))),
}


def kind_of(molecule: str) -> str:
    """DNA and RNA share an alphabet."""
    return "protein" if molecule == "protein" else "nucleic"


def sizes(molecules: Sequence[str]) -> range:
    """Numbers of the choices there are for sequences of these molecules."""
    return range(max(len(CHOICES[kind_of(m)]) for m in molecules))


def features(rows: Sequence[Sequence[str]], molecules: Sequence[str], size: int) -> Matrix:
    """Frequencies of all rows (each a tuple of sequences): shape ``(rows, features)``."""
    blocks = []
    for position, molecule in enumerate(molecules):
        choices = CHOICES[kind_of(molecule)]
        sequences = [row[position] for row in rows]
        for letters, longest in choices[min(size, len(choices) - 1)]:
            blocks += _frequencies(sequences, letters, longest)
        blocks.append(np.log([[1.0 + len(s)] for s in sequences]).astype(np.float32))
    return np.concatenate(blocks, axis=1)


def _frequencies(sequences: Sequence[str], letters: dict[str, int], longest: int) -> list[Matrix]:
    base = max(letters.values()) + 1
    table = np.full(256, -1, dtype=np.int64)
    for letter, number in letters.items():
        table[ord(letter)] = table[ord(letter.lower())] = number
    blocks = [np.zeros((len(sequences), base**k), np.float32) for k in range(1, longest + 1)]
    for row, sequence in enumerate(sequences):
        codes = table[np.frombuffer(sequence.encode("ascii", "replace"), np.uint8)]
        index, known = np.zeros(len(codes), np.int64), np.ones(len(codes), np.bool_)
        for k, block in enumerate(blocks, 1):
            # The index of a k-mer grows by one letter: that of its first k-1, then the next.
            end = max(0, len(codes) - k + 1)
            following = codes[k - 1 : k - 1 + end]
            index, known = index[:end] * base + following, known[:end] & (following >= 0)
            block[row] = np.bincount(index[known], minlength=base**k)
    for block in blocks:
        total = block.sum(axis=1, keepdims=True)
        np.sqrt(np.divide(block, total, out=block, where=total > 0), out=block)
    return blocks
