"""Tables of text for a terminal: one line a row, columns as wide as their widest cell."""

from __future__ import annotations

from collections.abc import Sequence


def aligned(rows: Sequence[Sequence[str]], numbers: bool = True) -> list[str]:
    """The lines of a table; an empty row is an empty line.

    Parameters
    ----------
    rows : cells of each row, as many in every row that is not empty.
    numbers : the columns behind the first hold numbers, which end below each other.
    """
    widths = [max(map(len, column)) for column in zip(*(row for row in rows if row))]
    return [
        "  ".join(
            cell.rjust(width) if numbers and i else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row, widths))
        ).rstrip()
        for row in rows
    ]
