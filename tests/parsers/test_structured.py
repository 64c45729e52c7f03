"""Answers given as data: how models write JSON, boxes, tags and labelled lines."""

from __future__ import annotations

from typing import Any

import pytest

from biobench.parsers.anchors import (
    find_boxed,
    find_labelled,
    find_phrases,
    find_tagged,
    strip_latex,
)
from biobench.parsers.structured import answer_of, json_objects, pieces


@pytest.mark.parametrize(
    ("claim", "text", "expected"),
    [
        (
            "strict JSON",
            '{"answer": "Yes", "n": [1, 2.5, -3e2, null, true]}',
            {"answer": "Yes", "n": [1, 2.5, -300.0, None, True]},
        ),
        ("text before and after", 'So: {"answer": 1}. Done', {"answer": 1}),
        ("single quotes", "{'answer': 'No'}", {"answer": "No"}),
        (
            "an apostrophe within single quotes",
            "{'why': 'it isn't one', 'answer': 'No'}",
            {"why": "it isn't one", "answer": "No"},
        ),
        ("a trailing comma", '{"a": [1, 2,],}', {"a": [1, 2]}),
        (
            "Python's constants",
            "{'a': True, 'b': None, 'c': False}",
            {"a": True, "b": None, "c": False},
        ),
        ("bare keys and words", "{answer: Yes}", {"answer": "Yes"}),
        ("an equals sign", "{answer = 'Yes'}", {"answer": "Yes"}),
        ("comments", '{"a": 1, // one\n"b": 2}', {"a": 1, "b": 2}),
        ("escapes", '{"a": "x\\n\\"y\\" \\u00e9"}', {"a": 'x\n"y" é'}),
        ("a missing end", '{"answer": "Yes", "why": "bec', {"answer": "Yes"}),
        ("a missing brace", '{"answer": {"x": 1}', {"answer": {"x": 1}}),
        ("the last of two equal keys", '{"a": 1, "a": 2}', {"a": 2}),
        ("a list", "[0.1, 0.2]", [0.1, 0.2]),
        ("a list of words", "['m6A', 'Psi']", ["m6A", "Psi"]),
        ("nothing within", "{}", {}),
        ("NaN is nothing", '{"a": NaN}', {"a": None}),
        ("a lone surrogate", '{"a": "\\ud800"}', {"a": "?"}),
        ("braces within strings", '{"a": "{b}"}', {"a": "{b}"}),
    ],
)
def test_json_is_read_as_models_write_it(claim: str, text: str, expected: Any) -> None:
    assert json_objects(text)[0].data == expected


@pytest.mark.parametrize(
    "text", ["{yes}", "{", "}{", "{]", "\\frac{1}{2}", "f(x) = {x: y", "{{{{{{{{{{{{{{{{{{{{{{"]
)
def test_what_is_no_json_gives_no_data(text: str) -> None:
    assert all(found.data in ({}, []) or not found.complete for found in json_objects(text))


def test_completeness_is_told() -> None:
    assert [found.complete for found in json_objects('{"a": 1} {"b": 2')] == [True, False]


@pytest.mark.parametrize(
    ("claim", "data", "expected"),
    [
        ("the usual key", {"answer": "Yes"}, ("answer", "Yes")),
        ("another spelling", {"Final Answer": "Yes"}, ("Final Answer", "Yes")),
        (
            "the more decisive of two",
            {"label": "No", "final_answer": "Yes"},
            ("final_answer", "Yes"),
        ),
        ("nested", {"classification": {"answer": "No"}}, ("answer", "No")),
        ("in a list", [{"answer": 3}], ("answer", 3)),
        ("JSON within a string", {"answer": '{"answer": "No"}'}, ("answer", "No")),
        ("a mapping without a deeper answer", {"answer": {"hk": 1}}, ("answer", {"hk": 1})),
        ("no such key", {"promoter": True}, None),
        ("no mapping", "text", None),
    ],
)
def test_the_answer_field_is_found(claim: str, data: Any, expected: Any) -> None:
    assert answer_of(data) == expected


@pytest.mark.parametrize(
    ("claim", "text", "expected"),
    [
        ("at the line's start", "TATA: weak\nAnswer: No", ["No"]),
        ("with more words", "My final answer: No.", ["No."]),
        ("on the next line", "Answer:\nNo", ["No"]),
        ("in a table", "| Answer | No |", ["No |"]),
        ("with an equals sign", "Prediction = soluble (p = 0.81)", ["soluble (p = 0.81)"]),
        ("with a dash", "Conclusion - none", ["none"]),
        ("with a remark in brackets", "Answer (yes or no): no", ["no"]),
        ("empty", "Answer:", [""]),
        ("not within a sentence", "the answer key: none", []),
    ],
)
def test_labelled_lines_are_found(claim: str, text: str, expected: list[str]) -> None:
    assert [piece.text for piece in find_labelled(text)] == expected


def test_phrases_boxes_and_tags_are_found() -> None:
    assert [p.text for p in find_phrases("I think the final answer is No. Really.")] == ["No"]
    assert [p.text for p in find_boxed(r"$\boxed{\text{No}}$ and \boxed{0.5")] == ["No", "0.5"]
    assert [p.text for p in find_tagged("<answer>No</answer><label>x")] == ["No", "x"]
    assert strip_latex(r"\textbf{No} $x$").split() == ["No", "x"]


def test_boxes_bind_more_than_lines_and_the_last_more_than_the_first() -> None:
    text = "Answer: a\n\\boxed{b}\nAnswer: c"
    assert [piece.text for piece in pieces(text)] == ["b", "c", "a"]


def test_spans_point_at_the_pieces() -> None:
    text = "x\nAnswer: No"
    piece = find_labelled(text)[0]
    assert text[piece.start : piece.end] == "No"
