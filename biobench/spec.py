"""The facts of one task, read from its YAML and checked.

A task YAML holds what lm-evaluation-harness needs (through a base YAML) and, under
``metadata.biobench``, the facts that make it this task and no other. :func:`read_spec` turns those
facts into a :class:`TaskSpec`; prompts, parsers, metrics and data take what they need from there and
never know a task by its name.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

OMICS = ("dna", "rna", "protein", "multi")
MOLECULES = ("dna", "rna", "protein")
KINDS = ("binary", "number", "numbers", "one_of", "set_of")
#: Headline metrics each kind can be ranked by.
HEADLINES: Mapping[str, tuple[str, ...]] = {
    "binary": ("mcc", "accuracy"),
    "number": ("spearman", "r2", "mixed"),
    "numbers": ("pearson", "r2"),
    "one_of": ("accuracy",),
    "set_of": ("auc", "fmax"),
}
#: ``{task_type}`` of the paper's prompt formats (Table 9) for each kind.
TASK_TYPES: Mapping[str, str] = {
    "binary": "binary classification",
    "number": "regression",
    "numbers": "multilabel regression",
    "one_of": "multiclass classification",
    "set_of": "multilabel classification",
}


class SpecError(ValueError):
    """A task YAML whose facts cannot be used; the message names the file, the key and the way out."""


@dataclass(frozen=True, slots=True)
class ValueSpec:
    """One number a task asks for.

    ``low`` and ``high`` bound what can be measured, in ``unit``; an answer outside keeps its value
    and gets the flag ``out_of_range``. Most labels lie in ``typical``. ``aliases`` are other names
    models give the value; ``opposites`` name the quantity that adds up with it to ``low + high``:
    "80% knockdown" leaves 20% of the mRNA.
    """

    name: str
    title: str = ""
    unit: str = ""
    low: float | None = None
    high: float | None = None
    aliases: tuple[str, ...] = ()
    opposites: tuple[str, ...] = ()
    typical: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class TaskSpec:
    """The facts of one task (keys of ``metadata.biobench``, and ``metadata.version``).

    Attributes
    ----------
    id : task name in lm-eval, such as ``biobench_cpd`` (lm-eval hands a task's functions only its
        metadata, so the name stands there too).
    version : raised whenever scores of the same answers change.
    title, abbreviation : full name, and the paper's short name.
    omics : group the task belongs to (``dna``, ``rna``, ``protein``, ``multi``).
    kind : kind of answer (``binary``, ``number``, ``numbers``, ``one_of``, ``set_of``).
    headline : metric the task is ranked by.
    molecules : molecule of each sequence of a row, in order.
    official : ``task`` strings of the published records that belong here.
    skip : those of them that are a union of others: a row found there too is read and not scored.
    folder : folders of the published data set that hold the task.
    question : question for rows that come without one (raw tables); ``{0}``, ``{1}`` stand for the
        tagged sequences.
    hint : name in :data:`biobench.prompts.HINTS`, or the text itself.
    citation : where the rows come from.
    test_rows : rows of the published test set; another count is worth a warning.
    cluster_by : position of the sequence whose repetition makes rows dependent; ``None``: all of them.
    lengths : shortest and longest usual length of each sequence, in letters.
    labels : classes of ``one_of``, members of ``set_of``.
    label_file : file beside the data that lists the labels, in order.
    label_style : how labels are written where there are too many to search for: ``ec`` reads any
        Enzyme Commission number, whether or not the label space holds it.
    none_label : answer of ``set_of`` that stands for the empty set.
    synonyms : other names of a label.
    within : wider labels that what a label stands for also belongs to; the narrower one is meant.
    values : the numbers asked for (``number``: one, ``numbers``: several, in the order of the hint).
    positive, negative : words that decide a ``binary`` answer beside yes and no.
    instead : what else the thing may turn out to be, which is a no: "this is an exon".
    """

    id: str
    version: float
    title: str
    abbreviation: str
    omics: str
    kind: str
    headline: str
    molecules: tuple[str, ...]
    official: tuple[str, ...]
    question: str
    hint: str
    citation: str = ""
    folder: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    test_rows: int | None = None
    cluster_by: int | None = None
    lengths: tuple[tuple[int, int], ...] = ()
    labels: tuple[str, ...] = ()
    label_file: str | None = None
    label_style: str | None = None
    none_label: str | None = None
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    within: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: tuple[ValueSpec, ...] = ()
    positive: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()

    @property
    def task_type(self) -> str:
        """``{task_type}`` of the prompt formats (paper, Table 9)."""
        return TASK_TYPES[self.kind]


_TUPLES = ("molecules", "official", "folder", "skip", "labels", "positive", "negative", "instead")
_FACTS = frozenset(f.name for f in dataclasses.fields(TaskSpec)) - {"version"}
_REQUIRED = frozenset(
    f.name
    for f in dataclasses.fields(TaskSpec)
    if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
) - {"version"}


def read_spec(facts: Mapping[str, Any], version: float, where: str) -> TaskSpec:
    """Check the facts of one task.

    Parameters
    ----------
    version : ``metadata.version`` of the YAML.
    facts : the mapping under ``metadata.biobench``.
    where : file the facts come from, for messages.

    Raises
    ------
    SpecError
        For an unknown or missing key, a value of the wrong type, an impossible range or a headline
        metric that the kind does not have. The message names file, key, value and what is allowed.
    """

    def bad(key: str, problem: str) -> SpecError:
        return SpecError(f"{where}: metadata.biobench.{key}: {problem}")

    if not isinstance(facts, Mapping):
        raise SpecError(f"{where}: metadata.biobench must be a mapping of facts, not {facts!r}")
    for key in facts:
        if key not in _FACTS:
            raise bad(str(key), f"unknown key; known keys: {', '.join(sorted(_FACTS))}")
    for key in sorted(_REQUIRED - set(facts)):
        raise bad(key, "missing")

    clean: dict[str, Any] = dict(facts)
    for key in (
        "id",
        "title",
        "abbreviation",
        "question",
        "hint",
        "citation",
        "label_file",
        "label_style",
        "none_label",
    ):
        value = clean.get(key)
        if value is not None and not isinstance(value, str):
            raise bad(key, f"expected text, not {value!r}")
    for key, allowed in (("omics", OMICS), ("kind", KINDS)):
        if clean[key] not in allowed:
            raise bad(key, f"{clean[key]!r} is none of {', '.join(allowed)}")
    headlines = HEADLINES[clean["kind"]]
    if clean["headline"] not in headlines:
        raise bad("headline", f"{clean['headline']!r} is none of {', '.join(headlines)}")
    for key in _TUPLES:
        if key in clean:
            clean[key] = _strings(clean[key], functools.partial(bad, key), key == "molecules")
    for molecule in clean["molecules"]:
        if molecule not in MOLECULES:
            raise bad("molecules", f"{molecule!r} is none of {', '.join(MOLECULES)}")
    if not 1 <= len(clean["molecules"]) <= 2:
        raise bad("molecules", f"expected one or two, found {len(clean['molecules'])}")
    if unknown := set(clean.get("skip", ())) - set(clean["official"]):
        raise bad("skip", f"{sorted(unknown)} not among the official strings")
    cluster_by = clean.get("cluster_by")
    if cluster_by is not None and cluster_by not in range(len(clean["molecules"])):
        raise bad("cluster_by", f"{cluster_by!r} is no position of a sequence")
    test_rows = clean.get("test_rows")
    if test_rows is not None and (not isinstance(test_rows, int) or test_rows < 1):
        raise bad("test_rows", f"expected a positive whole number, not {test_rows!r}")

    clean["lengths"] = _lengths(clean.get("lengths", ()), len(clean["molecules"]), bad)
    clean["values"] = tuple(_value(v, i, bad) for i, v in enumerate(clean.get("values", ())))
    for key in ("synonyms", "within"):
        clean[key] = {
            label: _strings(names, functools.partial(bad, f"{key}.{label}"))
            for label, names in dict(clean.get(key, {})).items()
        }
        named = set(clean[key]).union(*clean[key].values() if key == "within" else ())
        if unknown := named - set(clean.get("labels", ())):
            raise bad(key, f"{sorted(unknown)} not among the labels")
    _check_kind(clean, bad)
    if not isinstance(version, (int, float)) or isinstance(version, bool):
        raise SpecError(f"{where}: metadata.version: expected a number, not {version!r}")
    return TaskSpec(version=float(version), **clean)


def _strings(value: Any, bad: Any, repeats: bool = False) -> tuple[str, ...]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise bad(f"expected a list of texts, not {value!r}")
    items = tuple(value)
    for item in items:
        if not isinstance(item, str):
            raise bad(f"expected texts, found {item!r} (quote it in the YAML)")
    if len(set(items)) != len(items) and not repeats:
        raise bad(f"repeated: {sorted({i for i in items if items.count(i) > 1})}")
    return items


def _lengths(value: Any, molecules: int, bad: Any) -> tuple[tuple[int, int], ...]:
    pairs = tuple(tuple(pair) for pair in value)
    for pair in pairs:
        if (
            len(pair) != 2
            or not all(isinstance(n, int) for n in pair)
            or not 0 < pair[0] <= pair[1]
        ):
            raise bad("lengths", f"expected pairs of whole numbers, low before high, not {pair!r}")
    if pairs and len(pairs) != molecules:
        raise bad(
            "lengths", f"expected a pair for each of {molecules} sequences, found {len(pairs)}"
        )
    return pairs


def _value(value: Any, position: int, bad: Any) -> ValueSpec:
    key = f"values[{position}]"
    known = [f.name for f in dataclasses.fields(ValueSpec)]
    if not isinstance(value, Mapping) or "name" not in value:
        raise bad(key, f"expected a mapping with a name, not {value!r}")
    for k in value:
        if k not in known:
            raise bad(f"{key}.{k}", f"unknown key; known keys: {', '.join(known)}")
    clean = dict(value)
    for k in ("low", "high"):
        if clean.get(k) is not None:
            if isinstance(clean[k], bool) or not isinstance(clean[k], (int, float)):
                raise bad(f"{key}.{k}", f"expected a number, not {clean[k]!r}")
            clean[k] = float(clean[k])
    low, high = clean.get("low"), clean.get("high")
    if low is not None and high is not None and low >= high:
        raise bad(key, f"low {low:g} is not below high {high:g}")
    for k in ("aliases", "opposites"):
        clean[k] = _strings(clean.get(k, ()), functools.partial(bad, f"{key}.{k}"))
    typical = clean.get("typical")
    if typical is not None:
        if len(typical) != 2 or not typical[0] < typical[1]:
            raise bad(f"{key}.typical", f"expected a low and a high number, not {typical!r}")
        clean["typical"] = (float(typical[0]), float(typical[1]))
    return ValueSpec(**clean)


def _check_kind(facts: Mapping[str, Any], bad: Any) -> None:
    kind, values = facts["kind"], facts["values"]
    wanted = {"number": (1, 1), "numbers": (2, 9)}.get(kind, (0, 0))
    if not wanted[0] <= len(values) <= wanted[1]:
        raise bad("values", f"kind {kind} takes {wanted[0]} to {wanted[1]}, found {len(values)}")
    if kind == "one_of" and len(facts.get("labels", ())) < 2:
        raise bad("labels", "kind one_of needs at least two classes")
    if kind == "set_of" and not facts.get("labels") and not facts.get("label_file"):
        raise bad("labels", "kind set_of needs labels or a label_file")
    if facts.get("label_style") not in (None, "ec"):
        raise bad("label_style", f"{facts['label_style']!r} is not known; known: ec")
    if kind not in ("one_of", "set_of") and (facts.get("labels") or facts.get("label_file")):
        raise bad("labels", f"kind {kind} takes none")


TASKS_FOLDER = Path(__file__).parent / "tasks"


def task_files(folder: Path = TASKS_FOLDER) -> list[Path]:
    """Every task YAML below a folder (names that begin with ``_`` are shared bases)."""
    return sorted(p for p in folder.rglob("*.yaml") if not p.name.startswith("_"))


def spec_from_config(config: Mapping[str, Any], where: str) -> TaskSpec:
    """The spec of a task YAML that is already loaded (keys ``task`` and ``metadata``)."""
    metadata = config.get("metadata")
    if not isinstance(metadata, Mapping) or "biobench" not in metadata:
        raise SpecError(f"{where}: metadata.biobench is missing: this is no biobench task")
    if "version" not in metadata:
        raise SpecError(f"{where}: metadata.version is missing")
    spec = read_spec(metadata["biobench"], metadata["version"], where)
    if config.get("task") != spec.id:
        raise SpecError(
            f"{where}: metadata.biobench.id: {spec.id!r} is not the task's name {config.get('task')!r}"
        )
    return spec


@functools.cache
def builtin_specs() -> Mapping[str, TaskSpec]:
    """All tasks of the package by id, in the order of the omics and of the paper's Table 2.

    Raises :class:`SpecError` if two tasks claim the same id or the same official string.
    """
    specs = load_specs(task_files())
    groups = (_load_yaml(TASKS_FOLDER / omics / f"{omics}.yaml")["task"] for omics in OMICS)
    return {name: specs[name] for group in groups for name in group}


def load_specs(files: Iterable[Path]) -> Mapping[str, TaskSpec]:
    """Read task YAMLs and check that they do not claim the same id or official string."""
    specs: dict[str, TaskSpec] = {}
    owner: dict[str, str] = {}
    for path in files:
        config = _load_yaml(path)
        if "group" in config:
            continue
        spec = spec_from_config(config, str(path))
        if spec.id in specs:
            raise SpecError(f"{path}: task: {spec.id!r} exists already")
        for name in spec.official:
            if name in owner:
                raise SpecError(
                    f"{path}: metadata.biobench.official: {name!r} belongs to {owner[name]} already"
                )
            owner[name] = spec.id
        specs[spec.id] = spec
    return specs


def _load_yaml(path: Path) -> dict[str, Any]:
    import yaml

    class Loader(yaml.SafeLoader):
        """Reads ``!function`` references as their names: the facts need no code."""

    Loader.add_constructor("!function", lambda _, node: node.value)
    with path.open("rb") as handle:
        config = yaml.load(handle, Loader=Loader)  # noqa: S506 (a SafeLoader)
    if not isinstance(config, dict):
        raise SpecError(f"{path}: expected a mapping, found {type(config).__name__}")
    return config
