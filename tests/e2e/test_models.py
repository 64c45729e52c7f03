"""The commands of the README with real models: transformers, vLLM, OpenAI-compatible endpoints.

Every command is plain ``lm_eval run``. Rows are real ones where ``../shared`` is, else synthetic.
"""

from __future__ import annotations

import json
import math
import statistics
import sys
from pathlib import Path
from typing import Any

import pytest

from biobench.judge import Judge
from biobench.prompts import CLOSED, SYSTEM_CHAT
from biobench.spec import builtin_specs
from tests.commands import run
from tests.e2e.runs import (
    HF,
    HF_BATCH,
    SERVED,
    SETTINGS,
    VLLM,
    VLLM_BATCH,
    Run,
    check_scores,
    evaluate,
)

pytestmark = pytest.mark.slow

LIMIT = ("--limit", "24")
TASKS = "biobench_cpd,biobench_ncrna"
CHAT_TASKS = "biobench_cpd_chat,biobench_ncrna_chat"
BABBLE = ("--limit", "12", "--apply_chat_template", "--gen_kwargs", "max_gen_toks=48")


@pytest.fixture(scope="module")
def hf(base_qwen: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Plain prompts, transformers."""
    folder = tmp_path_factory.mktemp("hf")
    return evaluate(folder, "hf", f"{HF}{base_qwen}", TASKS, *HF_BATCH, *LIMIT, env=SETTINGS)


@pytest.fixture(scope="module")
def vllm(base_qwen: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Plain prompts, vLLM."""
    folder = tmp_path_factory.mktemp("vllm")
    return evaluate(folder, "vllm", f"{VLLM}{base_qwen}", TASKS, *VLLM_BATCH, *LIMIT, env=SETTINGS)


@pytest.fixture(scope="module")
def chat_hf(babbling_llama: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The chat format, transformers."""
    folder, command = tmp_path_factory.mktemp("chat-hf"), (*HF_BATCH, *BABBLE)
    return evaluate(folder, "hf", f"{HF}{babbling_llama}", CHAT_TASKS, *command, env=SETTINGS)


@pytest.fixture(scope="module")
def chat_vllm(babbling_llama: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The chat format, vLLM."""
    folder, command = tmp_path_factory.mktemp("chat-vllm"), (*VLLM_BATCH, *BABBLE)
    return evaluate(folder, "vllm", f"{VLLM}{babbling_llama}", CHAT_TASKS, *command, env=SETTINGS)


@pytest.fixture(scope="module")
def fewshot(chat_llama: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Groups with two examples a question, on synthetic rows (all tasks have those)."""
    return evaluate(
        tmp_path_factory.mktemp("fewshot"), "hf", f"{HF}{chat_llama}",
        "biobench_dna_chat,biobench_rna_chat", *HF_BATCH, "--num_fewshot", "2", "--limit", "6",
        "--apply_chat_template", "--gen_kwargs", "max_gen_toks=32", data="mini", env=SETTINGS,
    )  # fmt: skip


@pytest.fixture(scope="module", params=["openai-chat-completions", "local-chat-completions"])
def served(
    request: pytest.FixtureRequest, server: str, tmp_path_factory: pytest.TempPathFactory
) -> Run:
    """The closed format through one of lm-eval's clients."""
    arguments = f"model={SERVED},base_url={server}/chat/completions,num_concurrent=8,max_retries=2"
    return evaluate(
        tmp_path_factory.mktemp("served"), request.param, arguments,
        "biobench_cpd_closed,biobench_ncrna_closed", "--apply_chat_template", *LIMIT,
        env={"OPENAI_API_KEY": "not a key"},
    )  # fmt: skip


class TestLocalCheckpoints:
    """``--model hf`` and ``--model vllm``."""

    @pytest.mark.parametrize("task", TASKS.split(","))
    @pytest.mark.parametrize("backend", ["hf", "vllm"])
    def test_scores_are_finite_and_rows_recorded(
        self, request: pytest.FixtureRequest, backend: str, task: str
    ) -> None:
        found: Run = request.getfixturevalue(backend)
        check_scores(found, task, 24)
        assert found.results[task]["bb_parsed,biobench"] > 0.5, "this model learned the form"

    @pytest.mark.parametrize("task", TASKS.split(","))
    def test_vllm_gives_the_answers_of_transformers(self, hf: Run, vllm: Run, task: str) -> None:
        assert vllm.prompts(task) == hf.prompts(task)
        assert vllm.answers(task) == hf.answers(task)
        assert len(set(hf.answers(task))) > 1
        for name in ("score", "score_stderr", "norm", "parsed"):
            key = f"bb_{name},biobench"
            assert vllm.results[task][key] == hf.results[task][key], "same answers, same numbers"

    def test_rows_are_the_same_and_mixed_whatever_the_model(self, hf: Run, chat_hf: Run) -> None:
        plain = [s["doc"]["id"] for s in hf.samples["biobench_cpd"]]
        chat = [s["doc"]["id"] for s in chat_hf.samples["biobench_cpd_chat"]]
        assert plain[: len(chat)] == chat
        assert len({s["bb_score"]["gold"] for s in hf.samples["biobench_cpd"]}) == 2

    def test_plain_prompts_are_those_of_the_paper(self, hf: Run) -> None:
        for prompt in hf.prompts("biobench_cpd"):
            assert prompt.startswith("My question is <dna>")
            assert prompt.endswith("Return yes or no. Do not explain or repeat.")

    def test_the_table_shows_both_runs(self, hf: Run, vllm: Run) -> None:
        command = Path(sys.executable).with_name("biobench")
        done = run(command, "show", hf.folder, vllm.folder)
        assert done.stdout.count("±") >= 4
        assert "biobench_cpd" in done.stdout
        assert "biobench_ncrna" in done.stdout


class TestChat:
    """The chat format: the system prompt of the paper, in the model's own template."""

    @pytest.mark.parametrize("task", CHAT_TASKS.split(","))
    @pytest.mark.parametrize("backend", ["chat_hf", "chat_vllm"])
    def test_answers_of_any_length_are_scored(
        self, request: pytest.FixtureRequest, backend: str, task: str
    ) -> None:
        check_scores(request.getfixturevalue(backend), task, 12)

    def test_the_system_prompt_is_a_turn_of_its_own(self, chat_hf: Run) -> None:
        for prompt in chat_hf.prompts("biobench_cpd_chat"):
            assert prompt.startswith(
                f"<|begin|><|turn|>system\n{SYSTEM_CHAT}<|end|><|turn|>user\n<dna>"
            )
            assert prompt.endswith("<|end|><|turn|>assistant\n")
            assert prompt.count(SYSTEM_CHAT) == 1

    @pytest.mark.parametrize("task", CHAT_TASKS.split(","))
    def test_long_answers_are_the_same_token_by_token(
        self, chat_hf: Run, chat_vllm: Run, task: str
    ) -> None:
        assert chat_vllm.prompts(task) == chat_hf.prompts(task)
        # Cut in the middle of a letter, transformers shows a replacement and vLLM holds the bytes back.
        ours, theirs = (
            [answer.rstrip("\ufffd") for answer in found.answers(task)]
            for found in (chat_vllm, chat_hf)
        )
        assert ours == theirs
        assert sum(map(len, chat_hf.answers(task))) > 500

    @pytest.mark.parametrize("omics", ["dna", "rna"])
    def test_groups_average_their_tasks(self, fewshot: Run, omics: str) -> None:
        members = [s.id for s in builtin_specs().values() if s.omics == omics]
        tasks = [fewshot.results[f"{member}_chat"] for member in members]
        group = fewshot.results[f"biobench_{omics}_chat"]
        for name in ("bb_norm,biobench", "bb_parsed,biobench"):
            values = [scores[name] for scores in tasks]
            assert all(map(math.isfinite, values))
            assert group[name] == pytest.approx(statistics.fmean(values))
        assert all(math.isfinite(scores["bb_score_stderr,biobench"]) for scores in tasks)
        assert not any(key.startswith(("bb_score", "bb_mcc", "bb_acc")) for key in group)

    def test_few_shot_examples_are_turns(self, fewshot: Run) -> None:
        task = "biobench_cpd_chat"
        for sample, prompt in zip(fewshot.samples[task], fewshot.prompts(task)):
            system, *turns, last = prompt.removeprefix("<|begin|>").split("<|end|>")
            assert system == f"<|turn|>system\n{SYSTEM_CHAT}"
            assert [t.split("\n")[0] for t in turns] == [
                f"<|turn|>{role}" for role in ("user", "assistant", "user", "assistant", "user")
            ]
            assert {turns[1].split("\n")[1], turns[3].split("\n")[1]} <= {"Yes", "No"}
            assert turns[4] == f"<|turn|>user\n{sample['doc']['input']}"
            assert sample["doc"]["input"] not in turns[0] + turns[2]
            assert last == "<|turn|>assistant\n"


class TestEndpoints:
    """``--model openai-chat-completions`` and ``local-chat-completions`` against ``vllm serve``."""

    def test_json_answers_are_read(self, served: Run) -> None:
        for task in ("biobench_cpd_closed", "biobench_ncrna_closed"):
            check_scores(served, task, 24)
            assert served.results[task]["bb_parsed,biobench"] > 0.5
        answers = [json.loads(text) for text in served.answers("biobench_cpd_closed")]
        assert {a["answer"] for a in answers} <= {"Yes", "No"}

    def test_the_question_is_the_only_turn(self, served: Run) -> None:
        begin = CLOSED.partition("{input}")[0]
        for prompt in served.prompts("biobench_cpd_closed"):
            (turn,) = _messages(prompt)
            assert turn["role"] == "user"
            assert turn["content"].startswith(begin)
            assert "Return yes or no." in turn["content"]

    def test_no_key_is_written_down(self, served: Run) -> None:
        for path in served.folder.rglob("*.json*"):
            assert "not a key" not in path.read_text(encoding="utf-8")

    def test_a_judge_asks_the_server_and_takes_nothing_without_a_quotation(
        self, server: str, tmp_path: Path
    ) -> None:
        """This model learned to answer, not to judge: it is served, heard and not believed."""
        short = {"temperature": 0, "max_tokens": 24}
        texts = ["Everything points to it.", "Nothing points to it."]
        judge = Judge(server, SERVED, cache=tmp_path, options=short)
        answers = judge.read(builtin_specs()["biobench_cpd"], texts)
        assert not any(answer.parsed for answer in answers)
        assert (judge.counts.asked, judge.counts.failed) == (2, 0)
        again = Judge(server, SERVED, cache=tmp_path, options=short)
        assert again.read(builtin_specs()["biobench_cpd"], texts) == answers
        assert (again.counts.asked, again.counts.cached) == (0, 2)


def _messages(prompt: Any) -> Any:
    """The turns of a chat request; lm-eval logs them as JSON text, in a list of one."""
    while isinstance(prompt, (str, list)) and not (prompt and isinstance(prompt[0], dict)):
        prompt = json.loads(prompt) if isinstance(prompt, str) else prompt[0]
    return prompt
