"""The facts of a compact (giao ước thi đua): its text, its targets, who is to sign and who signed.

Before it is signed the members of the year are to sign it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal

from msgspec import Struct

from events.errors import BadInput
from events.targets import Comparison, targets
from views.compacts import CompactRow, Compacts, FiledText
from views.names import UnitName
from views.papers.facts import PaperFacts, Subject
from views.papers.general import general
from views.projection import Reader, project_all
from views.roster import Roster
from views.targets import Targets


class TargetFacts(Struct, frozen=True, kw_only=True):
    """A target of the compact.

    Attributes:
        key: The code of the target.
        title: What is promised.
        amount: The number that is promised; None for none.
        measure: Its unit of measure.
        comparison: How the number is meant.
        deadline: By when; None where none was set.
        unit_name: The unit that promises; empty for every member.
    """

    key: str
    title: str
    amount: Decimal | None
    measure: str
    comparison: Comparison
    deadline: date | None
    unit_name: str = ""


class SignerFacts(Struct, frozen=True, kw_only=True):
    """A unit that signs the compact.

    Attributes:
        key: The code of the unit.
        unit_name: Its name in the year.
        person: Who signs for it; empty where it is unknown.
        office: The office of that person.
        late: Whether it signed after the others.
        on: The day of a late signature; None where it is unknown.
    """

    key: str
    unit_name: str
    person: str = ""
    office: str = ""
    late: bool = False
    on: date | None = None


class CompactFacts(PaperFacts, frozen=True, kw_only=True):
    """The facts of the compact of a year.

    Attributes:
        signed: Whether the ledger has it as signed.
        place: Where it was signed.
        text: Its text; empty where the ledger does not hold it.
        filed: The files that hold its text.
        targets: The targets, in the order of setting.
        signers: The units that sign, those that signed late at the end.
    """

    signed: bool
    place: str = ""
    text: str = ""
    filed: tuple[FiledText, ...] = ()
    targets: tuple[TargetFacts, ...] = ()
    signers: tuple[SignerFacts, ...] = ()


def make(reader: Reader, subject: Subject, known_at: int | datetime | None = None) -> CompactFacts:
    """Return the facts of the compact of a year.

    Args:
        reader: The source of the entries.
        subject: The cluster and the year.
        known_at: A position (from 1) or an instant (UTC), inclusive; None for the present.

    Raises:
        BadInput: `nothing-to-sign`, where neither a compact, a target nor a member is recorded;
            `unknown-cluster`.
    """
    here = (subject.cluster, subject.year)
    compacts, of_year, roster = Compacts(*here), Targets(*here), Roster(*here)
    project_all((compacts, of_year, roster), reader, known_at)
    row = next(iter(compacts.rows()), None)
    fields = general(reader, subject, row.signed_on if row else None, known_at)
    promised = tuple(_targets(of_year, *here))
    members = [(one.unit, one.unit_name) for one in roster.rows()]
    signers = tuple(_signers(row, members))
    if row is None and not (promised or signers):
        raise BadInput("nothing-to-sign", year=subject.year)
    return CompactFacts(
        kind="compact",
        **fields,
        signed=row is not None,
        place=row.place if row else "",
        text=row.text if row else "",
        filed=row.texts if row else (),
        targets=promised,
        signers=signers,
    )


def _targets(view: Targets, cluster: str, year: int) -> Iterator[TargetFacts]:
    """Yield the targets, without those that were withdrawn."""
    for one in targets(view.history(cluster, year), cluster, year).values():
        yield TargetFacts(
            key=one.target,
            title=one.title,
            amount=one.amount,
            measure=one.measure,
            comparison=one.comparison,
            deadline=one.deadline,
            unit_name=view.names.unit(one.unit, year) if one.unit else "",
        )


def _signers(row: CompactRow | None, members: list[tuple[str, str]]) -> Iterator[SignerFacts]:
    """Yield who signs: in the order of the roster, then others, then those that signed late."""
    together: Iterable[UnitName] = row.signatories or () if row else ()
    known = {one.unit: one for one in row.signatures} if row else {}
    late = {one.unit: one for one in row.late} if row else {}
    names = {**dict(members), **{one.unit: one.name for one in (*together, *known.values())}}
    for unit, name in names.items():
        if unit not in late:
            who = known.get(unit)
            person, office = (who.person, who.office) if who else ("", "")
            yield SignerFacts(key=unit, unit_name=name, person=person, office=office)
    for unit, one in late.items():
        yield SignerFacts(key=unit, unit_name=one.name, late=True, on=one.on)
