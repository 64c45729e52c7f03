"""Results files of lm-eval runs, as one table: tasks down, models across."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from biobench.columns import aligned
from biobench.runs import model_name


@dataclass(frozen=True, slots=True)
class Run:
    """The scores of one lm-eval run: task or group to metric to value."""

    name: str
    path: Path
    scores: Mapping[str, Mapping[str, Any]]
    synthetic: bool


def read_results(paths: Iterable[Path]) -> list[Run]:
    """Every results file in the given files and folders, oldest first.

    Raises ``ValueError`` if there is none, naming where it was looked for.
    """
    files: list[Path] = []
    places = list(paths)
    for path in places:
        files += sorted(path.rglob("results_*.json")) if path.is_dir() else [path]
    runs = [run for path in files if (run := _read(path))]
    if not runs:
        raise ValueError(
            f"no biobench results in {', '.join(map(str, places))}: expected files results_*.json, "
            "as lm_eval --output_path writes them"
        )
    return runs


def _read(path: Path) -> Run | None:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise ValueError(f"{path}: {problem.strerror}") from None
    except ValueError as problem:
        raise ValueError(f"{path}: not JSON ({problem})") from None
    results = content.get("results", {}) if isinstance(content, dict) else {}
    scores = {
        name: {key.partition(",")[0]: v for key, v in row.items() if key.endswith(",biobench")}
        for name, row in results.items()
        if name.startswith("biobench")
    }
    if not scores:
        return None
    metadata = [c.get("metadata", {}) for c in content.get("configs", {}).values()]
    synthetic = any(m.get("data") == "mini" for m in metadata)
    return Run(model_name(content, path.stem), path, scores, synthetic)


def table(runs: list[Run]) -> str:
    """Score ± standard error by task and ``bb_norm`` by group, with what was not answered."""
    names = list(dict.fromkeys(name for run in runs for name in run.scores))
    tasks = [n for n in names if any("bb_score" in run.scores.get(n, {}) for run in runs)]
    groups = [n for n in names if n not in tasks]
    lines = [["task", *(run.name for run in runs)]]
    lines += [
        [name, *(_cell(run.scores.get(name, {}), "bb_score") for run in runs)] for name in tasks
    ]
    if groups:
        lines.append([])
        lines.append(["group (bb_norm)", *("" for _ in runs)])
    lines += [
        [name, *(_cell(run.scores.get(name, {}), "bb_norm") for run in runs)] for name in groups
    ]
    text = aligned(lines)
    text.insert(1, "-" * max(map(len, text)))
    notes = [
        "",
        "score: headline metric x 100 ± standard error, a missing answer counts as chance or wrong",
    ]
    notes.append(
        "bb_norm: 0 = best constant answer, 100 = perfect; (..%): answers that could be read"
    )
    if any(run.synthetic for run in runs):
        notes.append("synthetic mini data: these scores say nothing about biology")
    return "\n".join(text + notes)


def _cell(scores: Mapping[str, Any], metric: str) -> str:
    if metric not in scores:
        return "-"
    stderr, parsed = scores.get(f"{metric}_stderr"), scores.get("bb_parsed")
    text = f"{scores[metric]:.2f}"
    if isinstance(stderr, (int, float)):
        text += f" ± {stderr:.2f}"
    if isinstance(parsed, (int, float)) and parsed < 1:
        text += f" ({100 * parsed:.0f}%)"
    return text
