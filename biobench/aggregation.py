"""The numbers of lm-eval's table: each aggregation gets the values of all rows of a task.

What the rows carry (:class:`biobench.harness.RowValue`) is scored once and shared by the dozen
aggregations that lm-eval calls one after the other.
"""

from __future__ import annotations

import logging
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from biobench import metrics
from biobench.harness import OURS, loaded
from biobench.metrics.official import score_records
from biobench.runs import with_fallback

log = logging.getLogger("biobench")

_Items = Sequence[Any]
_Cell = Callable[[metrics.Scores], float]


@dataclass(slots=True)
class _Memory:
    """The scores of the rows aggregated last: lm-eval asks for them a dozen times in a row."""

    records: list[Mapping[str, Any]]
    scores: metrics.Scores | None


_last = _Memory([], None)


def _records(items: _Items) -> list[Mapping[str, Any]]:
    return [item if isinstance(item, dict) else item.record for item in items]


def _scores(records: list[Mapping[str, Any]]) -> metrics.Scores:
    same = len(records) == len(_last.records) and all(map(operator.is_, records, _last.records))
    if _last.scores is None or not same:
        spec = loaded(records[0]).spec
        _last.scores = metrics.score(spec, metrics.AnswerTable.from_records(records))
        _last.records = records
    return _last.scores


def _aggregation(name: str, cell: _Cell, doc: str) -> Callable[[_Items], float]:
    def aggregate(items: _Items) -> float:
        return cell(_scores(_records(items)))

    aggregate.__name__ = aggregate.__qualname__ = name
    aggregate.__doc__ = doc
    return aggregate


def _metric(name: str, metric: str, what: str) -> tuple[Callable[[_Items], float], ...]:
    return (
        _aggregation(name, lambda s: s.metrics[metric].value, f"{what} (strict)."),
        _aggregation(f"{name}_stderr", lambda s: s.metrics[metric].stderr, "Its standard error."),
    )


def bb_score(items: _Items) -> float | None:
    """Headline metric x 100: strict, or (filter ``official``) as the published evaluator has it.

    ``None``, with the reason in the log, where the published score needs the sentiment model and there
    is none.
    """
    records = _records(items)
    if records[0]["filter"] == OURS:
        if failed := sum(record["status"] == "failed" for record in records):
            log.warning(
                "%s: the requests of %d of %d rows failed: they count as missing answers",
                records[0]["task"], failed, len(records),
            )  # fmt: skip
        return _scores(records).score.value
    found = score_records(loaded(records[0]).spec, records)
    if found.undecided:
        log.warning(
            "%s: no official score: %d of %d answers need the sentiment model (see docs/fallback.md)",
            records[0]["task"], found.undecided, found.n_rows,
        )  # fmt: skip
    return found.points


def bb_score_fallback(items: _Items) -> float:
    """Headline metric x 100 with the sentiment model's word for undecided answers (strict)."""
    records = _records(items)
    spec = loaded(records[0]).spec
    table = metrics.AnswerTable.from_records(map(with_fallback, records))
    return metrics.score(spec, table, draws=2).score.value


bb_score_stderr = _aggregation("bb_score_stderr", lambda s: s.score.stderr, "Its standard error.")
bb_norm = _aggregation(
    "bb_norm", lambda s: s.norm.value, "0 for the best constant answer, 100 for a perfect model."
)
bb_norm_stderr = _aggregation("bb_norm_stderr", lambda s: s.norm.stderr, "Its standard error.")
bb_score_parsed = _aggregation(
    "bb_score_parsed", lambda s: s.score.parsed_only, "Headline metric x 100 on parsed rows alone."
)
bb_mcc, bb_mcc_stderr = _metric("bb_mcc", "mcc", "Matthews correlation coefficient, -1 to 1")
bb_acc, bb_acc_stderr = _metric("bb_acc", "accuracy", "Accuracy, 0 to 1")
bb_spearman, bb_spearman_stderr = _metric("bb_spearman", "spearman", "Spearman's rho, -1 to 1")
bb_pearson, bb_pearson_stderr = _metric(
    "bb_pearson", "pearson", "Mean Pearson correlation, -1 to 1"
)
bb_r2, bb_r2_stderr = _metric("bb_r2", "r2", "Squared Pearson correlation (or their mean), 0 to 1")
bb_auc, bb_auc_stderr = _metric(
    "bb_auc", "auc", "Mean area under the ROC curve of the labels, 0 to 1"
)
bb_fmax, bb_fmax_stderr = _metric("bb_fmax", "fmax", "Protein-centric F1, 0 to 1")
