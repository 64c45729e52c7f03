"""The import hook adds our names to lm-eval, and can break neither an interpreter nor lm-eval.

Each test is an interpreter of its own. Where a claim is about an lm-eval that is not the one
installed, a small package of that name, written here, comes before it on the path.
"""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.commands import REPOSITORY, python

WARNING = "biobench could not add itself to lm-eval"
OFF = {"BIOBENCH_LM_EVAL_HOOK": "0"}

#: A task manager such as a later lm-eval might have: other arguments, nothing of the old insides.
OTHER_MANAGER = """
    class TaskManager:
        def __init__(self, *roots, strict=False):
            self.roots, self.strict = roots, strict
"""
#: Insides as of lm-eval 0.4.13, as far as ours go.
INDEX = """
    from dataclasses import dataclass, field
    from enum import Enum

    class Kind(Enum):
        TASK, PY_TASK, GROUP, TAG = range(4)

    @dataclass
    class Entry:
        name: str
        kind: Kind
        yaml_path: object
        cfg: object = None
        tags: set = field(default_factory=set)
"""

YAML_LOADER = """
    import yaml

    class Loader(yaml.SafeLoader):
        pass

    Loader.add_constructor("!function", lambda loader, node: node.value)

    def load_yaml(path):
        config = yaml.load(path.read_text(), Loader=Loader)
        include = config.pop("include", None)
        return {**(load_yaml(path.parent / include) if include else {}), **config}
"""
INSIDES = {"lm_eval/tasks/_index.py": INDEX, "lm_eval/tasks/_yaml_loader.py": YAML_LOADER}


def interpreter(code: str, **settings: object) -> subprocess.CompletedProcess[str]:
    """The interpreter of the tests, whose site-packages hold the installed hook."""
    return python(textwrap.dedent(code), executable=sys.executable, timeout=60, **settings)  # type: ignore[arg-type]


def package(root: Path, files: dict[str, str]) -> dict[str, str]:
    """Write modules (folders become packages); returns the environment that finds them first."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        for folder in path.relative_to(root).parents:
            if str(folder) != ".":
                (root / folder / "__init__.py").touch()
        path.write_text(textwrap.dedent(text), encoding="utf-8")
    return {"PYTHONPATH": str(root)}


class TestEveryInterpreter:
    """What is there before lm-eval is."""

    def test_only_two_small_modules_are_imported_at_start(self) -> None:
        done = interpreter(
            "import sys\n"
            "print([m for m in sys.modules if m.partition('.')[0] in "
            "('biobench', 'lm_eval', 'numpy', 'yaml', 'torch', 'openai', 'warnings')])",
            env={"PYTHONPATH": ""},
        )
        names = eval(done.stdout)
        assert set(names) - {"warnings"} == {"biobench", "biobench.plugin"}
        assert done.stderr == ""

    def test_one_finder_however_often_it_is_installed(self) -> None:
        done = interpreter(
            """
            import sys
            from biobench.plugin import install
            install(); install()
            print(sum(type(f).__module__.startswith("biobench") for f in sys.meta_path))
            """
        )
        assert done.stdout == "1\n"

    def test_other_modules_are_found_and_loaded_as_always(self, tmp_path: Path) -> None:
        near = package(
            tmp_path,
            {
                "lm_eval_extras/models.py": "VALUE = 1",
                "lm_eval/tasks/managers.py": "VALUE = 2",
                "lm_eval/tasks/broken.py": "import a_module_that_is_not_there",
            },
        )
        code = """
            import importlib.util, sys
            import lm_eval_extras.models, lm_eval.tasks.managers, json.tool
            for m in (lm_eval_extras.models, lm_eval.tasks.managers, json.tool):
                print(type(m.__loader__).__name__, type(m.__spec__.loader).__name__)
            print(importlib.util.find_spec("lm_eval.nothing"))
            try:
                import lm_eval.tasks.broken
            except ModuleNotFoundError as problem:
                print(problem)
        """
        on, off = interpreter(code, env=near), interpreter(code, env={**near, **OFF})
        assert on.stdout == off.stdout
        assert on.stdout.count("SourceFileLoader SourceFileLoader") == 3
        assert on.stderr == off.stderr == ""

    @pytest.mark.parametrize("value", ["0", "false", "OFF", "no"])
    def test_the_switch_turns_it_off(self, value: str) -> None:
        done = interpreter(
            "import sys; print([f for f in sys.meta_path if type(f).__module__ == 'biobench.plugin'])",
            env={"BIOBENCH_LM_EVAL_HOOK": value},
        )
        assert done.stdout == "[]\n"

    @pytest.mark.parametrize(
        "files",
        [
            {"biobench/__init__.py": "1 +"},
            {"biobench/__init__.py": "import a_module_that_is_not_there"},
            {"biobench/__init__.py": "raise RuntimeError('half an update')"},
            {"biobench/other.py": ""},
            {"biobench/plugin.py": "install = None"},
            {"biobench/plugin.py": "def install(): raise OSError('disk')"},
        ],
        ids=["syntax", "import", "raises", "no-plugin", "not-callable", "install-raises"],
    )
    def test_a_broken_package_leaves_the_interpreter_silent(
        self, tmp_path: Path, files: dict[str, str]
    ) -> None:
        done = interpreter("print('started')", env=package(tmp_path, files))
        assert (done.stdout, done.stderr) == ("started\n", "")

    def test_a_missing_package_leaves_the_interpreter_silent(self, tmp_path: Path) -> None:
        line = _pth_line()
        done = interpreter(
            f"import sys\nsys.modules['biobench'] = None\nexec({line!r})\nprint('started')", env=OFF
        )
        assert (done.stdout, done.stderr) == ("started\n", "")


def _pth_line() -> str:
    """The line of the ``.pth`` file."""
    namespace: dict[str, str] = {}
    source = (REPOSITORY / "build_hook.py").read_text(encoding="utf-8")
    start = source.index("LINE = (")
    exec(source[start : source.index(")\n\n", start) + 1], namespace)
    line = namespace["LINE"]
    assert line.startswith("import "), "site runs only lines that begin so"
    assert line.endswith("\n")
    assert line.count("\n") == 1
    return line


class TestOtherVersions:
    """lm-evals that are not the one we know."""

    @pytest.mark.parametrize(
        "manager",
        [
            OTHER_MANAGER,
            OTHER_MANAGER.replace("self.roots,", "self.task_index = self.roots,"),
            OTHER_MANAGER + "\n        task_index = property(lambda self: 1 / 0)\n",
        ],
        ids=["no-index", "other-index", "index-raises"],
    )
    def test_a_task_manager_with_other_insides_works_and_warns_once(
        self, tmp_path: Path, manager: str
    ) -> None:
        env = package(tmp_path, {"lm_eval/tasks/manager.py": manager, **INSIDES})
        done = interpreter(
            """
            from lm_eval.tasks.manager import TaskManager
            made = [TaskManager("a", "b", strict=True) for _ in range(3)]
            print(len(made), type(made[0]).__name__)
            """,
            env=env,
        )
        assert done.stdout == "3 TaskManager\n"
        assert done.stderr.count(WARNING) == 1
        assert "biobench tasks --path" in done.stderr
        assert "BIOBENCH_LM_EVAL_HOOK=0" in done.stderr

    @pytest.mark.parametrize(
        "manager",
        ["", "TaskManager = None", "from builtins import dict as TaskManager"],
        ids=["no-class", "none", "built-in"],
    )
    def test_no_task_manager_to_extend_warns_once(self, tmp_path: Path, manager: str) -> None:
        env = package(tmp_path, {"lm_eval/tasks/manager.py": manager + "\nVALUE = 7\n"})
        done = interpreter("from lm_eval.tasks.manager import VALUE; print(VALUE)", env=env)
        assert done.stdout == "7\n"
        assert done.stderr.count(WARNING) == 1

    def test_warnings_made_errors_stay_out_of_lm_eval(self, tmp_path: Path) -> None:
        env = package(tmp_path, {"lm_eval/tasks/manager.py": OTHER_MANAGER})
        done = interpreter(
            "from lm_eval.tasks.manager import TaskManager; TaskManager(); print('fine')",
            env={**env, "PYTHONWARNINGS": "error::RuntimeWarning"},
        )
        assert done.stdout == "fine\n"
        assert done.stderr.count(WARNING) == 1

    def test_errors_of_lm_eval_itself_stay_its_own(self, tmp_path: Path) -> None:
        env = package(
            tmp_path,
            {
                "lm_eval/tasks/manager.py": """
                    class TaskManager:
                        def __init__(self):
                            raise LookupError('theirs')
                """,
                "lm_eval/models.py": "raise ImportError('theirs too')",
            },
        )
        done = interpreter(
            """
            from lm_eval.tasks.manager import TaskManager
            for action in (TaskManager, lambda: __import__("lm_eval.models")):
                try:
                    action()
                except Exception as problem:
                    print(repr(problem))
            """,
            env=env,
        )
        assert done.stdout == "LookupError('theirs')\nImportError('theirs too')\n"
        assert WARNING not in done.stderr

    def test_a_model_registry_of_another_shape_warns_once(self, tmp_path: Path) -> None:
        env = package(
            tmp_path,
            {"lm_eval/models/__init__.py": "VALUE = 7", "lm_eval/api/registry.py": "MODELS = {}"},
        )
        done = interpreter("from lm_eval.models import VALUE; print(VALUE)", env=env)
        assert done.stdout == "7\n"
        assert done.stderr.count(WARNING) == 1

    def test_names_found_natively_are_left_alone(self, tmp_path: Path) -> None:
        """An lm-eval that reads entry points one day has our tasks and models before the hook."""
        manager = """
            class TaskManager:
                def __init__(self):
                    self.task_index = {"biobench_cpd": NATIVE}
            from lm_eval.tasks._index import Entry, Kind
            NATIVE = Entry("biobench_cpd", Kind.TASK, "theirs.yaml")
        """
        registry = """
            class Registry(dict):
                def register(self, name, target):
                    if self.get(name, target) != target:
                        raise ValueError(f"{name} already registered")
                    self[name] = target
            model_registry = Registry()
        """
        models = """
            from lm_eval.api.registry import model_registry
            model_registry.register("biobench-silent", target="native:Silent")
        """
        env = package(
            tmp_path,
            {
                **INSIDES,
                "lm_eval/tasks/manager.py": manager,
                "lm_eval/api/registry.py": registry,
                "lm_eval/models/__init__.py": models,
            },
        )
        done = interpreter(
            """
            import lm_eval.models
            from lm_eval.api.registry import model_registry
            from lm_eval.tasks.manager import NATIVE, TaskManager
            index = TaskManager().task_index
            print(index["biobench_cpd"] is NATIVE, "biobench_cpd_chat" in index)
            print(model_registry["biobench-silent"], model_registry["biobench-majority"])
            """,
            env=env,
        )
        assert done.stdout == "True True\nnative:Silent biobench.models.baselines:Majority\n"
        assert done.stderr == ""


class TestInstalledVersion:
    """The lm-eval that is here."""

    def test_lm_eval_imported_first_is_extended_at_once(self) -> None:
        done = interpreter(
            """
            import os
            import lm_eval.models, lm_eval.tasks
            from lm_eval.api.registry import model_registry
            before = lm_eval.tasks.TaskManager(include_defaults=False)
            print(before.all_tasks, "biobench-silent" in model_registry)
            del os.environ["BIOBENCH_LM_EVAL_HOOK"]
            from biobench.plugin import install
            install()
            after = lm_eval.tasks.TaskManager(include_defaults=False)
            print("biobench_cpd" in after.all_tasks, "biobench-silent" in model_registry)
            """,
            env=OFF,
        )
        assert done.stdout == "[] False\nTrue True\n"

    def test_the_modules_look_untouched_and_reload(self) -> None:
        done = interpreter(
            """
            import importlib, inspect
            import lm_eval.tasks.manager as m
            print(type(m.__loader__).__name__, type(m.__spec__.loader).__name__)
            print("class TaskManager" in inspect.getsource(m))
            print(list(inspect.signature(m.TaskManager).parameters))
            for _ in range(2):
                m = importlib.reload(m)
                print("biobench_cpd" in m.TaskManager(include_defaults=False).all_tasks)
            print(m.TaskManager.__init__.__wrapped__.__name__)
            print(hasattr(m.TaskManager.__init__.__wrapped__, "__wrapped__"))
            """
        )
        assert done.stdout.splitlines() == [
            "SourceFileLoader SourceFileLoader",
            "True",
            "['verbosity', 'include_path', 'include_defaults', 'metadata']",
            "True",
            "True",
            "__init__",
            "False",
        ]
        assert done.stderr == ""

    @pytest.mark.parametrize(
        "first",
        [
            "pass",
            "import biobench.models.baselines",
            "import biobench.harness",
            "import lm_eval.api.model",
        ],
        ids=["nothing", "our-models", "our-harness", "lm-eval-model"],
    )
    def test_models_of_lm_eval_stay_beside_ours(self, first: str) -> None:
        done = interpreter(
            f"""
            {first}
            from lm_eval.api.registry import get_model, model_registry
            print(get_model("biobench-silent").__name__, get_model("dummy").__name__)
            from lm_eval.models import MODEL_MAPPING
            print(sorted(set(MODEL_MAPPING) - set(model_registry)))
            print(sorted(n for n in model_registry if n.startswith("biobench")))
            """
        )
        lines = done.stdout.splitlines()
        assert lines[:2] == ["Silent DummyLM", "[]"]
        assert "biobench-majority" in lines[2]
        assert done.stderr == ""

    def test_a_task_of_the_user_wins_over_ours(self, tmp_path: Path) -> None:
        (tmp_path / "mine.yaml").write_text(
            "task: biobench_cpd\ndataset_path: mine\noutput_type: generate_until\n"
        )
        done = interpreter(
            f"""
            from lm_eval.tasks import TaskManager
            found = TaskManager(include_path={str(tmp_path)!r}, include_defaults=False)
            print(found.task_index["biobench_cpd"].yaml_path, "biobench_ncrna" in found.all_subtasks)
            """
        )
        assert done.stdout == f"{tmp_path}/mine.yaml True\n"
