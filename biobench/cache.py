"""Where this package keeps what it can make again."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path:
    """BIOBENCH_CACHE, else ``biobench`` in the user's cache (XDG_CACHE_HOME, ``~/.cache``)."""
    if chosen := os.environ.get("BIOBENCH_CACHE"):
        return Path(chosen).expanduser()
    return Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "biobench"
