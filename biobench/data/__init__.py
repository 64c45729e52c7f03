"""Where rows come from: the published data on the hub, a local folder, or the synthetic mini set.

In goes a :class:`~biobench.spec.TaskSpec`, a source such as ``local:DIR`` and a split; out come
checked :class:`~biobench.data.rows.Row` objects.
"""

from biobench.data.records import ON_BAD_ROW
from biobench.data.rows import DataError, Row, RowSet
from biobench.data.source import Source, load, name_of, parse_source, shuffled, with_labels

__all__ = [
    "ON_BAD_ROW",
    "DataError",
    "Row",
    "RowSet",
    "Source",
    "load",
    "name_of",
    "parse_source",
    "shuffled",
    "with_labels",
]
