"""What is installed, reachable and cached, and what to do about what is not: ``biobench doctor``."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. ``state``: ``ok``, ``missing`` (needed for some uses) or ``wrong``."""

    name: str
    state: str
    detail: str
    advice: str = ""


#: Distribution, versions that work, what it is for, whether nothing works without it.
PACKAGES = (
    ("lm-eval", ">=0.4.13,<0.5", "the harness", True),
    ("numpy", ">=1.26", "metrics", True),
    ("scipy", ">=1.11", "intervals", True),
    ("scikit-learn", ">=1.4", "the k-mer baseline", True),
    ("rapidfuzz", ">=3", "misspelt classes", True),
    ("pyyaml", ">=6", "task files", True),
    ("openai", ">=1.40", "OpenAI-compatible models", True),
    ("torch", ">=2.4", "--model hf, vllm: pip install biobench[hf]", False),
    ("transformers", ">=4.56", "--model hf, vllm: pip install biobench[hf]", False),
    ("vllm", "==0.32.*", "--model vllm: pip install biobench[vllm]", False),
)


def examine() -> Iterator[Finding]:
    """Look at everything, cheapest first; nothing here raises or needs the network for long."""
    yield Finding(
        "python", "ok" if sys.version_info >= (3, 10) else "wrong", platform.python_version()
    )
    yield from map(_package, PACKAGES)
    yield _hook()
    yield from _data()
    yield _accelerator()
    yield _key()


def _package(wanted: tuple[str, str, str, bool]) -> Finding:
    from packaging.specifiers import SpecifierSet

    name, versions, use, needed = wanted
    try:
        version = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        advice = f"pip install '{name}{versions}'" if needed else f"only for {use}"
        return Finding(name, "wrong" if needed else "missing", "not installed", advice)
    if not SpecifierSet(versions).contains(version, prereleases=True):
        return Finding(
            name, "wrong", version, f"expected {versions}: pip install '{name}{versions}'"
        )
    return Finding(name, "ok", version)


def _hook() -> Finding:
    from biobench.plugin import SWITCH

    if os.environ.get(SWITCH, "1").lower() in ("0", "false", "off", "no"):
        return Finding(
            "plain lm_eval", "missing", f"switched off by {SWITCH}",
            "unset it, or use --include_path $(biobench tasks --path)",
        )  # fmt: skip
    if not any(type(finder).__module__ == "biobench.plugin" for finder in sys.meta_path):
        return Finding(
            "plain lm_eval", "wrong", "the hook is not installed: lm_eval will not know the tasks",
            "install the package with pip (a path to its sources is not enough), or use --include_path",
        )  # fmt: skip
    return Finding("plain lm_eval", "ok", "knows the tasks")


def _data() -> Iterator[Finding]:
    from biobench.cache import cache_folder
    from biobench.data import DataError, parse_source
    from biobench.data.hub import REPOSITORY, reachable

    try:
        source = parse_source()
        chosen = f"{source} ({'BIOBENCH_DATA' if os.environ.get('BIOBENCH_DATA') else 'default'})"
        yield Finding("data", "ok", chosen)
    except DataError as problem:
        yield Finding("data", "wrong", str(problem), "correct BIOBENCH_DATA")
    from huggingface_hub.constants import HF_HUB_CACHE

    folder = Path(HF_HUB_CACHE) / f"datasets--{REPOSITORY.replace('/', '--')}"
    cached = folder.is_dir()
    if reachable():
        yield Finding(
            "hub", "ok", f"reachable; {REPOSITORY} {'is' if cached else 'not'} in the cache"
        )
    else:
        advice = "" if cached else 'use --metadata \'{"data": "local:DIR"}\' or mini'
        state = "ok" if cached else "missing"
        yield Finding(
            "hub", state, f"not reachable; {'cached' if cached else 'nothing cached'}", advice
        )
    yield Finding("cache", "ok", str(cache_folder()))


def _accelerator() -> Finding:
    if importlib.util.find_spec("torch") is None:
        return Finding("accelerator", "missing", "torch is not installed")
    import torch

    if torch.cuda.is_available():
        names = [torch.cuda.get_device_name(i) for i in range(torch.cuda.device_count())]
        return Finding("accelerator", "ok", ", ".join(names))
    return Finding("accelerator", "missing", "none: local models run on the processor, slowly")


def _key() -> Finding:
    if os.environ.get("OPENAI_API_KEY"):
        return Finding("OPENAI_API_KEY", "ok", "set (not shown)")
    return Finding(
        "OPENAI_API_KEY", "missing", "not set", "needed for --model openai-chat-completions"
    )


def as_text(findings: list[Finding]) -> str:
    """The findings as aligned lines."""
    width = max(len(f.name) for f in findings)
    return "\n".join(
        f"{f.state:7}  {f.name:{width}}  {f.detail}{f'  -> {f.advice}' if f.advice else ''}"
        for f in findings
    )
