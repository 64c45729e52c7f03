"""The published test sets on the Hugging Face hub, fetched file by file for the tasks asked for.

The hub client keeps files in its own cache, so a second run needs no network. ``revision`` pins a
commit; what was used is kept in the paths of the files (``snapshots/<commit>/...``).
"""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path
from typing import Any

from biobench.data.rows import DataError
from biobench.spec import TaskSpec

REPOSITORY = "SciReason/bio_instruction"
REVISION = "main"
#: The hub holds no train split.
HUB_SPLITS = ("dev", "test")
_PATIENCE_SECONDS = 0.8


def fetch(spec: TaskSpec, split: str, revision: str | None, ways: str) -> list[tuple[Path, bool]]:
    """Paths of a split's files in the hub cache, downloaded where they are missing.

    Raises :class:`DataError` within a second when there is neither cache nor network.
    """
    if split not in HUB_SPLITS:
        return []
    missing: Exception | None = None
    for folder in spec.folder:
        try:
            return [(_file(f"{folder}/{split}/data.json", revision or REVISION), False)]
        except _NotThere as problem:
            missing = problem
        except OSError as problem:
            raise DataError(
                f"{spec.id}: the data set {REPOSITORY} is not in the cache and cannot be reached "
                f"({problem}). {ways}"
            ) from None
    if split == "dev":
        return []
    raise DataError(f"{spec.id}: {REPOSITORY} has no {split} rows: {missing}. {ways}")


def fetch_file(name: str, revision: str | None) -> Path | None:
    """A file at the root of the data set, or ``None`` where it cannot be had."""
    try:
        return _file(name, revision or REVISION)
    except (_NotThere, OSError):
        return None


class _NotThere(Exception):
    """The repository has no such file."""


def _file(name: str, revision: str) -> Path:
    import huggingface_hub
    from huggingface_hub.utils import EntryNotFoundError, RepositoryNotFoundError

    where: dict[str, Any] = {
        "repo_id": REPOSITORY, "filename": name, "repo_type": "dataset", "revision": revision
    }  # fmt: skip
    cached = huggingface_hub.try_to_load_from_cache(**where)
    if isinstance(cached, str):
        return Path(cached)
    if not reachable():
        raise OSError("no network")
    try:
        return Path(huggingface_hub.hf_hub_download(**where))
    except (EntryNotFoundError, RepositoryNotFoundError) as problem:
        raise _NotThere(f"{name} at revision {revision} ({type(problem).__name__})") from None


def reachable() -> bool:
    """Whether the hub answers soon: its own client would try for most of a minute."""
    from huggingface_hub import constants

    if constants.HF_HUB_OFFLINE:
        return False
    if os.environ.get("HTTPS_PROXY") or os.environ.get("https_proxy"):
        return True  # the proxy knows; a look-up of ours would not
    host, _, port = constants.ENDPOINT.partition("://")[2].partition("/")[0].partition(":")
    default = 443 if constants.ENDPOINT.startswith("https") else 80
    answered = threading.Event()

    def knock() -> None:
        try:
            with socket.create_connection((host, int(port or default)), _PATIENCE_SECONDS):
                answered.set()
        except OSError:
            pass

    # A name look-up has no time limit of its own, so it runs where nobody waits for it.
    thread = threading.Thread(target=knock, daemon=True)
    thread.start()
    thread.join(_PATIENCE_SECONDS)
    return answered.is_set()
