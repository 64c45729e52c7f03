"""Prompts are the paper's, letter by letter."""

from __future__ import annotations

import pytest

from biobench.prompts import FORMATS, answer_text, render, with_hints
from biobench.spec import TaskSpec, builtin_specs, read_spec

from .test_spec import changed

CPD = builtin_specs()["biobench_cpd"]
NCRNA = builtin_specs()["biobench_ncrna"]
QUESTION = "<dna>ACGT<dna> Is this a core promoter?"


def test_open_models_get_the_open_format_of_table_9() -> None:
    assert render(QUESTION, CPD, FORMATS["open"]) == (
        "My question is <dna>ACGT<dna> Is this a core promoter? This is a binary classification "
        "task. Return yes or no. Do not explain or repeat."
    )


def test_closed_models_get_the_closed_format_of_table_9() -> None:
    text = render(QUESTION, CPD, FORMATS["closed"])
    assert (
        'such as: {"answer": "Yes"}:\nRemember to follow the provided rules:\n- For binary' in text
    )
    assert text.endswith(
        '\nAnswer the question: "<dna>ACGT<dna> Is this a core promoter?".'
        "\nTask type: binary classification."
        "\nFor better understanding the task, hint: Return yes or no."
    ), "the hint's own full stop is not doubled"


@pytest.mark.parametrize(
    ("name", "begins"), [("chat", "You are a know"), ("reasoning", "You are a highly")]
)
def test_chat_formats_ask_the_bare_question_under_a_system_prompt(name: str, begins: str) -> None:
    assert render(QUESTION, CPD, FORMATS[name]) == QUESTION
    assert FORMATS[name].system.startswith(begins)


def test_the_hint_lists_exactly_the_classes_of_the_task() -> None:
    text = render("<rna>ACGU<rna> Which?", NCRNA, FORMATS["open"])
    listed = (
        text.partition("RNA class: ")[2].partition(". Do not")[0].replace(" or ", " ").split(", ")
    )
    assert [name.strip() for name in listed] == list(NCRNA.labels)


def test_a_task_may_bring_its_own_hint() -> None:
    spec = read_spec(changed(hint="Return a colour."), 1.0, "x.yaml")
    assert "This is a regression task. Return a colour. Do not" in render(
        "q?", spec, FORMATS["open"]
    )


def test_braces_in_a_question_stay_what_they_are() -> None:
    for prompt_format in FORMATS.values():
        assert "a {hint} and {0} and {input}" in render(
            "a {hint} and {0} and {input}", CPD, prompt_format
        )


NUMBERS = read_spec(
    changed(kind="numbers", headline="pearson",
            values=[{"name": "hk", "title": "Housekeeping EA"}, {"name": "dev"}]), 1.0, "x.yaml",
)  # fmt: skip


@pytest.mark.parametrize(
    ("label", "spec", "plain", "json"),
    [
        (True, CPD, "Yes", '{"answer": "Yes"}'),
        ("tRNA", NCRNA, "tRNA", '{"answer": "tRNA"}'),
        (0.5, NUMBERS, "0.50", '{"answer": "0.50"}'),
        ({"dev": 1.0, "hk": -0.125}, NUMBERS, "Housekeeping EA: -0.12, dev: 1.00",
         '{"answer": {"Housekeeping EA": -0.12, "dev": 1.0}}'),
        (["m6A", "m5C"], CPD, "m6A, m5C", '{"answer": "m6A, m5C"}'),
        ([], CPD, "none", '{"answer": "none"}'),
    ],
)  # fmt: skip
def test_labels_are_written_as_a_model_should_answer(
    label: object, spec: TaskSpec, plain: str, json: str
) -> None:
    assert answer_text(label, spec, FORMATS["open"]) == plain
    assert answer_text(label, spec, FORMATS["closed"]) == json


def test_released_hints_are_an_option() -> None:
    spec = builtin_specs()["biobench_enhancer"]
    paper, released = (
        render("q?", with_hints(spec, source), FORMATS["open"]) for source in ("paper", "released")
    )
    assert "for 'Housekeeping EA' and 'Developmental EA'." in paper
    assert "regression values of 'Housekeeping enhancer activity' and" in released
    assert with_hints(CPD, "released") == CPD, "the others are worded alike"
    with pytest.raises(ValueError, match="'mine' is none of paper, released"):
        with_hints(spec, "mine")
