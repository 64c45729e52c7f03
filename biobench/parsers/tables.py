"""Tables with a name at the head of a column.

Example: under the head "| guide | knockdown | mRNA left |" the last cell of the only row holds the
answer, although other numbers stand beside it.
"""

from __future__ import annotations

import re

from biobench.parsers.anchors import Piece
from biobench.parsers.cues import Names, Words

_TABLE = re.compile(
    r"(?m)^[ \t]{0,8}(\|[^\n]{1,400}\|)[ \t]*\n[ \t]{0,8}\|[ \t:|-]{3,400}\|[ \t]*\n"
    r"[ \t]{0,8}(\|[^\n]{1,400}\|)[ \t]*$(?!\n[ \t]*\|)"
)


def cell_of(text: str, names: Names | None, others: Names | None) -> Piece | None:
    """The cell under the only head that holds a name, in a table of one row."""
    match = _TABLE.search(text) if "-|" in text or "|:" in text or "- |" in text else None
    if match is None or names is None:
        return None
    heads, cells = match[1].strip("|").split("|"), match[2].strip("|").split("|")
    mine = [
        i
        for i, head in enumerate(heads)
        if names.search(Words(head)) and not (others and others.search(Words(head)))
    ]
    if len(heads) < 3 or len(heads) != len(cells) or len(mine) != 1:
        return None
    start = match.start(2) + 1 + sum(len(cell) + 1 for cell in cells[: mine[0]])
    cell = cells[mine[0]]
    return Piece(cell.strip(), start, start + len(cell), "table")
