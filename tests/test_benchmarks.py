"""The figures can be taken; how large they are is nothing that a test may say."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.benchmarks.__main__ import figures, main, modules
from tests.benchmarks.bench import Bench
from tests.benchmarks.floor import Figure, Result, machine, measure, shown, table
from tests.benchmarks.processes import EMPTY_APP, data_shown, first_frame, process

TINY = 1200


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path, large=TINY, small=900)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """One folder for all figures, as in a run: the ledgers are built once."""
    return Bench(tmp_path_factory.mktemp("bench"), large=TINY, small=900)


def figure(calls: list[str], rounds: int = 3, wanted: float | None = 2.0, **more: object) -> Figure:
    def side(name: str, seconds: float) -> float:
        calls.append(name)
        return seconds

    told: dict[str, object] = {"name": "one", "what": "one thing", "beside": "another"}
    return Figure(
        **told | more,  # type: ignore[arg-type]  # fields of a figure
        sides=lambda _: (lambda: side("ours", 0.003), lambda: side("floor", 0.001)),
        wanted=wanted,
        rounds=rounds,
    )


def test_both_sides_take_turns_and_change_who_begins(bench):
    calls: list[str] = []
    measure(figure(calls, warm_up=0), bench)
    assert calls == ["floor", "ours", "ours", "floor", "floor", "ours"]


def test_a_figure_is_a_ratio_to_its_floor_and_may_be_missed(bench):
    result = measure(figure([]), bench)
    assert result.ratio == pytest.approx(3.0)
    assert not result.good
    assert "MISSED" in table([result])


def test_a_figure_within_what_was_wanted_is_ok():
    result = Result(figure=figure([], wanted=3.5), ours=0.003, floor=0.001)
    assert result.good
    assert "MISSED" not in table([result])


@pytest.mark.parametrize(("ours", "good"), [(0.1, True), (0.2, False)])
def test_a_figure_that_shall_be_faster_is_how_many_times_longer_the_peer_takes(ours, good):
    result = Result(figure=figure([], wanted=20, faster=True), ours=ours, floor=2.5)
    assert result.ratio == pytest.approx(2.5 / ours)
    assert result.good == good
    assert "faster" in table([result])


def test_a_peer_that_is_not_installed_is_told_and_is_no_success(bench):
    result = measure(figure([], needs=("no_such_module",)), bench)
    assert (result.ratio, result.good) == (None, False)
    assert "no_such_module not installed" in table([result])


def test_amounts_are_told_in_a_unit_that_suits_them():
    told = [shown(*amount) for amount in ((0.00042, "s"), (0.3, "s"), (12.3, "s"), (71.25, "MB"))]
    assert told == ["0.42 ms", "300 ms", "12.30 s", "71.2 MB"]


def test_the_machine_is_told():
    assert "SQLite" in machine()


def test_figures_can_be_asked_for_by_module_and_by_name(bench):
    everything = [figure.name for figure in figures(bench)]
    assert len(set(everything)) == len(everything)
    assert [f.name for f in figures(bench, ["verify"])] == ["verify"]
    assert {f.name for f in figures(bench, ["append"])} == {"act-head", "act-score"}


def test_one_row_can_be_run_alone_and_ends_with_what_it_found(tmp_path, capsys):
    code = main([str(tmp_path), "--only", "verify", "--size", str(TINY), "--rounds", "1"])
    out = capsys.readouterr().out
    assert ("MISSED" in out) == bool(code)
    assert "thidua verify" in out
    assert list(tmp_path.iterdir()) == []


NAMES = [f.name for module in modules() for f in module.figures(Bench(Path(), large=TINY))]


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_can_be_taken(shared, name):
    """Once, at a tiny size; a peer that is not there says so."""
    (found,) = (f for f in figures(shared) if f.name == name)
    result = measure(found, shared, rounds=1)
    assert result.figure.missing or (result.ours and result.floor)


def test_a_process_is_timed_to_its_end():
    assert process([sys.executable, "-c", "import time; time.sleep(0.2)"])() > 0.2


def test_a_screen_is_timed_to_its_first_cell_and_to_its_words():
    empty = [sys.executable, "-c", EMPTY_APP]
    late = "import time; print('sớm', flush=True); time.sleep(0.3); print('muộn', flush=True)"
    assert first_frame(empty)() > 0
    assert data_shown([sys.executable, "-c", late], "muộn")() > 0.3
