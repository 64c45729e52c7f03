"""Every task and group runs in every format, with and without examples: 26 names times 4."""

from __future__ import annotations

import math
from typing import Any

import lm_eval
import pytest
from lm_eval.tasks import TaskManager

from biobench.models.baselines import Majority
from biobench.prompts import FORMATS
from biobench.registration import name_in
from biobench.spec import OMICS, builtin_specs

TASKS = tuple(builtin_specs())
GROUPS = ("biobench", *(f"biobench_{o}" for o in OMICS))


@pytest.mark.parametrize("examples", [0, 2])
@pytest.mark.parametrize("format_name", FORMATS)
def test_all_names_of_a_format_run(format_name: str, examples: int) -> None:
    names = [name_in(name, format_name) for name in TASKS]
    groups = [name_in(name, format_name) for name in GROUPS]
    assert len(names) + len(groups) == 26
    manager = TaskManager(include_defaults=False, metadata={"data": "mini"})
    results: dict[str, Any] = lm_eval.simple_evaluate(
        Majority(), tasks=[groups[0]], task_manager=manager, limit=12, num_fewshot=examples
    )
    assert set(results["results"]) == {*names, *groups}
    for name in names:
        scores = results["results"][name]
        assert scores["bb_parsed,biobench"] == 1, name
        assert math.isfinite(scores["bb_score,biobench"]), name
        assert math.isfinite(scores["bb_score_stderr,biobench"]), name
        prompt = results["samples"][name][0]["arguments"][0][0]
        targets = {s["target"] for s in results["samples"][name]}
        assert targets, name
        assert len(prompt) > len(results["samples"][name][0]["doc"]["input"]) * (1 + examples) / 3
    for group in groups[1:]:  # a group asked for by itself gives the same numbers
        members = manager.load([group])["tasks"]
        norms = [results["results"][name]["bb_norm,biobench"] for name in members]
        mean = results["results"][group]["bb_norm,biobench"]
        assert mean == pytest.approx(sum(norms) / len(norms))


def test_published_rows_of_all_tasks_in_their_file_are_scored(real_data: Any) -> None:
    path = real_data.parent / "official_rows.jsonl"
    metadata = {"data": f"local:{path}", "train": "mini"}
    manager = TaskManager(include_defaults=False, metadata=metadata)
    tasks = ["emp", "pd300", "cpd", "tf_human", "tf_mouse", "ncrna", "modification", "ec"]
    results = lm_eval.simple_evaluate(
        Majority(), tasks=[f"biobench_{t}" for t in tasks], task_manager=manager
    )
    rows = sum(n["effective"] for n in results["n-samples"].values())
    assert rows == 52
    assert all(math.isfinite(scores["bb_score,biobench"]) for scores in results["results"].values())
