"""A trial: places move as they would, nothing is recorded, everything can be taken back."""

from __future__ import annotations

from decimal import Decimal
from time import perf_counter
from types import SimpleNamespace
from typing import Any

import pytest
from msgspec.structs import replace

from events.errors import ThiduaError
from events.score_book.book import Derivation
from events.score_book.leaf_kinds import Observation
from events.score_commits import CellKey, CommitScores, StageScored
from tests.form_app import STARTED, session
from tests.large_year import large_year
from tests.scored_year import BOOK, POINTS, A, B, C, scored
from tests.test_place_reasons import reasons
from thidua_tui.forms.trial_scores import TrialCell, TrialScores
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.trial_lines import recorded_text
from views.place_reasons import PlaceReasons

II_1, I_2 = TrialCell(B, "II.1"), TrialCell(B, "I.2")


def told(trial: TrialScores):
    return [(x.unit, x.places, x.totals[1]) for x in trial.moves()][:3]


def test_places_move_as_the_scores_say():
    """B: 95,5 + 1 = 96,5 passes A with 96."""
    trial = TrialScores(reasons())
    trial.put(II_1, "29,5")
    assert told(trial) == [
        (B, (2, 1), Decimal("96.50")),
        (A, (1, 2), Decimal("96.00")),
        (C, (3, 3), Decimal("90.50")),
    ]


def test_a_glance_changes_nothing():
    trial = TrialScores(reasons())
    ranked, _ = trial.glance(II_1, "29,5")
    assert [one.unit for one in ranked][:2] == [B, A]
    assert trial.tried == {}
    assert trial.after[0] == trial.before[0]


def test_what_follows_from_an_observation_is_tried_by_what_was_observed():
    trial = TrialScores(reasons())
    trial.put(I_2, "40/40")
    assert told(trial)[0] == (B, (2, 1), Decimal("96.50"))


def test_the_recorded_text_again_is_no_trial():
    trial = TrialScores(reasons())
    trial.put(II_1, "29,5")
    trial.put(II_1, "28,5")
    assert trial.tried == {}
    assert trial.after[0] == trial.before[0]


@pytest.mark.parametrize(("lang", "wanted"), [("vi", ["c", "k"]), ("en", ["y", "n"])])
def test_yes_and_no_are_told_by_the_letters_of_the_language(lang, wanted):
    trial: Any = SimpleNamespace(
        reasons=SimpleNamespace(final=lambda *_: [None]),
        recorded=lambda cell: Observation(yes=cell == II_1),
    )
    assert [recorded_text(trial, cell, Words(lang)) for cell in (II_1, I_2)] == wanted


def test_every_step_is_undone_in_turn_and_all_at_once():
    trial = TrialScores(reasons())
    trial.put(II_1, "29,5")
    trial.put(II_1, "30")
    trial.put(I_2, "0/40")
    assert trial.undo() == I_2
    assert trial.undo() == II_1
    assert trial.tried[II_1].text == "29,5"
    thrown = trial.clear()
    assert (trial.tried, trial.after[0]) == ({}, trial.before[0])
    assert TrialScores(reasons(), thrown).moves()[0].unit == B
    assert trial.undo() is None


@pytest.mark.parametrize("text", ["31", "-1", "abc", "1.000.000", "[red]9", "9,99999", "٣"])
def test_nonsense_is_refused_and_changes_nothing(text):
    trial = TrialScores(reasons())
    with pytest.raises(ThiduaError):
        trial.put(II_1, text)
    assert trial.after[0] == trial.before[0]


def test_a_cell_without_a_score_can_be_tried():
    trial = TrialScores(reasons())
    trial.put(TrialCell("vp-ubnd", "I.1"), "40")
    moved = {one.unit: one for one in trial.moves()}
    assert moved["vp-ubnd"].places == (None, 5)


def test_what_is_tried_can_be_staged():
    trial = TrialScores(reasons())
    trial.put(II_1, "29,5")
    trial.put(I_2, "40/40")
    assert trial.texts() == {
        CellKey(B, "II.1", "verified"): "29,5",
        CellKey(B, "I.2", "verified"): "40/40",
    }


def test_the_mean_of_peers_is_tried_as_a_whole_and_not_staged():
    """Peers gave 26 and 28, the mean is 27; a trial of 29,5 takes the place of both."""
    book = replace(BOOK, derivation=Derivation(scorers=("self", "peer"), final="mean-of-peers"))
    peers = [
        StageScored(unit=B, criterion="II.1", points=Decimal(p), stage="peer", scorer=scorer)
        for p, scorer in ((26, A), (28, C))
    ]
    at = session(
        *STARTED,
        *scored({}, book),
        CommitScores(cluster="tmth", year=2020, cells=tuple(peers)),
    )
    year = at.see(PlaceReasons("tmth", 2020)).reasons("tmth", 2020)
    assert year is not None
    trial = TrialScores(year)
    assert trial.before[1][B].total == Decimal("27.00")
    trial.put(II_1, "29,5")
    assert trial.after[1][B].total == Decimal("29.50")
    assert trial.texts() == {}
    trial.take_back(II_1)
    assert trial.after[1][B].total == Decimal("27.00")


def test_nothing_of_a_trial_is_in_the_ledger():
    at = session(*STARTED, *scored(POINTS))
    before = at.ledger.position()
    year = at.see(PlaceReasons("tmth", 2020)).reasons("tmth", 2020)
    assert year is not None
    TrialScores(year).put(II_1, "29,5")
    assert at.ledger.position() == before
    again = at.see(PlaceReasons("tmth", 2020)).reasons("tmth", 2020)
    assert again is not None
    assert again.by_points == {A: 1, B: 2, C: 3, "skhdt": 4}


def test_a_trial_of_a_large_sheet_takes_less_than_a_key_press():
    """11 units × 120 lines: the median of a glance, generously bounded for a busy machine."""
    year = large_year()
    trial = TrialScores(year)
    took = []
    for number in range(20):
        begun = perf_counter()
        trial.glance(TrialCell(year.units[number % 11], f"I.{1 + number}"), "0,5")
        took.append(perf_counter() - begun)
    assert sorted(took)[10] < 0.05
