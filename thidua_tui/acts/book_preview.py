"""What a rule book would change, before it is issued: compared, decided, nothing recorded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from events.command import Command, History
from events.corrections import effective
from events.errors import ThiduaError
from events.event import Entry, Scope
from events.membership import members
from events.rule_book import RULES, RulesAmended, RulesIssued, book_of, versions
from events.score_board import Ordered
from events.score_book.book import ScoreBook
from events.score_book.compare import Moved, moved
from events.tie_decisions import ranking_of
from events.tie_events import ties_of
from events.withdrawn_units import unconsidered
from events.year_ranking import ranking_in
from thidua_tui.acts.issued_papers import issued_papers
from thidua_tui.acts.preview import imagine
from thidua_tui.session.session import Session
from views.consequences import Consequences, Imagined, consequences
from views.projection import Reader

Against: TypeAlias = Literal["year", "version", "wrong"]
"""What a book is compared with: an earlier year's, the one in force, the one that is corrected."""
SHOWN = ("books", "rules", "ranking")
"""Tables whose changes the preview shows in its own way."""


class BookPreview(Struct, frozen=True, kw_only=True):
    """What would follow if the book were issued now.

    Attributes:
        before: The book it is compared with; None where there is none.
        against: What that book is.
        year: The year of that book.
        version: The number (from 1) that the book would have in its year; 0 where it is refused.
        moved: The units whose total or place would be another.
        refused: Why it would be refused; None where it would be recorded.
        consequences: What else a correction moves, and the papers to look at again.
    """

    before: ScoreBook | None = None
    against: Against = "year"
    year: int = 0
    version: int = 0
    moved: tuple[Moved, ...] = ()
    refused: ThiduaError | None = None
    consequences: Consequences = Consequences()


def preview_book(
    session: Session, cluster: str, year: int, command: Command, instead_of: Sequence[Entry] = ()
) -> BookPreview:
    """Return what issuing or amending a book would change.

    Args:
        session: The session; its ledger is only read.
        cluster: The code of the cluster.
        year: The year of the book.
        command: The command that would record it.
        instead_of: The entries in whose place it would come.
    """
    known = _history(session.ledger, cluster, year, session)
    before, against, of_year = _compared(session, known, cluster, year, instead_of)
    found = BookPreview(before=before, against=against, year=of_year)
    try:
        imagined = imagine(session, (command,), instead_of)
    except ThiduaError as refused:
        return replace(found, refused=refused)
    then = _history(imagined, cluster, year, session)
    return replace(
        found,
        version=len(versions(then, cluster, year)),
        moved=moved(_order(known, cluster, year), _order(then, cluster, year)),
        consequences=_besides(session, imagined) if instead_of else Consequences(),
    )


def _besides(session: Session, imagined: Imagined) -> Consequences:
    """Return what follows besides the lines of the book and the order of the units."""
    found = consequences(imagined, issued_papers(session.ledger))
    moves = tuple(move for move in found.moves if move.table not in SHOWN)
    return Consequences(moves=moves, papers=found.papers, issued=found.issued)


def _compared(
    session: Session, known: History, cluster: str, year: int, instead_of: Sequence[Entry]
) -> tuple[ScoreBook | None, Against, int]:
    """Return the book that it is compared with, what that is, and its year."""
    wrong = [e.event for e in instead_of if isinstance(e.event, (RulesIssued, RulesAmended))]
    if wrong:
        return book_of(wrong[0]), "wrong", year
    if issued := versions(known, cluster, year):
        return book_of(issued[-1]), "version", year
    everywhere = rules_everywhere(session.ledger, cluster, session)
    earlier = [e.year for e in everywhere.of(RulesIssued) if e.cluster == cluster and e.year < year]
    if not earlier:
        return None, "year", year
    last = versions(everywhere, cluster, max(earlier))
    return book_of(last[-1]), "year", max(earlier)


def rules_everywhere(reader: Reader, cluster: str, session: Session) -> History:
    """Return the rule books of a cluster in all years."""
    entries = reader.read(Scope((f"cluster:{cluster}",), RULES))
    return History(effective(entries), session.today)


def _history(reader: Reader | Imagined, cluster: str, year: int, session: Session) -> History:
    scopes = (*ranking_of(cluster, year), ties_of(cluster, year))
    return History(effective(reader.read(*scopes)), session.today)


def _order(history: History, cluster: str, year: int) -> Ordered:
    """Return the order as a result would adopt it, and the sheets, of units on hold too."""
    found = ranking_in(history, cluster, year)
    units = {*members(history, cluster, year)} - unconsidered(history, cluster, year)
    return found.ranked, {unit: one for unit, one in found.sheets.items() if unit in units}
