"""Settings of all tests: no network, no settings of the user, caches in a folder that is removed.

They are made in the environment, since most of what is tested here runs as a command of its own.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

#: Real rows for development, beside the repository; tests that want them say what they do without.
REAL_DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "real"
_CACHES = pytest.StashKey[str]()
_OURS = ("BIOBENCH_", "LMEVAL_", "VLLM_", "OPENAI_", "HF_", "TRANSFORMERS_")
_OTHERS = ("PYTHONPATH", "PYTHONWARNINGS", "VIRTUAL_ENV", "LOGLEVEL")


def pytest_configure(config: pytest.Config) -> None:
    """Make the environment, once: workers of pytest-xdist inherit it."""
    if hasattr(config, "workerinput"):
        return
    for name in list(os.environ):
        if name.startswith(_OURS) or name in _OTHERS:
            del os.environ[name]
    caches = tempfile.mkdtemp(prefix="biobench-tests-")
    config.stash[_CACHES] = caches
    os.environ |= {
        "BIOBENCH_CACHE": f"{caches}/biobench",
        "HF_HOME": f"{caches}/huggingface",
        "HF_HUB_OFFLINE": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "VLLM_CACHE_ROOT": f"{caches}/vllm",
        "VLLM_CONFIG_ROOT": f"{caches}/vllm-config",
        "VLLM_NO_USAGE_STATS": "1",
    }


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove what was cached."""
    if caches := config.stash.get(_CACHES, None):
        shutil.rmtree(caches, ignore_errors=True)


def pytest_report_header() -> str:
    """Say which rows the tests have."""
    there = REAL_DATA.is_dir()
    return f"rows: {REAL_DATA if there else f'synthetic only ({REAL_DATA} does not exist)'}"


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real rows; the test is skipped, visibly, where there is none."""
    if not REAL_DATA.is_dir():
        pytest.skip(f"no real rows: {REAL_DATA} does not exist")
    return REAL_DATA
