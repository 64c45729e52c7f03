"""Defects of published evaluators that ours must not have, for yes-or-no and class answers."""

from __future__ import annotations

import pytest

from biobench.parsers import parse
from tests.parsers.facts import SPECS


@pytest.mark.parametrize(
    ("defect", "text", "expected"),
    [
        ("'no' inside 'know' is read as a no", "As we know, this is a promoter.", True),
        ("'no' inside 'annotation' is read as a no", "The annotation says promoter.", True),
        (
            "'yes' anywhere is read as a yes",
            "One is tempted to say yes, but this is not a promoter.",
            False,
        ),
        ("negation is not seen", "The sequence is not a promoter.", False),
        ("negatives are checked first", "Yes, there is no doubt that this is a promoter.", True),
        ("'uncertain' is decided by flipping the gold label", "uncertain", None),
        ("'unsure' likewise", "I am unsure.", None),
        ("an empty answer is decided by a sentiment model", "", None),
        (
            "a cheerful refusal is decided by a sentiment model",
            "Great question! Sadly I cannot determine this.",
            None,
        ),
        (
            "'positive' is matched in 'positively charged'",
            "It lacks positively charged residues; not a promoter.",
            False,
        ),
    ],
)
def test_a_published_defect_is_not_ours(defect: str, text: str, expected: bool | None) -> None:
    assert parse(text, SPECS["biobench_cpd"]).value is expected


def test_the_parser_never_sees_a_gold_label() -> None:
    """An answer depends on text, spec and prompt alone, so no status can leak the label."""
    first = parse("unsure", SPECS["biobench_cpd"])
    assert first == parse("unsure", SPECS["biobench_cpd"])
    assert first.status == "ambiguous"


def test_undecided_is_kept_for_texts_a_sentiment_model_could_judge() -> None:
    statuses = {
        text: parse(text, SPECS["biobench_cpd"]).status
        for text in (
            "",
            "I cannot determine this.",
            "Maybe.",
            "The weather is fine in Paris today, is it not?",
            "The GC content of these bases is remarkable.",
        )
    }
    assert list(statuses.values()) == ["empty", "refused", "ambiguous", "irrelevant", "undecided"]
