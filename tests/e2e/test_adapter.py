"""A LoRA adapter beside its base model, in plain ``lm_eval run``: transformers with peft, vLLM, merged.

The adapter is trained here on a task its base never saw, so a backend that left it out would show.
Rows are synthetic: no real ones exist for that task.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.commands import run
from tests.e2e.runs import (
    HF,
    HF_BATCH,
    SETTINGS,
    VLLM,
    VLLM_BATCH,
    Run,
    check_scores,
    evaluate,
)

pytestmark = pytest.mark.slow

#: Above vLLM's default of 16, so that ``max_lora_rank`` matters.
RANK = 32
ROWS = 12
#: The first is known to the base, the second to the adapter alone.
TASKS = ("biobench_cpd", "biobench_apa")


@pytest.fixture(scope="module")
def folders(base_qwen: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Checkpoints: the base, an adapter for it, and both merged into one."""
    from tests.checkpoints import save, train, with_lora

    place = tmp_path_factory.mktemp("adapters")
    tuned = train(with_lora(base_qwen, RANK), ["open"], TASKS, steps=100)
    adapter = save(tuned, place / "adapter")
    tuned.model = tuned.model.merge_and_unload()
    return {"base": base_qwen, "adapter": adapter, "merged": save(tuned, place / "merged")}


@pytest.fixture(scope="module")
def base(folders: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The base alone."""
    return _run(tmp_path_factory, "hf", f"{HF}{folders['base']}")


@pytest.fixture(scope="module")
def hf(folders: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Base and adapter, transformers with peft."""
    return _run(tmp_path_factory, "hf", f"{HF}{folders['base']},peft={folders['adapter']}")


@pytest.fixture(scope="module")
def vllm(folders: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Base and adapter, vLLM."""
    lora = f"lora_local_path={folders['adapter']},max_lora_rank={RANK}"
    return _run(tmp_path_factory, "vllm", f"{VLLM}{folders['base']},{lora}")


@pytest.fixture(scope="module")
def merged(folders: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Run:
    """One checkpoint made of both, vLLM."""
    return _run(tmp_path_factory, "vllm", f"{VLLM}{folders['merged']}")


def _run(places: pytest.TempPathFactory, model: str, model_args: str) -> Run:
    batch = HF_BATCH if model == "hf" else VLLM_BATCH
    return evaluate(
        places.mktemp(model), model, model_args, ",".join(TASKS), *batch, "--limit", str(ROWS),
        data="mini", env=SETTINGS,
    )  # fmt: skip


def test_the_folder_holds_the_adapter_and_no_model(folders: dict[str, Path]) -> None:
    weights = [path.name for path in folders["adapter"].glob("*.safetensors")]
    assert weights == ["adapter_model.safetensors"]
    assert not (folders["adapter"] / "config.json").exists()


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("backend", ["hf", "vllm", "merged"])
def test_scores_are_finite_and_rows_recorded(
    request: pytest.FixtureRequest, backend: str, task: str
) -> None:
    found: Run = request.getfixturevalue(backend)
    check_scores(found, task, ROWS, data="mini")
    assert found.results[task]["bb_parsed,biobench"] > 0.5, "the adapter learned the form"


@pytest.mark.parametrize("backend", ["hf", "vllm", "merged"])
def test_the_adapter_is_used(request: pytest.FixtureRequest, base: Run, backend: str) -> None:
    found: Run = request.getfixturevalue(backend)
    _, unseen = TASKS
    assert found.prompts(unseen) == base.prompts(unseen)
    assert not set(found.answers(unseen)) & set(base.answers(unseen))
    key = "bb_parsed,biobench"
    assert found.results[unseen][key] > base.results[unseen][key]


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("backend", ["vllm", "merged"])
def test_vllm_gives_the_answers_of_transformers_with_peft(
    request: pytest.FixtureRequest, hf: Run, backend: str, task: str
) -> None:
    found: Run = request.getfixturevalue(backend)
    assert found.prompts(task) == hf.prompts(task)
    assert found.answers(task) == hf.answers(task)
    assert len(set(hf.answers(task))) > 1
    for name in ("score", "score_stderr", "norm", "parsed"):
        key = f"bb_{name},biobench"
        assert found.results[task][key] == hf.results[task][key], "same answers, same numbers"


def test_the_table_tells_base_and_adapter_apart(
    folders: dict[str, Path], base: Run, hf: Run, vllm: Run
) -> None:
    command = Path(sys.executable).with_name("biobench")
    shown = run(command, "show", base.folder, hf.folder, vllm.folder).stdout
    assert shown.count(str(folders["base"])) == 3
    assert shown.count(f"{folders['base']} + {folders['adapter']}") == 2
