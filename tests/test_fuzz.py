"""Every fuzz target under Hypothesis, from the same seeds: what coverage guides elsewhere.

`python -m tests.fuzz TARGET SECONDS` goes further. What it ever found is among the seeds.
"""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import hostile
from tests.amount import amount
from tests.fuzz.seeds import FOUND, TYPED, made, seeds
from tests.fuzz.targets import TARGETS
from tests.universe import quick

SLOW = {"field": (20, 60, 3000), "line": (10, 30, 3000)}
"""Targets that ask a ledger: fewer tries in a run of all tests and in CI."""


@pytest.mark.parametrize("name", TARGETS)
def test_a_reader_holds_for_its_seeds(name):
    for seed in seeds(name):
        TARGETS[name](seed)


def changed(name: str) -> st.SearchStrategy[str]:
    """Seeds cut, put together, with a piece of something else in them; and any text."""
    seed = st.sampled_from(list(seeds(name)))
    cut = st.tuples(seed, st.integers(0, 80), st.integers(0, 80)).map(
        lambda t: t[0][t[1] :][: t[2]]
    )
    mixed = st.lists(cut | hostile.text | st.text(max_size=3), max_size=4).map("".join)
    inserted = st.builds(lambda s, at, new: s[:at] + new + s[at:], seed, st.integers(0, 200), mixed)
    return mixed | inserted | st.text()


@pytest.mark.parametrize("name", TARGETS)
def test_a_reader_holds_for_what_is_like_its_seeds(name):
    @quick(amount(*SLOW.get(name, (50, 150, 3000))))
    @given(told=changed(name))
    def any_text(told: str) -> None:
        TARGETS[name](told)

    any_text()


def test_every_target_has_seeds_of_its_own():
    assert set(TYPED) | set(made()) | {"text"} == set(TARGETS)
    assert {folder.name for folder in FOUND.glob("*")} <= set(TARGETS)


def test_without_a_target_the_fuzzer_says_what_there_is():
    command = [sys.executable, "-m", "tests.fuzz"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert all(name in done.stderr for name in TARGETS)
