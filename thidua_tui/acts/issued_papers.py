"""The issued papers of an open ledger, and what an act does to them, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from events.event import Entry
from events.text import plain
from thidua_tui.formatting.papers.fact_words import point_label
from thidua_tui.session.session import Session
from views.issued_papers import AffectedPaper, IssuedPapers

if TYPE_CHECKING:
    from events.store.ledger import Ledger
    from thidua_tui.i18n.messages import Words

NAMED = 3
"""Points of a paper that are named; there may be more."""
_KNOWN: WeakKeyDictionary[Ledger, IssuedPapers] = WeakKeyDictionary()


def issued_papers(ledger: Ledger) -> IssuedPapers:
    """Return the issued papers of a ledger, with the facts that were made before.

    Args:
        ledger: The open ledger.
    """
    if (known := _KNOWN.get(ledger)) is None:
        known = _KNOWN[ledger] = IssuedPapers()
    return known


def papers_after(session: Session, entries: Sequence[Entry]) -> tuple[AffectedPaper, ...]:
    """Return the issued papers from which the ledger differs otherwise since an act.

    Args:
        session: The session.
        entries: The entries of the act that was recorded.
    """
    if not entries:
        return ()
    known = issued_papers(session.ledger)
    return tuple(known.affected(session.ledger, entries[0].position - 1, entries))


def after_act(session: Session, entries: Sequence[Entry], words: Words) -> str:
    """Return a sentence on the issued papers that an act made differ; empty where it made none.

    The points are named where it is a single paper.

    Args:
        session: The session.
        entries: The entries of the act that was recorded.
        words: The messages of the language to use.
    """
    papers = papers_after(session, entries)
    return " ".join(describe_papers(papers, words, NAMED if len(papers) == 1 else 0))


def describe_papers(
    papers: Sequence[AffectedPaper], words: Words, most: int = NAMED
) -> Iterator[str]:
    """Yield a line for each paper: in how many points it differs, and which an act changes.

    Args:
        papers: The papers.
        words: The messages of the language to use.
        most: How many points are named.
    """
    for paper in papers:
        named = _called(paper, words)
        if not paper.moved:
            count = str(len(paper.points)) if paper.points else None
            yield words(
                "paperfacts.ahead.fewer" if count else "paperfacts.ahead.true",
                paper=named,
                count=count,
            )
            continue
        labels = [point_label(one, paper.then, paper.now, words) for one in paper.moved]
        once = [*dict.fromkeys(labels)]
        points = "; ".join(once[:most])
        if 0 < most < len(once):
            points = words("paperfacts.ahead.more", points=points)
        before = len(paper.points) - len(paper.moved)
        yield words(
            "paperfacts.ahead.differs",
            paper=named,
            count=str(len(paper.points)),
            points=points or None,
            before=str(before) if before else None,
        )


def _called(paper: AffectedPaper, words: Words) -> str:
    """Return the kind of a paper and its number; of one without a number its day."""
    kind = words.choice("paper_kind", paper.row.kind)
    on = words.day(paper.row.issued_on) if paper.row.issued_on else ""
    return plain(f"{kind[:1].upper()}{kind[1:]} {paper.row.number or on}".rstrip())
