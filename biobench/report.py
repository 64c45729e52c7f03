"""Scores of stored answers, as JSON and as text: every metric with its interval, subsets and rates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from biobench.metrics import DRAWS, Scores, score, score_subsets
from biobench.runs import TaskRun


def report(run: TaskRun, draws: int = DRAWS) -> dict[str, Any]:
    """Everything that is computed from the answers of one task, ready for JSON (all numbers finite)."""
    scores = score(run.spec, run.table, draws)
    return {
        "model": run.model,
        "task": run.name,
        "settings": dict(run.settings),
        "rows": len(run.table),
        "clusters": scores.clusters,
        "headline": scores.headline,
        "score": _estimate(scores.score),
        "norm": _estimate(scores.norm),
        "best_constant": scores.best_constant,
        "metrics": {name: _estimate(value) for name, value in scores.metrics.items()},
        "rates": {
            name: {"value": r.value, "stderr": r.stderr, "interval": list(r.interval)}
            for name, r in scores.rates.items()
        },
        "subsets": {
            name: {"rows": part.n, "score": _estimate(part.score)}
            for name, part in score_subsets(run.spec, run.table, draws).items()
        },
        "source": str(run.source),
    }


def _estimate(e: Any) -> dict[str, Any]:
    found = {
        "value": e.value,
        "stderr": e.stderr,
        "interval": list(e.interval),
        "parsed_only": e.parsed_only,
        "parsed_only_interval": list(e.parsed_only_interval),
    }
    return {**found, "reason": e.reason} if e.reason else found


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


def as_text(reports: Sequence[Mapping[str, Any]], subsets: bool = False) -> str:
    """The reports of one or more models as a table for a terminal."""
    lines = [("task", "score", "95 % interval", "norm", "parsed", "parsed only", "rows")]
    for r in reports:
        low, high = r["score"]["interval"]
        lines.append(
            (
                r["task"],
                f"{r['score']['value']:.2f}",
                f"{low:.2f} to {high:.2f}",
                f"{r['norm']['value']:.2f}",
                f"{100 * r['rates']['parsed']['value']:.1f}%",
                f"{r['score']['parsed_only']:.2f}",
                str(r["rows"]),
            )
        )
        for name, part in r["subsets"].items() if subsets else ():
            low, high = part["score"]["interval"]
            value = f"{part['score']['value']:.2f}"
            lines.append(
                (f"  {name}", value, f"{low:.2f} to {high:.2f}", "", "", "", str(part["rows"]))
            )
    return "\n".join([*_aligned(lines), *_reasons(reports)])


def _aligned(lines: Sequence[Sequence[str]]) -> Iterable[str]:
    widths = [max(map(len, column)) for column in zip(*lines)]
    for line in lines:
        first, *others = (
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths))
        )
        yield "  ".join((first, *others)).rstrip()


def _reasons(reports: Sequence[Mapping[str, Any]]) -> list[str]:
    found = [f"{r['task']}: {r['score']['reason']}" for r in reports if r["score"].get("reason")]
    return ["", *found] if found else []
