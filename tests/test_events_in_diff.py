"""Every event takes part in `thidua diff`: some table differs once it is recorded or retracted.

The types come from the registry, so that a new event is checked, too.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from events.corrections import EntriesRetracted
from events.event import Event, event_types, name_of
from events.store.ledger import Circumstances, drafted
from tests.spec import ledger_with
from tests.test_compared import kinds, world
from tests.test_trail_kinds import example
from views.compared import TABLES
from views.differences import differences

NO_DIFFERENCE = {
    "branch-merged": "the entries that were taken are what differs",
    "entries-retracted": "the retracted entries are what differs",
}
"""Name of an event -> why no table of `views/compared.py` shows it."""
PARTS = [kind for kind in kinds() if name_of(kind) not in NO_DIFFERENCE]


def absent(kind: type[Event], tables: Iterable[str] = TABLES) -> list[str]:
    """Return what `thidua diff` does not show of an event of this type, a sentence each."""
    names, name = [*tables], name_of(kind)
    event = example(kind)
    ledger = ledger_with(world(kind), event)
    recorded = ledger.position()
    where = "add a table to views/compared.py or the field to a row that it compares"
    found = []
    if not names or not differences(ledger, recorded - 1, recorded, tables=names):
        found.append(f"event {name} takes part in no diff when it is recorded: {where}")
    retraction = EntriesRetracted(
        positions=(recorded,), concerns=event.tags(), place=recorded, kinds=(name,)
    )
    how = Circumstances(by="Thư ký", act="retracted", reason="Ghi nhầm")
    ledger.recorder.append([drafted(retraction, how, ledger.clock())[0]])
    if not names or not differences(ledger, recorded, tables=names):
        found.append(f"event {name} takes part in no diff when it is retracted: {where}")
    return found


@pytest.mark.parametrize("kind", PARTS, ids=name_of)
def test_an_event_is_a_difference_when_it_is_recorded_and_when_it_is_retracted(kind):
    assert absent(kind) == []


def test_an_event_that_no_table_compares_is_named():
    """Control: without their own tables, a guest and a function take part in no diff."""
    for name, table in (("guest-attended", "guests"), ("function-taken-over", "functions")):
        kind = event_types()[name]
        others = [other for other in TABLES if other != table]
        assert [sentence.partition(":")[0] for sentence in absent(kind, others)] == [
            f"event {name} takes part in no diff when it is recorded",
            f"event {name} takes part in no diff when it is retracted",
        ]


def test_every_registered_event_is_checked_or_has_a_reason():
    names = {name_of(kind) for kind in kinds()}
    assert {*NO_DIFFERENCE} <= names and all(NO_DIFFERENCE.values())
    assert names == {*event_types()}, "a registered event is not among the types that are checked"
