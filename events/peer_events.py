"""Peers as facts: which unit checks which (phân công chấm chéo), and sheets sealed, then opened.

Where a book wants it, a peer's sheet is sealed until the last is in: the ledger has a hash of it
alone (`score_book.seal`), so that no peer scores by what another gave. The sheet itself is kept
outside the ledger until the sheets are opened.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, ClassVar

from msgspec import Meta, Struct

from events.command import History
from events.event import Code, Event, Remark, Scope, Year
from events.rosters import members

SealText = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
"""A seal, or the secret number that opens it: 32 bytes in hexadecimal digits."""
Number = Annotated[int, Meta(ge=1)]


class CheckPair(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A member that scores another as its peer.

    Attributes:
        scorer: The code of the unit that scores.
        unit: The code of the unit that is scored.
    """

    scorer: Code
    unit: Code


class OpenedSheet(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The secret number of a sealed sheet; its points are the peer scores of the same act.

    Attributes:
        scorer: The code of the unit that sealed the sheet.
        nth: Which seal of the unit it is, from 1.
        nonce: The secret number, in hexadecimal digits.
    """

    scorer: Code
    nth: Number = 1
    nonce: SealText


class CrossCheckPlanned(Event, tag="cross-check-planned"):
    """Which member scores which was settled for a year (phân công chấm chéo).

    Attributes:
        pairs: Who scores whom, each pair once.
        document: The number of the document that says so.
        on: The day of the document; None where it is unknown.
    """

    cluster: Code
    year: Year
    pairs: tuple[CheckPair, ...]
    document: Remark = ""
    on: date | None = None

    ahead: ClassVar[int] = 1
    reviews: ClassVar[bool] = True

    def claims(self) -> Iterable[str]:
        return (f"cross-check:{self.cluster}/{self.year}",)

    def depends_on(self) -> Iterable[str]:
        units = dict.fromkeys(unit for pair in self.pairs for unit in (pair.scorer, pair.unit))
        return tuple(f"member:{self.cluster}/{self.year}/{unit}" for unit in units)


class PeerSheetSealed(Event, tag="peer-sheet-sealed"):
    """A member sealed the points that it gives its peers (niêm phong phiếu chấm chéo).

    Attributes:
        scorer: The code of the unit that scored.
        seal: The hash of a secret number and the points.
        filled: How many cells the sheet has.
        book: The version of the rule book, from 1, under which the points are given.
        nth: Which seal of the unit it is, from 1; the last counts.
    """

    cluster: Code
    year: Year
    scorer: Code
    seal: SealText
    filled: Number
    book: Number = 1
    nth: Number = 1

    def claims(self) -> Iterable[str]:
        return (_seal_key(self.cluster, self.year, self.scorer, self.nth),)

    def depends_on(self) -> Iterable[str]:
        here = f"{self.cluster}/{self.year}"
        before = self.nth - 1
        earlier = (_seal_key(self.cluster, self.year, self.scorer, before),) if before else ()
        return (f"rules:{here}", f"member:{here}/{self.scorer}", *earlier)


class PeerSheetsOpened(Event, tag="peer-sheets-opened"):
    """The sealed sheets of a year were opened together (mở niêm phong phiếu chấm chéo).

    Attributes:
        sheets: The sheets with their secret numbers; the points are the scores of the same act.
        without: The codes of the units whose sheets are not in, or cannot be opened.
    """

    cluster: Code
    year: Year
    sheets: tuple[OpenedSheet, ...]
    without: tuple[Code, ...] = ()

    def claims(self) -> Iterable[str]:
        return (f"peers-opened:{self.cluster}/{self.year}",)

    def depends_on(self) -> Iterable[str]:
        return tuple(_seal_key(self.cluster, self.year, s.scorer, s.nth) for s in self.sheets)


def _seal_key(cluster: str, year: int, scorer: str, nth: int) -> str:
    return f"peer-seal:{cluster}/{year}/{scorer}/{nth}"


PEERS: tuple[type[Event], ...] = (CrossCheckPlanned, PeerSheetSealed, PeerSheetsOpened)
"""The events of peers, scores apart."""


def peers_of(cluster: str, year: int) -> Scope:
    """Return the scope of the plan and the sheets of a cluster-year.

    Args:
        cluster: The code of the cluster.
        year: The calendar year.
    """
    return Scope((f"cluster:{cluster}/{year}",), PEERS)


def plan(history: History, cluster: str, year: int) -> CrossCheckPlanned | None:
    """Return which member scores which in that year; None where that is not settled.

    Args:
        history: The history, with the peers of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    planned = history.of(CrossCheckPlanned)
    return next((e for e in planned if (e.cluster, e.year) == (cluster, year)), None)


def seals(history: History, cluster: str, year: int) -> dict[str, PeerSheetSealed]:
    """Return unit -> its last seal in that year, in the order of sealing.

    Args:
        history: The history, with the peers of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    found: dict[str, PeerSheetSealed] = {}
    for event in history.of(PeerSheetSealed):
        if (event.cluster, event.year) == (cluster, year):
            found[event.scorer] = event
    return found


def opening(history: History, cluster: str, year: int) -> PeerSheetsOpened | None:
    """Return how the sheets of that year were opened; None while they are sealed.

    Args:
        history: The history, with the peers of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    opened = history.of(PeerSheetsOpened)
    return next((e for e in opened if (e.cluster, e.year) == (cluster, year)), None)


def expected(history: History, cluster: str, year: int) -> tuple[str, ...]:
    """Return the units that score as peers: those of the plan; without a plan, all members.

    Args:
        history: The history, with roster and peers of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    planned = plan(history, cluster, year)
    if planned:
        return tuple(dict.fromkeys(pair.scorer for pair in planned.pairs))
    return tuple(members(history, cluster, year))
