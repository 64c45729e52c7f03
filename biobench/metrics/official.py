"""The published Biology-Instructions evaluator: records with answers in, its table of figures out.

It is re-implemented from a description of its behaviour (``docs/official-evaluator.md`` lists every
quirk) so that our runs can stand beside published tables. Two ways in: :func:`evaluate` takes
records as published, :func:`score_answers` the answers of one task that
:func:`biobench.parsers.official.extract` has read.

>>> rows = [
...     {"task": "tf-h-0", "label": "positive", "output": "Yes."},
...     {"task": "tf-h-1", "label": "negative", "output": "Not known."},
...     {"task": "tf-h-1", "label": "negative", "output": "I am unsure."},
...     {"task": "pd-prom_300_all", "label": "positive", "output": "dropped"},
... ]
>>> evaluate(rows, sentiment=lambda text: True)
{'tf_h': {'MCC': 50.0}}
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from biobench.metrics import official_scores as scores
from biobench.metrics.official_scores import Raw
from biobench.parsers.answer import Answer
from biobench.parsers.official import Output, Recipe, Sentiment, codes_in, read
from biobench.parsers.official import recipe as recipe_of
from biobench.spec import TaskSpec

Row = Mapping[str, Any]


class Group(NamedTuple):
    """How the published evaluator treats one task group: metric it prints, recipe it reads by."""

    metric: str
    recipe: Recipe


# Classes in the order in which they are tried.
_FAMILIES = (
    "Intron_gpII", "Intron_gpI", "riboswitch", "5_8S_rRNA", "ribozyme", "HACA-box", "5S_rRNA",
    "CD-box", "leader", "scaRNA", "miRNA", "tRNA", "IRES",
)  # fmt: skip
_MODIFICATIONS = (
    "m6Am", "none", "AtoI", "m1A", "m5C", "m5U", "m6A", "m7G", "Psi", "Am", "Cm", "Gm", "Um",
)  # fmt: skip

#: The 21 task groups: part of the task string before the first hyphen, after :func:`group_of`.
GROUPS: Mapping[str, Group] = {
    **dict.fromkeys(
        ("emp", "pd", "cpd", "tf_h", "tf_m", "promoter_enhancer_interaction", "ncRNAProteinInter",
         "AntibodyAntigen"),
        Group("MCC", Recipe("binary")),
    ),
    "Solubility": Group("Acc", Recipe("binary")),
    **dict.fromkeys(
        ("CRISPROnTarget", "Fluorescence", "Stability", "Thermostability"),
        Group("spearman", Recipe("number")),
    ),
    **dict.fromkeys(("Isoform", "MeanRibosomeLoading"), Group("R2", Recipe("number"))),
    "sirnaEfficiency": Group("mixed_score", Recipe("number")),
    "enhancer_activity": Group("PCC", Recipe("numbers", ("hk", "dev"))),
    "ProgrammableRNASwitches": Group("R2", Recipe("numbers", ("ON", "OFF", "ON_OFF"))),
    "NoncodingRNAFamily": Group("Acc", Recipe("one_of", _FAMILIES)),
    "Modification": Group("AUC", Recipe("names", _MODIFICATIONS, "none")),
    "FunctionEC": Group("Fmax", Recipe("codes")),
}  # fmt: skip

#: The score of each kind of recipe and metric.
_SCORES: Mapping[tuple[str, str], Callable[..., Raw]] = {
    ("binary", "MCC"): scores.mcc,
    ("binary", "Acc"): scores.accuracy,
    ("number", "spearman"): scores.spearman,
    ("number", "R2"): scores.r2,
    ("number", "mixed_score"): scores.mixed,
    ("numbers", "PCC"): scores.head_pearson,
    ("numbers", "R2"): scores.head_r2,
    ("one_of", "Acc"): scores.class_accuracy,
    ("names", "AUC"): scores.set_auc,
    ("codes", "Fmax"): scores.fmax,
}
#: Published name of a task's headline metric.
_METRICS = {
    "mcc": "MCC", "accuracy": "Acc", "spearman": "spearman", "r2": "R2", "mixed": "mixed_score",
    "pearson": "PCC", "auc": "AUC", "fmax": "Fmax",
}  # fmt: skip
_RENAMED = {
    "rna_protein_interaction": "ncRNAProteinInter",
    "antibody_antigen": "AntibodyAntigen",
}


class GroupScore(NamedTuple):
    """What the published evaluator makes of one task group.

    Attributes
    ----------
    metric : its published name.
    raw : unscaled score; by head for PCC; a text for an error or a crash; ``None`` where the
        published result is null, or where ``undecided`` is not 0.
    n_rows : rows scored.
    fallback_rows : rows the sentiment model decided.
    undecided : rows that need the sentiment model where there was none; then there is no score.
    """

    metric: str
    raw: Raw
    n_rows: int
    fallback_rows: int = 0
    undecided: int = 0

    @property
    def points(self) -> float | None:
        """The score times 100, the mean of several heads; ``None`` for anything but finite numbers."""
        values = list(self.raw.values()) if isinstance(self.raw, dict) else [self.raw]
        numbers = [v for v in values if isinstance(v, float) and math.isfinite(v)]
        return (
            100 * sum(numbers) / len(numbers) if numbers and len(numbers) == len(values) else None
        )

    @property
    def reported(self) -> object:
        """The score as printed: see :func:`printed`."""
        return printed(self.raw)


# -- records ------------------------------------------------------------------------------------


def read_predictions(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Rows for :func:`evaluate` from a published-style prediction file (JSON lines).

    The answer is in ``model_output`` or ``result`` (the later key wins); the key ``output`` of such
    a file is the reference sentence and is not read. Lines that are no JSON object are skipped.
    """
    for line in lines:
        try:
            record = json.loads(line)
        except ValueError:
            continue
        if isinstance(record, dict):
            row = {key: record[key] for key in ("task", "label") if key in record}
            for key, value in record.items():
                if key in ("model_output", "result"):
                    row["output"] = value
            yield row


def group_of(task: str) -> str | None:
    """Task group of a published task string; ``None`` for the ``_all`` strings, which are dropped."""
    task = _RENAMED.get(task, task)
    if task.endswith("_all"):
        return None
    return task.replace("tf-h", "tf_h").replace("tf-m", "tf_m").partition("-")[0]


def dropped(row: Row) -> str | None:
    """Why a record is not scored: ``task_all``, ``null_label`` or ``None``."""
    if group_of(str(row.get("task"))) is None:
        return "task_all"
    label = row.get("label")
    is_null = label is None or (isinstance(label, float) and math.isnan(label))
    return "null_label" if is_null else None


def _grouped(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Scored rows by group, in file order; all sub-tasks of a group are pooled."""
    groups: dict[str, list[Row]] = {}
    for position, row in enumerate(rows):
        task = str(row.get("task"))
        group = group_of(task)
        if dropped(row) or group is None:
            continue
        if group not in GROUPS:
            raise ValueError(
                f"record {position}: task {task!r} belongs to none of the published groups: "
                f"{', '.join(GROUPS)}"
            )
        groups.setdefault(group, []).append(row)
    return groups


def _output(row: Row) -> Output:
    # A record without an answer field holds NaN in the published table of records.
    output: Output = row.get("output", math.nan)
    return output


def crash(kind: str, outputs: Iterable[Output]) -> str | None:
    """Text of the exception that ends the published script on these outputs, ``None`` for none.

    Null, missing and numeric outputs are what it does not expect. Texts are those of Python 3.11
    with pandas 2; with pandas 3 a null is a float, which crashes binary groups too.
    """
    for position, output in enumerate(outputs):
        seen = type(output).__name__
        if isinstance(output, str) or kind in ("number", "numbers", "codes"):
            continue
        if kind == "one_of":
            return f"TypeError: argument of type '{seen}' is not iterable"
        if kind == "names":
            return f"TypeError: expected string or bytes-like object, got '{seen}'"
        if output is not None:
            return f"AttributeError: '{seen}' object has no attribute 'lower'"
        if position == 0:
            return (
                "UnboundLocalError: cannot access local variable 'score' "
                "where it is not associated with a value"
            )
    return None


# -- scores -------------------------------------------------------------------------------------


def evaluate(
    rows: Iterable[Row],
    sentiment: Sentiment,
    ec_labels: str | Path | Sequence[str] | None = None,
) -> dict[str, dict[str, object]]:
    """The figures the published evaluator reports for a set of records.

    Parameters
    ----------
    rows : records with ``task`` (published string), ``label`` and ``output`` (the model's answer:
        text, ``None`` or a number), **in file order**, on which Fmax depends.
    sentiment : says whether a text is positive; asked where no keyword decides.
    ec_labels : list of all EC labels, or the JSON file that holds it (``ec_labels.json`` beside the
        published data). By default the EC numbers found in the labels of the rows, in first-seen
        order; Fmax depends on this list and its order too.

    Returns
    -------
    dict
        ``{group: {metric: value}}`` in first-seen order, values as :func:`printed`. Where the
        published script would end with an exception, the value of that group is
        ``CRASH: <exception>: <message>``; the script would then report nothing at all.

    Raises
    ------
    ValueError
        For an unknown task or a label that is not of the form its task needs.
    """
    groups = score_groups(rows, sentiment, ec_labels)
    return {name: {score.metric: score.reported} for name, score in groups.items()}


def score_groups(
    rows: Iterable[Row],
    sentiment: Sentiment,
    ec_labels: str | Path | Sequence[str] | None = None,
) -> dict[str, GroupScore]:
    """:func:`evaluate` with raw scores and row counts."""
    result = {}
    for name, members in _grouped(rows).items():
        metric, recipe = GROUPS[name]
        labels = [row["label"] for row in members]
        answers = [read(_output(row), recipe, sentiment, row["label"]) for row in members]
        score = _score(metric, recipe, answers, labels, ec_labels)
        if (text := crash(recipe.kind, map(_output, members))) is not None:
            score = score._replace(raw=f"CRASH: {text}")
        result[name] = score
    return result


def published(label: Any, spec: TaskSpec) -> object:
    """A decoded label as the published files write it (``true`` is ``positive``, a set a text)."""
    if isinstance(label, bool):
        return "positive" if label else "negative"
    if isinstance(label, (list, tuple)):
        prefix = "EC" if spec.none_label is None else ""
        return ",".join(f"{prefix}{member}" for member in label) or spec.none_label
    return label


def score_records(spec: TaskSpec, records: Iterable[Mapping[str, Any]]) -> GroupScore:
    """The published score of stored rows (keys value, status, method, gold, index, subset).

    Rows are sorted as they stand in their file, since ties of Fmax depend on it; rows of a union
    (``_all``) are dropped, as the published evaluator does. Without rows there is no score.
    """
    rows = sorted(
        (r for r in records if not str(r["subset"]).endswith("_all")), key=lambda r: r["index"]
    )
    if not rows:
        return GroupScore(spec.headline, None, 0)
    answers = [Answer(r["value"], r["status"], r["method"]) for r in rows]
    labels = [published(r["gold"], spec) for r in rows]
    return score_answers(spec, answers, labels, spec.labels or None if spec.label_file else None)


def score_answers(
    spec: TaskSpec,
    answers: Sequence[Answer],
    labels: Sequence[object],
    ec_labels: str | Path | Sequence[str] | None = None,
) -> GroupScore:
    """The published score of one task, from answers that ``extract`` has read.

    Parameters
    ----------
    spec : the task; its headline metric is the one computed.
    answers : one for each row, in file order. While one is ``undecided`` there is no score.
    labels : labels of the same rows, as published.
    ec_labels : as in :func:`evaluate`.

    Raises
    ------
    ValueError
        For lists that are empty or of unequal length, or a label not of the form its task needs.
    """
    if not answers or len(answers) != len(labels):
        raise ValueError(
            f"{spec.id}: {len(answers)} answers and {len(labels)} labels; expected as many, at least 1"
        )
    return _score(_METRICS[spec.headline], recipe_of(spec), answers, labels, ec_labels)


def _score(
    metric: str,
    recipe: Recipe,
    answers: Sequence[Answer],
    labels: Sequence[object],
    ec_labels: str | Path | Sequence[str] | None,
) -> GroupScore:
    undecided = sum(answer.status == "undecided" for answer in answers)
    fallback = sum(answer.parsed and answer.method == "official:sentiment" for answer in answers)
    raw: Raw = None
    if not undecided:
        names = recipe.names
        if recipe.kind == "codes":
            names = _ec_list(ec_labels, labels)
        values = [answer.value for answer in answers]
        raw = _SCORES[recipe.kind, metric](values, labels, names)
    return GroupScore(metric, raw, len(answers), fallback, undecided)


def _ec_list(
    ec_labels: str | Path | Sequence[str] | None, labels: Sequence[object]
) -> tuple[str, ...]:
    if ec_labels is None:
        return tuple(dict.fromkeys(code for label in labels for code in codes_in(label)))
    if isinstance(ec_labels, (str, Path)):
        ec_labels = json.loads(Path(ec_labels).read_text(encoding="utf-8"))
    if not isinstance(ec_labels, Sequence) or not all(isinstance(x, str) for x in ec_labels):
        raise ValueError(f"EC labels: expected a list of texts, not {str(ec_labels)[:60]!r}")
    return tuple(ec_labels)


def printed(raw: Raw) -> object:
    """A raw score as the published report shows it: times 100, rounded to 2 decimals.

    What has no such number becomes a text: ``NaN``, ``Infinity``, ``None`` for null; error texts
    pass unchanged.
    """
    if isinstance(raw, dict):
        return {name: printed(value) for name, value in raw.items()}
    if raw is None:
        return "None"
    if isinstance(raw, str):
        return raw
    if math.isnan(raw):
        return "NaN"
    if math.isinf(raw):
        return "Infinity" if raw > 0 else "-Infinity"
    return round(raw * 100, 2)
