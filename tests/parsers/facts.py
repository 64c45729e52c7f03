"""The facts of the tasks that the parser tests read answers for."""

from __future__ import annotations

from biobench.spec import builtin_specs

SPECS = builtin_specs()
