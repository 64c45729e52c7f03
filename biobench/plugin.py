"""Makes a plain ``lm_eval`` find the tasks and models of this package.

lm-eval 0.4 knows no external tasks but those of ``--include_path``. A ``.pth`` file (one line, in
site-packages) calls :func:`install` at the start of the interpreter; it puts a finder before the
others that waits for two modules of lm-eval and adds our names right after they are imported.
Nothing else is touched. ``BIOBENCH_LM_EVAL_HOOK=0`` switches it off. Only the standard library is
imported until lm-eval is.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

SWITCH = "BIOBENCH_LM_EVAL_HOOK"


def install() -> None:
    """Wait for lm-eval (or extend it, if it is imported already). Never raises."""
    if os.environ.get(SWITCH, "1").lower() in ("0", "false", "off", "no"):
        return
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
    for name, extend in _EXTENSIONS.items():
        if (module := sys.modules.get(name)) is not None:
            _contained(extend, module)


def _contained(action: Callable[..., None], *args: Any) -> None:
    """Run an extension; whatever goes wrong becomes one warning, since lm-eval must go on."""
    try:
        action(*args)
    except Exception as problem:  # lm-eval belongs to the user, not to us
        import warnings

        message = (
            f"biobench could not add itself to lm-eval: {type(problem).__name__}: {problem}. "
            f"Use --include_path $(biobench tasks --path); {SWITCH}=0 silences this."
        )
        try:
            warnings.warn(message, RuntimeWarning, stacklevel=2)
        except RuntimeWarning:  # the user made warnings errors, but not of lm-eval's imports
            print(message, file=sys.stderr)


class _Finder:
    """Finds the two modules through the other finders and lets :class:`_Loader` load them."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        if name not in _EXTENSIONS:
            return None
        for finder in sys.meta_path:
            if isinstance(finder, _Finder) or not hasattr(finder, "find_spec"):
                continue
            spec = finder.find_spec(name, path, target)
            if spec is not None:
                if hasattr(spec.loader, "exec_module"):
                    loader: Any = _Loader(spec.loader, _EXTENSIONS[name])
                    spec.loader = loader
                return spec
        return None


class _Loader:
    """Another loader, with something to do after the module is there."""

    def __init__(self, loader: Any, extend: Callable[[Any], None]) -> None:
        self._loader, self._extend = loader, extend

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)

    def create_module(self, spec: Any) -> Any:
        return self._loader.create_module(spec)

    def exec_module(self, module: Any) -> None:
        # The module never learns of this loader: reloads and resource look-ups go the usual way.
        module.__loader__ = self._loader
        module.__spec__.loader = self._loader
        self._loader.exec_module(module)
        _contained(self._extend, module)


def _extend_task_manager(module: Any) -> None:
    """Add our tasks to every index that a ``TaskManager`` builds."""
    manager = module.TaskManager
    build = manager.__init__
    if getattr(build, "biobench", False):
        return

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        build(self, *args, **kwargs)
        _contained(_add_tasks, self)

    __init__.__doc__ = build.__doc__
    __init__.__wrapped__ = build  # type: ignore[attr-defined]
    __init__.biobench = True  # type: ignore[attr-defined]
    manager.__init__ = __init__


def _add_tasks(manager: Any) -> None:
    from biobench.registration import add_tasks

    add_tasks(manager)


def _extend_models(module: Any) -> None:
    """Register our models once lm-eval's own are (before them, they would vanish)."""
    from lm_eval.api.registry import model_registry

    from biobench.models import MODELS

    for name, target in MODELS.items():
        if name not in model_registry:
            model_registry.register(name, target=target)


_EXTENSIONS: dict[str, Callable[[Any], None]] = {
    "lm_eval.tasks.manager": _extend_task_manager,
    "lm_eval.models": _extend_models,
}
