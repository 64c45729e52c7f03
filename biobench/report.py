"""Scores and comparisons of stored answers, as JSON and as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from biobench.columns import aligned
from biobench.metrics import DRAWS, Scores, compare, score, score_subsets
from biobench.metrics.rates import rate
from biobench.metrics.summary import estimate_json, mean_over_tasks, rate_json, scores_json
from biobench.runs import PREDICTION, TaskRun
from biobench.spec import builtin_specs

#: What must be equal for two runs to be compared, unless told otherwise.
SETTINGS = ("format", "hints", "style")


def report(run: TaskRun, draws: int = DRAWS) -> dict[str, Any]:
    """Everything that is computed from the answers of one task, ready for JSON (all numbers finite)."""
    subsets = score_subsets(run.spec, run.table, draws)
    return {
        "model": run.model,
        "task": run.name,
        "settings": dict(run.settings),
        **scores_json(score(run.spec, run.table, draws), subsets),
        **_beside(run, draws),
        "source": str(run.source),
    }


def group_means(runs: Sequence[TaskRun], draws: int = DRAWS) -> list[dict[str, Any]]:
    """Mean ``norm`` of each group whose tasks a model has all answered in one prompt format."""
    members: dict[str, list[str]] = {"biobench": list(builtin_specs())}
    for spec in builtin_specs().values():
        members.setdefault(f"biobench_{spec.omics}", []).append(spec.id)
    by_model: dict[tuple[str, str], dict[str, TaskRun]] = {}
    for run in runs:
        by_model.setdefault((run.model, run.settings["format"]), {})[run.spec.id] = run
    found = []
    for (model, format_name), of in by_model.items():
        norms = {task: score(run.spec, run.table, draws).norm for task, run in of.items()}
        for group, tasks in members.items():
            if all(task in norms for task in tasks):
                mean = mean_over_tasks([norms[task] for task in tasks])
                found.append(
                    {
                        "model": model,
                        "group": group,
                        "format": format_name,
                        "norm": estimate_json(mean),
                    }
                )
    return found


def _beside(run: TaskRun, draws: int) -> dict[str, Any]:
    """What stands beside the headline: with the sentiment model, and the published evaluator's."""
    found: dict[str, Any] = {}
    for name, table in (("with_fallback", run.fallback), ("with_judge", run.judged)):
        if table is not None:
            second = score(run.spec, table, draws)
            hit = np.array(table.status, dtype=object) != np.array(run.table.status, dtype=object)
            decided = rate_json(rate(hit, table.cluster))
            found[name] = {**estimate_json(second.score), "decided": decided}
    if run.official is not None:
        found["official"] = {
            "metric": run.official.metric,
            "value": run.official.points,
            "rows": run.official.n_rows,
            "sentiment_rows": run.official.fallback_rows,
            "undecided": run.official.undecided,
        }
    return found


def harness_metrics(scores: Scores) -> dict[str, float]:
    """The numbers lm-eval's table holds of a task, by their names there."""
    return {
        "bb_score": scores.score.value,
        "bb_score_stderr": scores.score.stderr,
        "bb_norm": scores.norm.value,
        "bb_norm_stderr": scores.norm.stderr,
        "bb_score_parsed": scores.score.parsed_only,
        "bb_parsed": scores.parsed,
    }


def as_text(
    reports: Sequence[Mapping[str, Any]], groups: Sequence[Mapping[str, Any]], subsets: bool = False
) -> str:
    """The reports and group means of one model as a table."""
    lines = [("task", "score", "95 % interval", "norm", "parsed", "parsed only", "rows")]
    for r in reports:
        score_, parsed = r["score"], r["rates"]["parsed"]["value"]
        lines.append(
            (
                r["task"],
                f"{score_['value']:.2f}",
                _interval(score_),
                f"{r['norm']['value']:.2f}",
                f"{100 * parsed:.1f}%",
                f"{score_['parsed_only']['value']:.2f}",
                str(r["rows"]),
            )
        )
        for name, part in r.get("subsets", {}).items() if subsets else ():
            value = f"{part['score']['value']:.2f}"
            interval, rows = _interval(part["score"]), str(part["rows"])
            lines.append((f"  {name}", value, interval, "", "", "", rows))
    for group in groups:
        norm = group["norm"]
        lines.append(
            (f"{group['group']} (norm)", "", _interval(norm), f"{norm['value']:.2f}", "", "", "")
        )
    lines_beside = [line for r in reports for line in _beside_text(r)]
    reasons = [f"{r['task']}: {r['score']['reason']}" for r in reports if r["score"]["reason"]]
    return "\n".join(
        [*aligned(lines), *([""] if reasons or lines_beside else []), *lines_beside, *reasons]
    )


def _beside_text(r: Mapping[str, Any]) -> Iterable[str]:
    for key, what in (("with_fallback", "sentiment model"), ("with_judge", "judge")):
        if key in r:
            value, interval = r[key]["value"], _interval(r[key])
            share = f"{100 * r[key]['decided']['value']:.1f}%"
            yield (
                f"{r['task']}: {value:.2f} ({interval}) with the {what}'s word on {share} of the "
                "rows; not the headline"
            )


def _interval(estimate: Mapping[str, Any]) -> str:
    low, high = estimate["interval"]
    return f"{low:.2f} to {high:.2f}"


def compare_runs(
    groups: Sequence[Sequence[TaskRun]],
    any_format: bool = False,
    shared_rows: bool = False,
    draws: int = DRAWS,
) -> compare.Comparison:
    """Compare models, each given by its runs.

    Raises ``ValueError`` for runs of one task in different prompt formats or hints (unless
    ``any_format``), for a model with several runs of a task, and for different rows (unless
    ``shared_rows``).
    """
    specs = {}
    answers: dict[str, dict[str, compare.Answers]] = {}
    settings: dict[str, dict[str, tuple[str, ...]]] = {}
    for group in groups:
        name = group[0].model
        if name in answers:  # two runs of one model: their folders tell them apart
            name = f"{name} ({group[0].source.parent})"
        answers[name], settings[name] = {}, {}
        for run in group:
            task = run.spec.id if any_format else run.name
            if task in answers[name]:
                raise ValueError(f"{name}: several runs of {task}; name one of their samples files")
            specs[task] = run.spec
            answers[name][task] = compare.Answers(run.ids, run.table)
            settings[name][task] = tuple(run.settings[key] for key in SETTINGS)
    if not any_format:
        _same_settings(settings)
    return compare.compare(specs, answers, shared_rows=shared_rows, draws=draws)


def _same_settings(settings: Mapping[str, Mapping[str, tuple[str, ...]]]) -> None:
    first_of: dict[str, tuple[str, tuple[str, ...]]] = {}
    for model, tasks in settings.items():
        for task, found in tasks.items():
            if found[0] == PREDICTION:  # models that read no prompt may stand beside any
                continue
            other, expected = first_of.setdefault(task, (model, found))
            if found != expected:
                raise ValueError(
                    f"{task}: {other} was asked in format, hints and style {', '.join(expected)}, "
                    f"{model} in {', '.join(found)}. Compare them all the same with --any-format."
                )


def comparison_text(comparison: compare.Comparison) -> str:
    """Every pair as a table: differences, intervals, p-values, and what the rows could show."""
    out = []
    for pair in comparison.pairs:
        head = (
            "task",
            "first",
            "second",
            "difference",
            "95 % interval",
            "p",
            "q",
            "detectable",
            "rows",
        )
        lines = [head]
        for d in pair.tasks:
            lines.append(
                (
                    d.task,
                    f"{d.first:.2f}",
                    f"{d.second:.2f}",
                    f"{d.value:+.2f}",
                    f"{d.interval[0]:.2f} to {d.interval[1]:.2f}",
                    f"{d.p:.2g}",
                    f"{d.q:.2g}{' *' if d.q < 0.05 else '  '}",
                    f"{d.detectable:.2f}",
                    str(d.n),
                )
            )
        out.append(f"{pair.first} (first) and {pair.second} (second)")
        out += aligned(lines)
        out.append(
            f"first wins {pair.wins}, loses {pair.losses}, ties {pair.ties} of {len(pair.tasks)} tasks; "
            f"clearly (q < 0.05) wins {pair.clear_wins}, loses {pair.clear_losses}"
        )
        out.append(
            f"mean difference of norm {pair.mean:+.2f} ({pair.interval[0]:.2f} to "
            f"{pair.interval[1]:.2f}), p {pair.p:.2g}\n"
        )
    out += [f"left out: {task}: {why}" for task, why in comparison.left_out.items()]
    out.append(
        "difference: first minus second, points of the headline metric; q: p after Benjamini-Hochberg"
    )
    out.append("detectable: true difference these rows would show four times in five")
    return "\n".join(out)
