"""The rows of one task after parsing, as columns: what every metric family starts from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """Gold labels and answers of ``n`` rows.

    ``gold`` and ``value`` hold decoded labels and parsed answers (``None`` where nothing was
    parsed); ``status`` the parser's status; ``cluster`` (shape ``(n,)``) numbers groups of rows that
    are not independent; ``subset`` the published ``task`` string; ``index`` (shape ``(n,)``) the
    row's place in its file.
    """

    gold: list[Any]
    value: list[Any]
    status: list[str]
    cluster: IntArray
    subset: list[str]
    index: IntArray

    @classmethod
    def from_records(cls, records: Iterable[Mapping[str, Any]]) -> AnswerTable:
        """Collect records (keys gold, value, status, cluster, subset, index) into columns."""
        items = list(records)
        return cls(
            gold=[r["gold"] for r in items],
            value=[r["value"] for r in items],
            status=[r["status"] for r in items],
            cluster=np.fromiter((r["cluster"] for r in items), np.int64, len(items)),
            subset=[r["subset"] for r in items],
            index=np.fromiter((r["index"] for r in items), np.int64, len(items)),
        )

    def __len__(self) -> int:
        return len(self.gold)

    def rate(self, status: str) -> float:
        """Share of rows with a status, 0 to 1."""
        return sum(s == status for s in self.status) / len(self) if self.status else 0.0
