"""No event is missing from the history of what it is about, whatever its kind.

The kinds come from the registry, so that a new event is asked for too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from events.branches import BranchMerged
from events.compacts import CompactJoined, CompactSigned
from events.corrections import EntriesRetracted
from events.event import Event, concerned, event_types, name_of
from events.evidence_files import EvidenceAttached
from events.evidence_files import subject as subject_of
from events.result_events import ResultAdopted
from events.roles import ROLES
from events.store.ledger import Circumstances, Ledger, drafted
from tests.spec import ledger_with
from tests.test_compared import fields_of, kinds, values, world
from thidua_tui.cli.commands.entry import changed_by
from views.differences import differences
from views.subject_history import Kind, Step, Subject, trail

ABOUT_NO_THING = {
    "operator-named": "operators have a page of their own",
    "operator-dismissed": "operators have a page of their own",
    "council-decided": "figures of a province name no cluster, meeting or unit",
    "clusters-counted": "figures of a province name no cluster, meeting or unit",
    "decision-reported": "figures of a province name no cluster, meeting or unit",
    "award-form-defined": "forms of award are the same in all clusters and years",
    "branch-merged": "it is about the ledger; what it took has a history of its own",
    "entries-retracted": "it belongs to the history of what it takes back",
}
"""Event -> why there is no thing whose history it belongs to."""
KINDS = [kind for kind in kinds() if name_of(kind) not in ABOUT_NO_THING]


def example(kind: type[Event]) -> Event:
    told = {f.name: values(kind, f)[0] for f in fields_of(kind)}
    return kind(**told)


def about(event: Event) -> Iterator[Subject]:
    """The things that an event is about, by the names of its fields."""
    told = {field: getattr(event, field) for field in event.__struct_fields__}
    if isinstance(event, EvidenceAttached):  # about what the entry is about
        told |= subject_of(event.tags())._asdict()
    units = [code for kind, code in concerned(event) if kind == "unit"]
    yield from (Subject(kind="unit", unit=code) for code in units)
    if "meeting" in told:
        yield Subject(kind="meeting", meeting=told["meeting"])
    if "movement" in told:
        yield Subject(kind="movement", movement=told["movement"])
    if "cluster" in told and "year" in told:
        yield from of_year(event, {name: told[name] for name in ("cluster", "year")})
    elif "cluster" in told:
        yield Subject(kind="cluster", cluster=told["cluster"])


def of_year(event: Event, year: dict[str, Any]) -> Iterator[Subject]:
    """The things of a cluster's year that an event is about."""
    yield Subject(kind="year", **year)
    attached = isinstance(event, EvidenceAttached)
    if unit := subject_of(event.tags()).unit if attached else getattr(event, "unit", None):
        yield Subject(kind="member", **year, unit=unit)
        kinds: tuple[tuple[str, Kind], ...] = (("criterion", "points"), ("form", "award"))
        for field, kind in kinds:
            if code := getattr(event, field, None):
                yield Subject(kind=kind, **year, unit=unit, **{field: code})
    if isinstance(event, ROLES):
        yield Subject(kind="role", **year)
    if isinstance(event, ResultAdopted):
        yield from (Subject(kind="place", **year, unit=p.unit) for p in event.places)
    if isinstance(event, CompactSigned | CompactJoined):
        yield Subject(kind="compact", **year)


def recorded(kind: type[Event]) -> tuple[Ledger, Event, int]:
    event = example(kind)
    ledger = ledger_with(world(kind), event)
    return ledger, event, ledger.position()


def step_of(ledger: Ledger, subject: Subject, position: int) -> Step | None:
    steps = trail(ledger, subject)
    return next((s for s in steps if position in [e.position for e in s.entries]), None)


def test_exceptions_are_kinds_that_exist():
    assert {*ABOUT_NO_THING} <= {*event_types()}


@pytest.mark.parametrize("kind", KINDS, ids=name_of)
def test_trail_of_what_an_event_is_about_lists_it(kind):
    ledger, event, position = recorded(kind)
    subjects = [*about(event)]
    assert subjects, f"{name_of(kind)} is about nothing: say why in ABOUT_NO_THING."
    assert [s for s in subjects if step_of(ledger, s, position) is None] == []


@pytest.mark.parametrize("kind", KINDS, ids=name_of)
def test_trail_shows_what_an_event_changed(kind):
    ledger, event, position = recorded(kind)
    steps = [step_of(ledger, subject, position) for subject in about(event)]
    assert any(step and step.changes for step in steps), (
        f"no history shows what {name_of(kind)} changed: add the table that compares it "
        "to WATCHED in views/subject_history.py"
    )


@pytest.mark.parametrize("kind", KINDS, ids=name_of)
def test_trail_lists_the_retraction_of_an_event(kind):
    ledger, event, position = recorded(kind)
    gone = EntriesRetracted(
        positions=(position,), concerns=event.tags(), place=position, kinds=(name_of(event),)
    )
    how = Circumstances(by="Thư ký", act="gone", reason="Ghi nhầm")
    ledger.recorder.append([drafted(gone, how, ledger.clock())[0]])
    for subject in about(event):
        step = step_of(ledger, subject, position)
        assert step and step.retracted_by == position + 1, subject
        assert step_of(ledger, subject, position + 1), subject


DIFFERENT = [k for k in kinds() if k not in (EntriesRetracted, BranchMerged)]


@pytest.mark.parametrize("kind", DIFFERENT, ids=name_of)
def test_entry_shows_what_an_event_changed(kind):
    ledger, _, position = recorded(kind)
    found = differences(ledger, changed_by(ledger, position)[0] - 1, position)
    assert found
    assert {one.position for one in found} == {position}
