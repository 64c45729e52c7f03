"""The functions that task YAMLs name: lm-evaluation-harness calls them in this order.

:func:`rows` when a task is loaded, :func:`prompt` and :func:`target` for every row, then (after the
model) :class:`ReadAnswers` and :class:`ReadOfficial` on all answers of a task together and
:func:`process_results` on each; :mod:`biobench.aggregation` makes scores of them. What the calls share
is kept in :data:`TASKS`, since lm-eval hands them nothing but the row.
"""

from __future__ import annotations

import difflib
import functools
import gc
import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lm_eval.api.filter import Filter
from lm_eval.api.samplers import ContextSampler

from biobench import data, prompts, sentiment
from biobench.data import writing
from biobench.metrics.official import published
from biobench.parsers import official
from biobench.parsers.answer import Answer
from biobench.parsers.batch import parse_all
from biobench.spec import SpecError, TaskSpec, builtin_specs, read_spec

log = logging.getLogger("biobench")

#: Names of the two ways to read answers, which lm-eval shows as filters.
OURS, OFFICIAL = "biobench", "official"
#: Keys of ``--metadata`` that :func:`rows` reads (and those of the models that it looks at).
OPTIONS = (
    "data", "train", "revision", "on_bad_row", "hints", "sequences", "sentiment", "max_letters",
    "max_model_len", "max_length", "pretrained", "tokenizer", "config_source",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LoadedTask:
    """A task with its data: the labels stay here, out of the rows that models are handed.

    So does what all its rows have in common (name of the data, prompt format, options): lm-eval
    serialises every row for every way to read its answer.
    """

    spec: TaskSpec
    source: data.Source
    labels: Mapping[tuple[str, str], Any]
    data: str
    prompt_format: prompts.PromptFormat
    hints: str
    style: str
    left_out: Mapping[tuple[str, str], int]
    sentiment: str | None = None
    bad_rows: int = 0


#: Loaded tasks by the ``load`` of their rows: a hash of task, data, labels and options.
TASKS: dict[str, LoadedTask] = {}


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
    if not isinstance(biobench, Mapping) or "id" not in biobench or version is None:
        raise SpecError(
            f"{where}: the facts of the task are hidden: 'biobench' and 'version' are keys of its YAML; "
            "do not use them in --metadata or --model_args"
        )
    _check_options(metadata)
    facts = dict(biobench)
    prompt_format = prompts.FORMATS[facts.pop("format", prompts.DEFAULT)]
    hints, style = metadata.get("hints", "paper"), metadata.get("sequences", "plain")
    spec = prompts.with_hints(_checked(read_spec(facts, version, where), where), hints)
    source = data.parse_source(
        metadata.get("data"), metadata.get("train"), metadata.get("revision")
    )
    on_bad_row = metadata.get("on_bad_row", "error")
    spec = data.with_labels(spec, source)
    sets = {split: data.load(spec, source, split, on_bad_row) for split in ("test", "dev")}
    name = data.name_of(source, sets["test"])
    _report(spec, source, sets["test"])
    write = _writer(spec, prompt_format, style, metadata)
    labels = {(split, r.id): r.label for split, found in sets.items() for r in found.rows}
    options = (prompt_format.name, hints, style, str(source.train), metadata.get("sentiment"))
    load = _digest((spec.id, name, options, list(labels.items())))
    system = SystemPrompt(prompt_format.system)
    left_out: dict[tuple[str, str], int] = {}
    documents = {}
    for split, row_set in sets.items():
        documents[split] = Documents()
        for row in data.shuffled(row_set.rows):
            text, letters = write(row.input)
            if letters:
                left_out[split, row.id] = letters
            documents[split].append(
                {
                    "id": row.id,
                    "index": row.index,
                    "task": row.task,
                    "subset": row.subset,
                    "split": split,
                    "input": text,
                    "sequences": row.sequences,
                    "cluster": row.cluster,
                    "load": load,
                    "system": system,
                }
            )
    if shortened := sum(split == "test" for split, _ in left_out):
        log.warning("%s: %d rows do not fit the model and lost letters", spec.id, shortened)
    TASKS[load] = LoadedTask(
        spec=spec,
        source=source,
        labels=labels,
        data=name,
        prompt_format=prompt_format,
        hints=hints,
        style=style,
        left_out=left_out,
        sentiment=metadata.get("sentiment"),
        bad_rows=len(sets["test"].bad),
    )
    gc.freeze()  # see ReadAnswers
    return documents


class SystemPrompt(str):
    """A system prompt that is parted from the question where no chat template does it.

    lm-eval glues the parts of a plain prompt together with ``+`` (a chat template gets them one by
    one); this is the place to part them, and to say that a system prompt has become plain text.
    """

    __slots__ = ()

    def __add__(self, other: str) -> str:
        if not self:
            return other
        _warn_once(
            "a system prompt is written as plain text, since no chat template is applied: chat formats "
            "are meant for --apply_chat_template"
        )
        return "\n\n".join((self, other))


@functools.cache
def _warn_once(message: str) -> None:
    log.warning(message)


def _digest(content: object) -> str:
    return hashlib.sha256(repr(content).encode()).hexdigest()[:16]


def _check_options(metadata: Mapping[str, Any]) -> None:
    """Warn about keys that look like ours and are not (the rest belongs to the model)."""
    for key in metadata:
        if key not in OPTIONS and (near := difflib.get_close_matches(key, OPTIONS, 1, 0.75)):
            log.warning(
                "--metadata key %r is not known and does nothing; did you mean %r?", key, near[0]
            )
    if metadata.get("on_bad_row", "error") not in data.ON_BAD_ROW:
        raise data.DataError(
            f"on_bad_row: {metadata['on_bad_row']!r} is none of {', '.join(data.ON_BAD_ROW)}"
        )


def _checked(spec: TaskSpec, where: str) -> TaskSpec:
    """A task that does not contradict those of the package.

    Raises :class:`biobench.spec.SpecError` for another version of a task of the package, and for a
    new task that claims an official string of theirs.
    """
    known = builtin_specs()
    if spec.id in known and spec.version != known[spec.id].version:
        raise SpecError(
            f"{where}: version {spec.version:g} of {spec.id}, whose YAML says "
            f"{known[spec.id].version:g}; "
            "'version' is a key of the YAML: do not use it in --metadata or --model_args"
        )
    owners = {name: other.id for other in known.values() for name in other.official}
    for name in spec.official if spec.id not in known else ():
        if name in owners:
            raise SpecError(
                f"{where}: metadata.biobench.official: {name!r} belongs to {owners[name]} already"
            )
    return spec


def _writer(
    spec: TaskSpec, prompt_format: prompts.PromptFormat, style: str, metadata: Mapping[str, Any]
) -> Callable[[str], tuple[str, int]]:
    """How the text of a row is written for a model: shortened to fit, then in the chosen style."""
    change = writing.writer(style)
    room = writing.room_of(metadata, prompt_format.answer_tokens)

    def styled(text: str) -> str:
        return change(text) if change else text

    def render(text: str) -> str:
        return prompt_format.system + prompts.render(styled(text), spec, prompt_format)

    def write(text: str) -> tuple[str, int]:
        short, left_out = room.fit(text, render) if room else (text, 0)
        return styled(short), left_out

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
    return TASKS[doc["load"]]


def label_of(doc: Mapping[str, Any]) -> Any:
    """The label of a row."""
    return loaded(doc).labels[doc["split"], doc["id"]]


def prompt(doc: Mapping[str, Any]) -> str:
    """The user's turn for a row (``doc_to_text``)."""
    task = loaded(doc)
    return prompts.render(doc["input"], task.spec, task.prompt_format)


def target(doc: Mapping[str, Any]) -> str:
    """The right answer of a row, written in its prompt format (``doc_to_target``)."""
    task = loaded(doc)
    return prompts.answer_text(label_of(doc), task.spec, task.prompt_format)


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
        if not texts:
            return []
        # Requests and rows live until the run ends: looking through them for garbage again and again
        # while samples are logged took a fifth of the time of a large run.
        gc.freeze()
        found = parse_all(texts, [prompt(doc) for doc in docs], loaded(docs[0]).spec)
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
        gold = [published(label_of(doc), spec) for doc in docs]
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
        "data": task.data,
        "load": doc["load"],
        "format": task.prompt_format.name,
        "hints": task.hints,
        "style": task.style,
        "bad_rows": task.bad_rows,
        "filter": OFFICIAL if answer.method.startswith("official:") else OURS,
        "left_out": task.left_out.get((doc["split"], doc["id"]), 0),
        "gold": label_of(doc),
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
        **_failed(answer, task.spec),
    }


def _failed(answer: Answer, spec: TaskSpec) -> dict[str, float]:
    # The dozen keys of yes-or-no tasks are full; the log and ``biobench score`` have this share.
    if spec.kind == "binary":
        return {}
    return {"bb_failed": float(answer.status == "failed")}


_SCORES = ("bb_score_stderr", "bb_norm", "bb_norm_stderr", "bb_score_parsed")
#: Keys of lm-eval's table that are computed from all rows together, for each kind of answer (as in the
#: base YAMLs, which have at most a dozen in all).
ROW_KEYS: Mapping[str, tuple[str, ...]] = {
    "binary": (*_SCORES, "bb_mcc", "bb_mcc_stderr", "bb_acc", "bb_acc_stderr", "bb_score_fallback"),
    "number": (*_SCORES, "bb_spearman", "bb_spearman_stderr", "bb_r2", "bb_r2_stderr"),
    "numbers": (*_SCORES, "bb_pearson", "bb_pearson_stderr", "bb_r2", "bb_r2_stderr"),
    "one_of": (*_SCORES, "bb_acc", "bb_acc_stderr"),
    "set_of": (*_SCORES, "bb_auc", "bb_auc_stderr", "bb_fmax", "bb_fmax_stderr"),
}
