"""Answers with numbers, labels and codes in many styles, labelled as they were written.

They hold what no table of phenomena holds: idioms, asides, other people's values, long reasoning. A few
are beyond the parsers, so the claim is a rate.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from biobench.parsers import parse
from tests.parsers.number_specs import SPECS

ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "varied_numbers.jsonl")
    .read_text("utf-8")
    .splitlines()
]


def read(row: dict[str, Any]) -> Any:
    return parse(row["text"], SPECS[row["task"]], row.get("prompt"))


def agrees(value: Any, expected: Any) -> bool:
    if value is None or isinstance(expected, list):
        return bool(value == expected)
    return bool(value == pytest.approx(expected, abs=1e-6))


def test_values_are_read() -> None:
    parsed = [row for row in ROWS if row["status"] == "parsed"]
    wrong = [row["text"] for row in parsed if not agrees(read(row).value, row["value"])]
    assert len(parsed) > 900
    assert len(wrong) <= 0.02 * len(parsed), wrong


def test_other_texts_give_no_value() -> None:
    others = [row for row in ROWS if row["status"] != "parsed"]
    made = [row["text"] for row in others if read(row).parsed]
    assert len(others) > 200
    assert len(made) <= 0.02 * len(others), made


def test_most_of_them_get_the_right_status() -> None:
    others = [row for row in ROWS if row["status"] != "parsed"]
    right = [row for row in others if read(row).status == row["status"]]
    assert len(right) >= 0.75 * len(others)
