"""Answers with one label or several in many styles, labelled as they were written, before they were read.

As with :mod:`tests.parsers.test_varied_answers`, a few are beyond the parsers, so the claims are rates.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from biobench.parsers import parse
from tests.parsers.facts import SPECS

ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "varied_labels.jsonl")
    .read_text("utf-8")
    .splitlines()
]
PARSED = [row for row in ROWS if row["status"] == "parsed"]
OTHERS = [row for row in ROWS if row["status"] != "parsed"]
#: What models write before they come to the point; it decides nothing.
BEFORE = (
    "The composition of the sequence is balanced, with no long stretch of a single letter in it.",
    "Several short elements stand near the middle, and their spacing is close to what is usual.",
    "Without further experiments every statement rests on patterns in the letters alone.",
)


def value(text: str, row: dict[str, Any]) -> Any:
    return parse(text, SPECS[row["task"]]).value


def test_values_are_read() -> None:
    wrong = [row["text"] for row in PARSED if value(row["text"], row) != row["value"]]
    assert len(PARSED) > 600
    assert len(wrong) <= 0.02 * len(PARSED), wrong


def test_other_texts_give_no_value() -> None:
    made = [row["text"] for row in OTHERS if parse(row["text"], SPECS[row["task"]]).parsed]
    assert len(OTHERS) > 120
    assert len(made) <= 0.02 * len(OTHERS), made


def test_reasoning_before_an_answer_changes_little() -> None:
    rng = random.Random(0)
    rows = [row for row in PARSED if value(row["text"], row) == row["value"]]
    changed = []
    for row in rows:
        before = " ".join(rng.sample(BEFORE, rng.randint(1, 3)))
        if value(f"{before}\n\n{row['text']}", row) != row["value"]:
            changed.append(row["text"])
    assert len(changed) <= 0.04 * len(rows), changed
