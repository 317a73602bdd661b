"""Papers from a ledger: facts at a position, their code, their wording."""

from __future__ import annotations

from copy import copy
from typing import NamedTuple

from msgspec.structs import replace

from events import paper_code
from events.papers import PaperKind
from thidua_tui.formatting.papers.blocks import Issue, Paper
from thidua_tui.formatting.papers.wording import WORDINGS
from thidua_tui.i18n.messages import VIETNAM, Words
from views.papers.facts import PaperFacts, Subject, digest
from views.papers.registry import PAPERS
from views.projection import Reader


class Made(NamedTuple):
    """A paper that was made.

    Attributes:
        facts: What it states.
        paper: Its wording.
        code: Its code; empty for a kind that has none.
        known_at: The position at which its facts were read.
    """

    facts: PaperFacts
    paper: Paper
    code: str
    known_at: int


def make_paper(
    ledger: Reader,
    name: str,
    kind: PaperKind,
    subject: Subject,
    words: Words,
    issue: Issue | None,
    known_at: int,
) -> Made:
    """Make a paper of the facts at a position.

    Args:
        ledger: The ledger to read.
        name: The name of the ledger in hex digits.
        kind: The kind of paper.
        subject: What it is about.
        words: The messages of the language of the paper.
        issue: Number, symbol and day; None for a draft.
        known_at: The position at which the facts are read.

    Raises:
        BadInput: Where there is nothing of which the paper could be made.
    """
    spec = PAPERS[kind]
    facts = spec.make(ledger, subject, known_at)
    code = paper_code.written(kind, name, known_at, digest(facts)) if spec.coded else ""
    return worded(facts, kind, code, words, issue, known_at)


def worded(
    facts: PaperFacts,
    kind: PaperKind,
    code: str,
    words: Words,
    issue: Issue | None,
    known_at: int,
) -> Made:
    """Return the paper that facts make, with the times of Vietnam.

    Args:
        facts: The facts.
        kind: The kind of paper.
        code: Its code; empty for a kind that has none.
        words: The messages of the language of the paper.
        issue: Number, symbol and day; None for a draft.
        known_at: The position at which the facts were read.
    """
    words = copy(words)
    words.zone = VIETNAM
    note = words("register.code-note") if code else ""
    if issue is not None:
        issue = replace(issue, code=code, code_note=note)
    paper = WORDINGS[kind](facts, words, issue)
    return Made(facts, replace(paper, code=code, code_note=note), code, known_at)
