"""Clusters (cụm, khối): founded, renamed, dissolved."""

from __future__ import annotations

from datetime import date

import pytest

from events.clusters import (
    ClusterDissolved,
    ClusterFounded,
    ClusterRenamed,
    DissolveCluster,
    FoundCluster,
    RenameCluster,
)
from events.errors import BadInput
from events.membership import RecordRoster, RosterRecorded
from events.store.sanitise import checked
from tests.facts import CUM, KHAC, NEXT, UNITS, Fields
from tests.spec import given

DAY = date(2019, 6, 1)
OVER = ClusterDissolved(cluster="cum", on=DAY)


def test_a_cluster_is_founded():
    named: Fields = {
        "cluster": "cum",
        "name": "Khối một",
        "kind": "khoi",
        "level": "ministry",
        "on": DAY,
    }
    given().when(FoundCluster(**named)).then(ClusterFounded(**named))


def test_a_cluster_code_is_given_once():
    given(CUM).when(FoundCluster(cluster="cum", name="X")).refused("cluster-exists", cluster="cum")


def test_two_living_clusters_of_one_place_do_not_share_a_name():
    twin = FoundCluster(cluster="x", name="CỤM MỘT", place="Lạng sơn")
    given(CUM).when(twin).refused("cluster-name-taken", name="Cụm một", cluster="cum")
    elsewhere: Fields = {"cluster": "x", "name": "Cụm một", "place": "Cao Bằng"}
    given(CUM).when(FoundCluster(**elsewhere)).then(ClusterFounded(**elsewhere))


def test_a_clusters_name_with_a_letter_of_another_alphabet_is_refused_as_such():
    name = "Сụm một"  # the first letter is Cyrillic
    found = FoundCluster(cluster="x", name=name, place="Lạng Sơn")
    for command in (found, RenameCluster(cluster="khac", name=name, on=DAY)):
        with pytest.raises(BadInput, match="foreign-letter"):
            checked(command)


def test_the_name_of_a_dissolved_cluster_is_free():
    again: Fields = {"cluster": "x", "name": "Cụm một", "place": "Lạng Sơn"}
    given(CUM, OVER).when(FoundCluster(**again)).then(ClusterFounded(**again))


def test_a_cluster_is_founded_beside_the_names_that_are_borne_now():
    renamed = ClusterRenamed(cluster="cum", name="Cụm mới", on=DAY)
    old: Fields = {"cluster": "x", "name": "Cụm một", "place": "Lạng Sơn"}
    given(CUM, renamed).when(FoundCluster(**old)).then(ClusterFounded(**old))
    new = FoundCluster(cluster="x", name="Cụm mới", place="Lạng Sơn")
    given(CUM, renamed).when(new).refused("cluster-name-taken", cluster="cum")


def test_a_cluster_is_renamed_from_a_day_on():
    new: Fields = {"cluster": "cum", "name": "Cụm mới", "on": DAY}
    given(CUM).when(RenameCluster(**new)).then(ClusterRenamed(**new))


def test_a_cluster_is_not_renamed_to_another_ones_name():
    new = RenameCluster(cluster="cum", name="Cụm hai", on=DAY)
    given(CUM, KHAC).when(new).refused("cluster-name-taken", cluster="khac")


def test_only_a_known_cluster_is_renamed_or_dissolved():
    given(KHAC).when(RenameCluster(cluster="cum", name="X", on=DAY)).refused(
        "unknown-cluster", cluster="cum"
    )
    given(KHAC).when(DissolveCluster(cluster="cum", on=DAY)).refused("unknown-cluster")


def test_a_cluster_is_not_renamed_after_its_end():
    late = RenameCluster(cluster="cum", name="X", on=date(2019, 6, 2))
    given(CUM, OVER).when(late).refused("cluster-ended", cluster="cum", ended=DAY)
    early: Fields = {"cluster": "cum", "name": "X", "on": date(2018, 1, 1)}
    given(CUM, OVER).when(RenameCluster(**early)).then(ClusterRenamed(**early))


def test_nothing_is_of_a_cluster_before_it_was_founded():
    founded = ClusterFounded(cluster="cum", name="Cụm một", on=DAY)
    facts: Fields = {"cluster": "cum", "founded": DAY}
    early = RenameCluster(cluster="cum", name="X", on=date(2019, 5, 31))
    given(founded).when(early).refused("cluster-not-yet-founded", **facts)
    roster: Fields = {"cluster": "cum", "units": ("a",)}
    given(UNITS, founded).when(RecordRoster(**roster, year=2018)).refused(
        "cluster-not-yet-founded", **facts
    )
    given(UNITS, founded).when(RecordRoster(**roster, year=2019)).then(
        RosterRecorded(**roster, year=2019)
    )


def test_a_cluster_is_dissolved_once():
    given(CUM, KHAC).when(DissolveCluster(cluster="cum", on=DAY)).then(OVER)
    given(CUM, OVER).when(DissolveCluster(cluster="cum", on=date(2020, 1, 1))).refused(
        "cluster-ended", cluster="cum", ended=DAY
    )


def test_a_cluster_does_not_end_before_it_was_founded():
    founded = ClusterFounded(cluster="cum", name="Cụm một", on=date(2019, 7, 1))
    given(founded, KHAC).when(DissolveCluster(cluster="cum", on=DAY)).refused(
        "ended-before-founded", cluster="cum", on=DAY, earliest=date(2019, 7, 1)
    )


def test_a_cluster_ends_whenever_another_was_founded():
    later = ClusterFounded(cluster="khac", name="Cụm hai", on=date(2020, 1, 1))
    given(CUM, later).when(DissolveCluster(cluster="cum", on=DAY)).then(OVER)


def test_a_dissolved_cluster_has_no_roster_of_a_later_year():
    given(UNITS, CUM, OVER).when(RecordRoster(**NEXT, units=("a",))).refused(
        "cluster-ended", cluster="cum"
    )
    same_year: Fields = {"cluster": "cum", "year": 2019, "units": ("a",)}
    given(UNITS, CUM, OVER).when(RecordRoster(**same_year)).then(RosterRecorded(**same_year))
