"""The facts of a task are checked once, and a mistake is named by file and key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from biobench.spec import SpecError, builtin_specs, load_specs, read_spec, task_files

FACTS: dict[str, Any] = {
    "id": "biobench_made_up",
    "title": "Made up",
    "abbreviation": "MU",
    "omics": "dna",
    "kind": "number",
    "headline": "spearman",
    "molecules": ["dna"],
    "official": ["made-up"],
    "question": "{0} How much?",
    "hint": "Return a number.",
    "values": [{"name": "activity", "low": 0, "high": 1}],
}


def changed(**facts: Any) -> dict[str, Any]:
    return {k: v for k, v in {**FACTS, **facts}.items() if v is not ...}


def test_complete_facts_become_a_spec() -> None:
    spec = read_spec(FACTS, 1.0, "made_up.yaml")
    assert spec.values[0].high == 1.0
    assert spec.task_type == "regression"


@pytest.mark.parametrize(
    ("facts", "key", "problem"),
    [
        (changed(colour="red"), "colour", "unknown key"),
        (changed(title=...), "title", "missing"),
        (changed(omics="lipid"), "omics", "'lipid' is none of dna, rna, protein, multi"),
        (changed(kind="essay"), "kind", "'essay' is none of"),
        (changed(headline="mcc"), "headline", "'mcc' is none of spearman, r2, mixed"),
        (
            changed(values=[{"name": "a", "low": 5, "high": 1}]),
            "values[0]",
            "low 5 is not below high 1",
        ),
        (changed(values=[{"name": "a", "lo": 5}]), "values[0].lo", "unknown key"),
        (changed(values=[]), "values", "takes 1 to 1, found 0"),
        (changed(molecules=["dna", "fat"]), "molecules", "'fat' is none of"),
        (changed(official="made-up"), "official", "expected a list of texts"),
        (changed(official=["a", "a"]), "official", "repeated: ['a']"),
        (changed(official=[12]), "official", "quote it in the YAML"),
        (changed(skip=["other"]), "skip", "not among the official strings"),
        (changed(labels=["a", "b"]), "labels", "kind number takes none"),
        (changed(cluster_by=1), "cluster_by", "no position of a sequence"),
        (changed(test_rows=-1), "test_rows", "positive whole number"),
        (changed(lengths=[[9, 3]]), "lengths", "low before high"),
        (changed(within={"narrow": ["wide"]}), "within", "['narrow', 'wide'] not among the labels"),
    ],
)
def test_a_mistake_is_named_by_file_key_and_value(facts: Any, key: str, problem: str) -> None:
    with pytest.raises(SpecError) as caught:
        read_spec(facts, 1.0, "made_up.yaml")
    assert str(caught.value).startswith(f"made_up.yaml: metadata.biobench.{key}: ")
    assert problem in str(caught.value)


def yaml_of(folder: Path, name: str, official: str) -> Path:
    path = folder / f"{name}.yaml"
    facts = str(changed(id=name, official=[official])).replace("'", '"')
    path.write_text(f"task: {name}\nmetadata: {{version: 1.0, biobench: {facts}}}\n")
    return path


def test_two_tasks_cannot_claim_the_same_official_string(tmp_path: Path) -> None:
    files = [yaml_of(tmp_path, "one", "shared-name"), yaml_of(tmp_path, "two", "shared-name")]
    with pytest.raises(
        SpecError, match=r"two\.yaml: .*official: 'shared-name' belongs to one already"
    ):
        load_specs(files)


def test_the_name_in_the_facts_is_the_name_of_the_task(tmp_path: Path) -> None:
    path = yaml_of(tmp_path, "one", "x")
    path.write_text(path.read_text().replace("task: one", "task: other"))
    with pytest.raises(SpecError, match=r"biobench\.id: 'one' is not the task's name 'other'"):
        load_specs([path])


@pytest.mark.parametrize("path", task_files(), ids=lambda p: p.stem)
def test_every_yaml_of_the_package_can_be_read(path: Path) -> None:
    assert "group:" in path.read_text() or len(load_specs([path])) == 1


@pytest.mark.parametrize("spec", builtin_specs().values(), ids=lambda s: s.id)
def test_every_task_is_complete(spec: Any) -> None:
    assert spec.citation
    assert spec.test_rows
    assert spec.lengths
    assert spec.folder
    assert all(f"{{{i}}}" in spec.question for i in range(len(spec.molecules)))
