"""The hub answers at once when it cannot be reached; the mini set is the same everywhere."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path
from typing import Any

import pytest

from biobench.data import DataError, hub, load, parse_source
from biobench.data.mini import SIZES
from biobench.spec import TaskSpec, builtin_specs

CPD = builtin_specs()["biobench_cpd"]


def test_without_network_and_cache_the_hub_names_the_ways_out(
    monkeypatch: Any, tmp_path: Path
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(
        DataError, match=r"SciReason/bio_instruction.*cannot be reached.*local:DIR.*mini"
    ):
        load(CPD, parse_source("hub"), "test")


def test_an_address_that_never_answers_is_given_up_within_a_second(monkeypatch: Any) -> None:
    # A listening socket with a full queue: connections hang, as behind a silent firewall.
    import socket

    from huggingface_hub import constants

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        port = listener.getsockname()[1]
        waiting = [socket.socket() for _ in range(8)]
        for s in waiting:
            s.setblocking(False)
            s.connect_ex(("127.0.0.1", port))
        monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
        monkeypatch.setattr(constants, "ENDPOINT", f"http://127.0.0.1:{port}")
        monkeypatch.delenv("HTTPS_PROXY", raising=False)
        start = time.monotonic()
        assert hub.reachable() is False
        assert time.monotonic() - start < 2
        for s in waiting:
            s.close()


def test_files_in_the_hub_cache_need_no_network(monkeypatch: Any, tmp_path: Path) -> None:
    commit = "0123456789abcdef0123456789abcdef01234567"
    home = tmp_path / "datasets--SciReason--bio_instruction"
    data = home / "snapshots" / commit / "cpd" / "test" / "data.json"
    data.parent.mkdir(parents=True)
    data.write_text(
        '[{"input": "<dna>ACGT<dna> ?", "label": "positive", "task": "cpd-prom_core_tata"}]'
    )
    (home / "refs").mkdir()
    (home / "refs" / "main").write_text(commit)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr("huggingface_hub.file_download.constants.HF_HUB_CACHE", str(tmp_path))
    for revision in (None, commit):
        rows = load(CPD, parse_source("hub", revision=revision), "test")
        assert [r.label for r in rows.rows] == [True]
        assert commit in rows.files[0], "the commit that was used can be told from the path"
    with pytest.raises(DataError, match="not in the cache"):
        load(CPD, parse_source("hub", revision="f" * 40), "test")
    assert load(CPD, parse_source("hub"), "train").rows == [], "the hub holds no train split"


@pytest.mark.parametrize("spec", builtin_specs().values(), ids=lambda s: s.id)
def test_mini_rows_are_complete_and_repeatable(spec: TaskSpec) -> None:
    source = parse_source("mini")
    for split, size in SIZES.items():
        rows = load(spec, source, split).rows
        assert len(rows) == size
        assert rows == load(spec, source, split).rows
        assert all(r.id.startswith("mini:") for r in rows)
        for low_high, position in zip(spec.lengths, range(len(spec.molecules))):
            lengths = [len(r.sequences[position]) for r in rows]
            assert low_high[0] <= min(lengths) <= max(lengths) <= low_high[1]
    ids = [r.sequences for s in SIZES for r in load(spec, source, s).rows]
    assert len(set(ids)) == len(ids), "no row of one split is a row of another"


def test_mini_is_the_same_on_every_machine() -> None:
    rows = load(CPD, parse_source("mini"), "test").rows
    digest = hashlib.sha256("".join(r.sequences[0] for r in rows).encode()).hexdigest()
    # Computed once from the first released version; a change would break stored mini results.
    assert digest.startswith("b9eb7303"), digest
