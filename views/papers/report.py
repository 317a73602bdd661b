"""The facts of a report on a year (báo cáo tổng kết): the year as it is known, and the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from events.errors import BadInput
from events.report_texts import ReportTextWritten, report_texts
from views.award_list import AwardList
from views.cluster_years import ClusterYears
from views.compacts import Compacts
from views.emulation_movements import Movements
from views.leadership import LeaderRow, Leadership
from views.minutes import Meetings
from views.papers.facts import PaperFacts, Subject
from views.papers.general import general
from views.papers.report_rows import (
    Held,
    Honour,
    Leads,
    Movement,
    Named,
    Placed,
    Plan,
    Promise,
    Prose,
    Ranked,
    Task,
)
from views.projection import Reader, project_all
from views.roster import Roster
from views.standings import Standings
from views.targets import TargetRow, Targets
from views.tasks import Tasks


class ReportFacts(PaperFacts, frozen=True, kw_only=True):
    """The facts of a report; its day is that of the year-end conference, where that is known.

    Attributes:
        members: The members of the year.
        complete: Whether these are all; false where the source names only some.
        count: How many members there are; None where that is unknown.
        joined: Units that came in the course of the year.
        left: Units that went.
        leaders: Who led.
        meetings: The meetings that report on the year.
        movements: The movements of the year.
        targets: The targets of the compact.
        ranking: The ranking.
        awards: The nominations and awards.
        following: What is known of the next year.
        prose: What the office writes itself.
    """

    members: tuple[Named, ...] = ()
    complete: bool = True
    count: int | None = None
    joined: tuple[Named, ...] = ()
    left: tuple[Named, ...] = ()
    leaders: tuple[Leads, ...] = ()
    meetings: tuple[Held, ...] = ()
    movements: tuple[Movement, ...] = ()
    targets: tuple[Promise, ...] = ()
    ranking: Ranked = Ranked()
    awards: tuple[Honour, ...] = ()
    following: Plan = Plan()
    prose: tuple[Prose, ...] = ()


def make(reader: Reader, subject: Subject, known_at: int | datetime | None = None) -> ReportFacts:
    """Return the facts of the report on a year.

    Args:
        reader: The source of the entries.
        subject: The cluster and the year.
        known_at: A position (from 1) or an instant (UTC), inclusive; None for the present.

    Raises:
        BadInput: `nothing-to-report`, where neither members, meeting, result nor award of the
            year is recorded; `unknown-cluster`.
    """
    here, later = (subject.cluster, subject.year), (subject.cluster, subject.year + 1)
    roster, leaders, meetings = Roster(*here), Leadership(*here), Meetings(*here)
    movements, targets, awards = Movements(*here), Targets(*here), AwardList(*here)
    standings, compacts, tasks = Standings(*here), Compacts(*later), Tasks(*later)
    next_leaders, next_targets = Leadership(*later), Targets(*later)
    texts = _Texts(*here)
    views = (roster, leaders, meetings, movements, targets, awards, standings, compacts, tasks)
    project_all((*views, next_leaders, next_targets, texts), reader, known_at)
    rows, held = roster.rows(), meetings.rows()
    members = [row for row in rows if not row.left]
    ends = [row.on for row in held if row.kind == "year-end"]
    facts = ReportFacts(
        kind="report",
        **general(reader, subject, ends[-1] if ends else None, known_at),
        members=tuple(Named(key=row.unit, name=row.unit_name) for row in members),
        complete=all(row.complete for row in rows),
        count=_count(rows, len(members)),
        joined=tuple(Named(key=row.unit, name=row.unit_name) for row in members if row.joined),
        left=tuple(Named(key=row.unit, name=row.unit_name) for row in rows if row.left),
        leaders=tuple(_leaders(leaders.rows())),
        meetings=tuple(Held(key=row.meeting, name=row.title, on=row.on) for row in held),
        movements=tuple(_movements(movements, *here)),
        targets=tuple(_promises(targets.rows())),
        ranking=_ranked(standings, *here),
        awards=tuple(_honours(awards)),
        following=Plan(
            leaders=tuple(_leaders(next_leaders.rows())),
            compact_on=next((row.signed_on for row in compacts.rows()), None),
            signed=next((row.signed for row in compacts.rows()), None),
            targets=tuple(_promises(next_targets.rows())),
            tasks=tuple(_tasks(tasks)),
        ),
        prose=tuple(
            Prose(key=section, text=text)
            for section, text in report_texts(texts.history(*here), *here).items()
        ),
    )
    known = facts.members or facts.meetings or facts.ranking.units or facts.awards or facts.prose
    if not known:
        raise BadInput("nothing-to-report", year=subject.year)
    return facts


class _Texts(ClusterYears):
    """What was written of the sections."""

    kinds = (ReportTextWritten,)


def _count(rows: Iterable[object], named: int) -> int | None:
    """Return how many members there are: as many as named, or as the source says."""
    given = [getattr(row, "count", None) for row in rows]
    return next((count for count in given if count is not None), named or None)


def _leaders(rows: Iterable[LeaderRow]) -> Iterator[Leads]:
    for row in rows:
        if not row.over and row.unit:
            key, name = f"{row.role}/{row.unit}", row.unit_name or ""
            yield Leads(key=key, name=name, role=row.role, rank=row.rank)


def _movements(view: Movements, cluster: str, year: int) -> Iterator[Movement]:
    for row in view.rows():
        here = [one for one in row.registrations if (one.cluster, one.year) == (cluster, year)]
        found = {one.unit for one in row.results if (one.cluster, one.year) == (cluster, year)}
        yield Movement(
            key=row.movement,
            name=row.movement_name,
            registered=len({one.unit for one in here}),
            reported=len(found),
            ended=row.ended,
        )


def _promises(rows: Iterable[TargetRow]) -> Iterator[Promise]:
    """Yield each target once, with how many units reached it."""
    of: dict[str, list[TargetRow]] = {}
    for row in rows:
        of.setdefault(row.target, []).append(row)
    for target, found in of.items():
        asked = [row for row in found if row.unit and row.kept != "not-assigned"]
        kept = sum(row.kept == "kept" for row in asked)
        missed = sum(row.kept == "not-kept" for row in asked)
        title = found[0].title
        yield Promise(key=target, name=title, units=len(asked), kept=kept, missed=missed)


def _ranked(view: Standings, cluster: str, year: int) -> Ranked:
    result = view.result(cluster, year)
    units = (
        Placed(
            key=row.unit,
            name=row.unit_name,
            short=row.unit_short,
            place=row.place,
            tied=row.tied,
            points=row.points,
        )
        for row in view.rows()
    )
    return Ranked(
        state=result.state,
        basis=result.basis,
        method=result.method,
        votes_for=result.votes_for,
        votes_total=result.votes_total,
        votes_of=result.votes_of,
        on=result.on,
        units=tuple(units),
    )


def _honours(view: AwardList) -> Iterator[Honour]:
    for row in view.rows():
        yield Honour(
            key=f"{row.unit}/{row.form}",
            name=row.unit_name,
            form=row.form,
            form_name=view.names.form(row.form, row.year),
            state=row.state,
            number=row.number,
            decided_on=row.decided_on,
        )


def _tasks(view: Tasks) -> Iterator[Task]:
    for row in view.rows():
        if row.state in ("open", "in-work"):
            by = row.by.name if row.by else ""
            yield Task(key=row.task, name=row.text, by=by, due=row.due)
