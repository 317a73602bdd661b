"""A year of 11 units and 120 lines, every cell verified."""

from __future__ import annotations

from decimal import Decimal

from events.clusters import FoundCluster
from events.membership import RecordRoster
from events.rule_book import IssueRules
from events.score_book.book import Node, Scale, ScoreBook
from events.score_book.leaf_kinds import Direct
from events.score_commits import CommitScores, StageScored
from events.unit_commands import FoundUnit
from tests.form_app import session
from thidua_tui.session.session import Session
from views.place_reasons import PlaceReasons, YearReasons

UNITS = tuple(f"u{number:02}" for number in range(11))
LINES = tuple(f"I.{number}" for number in range(1, 121))


def large_session() -> Session:
    """A session at a ledger with the year."""
    names = (*(f"Sở {number}" for number in range(11)),)
    founded = (FoundUnit(unit=u, name=n) for u, n in zip(UNITS, names, strict=True))
    leaves = tuple(Node(code=c, title=c, max=Decimal(1), score=Direct()) for c in LINES)
    group = Node(code="I", title="Chung", max=Decimal(120), criteria=leaves)
    book = ScoreBook(title="Bảng lớn", scale=Scale(total=Decimal(120)), criteria=(group,))
    cells = tuple(
        StageScored(unit=u, criterion=c, points=Decimal((at * 7 + line) % 11) / 10)
        for at, u in enumerate(UNITS)
        for line, c in enumerate(LINES)
    )
    return session(
        *founded,
        FoundCluster(cluster="c", name="Cụm"),
        RecordRoster(cluster="c", year=2020, units=UNITS),
        IssueRules(cluster="c", year=2020, book=book),
        CommitScores(cluster="c", year=2020, cells=cells),
    )


def large_year() -> YearReasons:
    """Return what the places of the year follow from."""
    at = large_session()
    found = at.see(PlaceReasons("c", 2020)).reasons("c", 2020)
    assert found is not None
    return found
