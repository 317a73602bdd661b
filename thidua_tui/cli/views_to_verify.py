"""Every view there is: what `verify` rebuilds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from events.agenda import AgendaSet
from events.clusters import ClusterFounded
from events.event import Entry
from events.units import UnitFounded
from views.agenda import Agenda
from views.compared import TABLES
from views.facts import Facts
from views.headship import Headship
from views.journal import Journal
from views.merges import Merges
from views.minutes import Minutes
from views.names import NAMED, Names
from views.projection import View
from views.replay import Replay
from views.score_cells import Sheets
from views.scores import Scores
from views.tables import TABLES as SPECS
from views.unit_record import UnitRecord

WITH_TABLE = frozenset(
    made.kind for one in TABLES.values() if isinstance(made := one.make(None, None, None), Facts)
)
"""The kinds of facts of which there is a table."""


OF_ONE_UNIT = "unit"
"""The table that is rebuilt for the first unit alone."""


def every_view(entries: Iterable[Entry]) -> list[View]:
    """Clusters and units first; of one cluster or unit alone, that of the first one.

    Facts are folded kind by kind, all that there is a table of. Minutes are rebuilt apart, by
    `every_minutes`.
    """
    events = [entry.event for entry in entries]
    units = _first(UnitRecord(event.unit) for event in events if isinstance(event, UnitFounded))
    led = _first(Replay(event.cluster) for event in events if isinstance(event, ClusterFounded))
    agendas = _first(Agenda(event.meeting) for event in events if isinstance(event, AgendaSet))
    facts = [Facts(kind) for kind in dict.fromkeys(map(type, events)) if kind in WITH_TABLE]
    types = dict.fromkeys(spec.view_type() for name, spec in SPECS.items() if name != OF_ONE_UNIT)
    views: list[View] = [
        *(view() for view in types),
        Scores(stage="self"),
        Scores(stage="peer"),
        Scores(stage="verified"),
        Journal(),
        Headship(),
        Sheets(),
        Merges(),
    ]
    return [*views, *units, *led, *agendas, *facts]


def every_minutes(entries: Iterable[Entry]) -> list[Minutes]:
    """The minutes of every meeting, each from its own entries, all with the same names."""
    names, found = Names(), dict[str, Minutes]()
    for entry in entries:
        if type(entry.event) in NAMED:
            names.apply(entry)
        named = getattr(entry.event, "meeting", "")
        for meeting in {entry.meeting, named} - {""} if entry.meeting or named else ():
            found.setdefault(meeting, Minutes(meeting)).apply(entry)
    for minutes in found.values():
        minutes.names = names
    return [*found.values()]


def answered(view: Any) -> list[Any]:
    """Everything that a view answers."""
    names = ("guests", "present", "reports", "remarks", "course", "answers", "moments")
    more = [getattr(view, name)() for name in names if hasattr(view, name)]
    return more if isinstance(view, Replay) else [view.rows(), *more]


V = TypeVar("V", bound=View)


def _first(views: Iterator[V]) -> list[V]:
    found = next(views, None)
    return [found] if found else []
