"""Who led: by year and by day, with what is unknown left unknown."""

from __future__ import annotations

from datetime import date

import pytest

from events.roles import ActingHeadNamed, DeputyElected, HeadElected, OfficerStoodDown
from events.units import UnitDissolved, UnitRenamed
from events.voting import Tally
from tests.facts import HERE, MEMBERS, NEXT
from tests.reading import rows, told
from views.leadership import Leadership

MARCH, APRIL, MAY = (date(2020, month, 1) for month in (3, 4, 5))
DOWN = OfficerStoodDown(**HERE, unit="a", role="head", on=MARCH)


def led(*facts, **asked):
    return rows(lambda: Leadership("cum", **asked), *MEMBERS, *facts)


def test_the_head_stands_before_the_deputies_in_their_order():
    found = led(
        DeputyElected(**HERE, unit="c", rank=2),
        DeputyElected(**HERE, unit="b", rank=1),
        HeadElected(**HERE, unit="a", method="secret-ballot", votes=Tally(votes_for=7, total=8)),
    )
    assert told(found, "role", "rank", "unit") == [
        ("head", None, "a"),
        ("deputy", 1, "b"),
        ("deputy", 2, "c"),
    ]
    head = found[0]
    assert (head.method, head.votes_for, head.votes_total, head.votes_of) == (
        "secret-ballot",
        7,
        8,
        "members",
    )


def test_a_method_that_was_not_recorded_stays_so():
    (row,) = led(HeadElected(**HERE, unit="a"))
    assert (row.method, row.since, row.until, row.votes_total) == ("not-recorded", None, None, None)


def test_a_year_of_which_nothing_is_known_has_no_row():
    assert led(HeadElected(**HERE, unit="a"), year=2019) == ()
    assert [row.year for row in led(HeadElected(**HERE, unit="a"))] == [2020]


def test_a_gap_between_two_known_days_is_a_vacancy():
    found = led(HeadElected(**HERE, unit="a"), DOWN, HeadElected(**HERE, unit="b", on=APRIL))
    assert told(found, "role", "unit", "since", "until") == [
        ("head", "a", None, MARCH),
        ("vacant", None, MARCH, APRIL),
        ("head", "b", APRIL, None),
    ]


@pytest.mark.parametrize(
    ("left", "came"), [(None, APRIL), (MARCH, None), (None, None), (MARCH, MARCH)]
)
def test_no_vacancy_is_invented(left, came):
    down = OfficerStoodDown(**HERE, unit="a", role="head", on=left)
    found = led(HeadElected(**HERE, unit="a"), down, HeadElected(**HERE, unit="b", on=came))
    assert [row.role for row in found] == ["head", "head"]


def test_after_the_last_head_stood_down_nobody_leads():
    found = led(HeadElected(**HERE, unit="a"), DOWN)
    assert told(found, "role", "since", "until", "over") == [
        ("head", None, MARCH, True),
        ("vacant", MARCH, None, False),
    ]


def test_an_acting_head_leads_until_a_head_is_elected():
    found = led(
        HeadElected(**HERE, unit="a"),
        DOWN,
        ActingHeadNamed(**HERE, unit="b", on=MARCH),
        HeadElected(**HERE, unit="c", on=MAY),
    )
    assert told(found, "role", "unit", "since", "until") == [
        ("head", "a", None, MARCH),
        ("acting", "b", MARCH, MAY),
        ("head", "c", MAY, None),
    ]
    assert found[1].method is None


def test_asked_by_day_it_is_who_held_the_role_that_day():
    facts = (HeadElected(**HERE, unit="a"), DOWN, HeadElected(**HERE, unit="b", on=MAY))
    assert [row.unit for row in led(*facts, on=date(2020, 2, 29))] == ["a"]
    assert told(led(*facts, on=MARCH), "role", "unit") == [("vacant", None)]
    assert [row.unit for row in led(*facts, on=MAY)] == ["b"]
    assert led(*facts, on=date(2021, 1, 1)) == ()


def test_a_head_elected_ahead_leads_in_its_year():
    ahead = HeadElected(**NEXT, unit="b", on=date(2020, 12, 20))
    assert led(ahead, on=date(2020, 12, 25)) == ()
    assert [row.unit for row in led(ahead, on=date(2021, 1, 1))] == ["b"]


def test_a_leader_bears_the_name_of_that_time():
    rename = UnitRenamed(unit="a", name="Sở Mới", on=date(2022, 1, 1))
    (row,) = led(HeadElected(**HERE, unit="a"), rename)
    assert (row.unit_name, [one.name for one in row.unit_now]) == ("Sở A", ["Sở Mới"])


def test_a_unit_that_ended_leads_no_longer():
    """It laid nothing down: from its last day on the cluster has no head."""
    head, over = HeadElected(**HERE, unit="a"), UnitDissolved(unit="a", on=MARCH)
    found = led(head, over)
    assert told(found, "role", "unit", "until") == [("head", "a", MARCH), ("vacant", None, None)]
    assert told(led(head, over, on=date(2020, 2, 1)), "unit") == [("a",)]
    assert told(led(head, over, on=APRIL), "role") == [("vacant",)]
    later = UnitDissolved(unit="a", on=date(2021, 3, 1))
    assert told(led(head, later), "unit", "until") == [("a", None)]


def test_on_a_day_an_end_to_come_is_not_shown():
    """Neither that of a role, nor that of a vacancy, nor the end of the unit."""
    head, next_head = HeadElected(**HERE, unit="a"), HeadElected(**HERE, unit="b", on=MAY)
    early, then = date(2020, 2, 1), date(2020, 4, 15)
    facts = (head, DOWN, next_head)
    assert told(led(*facts, on=early), "unit", "until", "over") == [("a", None, False)]
    assert told(led(*facts, on=then), "role", "since", "until", "over") == [
        ("vacant", MARCH, None, False)
    ]
    over = UnitDissolved(unit="a", on=MARCH)
    assert told(led(head, over, on=early), "unit", "until", "over") == [("a", None, False)]
    assert told(led(head, DOWN), "until", "over")[0] == (MARCH, True)
