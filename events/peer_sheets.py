"""Sealing a peer's sheet, and opening all sheets of a year at once.

The points of a sealed sheet are kept outside the ledger (`thidua_tui.session.sealed_sheets`);
these commands carry them to the rules, and never into an event before the sheets are opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

from msgspec import Meta, Struct

from events.clusters import known_cluster
from events.command import Command, History
from events.errors import Refused, UnreadableLedger, refuse
from events.event import Code, Entry, Event, Scope, Year
from events.invariants import uphold
from events.peer_events import (
    OpenedSheet,
    PeerSheetSealed,
    PeerSheetsOpened,
    SealText,
    expected,
    opening,
    plan,
    seals,
)
from events.rosters import members
from events.rule_book import book_of, in_force, versions
from events.score_book.book_check import ADDING
from events.score_book.leaf_kinds import Observation
from events.score_book.seal import opens, seal
from events.scorers import scoring_ground, sealing, usual_scorer
from events.scoring import Scored, ScoreRecorded, may_score, scores_of

Cells = Annotated[tuple[Scored, ...], Meta(min_length=1)]


class SealedSheet(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sheet as it is kept outside the ledger until it is opened.

    Attributes:
        scorer: The code of the unit that scored.
        nonce: The secret number, in hexadecimal digits.
        cells: The points.
    """

    scorer: Code
    nonce: SealText
    cells: tuple[Scored, ...]

    def __repr__(self) -> str:
        """Name the sheet without its content, which no log may have."""
        return f"SealedSheet({self.scorer})"


def seal_of(scorer: str, cells: Iterable[Scored | ScoreRecorded], nonce: str) -> str:
    """Return the seal of a sheet.

    Args:
        scorer: The code of the unit that scored.
        cells: The points, in any order.
        nonce: The secret number, in hexadecimal digits.
    """
    return seal(scorer, _observed(cells), bytes.fromhex(nonce))


def _observed(
    cells: Iterable[Scored | ScoreRecorded],
) -> dict[tuple[str, str], Observation | None]:
    return {(cell.unit, cell.criterion): _seen(cell) for cell in cells}


def _seen(cell: Scored | ScoreRecorded) -> Observation | None:
    if cell.observed is None and cell.points is not None:
        return Observation(points=cell.points)
    return cell.observed


class SealPeerSheet(Command):
    """Seal the points that a member gives its peers (niêm phong phiếu chấm chéo).

    Attributes:
        nonce: A random secret number, in hexadecimal digits; it is never recorded here.
        cells: The points; they are never recorded here.
    """

    cluster: Code
    year: Year
    scorer: Code
    nonce: SealText
    cells: Cells

    def __repr__(self) -> str:
        """Name the sheet without its content, which no log may have."""
        return f"SealPeerSheet({self.cluster}, {self.year}, {self.scorer})"

    def boundary(self) -> tuple[Scope, ...]:
        ground = scoring_ground(self.cluster, self.year)
        return (*ground, scores_of(self.cluster, self.year))

    def decide(self, history: History) -> list[Event]:
        """Points that could be recorded now, by a book that seals, before the opening."""
        may_seal(history, self.cluster, self.year)
        number = len(versions(history, self.cluster, self.year))
        here, cells = (self.cluster, self.year), self.cells
        may_score(history, *here, "peer", cells, self.scorer, sealed=number)
        before = seals(history, self.cluster, self.year).get(self.scorer)
        sealed = PeerSheetSealed(
            cluster=self.cluster,
            year=self.year,
            scorer=self.scorer,
            seal=seal_of(self.scorer, self.cells, self.nonce),
            filled=len(self.cells),
            book=number,
            nth=before.nth + 1 if before else 1,
        )
        return uphold(history, sealed)

    def usual(self, history: History) -> None:
        """The first seal of the unit, within the plan, and with every cell filled.

        Raises:
            Refused: `peer-sheet-sealed-already`, `outside-cross-check`, `peer-sheet-incomplete`.
        """
        here = (self.cluster, self.year)
        before = seals(history, *here).get(self.scorer)
        refuse(before, "peer-sheet-sealed-already", scorer=self.scorer)
        units = dict.fromkeys(cell.unit for cell in self.cells)
        usual_scorer(history, *here, "peer", units, self.scorer)
        short = len(wanted(history, *here, self.scorer)) - len(self.cells)
        refuse(short > 0, "peer-sheet-incomplete", scorer=self.scorer, missing=short)


def may_seal(history: History, cluster: str, year: int) -> None:
    """Refuse sealing and opening where the book does not want it, or the sheets are open.

    Args:
        history: The history, with rule book and peers of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.

    Raises:
        Refused: `unknown-cluster`, `no-rules`, `book-without-seals`, `peer-sheets-open`.
    """
    known_cluster(history, cluster, year)
    here = {"cluster": cluster, "year": year}
    issued = in_force(history, cluster, year)
    refuse(issued is None, "no-rules", **here)
    refuse(not sealing(history, cluster, year), "book-without-seals", **here)
    refuse(opening(history, cluster, year), "peer-sheets-open", **here)


def wanted(history: History, cluster: str, year: int, scorer: str) -> list[tuple[str, str]]:
    """Return unit and leaf of every cell that a peer fills: of the plan, or of all other members.

    Args:
        history: The history, with roster, rule book and peers of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
        scorer: The code of the unit that scores.
    """
    issued, planned = in_force(history, cluster, year), plan(history, cluster, year)
    if issued is None:
        return []
    units: Sequence[str] = [u for u in members(history, cluster, year) if u != scorer]
    if planned:
        units = [pair.unit for pair in planned.pairs if pair.scorer == scorer]
    leaves = [
        leaf.code
        for leaf in book_of(issued).leaves()
        if leaf.by in (None, "peer") and not isinstance(leaf.score, ADDING)
    ]
    return [(unit, leaf) for unit in units for leaf in leaves]


class OpenPeerSheets(Command):
    """Open all sealed sheets of a year: their points become scores (mở niêm phong).

    Attributes:
        sheets: The sheets as they were kept.
        without: The codes of units whose sheets are not in, or are lost: that is explained.
    """

    cluster: Code
    year: Year
    sheets: tuple[SealedSheet, ...] = ()
    without: tuple[Code, ...] = ()

    def boundary(self) -> tuple[Scope, ...]:
        ground = scoring_ground(self.cluster, self.year)
        return (*ground, scores_of(self.cluster, self.year))

    def wants_reason(self) -> bool:
        """Return whether sheets are left out, which needs a reason."""
        return bool(self.without)

    def decide(self, history: History) -> list[Event]:
        """The last sheet is in, each is what was sealed; what is left out is named."""
        may_seal(history, self.cluster, self.year)
        sealed = seals(history, self.cluster, self.year)
        due = dict.fromkeys((*expected(history, self.cluster, self.year), *sealed))
        for unit in self.without:
            refuse(unit not in due, "no-peer-sheet-due", scorer=unit)
        waiting = tuple(u for u in due if u not in sealed and u not in self.without)
        counts = {"sealed": len(sealed), "all": len(due)}
        refuse(waiting, "peer-sheets-waiting", scorer=waiting, **counts)
        left = [event for unit, event in sealed.items() if unit not in self.without]
        taken = [(event, self._sheet(event)) for event in left]
        refuse(not taken, "no-sealed-sheet", cluster=self.cluster, year=self.year)
        opened = PeerSheetsOpened(
            cluster=self.cluster,
            year=self.year,
            sheets=tuple(
                OpenedSheet(scorer=event.scorer, nth=event.nth, nonce=sheet.nonce)
                for event, sheet in taken
            ),
            without=self.without,
        )
        facts = [*uphold(history, opened)]
        for event, sheet in taken:
            facts += self._scores(history, event, sheet)
        return facts

    def _sheet(self, event: PeerSheetSealed) -> SealedSheet:
        """The sheet of a seal, unaltered.

        Raises:
            Refused: `sealed-sheet-missing`, `sealed-sheet-altered`.
        """
        for sheet in self.sheets:
            if sheet.scorer == event.scorer:
                same = seal_of(event.scorer, sheet.cells, sheet.nonce) == event.seal
                refuse(not same, "sealed-sheet-altered", scorer=event.scorer)
                return sheet
        raise Refused("sealed-sheet-missing", scorer=event.scorer)

    def _scores(
        self, history: History, event: PeerSheetSealed, sheet: SealedSheet
    ) -> Iterator[ScoreRecorded]:
        """The scores of a sheet, under the version of the book that it was sealed under."""
        here = (self.cluster, self.year)
        may_score(history, *here, "peer", sheet.cells, event.scorer, sealed=event.book)
        for cell in sheet.cells:
            yield ScoreRecorded(
                cluster=self.cluster,
                year=self.year,
                unit=cell.unit,
                criterion=cell.criterion,
                stage="peer",
                points=cell.points,
                observed=cell.observed,
                scorer=event.scorer,
                book=event.book,
            )


def altered(typed: Iterable[Entry]) -> Iterator[UnreadableLedger]:
    """Yield a flaw for each opened sheet that is not what was sealed, by its entry and unit.

    Args:
        typed: Every entry, in the order of typing.
    """
    sealed: dict[tuple[str, int, str, int], PeerSheetSealed] = {}
    given: dict[tuple[str, str], list[ScoreRecorded]] = {}
    openings: list[tuple[Entry, PeerSheetsOpened]] = []
    for entry in typed:
        match entry.event:
            case PeerSheetSealed() as event:
                sealed[event.cluster, event.year, event.scorer, event.nth] = event
            case PeerSheetsOpened() as event:
                openings.append((entry, event))
            case ScoreRecorded(stage="peer", scorer=str(scorer)) as score:
                given.setdefault((entry.act, scorer), []).append(score)
    for entry, event in openings:
        for sheet in event.sheets:
            found = sealed.get((event.cluster, event.year, sheet.scorer, sheet.nth))
            cells = _observed(given.get((entry.act, sheet.scorer), ()))
            nonce = bytes.fromhex(sheet.nonce)
            if found is None or not opens(found.seal, sheet.scorer, cells, nonce):
                facts = {"position": entry.position, "unit": sheet.scorer, "year": event.year}
                yield UnreadableLedger("sealed-sheet-differs", **facts)
