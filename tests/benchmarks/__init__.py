"""Figures, each beside its floor in the same run: `python -m tests.benchmarks`. Never tests.

A module here adds to the table by a function `figures(bench) -> Iterator[Figure]` (see `floor` and
`bench`), quick by itself: what a figure needs is made ready by its `sides` when its turn comes.
"""
