"""The figures can be taken; how large they are is nothing that a test may say."""

from __future__ import annotations

import sys

import pytest

from tests.benchmarks.append import heads, one_act, scores
from tests.benchmarks.floor import Figure, Result, machine, measure, table
from tests.benchmarks.processes import EMPTY_APP, data_shown, first_frame, process


def figure(calls: list[str], rounds: int = 3, wanted: float | None = 2.0) -> Figure:
    def side(name: str, seconds: float) -> float:
        calls.append(name)
        return seconds

    return Figure(
        what="one thing",
        ours=lambda: side("ours", 0.003),
        floor=lambda: side("floor", 0.001),
        floor_is="another",
        wanted=wanted,
        rounds=rounds,
    )


def test_both_sides_take_turns_and_change_who_begins():
    calls: list[str] = []
    measure(figure(calls), warm_up=0)
    assert calls == ["floor", "ours", "ours", "floor", "floor", "ours"]


def test_a_figure_is_a_ratio_to_its_floor_and_may_be_missed():
    result = measure(figure([]))
    assert (round(result.ratio, 6), result.good) == (3.0, False)
    assert "MISSED" in table([result])


def test_a_figure_within_what_was_wanted_is_ok():
    result = Result(figure=figure([], wanted=3.5), ours=0.003, floor=0.001)
    assert result.good
    assert "MISSED" not in table([result])


def test_the_machine_is_told():
    assert "SQLite" in machine()


@pytest.mark.parametrize("commands", [heads, scores])
def test_an_act_is_timed_beside_an_insert_of_the_same_bytes(tmp_path, commands):
    result = measure(one_act(tmp_path, "an act", commands(), rounds=2))
    assert result.ours > 0
    assert result.floor > 0


def test_a_process_is_timed_to_its_end():
    assert process([sys.executable, "-c", "import time; time.sleep(0.2)"])() > 0.2


def test_a_screen_is_timed_to_its_first_cell_and_to_its_words():
    empty = [sys.executable, "-c", EMPTY_APP]
    late = "import time; print('sớm', flush=True); time.sleep(0.3); print('muộn', flush=True)"
    assert first_frame(empty)() > 0
    assert data_shown([sys.executable, "-c", late], "muộn")() > 0.3
