"""What the board of awards looks like, empty and full: compared with the stored pictures."""

from __future__ import annotations

from datetime import date

import pytest

from events.award_ballots import RecordBallot
from events.award_course import AssessAward, ProposeAward, ReceiveAward, ReturnAward
from events.award_holds import HoldAward
from events.award_quotas import SetQuota
from events.awards import DenyAward, GrantAward, NominateForAward, PresentAward
from events.clusters import FoundCluster
from events.command import Command
from events.membership import RecordRoster
from events.ranking import AdoptResult
from events.result_events import Place
from events.unit_commands import FoundUnit
from events.voting import Tally
from tests.facts import Fields
from tests.pages import ledger_at
from tests.test_snapshots import LARGE, SMALL, looks
from tests.test_snapshots import same_everywhere as same_everywhere

HERE: Fields = {"cluster": "c", "year": 2020}
UNITS = "abcdefghi"
DAY, COUNCIL = date(2020, 11, 2), date(2021, 1, 5)
RANKED = (
    *(FoundUnit(unit=unit, name=f"Sở {unit.upper()}") for unit in UNITS),
    FoundCluster(cluster="c", name="Khối 1", kind="khoi"),
    RecordRoster(**HERE, units=tuple(UNITS)),
    AdoptResult(**HERE, places=tuple(Place(place=n, unit=u) for n, u in enumerate(UNITS, 1))),
)


def of(unit: str) -> Fields:
    return {**HERE, "unit": unit, "form": "co-tinh" if unit == "a" else "bk-tinh"}


def sent(*units: str) -> list[Command]:
    return [ProposeAward(**of(unit), number="15/TTr", on=DAY) for unit in units]


FULL = (
    *RANKED,
    SetQuota(**HERE, form="co-tinh", asked=1, approved=1),
    SetQuota(**HERE, form="bk-tinh", asked=8),
    *(NominateForAward(**of(unit), on=date(2020, 11, 1)) for unit in UNITS),
    *sent(*"abcdefg"),
    ReceiveAward(**of("c"), on=date(2020, 12, 30)),
    ReceiveAward(**of("a"), on=DAY),
    AssessAward(**of("a"), finding="eligible", on=date(2020, 12, 1)),
    AssessAward(**of("d"), finding="ineligible", wording="thiếu báo cáo", on=DAY),
    RecordBallot(**of("a"), votes=Tally(votes_for=9, total=11), outcome="passed", on=COUNCIL),
    ReturnAward(**of("e"), wording="thiếu biên bản", on=date(2020, 12, 20)),
    HoldAward(**of("h"), ground="inspection", wording="CV 12/CT", on=date(2021, 1, 4)),
    GrantAward(**of("f"), number="101/QĐ-UBND", on=date(2021, 1, 6)),
    PresentAward(**of("f"), on=date(2021, 1, 10)),
    GrantAward(**of("g"), number="101/QĐ-UBND", on=date(2021, 1, 6)),
    DenyAward(**of("d"), on=date(2021, 1, 6)),
)


@pytest.mark.parametrize("state", ["empty", "full"])
def test_the_board_on_a_small_screen(snap_compare, tmp_path, state):
    path = ledger_at(tmp_path / "demo.ledger", *(RANKED if state == "empty" else FULL))
    assert looks(snap_compare, path, SMALL, "f2")


@pytest.mark.parametrize("state", ["empty", "full"])
def test_the_board_on_a_large_screen_in_english_without_colours(
    snap_compare, tmp_path, monkeypatch, state
):
    path = ledger_at(tmp_path / "demo.ledger", *(RANKED if state == "empty" else FULL))
    monkeypatch.setenv("NO_COLOR", "1")
    assert looks(snap_compare, path, LARGE, "f2", lang="en")
