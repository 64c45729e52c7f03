"""Published evaluators misread numbers and sets; each known defect is a test that ours does not."""

from __future__ import annotations

import pytest

from biobench.parsers import number, set_of
from tests.parsers.number_specs import APA, CRISPR, EC, MODIFICATION, MRL, SIRNA, STABILITY


@pytest.mark.parametrize(
    ("text", "spec", "value"),
    [
        ("The 5' UTR allows a load of 6.2.", MRL, 6.2),  # the first number wins
        ("m6A at position 23 aside, the usage is 0.41.", APA, 0.41),
        ("4e-3", CRISPR, 0.004),  # no exponents
        (".75", APA, 0.75),  # read as 75
        ("−0.75", STABILITY, -0.75),  # Unicode minus read as plus
        ("0", SIRNA, 0.0),  # zero taken for missing
        ("0.0", STABILITY, 0.0),
        ("The 21-nt siRNA leaves 35% of the mRNA.", SIRNA, 35.0),  # exactly one number demanded
        ("1,234.5", STABILITY, 1234.5),
        ("score-0.4", CRISPR, 0.4),  # a hyphen glued to a word is no minus
    ],
)
def test_numbers(text, spec, value):
    assert number.parse(text, spec).value == pytest.approx(value)


def test_no_number_is_no_value_and_not_zero():
    answer = number.parse("I expect strong silencing.", SIRNA)
    assert answer.value is None
    assert not answer.parsed


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("The predicted modifications includem6A.", ["m6A"]),  # word boundary demanded
        ("m6A_site", ["m6A"]),
        ("Am I sure? It is Gm.", ["Gm"]),  # the English word counted as a label
        ("m6A is absent, but m1A is present.", ["m1A"]),  # negation not understood
        ("m6A, m5C", ["m5C", "m6A"]),  # a blank behind the comma lost the second
    ],
)
def test_modifications(text, labels):
    assert set_of.parse(text, MODIFICATION).value == labels


def test_no_modification_is_read_without_looking_at_the_gold_label():
    assert set_of.parse("No modification.", MODIFICATION).value == ["none"]
    assert set_of.parse("Nothing to see.", MODIFICATION).value is None


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("EC 3.4.22.-", ["3.4.22.-"]),
        ("The class is EC 6.7.99.99.", ["6.7.99.99"]),  # outside every label file
        ("3.3.2.0 is the version of HMMER.", None),
    ],
)
def test_enzymes(text, labels):
    assert set_of.parse(text, EC).value == labels
