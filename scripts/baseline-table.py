"""Run the baselines over real rows and write docs/baselines.md.

Usage: python scripts/baseline-table.py DATA RESULTS

DATA is a folder of tables (docs/data.md); tasks without rows there are left out. RESULTS keeps the
runs; one that is there already is not repeated. Only scores go into the page, no rows.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from biobench.models import MODELS
from biobench.report import report
from biobench.runs import read_runs
from biobench.spec import builtin_specs

PAGE = Path(__file__).parent.parent / "docs" / "baselines.md"
#: Literature figure of the paper (Tables 4 to 7), and why rows like ours cannot be set beside it.
LITERATURE = {
    "biobench_emp": (
        "58.83",
        "trained on a small part of the GUE train rows, 500 of 28,741 test rows",
    ),
    "biobench_pd300": ("83.81", "trained on a small part of the train rows, 500 test rows"),
    "biobench_cpd": ("71.07", "trained on a small part of the train rows, 500 test rows"),
    "biobench_tf_human": (
        "66.84",
        "trained on a small part of the train rows, 500 of 5,000 test rows",
    ),
    "biobench_tf_mouse": (
        "71.21",
        "trained on a small part of the train rows, 500 of 10,005 test rows",
    ),
    "biobench_ncrna": ("85.73", "other test rows than the paper's 4,840, whose origin is unknown"),
    "biobench_mrl": ("78.00", "not the paper's library: designed variants of 50-letter UTRs"),
    "biobench_crispr": ("44.10", "the same 2,076 guides, split otherwise (no source split)"),
    "biobench_ec": ("88.9", "1,228 of 15,551 train chains, 500 of 1,919 test chains"),
    "biobench_stability": ("79.00", "3,000 of 53,614 train rows, 500 of 12,851 test rows"),
    "biobench_fluorescence": ("69.00", "3,000 of 21,446 train rows, 500 of 27,217 test rows"),
    "biobench_solubility": (
        "77.00",
        "trained on rows of the validation set, 500 of 2,001 test rows",
    ),
    "biobench_aan": ("54.9", "3,000 of 22,359 train rows, 500 of 3,301 test rows"),
    "biobench_rpi": (
        "93.2",
        "not the paper's set: RPI2241, whose pairs share molecules with train",
    ),
}


def run_baselines(data: Path, results: Path, tasks: list[str]) -> None:
    """One plain lm_eval command for each baseline."""
    for model in MODELS:
        if not list((results / model).rglob("results_*.json")):
            command = [
                sys.executable, "-m", "lm_eval", "run", "--model", model, "--tasks", ",".join(tasks),
                "--metadata", json.dumps({"data": f"local:{data}"}), "--log_samples",
                "--output_path", str(results / model),
            ]  # fmt: skip
            subprocess.run(command, check=True)


def page(results: Path, tasks: list[str]) -> str:
    """The page, from the stored runs."""
    cells: dict[tuple[str, str], str] = {}
    rows: dict[str, int] = {}
    for run in read_runs([results]):
        score = report(run)["score"]
        low, high = score["interval"]
        cells[run.model, run.spec.id] = f"{score['value']:.1f} ({low:.1f} to {high:.1f})"
        rows[run.spec.id] = len(run.table)
    specs = builtin_specs()
    names = [name.removeprefix("biobench-") for name in MODELS]
    lines = [
        "| task | metric | rows | "
        + " | ".join(names)
        + " | literature | not comparable because |",
        "|---" * (len(names) + 5) + "|",
    ]
    for task in tasks:
        figure, why = LITERATURE.get(task, ("", ""))
        values = " | ".join(cells[model, task] for model in MODELS)
        spec = specs[task]
        lines.append(
            f"| {spec.abbreviation} | {spec.headline} | {rows[task]} | {values} | {figure} | {why} |"
        )
    text = PAGE.read_text(encoding="utf-8")
    before, mark, rest = text.partition("<!-- table -->\n")
    _, end, after = rest.partition("<!-- /table -->")
    return f"{before}{mark}" + "\n".join(lines) + f"\n{end}{after}"


def main() -> None:
    """Run what is missing and write the page."""
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    data, results = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    tasks = [task for task in builtin_specs() if (data / task / "test.csv").is_file()]
    run_baselines(data, results, tasks)
    PAGE.write_text(page(results, tasks), encoding="utf-8")


if __name__ == "__main__":
    main()
