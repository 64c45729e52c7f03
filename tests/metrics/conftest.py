"""Factories for task facts and answer tables, so that each test shows only what it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from biobench.metrics import AnswerTable
from biobench.spec import TaskSpec, ValueSpec

MakeSpec = Callable[..., TaskSpec]
MakeTable = Callable[..., AnswerTable]


@pytest.fixture(scope="session")
def make_spec() -> MakeSpec:
    """``make_spec(kind, headline, labels=..., none_label=..., values=("hk", "dev"))``."""

    def make(kind: str, headline: str, values: Sequence[str] = (), **facts: Any) -> TaskSpec:
        return TaskSpec(
            id=f"made_up_{kind}",
            version=1.0,
            title="Made up",
            abbreviation="MU",
            omics="dna",
            kind=kind,
            headline=headline,
            molecules=("dna",),
            official=("made-up",),
            question="{0}?",
            hint="binary",
            values=tuple(ValueSpec(name) for name in values),
            **facts,
        )

    return make


@pytest.fixture(scope="session")
def make_table() -> MakeTable:
    """``make_table(gold, value)``: rows whose value is ``None`` get status ``refused``."""

    def make(
        gold: Sequence[Any],
        value: Sequence[Any],
        cluster: Sequence[int] | None = None,
        subset: Sequence[str] | None = None,
    ) -> AnswerTable:
        n = len(gold)
        return AnswerTable(
            gold=list(gold),
            value=list(value),
            status=["refused" if v is None else "parsed" for v in value],
            cluster=np.arange(n) if cluster is None else np.asarray(cluster, dtype=np.int64),
            subset=["made-up"] * n if subset is None else list(subset),
            index=np.arange(n),
        )

    return make
