"""Texts that trap careless patterns and loops: each goes on until it fills a megabyte.

The tests assert that all are read; ``make bench ONLY=parsing`` measures how the time grows with them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import NamedTuple


class Trap(NamedTuple):
    """A piece of text that is repeated between a beginning and an end.

    ``{n}`` in it becomes a number and ``{w}`` a word that are others each time, so that cleaning takes
    none of it for a loop.
    """

    unit: str
    before: str = ""
    after: str = ""

    def text(self, length: int) -> str:
        """The trap at a length of so many characters, or a little less."""
        room = length - len(self.before) - len(self.after)
        if "{n}" not in self.unit and "{w}" not in self.unit:
            return self.before + self.unit * (room // len(self.unit)) + self.after
        return self.before + "".join(self._numbered(room)) + self.after

    def _numbered(self, room: int) -> Iterator[str]:
        for number in itertools.count():
            piece = self.unit.replace("{n}", str(number)).replace("{w}", word(number))
            room -= len(piece)
            if room < 0:
                return
            yield piece


def word(number: int) -> str:
    """Letters that no other number has: q, r, ... qq, rq."""
    letters = "qrjkxzvw"
    digits = letters[number % 8]
    while number := number // 8:
        digits += letters[number % 8]
    return digits


#: JSON inside JSON, one answer in another.
NESTED = "{%s:" * 12 + '"' + "{%s:" * 12 + "1" + "}" * 12 + '"' + "}" * 12

_UNITS = (
    "a",
    " ",
    "\n",
    "no ",
    "not a promoter, ",
    "{",
    "[",
    "[1,",
    '{"a":',
    "'",
    '"',
    "<think>",
    "</think>",
    "<dna>",
    "</s>",
    "```",
    "*",
    "_a",
    "\\",
    "Answer: ",
    "|",
    "(",
    "no. 1 ",
    "neither nor ",
    "the answer is ",
    "ACGT",
    "if ",
    "\nUser: ",
    "\\boxed{",
    "<answer>",
    "<answer>yes</answer>",
    "1.",
    "—",
    "不",
    "but ",
    "I cannot ",
    "def f(\n",
    "x = 1\n",
    "~~a",
    "The RNA is a tRNA. ",
    "1",
    "0.5 ",
    "0.5,",
    "1.2.",
    "m6A or ",
    "ON OFF ",
    "EC 1.1.1.1, ",
    "a \n",
    "1x10",
    "1 to ",
    "not modified and ",
    "m6A (",
    "Ψ, ",
    "hk 0.5 ",
    "1/",
    "1 - ",
    "is ",
    "five ",
    "| 1 ",
    # -- many mentions, statements or numbers
    "tRNA {w}, ",
    "tRNA not {w} rRNA ",
    "between {w} and tRNA ",
    "promoter {w} would, ",
    "promoter {w} ",
    "is absent {w} ",
    "yes {w} ",
    "yes or {w} no ",
    "negative {w} positive {w} ",
    "m6A {w} or ",
    "not m6A but {w} ",
    "EC 1.1.1.{n} ",
    "1,234 {w} ",
    "p<{n} ",
    "hk {n}, dev {n}. ",
    "from {n} to {n} ",
    "cannot {w} ",
    # -- many pieces that are read one by one
    "Answer: ribosomel {w}\n",
    "<answer>hk 0.{n} or dev 1,2{n}4 hk</answer>",
    "<answer>m6A {w} or Psi, m6A {w}</answer>",
    "\\boxed{tRNA {w}} ",
    "\\boxed{",
    '{"a{n}": "{w}"} ',
    '["{w}"] ',
    # -- loops, and what is nearly one
    "{w} x {w} x {w} x ",
    "{w} a b c d e f g h i {w} a b c d e f g h i {w} a b c d e f g h i ",
    "a b b a c " + "a b a c b " * 3,
    "aaaaaaaaaaab",
    # -- tags, signs and quotation marks
    "<",
    "</a",
    "[/",
    "\n<dna>",
    "|-",
    "!?",
    "(\"'`",
    "'a\"b'c\"",
    ". (1 answer ",
    "~~{w} ",
    "A*-",
    # -- other characters than ASCII
    "…",
    "y\u0336\u0321",
    "\u200b",
    "1\u202f",
    "没有",
    "𝐘",
)

TRAPS = (
    *map(Trap, _UNITS),
    # -- long runs that end in something else
    Trap("\n", after="I"),
    Trap(". | - ", after="I"),
    Trap(" ", "m6A", "m5C"),
    Trap(" ", "1", "x 2"),
    Trap(" ", '{"answer": "unknown', 'x"}'),
    Trap("17", '{"answer": ', "x}"),
    Trap("ab", "class ", "\n"),
    Trap(") '", "one two three four five six seven eight nine ten eleven twelve thirteen it ", "a"),
    Trap("{w} ", "The answer is", "and so on"),
    Trap("<", "<think>a</think>"),
    Trap("tRNA {w} ", "It is a tRNA. " + "+=(" * 2_000),
    Trap("tRNA {w} ", "It is a tRNA. " + " " * 6_000),
    Trap("no {w}, ", "Yes. "),
    Trap("İ", "tRNA ", " m6A promoter tRNA"),
    # -- data inside data, and data that break off at the end
    Trap(" {w}", NESTED.replace("%s", "answer")),
    Trap(" {w}", NESTED.replace("%s", "promoter")),
    Trap("promoter {w}:1,", "{promoter:" * 11 + "{", "}" * 12),
    Trap("{w}:{answer:yes},", "{label:" * 11 + "{", "}" * 12),
    Trap("a{n}:1,#{\n", "{", "]"),
    Trap("a{n}:[1],//{\n", "{", "]"),
    Trap('"k{n}": "ribosomel {w}", ', "{", "}"),
    Trap("[],", '{"answer": [', "]}"),
    Trap('"\\', '{"a": "'),
)
