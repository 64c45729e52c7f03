"""The functions that task YAMLs name: lm-evaluation-harness calls them in this order.

:func:`rows` when a task is loaded, :func:`prompt` and :func:`target` for every row, then (after the
model) :class:`ReadAnswers` and :class:`ReadOfficial` on all answers of a task together and
:func:`process_results` on each; :mod:`biobench.aggregation` makes scores of them. What the calls share
is kept in :data:`TASKS`, since lm-eval hands them nothing but the row.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lm_eval.api.filter import Filter
from lm_eval.api.samplers import ContextSampler

from biobench import data, prompts, sentiment
from biobench.data import writing
from biobench.metrics.official import published
from biobench.parsers import official, parse
from biobench.parsers.answer import Answer
from biobench.runs import FALLBACKS
from biobench.spec import SpecError, TaskSpec, read_spec

log = logging.getLogger("biobench")

#: Names of the two ways to read answers, which lm-eval shows as filters.
OURS, OFFICIAL = "biobench", "official"
#: Tokens kept free for the answer when a prompt is fitted into a model's context.
ANSWER_TOKENS = 256


@dataclass(frozen=True, slots=True)
class LoadedTask:
    """A task with its data: the labels stay here, out of the rows that models are handed."""

    spec: TaskSpec
    source: data.Source
    labels: Mapping[str, Any]
    sentiment: str | None = None


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
    sentiment : the sentiment model (:func:`biobench.sentiment.load`).
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
    TASKS[spec.id, name, hints] = LoadedTask(spec, source, labels, metadata.get("sentiment"))
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
    """Reads all answers of a task at once (an lm-eval filter).

    Yes-or-no answers without a word that decides are shown to the sentiment model, if there is one;
    what it says is noted as a flag and never becomes the value.
    """

    def apply(
        self, resps: Iterable[Sequence[str | None]], docs: Sequence[Mapping[str, Any]]
    ) -> list[Answer]:
        """One :class:`Answer` for each row, from its first response."""
        texts = [answers[0] if answers else None for answers in resps]
        found = [parse(text, loaded(doc).spec, prompt(doc)) for text, doc in zip(texts, docs)]
        open_ends = [
            i
            for i, answer in enumerate(found)
            if answer.status == "undecided" and loaded(docs[i]).spec.kind == "binary"
        ]
        for i, positive in _ask_sentiment(open_ends, texts, docs):
            flag = "sentiment_positive" if positive else "sentiment_negative"
            model = _sentiment_model(loaded(docs[i]).sentiment)
            which = f"sentiment:{model.sha256[:16]}" if model else ""
            found[i] = found[i]._replace(flags=(*found[i].flags, flag, which))
        return found


class ReadOfficial(Filter):  # type: ignore[misc]  # lm-eval ships no types
    """Reads the same answers as the published evaluator does, for comparison with its tables."""

    def apply(
        self, resps: Iterable[Sequence[str | None]], docs: Sequence[Mapping[str, Any]]
    ) -> list[Answer]:
        """One :class:`Answer` for each row; ``undecided`` where the sentiment model is needed."""
        texts = [answers[0] if answers else None for answers in resps]
        if not texts:
            return []
        spec = loaded(docs[0]).spec
        recipe = official.recipe(spec)
        gold = [published(loaded(doc).labels[doc["id"]], spec) for doc in docs]
        found = [official.read(t, recipe, None, label) for t, label in zip(texts, gold)]
        open_ends = [i for i, answer in enumerate(found) if answer.status == "undecided"]
        for i, positive in _ask_sentiment(open_ends, texts, docs):
            found[i] = official.read(texts[i], recipe, _says(positive), gold[i])
        return found


def _says(positive: bool) -> Callable[[str], bool]:
    return lambda text: positive


def _ask_sentiment(
    rows: Sequence[int], texts: Sequence[str | None], docs: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[int, bool]]:
    """Each of these rows with whether the sentiment model calls it positive; nothing without one."""
    if not rows:
        return
    model = _sentiment_model(loaded(docs[0]).sentiment)
    if model is not None:
        yield from zip(rows, model.positive([texts[i] or "" for i in rows]))


@functools.cache
def _sentiment_model(name: str | None) -> sentiment.Sentiment | None:
    return sentiment.load(name)


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
        "filter": OFFICIAL if answer.method.startswith("official:") else OURS,
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
    if record["filter"] == OFFICIAL:
        return {"bb_score": record, "bb_parsed": float(answer.parsed)}
    row_value = _row_value(float(answer.parsed), record)
    return {
        "bb_score": record,
        **dict.fromkeys(ROW_KEYS[task.spec.kind], row_value),
        "bb_parsed": float(answer.parsed),
        "bb_refused": float(answer.status == "refused"),
        "bb_failed": float(answer.status == "failed"),
        **_fallback(answer, task.spec),
    }


def _fallback(answer: Answer, spec: TaskSpec) -> dict[str, float]:
    if spec.kind != "binary":
        return {}
    return {"bb_fallback": float(not FALLBACKS.isdisjoint(answer.flags))}


_SCORES = ("bb_score_stderr", "bb_norm", "bb_norm_stderr", "bb_score_parsed")
#: Keys of lm-eval's table that are computed from all rows together, for each kind of answer (as in the
#: base YAMLs, which have at most a dozen in all).
ROW_KEYS: Mapping[str, tuple[str, ...]] = {
    "binary": (*_SCORES, "bb_mcc", "bb_acc", "bb_score_fallback"),
    "number": (*_SCORES, "bb_spearman", "bb_spearman_stderr", "bb_r2", "bb_r2_stderr"),
    "numbers": (*_SCORES, "bb_pearson", "bb_pearson_stderr", "bb_r2", "bb_r2_stderr"),
    "one_of": (*_SCORES, "bb_acc", "bb_acc_stderr"),
    "set_of": (*_SCORES, "bb_auc", "bb_auc_stderr", "bb_fmax", "bb_fmax_stderr"),
}
