"""The state of an award: how far a nomination came, and since when it waits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, TypeAlias, get_args

from events.award_events import (
    AwardAnnulled,
    AwardDenied,
    AwardGranted,
    AwardNominated,
    AwardPresented,
    NominationWithdrawn,
    OfAward,
    begins_course,
)
from events.award_steps import (
    ENDED_BY,
    AwardAssessed,
    AwardBalloted,
    AwardHeld,
    AwardProposed,
    AwardReceived,
    AwardReturned,
)
from events.event import Entry, Event

AwardState: TypeAlias = Literal[
    "nominated",
    "proposed",
    "received",
    "eligible",
    "ineligible",
    "ballot-passed",
    "ballot-failed",
    "returned",
    "on-hold",
    "withdrawn",
    "granted",
    "denied",
    "presented",
    "annulled",
]
"""The state of a nomination; of those that hold at the same time the later of this list."""


def courses(entries: Iterable[Entry]) -> list[list[OfAward]]:
    """Return each nomination of a cluster-year with the events that followed it.

    Args:
        entries: The entries in force of one cluster-year, in order.

    Returns:
        A list per nomination, in the order of nomination: the nomination, then its later events. A
        second nomination of the same unit for the same award begins a new list, and so does an
        award that a source reports without its nomination.
    """
    return [events_of(course) for course in entry_courses(entries)]


def entry_courses(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Return what `courses` returns, as the entries of these events."""
    found: list[list[Entry]] = []
    latest: dict[tuple[str, int, str, str], list[Entry]] = {}
    for entry in entries:
        event = entry.event
        if not isinstance(event, OfAward):
            continue
        if begins_course(event):
            latest[event.key] = [entry]
            found.append(latest[event.key])
        elif event.key in latest:
            latest[event.key].append(entry)
    return found


def events_of(course: Iterable[Entry]) -> list[OfAward]:
    """Return the events of the entries of a course."""
    return [entry.event for entry in course if isinstance(entry.event, OfAward)]


UNDECIDED: tuple[AwardState, ...] = (
    "nominated",
    "proposed",
    "received",
    "eligible",
    "ineligible",
    "ballot-passed",
    "ballot-failed",
    "returned",
    "on-hold",
)
"""The states in which a nomination waits for the next step."""


def state_of(course: list[OfAward]) -> AwardState:
    """Return the state of a nomination: annulled overrides presented, in any order of typing.

    An annulment ends an award that was already presented (Luật Thi đua, khen thưởng 06/2022/QH15,
    Điều 93). A file that was returned and proposed again is proposed.
    """
    return _latest(course)[0]


def _latest(course: list[OfAward]) -> tuple[AwardState, OfAward]:
    """Return the state of a nomination, and the event that put it in this state."""
    current: dict[type[Event], OfAward] = {}
    for event in course:
        current[type(event)] = event
        for ended in ENDED_BY.get(type(event), ()):
            current.pop(ended, None)
    states = [(state, event) for event in current.values() if (state := event_state(event))]
    order = get_args(AwardState)
    return max(states, key=lambda one: order.index(one[0]))


def event_state(event: OfAward) -> AwardState | None:
    """Return the state that an event puts its award in; None where it leaves it as it was."""
    if isinstance(event, AwardAssessed):
        return event.finding
    if isinstance(event, AwardBalloted):
        return "ballot-passed" if event.outcome == "passed" else "ballot-failed"
    return STATES.get(type(event))


STATES: dict[type[Event], AwardState] = {
    AwardNominated: "nominated",
    AwardProposed: "proposed",
    AwardReceived: "received",
    AwardReturned: "returned",
    AwardHeld: "on-hold",
    NominationWithdrawn: "withdrawn",
    AwardGranted: "granted",
    AwardDenied: "denied",
    AwardPresented: "presented",
    AwardAnnulled: "annulled",
}
"""Event -> the state that it puts its award in."""


def waiting_since(course: list[OfAward]) -> date | None:
    """Return the day of an undecided nomination's state; None where it is unknown or decided."""
    state, event = _latest(course)
    return event.dated() if state in UNDECIDED else None
