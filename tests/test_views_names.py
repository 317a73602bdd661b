"""Names are dated: a row shows the name of its time, and what the unit is today beside it."""

from __future__ import annotations

from datetime import date

from events.award_events import AwardGranted
from events.clusters import ClusterDissolved, ClusterRenamed
from events.membership import RosterRecorded, UnitJoined
from events.reorganisation import FunctionTakenOver
from events.result_events import ResultWithdrawn
from events.roles import ActingHeadNamed, HeadElected
from events.units import (
    Heir,
    UnitAbsorbed,
    UnitDissolved,
    UnitFounded,
    UnitRenamed,
    UnitsMerged,
    UnitSplit,
)
from tests.facts import CUM, DAY, FLAG, HERE, KHAC, MEMBERS, NEXT, NOMINATED, A, B, C
from tests.reading import rows, told
from tests.spec import entry, ledger_with
from views.clusters import Clusters
from views.names import Names, UnitName
from views.projection import project
from views.unit_record import UnitRecord
from views.units import Units

MARCH = date(2025, 3, 1)
OLD = UnitFounded(unit="stc", name="Sở Tài chính", short="Sở TC")
PLAN = UnitFounded(unit="skhdt", name="Sở Kế hoạch và Đầu tư")
MERGED = UnitsMerged(units=("stc", "skhdt"), into="stc-2025", name="Sở Tài chính", on=MARCH)
NEW = UnitName(unit="stc-2025", name="Sở Tài chính")


def names(*facts) -> Names:
    return project(Names(), ledger_with(*facts))


def test_a_unit_bears_the_name_of_the_day():
    known = names(A, UnitRenamed(unit="a", name="Sở Mới", short="SM", on=MARCH))
    assert known.unit("a", date(2025, 2, 28)) == "Sở A"
    assert known.unit("a", MARCH) == known.unit("a") == known.unit("a", 2025) == "Sở Mới"
    assert known.unit("a", 2024) == known.short("a", 2024) == "Sở A"
    assert known.short("a") == "SM"


def test_before_its_first_name_a_unit_bears_its_first_name():
    assert names(UnitFounded(unit="a", name="Sở A", on=MARCH)).unit("a", 2019) == "Sở A"


def test_a_name_typed_late_takes_its_place_in_time():
    first = UnitRenamed(unit="a", name="Tên 2015", on=date(2015, 1, 1))
    known = names(A, UnitRenamed(unit="a", name="Tên 2020", on=date(2020, 1, 1)), first)
    assert (known.unit("a", 2016), known.unit("a")) == ("Tên 2015", "Tên 2020")


def test_what_nobody_named_is_shown_by_its_code():
    assert names().unit("a") == names().short("a") == names().cluster("a") == "a"


def test_the_same_name_after_a_merger_is_another_unit():
    known = names(OLD, PLAN, MERGED)
    assert known.now("stc", 2021) == known.now("skhdt", 2021) == (NEW,)
    assert known.now("stc-2025") == ()


def test_a_renamed_unit_is_itself_today():
    known = names(A, UnitRenamed(unit="a", name="Sở Mới", on=MARCH))
    assert known.now("a", 2020) == (UnitName(unit="a", name="Sở Mới"),)
    assert known.now("a", 2025) == ()


def test_successors_are_followed_to_those_that_live():
    split = UnitSplit(unit="a", into=(Heir(unit="x", name="X"), Heir(unit="y", name="Y")), on=MARCH)
    known = names(A, B, C, split, UnitAbsorbed(unit="y", into="b", on=MARCH))
    assert [one.unit for one in known.now("a")] == ["x", "b"]
    assert names(A, UnitDissolved(unit="a", on=MARCH)).now("a") == ()


def test_a_cluster_bears_the_name_of_the_day():
    known = names(CUM, ClusterRenamed(cluster="cum", name="Cụm mới", on=MARCH))
    assert (known.cluster("cum", 2020), known.cluster("cum")) == ("Cụm một", "Cụm mới")


def test_units_tell_their_life():
    found = rows(Units, OLD, PLAN, MERGED, A)
    assert told(found, "unit", "ending", "ended") == [
        ("a", None, None),
        ("skhdt", "merged", MARCH),
        ("stc", "merged", MARCH),
        ("stc-2025", None, None),
    ]
    assert found[2].now == (NEW,)
    assert [one.unit for one in found[3].was] == ["stc", "skhdt"]
    assert found[3].founded == MARCH
    assert found[2].founded is None


def test_units_of_a_day_are_those_that_existed():
    before = rows(lambda: Units(on=date(2025, 2, 1)), OLD, PLAN, MERGED)
    after = rows(lambda: Units(on=MARCH), OLD, PLAN, MERGED)
    assert [row.unit for row in before] == ["skhdt", "stc"]
    assert [row.unit for row in after] == ["stc-2025"]


def test_units_of_a_cluster_are_those_that_ever_belonged():
    facts = (*MEMBERS, RosterRecorded(**NEXT, units=("a",)), UnitJoined(**NEXT, unit="d"))
    assert [r.unit for r in rows(lambda: Units("cum"), *facts)] == ["a", "b", "c", "d"]
    assert [r.unit for r in rows(lambda: Units("cum", 2021), *facts)] == ["a", "d"]
    assert rows(lambda: Units("khac"), *facts) == ()


def test_clusters_tell_the_years_known_and_their_last_recorded_members():
    head = HeadElected(**NEXT, unit="a")
    second, first = rows(Clusters, *MEMBERS, head)
    assert (first.cluster, first.years, first.members, first.members_year) == (
        "cum",
        (2020, 2021),
        3,
        2020,
    )
    assert (second.cluster, second.years, second.members) == ("khac", (), None)
    assert [r.cluster for r in rows(lambda: Clusters("cum"), *MEMBERS)] == ["cum"]
    assert [r.cluster for r in rows(lambda: Clusters(year=2021), *MEMBERS, head)] == ["cum"]


def test_a_dissolved_cluster_is_listed_with_its_end():
    facts = (CUM, KHAC, ClusterDissolved(cluster="cum", on=MARCH))
    assert told(rows(Clusters, *facts), "cluster", "ended") == [("khac", None), ("cum", MARCH)]
    assert [row.cluster for row in rows(lambda: Clusters(on=MARCH), *facts)] == ["khac"]


def test_a_record_follows_one_unit_through_the_years():
    granted = AwardGranted(**FLAG, number="1101/QĐ-UBND", on=date(2021, 5, 8))
    head = HeadElected(**NEXT, unit="a", on=DAY)
    rename = UnitRenamed(unit="a", name="Sở Mới", on=date(2021, 7, 1))
    first, second = rows(lambda: UnitRecord("a"), *NOMINATED, granted, head, rename)
    assert (first.year, first.member, first.place, first.tied) == (2020, True, 1, False)
    assert (first.unit_name, [one.name for one in first.unit_now]) == ("Sở A", ["Sở Mới"])
    assert [(a.form, a.state, a.number) for a in first.awards] == [
        ("co-tinh", "granted", "1101/QĐ-UBND")
    ]
    assert (second.year, second.member, [r.role for r in second.roles]) == (2021, False, ["head"])
    assert second.unit_name == "Sở Mới"


def test_a_record_knows_what_ended_without_naming_the_unit():
    acting = ActingHeadNamed(**HERE, unit="a")
    head = HeadElected(**HERE, unit="b", on=DAY)
    (row,) = rows(lambda: UnitRecord("a"), *NOMINATED[:-1], acting, head, ResultWithdrawn(**HERE))
    assert row.place is None
    assert [(role.role, role.over, role.until) for role in row.roles] == [("acting", True, DAY)]


def test_a_record_tells_what_happened_to_the_unit_itself():
    record = UnitRecord("a")
    moved = FunctionTakenOver(unit="a", into="b", function="Tôn giáo", on=MARCH)
    project(record, ledger_with(A, B, C, moved, UnitRenamed(unit="b", name="B2", on=MARCH)))
    assert [turn.event for turn in record.life] == ["unit-founded", "function-taken-over"]


def test_names_pass_by_what_is_not_theirs():
    known = Names()
    known.apply(entry(HeadElected(**HERE, unit="a")))
    assert (known.units, known.clusters) == ({}, {})
