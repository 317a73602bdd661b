"""Papers as commands and screens ask for them: a draft, a paper that was issued."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.papers import PaperIssued, PaperKind, number_text
from thidua_tui.formatting.papers.blocks import Issue
from thidua_tui.formatting.papers.files import PaperFormat, file_name
from thidua_tui.formatting.papers.making import Made, make_paper, worded
from views.papers.differing import kept_facts
from views.papers.facts import Subject

if TYPE_CHECKING:
    from events.store.ledger import Ledger
    from thidua_tui.i18n.messages import Words


def ledger_name(ledger: Ledger) -> str:
    """Return the name of a ledger, in hex digits; zeros for one that is in memory alone."""
    return getattr(ledger.recorder, "name", "") or "0" * 32


def draft(
    ledger: Ledger, kind: PaperKind, subject: Subject, words: Words, known_at: int | None = None
) -> Made:
    """Return a paper that is not issued, with the mark of a draft.

    Args:
        ledger: The ledger to read.
        kind: The kind of paper.
        subject: What it is about.
        words: The messages of the language of the paper.
        known_at: The position at which the facts are read; None for the present.

    Raises:
        BadInput: Where there is nothing of which the paper could be made.
    """
    at = ledger.position() if known_at is None else known_at
    return make_paper(ledger, ledger_name(ledger), kind, subject, words, None, at)


def issued_paper(issued: PaperIssued, words: Words, number: str = "") -> Made:
    """Return an issued paper from the facts that its register keeps.

    Args:
        issued: The paper in its register.
        words: The messages of the language of the paper.
        number: The number that the office gave later; empty for none.

    Raises:
        BadInput: As `kept_facts`.
    """
    facts = kept_facts(issued)
    serial = f"{issued.serial:02d}" if issued.serial else number.partition("/")[0]
    symbol = issued.symbol if issued.serial else number.partition("/")[2]
    issue = Issue(number=serial, symbol=symbol, on=issued.on)
    return worded(facts, issued.paper_kind, issued.paper_code, words, issue, issued.known_at)


def issued_name(issued: PaperIssued, form: PaperFormat) -> str:
    """Return the name of a file of an issued paper.

    Args:
        issued: The paper in its register.
        form: The format of the file.
    """
    return file_name(issued.paper_kind, number_text(issued), issued.register, form)
