"""The consequences of an act, found by deciding it on the present facts and recording nothing.

The views are folded with the entries that would follow and without them; what differs are the
consequences. Papers that rest on what moves and do not move themselves are listed too: a decision
already signed does not change because a total does, and an official must review it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from datetime import date, datetime
from typing import Literal, TypeAlias

from msgspec import Struct

from events.command import Command, History
from events.corrections import EntriesRetracted, effective
from events.event import Entry, Event, Scope, Source
from events.shared_checks import happened
from views.award_list import AwardList
from views.award_states import UNDECIDED, AwardState
from views.compacts import Compacts
from views.compared import EVERYWHERE, TABLES, TYPED
from views.differences import Difference, differences
from views.issued_papers import AffectedPaper, IssuedPapers
from views.minutes import Minutes
from views.projection import Reader, project
from views.shared_projections import matches

PaperKind: TypeAlias = Literal["nomination", "decision", "presentation", "compact", "minutes"]
"""đề nghị (tờ trình), quyết định, việc trao tặng, giao ước, biên bản."""
FOLLOWING = tuple(name for name in TABLES if name not in (*TYPED, "roster"))
"""The tables that follow from what is typed; a cell of the sheet is the act itself."""
ItemOf: TypeAlias = Callable[[Sequence[Event]], str]
OVER = ("withdrawn", "denied", "annulled")
"""Awards on which nothing more can rest."""
_PAPERS: dict[AwardState, PaperKind] = dict.fromkeys(UNDECIDED, "nomination")
_PAPERS |= {"granted": "decision"}


class Present(Struct, frozen=True, kw_only=True):
    """The head of the ledger when an act is previewed, its operator and its session."""

    position: int
    at: datetime
    today: date
    by: str = ""
    meeting: str = ""
    reason: str = ""
    source: Source = Source()


class Paper(Struct, frozen=True, kw_only=True):
    """A paper that depends on changed facts.

    Of an award: the unit, its form, and number and day of the decision, if any. Of a
    meeting: its title, its day, and whether it is closed. What is not known is empty or null.
    """

    kind: PaperKind
    cluster_name: str
    year: int
    unit_name: str = ""
    form: str = ""
    number: str = ""
    on: date | None = None
    title: str = ""
    closed: bool = False


class Consequences(Struct, frozen=True, kw_only=True):
    """The differences, before and after, the papers to review, and issued papers that differ."""

    moves: tuple[Difference, ...] = ()
    papers: tuple[Paper, ...] = ()
    issued: tuple[AffectedPaper, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.moves or self.papers or self.issued)


class Imagined:
    """The ledger up to the present, followed by entries that are not recorded.

    Args:
        ledger: The ledger, which is only read.
        present: The head of the ledger, its operator and its session; entries behind it are
            ignored.
    """

    def __init__(self, ledger: Reader, present: Present) -> None:
        self.ledger, self.present = ledger, present
        self.entries: list[Entry] = []

    def read(
        self,
        *scopes: Scope,
        after: int = 0,
        until: int | datetime | None = None,
        limit: int | None = None,
    ) -> Iterator[Entry]:
        """Yield the entries within the scopes, those that were imagined last.

        Args:
            scopes: The scopes to read; none for the whole ledger.
            after: The position (from 1) before the first entry; 0 for the beginning.
            until: The last position or instant (UTC), inclusive; None includes everything imagined.
            limit: The largest number of recorded entries; what is imagined is not counted.
        """
        upto = self.present.position
        until = self.known_at(until) if isinstance(until, datetime) else until
        if until is not None and until <= upto:
            yield from self.ledger.read(*scopes, after=after, until=until, limit=limit)
            return
        yield from self.ledger.read(*scopes, after=after, until=upto, limit=limit)
        for entry in self.entries:
            known = after < entry.position and (until is None or entry.position <= until)
            if known and (not scopes or any(matches(entry, scope) for scope in scopes)):
                yield entry

    def known_at(self, instant: datetime) -> int:
        """Return the last recorded position that was known at an instant."""
        return self.ledger.known_at(instant)

    def decide(
        self, command: Command, *, worded: bool = False, item_of: ItemOf = lambda _: ""
    ) -> list[Entry]:
        """Decide a command and append the entries that would follow, without recording them.

        The entries have the positions behind the present, and the present's instant, operator and
        source.

        Args:
            command: The command; it reads what is recorded and what was imagined before.
            worded: Whether what is unusual is refused unless the reason of the present explains it.
            item_of: Facts -> the item of the agenda to which they belong.

        Returns:
            The new entries, in order.

        Raises:
            Refused: when a rule refuses the command.
        """
        known = [*self.read(*command.boundary())]
        gone = [entry for entry in known if isinstance(entry.event, EntriesRetracted)]
        today = self.present.today
        history = History(effective(known), today, retractions=gone)
        facts = happened(command.decide(history), today)
        if worded:
            facts = command.accepted(history, self.present.reason, facts)
        first = self.present.position + len(self.entries) + 1
        act, now, item = f"imagined-{first}", self.present, item_of(facts)
        new = [
            Entry(
                position=first + at,
                place=first + at,
                at=now.at,
                by=now.by,
                act=act,
                event=fact,
                reason=now.reason,
                source=now.source,
                meeting=now.meeting,
                item=item,
            )
            for at, fact in enumerate(facts)
        ]
        self.entries += new
        return new


def consequences(imagined: Imagined, register: IssuedPapers) -> Consequences:
    """Return what differs between the present and what was imagined.

    Args:
        imagined: The ledger with at least the entries of one decided command.
        register: The papers that the ledger has issued.

    Returns:
        The differences, each once, and the papers to review. Falsy when nothing moves.
    """
    since, moves = imagined.present.position, list[Difference]()
    for cluster, year, tables in _touched(imagined.entries):
        moves += differences(imagined, since, None, cluster, year, tables)
    once = tuple(dict.fromkeys(moves))
    issued = affected_papers(imagined, register)
    stated = {paper.row.meeting for paper in issued if paper.row.kind == "minutes"}
    papers = tuple(_papers(imagined, once, stated))
    return Consequences(moves=once, papers=papers, issued=issued)


def affected_papers(imagined: Imagined, register: IssuedPapers) -> tuple[AffectedPaper, ...]:
    """Return the issued papers from which the ledger would differ otherwise than now.

    Args:
        imagined: The ledger with the entries of the decided commands.
        register: The papers that the ledger has issued.
    """
    return tuple(register.affected(imagined, imagined.present.position, imagined.entries))


def _touched(
    entries: Sequence[Entry],
) -> Iterator[tuple[str | None, int | None, tuple[str, ...]]]:
    """Yield the cluster-years that the entries are about, and the tables to compare there.

    New facts are not part of a preview; corrected facts are, with every field.
    """
    corrected = any(isinstance(entry.event, EntriesRetracted) for entry in entries)
    compared = tuple(TABLES) if corrected else FOLLOWING
    tags = dict.fromkeys(tag for entry in entries for tag in entry.event.tags())
    named = [tag.removeprefix("cluster:") for tag in tags if tag.startswith("cluster:")]
    years = [name.partition("/") for name in named if "/" in name]
    for cluster, _, year in years:
        yield cluster, int(year), tuple(name for name in compared if name not in EVERYWHERE)
    for cluster in named:
        if "/" not in cluster and cluster not in {one[0] for one in years}:
            yield cluster, None, ("clusters",)
    yield None, None, tuple(name for name in compared if name in EVERYWHERE)


def _papers(
    imagined: Imagined, moves: Sequence[Difference], stated: Container[str]
) -> Iterator[Paper]:
    for cluster, year in dict.fromkeys((m.cluster, m.year) for m in moves):
        if cluster and year:
            here = [move for move in moves if (move.cluster, move.year) == (cluster, year)]
            yield from _resting(imagined, cluster, year, here)
    if any(isinstance(entry.event, EntriesRetracted) for entry in imagined.entries):
        yield from _minutes(imagined, stated)


def _resting(
    imagined: Imagined, cluster: str, year: int, moves: Sequence[Difference]
) -> Iterator[Paper]:
    """Yield the awards of units whose place or points move; the compact, if members come or go."""
    ranked = [move for move in moves if move.table == "ranking"]
    units = {move.unit for move in ranked if move.field in ("place", "points", "unit_name")}
    itself = {(move.unit, move.subject) for move in moves if move.table == "awards"}
    for row in project(AwardList(cluster, year), imagined).rows():
        if row.unit in units and row.state not in OVER and (row.unit, row.form) not in itself:
            yield Paper(
                kind=_PAPERS.get(row.state, "presentation"),
                cluster_name=row.cluster_name,
                year=year,
                unit_name=row.unit_name,
                form=row.form,
                number=row.number,
                on=row.presented_on or row.decided_on or row.nominated_on,
            )
    if any(move.change != "changed" for move in ranked):
        for compact in project(Compacts(cluster, year), imagined).rows():
            name = compact.cluster_name
            yield Paper(kind="compact", cluster_name=name, year=year, on=compact.signed_on)


def _minutes(imagined: Imagined, stated: Container[str]) -> Iterator[Paper]:
    """Yield the minutes that read otherwise once something in them no longer counts.

    Minutes that were issued are named with their number instead.
    """
    tags = dict.fromkeys(tag for entry in imagined.entries for tag in entry.event.tags())
    meetings = [tag.removeprefix("meeting:") for tag in tags if tag.startswith("meeting:")]
    for meeting in (code for code in meetings if code not in stated):
        before = project(Minutes(meeting), imagined, imagined.present.position)
        row = before.row()
        if row and _read(before) != _read(project(Minutes(meeting), imagined)):
            yield Paper(
                kind="minutes",
                cluster_name=row.cluster_name,
                year=row.year,
                title=row.title,
                on=row.on,
                closed=row.closed,
            )


def _read(minutes: Minutes) -> tuple[object, ...]:
    """Return what a reader sees in the minutes."""
    parts = (minutes.guests(), minutes.present(), minutes.reports(), minutes.remarks())
    return (minutes.row(), *parts, [entry.event for entry in minutes.typed])
