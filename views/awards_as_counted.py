"""Awards with all by which they are counted: form, kind, level, unit, women, addressee, day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import ClassVar, Literal, TypeAlias

from msgspec import Struct

from events.award_catalogue import AwardForm, AwardLevel, FormKind
from events.award_events import AWARDS, AwardGranted, AwardNominated
from events.award_forms import AwardFormDefined, forms_of
from events.award_steps import AwardProposed
from events.clusters import UnitLevel
from events.descriptions import DESCRIPTIONS, ClusterDescribed, UnitDescribed, UnitKind
from events.event import Entry, Event, Scope
from events.women_counts import WomenCounted
from views.award_outcomes import MANY_WOMEN, Outcome
from views.award_states import UNDECIDED, entry_courses, events_of, state_of
from views.cluster_years import ClusterYears

Women: TypeAlias = Literal["many", "fewer", "not-counted"]
"""At least `MANY_WOMEN` percent of women; fewer; not counted in the year."""


class CountedAward(Struct, frozen=True, kw_only=True):
    """One nomination, or one award without a recorded nomination.

    Attributes:
        cluster: The code of its cluster.
        year: The year of the achievement.
        unit: The code of the unit.
        form: The code of the form.
        form_kind: Flag, certificate and so on; `other` where it is not known.
        level: At which level it is granted.
        unit_kind: The kind of the unit, else that of all members of its cluster; empty if unknown.
        unit_level: Its level, likewise; empty if unknown.
        women: Whether many of its people are women.
        addressee: To whom the nomination went; empty if unknown.
        outcome: How far it is.
        decided_on: The day of the decision to grant it; None where it is unknown or not granted.
        positions: Its entries, from the nomination on.
    """

    cluster: str
    year: int
    unit: str
    form: str
    form_kind: FormKind
    level: AwardLevel
    unit_kind: UnitKind
    unit_level: UnitLevel | Literal[""]
    women: Women
    addressee: str
    outcome: Outcome
    decided_on: date | None
    positions: tuple[int, ...]


class CountedAwards(ClusterYears):
    """The awards of cluster-years, as they are counted.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year of the achievement; None for all.
        on: The last day to look at; None for no limit.
    """

    kinds: ClassVar[tuple[type[Event], ...]] = (*AWARDS, WomenCounted)

    def __init__(
        self, cluster: str | None = None, year: int | None = None, on: date | None = None
    ) -> None:
        super().__init__(cluster, year, on)
        self.unit_kinds: dict[str, UnitKind] = {}
        self.unit_levels: dict[str, UnitLevel] = {}
        self.member_kinds: dict[str, UnitKind] = {}
        self.member_levels: dict[str, UnitLevel] = {}
        self.defined: list[AwardFormDefined] = []

    def scopes(self) -> tuple[Scope, ...]:
        """Return the scopes of awards, of forms, and of what units and clusters are."""
        more: tuple[type[Event], ...] = (*DESCRIPTIONS, AwardFormDefined)
        return (*super().scopes(), Scope(events=more))

    def apply(self, entry: Entry) -> None:
        """Keep awards, forms, and the last that is known of units and clusters."""
        super().apply(entry)
        match entry.event:
            case UnitDescribed() as event:
                self.unit_kinds |= {event.unit: event.kind} if event.kind else {}
                self.unit_levels |= {event.unit: event.level} if event.level else {}
            case ClusterDescribed() as event:
                self.member_kinds |= {event.cluster: event.member_kind} if event.member_kind else {}
                level = event.member_level
                self.member_levels |= {event.cluster: level} if level else {}
            case AwardFormDefined() as event:
                self.defined.append(event)

    def awards(self) -> Iterator[CountedAward]:
        """Yield the awards by cluster and year, in the order of nomination."""
        for cluster, year in self.keys():
            forms = forms_of(self.defined, year)
            women = self._women(cluster, year)
            for course in entry_courses(self.years[cluster, year]):
                yield self._counted(course, forms, women)

    def _counted(
        self, course: list[Entry], forms: dict[str, AwardForm], women: dict[str, Women]
    ) -> CountedAward:
        events = events_of(course)
        first = events[0]
        form = forms.get(first.form)
        granted = [event for event in events if isinstance(event, AwardGranted)]
        return CountedAward(
            cluster=first.cluster,
            year=first.year,
            unit=first.unit,
            form=first.form,
            form_kind=form.form_kind if form else "other",
            level=form.award_level if form else "not-recorded",
            unit_kind=self.unit_kinds.get(first.unit) or self.member_kinds.get(first.cluster, ""),
            unit_level=self.unit_levels.get(first.unit)
            or self.member_levels.get(first.cluster)
            or "",
            women=women.get(first.unit, "not-counted"),
            addressee=_addressee(events),
            outcome=_outcome(state_of(events)),
            decided_on=granted[-1].on if granted else None,
            positions=tuple(entry.position for entry in course),
        )

    def _women(self, cluster: str, year: int) -> dict[str, Women]:
        """Return unit -> whether many of its people are women, of those counted."""
        counted = self.history(cluster, year).of(WomenCounted)
        return {
            event.unit: "many" if event.women * 100 >= MANY_WOMEN * event.total else "fewer"
            for event in counted
        }


def _addressee(events: Iterable[Event]) -> str:
    """Return to whom a nomination went last; empty if unknown."""
    known = (e.addressed_to for e in events if isinstance(e, AwardNominated | AwardProposed))
    return next(reversed([*filter(None, known)]), "")


def _outcome(state: str) -> Outcome:
    if state in UNDECIDED:
        return "waiting"
    outcomes: dict[str, Outcome] = {
        "withdrawn": "withdrawn",
        "denied": "denied",
        "annulled": "annulled",
    }
    return outcomes.get(state, "granted")
