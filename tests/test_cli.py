"""The ``biobench`` command: fast help, one clear line for a mistake, output that programs can read."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from biobench.cli import main


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "biobench.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_help_shows_every_command_with_an_example_and_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom biobench.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted({'torch', 'numpy', 'lm_eval', 'yaml', 'transformers'} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.endswith("[]\n")
    for word in ("tasks", "parse", "show", "lm_eval --tasks biobench_dna --model vllm"):
        assert word in result.stdout


def test_tasks_are_listed_for_people_and_for_programs(capsys: Any) -> None:
    assert main(["tasks"]) == 0
    assert "biobench_cpd" in capsys.readouterr().out
    assert main(["tasks", "--json"]) == 0
    facts = {task["id"]: task for task in json.loads(capsys.readouterr().out)}
    assert facts["biobench_ncrna"]["labels"][0] == "5S_rRNA"


def test_parse_reads_json_lines_and_writes_json_lines(monkeypatch: Any, capsys: Any) -> None:
    lines = ['{"output": "{\\"answer\\": \\"Yes\\"}"}', "", '{"output": "", "prompt": "Is it?"}']
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(lines)))
    assert main(["parse", "--task", "biobench_cpd"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(a["value"], a["status"]) for a in answers] == [(True, "parsed"), (None, "empty")]
    assert set(answers[0]) == {"value", "status", "method", "span", "flags"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [("{oops", "line 1: not JSON"), ('{"text": 1}', 'line 1: expected {"output"')],
)
def test_parse_names_the_line_that_is_no_answer(
    monkeypatch: Any, capsys: Any, text: str, problem: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    assert main(["parse", "--task", "biobench_cpd"]) == 1
    assert problem in capsys.readouterr().err


def test_an_unknown_task_is_answered_with_the_known_ones(capsys: Any) -> None:
    assert main(["parse", "--task", "cpd"]) == 1
    assert "'cpd' is none of biobench_emp" in capsys.readouterr().err


def results(folder: Path, model: str, score: float) -> None:
    folder.mkdir()
    row = {"alias": "x", "bb_score,biobench": score, "bb_score_stderr,biobench": 1.5,
           "bb_parsed,biobench": 0.5, "bb_score_stderr_stderr,biobench": "N/A"}  # fmt: skip
    content = {
        "results": {
            "biobench_cpd": row,
            "biobench_dna": {"bb_norm,biobench": 7.0},
            "hellaswag": {"acc,none": 1},
        },
        "config": {"model": model, "model_args": {}},
        "configs": {"biobench_cpd": {"metadata": {"data": "mini"}}},
    }
    (folder / "results_2026.json").write_text(json.dumps(content))


def test_show_puts_runs_side_by_side_and_says_what_is_synthetic(
    tmp_path: Path, capsys: Any
) -> None:
    results(tmp_path / "a", "one", 12.345)
    results(tmp_path / "b", "two", -3.0)
    assert main(["show", str(tmp_path), "--output", str(tmp_path / "out" / "table.txt")]) == 0
    out = capsys.readouterr().out
    assert "12.35 ± 1.50 (50%)" in out or "12.34 ± 1.50 (50%)" in out
    assert "-3.00 ± 1.50 (50%)" in out
    assert "synthetic mini data" in out
    assert "hellaswag" not in out
    assert (tmp_path / "out" / "table.txt").read_text() == out


def test_show_says_where_it_looked_in_vain(tmp_path: Path) -> None:
    done = run("show", str(tmp_path))
    assert done.returncode == 1
    assert f"no biobench results in {tmp_path}" in done.stderr
    assert "Traceback" not in done.stderr
