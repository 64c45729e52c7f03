"""The functions that task YAMLs name: lm-evaluation-harness calls them in this order.

:func:`rows` when a task is loaded, :func:`prompt` and :func:`target` for every row, then (after the
model) :class:`ReadAnswers` on all answers of a task together, :func:`process_results` on each, and
the ``bb_*`` aggregations on all. What the calls share is kept in :data:`TASKS`, since lm-eval hands
them nothing but the row.
"""

from __future__ import annotations

import logging
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lm_eval.api.filter import Filter
from lm_eval.api.samplers import ContextSampler

from biobench import data, metrics, prompts
from biobench.data import writing
from biobench.parsers import parse
from biobench.parsers.answer import Answer
from biobench.spec import SpecError, TaskSpec, read_spec

log = logging.getLogger("biobench")

#: Tokens kept free for the answer when a prompt is fitted into a model's context.
ANSWER_TOKENS = 256


@dataclass(frozen=True, slots=True)
class LoadedTask:
    """A task with its data: the labels stay here, out of the rows that models are handed."""

    spec: TaskSpec
    source: data.Source
    labels: Mapping[str, Any]


#: Loaded tasks by what a row says of itself: task, data, wording of the hints.
TASKS: dict[tuple[str, str, str], LoadedTask] = {}


class Documents(list[dict[str, Any]]):
    """Rows as lm-eval wants them: a sequence that knows its columns."""

    @property
    def features(self) -> dict[str, None]:
        """Names of the columns."""
        return dict.fromkeys(self[0]) if self else {}


def rows(
    biobench: Mapping[str, Any] | None = None, version: float | None = None, **metadata: Any
) -> dict[str, Documents]:
    """Load the rows of a task (lm-eval's ``custom_dataset``).

    lm-eval merges the YAML's metadata, ``--model_args`` and ``--metadata``. ``biobench`` and
    ``version`` are the task's facts; of the rest these are read:

    data, train, revision : where rows come from (:func:`biobench.data.parse_source`).
    on_bad_row : ``error`` (default) or ``skip``.
    hints : ``paper`` (default) or ``released`` (:data:`biobench.prompts.RELEASED_HINTS`).
    sequences : how they are written (:func:`biobench.data.writing.writer`).
    max_letters, max_model_len, max_length, pretrained : what fits the model
        (:func:`biobench.data.writing.room_of`).

    Returns splits ``test`` and ``dev``. Raises :class:`biobench.data.DataError` for unusable data and
    :class:`biobench.spec.SpecError` for unusable facts.
    """
    where = str(metadata.get("config_source", "--metadata"))
    if not isinstance(biobench, Mapping) or version is None:
        raise SpecError(
            f"{where}: the facts of the task are hidden: 'biobench' and 'version' are keys of its YAML; "
            "do not use them in --metadata or --model_args"
        )
    facts = dict(biobench)
    prompt_format = prompts.FORMATS[facts.pop("format", prompts.DEFAULT)]
    hints = metadata.get("hints", "paper")
    spec = prompts.with_hints(read_spec(facts, version, where), hints)
    source = data.parse_source(
        metadata.get("data"), metadata.get("train"), metadata.get("revision")
    )
    on_bad_row = metadata.get("on_bad_row", "error")
    spec = data.with_labels(spec, source)
    sets = {split: data.load(spec, source, split, on_bad_row) for split in ("test", "dev")}
    name = data.name_of(source, sets["test"])
    _report(spec, source, sets["test"])
    write = _writer(spec, metadata)
    labels: dict[str, Any] = {}
    documents = {}
    for split, row_set in sets.items():
        documents[split] = Documents()
        for row in data.shuffled(row_set.rows):
            text, left_out = write(row.input)
            documents[split].append(
                {
                    "id": row.id,
                    "index": row.index,
                    "task": row.task,
                    "subset": row.subset,
                    "input": text,
                    "sequences": row.sequences,
                    "left_out": left_out,
                    "cluster": row.cluster,
                    "data": name,
                    "format": prompt_format.name,
                    "hints": hints,
                    "system": prompt_format.system,
                }
            )
        labels.update((row.id, row.label) for row in row_set.rows)
    if shortened := sum(doc["left_out"] > 0 for doc in documents["test"]):
        log.warning("%s: %d rows do not fit the model and lost letters", spec.id, shortened)
    TASKS[spec.id, name, hints] = LoadedTask(spec, source, labels)
    return documents


def _writer(spec: TaskSpec, metadata: Mapping[str, Any]) -> Callable[[str], tuple[str, int]]:
    """How the text of a row is written for a model: shortened to fit, then in the chosen style."""
    style = writing.writer(metadata.get("sequences", "plain"))
    room = writing.room_of(metadata, ANSWER_TOKENS)
    if room is None:
        return lambda text: (style(text) if style else text, 0)
    if style and room.count:
        count = room.count
        room = writing.Room(room.tokens, lambda text: count(style(text)))

    def write(text: str) -> tuple[str, int]:
        text, left_out = room.fit(text)
        return style(text) if style else text, left_out

    return write


def _report(spec: TaskSpec, source: data.Source, found: data.RowSet) -> None:
    if source.kind == "mini":
        log.warning("%s: synthetic mini data: these scores say nothing about biology", spec.id)
    for message in found.bad[:3]:
        log.warning("%s: bad row left out: %s", spec.id, message)
    if len(found.bad) > 3:
        log.warning("%s: %d bad rows left out in all", spec.id, len(found.bad))
    for subset, count in found.skipped.items():
        log.info("%s: %d rows of %s repeat other rows and are not scored", spec.id, count, subset)
    total = len(found.rows) + sum(found.skipped.values())
    if source.kind == "hub" and spec.test_rows not in (None, total):
        log.warning("%s: %d test rows, the paper has %d", spec.id, total, spec.test_rows)


def loaded(doc: Mapping[str, Any]) -> LoadedTask:
    """The task a row, or its record, belongs to."""
    return TASKS[doc["task"], doc["data"], doc["hints"]]


def prompt(doc: Mapping[str, Any]) -> str:
    """The user's turn for a row (``doc_to_text``)."""
    return prompts.render(doc["input"], loaded(doc).spec, prompts.FORMATS[doc["format"]])


def target(doc: Mapping[str, Any]) -> str:
    """The right answer of a row, written in its prompt format (``doc_to_target``)."""
    task = loaded(doc)
    return prompts.answer_text(task.labels[doc["id"]], task.spec, prompts.FORMATS[doc["format"]])


class FewshotSampler(ContextSampler):  # type: ignore[misc]  # lm-eval ships no types
    """lm-eval's sampler, with a message for data that have too few rows to draw examples from."""

    def sample(
        self,
        n: int,
        eval_doc: dict[str, Any] | None = None,
        df: Sequence[dict[str, Any]] | None = None,
        **kwargs: Any,
    ) -> Sequence[dict[str, Any]]:
        """Draw ``n`` rows of the dev split; :class:`biobench.data.DataError` if it has fewer."""
        available = len(df or self.df or ())
        if n > available:
            raise data.DataError(
                f"--num_fewshot {n}: the data have {available} dev rows to draw examples from. "
                "Add a dev.csv (or dev/data.json) beside the test rows, or ask for fewer examples."
            )
        found: Sequence[dict[str, Any]] = super().sample(n, eval_doc, df, **kwargs)
        return found


class ReadAnswers(Filter):  # type: ignore[misc]  # lm-eval ships no types
    """Reads all answers of a task at once (an lm-eval filter)."""

    def apply(
        self, resps: Iterable[Sequence[str | None]], docs: Sequence[Mapping[str, Any]]
    ) -> list[Answer]:
        """One :class:`Answer` for each row, from its first response."""
        return [
            parse(answers[0] if answers else None, loaded(doc).spec, prompt(doc))
            for answers, doc in zip(resps, docs)
        ]


class RowValue(float):
    """1.0 for a row with a parsed answer, else 0.0; what aggregations need travels with it."""

    __slots__ = ("record",)
    record: dict[str, Any]

    def __reduce__(self) -> tuple[Any, ...]:
        return _row_value, (float(self), self.record)


def _row_value(value: float, record: dict[str, Any]) -> RowValue:
    out = RowValue(value)
    out.record = record
    return out


def process_results(doc: Mapping[str, Any], results: Sequence[Answer]) -> dict[str, Any]:
    """What is kept of a row: under ``bb_score`` the record all scores can be computed from again."""
    task, answer = loaded(doc), results[0]
    record = {
        "task": doc["task"],
        "data": doc["data"],
        "hints": doc["hints"],
        "left_out": doc["left_out"],
        "gold": task.labels[doc["id"]],
        "value": answer.value,
        "status": answer.status,
        "method": answer.method,
        "flags": answer.flags,
        "cluster": doc["cluster"],
        "subset": doc["subset"],
        "index": doc["index"],
    }
    row_value = _row_value(float(answer.parsed), record)
    return {
        "bb_score": record,
        **dict.fromkeys(_ROW_KEYS[task.spec.kind], row_value),
        "bb_parsed": float(answer.parsed),
        "bb_refused": float(answer.status == "refused"),
        "bb_failed": float(answer.status == "failed"),
    }


# --- aggregations: lm-eval calls each with the values of all rows -----------------------------------

_Items = Sequence[Any]
_Cell = Callable[[metrics.Scores], float]


@dataclass(slots=True)
class _Memory:
    """The scores of the rows aggregated last: lm-eval asks for them a dozen times in a row."""

    records: list[Mapping[str, Any]]
    scores: metrics.Scores | None


_last = _Memory([], None)


def _scores(items: _Items) -> metrics.Scores:
    records = [item if isinstance(item, dict) else item.record for item in items]
    same = len(records) == len(_last.records) and all(map(operator.is_, records, _last.records))
    if _last.scores is None or not same:
        spec = loaded(records[0]).spec
        _last.scores = metrics.score(spec, metrics.AnswerTable.from_records(records))
        _last.records = records
    return _last.scores


def _aggregation(name: str, cell: _Cell, doc: str) -> Callable[[_Items], float]:
    def aggregate(items: _Items) -> float:
        return cell(_scores(items))

    aggregate.__name__ = aggregate.__qualname__ = name
    aggregate.__doc__ = doc
    return aggregate


def _metric(name: str, metric: str, what: str) -> tuple[Callable[[_Items], float], ...]:
    return (
        _aggregation(name, lambda s: s.metrics[metric].value, f"{what} (strict)."),
        _aggregation(f"{name}_stderr", lambda s: s.metrics[metric].stderr, "Its standard error."),
    )


bb_score = _aggregation("bb_score", lambda s: s.score.value, "Headline metric x 100 (strict).")
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


_SCORES = ("bb_score_stderr", "bb_norm", "bb_norm_stderr", "bb_score_parsed")
#: Metrics of lm-eval's table beside the headline, for each kind of answer (as in the base YAMLs).
_KIND_METRICS: Mapping[str, tuple[str, ...]] = {
    "binary": ("bb_mcc", "bb_acc"),
    "number": ("bb_spearman", "bb_r2"),
    "numbers": ("bb_pearson", "bb_r2"),
    "one_of": ("bb_acc",),
    "set_of": ("bb_auc", "bb_fmax"),
}
_ROW_KEYS: Mapping[str, tuple[str, ...]] = {
    kind: (*_SCORES, *(key for name in names for key in (name, f"{name}_stderr")))
    for kind, names in _KIND_METRICS.items()
}
