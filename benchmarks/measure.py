"""Alternating pairs of processes, and the file the figures go to."""

from __future__ import annotations

import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

RESULTS = Path(__file__).parent.parent / "docs" / "benchmarks" / "results.json"
PAIRS = 5


@dataclass(frozen=True)
class Figure:
    """One measured number; ``goal`` is an upper bound, or a lower one if it begins with ``>=``."""

    name: str
    value: float
    unit: str
    goal: str
    command: str
    spread: list[float]


@dataclass(frozen=True)
class Usage:
    """What one process took."""

    seconds: float
    peak_mib: float


def run(command: Sequence[str]) -> Usage:
    """Run a command to its end; its output is shown only if it fails."""
    start = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{output[-4000:]}")
    return Usage(time.perf_counter() - start, usage.ru_maxrss / 1024)


def pairs(a: Sequence[str], b: Sequence[str], count: int = PAIRS) -> list[tuple[Usage, Usage]]:
    """Run two commands in turn (A B A B ...), so that a drift of the machine meets both."""
    found = []
    for number in range(count):
        found.append((run(a), run(b)))
        last = found[-1]
        print(
            f"  pair {number + 1}: {last[0].seconds:.1f} s and {last[1].seconds:.1f} s", flush=True
        )
    return found


def figure(
    name: str,
    unit: str,
    goal: str,
    found: Sequence[tuple[Usage, Usage]],
    compare: Callable[[Usage, Usage], float],
) -> Figure:
    """The median of a comparison over all pairs, with its smallest and largest value."""
    values = sorted(compare(a, b) for a, b in found)
    spread = [round(values[0], 3), round(values[-1], 3)]
    family = name.partition(".")[0]
    value = round(statistics.median(values), 3)
    return Figure(name, value, unit, goal, f"make bench ONLY={family}", spread)


def save(figures: Sequence[Figure]) -> None:
    """Print the figures and put them into the results file beside the other families' figures."""
    for f in figures:
        print(
            f"{f.name}: {f.value:g} {f.unit} (goal {f.goal}, spread {f.spread[0]:g} to {f.spread[1]:g})"
        )
    old = json.loads(RESULTS.read_text())["figures"] if RESULTS.is_file() else []
    new = {f.name for f in figures}
    content = {
        "machine": machine(),
        "figures": sorted(
            [*(f for f in old if f["name"] not in new), *map(asdict, figures)],
            key=lambda f: f["name"],
        ),
    }
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps(content, indent=1) + "\n")


def machine() -> dict[str, object]:
    """What the figures were measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "cores": os.cpu_count(),
        "memory_gib": round(memory, 1),
        "python": platform.python_version(),
        "system": platform.system(),
    }


def peak_mib() -> float:
    """The largest resident set of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def python(*arguments: str) -> list[str]:
    """A command that runs this interpreter."""
    return [sys.executable, *arguments]
