"""The Vietnamese alphabet orders every list that has no order of its own."""

from __future__ import annotations

import pytest

from events.clusters import FoundCluster
from events.membership import RecordRoster
from events.text import sort_key
from events.unit_commands import FoundUnit
from tests.form_app import session
from thidua_tui.acts import choices
from thidua_tui.acts.context import ActContext
from thidua_tui.command_line.name_lookup import Index, several
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.fuzzy_match import ranked
from thidua_tui.screens.palette import gathered
from thidua_tui.session.location import Location
from views.clusters import Clusters
from views.differences import differences
from views.units import Units

NAMES = [
    *("Ban An toàn", "Ban Ăn uống", "Ban Ân xá", "Ban Dân vận", "Ban Đà", "Ban Đá", "Ban Đạ"),
    *("Ban Em", "Ban Êm", "Ban Ô", "Ban Ơn", "Ban Uy", "Ban Ưng", "Ban Ý", "Ban Yên"),
]
"""In order: a ă â … d đ e ê … o ô ơ … u ư y, tones last."""


@pytest.fixture(scope="module")
def ground() -> ActContext:
    """Units and clusters, entered in an order that is none."""
    mixed = [*reversed(NAMES[::2]), *NAMES[1::2]]
    units = [FoundUnit(unit=f"u{n}", name=name, distinct=True) for n, name in enumerate(mixed)]
    clusters = [
        FoundCluster(cluster=f"c{n}", name=f"Cụm {name}", place=f"Xã {n}")
        for n, name in enumerate(mixed)
    ]
    roster = RecordRoster(cluster="c0", year=2020, units=("u3", "u1"))
    return ActContext(
        session(*units, *clusters, roster), Location(cluster="c0", year=2020), Words("vi")
    )


def test_sort_key_of_vietnamese_names_keeps_the_order_of_the_alphabet():
    assert sorted(set(NAMES), key=sort_key) == NAMES


def test_units_of_a_picker_are_in_order(ground):
    values = {"year": "2020"}
    assert [o.name for o in choices.living(ground, values)] == NAMES
    outside = [o.name for o in choices.outsiders(ground, values)]
    assert outside == sorted(outside, key=sort_key)
    assert len(outside) == len(NAMES) - 2
    behind = [o.code for o in choices.members_first(ground, values)]
    assert behind[:2] == ["u3", "u1"], "a roster has an order of its own"
    others = [o.name for o in choices.members_first(ground, values)][2:]
    assert others == sorted(others, key=sort_key)


def test_clusters_of_a_picker_are_in_order(ground):
    names = [o.name for o in choices.clusters(ground, {})]
    assert names == sorted(names, key=sort_key)
    assert len(names) == len(NAMES)


def test_matches_that_fit_equally_well_are_in_order(ground):
    found = [m.option.name for m in ranked("ban", choices.living(ground, {}))]
    assert found == NAMES


def test_rows_of_units_and_clusters_are_in_order(ground):
    units = ground.session.see(Units())
    assert [row.unit_name for row in units.rows()] == NAMES
    clusters = [row.cluster_name for row in ground.session.see(Clusters()).rows()]
    assert clusters == sorted(clusters, key=sort_key)


def test_differences_name_units_in_order(ground):
    found = differences(ground.session.ledger, 0, ground.position)
    assert [d.unit_name for d in found if d.table == "units"] == NAMES


def test_names_that_may_be_meant_are_in_order():
    index = Index([("z", ("Ban Ân xá",)), ("a", ("Ban Đá",)), ("m", ("Ban Ăn uống",))])
    told = str(several(index, "ban", ["a", "m", "z"]).facts["names"])
    assert told == "Ban Ăn uống (m); Ban Ân xá (z); Ban Đá (a)"


def test_units_of_the_palette_are_in_order(ground):
    shown = [item.name for item in gathered(ground.session, ground.here, ground.words)]
    units = [name for name in shown if name in NAMES]
    assert units == NAMES
