"""Awards of a year: nominated, granted or denied, presented, annulled, with their four dates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal, TypeAlias, get_args

from events.awards import (
    AWARDS,
    AwardAnnulled,
    AwardDenied,
    AwardGranted,
    AwardNominated,
    AwardPresented,
    NominationWithdrawn,
    OfAward,
)
from events.event import Entry
from events.voting import Denominator
from views.cluster_years import ClusterYears, OfUnit

AwardState: TypeAlias = Literal[
    "nominated", "withdrawn", "granted", "denied", "presented", "annulled"
]


class AwardRow(OfUnit, frozen=True, kw_only=True):
    """One nomination for an award, with its votes, decision, presentation and annulment.

    `form` is the award's code. The year is that of the achievement. `number`, `authority`, `signer`
    are those of the decision, the `annulment_` fields those of its annulment, the `votes_` fields
    those for the nomination. `result_unknown` where the source gives the nomination and not the
    result it came from. What the source does not give is empty (text) or null.
    """

    form: str
    state: AwardState
    addressed_to: str = ""
    nominated_on: date | None = None
    withdrawn_on: date | None = None
    decided_on: date | None = None
    number: str = ""
    authority: str = ""
    signer: str = ""
    presented_on: date | None = None
    presented_place: str = ""
    presented_by: str = ""
    annulled_on: date | None = None
    annulment_number: str = ""
    annulment_authority: str = ""
    annulment_signer: str = ""
    votes_for: int | None = None
    votes_total: int | None = None
    votes_of: Denominator | None = None
    result_unknown: bool = False


class AwardList(ClusterYears):
    """The awards by year of achievement; with a day, their state when that day was over."""

    kinds = AWARDS

    def rows(self) -> tuple[AwardRow, ...]:
        """Return the rows by cluster and year, in the order of nomination, withdrawn or not."""
        return tuple(
            self._row(cluster, year, course)
            for cluster, year in self.keys()
            for course in courses(self.years[cluster, year])
        )

    def _row(self, cluster: str, year: int, course: list[OfAward]) -> AwardRow:
        fields: dict[str, Any] = {}
        for event in course:
            fields |= _event_fields(event)
        first = course[0]
        return AwardRow(
            **self.year_fields(cluster, year),
            **self.names.unit_fields(first.unit, self.day(year)),
            form=first.form,
            **fields | {"state": state_of(course)},
        )


def courses(entries: Iterable[Entry]) -> list[list[OfAward]]:
    """Return each nomination of a cluster-year with the events that followed it.

    Args:
        entries: The entries in force of one cluster-year, in order.

    Returns:
        A list per nomination, in the order of nomination: the nomination, then its later events. A
        second nomination of the same unit for the same award begins a new list.
    """
    found: list[list[OfAward]] = []
    latest: dict[tuple[str, int, str, str], list[OfAward]] = {}
    for entry in entries:
        event = entry.event
        if isinstance(event, AwardNominated):
            latest[event.key] = [event]
            found.append(latest[event.key])
        elif isinstance(event, OfAward) and event.key in latest:
            latest[event.key].append(event)
    return found


def state_of(course: list[OfAward]) -> AwardState:
    """Return the state of a nomination: annulled overrides presented, in any order of typing.

    An annulment ends an award that was already presented (Luật Thi đua, khen thưởng 06/2022/QH15,
    Điều 93).
    """
    states = [_event_fields(event)["state"] for event in course]
    return max(states, key=get_args(AwardState).index)


def _event_fields(event: OfAward) -> dict[str, Any]:
    """Return what an event says of its award, as fields of the row."""
    match event:
        case AwardNominated():
            return {
                "state": "nominated",
                "addressed_to": event.addressed_to,
                "nominated_on": event.on,
                "votes_for": event.votes.votes_for if event.votes else None,
                "votes_total": event.votes.total if event.votes else None,
                "votes_of": event.votes.of if event.votes else None,
                "result_unknown": event.result_unknown,
            }
        case NominationWithdrawn():
            return {"state": "withdrawn", "withdrawn_on": event.on}
        case AwardGranted():
            return {"state": "granted"} | _decision(event)
        case AwardDenied():
            return {"state": "denied"} | _decision(event)
        case AwardPresented():
            by, place = event.presented_by, event.place
            day = {"presented_on": event.on, "presented_place": place, "presented_by": by}
            return {"state": "presented"} | day
        case AwardAnnulled():
            return {
                "state": "annulled",
                "annulled_on": event.on,
                "annulment_number": event.number,
                "annulment_authority": event.authority,
                "annulment_signer": event.signer,
            }


def _decision(event: AwardGranted | AwardDenied) -> dict[str, Any]:
    decision = {"number": event.number, "authority": event.authority, "signer": event.signer}
    return decision | {"decided_on": event.on}
