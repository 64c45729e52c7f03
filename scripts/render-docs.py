"""Writes those parts of docs/ that the package itself can tell: task tables, facts, rendered prompts.

A page marks such a part with ``<!-- render: NAME [ARGUMENT] -->`` and ``<!-- /render -->``; what lies
between is replaced. ``python scripts/render-docs.py`` rewrites the pages, with ``--check`` it only
says which differ (exit status 1). Example: ``<!-- render: task biobench_cpd -->``.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # the pages describe this checkout, not what else may be installed

from biobench.data import mini  # noqa: E402
from biobench.prompts import (  # noqa: E402
    FORMATS,
    HINTS,
    RELEASED_HINTS,
    SYSTEM_CHAT,
    SYSTEM_REASONING,
    answer_text,
    render,
)
from biobench.registration import name_in  # noqa: E402
from biobench.spec import (  # noqa: E402
    OMICS,
    TASKS_FOLDER,
    TaskSpec,
    _load_yaml,
    builtin_specs,
)

HEADLINES = {
    "mcc": "MCC",
    "accuracy": "accuracy",
    "spearman": "Spearman",
    "pearson": "Pearson",
    "r2": "R2",
    "mixed": "Mixed Score",
    "auc": "AUC",
    "fmax": "Fmax",
}
MOLECULES = {"dna": "DNA", "rna": "RNA", "protein": "protein"}
ORDINALS = ("first", "second")
_BLOCK = re.compile(r"(<!-- render: ([^\n]*?) -->\n).*?(<!-- /render -->)", re.DOTALL)


def pages() -> list[Path]:
    """Every page with parts to render."""
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    return sorted(p for p in found if _BLOCK.search(p.read_text(encoding="utf-8")))


def rendered(text: str) -> str:
    """A page with its parts written anew. Raises ``ValueError`` for a part of unknown name."""

    def write(match: re.Match[str]) -> str:
        name, *arguments = match[2].split()
        if name not in PARTS:
            raise ValueError(f"render: {name!r} is none of {', '.join(PARTS)}")
        return f"{match[1]}{PARTS[name](*arguments)}\n{match[3]}"

    return _BLOCK.sub(write, text)


# --- tasks -----------------------------------------------------------------------------------------


def task_names(omics: str) -> list[str]:
    """The tasks of a group in the order of its YAML, which is the paper's."""
    return list(_load_yaml(TASKS_FOLDER / omics / f"{omics}.yaml")["task"])


def all_specs() -> list[TaskSpec]:
    """All tasks, in the order of the groups."""
    return [builtin_specs()[name] for omics in OMICS for name in task_names(omics)]


def task_table() -> str:
    """All tasks, a line each."""
    head = (
        "task", "name", "omics", "kind", "headline", "sequences", "unit", "test rows",
        "published `task` strings", "clusters",
    )  # fmt: skip
    return _table(
        head,
        [
            (
                f"[`{s.id}`]({s.omics}.md#{s.id})",
                s.title,
                MOLECULES.get(s.omics, s.omics),
                f"`{s.kind}`",
                HEADLINES[s.headline],
                _molecules(s),
                _units(s),
                f"{s.test_rows:,}",
                _official(s),
                _cluster(s),
            )
            for s in all_specs()
        ],
    )


def name_table(omics: str) -> str:
    """The names of a group and its tasks in every prompt format."""
    names = [f"biobench_{omics}", *task_names(omics)]
    rows = [tuple(f"`{name_in(name, f)}`" for f in FORMATS) for name in names]
    return _table(tuple(FORMATS), [("**group** " + rows[0][0], *rows[0][1:]), *rows[1:]])


def task_facts(task: str) -> str:
    """The facts of one task and a made-up row."""
    spec = builtin_specs()[task]
    rows = [
        ("kind of answer", f"`{spec.kind}` ({spec.task_type})"),
        ("headline metric", HEADLINES[spec.headline]),
        ("sequences", f"{_molecules(spec)}; usual length {_lengths(spec)}"),
        ("answer", _answer(spec)),
        ("test rows (paper)", f"{spec.test_rows:,}"),
        ("published `task` strings", ", ".join(f"`{name}`" for name in spec.official)),
    ]
    if spec.skip:
        rows.append(("read, not scored", ", ".join(f"`{name}`" for name in spec.skip)))
    rows += [
        ("clusters", f"rows of the {_cluster(spec)}"),
        ("question for raw tables", f"`{spec.question}`"),
        ("rows from", spec.citation),
    ]
    return (
        f"{_table(('', ''), rows)}\n\nA row, made up and shortened:\n\n```json\n{_row(spec)}\n```"
    )


def _molecules(spec: TaskSpec) -> str:
    return " + ".join(MOLECULES[m] for m in spec.molecules)


def _lengths(spec: TaskSpec) -> str:
    return " and ".join(f"{a}" if a == b else f"{a}-{b}" for a, b in spec.lengths) + " letters"


def _units(spec: TaskSpec) -> str:
    return ", ".join(dict.fromkeys(v.unit for v in spec.values if v.unit)) or "-"


def _cluster(spec: TaskSpec) -> str:
    if spec.cluster_by is None:
        return "same sequence" if len(spec.molecules) == 1 else "same pair of sequences"
    return (
        f"same {ORDINALS[spec.cluster_by]} sequence ({MOLECULES[spec.molecules[spec.cluster_by]]})"
    )


def _official(spec: TaskSpec) -> str:
    names = [f"`{name}`" for name in spec.official]
    return ", ".join(names) if len(names) < 4 else f"{names[0]} to {names[-1]} ({len(names)})"


def _answer(spec: TaskSpec) -> str:
    if spec.kind == "binary":
        return "yes or no (labels `positive`, `negative`)"
    if spec.kind == "one_of":
        return f"one of {', '.join(f'`{label}`' for label in spec.labels)}"
    if spec.kind == "set_of":
        labels = ", ".join(f"`{label}`" for label in spec.labels)
        none = f", or `{spec.none_label}`" if spec.none_label else ""
        return f"one or more of {labels or 'the labels listed beside the data'}{none}"
    values = []
    for value in spec.values:
        low = "" if value.low is None else f"{value.low:g}"
        high = "" if value.high is None else f"{value.high:g}"
        bounds = {
            (True, True): f"{low} to {high}",
            (True, False): f"at least {low}",
            (False, True): f"at most {high}",
            (False, False): "no fixed range",
        }[low != "", high != ""]
        values.append(
            f"`{value.name}`: {value.title}, {bounds}" + (f" ({value.unit})" if value.unit else "")
        )
    return "; ".join(values)


def _row(spec: TaskSpec) -> str:
    row = mini.generate(spec, "test").rows[0]
    record = {
        "input": _shortened(row.input),
        "label": _published(row.label, spec),
        "task": row.subset,
    }
    return json.dumps(record, ensure_ascii=False)


def _shortened(text: str) -> str:
    return re.sub(r"(>[A-Za-z]{8})[A-Za-z]{5,}([A-Za-z]{4}<)", r"\1...\2", text)


def _published(label: Any, spec: TaskSpec) -> Any:
    """A label as the published records spell it."""
    if isinstance(label, bool):
        return "positive" if label else "negative"
    if isinstance(label, Mapping):
        return {name: f"{value:.2f}" for name, value in label.items()}
    if isinstance(label, list):
        prefix = "EC" if spec.label_style == "ec" else ""
        return ",".join(prefix + item for item in label) or spec.none_label
    return f"{label:.2f}" if isinstance(label, float) else label


# --- prompts ---------------------------------------------------------------------------------------


def format_table() -> str:
    """The prompt formats: place in the paper, end of the name, generation settings."""
    rows = []
    for name, prompt_format in FORMATS.items():
        kwargs = _load_yaml(TASKS_FOLDER / f"_format_{name}.yaml")["generation_kwargs"]
        system = {SYSTEM_CHAT: "P_sc", SYSTEM_REASONING: "P_sd"}.get(prompt_format.system, "none")
        until = ", ".join(f"`{json.dumps(text)[1:-1]}`" for text in kwargs["until"])
        rows.append(
            (
                f"`{name}`",
                prompt_format.title,
                prompt_format.source,
                f"`{name_in('biobench_cpd', name)}`",
                system,
                f"{kwargs['max_gen_toks']}",
                until,
            )
        )
    head = ("format", "for", "paper", "example name", "system prompt", "new tokens", "stops at")
    return _table(head, rows)


def hint_table(hints: Mapping[str, str] = HINTS) -> str:
    """The hints and the tasks that use each."""
    rows = []
    for name, text in hints.items():
        tasks = [f"`{s.id.removeprefix('biobench_')}`" for s in all_specs() if s.hint == name]
        rows.append((f"`{name}`", text, ", ".join(tasks)))
    return _table(("hint", "text", "tasks"), rows)


def prompt_example(format_name: str, task: str) -> str:
    """A whole prompt and its right answer, from the first mini row (sequences shortened)."""
    spec, prompt_format = builtin_specs()[task], FORMATS[format_name]
    row = mini.generate(spec, "test").rows[0]
    system = f"[system]\n{prompt_format.system}\n\n[user]\n" if prompt_format.system else ""
    text = _shortened(render(row.input, spec, prompt_format))
    answer = answer_text(row.label, spec, prompt_format)
    return f"```text\n{system}{text}\n```\n\nRight answer: `{answer}`"


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )


PARTS: Mapping[str, Callable[..., str]] = {
    "tasks": task_table,
    "names": name_table,
    "task": task_facts,
    "formats": format_table,
    "hints": hint_table,
    "released": lambda: hint_table(RELEASED_HINTS),
    "prompt": prompt_example,
}


def main(arguments: list[str]) -> int:
    """Rewrite the pages, or with ``--check`` name those that differ."""
    if set(arguments) - {"--check"}:
        print("usage: render-docs.py [--check]", file=sys.stderr)
        return 2
    changed = False
    for page in pages():
        text = page.read_text(encoding="utf-8")
        if (new := rendered(text)) != text:
            changed = True
            print(f"{'differs' if arguments else 'rewritten'}: {page.relative_to(ROOT)}")
            if not arguments:
                page.write_text(new, encoding="utf-8")
    return int(changed and bool(arguments))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
