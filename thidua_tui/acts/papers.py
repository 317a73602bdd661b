"""Acts about papers: issue one, enter the number that the office gave, cancel one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from events.command import Command
from events.errors import BadInput
from events.event import Scope
from events.meetings import MeetingOpened
from events.office import described, office_of
from events.paper_code import LETTERS
from events.paper_commands import CancelPaper, IssuePaper, NumberPaper
from events.papers import (
    ABOUT_MEETING,
    PaperCancelled,
    PaperIssued,
    PaperNumbered,
    next_number,
    number_text,
    papers_of,
    unnumbered,
)
from thidua_tui.acts import choices
from thidua_tui.acts.act import Act, Typed
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Default, Field, Values, choice, day, line, pick, year, year_of
from thidua_tui.acts.planned_meetings import planned_options
from thidua_tui.parsing.dates import format_date, parse_date
from thidua_tui.parsing.fuzzy_match import Option
from thidua_tui.platform.settings import chosen_folder


def _history(ground: ActContext) -> Any:
    return ground.read(papers_of(ground.cluster))


def _register(ground: ActContext, values: Values) -> int:
    """The register of the day of issue; this year's without a day."""
    try:
        return parse_date(values.get("on", ""), today=ground.today).year
    except BadInput:
        return ground.today.year


def _next(ground: ActContext, values: Values) -> str:
    """The next number, where the register gives it."""
    kind = values.get("paper_kind", "")
    if values.get("numbering", "register") != "register" or kind not in LETTERS:
        return ""
    issued = _history(ground).of(PaperIssued)
    return str(next_number(issued, ground.cluster, kind, _register(ground, values)))


def _symbol(ground: ActContext, values: Values) -> str:
    """What follows the number, by the details of the office on the day of the paper's heading.

    That is the day of the meeting, else the last day of the year. Empty where no symbol is
    recorded (the paper has dots for it then), and where the office gives it with the number.
    """
    kind, meeting = values.get("paper_kind", ""), values.get("about_meeting", "")
    if values.get("numbering") == "office" or kind not in LETTERS:
        return ""
    from thidua_tui.formatting.papers.issuing import letters_of

    opened = ground.read(Scope((f"meeting:{meeting}",), (MeetingOpened,))) if meeting else None
    on = next((e.on for e in opened.of(MeetingOpened)), None) if opened else None
    on = on or date(year_of(ground, values), 12, 31)
    office = described(ground.read(office_of(ground.cluster)), ground.cluster, on)
    return letters_of(kind, office.get("symbol", ""))


def _waiting(ground: ActContext, _values: Values) -> list[Option]:
    """The papers without a number, the newest first."""
    return _options(ground, unnumbered(_history(ground)))


def _issued(ground: ActContext, _values: Values) -> list[Option]:
    """The papers that are not cancelled, the newest first."""
    history = _history(ground)
    gone = {e.paper_code for e in history.of(PaperCancelled)}
    return _options(ground, [e for e in history.of(PaperIssued) if e.paper_code not in gone])


def _options(ground: ActContext, found: list[PaperIssued]) -> list[Option]:
    newest = reversed(found)
    return [Option(code=e.paper_code, name=_called(e, ground), also=str(e.year)) for e in newest]


def _called(issued: PaperIssued, ground: ActContext) -> str:
    """Kind and number of a paper, as `biên bản 01/BB-CTĐ`."""
    kind = ground.words.choice("paper_kind", issued.paper_kind)
    return " ".join(filter(None, (kind, number_text(issued))))


def _of_meeting(_ground: ActContext, values: Values) -> bool:
    return values.get("paper_kind", "") in ABOUT_MEETING


def _meetings(ground: ActContext, values: Values) -> list[Option]:
    """The meetings that a paper of the kind may be about: an invitation is to a planned one."""
    if values.get("paper_kind") != "invitation":
        return choices.meetings(ground, values)
    return planned_options(ground, values)


def _issue(_act: Act, typed: Typed, ground: ActContext) -> list[Command]:
    """The command with facts, words and code as they follow from the ledger now."""
    from thidua_tui.formatting.papers.issuing import issue_command
    from thidua_tui.formatting.papers.office_layout import read_layout

    values = dict(typed)
    letterhead, fonts = values.pop("letterhead", None), values.pop("fonts", "")
    layout = read_layout(
        letterhead.path if letterhead else None, Path(fonts).expanduser() if fonts else None
    )
    ledger = ground.session.ledger
    return [issue_command(values, ground.cluster, ledger, ground.words, layout)]


def _setting(name: str) -> Default:
    """The path that the settings give."""
    return lambda _ground, _values: str(chosen_folder(name) or "")


def _given(_ground: ActContext, values: Values) -> bool:
    return bool(values.get("fonts"))


ISSUED = (
    Act(
        id="issue-paper",
        command=IssuePaper,
        facts=(PaperIssued,),
        fields=(
            choice("paper_kind"),
            year(),
            replace(pick("about_meeting", _meetings, needed=False), shown=_of_meeting),
            Field(name="about_entry", kind="number", needed=False, low=1),
            line("addressee", needed=False),
            choice("numbering", default="register"),
            Field(name="serial", kind="number", needed=False, low=1, high=99_999, default=_next),
            line("symbol", needed=False, default=_symbol),
            day(default=lambda ground, _values: format_date(ground.today)),
            Field(
                name="letterhead",
                kind="evidence-file",
                needed=False,
                default=_setting("letterhead"),
                gives=("files",),
            ),
            Field(
                name="fonts",
                kind="line",
                needed=False,
                default=_setting("fonts"),
                gives=("files",),
                shown=_given,
            ),
        ),
        needs=("no-cluster",),
        make=_issue,
        derives=("paper_code", "register", "known_at", "schema", "facts", "text", "files"),
    ),
    Act(
        id="number-paper",
        command=NumberPaper,
        facts=(PaperNumbered,),
        fields=(
            pick("paper_code", _waiting, among=_waiting),
            line("number"),
            day(needed=False),
        ),
        needs=("no-cluster", "no-unnumbered-paper"),
        start="number",
    ),
    Act(
        id="cancel-paper",
        command=CancelPaper,
        facts=(PaperCancelled,),
        fields=(pick("paper_code", _issued, among=_issued), day(needed=False)),
        needs=("no-cluster", "no-paper"),
    ),
)
