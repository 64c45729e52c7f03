"""One row of a task, and the checks every row passes once, where data enters.

In goes what a file holds (a record of the published layout, or a line of a table); out comes a
:class:`Row` with its sequences taken out of the text and its label decoded.
"""

from __future__ import annotations

import ast
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from biobench.spec import TaskSpec

#: Letters a sequence may hold: IUPAC codes; T and U mean the same.
ALPHABETS: Mapping[str, str] = {
    "dna": "ACGTUNRYSWKMBDHVacgtunryswkmbdhv",
    "rna": "ACGTUNRYSWKMBDHVacgtunryswkmbdhv",
    "protein": "ACDEFGHIKLMNPQRSTVWYBJOUXZ*acdefghiklmnpqrstvwybjouxz",
}
# `<rna>ACGU<rna>` in the released file, `<rna>ACGU</rna>` in other copies.
_TAGGED = re.compile(r"<(dna|rna|protein)>([^<>]*)</?\1>", re.IGNORECASE)


class DataError(ValueError):
    """Data that cannot be used; the message names the file, the line and the way out."""


class BadRow(ValueError):
    """One row that breaks the rules; the reader adds file and line."""

    def __init__(self, message: str) -> None:
        super().__init__(message if len(message) <= 300 else f"{message[:297]}...")


@dataclass(frozen=True, slots=True)
class Row:
    """One question with its answer.

    ``index`` is the row's place in its file (0-based); ``cluster`` numbers groups of rows that share
    a sequence and so are not independent; ``label`` is decoded (see :func:`decode_label`).
    """

    id: str
    index: int
    task: str
    subset: str
    input: str
    label: Any
    sequences: tuple[str, ...]
    cluster: int


@dataclass(slots=True)
class RowSet:
    """The rows of one split and what was found on the way."""

    rows: list[Row]
    files: list[str] = field(default_factory=list)
    skipped: dict[str, int] = field(default_factory=dict)
    bad: list[str] = field(default_factory=list)
    duplicates: int = 0


def tag(sequence: str, molecule: str) -> str:
    """A sequence as the published data write it: ``<rna>ACGU<rna>``."""
    return f"<{molecule}>{sequence}<{molecule}>"


def find_sequences(text: str, spec: TaskSpec) -> tuple[str, ...]:
    """The tagged sequences of a question, in the order of the task's molecules.

    Raises :class:`BadRow` if their molecules are not those of the task.
    """
    found = _TAGGED.findall(text)
    sequences = tuple(sequence.strip() for _, sequence in found)
    seen = tuple(_nucleic(m.lower()) for m, _ in found)
    wanted = tuple(map(_nucleic, spec.molecules))
    if seen == wanted:
        return sequences
    if seen == wanted[::-1]:  # the text names them in the other order
        return sequences[::-1]
    named = " and ".join(m.lower() for m, _ in found) or "none"
    raise BadRow(f"expected tagged sequences of {' and '.join(spec.molecules)}, found {named}")


def _nucleic(molecule: str) -> str:
    """DNA and RNA are one: published rows tag siRNA targets as either, and RNA with T occurs."""
    return "protein" if molecule == "protein" else "nucleic"


def check_sequences(sequences: tuple[str, ...], molecules: tuple[str, ...]) -> None:
    """Raise :class:`BadRow` for an empty sequence or a letter outside IUPAC."""
    for sequence, molecule in zip(sequences, molecules):
        alphabet = ALPHABETS[molecule]
        if not sequence:
            raise BadRow(f"empty {molecule} sequence")
        if rest := sequence.strip(alphabet):
            letter = rest[0]
            raise BadRow(
                f"letter {letter!r} at {sequence.index(letter) + 1} is no {molecule} letter"
            )


def decode_label(raw: Any, spec: TaskSpec) -> Any:
    """A published label as a value.

    Returns ``bool`` (binary), ``float`` (number), ``dict`` of name to ``float`` (numbers), class
    (one_of) or sorted list of members, empty for none (set_of).

    Raises
    ------
    BadRow
        For a label that the task cannot have; the message names the value.
    """
    return _DECODERS[spec.kind](raw, spec)


def _decode_binary(raw: Any, spec: TaskSpec) -> bool:
    match str(raw).strip().lower():
        case "positive" | "1" | "1.0" | "true" | "yes":
            return True
        case "negative" | "0" | "0.0" | "false" | "no":
            return False
    raise BadRow(f"label {raw!r} is neither positive nor negative")


def _float(raw: Any, name: str = "label") -> float:
    try:
        value = float(raw)
    except (TypeError, ValueError):
        raise BadRow(f"{name} {raw!r} is no number") from None
    if not math.isfinite(value):
        raise BadRow(f"{name} {raw!r} is not finite")
    return value


def _decode_number(raw: Any, spec: TaskSpec) -> float:
    return _float(raw)


def _decode_numbers(raw: Any, spec: TaskSpec) -> dict[str, float]:
    if isinstance(raw, str):
        raw = _literal(raw)
    if not isinstance(raw, Mapping):
        raise BadRow(f"label {raw!r} is no mapping of names to numbers")
    given = {_key(name): value for name, value in raw.items()}
    label = {}
    for value in spec.values:
        names = [k for k in map(_key, (value.name, value.title, *value.aliases)) if k in given]
        if not names:
            raise BadRow(f"label {raw!r} has no value for {value.name}")
        label[value.name] = _float(given[names[0]], f"label {value.name}")
    return label


def _key(name: object) -> str:
    return re.sub(r"[^a-z0-9]", "", str(name).lower())


def _literal(text: str) -> Any:
    """JSON text or the text of a Python literal (both occur); never evaluated."""
    try:
        return json.loads(text)
    except ValueError:
        try:
            return ast.literal_eval(text)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            raise BadRow(f"label {text!r} is neither JSON nor a Python literal") from None


def _decode_one_of(raw: Any, spec: TaskSpec) -> str:
    text = str(raw).strip()
    if text in spec.labels:
        return text
    for label in spec.labels:
        if label.lower() == text.lower():
            return label
    raise BadRow(f"label {text!r} is none of {', '.join(spec.labels)}")


def _decode_set_of(raw: Any, spec: TaskSpec) -> list[str]:
    if isinstance(raw, str):
        raw = _literal(raw) if raw.lstrip().startswith("[") else raw.split(",")
    if not isinstance(raw, (list, tuple)):
        raise BadRow(f"label {raw!r} is no list of members")
    members = {re.sub(r"^EC\s*:?\s*", "", str(item).strip()) for item in raw} - {""}
    if spec.none_label is not None and spec.none_label in members:
        if len(members) > 1:
            raise BadRow(f"label {raw!r} holds {spec.none_label} beside members")
        return []
    # A label file lists what is scored; the data may hold more, and always did.
    if spec.label_file is None and (unknown := members - set(spec.labels)):
        raise BadRow(f"label {sorted(unknown)} not among the task's labels")
    if not members and spec.none_label is None:
        raise BadRow("empty label")
    return sorted(members)


_DECODERS = {
    "binary": _decode_binary,
    "number": _decode_number,
    "numbers": _decode_numbers,
    "one_of": _decode_one_of,
    "set_of": _decode_set_of,
}


def cluster_key(sequences: tuple[str, ...], spec: TaskSpec) -> str:
    """What rows of one cluster share: their sequences, or the one the task's facts name."""
    chosen = slice(None) if spec.cluster_by is None else slice(spec.cluster_by, spec.cluster_by + 1)
    return " ".join(
        sequence.upper() if molecule == "protein" else sequence.upper().replace("U", "T")
        for sequence, molecule in zip(sequences[chosen], spec.molecules[chosen])
    )
