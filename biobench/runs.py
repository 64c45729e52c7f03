"""Stored answers: what a run or a file of predictions said to each row, ready to be scored again.

In go folders of lm-eval (``samples_<task>_<date>.jsonl``) or prediction files (``{"id", "value"}``);
out come :class:`TaskRun` objects, one for each model, task and prompt format. No model is needed.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from biobench import data
from biobench.data.rows import BadRow, decode_label
from biobench.judge import Judge
from biobench.metrics import AnswerTable
from biobench.metrics.official import GroupScore, score_records
from biobench.parsers import parse
from biobench.parsers.answer import Answer
from biobench.spec import TaskSpec, builtin_specs, read_spec

#: Prompt format of rows that no prompt was made for.
PREDICTION = "prediction"
#: Flags of an undecided answer that say what the sentiment model makes of it.
FALLBACKS = frozenset({"sentiment_positive", "sentiment_negative"})
_SAMPLES = re.compile(r"samples_(?P<name>.+)_(?P<date>\d{4}-\d\d-\d\dT[\d.-]+)\.jsonl")


@dataclass(frozen=True, slots=True)
class TaskRun:
    """The answers of one model to one task in one prompt format.

    ``name`` is the task as it was asked for (with the suffix of its format); ``ids`` name the rows of
    ``table``. ``fallback`` is the same table with the sentiment model's word for undecided answers,
    where a run asked it; ``official`` what the published evaluator makes of the answers; ``judged`` the
    table with what a judge read in answers that stayed unparsed. ``settings``
    tell what two runs must share to be compared (data, format, hints).
    """

    model: str
    name: str
    spec: TaskSpec
    ids: tuple[str, ...]
    table: AnswerTable
    settings: Mapping[str, str]
    source: Path
    fallback: AnswerTable | None = None
    official: GroupScore | None = None
    judged: AnswerTable | None = None


def read_runs(
    paths: Iterable[Path], reread: bool = True, judge: Judge | None = None
) -> list[TaskRun]:
    """Every stored run below the given folders (or in the given samples files).

    With ``reread`` the answers are read from the models' texts again, with the parsers of today;
    without, what was read then is scored. A ``judge`` is asked about what stayed unparsed. The newest
    file of a model and task counts.

    Raises ``ValueError`` if there are none, or for a file that holds something else.
    """
    places = list(paths)
    for place in places:
        if not place.exists():
            raise ValueError(f"{place} does not exist")
    newest: dict[tuple[Path, str], tuple[str, Path]] = {}
    for place in places:
        for path in sorted(place.rglob("samples_*.jsonl")) if place.is_dir() else [place]:
            match = _SAMPLES.fullmatch(path.name)
            if match is None or not match["name"].startswith("biobench_"):
                if path == place:
                    raise ValueError(f"{path}: not named like samples_biobench_cpd_<date>.jsonl")
                continue
            key = path.parent, match["name"]
            newest[key] = max(newest.get(key, ("", path)), (match["date"], path))
    if not newest:
        raise ValueError(
            f"no stored answers in {', '.join(map(str, places))}: expected samples_biobench_*.jsonl, "
            "as lm_eval --log_samples --output_path writes them"
        )
    return [_read_samples(path, name, reread, judge) for (_, name), (_, path) in newest.items()]


def with_fallback(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """A record in which what the sentiment model said of an undecided answer counts."""
    if record["status"] != "undecided" or not (said := FALLBACKS & set(record["flags"])):
        return record
    return {**record, "value": "sentiment_positive" in said, "status": "parsed"}


def _read_samples(path: Path, name: str, reread: bool, judge: Judge | None) -> TaskRun:
    model, facts = _run_facts(path, name)
    records: list[Mapping[str, Any]] = []
    official: list[Mapping[str, Any]] = []
    ids: list[str] = []
    texts: list[str | None] = []
    settings: dict[str, str] = {}
    spec: TaskSpec | None = None
    for _, sample in _samples(path):
        record = sample.get("bb_score")
        if not isinstance(record, dict) or sample.get("filter") not in ("biobench", "official"):
            continue
        if sample["filter"] == "official":
            official.append(record)
            continue
        doc = sample["doc"]
        if spec is None:
            spec = facts or _builtin(record["task"], path)
            settings = {key: str(record[key]) for key in ("data", "format", "hints", "style")}
            settings["bad_rows"] = str(record.get("bad_rows", 0))
        if reread and record["format"] != PREDICTION:
            prompt = sample["arguments"]["gen_args_0"]["arg_0"]
            answer = parse(
                _text(sample["resps"]), spec, prompt if isinstance(prompt, str) else None
            )
            said = [flag for flag in record["flags"] if flag in FALLBACKS]
            flags = (*answer.flags, *said)
            record = {**record, "value": answer.value, "status": answer.status, "flags": flags}
        records.append(record)
        ids.append(doc["id"])
        texts.append(_text(sample["resps"]) if record["status"] != "parsed" else None)
    if spec is None:
        raise ValueError(
            f"{path}: no samples of biobench's filter: was the run made with --log_samples?"
        )
    asked = any(FALLBACKS & set(r["flags"]) for r in records)
    return TaskRun(
        model=model,
        name=name,
        spec=spec,
        ids=tuple(ids),
        table=AnswerTable.from_records(records),
        settings=settings,
        source=path,
        fallback=AnswerTable.from_records(map(with_fallback, records)) if asked else None,
        official=score_records(spec, official) if official else None,
        judged=_judged(judge, spec, records, texts) if judge else None,
    )


def _judged(
    judge: Judge, spec: TaskSpec, records: list[Mapping[str, Any]], texts: Sequence[str | None]
) -> AnswerTable:
    """The records, with the judge's reading of answers that were not parsed."""
    places = [i for i, text in enumerate(texts) if text]
    found = judge.read(spec, [texts[i] for i in places])
    out = list(records)
    for i, answer in zip(places, found):
        if answer.parsed:
            out[i] = {**out[i], "value": answer.value, "status": "parsed"}
    return AnswerTable.from_records(out)


def _samples(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    with path.open(encoding="utf-8") as handle:
        for number, line in enumerate(handle, 1):
            try:
                sample = json.loads(line)
            except ValueError as problem:
                raise ValueError(f"{path}:{number}: not JSON ({problem})") from None
            yield number, sample


def _text(responses: Sequence[Any]) -> str | None:
    """The first response of a row; lm-eval writes a missing one as the text "None"."""
    first = responses[0][0] if responses and responses[0] else None
    return None if first in (None, "None") else str(first)


def _run_facts(samples: Path, name: str) -> tuple[str, TaskSpec | None]:
    """The model of a run, and the facts of a task that is not the package's own."""
    folder, match = samples.parent, _SAMPLES.fullmatch(samples.name)
    model, spec = folder.name, None
    # lm-eval gives both files of a run one date; without that file the latest says the most.
    own = folder / f"results_{match['date']}.json" if match else folder
    for path in [own] if own.is_file() else sorted(folder.glob("results_*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        model = model_name(content, folder.name)
        metadata = content.get("configs", {}).get(name, {}).get("metadata", {})
        facts = dict(metadata.get("biobench") or {})
        facts.pop("format", None)
        if facts and facts.get("id") not in builtin_specs():
            spec = read_spec(facts, metadata.get("version"), str(path))
    return model, spec


def model_name(results: Mapping[str, Any], default: str) -> str:
    """How a results file of lm-eval names its model: the checkpoint, else the kind of model.

    A LoRA adapter is part of the name (``base + adapter``): its scores are not those of the base.
    """
    config = results.get("config") or {}
    arguments = config.get("model_args") or {}
    if isinstance(arguments, str):
        arguments = dict(part.partition("=")[::2] for part in arguments.split(","))
    named = arguments.get("pretrained") or arguments.get("model")
    name = str(named or config.get("model") or default)
    adapter = arguments.get("peft") or arguments.get("lora_local_path")
    return f"{name} + {adapter}" if adapter else name


def _builtin(task: str, path: Path) -> TaskSpec:
    if task not in builtin_specs():
        raise ValueError(
            f"{path}: {task!r} is no task of this version, and no results file beside it states its facts"
        )
    return builtin_specs()[task]


# --- predictions of models that do not write text ---------------------------------------------------


def read_predictions(
    path: Path, tasks: Sequence[str], source: data.Source, model: str
) -> list[TaskRun]:
    """Values from a model that does not generate text, matched to the rows they belong to.

    Each line holds ``id`` and ``value`` (and ``task`` where ids of several tasks are alike); values
    are written like labels: true or "positive", a number, {"hk": 1.2, "dev": 0.3}, a class, a list of
    labels; ``null`` for no answer.

    Raises
    ------
    ValueError
        For an unknown task or id, a value that the task cannot have, a row named twice, or rows
        without a line; the message names the line or the rows.
    """
    specs = [data.with_labels(_builtin(task, path), source) for task in tasks]
    rows = {spec.id: {r.id: r for r in data.load(spec, source, "test").rows} for spec in specs}
    values: dict[str, dict[str, Answer]] = {spec.id: {} for spec in specs}
    for line, record in _samples(path):
        where = f"{path}:{line}"
        if (
            not isinstance(record, dict)
            or not isinstance(record.get("id"), str)
            or "value" not in record
        ):
            raise ValueError(
                f'{where}: expected {{"id": ..., "value": ...}}, found {str(record)[:80]}'
            )
        owners = [t for t in rows if record["id"] in rows[t] and record.get("task", t) == t]
        if not owners:
            raise ValueError(
                f"{where}: no row {record['id']!r} in the test split of {', '.join(rows)}"
            )
        if len(owners) > 1:
            raise ValueError(
                f'{where}: {record["id"]!r} is a row of {" and ".join(owners)}: add "task"'
            )
        task = owners[0]
        if record["id"] in values[task]:
            raise ValueError(f"{where}: {record['id']!r} has a value already")
        spec = next(s for s in specs if s.id == task)
        values[task][record["id"]] = _predicted(record["value"], spec, where)
    return [
        _prediction_run(spec, rows[spec.id], values[spec.id], source, model, path) for spec in specs
    ]


def _predicted(value: Any, spec: TaskSpec, where: str) -> Answer:
    if value is None:
        return Answer(None, "empty", "prediction")
    try:
        decoded = decode_label(value, spec)
    except BadRow as problem:
        raise ValueError(f"{where}: {str(problem).replace('label', 'value', 1)}") from None
    if spec.kind == "set_of" and not decoded:
        decoded = [spec.none_label]
    return Answer(decoded, "parsed", "prediction")


def _prediction_run(
    spec: TaskSpec,
    rows: Mapping[str, data.Row],
    values: Mapping[str, Answer],
    source: data.Source,
    model: str,
    path: Path,
) -> TaskRun:
    missing = [row_id for row_id in rows if row_id not in values]
    if missing:
        raise ValueError(
            f"{path}: {len(missing)} of {len(rows)} rows of {spec.id} have no value, such as "
            f'{", ".join(missing[:3])}. Say {{"id": ..., "value": null}} where there is no answer.'
        )
    table = AnswerTable.from_records(
        {
            "gold": row.label,
            "value": values[row_id].value,
            "status": values[row_id].status,
            "cluster": row.cluster,
            "subset": row.subset,
            "index": row.index,
        }
        for row_id, row in rows.items()
    )
    settings = {
        "data": str(source),
        "format": PREDICTION,
        "hints": "none",
        "style": "none",
        "bad_rows": "0",
    }
    return TaskRun(model, spec.id, spec, tuple(rows), table, settings, path)


def write_run(
    runs: Sequence[TaskRun], folder: Path, scores: Mapping[str, Mapping[str, float]]
) -> Path:
    """Store predictions in the form of an lm-eval run, so that all that reads runs reads them.

    Returns the results file, written last: a folder with one is complete.
    """
    date = datetime.datetime.now().isoformat(timespec="microseconds").replace(":", "-")
    folder.mkdir(parents=True, exist_ok=True)
    for run in runs:
        lines = []
        for row_id, item in zip(run.ids, run.table.records()):
            doc = {"id": row_id, "task": run.spec.id, "index": item["index"], **run.settings}
            text = json.dumps(item["value"], ensure_ascii=False)
            sample = {
                "doc_id": item["index"],
                "doc": doc,
                "target": str(item["gold"]),
                "arguments": {"gen_args_0": {"arg_0": "", "arg_1": {}}},
                "resps": [[text]],
                "filter": "biobench",
                "bb_score": {"task": run.spec.id, **run.settings, "flags": [], **item},
            }
            lines.append(json.dumps(sample, ensure_ascii=False, allow_nan=False) + "\n")
        path = folder / f"samples_{run.name}_{date}.jsonl"
        part = path.with_suffix(".part")
        part.write_text("".join(lines), encoding="utf-8")
        part.replace(path)
    content = {
        "results": {
            name: {"alias": name, **{f"{key},biobench": value for key, value in row.items()}}
            for name, row in scores.items()
        },
        "configs": {
            run.name: {"task": run.name, "metadata": {"data": run.settings["data"]}} for run in runs
        },
        "config": {"model": runs[0].model, "model_args": {}},
        "date": datetime.datetime.now().timestamp(),
    }
    path = folder / f"results_{date}.json"
    part = path.with_suffix(".part")
    part.write_text(
        json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1), encoding="utf-8"
    )
    part.replace(path)
    return path
