"""Making a paper for the screen: what it is called, what is below it, its files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.util import find_spec

from msgspec.structs import replace
from textual.message import Message

from events.errors import ThiduaError
from events.papers import EACH
from events.text import plain
from thidua_tui.formatting.papers.files import PaperFormat, content, file_name
from thidua_tui.formatting.papers.making import Made
from thidua_tui.formatting.papers.office_layout import OfficeLayout
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.fitting_papers import FittingPaper
from thidua_tui.queries.paper_check import check_paper
from thidua_tui.queries.paper_verdict import verdict_lines
from thidua_tui.queries.papers import draft, issued_name, issued_paper
from thidua_tui.screens.save_picture import keep_texts
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.session.time_travel import position_at
from views.names import Names
from views.paper_register import PaperRegister


class Drawn(Message):
    """A paper that was made, and the lines below it; None with the reason where it was not."""

    def __init__(self, paper: FittingPaper, made: Made | None, below: Sequence[str]) -> None:
        super().__init__()
        self.paper, self.made, self.below = paper, made, below


def called(paper: FittingPaper, words: Words) -> str:
    """Return the kind of a paper, its number, and what it is about.

    Args:
        paper: The paper.
        words: The messages of the language to use.
    """
    kind = words.choice("paper_kind", paper.kind)
    kind = f"{kind[:1].upper()}{kind[1:]}"
    row = paper.row
    on = words.day(row.issued_on) if row and row.issued_on else ""
    each = words("paperlist.each") if paper.subject.unit == EACH else ""
    parts = (kind, row.number if row else "", on, each, paper.title)
    return plain(" · ".join(filter(None, parts)))


def made_now(session: Session, here: Location, words: Words, paper: FittingPaper) -> Made:
    """Return the paper: an issued one as its register has it, else a draft of the moment shown.

    Raises:
        BadInput: as `thidua_tui.queries.papers.draft`.
    """
    if paper.issued:
        return issued_paper(paper.issued, words, paper.row.number if paper.row else "")
    at = position_at(session.ledger, here.known_at).position
    return draft(session.ledger, paper.kind, paper.subject, words, at)


def drawn(session: Session, here: Location, words: Words, paper: FittingPaper) -> Drawn:
    """Make a paper and the lines below it; runs in a worker."""
    try:
        if paper.issued:
            code = paper.issued.paper_code
            rows = session.see(PaperRegister(paper.issued.cluster), here.known_at).rows()
            row = next((one for one in rows if one.paper_code == code), paper.row)
            paper = replace(paper, row=row)
            found = check_paper(session.ledger, code)
            below = [line.text for line in verdict_lines(found, words, session.see(Names()))]
            made = made_now(session, here, words, paper)
            return Drawn(paper, made, [*below[:1], *_lacks(made, words), *below[1:]])
        made = made_now(session, here, words, paper)
    except ThiduaError as error:
        return Drawn(paper, None, (words.refusal(error),))
    return Drawn(paper, made, _lacks(made, words) or (words("paperlist.complete"),))


def _lacks(made: Made, words: Words) -> list[str]:
    """Return the sentence that names what the paper has dots for, if it has any."""
    names = ", ".join(made.paper.missing)
    return [words("register.missing", names=names)] if names else []


def saved(
    session: Session,
    here: Location,
    words: Words,
    paper: FittingPaper,
    layout: Callable[[], OfficeLayout],
) -> str:
    """Write the files of a paper, and return the sentence that names them; runs in a worker.

    Args:
        session: The session.
        here: The location, with the moment that is shown.
        words: The words of the language.
        paper: The paper.
        layout: Reads what the office gives to its layout.

    Raises:
        ThiduaError: as `made_now` and `thidua_tui.formatting.papers.files.content`.
        OSError: when the folder cannot be written.
    """
    made = made_now(session, here, words, paper)
    forms: tuple[PaperFormat, ...] = ("docx", "pdf") if find_spec("typst") else ("docx",)
    name = (
        issued_name(paper.issued, "docx")
        if paper.issued
        else file_name(paper.kind, "", paper.subject.year, "docx")
    )
    of_office = layout()
    files: dict[str, str | bytes] = {form: content(made, form, of_office) for form in forms}
    paths = keep_texts(name.removesuffix(".docx"), files)
    also = ", ".join(path.name for path in paths[1:])
    return words("paperlist.saved", path=plain(str(paths[0])), also=also or None)
