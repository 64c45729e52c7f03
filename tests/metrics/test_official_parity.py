"""Parity with the original: its figures on thousands of made-up answers, where they are at hand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from biobench.metrics import official
from biobench.metrics.official import GROUPS, evaluate, score_groups
from biobench.parsers.official import codes_in, names_in, read

DATA = Path(__file__).parents[2].parent / "shared" / "data"
PARITY = DATA / "official_parity_dev"
EC_LABELS = DATA / "ec_labels.json"
needs_parity_data = pytest.mark.skipif(
    not (PARITY / "rows.jsonl").exists(), reason=f"no parity data at {PARITY}"
)


def even_length(text: str) -> bool:
    """The stand-in for the sentiment model with which the reference figures were made."""
    return len(text) % 2 == 0


def reference_rows() -> list[dict[str, Any]]:
    with (PARITY / "rows.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def by_set(records: Sequence[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    sets: dict[str, list[dict[str, Any]]] = {}
    for record in records:
        sets.setdefault(record["set"], []).append(record)
    return sets


def reference(name: str) -> dict[str, dict[str, Any]]:
    return dict(json.loads((PARITY / name).read_text(encoding="utf-8")))


def as_extracted(record: Mapping[str, Any]) -> tuple[object, bool]:
    """What we take from a record, in the notation of the reference rows, and whether by sentiment."""
    group = str(official.group_of(record["task"]))
    how, output, label = GROUPS[group].recipe, record["output"], record["label"]
    answer = read(output, how, even_length, label)
    fallback = answer.method == "official:sentiment"
    value = answer.value
    if how.kind == "binary":
        value = int((label != "positive") if value is None else value)
    elif how.kind == "number":
        value = "Infinity" if value is None else value
    elif how.kind == "numbers":
        no_count = "Infinity" if group == "enhancer_activity" else "NaN"
        value = {
            ("ON_Off" if name == "ON_OFF" else name): (
                no_count if value is None else value.get(name, "Infinity")
            )
            for name in how.names
        }
    elif how.kind == "codes":
        assert value is None or value == sorted(set(codes_in(output)))
        value = codes_in(output)
    elif how.kind == "names" and answer.status == "refused":
        value = "dont_know"
    elif how.kind == "names":
        in_order = names_in(output, how.names)
        assert not in_order or value == sorted(in_order)
        value = in_order or value or []
    return value, fallback


@needs_parity_data
def test_every_reference_row_is_dropped_or_read_alike() -> None:
    records = reference_rows()
    assert len(records) > 5000
    for name, members in by_set(records).items():
        first_of_group: set[str] = set()
        for record in members:
            assert official.dropped(record) == record["dropped"], record
            if record["dropped"]:
                continue
            group = str(official.group_of(record["task"]))
            kind = GROUPS[group].recipe.kind
            ahead = [] if group not in first_of_group else [""]
            first_of_group.add(group)
            if (text := official.crash(kind, [*ahead, record["output"]])) is not None:
                assert record["extracted"] == f"CRASH: {text}", record
                continue
            got = as_extracted(record)
            assert got == (record["extracted"], record["fallback_used"]), (name, record)


@needs_parity_data
def test_every_reference_figure_is_printed_alike() -> None:
    expected = reference("expected.json")
    got = {
        name: evaluate(members, even_length, EC_LABELS)
        for name, members in by_set(reference_rows()).items()
    }
    assert got == expected


@needs_parity_data
def test_every_reference_raw_value_agrees_to_six_digits() -> None:
    expected = reference("expected_raw.json")
    for name, members in by_set(reference_rows()).items():
        for group, score in score_groups(members, even_length, EC_LABELS).items():
            figures = expected[name][group]
            counts = (score.n_rows, score.fallback_rows)
            assert counts == (figures["n_rows"], figures["fallback_rows"]), (name, group)
            assert_close(score.raw, figures["raw"][score.metric], f"{name} {group}")


def assert_close(got: object, wanted: object, where: str) -> None:
    if isinstance(wanted, dict):
        assert isinstance(got, dict), where
        assert got.keys() == wanted.keys(), where
        for key, value in wanted.items():
            assert_close(got[key], value, f"{where} {key}")
    elif isinstance(wanted, float):
        assert got == pytest.approx(wanted, abs=1e-6), where
    else:
        assert official.printed(got) == wanted, where  # type: ignore[arg-type]
