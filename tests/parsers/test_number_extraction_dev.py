"""The hand-labelled development set, read where it lies; skipped where it is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from biobench.parsers import parse
from tests.parsers.number_specs import SPECS

DEV = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "extraction_dev.jsonl"
KINDS = ("number", "numbers", "multilabel")
pytestmark = pytest.mark.skipif(not DEV.exists(), reason=f"{DEV} is not here")


def rows(parsed):
    with DEV.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["kind"] in KINDS and (row["status"] == "parsed") == parsed:
                yield row


def agrees(value, gold):
    if isinstance(gold, dict):
        return value is not None and value == pytest.approx(gold, abs=1e-6)
    if isinstance(gold, list):
        return value is not None and set(value) == set(gold)
    return value is not None and abs(value - gold) <= 1e-6


def test_at_least_97_percent_of_the_answers_are_read_as_the_annotators_did():
    items = list(rows(parsed=True))
    wrong = [
        r["id"]
        for r in items
        if not agrees(parse(r["output"], SPECS[r["task"]], r["prompt"]).value, r["gold"])
    ]
    assert len(wrong) <= 0.03 * len(items), wrong


def test_at_most_one_answer_is_read_where_there_is_none():
    false = [
        r["id"]
        for r in rows(parsed=False)
        if parse(r["output"], SPECS[r["task"]], r["prompt"]).parsed
    ]
    assert len(false) <= 1, false
