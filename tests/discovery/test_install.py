"""A plain ``lm_eval`` finds us however we, or lm-eval, are installed; and nothing stays behind.

Environments are made with uv, fresh for each way of installing. They lose most of lm-eval's 12,000
YAMLs, which are read at every start and take most of the time of a small command.
"""

from __future__ import annotations

import json
import shutil
import sys
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from biobench.prompts import FORMATS
from biobench.registration import name_in
from biobench.spec import builtin_specs
from tests.commands import REPOSITORY, biobench_names, run

pytestmark = pytest.mark.slow

BIN = Path(sys.executable).parent
UV = BIN / "uv"
LM_EVAL = "lm-eval==0.4.13"
KEPT_TASKS = "arithmetic"
OFF = {"BIOBENCH_LM_EVAL_HOOK": "0"}
MINI = ("--metadata", '{"data": "mini"}', "--limit", "5")
SIMPLE_EVALUATE = """
import json, lm_eval
found = lm_eval.simple_evaluate(
    model="biobench-majority", tasks=["biobench_cpd_closed"], metadata={"data": "mini"}, limit=5
)
print(json.dumps(found["results"]["biobench_cpd_closed"]))
"""
STARTED = "import sys; print([f for f in sys.meta_path if 'biobench' in type(f).__module__])"


@dataclass(frozen=True)
class Environment:
    """A place to run commands in, reached directly or through ``uv run``."""

    folder: Path
    launcher: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)

    def run(self, program: str, *arguments: str, **more: Any) -> CompletedProcess[str]:
        """Run a program of this environment, in a folder without any sources."""
        command = (*self.launcher, program) if self.launcher else (self.bin / program,)
        settings = {**self.settings, **more.pop("env", {})}
        return run(*command, *arguments, env=settings, cwd=self.folder, **more)

    @property
    def bin(self) -> Path:
        """Folder of the programs."""
        return self.folder / "bin"

    @property
    def site_packages(self) -> Path:
        """Folder of the packages."""
        (found,) = self.folder.glob("lib/python*/site-packages")
        return found

    def install(self, *packages: str | Path) -> None:
        """Install packages with uv."""
        run(
            UV, "pip", "install", "--quiet", "--python", self.bin / "python", *packages, timeout=600
        )


def fresh(folder: Path, *packages: str | Path) -> Environment:
    """A new environment with some packages, and a small lm-eval if there is one."""
    run(UV, "venv", "--quiet", "--python", sys.executable, folder)
    made = Environment(folder)
    made.install(*packages)
    remove_tasks(made.site_packages)
    return made


def remove_tasks(site_packages: Path) -> None:
    """Leave lm-eval few of its tasks (files are links into uv's cache, where they stay)."""
    for path in site_packages.glob("lm_eval/tasks/*"):
        if path.is_dir() and path.name != KEPT_TASKS:
            shutil.rmtree(path)


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository's package, so that builds leave nothing beside the original."""
    folder = tmp_path_factory.mktemp("sources")
    files = ("setup.cfg", "pyproject.toml", "build_hook.py", "MANIFEST.in", "README.md", "LICENSE")
    for name in files:
        shutil.copy(REPOSITORY / name, folder)
    shutil.copytree(
        REPOSITORY / "biobench", folder / "biobench", ignore=shutil.ignore_patterns("__pycache__")
    )
    return folder


@pytest.fixture(scope="module")
def wheel(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as it is published: built from the source distribution."""
    folder = tmp_path_factory.mktemp("wheel")
    run(UV, "build", "--quiet", "--out-dir", folder, sources, timeout=600)
    (found,) = folder.glob("*.whl")
    return found


def lm_eval_sources(folder: Path) -> Path:
    """lm-eval's own source distribution, unpacked, with few of its tasks."""
    download = ("--no-binary", "lm-eval", "--no-deps", "--no-build-isolation", "--dest", folder)
    run(sys.executable, "-m", "pip", "download", "--quiet", *download, LM_EVAL, timeout=600)
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        for member in tar:
            inside = member.name.partition("/lm_eval/tasks/")[2].split("/")
            if len(inside) == 1 or inside[0] == KEPT_TASKS:
                tar.extract(member, folder, filter="data")
    (found,) = (path for path in folder.iterdir() if path.is_dir())
    return found


@pytest.fixture(scope="module", params=["wheel", "editable", "editable lm_eval", "uv overlay"])
def environment(
    request: pytest.FixtureRequest,
    sources: Path,
    wheel: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Environment]:
    """An environment for each way of installing; removed at once, since it has 20,000 files."""
    folder = tmp_path_factory.mktemp("environment") / "venv"
    match request.param:
        case "wheel":
            made = fresh(folder, wheel)
        case "editable":
            made = fresh(folder, "--editable", sources)
        case "editable lm_eval":
            theirs = lm_eval_sources(tmp_path_factory.mktemp("lm_eval"))
            made = fresh(folder, "--editable", f"{theirs}[api]", wheel)
        case _:
            below = fresh(folder, LM_EVAL)
            launcher = (str(UV), "run", "--quiet", "--no-project", "--with", str(wheel))
            made = Environment(folder, launcher, {"VIRTUAL_ENV": str(below.folder)})
    if not made.launcher:
        yield made
    else:
        place = "import biobench; print(biobench.__file__)"
        overlay = Path(made.run("python", "-c", place).stdout.strip()).parents[1]
        assert overlay.parents[3].name.startswith("archive-"), overlay
        remove_tasks(overlay)
        yield made
        # uv keeps overlays in its cache for good, and each of ours has a new wheel.
        shutil.rmtree(overlay.parents[2])
    shutil.rmtree(folder)


def test_ls_shows_all_names(environment: Environment) -> None:
    found = biobench_names(environment.run("lm_eval", "ls", "tasks").stdout)
    assert {name_in(n, f) for n in builtin_specs() for f in FORMATS} <= set(found)
    assert {"biobench", "biobench_chat", "biobench_dna", "biobench_rna_reasoning"} <= set(found)
    assert len(set(found)) == len(found)


def test_validate_finds_tasks(environment: Environment) -> None:
    names = "biobench_cpd,biobench_ncrna_closed,biobench_chat"
    done = environment.run("lm_eval", "validate", "--tasks", names)
    assert "All tasks found and valid" in done.stdout
    assert "biobench could not" not in done.stderr


def test_run_evaluates(environment: Environment) -> None:
    command = ("run", "--tasks", "biobench_cpd", "--model", "biobench-silent", *MINI)
    done = environment.run("lm_eval", *command)
    assert "|biobench_cpd|" in done.stdout
    assert "bb_score" in done.stdout


def test_simple_evaluate_in_an_isolated_interpreter(environment: Environment) -> None:
    done = environment.run("python", "-I", "-c", SIMPLE_EVALUATE)
    scores = json.loads(done.stdout.splitlines()[-1])
    assert scores["bb_parsed,biobench"] == 1.0
    assert 0 <= scores["bb_acc,biobench"] <= 1


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Environment]:
    """The core package (no extras) from its wheel."""
    folder = tmp_path_factory.mktemp("core") / "venv"
    yield fresh(folder, wheel)
    shutil.rmtree(folder)


class TestCore:
    """What ``pip install biobench`` gives."""

    def test_there_is_no_torch(self, installed: Environment) -> None:
        done = installed.run("python", "-c", "import torch", fails=True)
        assert "No module named 'torch'" in done.stderr

    @pytest.mark.parametrize(
        "action",
        ["import biobench", "from biobench.cli import main; main(['--help'])"],
        ids=["import", "help"],
    )
    def test_import_and_help_import_nothing_heavy(
        self, installed: Environment, action: str
    ) -> None:
        heavy = "torch numpy scipy sklearn yaml lm_eval datasets transformers openai rapidfuzz"
        code = (
            f"import sys, atexit\nheavy = set({heavy.split()})\n"
            f"atexit.register(lambda: print('found', sorted(heavy & set(sys.modules))))\n{action}"
        )
        done = installed.run("python", "-c", code)
        assert done.stdout.endswith("found []\n")

    def test_the_command_is_installed(self, installed: Environment) -> None:
        assert "usage: biobench" in installed.run("biobench", "--help").stdout
        listed = installed.run("biobench", "tasks").stdout
        assert all(name in listed for name in builtin_specs())


class TestSwitchedOff:
    """``BIOBENCH_LM_EVAL_HOOK=0`` and ``--include_path``."""

    def test_names_are_unknown(self, installed: Environment) -> None:
        command = ("validate", "--tasks", "biobench_cpd")
        done = installed.run("lm_eval", *command, env=OFF, fails=True)
        assert "Tasks not found: biobench_cpd" in done.stdout

    def test_include_path_brings_the_tasks_back(self, installed: Environment) -> None:
        path = self.path(installed)
        command = ("run", "--model", "dummy", "--tasks", "biobench_cpd,biobench_rna_closed", *MINI)
        done = installed.run("lm_eval", *command, "--include_path", path, env=OFF)
        assert "|biobench_cpd" in done.stdout
        assert "|biobench_ncrna_closed" in done.stdout.replace(" - ", "").replace("|-", "|")

    def test_include_path_and_hook_together_are_silent(self, installed: Environment) -> None:
        path = self.path(installed)
        command = ("run", "--model", "biobench-silent", "--tasks", "biobench_dna,biobench_cpd_chat")
        done = installed.run("lm_eval", *command, *MINI, "--include_path", path)
        assert "|biobench_cpd_chat" in done.stdout
        for word in ("uplicate", "overrides", "biobench could not"):
            assert word not in done.stderr

    @staticmethod
    def path(installed: Environment) -> str:
        """What ``$(biobench tasks --path)`` stands for."""
        text = installed.run("biobench", "tasks", "--path", env=OFF).stdout
        assert text.count("\n") == 1
        return text.strip()


@pytest.mark.parametrize("way", ["wheel", "editable"])
def test_uninstall_leaves_nothing(
    way: str, sources: Path, wheel: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("uninstall") / "venv"
    made = fresh(folder, LM_EVAL)
    before = _names(folder)
    made.install(
        *(["--no-deps", wheel] if way == "wheel" else ["--no-deps", "--editable", sources])
    )
    assert "biobench_lm_eval.pth" in {path.name for path in made.site_packages.iterdir()}
    assert "biobench.plugin" in made.run("python", "-c", STARTED).stdout
    # Both tools: pip goes by RECORD alone, uv also removes folders it finds empty.
    if way == "wheel":
        pip = (sys.executable, "-m", "pip", "--python", made.bin / "python")
        run(*pip, "uninstall", "--yes", "--quiet", "biobench")
    else:
        run(UV, "pip", "uninstall", "--quiet", "--python", made.bin / "python", "biobench")
    assert _names(folder) == before
    done = made.run("python", "-c", STARTED)
    assert (done.stdout, done.stderr) == ("[]\n", "")
    done = made.run("lm_eval", "validate", "--tasks", "arithmetic_1dc")
    assert "All tasks found and valid" in done.stdout
    shutil.rmtree(folder)


def _names(folder: Path) -> set[Path]:
    """All files and folders, without what Python compiles on the way."""
    return {p.relative_to(folder) for p in folder.rglob("*") if "__pycache__" not in p.parts}
