"""The rows of the facts of a report on a year; each is found again by its `key`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec import Struct

from events.result_events import Basis
from events.voting import Denominator, Method
from views.award_states import AwardState
from views.leadership import RoleShown
from views.standings import State


class Row(Struct, frozen=True, kw_only=True):
    """A row.

    Attributes:
        key: By what it is found again.
    """

    key: str


class Named(Row, frozen=True, kw_only=True):
    """Something with a name: a unit, a target, a task, a movement, by its code."""

    name: str


class Leads(Named, frozen=True, kw_only=True):
    """A unit that has a role, a vacancy with no name.

    Attributes:
        role: The role.
        rank: The place among several deputies; None for none.
    """

    role: RoleShown
    rank: int | None = None


class Promise(Named, frozen=True, kw_only=True):
    """A target of the compact.

    Attributes:
        units: Of how many units it is asked; 0 where the members are not recorded.
        kept: How many reached it.
        missed: How many did not.
    """

    units: int
    kept: int = 0
    missed: int = 0


class Movement(Named, frozen=True, kw_only=True):
    """A movement of the year.

    Attributes:
        registered: How many units registered; 0 where none is recorded.
        reported: Of how many a result is recorded.
        ended: Whether it was concluded.
    """

    registered: int = 0
    reported: int = 0
    ended: bool = False


class Held(Named, frozen=True, kw_only=True):
    """A meeting of the year.

    Attributes:
        on: Its day; None where it is unknown.
    """

    on: date | None = None


class Task(Named, frozen=True, kw_only=True):
    """A task that is to be done.

    Attributes:
        by: The unit that does it; empty where none was named.
        due: The last day; None for none.
    """

    by: str = ""
    due: date | None = None


class Placed(Named, frozen=True, kw_only=True):
    """A unit of the ranking.

    Attributes:
        short: Its short name.
        place: Its place, from 1; None where none was given.
        tied: Whether it shares its place.
        points: Its total; None where none was entered.
    """

    short: str
    place: int | None
    tied: bool = False
    points: Decimal | None = None


class Ranked(Struct, frozen=True, kw_only=True):
    """The result of the year: where its places come from.

    Attributes:
        state: Whether it was adopted.
        basis: By scores or agreed; None where it is not adopted.
        method: How it was adopted; None where it is not.
        votes_for: The votes in favour; None where they were not counted.
        votes_total: Of how many.
        votes_of: Of whom.
        on: The day; None where it is unknown.
        units: The units, in the order of their places.
    """

    state: State = "none"
    basis: Basis | None = None
    method: Method | None = None
    votes_for: int | None = None
    votes_total: int | None = None
    votes_of: Denominator | None = None
    on: date | None = None
    units: tuple[Placed, ...] = ()


class Honour(Named, frozen=True, kw_only=True):
    """A nomination or an award, by unit and form.

    Attributes:
        form: The code of the form.
        form_name: Its name in the ledger; empty for that of the program.
        state: How far it is.
        number: The number of the decision.
        decided_on: The day of the decision; None where it is unknown.
    """

    form: str
    form_name: str = ""
    state: AwardState
    number: str = ""
    decided_on: date | None = None


class Prose(Row, frozen=True, kw_only=True):
    """What the office writes itself in a section, whose number (`I`) is the key.

    Attributes:
        text: Paragraphs, one a line.
    """

    text: str


class Plan(Struct, frozen=True, kw_only=True):
    """What is known of the year that follows.

    Attributes:
        leaders: Who leads.
        compact_on: The day on which its compact was signed; None where it is unknown.
        signed: How many units signed its compact; None where that is unknown or there is none.
        targets: Its targets.
        tasks: The tasks that are open.
    """

    leaders: tuple[Leads, ...] = ()
    compact_on: date | None = None
    signed: int | None = None
    targets: tuple[Promise, ...] = ()
    tasks: tuple[Task, ...] = ()
