"""Papers as commands and screens ask for them: a draft, a paper that was issued, its file."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from events.errors import BadInput
from events.papers import PaperIssued, PaperKind, number_text
from events.text import plain
from thidua_tui.formatting.papers.blocks import Issue
from thidua_tui.formatting.papers.files import PaperFormat, content, file_name
from thidua_tui.formatting.papers.making import Made, make_paper, worded
from thidua_tui.formatting.papers.office_layout import PLAIN, OfficeLayout
from thidua_tui.platform import secure_files
from thidua_tui.platform.os_errors import why
from views.papers.facts import Subject
from views.papers.registry import PAPERS

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
    """
    facts = msgspec.convert(json.loads(issued.facts), PAPERS[issued.paper_kind].facts, strict=False)
    serial = f"{issued.serial:02d}" if issued.serial else number.partition("/")[0]
    symbol = issued.symbol if issued.serial else number.partition("/")[2]
    issue = Issue(number=serial, symbol=symbol, on=issued.on)
    return worded(facts, issued.paper_kind, issued.paper_code, words, issue, issued.known_at)


def named_file(issued: PaperIssued, form: PaperFormat) -> str:
    """Return the name of a file of an issued paper.

    Args:
        issued: The paper in its register.
        form: The format of the file.
    """
    return file_name(issued.paper_kind, number_text(issued), issued.register, form)


def write_paper(
    made: Made, form: PaperFormat, target: Path, name: str, layout: OfficeLayout = PLAIN
) -> Path:
    """Write a paper, readable for this account alone; nothing is written over.

    Args:
        made: The paper.
        form: The format.
        target: A file, or a folder that exists.
        name: The name of the file in a folder.
        layout: What the office gives to its layout.

    Raises:
        BadInput: `file-exists` with the `path`; `file-unwritable` with the `path` and the `detail`;
            as `thidua_tui.formatting.papers.files.content`.
    """
    path = target / name if target.is_dir() else target
    raw = content(made, form, layout)
    shown: dict[str, Any] = {"path": plain(str(path))}
    try:
        with os.fdopen(secure_files.create(path), "wb") as file:
            file.write(raw)
    except FileExistsError:
        raise BadInput("file-exists", **shown) from None
    except OSError as error:
        raise BadInput("file-unwritable", **shown, detail=why(error)) from error
    return path
