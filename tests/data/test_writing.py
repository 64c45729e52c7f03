"""A question that does not fit loses the middle of its sequence, never its words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from biobench.data import DataError
from biobench.data.writing import TEMPLATE, Room, room_of, shorten, writer

LONG = "<dna>" + "A" * 500 + "C" * 500 + "<dna> Is this a promoter?"
PAIR = "Does <protein>" + "M" * 900 + "<protein> bind <rna>" + "U" * 30 + "</rna>?"


def test_the_middle_goes_visibly_and_the_question_stays() -> None:
    text, left_out = shorten(LONG, 100)
    assert (
        text
        == "<dna>"
        + "A" * 50
        + "...[900 letters left out]..."
        + "C" * 50
        + "<dna> Is this a promoter?"
    )
    assert left_out == 900


def test_of_a_pair_the_long_one_gives() -> None:
    text, left_out = shorten(PAIR, 130)
    assert "<rna>" + "U" * 30 + "</rna>?" in text
    assert left_out == 800
    assert "...[800 letters left out]..." in text


def framed(text: str) -> str:
    return f"My question is {text} Answer briefly."


def test_what_fits_is_left_alone() -> None:
    assert shorten(LONG, 1000) == (LONG, 0)
    assert Room(5000).fit(LONG, framed) == (LONG, 0)
    assert Room(600, lambda text: len(text) // 2).fit(LONG, framed) == (LONG, 0)
    short = "<dna>" + "ACGT" * 17 + "<dna> Is this a core promoter?"
    assert Room(200).fit(short, framed) == (short, 0), "a small context holds a short row"


@pytest.mark.parametrize("tokens_per_letter", [0.5, 1.0])
def test_a_tokenizer_decides_how_much_fits(tokens_per_letter: float) -> None:
    def count(text: str) -> int:
        return int(len(text) * tokens_per_letter)

    text, left_out = Room(300, count).fit(LONG, framed)
    assert count(framed(text)) + TEMPLATE <= 300
    assert left_out > 0
    assert count(framed(text)) > 180, "no more is cut than needed"


def test_without_a_tokenizer_a_letter_is_a_token() -> None:
    _, left_out = Room(700).fit(LONG, framed)
    kept = 1000 - left_out
    assert 600 < kept < 700
    spaced = writer("spaced")
    assert spaced is not None
    apart, more = Room(700).fit(LONG, lambda t: framed(spaced(t)))
    assert more > left_out, "blanks between letters take room too"
    assert "letters left out]" in apart


def test_styles_of_writing() -> None:
    text = "<dna>ACGTA<dna> and <protein>MKV</protein>?"
    assert writer("plain") is None
    assert writer("spaced")(text) == "<dna>A C G T A<dna> and <protein>M K V</protein>?"  # type: ignore[misc]
    assert writer("lines:2")(text) == "<dna>AC\nGT\nA<dna> and <protein>MK\nV</protein>?"  # type: ignore[misc]
    for style in ("fancy", "lines:0", "lines:x", 5):
        with pytest.raises(DataError, match="plain, spaced"):
            writer(style)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("metadata", "tokens"),
    [
        ({}, None),
        ({"pretrained": "org/model"}, None),
        ({"max_model_len": 2048}, 2048 - 256),
        ({"max_length": 1024, "pretrained": "org/model"}, 1024 - 256),
        ({"max_model_len": 512}, 512 - 256),
    ],
)
def test_the_context_comes_from_what_the_run_says_of_its_model(
    metadata: Any, tokens: int | None
) -> None:
    room = room_of(metadata, 256)
    assert (room and room.tokens) == tokens


def test_a_local_checkpoint_tells_its_own_context(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"max_position_embeddings": 4096}))
    room = room_of({"pretrained": str(tmp_path)}, 256)
    assert room == Room(4096 - 256)


def test_the_letters_of_a_row_may_be_bounded_directly() -> None:
    room = room_of({"max_letters": 600, "max_model_len": 9}, 256)
    assert room is not None
    assert room.fit(LONG, framed)[1] == 400


def test_a_senseless_limit_is_refused() -> None:
    with pytest.raises(DataError, match="max_letters: expected a whole number from 20"):
        room_of({"max_letters": "many"}, 256)
