"""Acts on the office that issues papers and its reports, and on the handing over."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from msgspec.structs import replace

from events.checkpoint_code import written
from events.errors import BadInput, UnreadableLedger
from events.event import Scope
from events.handover import HandOverHeadship, HeadshipHandedOver
from events.office import (
    DescribeOffice,
    LegalBasisNamed,
    NameLegalBasis,
    OfficeDescribed,
    described,
    office_of,
)
from events.report_texts import ReportTextWritten, WriteReportText, report_texts
from events.roles import HeadElected
from events.store.protocol import LedgerStore
from thidua_tui.acts import choices
from thidua_tui.acts.act import Act
from thidua_tui.acts.book_sources import file_text
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import (
    Field,
    Values,
    choice,
    day_within,
    line,
    pick,
    prose,
    year,
    year_of,
)
from thidua_tui.acts.rule_books import FILE
from thidua_tui.acts.tasks import open_tasks
from thidua_tui.parsing.dates import format_date
from thidua_tui.session.backup import point_now


def _since(ground: ActContext, _values: Values) -> str:
    """Today, where the office is described already; the first description has no day."""
    if ground.session.late or not described(ground.read(office_of(ground.cluster)), ground.cluster):
        return ""
    return format_date(ground.today)


def _leader(ground: ActContext, year: int) -> str:
    led = [e.unit for e in ground.of_cluster.of(HeadElected) if e.year == year]
    return led[-1] if led else ""


def _outgoing(ground: ActContext, values: Values) -> str:
    return _leader(ground, year_of(ground, values) - 1)


def _incoming(ground: ActContext, values: Values) -> str:
    return _leader(ground, year_of(ground, values))


def _year(ground: ActContext, _values: Values) -> str:
    """The year after the page's, where its head is known; else the page's."""
    known = {e.year for e in ground.of_cluster.of(HeadElected)}
    following = ground.year + 1
    return str(following if following in known and not ground.holds_year() else ground.year)


def _things(ground: ActContext, values: Values) -> str:
    """The minutes of the year before and the open tasks, one a line; nothing in late entry."""
    if ground.session.late:
        return ""
    before = year_of(ground, values) - 1
    held = [e for e in reversed(ground.meetings()) if e.year == before]
    minutes = (ground.words("acts.handed.minutes", title=e.title, on=e.on) for e in held)
    tasks = (ground.words("acts.handed.task", text=o.name) for o in open_tasks(ground, values))
    return "\n".join((ground.words("acts.handed.ledger"), *minutes, *tasks))


def _checkpoint(ground: ActContext, _values: Values) -> str:
    """The checkpoint code of the ledger as it is now; nothing in late entry."""
    ledger = ground.session.ledger
    if ground.session.late or not isinstance(ledger.recorder, LedgerStore):
        return ""
    try:
        return written(point_now(ledger))
    except UnreadableLedger:
        return ""


def _report_text(ground: ActContext, values: Values) -> str:
    """The text of the file that is named; else what was written last."""
    if values.get("text_file", "").strip():
        with suppress(BadInput):  # its field says why
            return file_text(values["text_file"])
    of = year_of(ground, values)
    scope = Scope((f"cluster:{ground.cluster}/{of}",), (ReportTextWritten,))
    known: dict[Any, str] = {**report_texts(ground.read(scope), ground.cluster, of)}
    return known.get(values.get("section", ""), "")


def _day(name: str) -> Field:
    """A day that may be unknown; the day of the open meeting is not its default."""
    return Field(name=name, kind="date", needed=False)


OFFICE_ACTS = (
    Act(
        id="describe-office",
        command=DescribeOffice,
        facts=(OfficeDescribed,),
        fields=(
            line("superior", needed=False),
            line("issuer", needed=False),
            line("place", needed=False),
            line("symbol", needed=False),
            line("authority", needed=False),
            line("post", needed=False),
            line("signer", needed=False),
            prose("recipients", needed=False),
            choice("heading", needed=False),
            Field(name="since", kind="date", needed=False, default=_since),
        ),
        needs=("no-cluster",),
        start="superior",
    ),
    Act(
        id="name-legal-basis",
        command=NameLegalBasis,
        facts=(LegalBasisNamed,),
        fields=(line("text"), _day("since"), _day("until")),
        needs=("no-cluster",),
        series=True,
    ),
    Act(
        id="write-report-text",
        command=WriteReportText,
        facts=(ReportTextWritten,),
        fields=(
            year(),
            choice("section", default="I"),
            replace(FILE, name="text_file"),
            replace(prose("text"), default=_report_text),
        ),
        needs=("no-cluster",),
        series=True,
        start="section",
    ),
)
HANDOVER = (
    Act(
        id="hand-over",
        command=HandOverHeadship,
        facts=(HeadshipHandedOver,),
        fields=(
            year(_year),
            pick("outgoing", choices.members_first, default=_outgoing),
            pick("incoming", choices.members_first, default=_incoming),
            day_within(1, 1),
            line("place", needed=False),
            line("giver", needed=False),
            line("giver_post", needed=False),
            line("receiver", needed=False),
            line("receiver_post", needed=False),
            replace(prose("things", needed=False), default=_things),
            line("checkpoint", needed=False, default=_checkpoint),
        ),
        needs=("no-cluster", "no-officer"),
        start="outgoing",
    ),
)
