"""The rows of one task after parsing, as columns: what every metric family starts from.

For example ``AnswerTable.from_records([{"gold": True, "value": None, "status": "refused", "cluster":
0, "subset": "cpd-prom_core_tata", "index": 0}])`` is one row whose answer could not be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]


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

    def records(self) -> Iterator[dict[str, Any]]:
        """The rows again, as :meth:`from_records` takes them."""
        columns = (self.gold, self.value, self.status, self.cluster.tolist(), self.subset)
        for gold, value, status, cluster, subset, index in zip(*columns, self.index.tolist()):
            yield {
                "gold": gold,
                "value": value,
                "status": status,
                "cluster": cluster,
                "subset": subset,
                "index": index,
            }

    def take(self, rows: Sequence[int] | IntArray) -> AnswerTable:
        """The table of these rows (positions), in this order."""
        where = np.asarray(rows, dtype=np.int64)
        places = where.tolist()
        return AnswerTable(
            gold=[self.gold[i] for i in places],
            value=[self.value[i] for i in places],
            status=[self.status[i] for i in places],
            cluster=self.cluster[where],
            subset=[self.subset[i] for i in places],
            index=self.index[where],
        )

    def subsets(self) -> dict[str, AnswerTable]:
        """One table for each published ``task`` string, by name."""
        places: dict[str, list[int]] = {}
        for place, name in enumerate(self.subset):
            places.setdefault(name, []).append(place)
        return {name: self.take(places[name]) for name in sorted(places)}

    def parsed_values(self) -> list[Any]:
        """Answers with status ``parsed``; ``None`` for all other rows, whatever their value."""
        return [v if s == "parsed" else None for v, s in zip(self.value, self.status)]

    def rate(self, status: str) -> float:
        """Share of rows with a status, 0 to 1."""
        return sum(s == status for s in self.status) / len(self) if self.status else 0.0
