"""A fuzz target for each parser: `targets` says what must hold, `seeds` where to begin.

`python -m tests.fuzz TARGET SECONDS` lets coverage guide (extra `fuzz`, atheris); test_fuzz.py runs
every target under Hypothesis, so that none rots.
"""
