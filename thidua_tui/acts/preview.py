"""What an act would change, described before it is recorded: for forms, undo, and a typed line.

`foresee` may read much and belongs in a worker; it records nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from events.command import Command, History
from events.corrections import effective
from events.errors import Refused
from events.event import Entry, Source
from events.operators import OPERATORS
from events.permissions import admitted
from events.store.sanitise import Circumstances, checked, on_its_day
from events.text import plain
from thidua_tui.acts.issued_papers import describe_papers, issued_papers
from thidua_tui.formatting.tables.columns import NONE
from thidua_tui.formatting.tables.diff_cells import after, before, called, table_name, value
from thidua_tui.formatting.tables.diff_cells import subject as of_what
from thidua_tui.session.session import Session, in_place_of
from views.consequences import (
    Consequences,
    Imagined,
    Paper,
    Present,
    affected_papers,
    consequences,
)
from views.issued_papers import AffectedPaper
from views.names import Names
from views.projection import project

if TYPE_CHECKING:
    from thidua_tui.i18n.messages import Words
    from views.differences import Difference

TOGETHER = ("points", "place", "tied")
"""Fields of a ranking that are combined in a single line."""
PAPER = "▲"
"""The mark of a paper that must be looked at again."""
ORDER = ("result", "ranking", "awards", "leaders")
"""Tables in the order in which their changes are listed: the most decisive first."""


class Foreseen(Struct, frozen=True, kw_only=True):
    """The entries that would be recorded, and what would move because of them."""

    entries: tuple[Entry, ...]
    consequences: Consequences
    names: Names


def foresee(
    session: Session,
    commands: Iterable[Command],
    instead_of: Sequence[Entry] = (),
    how: Circumstances | None = None,
    source: Source | None = None,
) -> Foreseen:
    """Decide these acts in order on the present facts, and compare the views.

    Args:
        session: The session; nothing is recorded.
        commands: The acts.
        instead_of: The entries that the first takes the place of, as a correction does.
        how: With which reason and source they would be recorded: then all that the ledger would
            refuse is refused, for want of a reason, too; None while these are not complete.
        source: From which source, while the rest is not complete; None for that of the session.

    Raises:
        Refused: when a rule or the operator's role rejects any of them.
    """
    imagined = imagine(session, commands, instead_of, how, source)
    names = project(Names(), imagined)
    found = consequences(imagined, issued_papers(session.ledger))
    return Foreseen(entries=tuple(imagined.entries), consequences=found, names=names)


def foresee_papers(
    session: Session,
    commands: Iterable[Command],
    instead_of: Sequence[Entry] = (),
    source: Source | None = None,
) -> tuple[AffectedPaper, ...]:
    """Return the issued papers from which the ledger would differ otherwise after these acts.

    Nothing is decided or computed where no paper was issued.

    Args:
        session: The session; nothing is recorded.
        commands: The acts, in order.
        instead_of: The entries that the first takes the place of, as a correction does.
        source: From which source; None for that of the session.

    Raises:
        Refused: when a rule or the operator's role rejects any of them.
    """
    register = issued_papers(session.ledger)
    if not register.papers(session.ledger, session.ledger.position()):
        return ()
    return affected_papers(imagine(session, commands, instead_of, source=source), register)


def imagine(
    session: Session,
    commands: Iterable[Command],
    instead_of: Sequence[Entry] = (),
    how: Circumstances | None = None,
    source: Source | None = None,
) -> Imagined:
    """Decide these acts on the present facts; return the ledger with what would follow.

    Raises:
        Refused: as `foresee`.
    """
    present = _present(session)
    if how:
        how = checked(how)
        present = replace(present, reason=how.reason)
        on_its_day(History((), session.today), how)
    imagined = Imagined(session.ledger, present)
    for at, command in enumerate(commands):
        whole = in_place_of(instead_of, command) if instead_of and not at else command
        whole = checked(whole) if how else whole
        if how and whole.wants_reason() and not how.reason:
            raise Refused("reason-missing")
        here = session.circumstances(whole, source=how.source if how else source)
        imagined.present = replace(imagined.present, meeting=here.meeting, source=here.source)
        known = effective(imagined.read(*whole.boundary(), OPERATORS))
        facts = [
            entry.event
            for entry in imagined.decide(whole, worded=how is not None, item_of=session.item_of)
        ]
        admitted(History(known, session.today), facts, session.signing)
    return imagined


def _present(session: Session) -> Present:
    ledger = session.ledger
    return Present(
        position=ledger.position(),
        at=ledger.clock(),
        today=session.today,
        by=session.by,
    )


def describe_consequences(foreseen: Consequences, words: Words) -> list[str]:
    """The consequences in lines: what moves, before → after; then the papers. Never empty."""
    lines = [*_moves(foreseen.moves, words), *describe_papers(foreseen.issued, words)]
    lines += (_paper(paper, words) for paper in foreseen.papers)
    return lines or [words("foresight.nothing")]


def papers_first(lines: Sequence[str]) -> list[str]:
    """Return lines of which not all are shown: the first, then papers to look at, then the rest.

    Args:
        lines: The consequences in lines.
    """
    return [*lines[:1], *sorted(lines[1:], key=lambda line: not line.startswith(PAPER))]


def _moves(moves: Sequence[Difference], words: Words) -> Iterator[str]:
    rows: dict[tuple[object, ...], list[Difference]] = {}
    for move in sorted(moves, key=_rank):
        row = (move.table, move.cluster, move.year, move.unit, move.subject)
        together = move.change == "changed" and move.table != "result"
        rows.setdefault(row if together else (*row, move.field, move.change), []).append(move)
    years = {(move.cluster, move.year) for move in moves}
    for same in rows.values():
        where = f"{same[0].year} · " if len(years) > 1 and same[0].year else ""
        yield where + _line(same, words)


def _rank(move: Difference) -> tuple[int, int, Decimal]:
    """Results before ranks before awards; within the ranking by the place it comes to."""
    table = ORDER.index(move.table) if move.table in ORDER else len(ORDER)
    field = TOGETHER.index(move.field) if move.field in TOGETHER else len(TOGETHER)
    place = move.after if move.field == "place" and isinstance(move.after, int) else 999
    return (table, field and 0, Decimal(place))


def _line(same: Sequence[Difference], words: Words) -> str:
    first = same[0]
    what = subject(first, words)
    if first.change != "changed":
        fact = first.after if first.change == "new" else first.before
        shown = value(first, fact, words)
        more = f" ({called(first, words)}: {shown})" if shown not in (NONE, what) else ""
        return words(f"foresight.{first.change}", what=what, more=more)
    parts = (
        words(
            "foresight.moved",
            field=called(move, words),
            before=before(move, words),
            after=after(move, words),
        )
        for move in same
    )
    return words("foresight.changed", what=what, parts=" · ".join(parts))


def subject(move: Difference, words: Words) -> str:
    """Of what a move is, in short: the unit, else the table; and the form of award, the role."""
    table, of = table_name(move.table, words), of_what(move, words)
    if move.table == "awards":
        return ", ".join(filter(None, (plain(move.unit_name or ""), of)))
    if move.table == "leaders":
        return of[:1].upper() + of[1:]
    if move.table in ("ranking", "units"):
        return plain(move.unit_name or "")
    return ": ".join(filter(None, (table, of)))


def _paper(paper: Paper, words: Words) -> str:
    """A paper that somebody has to look at again."""
    form = words.form(paper.form, paper.year) if paper.form else ""
    state = words("foresight.closed") if paper.closed else ""
    return words(
        f"foresight.paper.{paper.kind}",
        unit_name=paper.unit_name,
        award=form,
        number=paper.number,
        on=paper.on,
        title=paper.title,
        state=state,
        year=str(paper.year),
    )
