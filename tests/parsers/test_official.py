"""Each quirk of the published extraction, as a claim about one short answer of our own."""

from __future__ import annotations

import math

import pytest

from biobench.parsers import official
from biobench.parsers.official import Recipe, extract, read
from biobench.spec import TaskSpec, ValueSpec

FAMILIES = (
    "Intron_gpII",
    "Intron_gpI",
    "riboswitch",
    "HACA-box",
    "leader",
    "miRNA",
    "tRNA",
    "IRES",
)
MODIFICATIONS = ("m6Am", "none", "m5C", "m6A", "Psi", "Am", "Cm")


def spec(kind: str, headline: str, **facts: object) -> TaskSpec:
    return TaskSpec(
        id="biobench_x", version=1.0, title="X", abbreviation="X", omics="rna", kind=kind,
        headline=headline, molecules=("rna",), official=("x",), question="{0}?", hint="x", **facts,  # type: ignore[arg-type]
    )  # fmt: skip


class TestKeywords:
    @pytest.mark.parametrize(
        "text",
        [
            "Yes",
            "YES!",
            "her eyes",
            "Yesterday",
            "a polyester",
            "Bayesian",
            "no, yes",
            "I cannot say yes",
        ],
    )
    def test_yes_anywhere_wins(self, text: str) -> None:
        assert official.keyword(text) == "yes"

    @pytest.mark.parametrize(
        "text",
        ["No.", "It is known to bind", "normal", "amino acids", "genomic", "annotated", "a phenotype",
         "canonical motif", "monoclonal", "cannot tell", "please note", "right now", "not found",
         "no evidence", "unknown", "I don't know", "not applicable", "does not indicate"],
    )  # fmt: skip
    def test_no_anywhere_is_no_unless_there_is_a_yes(self, text: str) -> None:
        assert official.keyword(text) == "no"

    @pytest.mark.parametrize("text", ["The motif is absent", "in the absence of a TATA box"])
    def test_absence_and_absent_are_the_only_other_negative_words(self, text: str) -> None:
        assert official.keyword(text) == "no"

    @pytest.mark.parametrize("text", ["I am unsure", "Uncertain.", "this remains uncertain"])
    def test_unsure_and_uncertain_have_no_value(self, text: str) -> None:
        assert official.keyword(text) == "uncertain"
        assert official.binary(text, lambda _: True).value is None

    @pytest.mark.parametrize(
        "text", ["", "positive", "True", "1", '{"label": 1}', "It is there", "false"]
    )
    def test_everything_else_is_left_to_the_sentiment_model(self, text: str) -> None:
        answer = official.binary(text, lambda asked: asked != text)
        assert (answer.value, answer.method) == (False, "official:sentiment")

    def test_without_a_sentiment_model_such_an_answer_is_undecided(self) -> None:
        assert official.binary("It binds strongly").status == "undecided"


class TestNumbers:
    @pytest.mark.parametrize(
        ("text", "numbers"),
        [
            ("1.25e-3", [1.25, -3.0]),
            ("+0.5", [0.5]),
            ("1,234.5", [1.0, 234.5]),
            (".53 and -.47", [53.0, 47.0]),
            ("score-0.4", [-0.4]),
            ("0.4-0.6", [0.4, -0.6]),
            ("- 3", [3.0]),
            ("\u22120.7 or \u20130.8", [0.7, 0.8]),
            ("1.2.3", [1.2, 3.0]),
            ("7. Then", [7.0]),
            ("H3K4me3", [3.0, 4.0, 3.0]),
            ("IC50 of 45%", [50.0, 45.0]),
            ("\uff11\uff12 \u0663 \u096a", [12.0, 3.0, 4.0]),
            ("\u00b2 \u00bd", []),
            ("None", []),
        ],
    )
    def test_what_counts_as_a_number(self, text: str, numbers: list[float]) -> None:
        assert official.numbers_in(text) == numbers

    @pytest.mark.parametrize(
        ("digits", "value"),
        [
            ("1234567", 1234570.0),
            ("12345.65", 12345.6),
            ("1000.004", 1000.0),
            ("0.123456789", 0.123457),
        ],
    )
    def test_six_significant_digits_remain(self, digits: str, value: float) -> None:
        assert official.six_digits(digits) == value

    def test_the_first_number_of_the_text_is_the_answer(self) -> None:
        assert official.number("The 5' UTR has a load of 7.2").value == 5.0

    def test_no_number_and_an_infinite_number_are_missing(self) -> None:
        assert official.number("high").value is None
        assert math.isinf(official.six_digits("9" * 400))
        assert official.number("9" * 400).value is None

    def test_a_json_number_works(self) -> None:
        assert official.number(-0.06).value == -0.06
        assert official.number(7).value == 7.0

    def test_several_numbers_go_by_position_not_by_name(self) -> None:
        assert official.numbers("dev 1.5, hk -2", ("hk", "dev")).value == {"hk": 1.5, "dev": -2.0}

    @pytest.mark.parametrize("text", ["hk 1", "hk: 1, dev: 2 (of 3)", "hk 1e-3 dev 2", "none"])
    def test_any_other_count_makes_all_of_them_invalid(self, text: str) -> None:
        assert official.numbers(text, ("hk", "dev")).value is None

    def test_an_infinite_number_leaves_only_its_own_head_out(self) -> None:
        assert official.numbers("9" * 400 + " and 2", ("hk", "dev")).value == {"dev": 2.0}


class TestFamilies:
    @pytest.mark.parametrize(
        ("text", "family"),
        [
            ("a tRNA or a riboswitch", "riboswitch"),  # the longer name, wherever it stands
            ("not a riboswitch but a tRNA", "riboswitch"),  # negation is ignored
            ("the mtRNA", "tRNA"),
            ("Intron_gpIII", "Intron_gpII"),
            ("leaderless", "leader"),
            ("trna", None),
            ("", None),
        ],
    )
    def test_the_first_substring_in_order_wins(self, text: str, family: str | None) -> None:
        assert official.one_of(text, FAMILIES).value == family

    def test_classes_are_tried_from_long_to_short_and_ties_as_listed(self) -> None:
        order = official.longest_first(("tRNA", "miRNA", "IRES", "HACA-box", "ribozyme"))
        assert order == ("HACA-box", "ribozyme", "miRNA", "tRNA", "IRES")


class TestModifications:
    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("m6A, m5C", ["m5C", "m6A"]),
            ("m6A/m5C", ["m5C", "m6A"]),
            ("m6A-modified", ["m6A"]),
            ("m6A_site", []),
            ("includem6A", []),
            ("m6Amx", []),
            ("m6Am", ["m6Am"]),  # neither m6A nor Am
            ("Am I right?", ["Am"]),
            ("M6A", []),
            ("\u03b1m6A", []),  # a Greek letter is a letter
            ("none of m6A", ["none", "m6A"]),
        ],
    )
    def test_names_count_as_whole_words(self, text: str, names: list[str]) -> None:
        assert official.names_in(text, MODIFICATIONS) == names

    HOW = Recipe("names", MODIFICATIONS, "none")

    @pytest.mark.parametrize(
        ("text", "value"),
        [("not modified", ["none"]), ("yes", []), ("I'm unsure", None), ("plain", ["none"])],
    )
    def test_rows_labelled_none_get_a_second_reading(self, text: str, value: object) -> None:
        assert read(text, self.HOW, lambda _: False, "none").value == value

    def test_a_positive_mood_predicts_nothing_there(self) -> None:
        assert read("plain", self.HOW, lambda _: True, "none").value == []

    @pytest.mark.parametrize("label", ["m6A", "None", "none,m6A", None])
    def test_rows_with_any_other_label_do_not(self, label: object) -> None:
        answer = read("not modified", self.HOW, lambda _: False, label)
        assert (answer.value, answer.status) == (None, "irrelevant")

    def test_a_name_found_ends_the_matter(self) -> None:
        assert read("no m6A here", self.HOW, None, "none").value == ["m6A"]


class TestCodes:
    @pytest.mark.parametrize(
        ("text", "codes"),
        [
            ("EC1.9.3.1 and EC1.9.3.1", ["1.9.3.1", "1.9.3.1"]),
            ("1.9.3.1.5", ["1.9.3.1"]),
            ("12.7.11.1 01.9.3.1", ["12.7.11.1", "01.9.3.1"]),
            ("3.4.21.-", ["3.4.21.-"]),
            ("3.4.21.-5", ["3.4.21.-5"]),
            ("2.7.7.n1", ["2.7.7."]),
            ("3.4.21", []),
            ("1.2.3.4.5.6.7.8", ["1.2.3.4", "5.6.7.8"]),
            ("3. 4. 21. 4", []),
            (None, []),
        ],
    )
    def test_what_counts_as_an_ec_string(self, text: str | None, codes: list[str]) -> None:
        assert official.codes_in(text) == codes


class TestExtract:
    """What the ``official`` filter of a run calls."""

    def test_each_kind_of_task_is_read_by_its_rule(self) -> None:
        heads = (ValueSpec("hk"), ValueSpec("dev"))
        assert extract("Yes.", spec("binary", "mcc")).value is True
        assert extract("about 0.3", spec("number", "r2", values=heads[:1])).value == 0.3
        assert extract("1 2", spec("numbers", "pearson", values=heads)).value == {
            "hk": 1.0,
            "dev": 2.0,
        }
        families = spec("one_of", "accuracy", labels=("tRNA", "riboswitch"))
        assert extract("tRNA riboswitch", families).value == "riboswitch"
        assert extract("EC3.4.21.4", spec("set_of", "fmax", label_file="x.json")).value == [
            "3.4.21.4"
        ]

    def test_the_label_for_nothing_is_a_class_like_the_others(self) -> None:
        task = spec("set_of", "auc", labels=("m6A", "Am"), none_label="none")
        assert extract("none", task).value == ["none"]
        assert extract("nothing", task, label="none").value == ["none"]
        assert extract("nothing", task, label="m6A").value is None
        assert extract("modified", task, label="none").status == "undecided"

    @pytest.mark.parametrize("kind", ["binary", "number", "numbers", "one_of", "names", "codes"])
    @pytest.mark.parametrize("output", [None, 3.5, 2, "", "\x00\ud800", "\u2028no"])
    def test_nothing_raises(self, kind: str, output: official.Output) -> None:
        answer = read(output, Recipe(kind, ("a", "b")), lambda _: True)
        assert answer.method.startswith("official:")
        assert answer.parsed or answer.value is None

    def test_null_has_a_status_of_its_own(self) -> None:
        assert extract(None, spec("binary", "mcc")).status == "failed"

    @pytest.mark.parametrize(
        "text",
        [
            "1" * 10**6,
            "1." * 500_000,
            "-" * 10**6,
            "1.1.1" * 200_000,
            "m6" * 500_000,
            "1 " * 500_000,
        ],
    )
    @pytest.mark.parametrize("kind", ["binary", "number", "numbers", "one_of", "names", "codes"])
    def test_a_megabyte_of_traps_is_read(self, kind: str, text: str) -> None:
        answer = read(text, Recipe(kind, MODIFICATIONS, "none"), lambda _: True, "none")
        assert answer.method.startswith("official:")
