"""What all tests share: no hub, no caches of the user, the repository's own shared data if present."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

# Before any library reads it: a hub name without network takes most of a minute to fail.
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ.pop("BIOBENCH_DATA", None)

SHARED = Path(__file__).parent.parent.parent / "shared"


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test writes into a cache of its own."""
    monkeypatch.setenv("BIOBENCH_CACHE", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Folder of real rows; tests that need it are skipped, visibly, where it is absent."""
    folder = SHARED / "data" / "real"
    if not folder.is_dir():
        pytest.skip(f"real rows are not at {folder}")
    return folder
