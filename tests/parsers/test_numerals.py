"""Numbers in prose: what each is worth, and which can be no answer."""

from __future__ import annotations

import pytest

from biobench.parsers.numerals import MOST, numerals


def points(text):
    return [n.value for n in numerals(text) if not n.role]


def roles(text):
    return [(n.value, n.role) for n in numerals(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.5", 0.5),
        (".75", 0.75),
        ("-.75", -0.75),
        ("7.", 7.0),
        ("+3", 3.0),
        ("−0.4", -0.4),
        ("–0.4", -0.4),
        ("minus 0.4", -0.4),
        ("1e-3", 1e-3),
        ("1E3", 1000.0),
        ("1.2x10^-3", 1.2e-3),
        ("1.2 × 10⁻³", 1.2e-3),
        ("1.2 \\times 10^{-3}", 1.2e-3),
        ("10^-3", 1e-3),
        ("1.2·10^(-3)", 1.2e-3),
        ("0,35", 0.35),
        ("2,204", 2204.0),
        ("1,234,567.8", 1234567.8),
        ("1.234,5", 1234.5),
        ("12'345", 12345.0),
        ("0,350", 0.35),
        ("０．５", 0.5),
        ("is0.62", 0.62),
        ("约为0.62", 0.62),
        ("是-0.2", -0.2),
        ("(0.5)", 0.5),
        ("x: - 0.71", -0.71),
        ("~0.5", 0.5),
    ],
)
def test_the_value_of_one_number(text, value):
    assert points(text) == [pytest.approx(value)]


def test_a_three_digit_decimal_comma_is_told_by_the_language():
    assert points("The value is 2,204") == [2204.0]
    assert points("Der Wert ist 2,204") == [2.204]


def test_a_glued_list_is_a_list():
    assert points("0.07,1.15") == [0.07, 1.15]


@pytest.mark.parametrize(
    "text",
    [
        "H3K4me3",
        "IC50",
        "m6A",
        "5'UTR",
        "3′ end",
        "5-prime",
        "chr7",
        "S65T",
        "exon 2",
        "position 23",
        "pos. 23",
        "residue 65",
        "uAUG at 12 nt",
        "50 nucleotides",
        "237 aa",
        "249 bp",
        "20-mer",
        "33.1 kDa",
        "509 nm",
        "150 mM",
        "10 nM",
        "EC 3.1.1.31",
        "version 2.0.1",
        "pH 7.4",
        "GC content of 52%",
        "52% GC",
        "95 % confident",
        "confidence: 0.9",
        "R² of 0.93",
        "p = 0.05",
        "(2019)",
        "Sample et al. 2019",
        "[3]",
        "2 poly(A) signals",
        "3 mutations",
        "7 codons",
        "24 h",
        "1 °C/min",
        "-3.2 kcal/mol of MFE -3.2",
        "9/21",
        "5 x 3",
        "step 2",
        "Figure 3",
        "1) the first point",
        "position +4",
        "+4 = C",
        "280,000 random 5' UTRs",
        "21-nt",
        "e-value 1e-30",
    ],
)
def test_numbers_that_answer_nothing(text):
    assert all(n.role or n.unit == "energy" for n in numerals(text)), roles(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.3 to 0.5", ["range", "range"]),
        ("0.4-0.6", ["range", "range"]),
        ("between 3 and 4", ["range", "range"]),
        ("from 0.2 up to 0.35", ["range", "range"]),
        ("0.3–0.5", ["range", "range"]),
        ("0.3 bis 0.5", ["range", "range"]),
        ("on a scale from 0 to 1", ["scale", "scale"]),
        ("range 0-100", ["scale", "scale"]),
        ("< 0.5", ["bound"]),
        ("at least 5", ["bound"]),
        ("more than 60", ["bound"]),
        ("1.22 ± 0.1", ["", "error"]),
        ("1.22 (+/- 0.1)", ["", "error"]),
        ("drops from 3.72 to 1.45", ["baseline", ""]),
        ("0.93/0.31 = 3.0", ["operand", "operand", ""]),
        ("0.5*7.5 = 3.75", ["operand", "operand", ""]),
        ("7.2 - 3.45 = 3.75", ["operand", "operand", ""]),
        ("0.25, 0.50 and -0.25", ["", "", ""]),
        ("0.80 / 0.20 / 0.60", ["", "", ""]),
        ("1. 0.07\n2. 1.15", ["item", "", "item", ""]),
    ],
)
def test_roles(text, expected):
    assert [n.role for n in numerals(text)] == expected


def test_units():
    text = "45 %, 62 °C, 335 K, 143 °F, 12-fold, 62 degrees Celsius"
    assert [n.unit for n in numerals(text)] == [
        "percent",
        "celsius",
        "kelvin",
        "fahrenheit",
        "fold",
        "celsius",
    ]


def test_of_very_many_numbers_the_first_and_the_last_are_read():
    found = numerals(" ".join(str(i / 10) for i in range(5000)))
    assert len(found) == MOST
    assert found[-1].value == 499.9


def test_spans_hold_the_number_with_its_sign():
    text = "score: −0.83 (low)"
    (n,) = numerals(text)
    assert text[n.start : n.end] == "−0.83"
