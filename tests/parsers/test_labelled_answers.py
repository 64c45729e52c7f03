"""Model answers labelled by hand, where the machine has them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from biobench.parsers import parse
from tests.parsers.facts import SPECS

FILE = Path(__file__).parents[3] / "shared" / "data" / "extraction_dev.jsonl"


def _rows() -> list[dict[str, Any]]:
    if not FILE.exists():
        pytest.skip(f"{FILE} is not on this machine")
    rows = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["kind"] in ("binary", "multiclass")]


def test_values_agree_with_the_labels() -> None:
    parsed = [row for row in _rows() if row["status"] == "parsed"]
    wrong = [
        row["id"]
        for row in parsed
        if parse(row["output"], SPECS[row["task"]], row["prompt"]).value != row["gold"]
    ]
    assert len(wrong) <= 0.03 * len(parsed), wrong


def test_what_is_no_answer_is_not_made_one() -> None:
    others = [row for row in _rows() if row["status"] != "parsed"]
    made = [
        row["id"]
        for row in others
        if parse(row["output"], SPECS[row["task"]], row["prompt"]).parsed
    ]
    assert len(made) <= 1, made
