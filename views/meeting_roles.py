"""Who had which role at each meeting."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from events.event import Entry
from events.meeting_roles import MeetingRole, MeetingRoleGiven
from events.meetings import MeetingOpened
from views.cluster_years import ClusterYears, OfClusterYear
from views.late_additions import Addition
from views.minutes import Minutes
from views.names import UnitName


class MeetingRoleRow(OfClusterYear, frozen=True, kw_only=True):
    """A role at a meeting; `by` is the unit, null where only a person is named."""

    meeting: str
    meeting_title: str
    held: MeetingRole
    by: UnitName | None
    person: str
    office: str


class MeetingRoles(ClusterYears):
    """The roles at the meetings of a year, in the order of the ledger.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year on which the meetings report; None for all.
        on: The last day to look at; None for no limit.
    """

    kinds = (MeetingOpened, MeetingRoleGiven)

    def rows(self) -> tuple[MeetingRoleRow, ...]:
        """Return one row per role, those that the opening names first."""
        return tuple(
            row
            for cluster, year in self.keys()
            for opened in self.history(cluster, year).of(MeetingOpened)
            for row in self._of(opened)
        )

    def _of(self, opened: MeetingOpened) -> list[MeetingRoleRow]:
        given = self.history(opened.cluster, opened.year).of(MeetingRoleGiven)
        own = (event for event in given if event.meeting == opened.meeting)
        day = opened.on or opened.year
        return [
            MeetingRoleRow(
                **self.year_fields(opened.cluster, opened.year),
                meeting=opened.meeting,
                meeting_title=opened.title,
                held=held,
                by=self.names.called(unit, day) if unit else None,
                person=person,
                office=office,
            )
            for held, unit, person, office in [
                *roles_of_opening(opened),
                *((e.held, e.unit, e.person, e.office) for e in own),
            ]
        ]


def roles_of_opening(opened: MeetingOpened) -> Iterator[tuple[MeetingRole, str, str, str]]:
    """Yield role, unit, person and office of those whom the opening of a meeting names.

    Args:
        opened: The opening.
    """
    if opened.host:
        yield "host", opened.host, "", ""
    if opened.chair:
        yield "chair", opened.chair, "", ""


class RoleHeld(Struct, frozen=True, kw_only=True):
    """A role at one meeting, as its minutes name it.

    Attributes:
        unit: The name of the unit; empty where only a person is named.
        added: How it was added after the closing or the approval; None for what is of the session.
    """

    held: MeetingRole
    unit: str
    person: str
    office: str
    added: Addition | None = None


def roles_at(view: Minutes) -> tuple[RoleHeld, ...]:
    """Return the roles that were recorded at a meeting, without those of its opening.

    Args:
        view: The folded minutes.
    """
    return tuple(
        RoleHeld(
            held=event.held,
            unit=view.called(event.unit) if event.unit else "",
            person=event.person,
            office=event.office,
            added=view.added(entry),
        )
        for entry, event in _given(view)
    )


def roles_opened(view: Minutes) -> tuple[RoleHeld, ...]:
    """Return the roles that the opening of a meeting names, unless a person has the same role.

    Args:
        view: The folded minutes.
    """
    if view.opened is None:
        return ()
    given = {(event.held, event.unit) for _, event in _given(view)}
    return tuple(
        RoleHeld(held=held, unit=view.called(unit), person=person, office=office)
        for held, unit, person, office in roles_of_opening(view.opened)
        if (held, unit) not in given
    )


def _given(view: Minutes) -> Iterator[tuple[Entry, MeetingRoleGiven]]:
    for entry in view.entries:
        event = entry.event
        if isinstance(event, MeetingRoleGiven) and event.meeting == view.meeting:
            yield entry, event
