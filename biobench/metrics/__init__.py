"""Scoring: gold labels and answers in, metrics out; one file per family of metrics."""
