"""The command that issues a paper: facts, words, code and files as they follow from the ledger."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from events.errors import BadInput
from events.paper_commands import IssuePaper
from events.papers import PaperKind
from thidua_tui.formatting.papers.blocks import Issue
from thidua_tui.formatting.papers.files import issued_files, printed_lines
from thidua_tui.formatting.papers.making import make_paper
from thidua_tui.formatting.papers.office_layout import PLAIN, OfficeLayout
from views.papers.facts import SCHEMA, Subject, canonical
from views.papers.registry import PAPERS

if TYPE_CHECKING:
    from events.store.ledger import Ledger
    from thidua_tui.i18n.messages import Words


def letters_of(kind: PaperKind, symbol: str) -> str:
    """Return what follows the number of a paper, as `BB-CTĐ`; empty where that is not known.

    Args:
        kind: The kind of paper; the number of a compact or a ballot is not printed.
        symbol: The symbol of the office; empty where none is recorded.
    """
    abbreviation = PAPERS[kind].abbreviation
    return f"{abbreviation}-{symbol}" if abbreviation and symbol else ""


def issue_command(
    values: dict[str, Any],
    cluster: str,
    ledger: Ledger,
    words: Words,
    layout: OfficeLayout = PLAIN,
) -> IssuePaper:
    """Return the command that issues a paper of what the ledger holds now.

    Args:
        values: The fields of the command that were typed.
        cluster: The code of the cluster.
        ledger: The ledger to read.
        words: The messages of the language of the paper.
        layout: What the office gives to the layout of its files.

    Raises:
        BadInput: `paper-without-register` for a ballot; where no such paper can be made.
    """
    kind, on = values["paper_kind"], values.get("on")
    subject = Subject(
        cluster=cluster,
        year=values["year"],
        meeting=values.get("about_meeting") or "",
        entry=values.get("about_entry") or 0,
        unit=values.get("addressee") or "",
    )
    serial, symbol = values.get("serial") or 0, values.get("symbol") or ""
    issue = Issue(number=f"{serial:02d}" if serial else "", symbol=symbol, on=on)
    name = getattr(ledger.recorder, "name", "") or "0" * 32
    made = make_paper(ledger, name, kind, subject, words, issue, ledger.position())
    if not made.code:
        raise BadInput("paper-without-register", kind=kind)
    register = (on or date.today()).year
    return IssuePaper(
        **{**values, "serial": serial, "symbol": symbol},
        cluster=cluster,
        paper_code=made.code,
        register=register,
        known_at=made.known_at,
        schema=SCHEMA,
        facts=canonical(made.facts).decode(),
        text="\n".join(printed_lines(made)),
        files=issued_files(made, kind, issue.number, register, layout),
    )
