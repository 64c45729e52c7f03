"""What holds for every text: nothing raises, cleaning settles, what stands before does not matter."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biobench.parsers import STATUSES, parse
from biobench.parsers.text import clean
from tests.parsers.facts import SPECS
from tests.parsers.traps import TRAPS, Trap

PROMPT = (
    "<dna>ACGTTGCATTGACCAGTACCAGATTACAGATTACA<dna> Does this sequence hold what we look for? "
    "Answer briefly. "
)
PIECES = st.sampled_from(
    [
        "yes",
        "no",
        "not",
        "promoter",
        "a",
        "is",
        "the sequence",
        "{",
        "}",
        '"answer":',
        "'",
        '"',
        ":",
        ",",
        ".",
        "\n",
        "?",
        "<think>",
        "</think>",
        "<dna>",
        "ACGTACGTACGTACGTACGTACGT",
        "tRNA",
        "rRNA",
        "or",
        "but",
        "although",
        "\\boxed{",
        "Answer:",
        "unlikely",
        "no doubt",
        "0.5",
        "12 %",
        "no. 17",
        "```",
        "**",
        "[",
        "]",
        "|",
        "lacks",
        "neither",
        "nor",
        "if",
        "actually",
        "User:",
        "是",
        "不是",
        "—",
        "\u200b",
        "</s>",
        "soluble",
        "cannot",
        "could",
        "n't",
        "1",
        "0",
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join))
ANSWERS = [
    ("biobench_cpd", "Yes."),
    ("biobench_cpd", "No TATA box, yet this is a promoter."),
    ("biobench_cpd", '{"answer": "No"}'),
    ("biobench_emp", "There is no evidence of epigenetic marks."),
    ("biobench_solubility", "The protein is insoluble."),
    ("biobench_ncrna", "It is a tRNA."),
    ("biobench_ncrna", "Answer: Intron_gpII"),
    ("biobench_epi", "They may interact."),
    ("biobench_rpi", "They do not interact."),
]


@settings(max_examples=300, deadline=None)
@given(
    TEXTS,
    st.sampled_from(sorted(k for k, spec in SPECS.items() if spec.kind in ("binary", "one_of"))),
)
def test_no_text_raises_and_every_answer_is_well_formed(text: str, task: str) -> None:
    answer = parse(text, SPECS[task], PROMPT)
    assert answer.status in STATUSES
    assert (answer.value is not None) == answer.parsed
    if answer.span is not None:
        start, end = answer.span
        assert 0 <= start <= end <= len(text)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text).text
    assert clean(once).text == once


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_offsets_rise_and_stay_inside(text: str) -> None:
    cleaned = clean(text)
    if cleaned.positions is not None:
        assert len(cleaned.positions) == len(cleaned.text)
        assert all(a <= b for a, b in zip(cleaned.positions, cleaned.positions[1:], strict=False))
        assert all(0 <= p < len(text) for p in cleaned.positions)


@pytest.mark.parametrize(("task", "text"), ANSWERS)
def test_the_prompt_before_an_answer_changes_nothing(task: str, text: str) -> None:
    alone, echoed = parse(text, SPECS[task]), parse(PROMPT + text, SPECS[task], PROMPT)
    assert (alone.value, alone.status) == (echoed.value, echoed.status)


@pytest.mark.parametrize(("task", "text"), ANSWERS)
def test_a_sequence_before_an_answer_changes_nothing(task: str, text: str) -> None:
    alone = parse(text, SPECS[task])
    for sequence in ("<dna>ACGTTGCATTGACCAGTACC<dna>", "MKTAYIAKQRQISFVKSHFSRQLEERLG\n"):
        found = parse(f"{sequence} {text}", SPECS[task])
        assert (alone.value, alone.status) == (found.value, found.status)


@pytest.mark.parametrize(("task", "text"), ANSWERS)
def test_thinking_before_an_answer_changes_nothing(task: str, text: str) -> None:
    alone, found = (
        parse(text, SPECS[task]),
        parse(f"<think>Yes? No? A miRNA?</think>{text}", SPECS[task]),
    )
    assert (alone.value, alone.status) == (found.value, found.status)


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.unit)
def test_a_megabyte_of_anything_is_read(trap: Trap) -> None:
    text = trap.text(1_000_000)
    for task in (
        "biobench_cpd", "biobench_apa", "biobench_prs", "biobench_ncrna", "biobench_modification",
        "biobench_ec",
    ):  # fmt: skip
        answer = parse(text, SPECS[task], PROMPT)
        assert answer.status in STATUSES
        assert answer.parsed == (answer.value is not None)
        assert answer.span is None or 0 <= answer.span[0] <= answer.span[1] <= len(text)


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.unit)
def test_a_megabyte_that_echoes_its_prompt_is_read(trap: Trap) -> None:
    prompt = trap.text(1_000_000)
    assert parse(prompt, SPECS["biobench_cpd"], f"{prompt}?").status in STATUSES
