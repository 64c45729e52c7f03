"""A large batch is read in several processes, to the same answers in the same order."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from biobench.parsers import batch, parse
from biobench.spec import builtin_specs


def test_many_answers_are_read_as_one_by_one(monkeypatch: Any) -> None:
    spec = builtin_specs()["biobench_cpd"]
    lines = (Path(__file__).parent / "data" / "varied_answers.jsonl").read_text().splitlines()
    rows = [json.loads(line) for line in lines]
    texts = [r["text"] for r in rows if r["task"] == spec.id] + [None]
    prompts = ["My question is <dna>ACGT<dna> Is it a promoter?"] * len(texts)
    expected = [parse(text, spec, prompt) for text, prompt in zip(texts, prompts)]
    assert len({answer.status for answer in expected}) > 3
    monkeypatch.setattr(batch, "WORTHWHILE", 10)
    monkeypatch.setattr(batch, "_SHORT", 1)
    monkeypatch.setattr(batch, "_CHUNK", 7)
    monkeypatch.setattr(batch.os, "cpu_count", lambda: 2)
    assert batch.parse_all(texts, prompts, spec) == expected
