"""Awards as facts: nominated, granted or not, presented, annulled. The acts are in `awards`.

Four dates differ: the year of the achievement, the proposal, the decision, the presentation (record
A39). Which forms exist and whom they are addressed to is data (`award_forms`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import ClassVar

from events.award_aftermath import AnnulmentGround as AnnulmentGround
from events.award_aftermath import AwardAmended, AwardRecovered
from events.award_aftermath import Recovered as Recovered
from events.award_facts import FactOfAward
from events.award_steps import ENDED_BY, STEP_EVENTS, AwardStep
from events.ballots import Course
from events.command import History
from events.date_spans import Belonging, Span, belonging, on_day
from events.event import Event, Line, Remark
from events.vote_keys import opened_for
from events.voting import Method, Tally


class AwardNominated(FactOfAward, tag="award-nominated"):
    """A unit was nominated for an award (đề nghị xét tặng), addressed to who decides.

    Attributes:
        addressed_to: The authority asked to decide (Tờ trình): for the provincial flag Ủy ban nhân
            dân tỉnh, for the certificate of merit its chairman.
        on: The day of the nomination; None where it is unknown.
        votes: The votes for the nomination; None where none were counted or recorded.
        result_unknown: Whether the source records the nomination and not the result behind it.
        method: How the members decided on it.
        course: The ballots and what they were held under, where more than the count is known.
    """

    addressed_to: Remark = ""
    on: date | None = None
    votes: Tally | None = None
    result_unknown: bool = False
    method: Method = "not-recorded"
    course: Course | None = None

    version: ClassVar[int] = 2
    living: ClassVar[tuple[str, ...]] = ("unit",)

    def when(self, day: date | None) -> Iterable[Span]:
        """On its day; where that is unknown, on that of the result, or as the year ended."""
        return (on_day(day or date(self.year, 12, 31)),)

    def dated_by(self) -> str:
        return "" if self.result_unknown else f"result:{self.cluster}/{self.year}"

    def belongs(self) -> Iterable[Belonging]:
        return (belonging(self, self.unit, held=self.path("award"), exact=True),)

    def claims(self) -> Iterable[str]:
        """Return the award and, where the source records it, that it follows from the result."""
        return self.open_claims()[: 2 if self.result_unknown else 3]

    def releases(self) -> Iterable[str]:
        """Return the refusal of an earlier nomination: the new nomination is decided by itself."""
        return (self.path("decision"),)

    def depends_on(self) -> Iterable[str]:
        here = f"{self.cluster}/{self.year}"
        result = () if self.result_unknown else (f"result:{here}",)
        return (*result, f"member:{here}/{self.unit}", *opened_for(self))


class NominationWithdrawn(FactOfAward, tag="nomination-withdrawn"):
    """A nomination was taken back before it was decided (rút đề nghị)."""

    on: date | None = None

    def releases(self) -> Iterable[str]:
        return self.course_claims()

    def establishes(self) -> Iterable[str]:
        return self.closes()

    def depends_on(self) -> Iterable[str]:
        return (self.path("award"),)


class AwardGranted(FactOfAward, tag="award-granted"):
    """The authority granted the award (quyết định tặng): number, day, signer.

    Attributes:
        number: The number of the decision; empty where the source gives none.
        on: The day of the decision; None where it is unknown.
        authority: Who decided.
        signer: Who signed.
        golden_book: The number in the golden book (số sổ vàng).
        reported: Whether a source reports the award, and nothing is known of a nomination.
    """

    version: ClassVar[int] = 2

    number: Remark = ""
    on: date | None = None
    authority: Remark = ""
    signer: Remark = ""
    golden_book: Remark = ""
    reported: bool = False

    living: ClassVar[tuple[str, ...]] = ("unit",)

    def when(self, day: date | None) -> Iterable[Span]:
        return (on_day(day or self.on or date(self.year, 12, 31)),)

    def belongs(self) -> Iterable[Belonging]:
        here = belonging(self, self.unit, held=self.path("award"), exact=True)
        return (here,) if self.reported else ()

    def claims(self) -> Iterable[str]:
        return (*(self.open_claims()[:2] if self.reported else ()), self.path("decision"))

    def releases(self) -> Iterable[str]:
        """Return what an annulled decision before it left behind.

        An award without a nomination is decided by itself: an earlier refusal does not bind it.
        """
        refused = (self.path("decision"),) if self.reported else ()
        return (*refused, self.path("presentation"), self.path("handed-over"))

    def establishes(self) -> Iterable[str]:
        return (self.path("granted"),)

    def needs_free(self) -> Iterable[str]:
        return (self.path("award-held"),)

    def depends_on(self) -> Iterable[str]:
        member = f"member:{self.cluster}/{self.year}/{self.unit}"
        return (member if self.reported else self.path("award"),)


class AwardDenied(FactOfAward, tag="award-denied"):
    """The authority did not grant the award (không tặng)."""

    number: Remark = ""
    on: date | None = None
    authority: Remark = ""
    signer: Remark = ""

    def claims(self) -> Iterable[str]:
        return (self.path("decision"),)

    def releases(self) -> Iterable[str]:
        return self.course_claims()

    def establishes(self) -> Iterable[str]:
        return self.closes()

    def depends_on(self) -> Iterable[str]:
        return (self.path("award"),)


class AwardPresented(FactOfAward, tag="award-presented"):
    """A granted award was handed over (trao tặng).

    Attributes:
        on: The day of the presentation, often months after the decision.
        place: Where it was handed over.
        presented_by: Who handed it over.
    """

    on: date
    place: Remark = ""
    presented_by: Remark = ""

    def claims(self) -> Iterable[str]:
        return (self.path("presentation"),)

    def establishes(self) -> Iterable[str]:
        return (self.path("handed-over"),)

    def depends_on(self) -> Iterable[str]:
        """Return the decision, even if annulled later: a presentation is often entered late."""
        return (self.path("granted"),)


class AwardAnnulled(FactOfAward, tag="award-annulled"):
    """The authority annulled its decision (hủy bỏ quyết định; Điều 93, Luật 06/2022/QH15).

    Attributes:
        number: The number of the decision that annuls.
        on: The day of that decision.
        authority: Who decided: the authority that granted.
        signer: Who signed.
        annulled_for: Which of the four grounds of the law.
        recovers: What is to be given back.
    """

    version: ClassVar[int] = 2

    number: Line
    on: date
    authority: Remark = ""
    signer: Remark = ""
    annulled_for: AnnulmentGround = "not-recorded"
    recovers: Recovered = "not-recorded"

    def releases(self) -> Iterable[str]:
        paths = ("decision", "presentation", "handed-over")
        return (*self.course_claims(), *map(self.path, paths))

    def establishes(self) -> Iterable[str]:
        return (*self.closes(), self.path("annulled"))

    def depends_on(self) -> Iterable[str]:
        return (self.path("decision"),)


AWARDS: tuple[type[Event], ...] = (
    AwardNominated,
    NominationWithdrawn,
    AwardGranted,
    AwardDenied,
    AwardPresented,
    AwardAnnulled,
    AwardAmended,
    AwardRecovered,
    *STEP_EVENTS,
)
OfAward = (
    AwardNominated
    | NominationWithdrawn
    | AwardGranted
    | AwardDenied
    | AwardPresented
    | AwardAnnulled
    | AwardAmended
    | AwardRecovered
    | AwardStep
)


def award(history: History, key: tuple[str, int, str, str]) -> dict[type[Event], OfAward]:
    """Return the latest event of each kind since the award began, if it did.

    Args:
        history: The history, with the awards of the cluster-year.
        key: Cluster, year, unit and form of the award: its `key`.

    Returns:
        The type of the event -> the event; empty where the award is not nominated.
    """
    known: dict[type[Event], OfAward] = {}
    for event in history.of(*AWARDS):
        if isinstance(event, OfAward) and event.key == key:
            if begins_course(event) or isinstance(event, NominationWithdrawn):
                known.clear()
            if begins_course(event) or known:
                known[type(event)] = event
                for ended in ENDED_BY.get(type(event), ()):
                    known.pop(ended, None)
    return known


def begins_course(event: OfAward) -> bool:
    """Return whether an event is the first of an award: a nomination, or a grant without it."""
    return isinstance(event, AwardNominated) or (isinstance(event, AwardGranted) and event.reported)


def current_nominations(history: History, cluster: str, year: int) -> Iterator[AwardNominated]:
    """Return the nominations of a cluster-year in force: not withdrawn, denied or annulled.

    Args:
        history: The history, with the awards of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year of the achievement.
    """
    known = known_nominations(history, cluster, year)
    return (one for one in known if not closed(award(history, one.key)))


def closed(known: dict[type[Event], OfAward]) -> bool:
    """Return whether a nomination is closed: it was denied, or its grant annulled."""
    return AwardDenied in known or AwardAnnulled in known


def known_nominations(history: History, cluster: str, year: int) -> Iterator[AwardNominated]:
    """Return the nominations of a cluster-year that were not taken back, in their order.

    Args:
        history: The history, with the awards of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year of the achievement.
    """
    current: dict[tuple[str, int, str, str], AwardNominated] = {}
    for event in history.of(AwardNominated, NominationWithdrawn):
        if (event.cluster, event.year) == (cluster, year):
            current.pop(event.key, None)
            if isinstance(event, AwardNominated):
                current[event.key] = event
    return iter(current.values())
