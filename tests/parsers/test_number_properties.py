"""What holds for every text: parsers never raise, and what stands before an answer does not change it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biobench.parsers import STATUSES, parse
from tests.parsers.number_specs import (
    APA,
    EC,
    ENHANCER,
    MODIFICATION,
    MRL,
    PRS,
    SPECS,
    THERMOSTABILITY,
)
from tests.parsers.traps import TRAPS

TELLING = (
    "0.5 -0.3 1e9 45% 3.1.1.1 EC m6A Am none no not or and between to ± ( ) [ ] { } : = / . "
    ", ; \n ? ON OFF ON/OFF hk dev "
    "is the answer predicted 62 °C K 10^ ×10⁻³ <think> </think> ``` \\boxed{ | - −  5' UTR "
    "wait half percent 百分 为 ０．５ Ψ "
    '"answer" null true 99999999999999999999 1,234.5 0,5 .5 ... ≈ ~ → ✓'
)
WORDS = st.lists(st.sampled_from(TELLING.split(" ")), max_size=40)
SAYINGS = [
    ("The answer is 0.62.", APA),
    ("MRL = 5.4", MRL),
    ("57.1 °C", THERMOSTABILITY),
    ("hk 0.4, dev 2.2", ENHANCER),
    ("0.7, 0.1, 0.6", PRS),
    ("The modification is m6A.", MODIFICATION),
    ("EC 3.1.1.31", EC),
    ("none", MODIFICATION),
]


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_no_text_raises(text):
    for spec in SPECS.values():
        assert parse(text, spec).status in STATUSES


@given(WORDS)
@settings(max_examples=300, deadline=None)
def test_no_mixture_of_telling_words_raises(words):
    text = " ".join(words)
    for spec in SPECS.values():
        answer = parse(text, spec)
        assert answer.status in STATUSES
        assert (answer.value is not None) == answer.parsed
        if answer.span is not None:
            assert 0 <= answer.span[0] <= answer.span[1] <= len(text)


@given(st.text(alphabet="ACGU", min_size=30, max_size=200), st.sampled_from(SAYINGS))
@settings(max_examples=100, deadline=None)
def test_a_tagged_sequence_before_an_answer_changes_nothing(sequence, saying):
    text, spec = saying
    assert parse(f"<rna>{sequence}<rna> {text}", spec).value == parse(text, spec).value


@pytest.mark.parametrize("saying", SAYINGS, ids=lambda s: s[0])
def test_the_echoed_prompt_before_an_answer_changes_nothing(saying):
    text, spec = saying
    prompt = (
        "My question is <rna>ACGUACGUACGUACGUACGUACGUACGUACGUACGUACGU<rna> What is 0.9 or m5C or "
        "EC 1.1.1.1 of the 5' UTR? "
        "Return one numeric value with 2 decimal places. Do not explain or repeat."
    )
    assert parse(f"{prompt}\n{text}", spec, prompt).value == parse(text, spec).value


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.unit)
def test_a_megabyte_of_anything_is_read(trap):
    text = trap.text(1_000_000)
    for spec in (APA, PRS, MODIFICATION, EC):
        assert parse(text, spec).status in STATUSES
