"""Figures, each beside its floor in the same run: `python -m tests.benchmarks`. Never tests."""
