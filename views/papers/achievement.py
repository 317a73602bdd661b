"""The facts of a report on the achievements of one unit (báo cáo thành tích), over its years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from events.award_catalogue import FormKind
from events.descriptions import UnitKind
from events.errors import BadInput
from views.award_list import AwardList
from views.awards_as_counted import CountedAwards
from views.emulation_movements import Movements
from views.names import Names
from views.papers.facts import Office, PaperFacts, Subject
from views.papers.general import general
from views.papers.report_rows import Named, Row
from views.projection import Reader, project_all
from views.targets import Kept, Targets
from views.unit_record import UnitRecord

GRANTED = ("granted", "presented")
"""The states of an award that is in force."""


class YearPlaced(Row, frozen=True, kw_only=True):
    """The place of the unit in a year.

    Attributes:
        year: The year.
        cluster_name: The name of the cluster.
        place: The place, from 1.
        tied: Whether it is shared.
    """

    year: int
    cluster_name: str
    place: int
    tied: bool


class AwardGiven(Row, frozen=True, kw_only=True):
    """An award that is in force.

    Attributes:
        year: The year of the achievement.
        form: The code of the form.
        form_name: Its name in the ledger; empty for that of the program.
        form_kind: What kind of form it is; `other` where that is unknown.
        number: The number of the decision; empty where it is unknown.
        decided_on: The day of the decision; None where it is unknown.
        authority: Whose decision; empty where it is unknown.
    """

    year: int
    form: str
    form_name: str
    form_kind: FormKind
    number: str
    decided_on: date | None
    authority: str


class OwnTarget(Named, frozen=True, kw_only=True):
    """A target of the compact that the unit promised, and what became of it."""

    kept: Kept


class OwnResult(Named, frozen=True, kw_only=True):
    """A movement for which the unit registered, or of which it has a result.

    Attributes:
        text: The result in words; empty for none.
        amount: The result as a number; None for none.
        measure: The unit of measure.
    """

    text: str = ""
    amount: Decimal | None = None
    measure: str = ""


class AchievementFacts(PaperFacts, frozen=True, kw_only=True):
    """The facts of a report of one unit up to a year; the unit issues it itself.

    Attributes:
        unit: The code of the unit.
        unit_name: Its name at the end of the year.
        unit_kind: What kind of unit it is; empty where that is unknown.
        nominated: The forms for which it is nominated in the year, in force or not decided yet.
        places: Its places up to the year.
        given: The awards of its years that are in force.
        targets: Its targets of the year.
        movements: Its movements of the year.
    """

    unit: str
    unit_name: str
    unit_kind: UnitKind
    nominated: tuple[Named, ...] = ()
    places: tuple[YearPlaced, ...] = ()
    given: tuple[AwardGiven, ...] = ()
    targets: tuple[OwnTarget, ...] = ()
    movements: tuple[OwnResult, ...] = ()


def make(
    reader: Reader, subject: Subject, known_at: int | datetime | None = None
) -> AchievementFacts:
    """Return the facts of the report of a unit.

    Args:
        reader: The source of the entries.
        subject: The cluster, the year up to which it reports, and the code of the unit.
        known_at: A position (from 1) or an instant (UTC), inclusive; None for the present.

    Raises:
        BadInput: `unknown-unit`, `unknown-cluster`.
    """
    here, unit = (subject.cluster, subject.year), subject.unit
    names, record, awards = Names(), UnitRecord(unit), AwardList()
    counted, targets, movements = CountedAwards(), Targets(*here), Movements(*here)
    project_all((names, record, awards, counted, targets, movements), reader, known_at)
    if unit not in names.units:
        raise BadInput("unknown-unit", unit=unit)
    common = general(reader, subject, None, known_at)
    name = names.unit(unit, subject.year)
    kinds = {(one.cluster, one.year, one.form): one.form_kind for one in counted.awards()}
    mine = [row for row in awards.rows() if row.unit == unit and row.year <= subject.year]
    return AchievementFacts(
        kind="report",
        **{**common, "office": Office(issuer=name)},
        unit=unit,
        unit_name=name,
        unit_kind=counted.unit_kinds.get(unit) or counted.member_kinds.get(subject.cluster, ""),
        nominated=tuple(
            Named(key=row.form, name=names.form(row.form, row.year))
            for row in mine
            if (row.cluster, row.year) == here and row.state not in ("withdrawn", "denied")
        ),
        places=tuple(
            YearPlaced(
                key=f"{row.cluster}/{row.year}",
                year=row.year,
                cluster_name=row.cluster_name,
                place=row.place,
                tied=row.tied,
            )
            for row in record.rows()
            if row.place and row.year <= subject.year
        ),
        given=tuple(
            AwardGiven(
                key=f"{row.cluster}/{row.year}/{row.form}",
                year=row.year,
                form=row.form,
                form_name=names.form(row.form, row.year),
                form_kind=kinds.get((row.cluster, row.year, row.form), "other"),
                number=row.number,
                decided_on=row.decided_on,
                authority=row.authority,
            )
            for row in mine
            if row.state in GRANTED
        ),
        targets=tuple(
            OwnTarget(key=row.target, name=row.title, kept=row.kept)
            for row in targets.rows()
            if row.unit == unit and row.kept != "not-assigned"
        ),
        movements=tuple(_movements(movements, subject)),
    )


def _movements(view: Movements, subject: Subject) -> Iterator[OwnResult]:
    here = (subject.cluster, subject.year, subject.unit)
    for row in view.rows():
        results = [one for one in row.results if (one.cluster, one.year, one.unit) == here]
        for one in results:
            yield OwnResult(
                key=row.movement,
                name=row.movement_name,
                text=one.text,
                amount=one.amount,
                measure=one.measure,
            )
        joined = any((one.cluster, one.year, one.unit) == here for one in row.registrations)
        if joined and not results:
            yield OwnResult(key=row.movement, name=row.movement_name)
