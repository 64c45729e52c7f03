"""The report on labelled answers, on a file made up here whose figures can be counted by hand."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.commands import REPOSITORY, run

SCRIPT = REPOSITORY / "scripts" / "extraction-report.py"


def row(task: str, output: str, gold: Any, status: str = "parsed", *tags: str) -> dict[str, Any]:
    return {
        "id": f"row {output[:12]}", "task": f"biobench_{task}", "output": output,
        "gold": gold, "status": status, "tags": tags,
    }  # fmt: skip


#: Ours is right on all but the mislabelled one; the published evaluator, by its rules: see each line.
ROWS = [
    row("cpd", "Yes.", True, "parsed", "plain"),  # "yes"
    row("cpd", "No. A polyester would not bind it.", False, "parsed", "word"),  # polYESter
    row("cpd", "There is a core promoter.", True, "parsed", "phrase"),  # waits for sentiment
    row("mrl", "The 5' UTR has a load of 7.2", 7.2, "parsed", "number"),  # 5
    row("enhancer", '{"hk": 1.5, "dev": -0.2}', {"hk": 1.5, "dev": -0.2}, "parsed", "json"),
    row("modification", "m6A, m5C", ["m6A", "m5C"], "parsed", "list"),  # both, in any order
    row("ncrna", "tRNA", "miRNA", "parsed", "mislabelled"),
    row("cpd", "I cannot determine this.", None, "refused", "refusal"),  # "cannot" holds "no"
    row("mrl", "", None, "empty", "plain"),
]


def report(folder: Path, rows: Any, *options: str, fails: bool = False) -> Any:
    path = folder / "labelled.jsonl"
    lines = [line if isinstance(line, str) else json.dumps(line) for line in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return run(sys.executable, SCRIPT, path, *options, fails=fails)


def test_figures_are_those_counted_by_hand(tmp_path: Path) -> None:
    found = json.loads(report(tmp_path, ROWS, "--json").stdout)
    assert found["all"] == {
        "answers": 7, "others": 2,
        "biobench": {"right": 6, "made_up": 0},
        "official": {"right": 3, "made_up": 1},
    }  # fmt: skip
    assert found["kind"]["binary"]["official"] == {"right": 1, "made_up": 1}
    assert found["task"]["biobench_mrl"]["biobench"] == {"right": 1, "made_up": 0}
    assert found["phenomenon"]["plain"]["answers"] == 1
    assert found["phenomenon"]["plain"]["others"] == 1
    assert found["status"]["biobench"] == {
        "parsed": {"parsed": 7}, "refused": {"refused": 1}, "empty": {"empty": 1}
    }  # fmt: skip
    assert found["status"]["official"]["parsed"] == {"parsed": 6, "undecided": 1}
    assert found["waiting_for_sentiment"] == 1
    (ours,) = found["misread"]["biobench"]
    assert (ours["id"], ours["labelled"], ours["read"]) == ("row tRNA", "miRNA", "tRNA")
    assert len(found["misread"]["official"]) == 5


def test_a_stand_in_decides_what_waits_for_the_sentiment_model(tmp_path: Path) -> None:
    found = json.loads(report(tmp_path, ROWS, "--json", "--sentiment", "positive").stdout)
    assert found["all"]["official"] == {"right": 4, "made_up": 1}
    assert found["waiting_for_sentiment"] == 0


def test_the_tables_show_both_side_by_side(tmp_path: Path) -> None:
    lines = report(tmp_path, ROWS).stdout.splitlines()
    assert lines[0].split("  ")[-1].strip() == "made up: official"
    assert lines[1].split() == ["all", "6/7", "86%", "3/7", "43%", "0/2", "0%", "1/2", "50%"]
    for heading in ("by kind", "by task", "by phenomenon", "official: labelled, read as"):
        assert any(line.startswith(heading) for line in lines), heading
    assert any("1 answers wait for the sentiment model" in line for line in lines)
    assert not any("misread" in line for line in lines)


def test_errors_are_listed_on_request_and_stay_text(tmp_path: Path) -> None:
    shown = report(tmp_path, [row("cpd", "Yes \x1b[31m", False)], "--errors").stdout
    assert "misread by biobench: 1" in shown
    assert "labelled False, read True" in shown
    assert "\x1b" not in shown


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    done = run(sys.executable, SCRIPT, tmp_path / "nowhere.jsonl", fails=True)
    assert done.returncode == 2
    assert done.stderr.startswith(f"extraction-report: {tmp_path}/nowhere.jsonl does not exist: ")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", ":2: expected task, output, gold and status"),
        ("[]", ":2: expected task, output, gold and status"),
        ('{"task": "biobench_cpd"}', ":2: expected task, output, gold and status ('output')"),
        (row("cpdx", "Yes", True), ":2: 'biobench_cpdx' is none of biobench_emp, "),
        (row("cpd", "Yes", True, "read"), ":2: status 'read' is none of parsed, refused"),
        (row("cpd", "Yes", None), ":2: gold is None, but the status is parsed"),
        (row("cpd", "Yes", True, "refused"), ":2: gold is True, but the status is refused"),
    ],
)
def test_a_line_that_is_no_labelled_answer_is_named(
    tmp_path: Path, line: Any, message: str
) -> None:
    done = report(tmp_path, [ROWS[0], line], fails=True)
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_file_has_nothing_to_report(tmp_path: Path) -> None:
    assert "holds no labelled answers" in report(tmp_path, [], fails=True).stderr
