"""The tasks that the parser tests of numbers and sets read answers for."""

from __future__ import annotations

from biobench.spec import builtin_specs

SPECS = builtin_specs()
ENHANCER, APA, MRL, PRS, CRISPR, SIRNA, STABILITY, FLUORESCENCE, THERMOSTABILITY, MODIFICATION, EC = (
    SPECS[f"biobench_{name}"]
    for name in (
        "enhancer", "apa", "mrl", "prs", "crispr", "sirna", "stability", "fluorescence",
        "thermostability", "modification", "ec",
    )
)  # fmt: skip
