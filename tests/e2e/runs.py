"""What a run of plain ``lm_eval run`` left on disk, read strictly."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pytest

from biobench.harness import ROW_KEYS
from biobench.spec import builtin_specs
from tests.commands import REPOSITORY, run
from tests.conftest import REAL_DATA

LM_EVAL = Path(sys.executable).with_name("lm_eval")
#: Real rows where they are (the path of the README), synthetic rows elsewhere.
DATA = "local:../shared/data/real" if REAL_DATA.is_dir() else "mini"

#: vLLM's CPU build: in one process, nothing compiled; small models are fastest on one thread.
SETTINGS = {
    "VLLM_ENABLE_V1_MULTIPROCESSING": "0",
    "TORCHDYNAMO_DISABLE": "1",
    "OMP_NUM_THREADS": "1",
}
#: What every run of a local checkpoint is given; its folder follows.
HF = "dtype=float32,pretrained="
VLLM = "dtype=float32,enforce_eager=True,kv_cache_memory_bytes=268435456,max_model_len=2048,pretrained="
HF_BATCH = ("--device", "cpu", "--batch_size", "16")
VLLM_BATCH = ("--batch_size", "auto")
RECORD = {"task", "data", "gold", "value", "status", "cluster", "subset", "index"}
#: Name under which the server knows its model.
SERVED = "tiny"


@dataclass(frozen=True)
class Run:
    """Results by task or group and metric, samples by task, and what was printed."""

    folder: Path
    results: Mapping[str, Mapping[str, Any]]
    samples: Mapping[str, Sequence[Mapping[str, Any]]]
    output: str

    def prompts(self, task: str) -> list[Any]:
        """What the model was given for each row of a task."""
        return [sample["arguments"]["gen_args_0"]["arg_0"] for sample in self.samples[task]]

    def answers(self, task: str) -> list[str]:
        """What the model said to each row of a task."""
        return [sample["resps"][0][0] for sample in self.samples[task]]


def evaluate(
    folder: Path,
    model: str,
    model_args: str,
    tasks: str,
    *more: str,
    data: str = DATA,
    env: Mapping[str, str] | None = None,
) -> Run:
    """Run ``lm_eval run`` from the repository and read what it wrote."""
    done = run(
        LM_EVAL, "run", "--model", model, "--model_args", model_args, "--tasks", tasks, *more,
        "--metadata", json.dumps({"data": data}), "--log_samples", "--output_path", folder,
        cwd=REPOSITORY, env=env, timeout=600,
    )  # fmt: skip
    (results,) = folder.rglob("results_*.json")
    samples: dict[str, list[Any]] = {}
    for path in folder.rglob("samples_*.jsonl"):
        task = path.name.removeprefix("samples_").rpartition("_")[0]
        lines = [_strict(line) for line in path.read_text(encoding="utf-8").splitlines()]
        samples[task] = [line for line in lines if line["filter"] == "biobench"]
    return Run(
        folder, _strict(results.read_text(encoding="utf-8"))["results"], samples, done.stdout
    )


def check_scores(found: Run, task: str, rows: int, data: str = DATA) -> None:
    """All that is promised of one task's results and samples."""
    scores = found.results[task]
    kind = builtin_specs()[found.samples[task][0]["doc"]["task"]].kind
    for name in ("bb_score", *ROW_KEYS[kind], "bb_parsed", "bb_refused"):
        assert math.isfinite(scores[f"{name},biobench"]), name
    assert scores["bb_score_stderr,biobench"] >= 0
    assert len(found.samples[task]) == rows
    assert f"|{task}" in found.output.replace(" - ", "")
    for sample in found.samples[task]:
        record = sample["bb_score"]
        assert set(record) >= RECORD
        assert record["task"] == sample["doc"]["task"]
        assert record["data"] == data
        assert "label" not in sample["doc"]
        assert (record["value"] is not None) == (record["status"] == "parsed")
    parsed = sum(s["bb_score"]["status"] == "parsed" for s in found.samples[task]) / rows
    assert scores["bb_parsed,biobench"] == pytest.approx(parsed)


def _strict(text: str) -> Any:
    return json.loads(text, parse_constant=_refuse)


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")
