"""Run all families of benchmarks, or those named: ``python -m benchmarks overhead``."""

import importlib
import sys

FAMILIES = ("overhead", "data", "parsing", "scoring")


def main(chosen: list[str]) -> None:
    """Measure, print and save."""
    if unknown := set(chosen) - set(FAMILIES):
        sys.exit(f"unknown: {', '.join(sorted(unknown))}; families: {', '.join(FAMILIES)}")
    from benchmarks.measure import save

    for family in chosen or FAMILIES:
        print(f"{family}:", flush=True)
        save(importlib.import_module(f"benchmarks.{family}").measure())


main(sys.argv[1:])
