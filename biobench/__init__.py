"""biobench: an examination in DNA, RNA and protein understanding for lm-evaluation-harness.

Importing this package is cheap on purpose (no torch, no numpy, no lm_eval): the import hook of
:mod:`biobench.plugin` imports it at every start of an interpreter.
"""

__version__ = "0.1.0"
