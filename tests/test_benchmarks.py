"""The figures can be taken; how large they are is nothing that a test may say."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.amount import amount
from tests.benchmarks import crowd, growth, hall, hands, living
from tests.benchmarks.__main__ import figures, main, modules, taken
from tests.benchmarks.bench import Bench
from tests.benchmarks.floor import Figure, Result, Side, machine, measure, shown, table
from tests.benchmarks.plot import Paper, plot
from tests.benchmarks.processes import EMPTY_APP, data_shown, first_frame, process
from tests.benchmarks.report import BEGIN, END, PICTURE, report, write
from tests.postgresql_server import binaries
from tests.terminal import Terminal

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


def test_a_figure_that_fails_is_told_and_does_not_end_the_run(bench, capsys):
    def broken(_: Bench) -> tuple[Side, Side]:
        raise LookupError

    figure = Figure(name="n", what="w", beside="b", sides=broken, wanted=None)
    result = taken(figure, bench, 1)
    assert (result.ratio, result.verdict) == (None, "FAILED: LookupError")
    assert "FAILED" in table([result])


def test_amounts_are_told_in_a_unit_that_suits_them():
    told = [shown(*amount) for amount in ((0.00042, "s"), (0.3, "s"), (12.3, "s"), (71.25, "MB"))]
    assert told == ["0.42 ms", "300 ms", "12.30 s", "71.2 MB"]


def test_the_machine_is_told():
    assert "SQLite" in machine()


def test_figures_can_be_asked_for_by_module_and_by_name(bench):
    everything = [figure.name for figure in figures(bench)]
    assert len(set(everything)) == len(everything)
    assert [f.name for f in figures(bench, ["province-awards"])] == ["province-awards"]
    assert {f.name for f in figures(bench, ["append"])} == {"act", "act-head", "act-score"}


def test_what_is_measured_only_where_it_is_asked_for_is_no_part_of_a_run(bench):
    everything = {figure.name for figure in figures(bench)}
    assert {figure.name for figure in figures(bench, ["scale"])}.isdisjoint(everything)


def test_a_run_that_is_kept_leaves_its_ledgers_and_uses_them_again(tmp_path, capsys):
    small = ["--size", str(TINY), "--small", "900", "--rounds", "1"]
    asked = [str(tmp_path), "--keep", "--only", "province-leaders", *small]
    made = []
    for _ in range(2):
        main(asked)
        made.append((tmp_path / f"{TINY}.ledger").stat().st_ino)
    assert made[0] == made[1]


def test_one_row_can_be_run_alone_and_ends_with_what_it_found(tmp_path, capsys):
    code = main([str(tmp_path), "--only", "act-head", "--size", str(TINY), "--rounds", "1"])
    out = capsys.readouterr().out
    assert ("MISSED" in out) == bool(code)
    assert "a head elected" in out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("asked", [["--only", "nothing-like-this"], ["--size", "10"]])
def test_what_cannot_be_measured_is_refused_before_anything_is_built(asked, capsys):
    with pytest.raises(SystemExit):
        main(asked)
    assert "error" in capsys.readouterr().err


IN_CI = {
    *("memory", "hands-memory", "hands-page", "process-data", "two-idle"),
    *("server-trips", "server-verify", "server-notice", "server-race-same", "server-race-own"),
    *("crowd-most", "crowd-most-signed", "crowd-hour", "crowd-hour-signed", "scale-past"),
    *("scale-clusters", "scale-leaders", "scale-verify", "scale-export", "scale-memory"),
    *("scale-fold", "scale-page", "scale-act", "scale-journal"),
}
"""Figures that another figure's steps make ready: taken in CI, and with THIDUA_LONG=1."""
EVERY = [f.name for module in modules() for f in module.figures(Bench(Path(), large=TINY))]
NAMES = [name for name in EVERY if amount(name not in IN_CI, in_ci=True)]


@pytest.fixture
def brief(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few keys and short silences: a figure is to be taken here, not to be sharp."""
    monkeypatch.setattr(hands, "KEYS", 3)
    monkeypatch.setattr(hands, "STEPS", 1)
    monkeypatch.setattr(living, "WATCHED", 0.2)
    monkeypatch.setattr(hall, "ACTS", 2)
    monkeypatch.setattr(hall, "READERS", 5)
    monkeypatch.setattr(crowd, "PROVINCE", 2)
    monkeypatch.setattr(crowd, "PAUSE", 0.05)
    settle = Terminal.settle

    def settle_soon(self: Terminal, quiet: float = 0.3, limit: float = 10.0) -> None:
        settle(self, min(quiet, 0.1), limit)

    monkeypatch.setattr(Terminal, "settle", settle_soon)


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_can_be_taken(shared, brief, name):
    """Once, at a tiny size; a peer that is not there says so."""
    if name.startswith(("scale-", "crowd-")) and not binaries():
        pytest.skip("PostgreSQL is not installed")
    (found,) = (f for f in figures(shared, [name]) if f.name == name)
    result = measure(replace(found, warm_up=0), shared, rounds=1)
    # A program left alone may take less than a tick of the clock: 0 % is a figure, too.
    assert result.figure.missing or (result.ours is not None and result.floor)


def test_figures_left_for_ci_are_figures():
    assert {*EVERY} >= IN_CI


def test_table_and_plot_are_put_between_the_marks_of_a_file_and_nowhere_else(tmp_path, monkeypatch):
    monkeypatch.setattr(growth, "MEASURED", {"a page": growth.MEASURED["a cluster-year's page"]})
    file = tmp_path / "performance.md"
    file.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", "utf-8")
    asked = ["--only", "act-head", "--size", str(TINY), "--small", "900", "--rounds", "1"]
    main([str(tmp_path), *asked, "--write", str(file)])
    text = file.read_text("utf-8")
    assert text.startswith(f"before\n{BEGIN}\n")
    assert text.endswith(f"\n{END}\nafter\n")
    assert "| a head elected" in text
    assert "old" not in text
    drawn = ElementTree.fromstring((tmp_path / PICTURE).read_text("utf-8"))  # noqa: S314 - our own text
    assert "a page" in {text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")}


def test_a_file_without_marks_is_left_alone(tmp_path):
    file = tmp_path / "README.md"
    file.write_text("mine", "utf-8")
    with pytest.raises(ValueError, match="figures"):
        write(file, "table", "<svg/>")
    assert file.read_text("utf-8") == "mine"


def test_what_was_missed_is_told_beside_the_table():
    good = Result(figure=figure([], wanted=4.0), ours=0.003, floor=0.001)
    missed = Result(figure=figure([], what="that", wanted=2.0), ours=0.003, floor=0.001)
    assert "Not as wanted: that (3.00×)." in report([good, missed], "here", "so")
    assert "Every figure is as wanted." in report([good], "here", "so")


@pytest.mark.parametrize(("load", "told"), [("0.2", False), ("3.1", True)])
def test_figures_of_a_busy_machine_are_told_as_provisional(load, told):
    assert ("Provisional" in report([], f"a machine; load {load}", "so")) == told


def test_a_plot_keeps_the_order_of_its_numbers_and_names_each_line_apart():
    paper = Paper([1, 1000], [0.001, 1.0])
    (left, low), (right, high) = paper.at(1, 0.001), paper.at(1000, 1.0)
    assert left < right
    assert low > high
    drawn = plot("Title", {"a <b>": [(1, 0.1), (9, 0.1)], "c": [(1, 0.2), (9, 0.1)]}, "x", "y")
    texts = [*ElementTree.fromstring(drawn).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314 - our own text
    heights = {text.text: float(text.get("y", "")) for text in texts}
    assert abs(heights["a <b>"] - heights["c"]) >= 10


def test_a_process_is_timed_to_its_end():
    assert process([sys.executable, "-c", "import time; time.sleep(0.2)"])() > 0.2


def test_a_screen_is_timed_to_its_first_cell_and_to_its_words():
    empty = [sys.executable, "-c", EMPTY_APP]
    late = "import time; print('sớm', flush=True); time.sleep(0.3); print('muộn', flush=True)"
    assert first_frame(empty)() > 0
    assert data_shown([sys.executable, "-c", late], "muộn")() > 0.3
