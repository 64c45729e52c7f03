"""Every task and group has its name in every prompt format, and lm-eval can load each.

lm-eval leaves out a YAML it cannot read without a word, so the full list is asserted.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from biobench.prompts import FORMATS
from biobench.registration import name_in, write_tasks
from biobench.spec import OMICS, TASKS_FOLDER, builtin_specs

#: The examination as the paper has it (Biology-Instructions, Tables 4-7) in our names.
PAPER = {
    "biobench_emp", "biobench_enhancer", "biobench_pd300", "biobench_cpd", "biobench_tf_human",
    "biobench_tf_mouse", "biobench_apa", "biobench_ncrna", "biobench_modification", "biobench_mrl",
    "biobench_prs", "biobench_crispr", "biobench_ec", "biobench_stability", "biobench_fluorescence",
    "biobench_solubility", "biobench_thermostability", "biobench_aan", "biobench_rpi", "biobench_epi",
    "biobench_sirna",
}  # fmt: skip
TASKS = tuple(builtin_specs())
GROUPS = ("biobench", *(f"biobench_{o}" for o in OMICS if f"biobench_{o}" not in TASKS))
SUFFIXES = {"open": "", "closed": "_closed", "chat": "_chat", "reasoning": "_reasoning"}


def manager(**settings: Any) -> Any:
    """lm-eval's own task manager, extended by nothing but the installed hook."""
    from lm_eval.tasks import TaskManager

    return TaskManager(include_defaults=False, **settings)


def test_the_hook_is_part_of_the_installation() -> None:
    from lm_eval.tasks import TaskManager

    assert getattr(TaskManager.__init__, "biobench", False), (
        "the tests need the package installed (make test does it), a path to the sources is not enough"
    )


def test_every_yaml_is_a_task_of_the_paper_or_a_group() -> None:
    files = sorted(TASKS_FOLDER.glob("*/*.yaml")) + sorted(TASKS_FOLDER.glob("[!_]*.yaml"))
    heads = [_head(path) for path in files]
    assert sorted(h["task"] for h in heads if "group" not in h) == sorted(TASKS)
    assert {h["group"] for h in heads if "group" in h} <= set(GROUPS)
    assert set(TASKS) == PAPER


def _head(path: Path) -> dict[str, Any]:
    """The lines of a YAML that are its own."""

    class Loader(yaml.SafeLoader):
        """Takes a function for its name."""

    Loader.add_constructor("!function", lambda loader, node: loader.construct_scalar(node))
    head: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)
    return head


def groups() -> dict[str, list[str]]:
    """Groups that have tasks, with their members in the format ``open``."""
    by_omics: dict[str, list[str]] = {}
    for spec in builtin_specs().values():
        by_omics.setdefault(f"biobench_{spec.omics}", []).append(spec.id)
    return {**by_omics, "biobench": list(by_omics)}


def test_the_names_are_tasks_and_groups_times_formats() -> None:
    assert set(SUFFIXES) == set(FORMATS)
    expected = {base + suffix for base in (*TASKS, *groups()) for suffix in SUFFIXES.values()}
    found = manager()
    assert set(found.all_tasks) == expected
    assert len(expected) == 4 * (len(TASKS) + len(groups()))
    assert set(found.all_subtasks) == {t + s for t in TASKS for s in SUFFIXES.values()}
    assert set(found.all_groups) == {g + s for g in groups() for s in SUFFIXES.values()}
    assert found.all_tasks == sorted(found.all_tasks)
    assert found.match_tasks(["biobench*_chat"]) == sorted(
        n for n in expected if n.endswith("_chat")
    )


@pytest.fixture(scope="module")
def mini() -> Any:
    """A manager whose tasks are loaded on synthetic rows."""
    return manager(metadata={"data": "mini"})


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("task", TASKS)
def test_every_task_loads_in_every_format(mini: Any, task: str, format_name: str) -> None:
    name = name_in(task, format_name)
    loaded = mini.load(name)["tasks"]
    assert list(loaded) == [name]
    found = loaded[name]
    assert found.config.metadata["version"] == builtin_specs()[task].version
    assert found.has_test_docs()
    docs = list(found.test_docs())
    assert len({doc["id"] for doc in docs}) == len(docs) > 20
    for doc in docs[:5]:
        assert not {"label", "answer", "target", "gold", "output"} & set(doc)
        question = found.doc_to_text(doc)
        assert all(sequence in question for sequence in doc["sequences"])
        assert isinstance(found.doc_to_target(doc), str)
        assert found.doc_to_target(doc)
    assert list(found.fewshot_docs()), "few-shot examples come from the dev split"
    assert not {d["id"] for d in found.fewshot_docs()} & {d["id"] for d in docs}
    generation = found.config.generation_kwargs
    assert generation["until"], "without it lm-eval would stop at a blank line"
    assert generation["max_gen_toks"] >= 64
    assert not generation["do_sample"]


@pytest.mark.parametrize("suffix", SUFFIXES.values())
def test_every_group_loads_its_tasks_in_its_own_format(mini: Any, suffix: str) -> None:
    for group, members in groups().items():
        loaded = mini.load(group + suffix)
        assert sorted(loaded["group_map"][group + suffix]) == sorted(m + suffix for m in members)
        inside = TASKS if group == "biobench" else members
        assert sorted(loaded["tasks"]) == sorted(name + suffix for name in inside)


def test_written_yamls_say_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``--include_path $(biobench tasks --path)`` and the hook define the same tasks."""
    folder = write_tasks(tmp_path / "tasks")
    hooked = manager(metadata={"data": "mini"})
    both = manager(metadata={"data": "mini"}, include_path=str(folder))
    assert both.all_tasks == hooked.all_tasks
    for name in hooked.all_subtasks:
        entry = both.task_index[name]
        assert entry.yaml_path.parent == folder, f"{name}: the written file must win"
        ours, theirs = (m.load(name)["tasks"][name].dump_config() for m in (hooked, both))
        assert _comparable(ours) == _comparable(theirs)


def _comparable(config: dict[str, Any]) -> dict[str, Any]:
    """A configuration without the place of its YAML."""
    metadata = {k: v for k, v in config["metadata"].items() if k != "config_source"}
    return {**config, "metadata": metadata}


def test_written_yamls_are_kept_and_repaired(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BIOBENCH_CACHE", str(tmp_path))
    folder = write_tasks()
    assert folder.parent == tmp_path
    file = folder / "biobench_cpd_closed.yaml"
    before = file.read_text(encoding="utf-8"), file.stat().st_mtime_ns
    assert write_tasks() == folder
    assert (file.read_text(encoding="utf-8"), file.stat().st_mtime_ns) == before
    file.write_text("half a fi", encoding="utf-8")
    os.utime(file)
    write_tasks()
    assert file.read_text(encoding="utf-8") == before[0]
    assert not list(folder.glob("*.part*"))
