"""Answers in many styles, written for these tests and labelled as they were written.

They hold what no table of phenomena holds: long reasoning, idioms, answers that go one way and then the
other. A few are beyond the parser, so the claim is a rate.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from biobench.parsers import parse
from tests.parsers.facts import SPECS

ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "varied_answers.jsonl")
    .read_text("utf-8")
    .splitlines()
]


def test_values_are_read() -> None:
    parsed = [row for row in ROWS if row["status"] == "parsed"]
    wrong = [
        row["text"]
        for row in parsed
        if parse(row["text"], SPECS[row["task"]]).value != row["value"]
    ]
    assert len(parsed) > 900
    assert len(wrong) <= 0.02 * len(parsed), wrong


def test_other_texts_give_no_value() -> None:
    others = [row for row in ROWS if row["status"] != "parsed"]
    made = [row["text"] for row in others if parse(row["text"], SPECS[row["task"]]).parsed]
    assert len(others) > 200
    assert len(made) <= 0.02 * len(others), made


def test_most_of_them_get_the_right_status() -> None:
    others = [row for row in ROWS if row["status"] != "parsed"]
    right = [
        row for row in others if parse(row["text"], SPECS[row["task"]]).status == row["status"]
    ]
    assert len(right) >= 0.85 * len(others)
