"""Commands run by tests as a user runs them: in a process of their own, output read in full."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]


def run(
    *command: str | Path,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    timeout: float = 300,
    fails: bool = False,
) -> subprocess.CompletedProcess[str]:
    """Run a command with settings added to the environment; its whole output is shown if it fails.

    ``fails=True`` expects a failure. Standard output and standard error stay apart.
    """
    done = subprocess.run(
        [str(part) for part in command],
        env={**os.environ, **(env or {})},
        cwd=cwd,
        timeout=timeout,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    said = f"{done.stdout[-4000:]}\n{done.stderr[-12000:]}"
    line = " ".join(map(str, command))
    assert (done.returncode != 0) == fails, f"exit {done.returncode}: {line}\n{said}"
    return done


def python(
    code: str, *options: str, executable: str | Path, **settings: object
) -> subprocess.CompletedProcess[str]:
    """Run a line of Python."""
    return run(executable, *options, "-c", code, **settings)  # type: ignore[arg-type]


def biobench_names(text: str) -> Sequence[str]:
    """The names of ours in a table that ``lm_eval ls`` prints."""
    cells = (line.split("|")[1].strip() for line in text.splitlines() if line.count("|") > 1)
    return [cell for cell in cells if cell.startswith("biobench")]
