"""Build steps that put the ``.pth`` file of biobench/plugin.py into wheels, normal and editable.

Setuptools has no setting for a file at the root of a wheel, which is where site-packages begins.
"""

from pathlib import Path

from setuptools.command.build_py import build_py
from setuptools.command.editable_wheel import editable_wheel

PTH = "biobench_lm_eval.pth"
# One line, run at every start of the interpreter: silent if the package is gone or broken.
LINE = (
    "import sys; exec('try:\\n    from biobench.plugin import install\\n    install()\\n"
    "except Exception:\\n    pass')\n"
)


class BuildPy(build_py):
    """Writes the file beside the package; editable wheels get it from :class:`EditableWheel`."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            Path(self.build_lib).mkdir(parents=True, exist_ok=True)
            (Path(self.build_lib) / PTH).write_text(LINE, encoding="utf-8")

    def get_outputs(self, include_bytecode: bool = True) -> list:
        outputs = super().get_outputs(include_bytecode)
        return outputs if self.editable_mode else [*outputs, str(Path(self.build_lib) / PTH)]


class EditableWheel(editable_wheel):
    """Adds the file to an editable wheel, whatever way setuptools makes the package importable."""

    def _select_strategy(self, *args, **kwargs):
        strategy = super()._select_strategy(*args, **kwargs)

        class WithPth:
            def __enter__(self):
                strategy.__enter__()
                return self

            def __exit__(self, *exception):
                return strategy.__exit__(*exception)

            def __call__(self, wheel, files, mapping):
                strategy(wheel, files, mapping)
                wheel.writestr(PTH, LINE.encode())

        return WithPth()
