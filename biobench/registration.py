"""The names lm-eval shows: every task and group in every prompt format, from one set of YAMLs.

``biobench_cpd`` and ``biobench_dna`` are the YAMLs themselves (format ``open``); ``_closed``,
``_chat`` and ``_reasoning`` are derived from them, so that no file stands twice.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from biobench import __version__
from biobench.cache import cache_folder
from biobench.prompts import DEFAULT, FORMATS
from biobench.spec import TASKS_FOLDER, task_files


def name_in(name: str, format_name: str) -> str:
    """The name of a task or group in a prompt format: ``biobench_cpd_closed``."""
    return name if format_name == DEFAULT else f"{name}_{format_name}"


def configs(load: Any) -> dict[str, tuple[dict[str, Any], Path, str]]:
    """Every name with its configuration, the YAML it comes from, and its prompt format.

    ``load`` reads a YAML with its includes (lm-eval's ``load_yaml``, functions resolved or not).
    """
    found: dict[str, tuple[dict[str, Any], Path, str]] = {}
    settings = {name: load(TASKS_FOLDER / f"_format_{name}.yaml") for name in FORMATS}
    for path in task_files():
        config = load(path)
        for format_name in FORMATS:
            variant = _variant(config, settings[format_name], format_name)
            found[variant.get("group") or variant["task"]] = (variant, path, format_name)
    return found


def _variant(
    config: Mapping[str, Any], settings: Mapping[str, Any], format_name: str
) -> dict[str, Any]:
    if format_name == DEFAULT:
        return dict(config)
    if "group" in config:
        alias = f"{config.get('group_alias', config['group'])}, {format_name}"
        members = [name_in(member, format_name) for member in config["task"]]
        group = name_in(config["group"], format_name)
        return {**config, "group": group, "group_alias": alias, "task": members}
    metadata = dict(config["metadata"])
    metadata["biobench"] = {**metadata["biobench"], "format": format_name}
    return {
        **config,
        **settings,
        "task": name_in(config["task"], format_name),
        "metadata": metadata,
    }


def add_tasks(manager: Any) -> None:
    """Add all names to a ``TaskManager`` that does not have them yet."""
    from lm_eval.tasks._index import Entry, Kind
    from lm_eval.tasks._yaml_loader import load_yaml

    index = manager.task_index
    for name, (config, path, format_name) in configs(load_yaml).items():
        if name in index:  # found natively, or through --include_path
            continue
        kind = Kind.GROUP if "group" in config else Kind.TASK
        yaml_path = path if format_name == DEFAULT else None
        index[name] = Entry(name=name, kind=kind, yaml_path=yaml_path, cfg=config)
    by_kind: dict[Any, list[str]] = {}
    for name, entry in index.items():
        by_kind.setdefault(entry.kind, []).append(name)
    manager._all_tasks = sorted(index)
    manager._all_subtasks = sorted(by_kind.get(Kind.TASK, []) + by_kind.get(Kind.PY_TASK, []))
    manager._all_groups = sorted(by_kind.get(Kind.GROUP, []))


def write_tasks(folder: Path | None = None) -> Path:
    """Write every name as a YAML of its own, for ``lm_eval --include_path``.

    The folder's name holds the version and a hash of the content, so a change never meets old files.
    Returns the folder.
    """
    import yaml

    class Dumper(yaml.SafeDumper):
        """Writes function references as lm-eval reads them."""

    Dumper.add_representer(_Function, lambda d, f: d.represent_scalar("!function", str(f)))
    texts = {
        name: yaml.dump(config, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=120)
        for name, (config, _, _) in configs(_load_with_references).items()
    }
    digest = hashlib.sha256(
        "".join(f"{n}\n{t}" for n, t in sorted(texts.items())).encode()
    ).hexdigest()
    folder = folder or cache_folder() / f"tasks-{__version__}-{digest[:12]}"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        path = folder / f"{name}.yaml"
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            part = path.with_suffix(f".part{os.getpid()}")
            part.write_text(text, encoding="utf-8")
            part.replace(path)
    return folder


class _Function(str):
    """The name behind a ``!function`` reference."""


def _load_with_references(path: Path) -> dict[str, Any]:
    """A YAML with its includes merged, functions left as references."""
    import yaml

    class Loader(yaml.SafeLoader):
        """Keeps ``!function`` references."""

    Loader.add_constructor("!function", lambda _, node: _Function(node.value))
    with path.open("rb") as handle:
        config: dict[str, Any] = yaml.load(handle, Loader=Loader)  # noqa: S506 (a SafeLoader)
    merged: dict[str, Any] = {}
    include = config.pop("include", [])
    for name in [include] if isinstance(include, str) else include:
        merged.update(_load_with_references(path.parent / name))
    return {**merged, **config}
