"""Reports by a template: those that the program ships, or one from a file of the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from events import paper_code
from events.errors import BadInput
from thidua_tui.formatting.papers.making import Made
from thidua_tui.formatting.papers.report_template import ReportTemplate, worded_by
from thidua_tui.queries.office_files import (
    UnknownName,
    UnreadableFile,
    named_file,
    read_file,
    shipped_in,
)
from thidua_tui.queries.papers import ledger_name
from views.papers import achievement, report
from views.papers.facts import Subject, digest

if TYPE_CHECKING:
    from events.store.ledger import Ledger
    from thidua_tui.i18n.messages import Words

FOLDER = "reports"


def shipped_templates() -> tuple[str, ...]:
    """Return the names of the templates that the program ships."""
    return shipped_in(FOLDER)


def load_template(name: str) -> ReportTemplate:
    """Return a template by its name, or from a file whose name ends in `.toml`.

    Args:
        name: A name of `shipped_templates`; or a path.

    Raises:
        BadInput: `unknown-template` with those that are `near`; `template-unreadable` with `path`
            and `detail`.
    """
    try:
        path = named_file(name, FOLDER)
    except UnknownName as error:
        raise BadInput("unknown-template", name=name, near=error.near) from error
    try:
        return read_file(path, ReportTemplate)
    except UnreadableFile as error:
        raise BadInput("template-unreadable", path=str(path), detail=error.detail) from error


def templated_draft(
    ledger: Ledger,
    template: ReportTemplate,
    subject: Subject,
    words: Words,
    known_at: int | None = None,
) -> Made:
    """Return a report by a template, with the mark of a draft.

    The report of a unit has no code: the unit issues it, not the cluster.

    Args:
        ledger: The ledger to read.
        template: The template.
        subject: The cluster and year, of a unit its code as well.
        words: The messages of the language of the paper.
        known_at: The position at which the facts are read; None for the present.

    Raises:
        BadInput: Where there is nothing of which it could be made.
    """
    at = ledger.position() if known_at is None else known_at
    if template.about == "unit":
        own = achievement.make(ledger, subject, at)
        return Made(own, worded_by(template, own, words), "", at)
    facts = report.make(ledger, subject, at)
    code = paper_code.written("report", ledger_name(ledger), at, digest(facts))
    note = words("register.code-note")
    paper = replace(worded_by(template, facts, words), code=code, code_note=note)
    return Made(facts, paper, code, at)
