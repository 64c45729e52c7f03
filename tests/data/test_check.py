"""``biobench data check`` says what a folder holds before a run depends on it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from biobench.cli import main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for split, lines in {
        "train": ["a,ACGT,tRNA", "b,GGGG,IRES"],
        "test": ["c,ACGU,tRNA", "d,ACNU,IRES", "e,AC?U,IRES", "f,ACNU,IRES", "g,AAAA,nonsense"],
    }.items():
        (tmp_path / "biobench_ncrna").mkdir(exist_ok=True)
        path = tmp_path / "biobench_ncrna" / f"{split}.csv"
        path.write_text("\n".join(["id,seq,label", *lines]) + "\n")
    return tmp_path


def test_the_report_counts_and_names(folder: Path, capsys: Any) -> None:
    assert main(["data", "check", str(folder), "--json"]) == 1
    train, test = json.loads(capsys.readouterr().out)
    assert train["rows"] == 2
    assert test["rows"] == 3
    assert test["duplicates"] == 1
    assert test["clusters"] == 2
    assert test["letters"] == {"N": 2}
    assert test["labels"] == {"IRES": 2, "tRNA": 1}
    assert [b.partition("test.csv:")[2][:2] for b in test["bad"]] == ["4:", "6:"]
    assert any("4840" in note for note in test["notes"])


def test_people_get_lines(folder: Path, capsys: Any) -> None:
    assert main(["data", "check", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "biobench_ncrna test: 3 rows, 2 independent, 1 repeated" in out
    assert "BAD" in out
    assert "letter '?' at 3 is no rna letter" in out


def test_an_empty_folder_is_told_what_was_expected(tmp_path: Path, capsys: Any) -> None:
    assert main(["data", "check", str(tmp_path)]) == 1
    assert (
        "no rows of any task. Expected folders such as biobench_cpd/test.csv"
        in capsys.readouterr().err
    )


def test_good_data_pass(real_data: Path, capsys: Any) -> None:
    assert main(["data", "check", str(real_data)]) == 0
    assert "biobench_aan test: 500 rows, 40 independent" in capsys.readouterr().out
