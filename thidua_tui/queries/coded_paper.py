"""What is known of a paper, by its number, its code, its fingerprint, or its file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from events import checkpoint_code
from events.errors import BadInput
from events.papers import number_key
from events.text import plain
from thidua_tui.formatting.sentences.provisional import years_note
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.paper_file import LARGEST, read_paper_file
from thidua_tui.queries.paper_check import Verdict, check_file, check_paper
from thidua_tui.queries.paper_verdict import VerdictLine, verdict_lines
from thidua_tui.queries.ranking_search import find_ranking, found_lines, parse_fingerprint
from thidua_tui.queries.table_query import ledger_names
from thidua_tui.session.backup import store
from thidua_tui.session.named_files import is_path, look
from views.paper_register import PaperRegister, PaperRow
from views.projection import project

if TYPE_CHECKING:
    from events.store.ledger import Ledger

ENDINGS = (".docx", ".pdf")
"""How the names of files of papers end."""
_HEX = re.compile(r"[0-9A-Fa-f\s\-–.:]+")
"""A fingerprint, or a slip in one."""
_NUMBER = re.compile(r"\s*\d{1,5}\s*/")
"""How a number begins."""


class Answer(NamedTuple):
    """What is known of a paper.

    Attributes:
        lines: The sentences, the answer first.
        verdict: What was found of an official paper; None for a ranking.
    """

    lines: tuple[VerdictLine, ...]
    verdict: Verdict | None = None

    @property
    def exit_code(self) -> int:
        """That of the verdict; 0 for a ranking that was found."""
        return self.verdict.exit_code if self.verdict else 0


def look_up(ledger: Ledger, text: str, words: Words, cluster: str | None = None) -> Answer:
    """Return what is known of a paper or of a printed ranking.

    Args:
        ledger: The ledger to read; for an official paper its chain is verified first.
        text: The number or the code of a paper, the fingerprint of a ranking, or the path of a
            DOCX or PDF file.
        words: The messages of the language to use.
        cluster: The code of the only cluster in which a ranking is sought; None for all.

    Raises:
        BadInput: As `thidua_tui.session.named_files.look`, `read_paper_file`, `check_file`,
            `check_paper`, `code_of`, `parse_fingerprint` and `find_ranking`; `no-paper-number`,
            `code-of-checkpoint`.
        UnreadableLedger: `chain-broken`.
    """
    if is_file(text):
        looked = look(text)
        with looked.path.open("rb") as stream:
            file = read_paper_file(stream.read(LARGEST + 1), plain(looked.name))
        store(ledger).verify()
        return _of_paper(ledger, check_file(ledger, file, looked.sha256), words)
    code = code_of(project(PaperRegister(), ledger).rows(), text)
    if not code and _HEX.fullmatch(text):
        found = find_ranking(ledger, parse_fingerprint(text), cluster)
        note = years_note([(found.cluster, found.year)], ledger, None, words)
        return Answer(tuple(map(VerdictLine, (*found_lines(found, words), *note))))
    store(ledger).verify()
    return _of_paper(ledger, check_paper(ledger, code or _readable(text)), words)


def code_of(papers: Iterable[PaperRow], number: str) -> str:
    """Return the code of the paper with a number, however that is typed; empty for none.

    Args:
        papers: The papers in their registers.
        number: What was typed (`events.papers.number_key`).

    Raises:
        BadInput: `several-papers`, of different registers.
    """
    key = number_key(number)
    rows = [row for row in papers if key and number_key(row.number) == key]
    if len(rows) > 1:
        named = ", ".join(f"{row.cluster} {row.register}: {row.paper_code}" for row in rows)
        raise BadInput("several-papers", number=plain(number), papers=named)
    return rows[0].paper_code if rows else ""


def _readable(text: str) -> str:
    """Return what may be the code of a paper.

    Raises:
        BadInput: `no-paper-number` for the number of no paper, `code-of-checkpoint`.
    """
    if _NUMBER.match(text):
        raise BadInput("no-paper-number", number=plain(text))
    try:
        checkpoint_code.read(text)
    except BadInput:
        return text
    raise BadInput("code-of-checkpoint")


def is_file(text: str) -> bool:
    """Return whether a text means a file: by its ending, or because there is one."""
    path = text.strip().strip("'\"")
    try:
        return path.lower().endswith(ENDINGS) or Path(path).is_file() or is_path(text)
    except (OSError, ValueError):
        return False


def _of_paper(ledger: Ledger, found: Verdict, words: Words) -> Answer:
    return Answer(tuple(verdict_lines(found, words, ledger_names(ledger))), found)
