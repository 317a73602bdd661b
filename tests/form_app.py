"""A ledger in memory and an app around one form, for the tests of what records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from eventsourcing.dcb.popo import InMemoryDCBRecorder

from events.clusters import FoundCluster
from events.command import Command
from events.event import Entry
from events.membership import RecordRoster
from events.store.ledger import Ledger
from events.unit_commands import FoundUnit
from tests.driven import Driven
from thidua_tui.acts.act import Act
from thidua_tui.acts.registry import ACTS
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.form import Form
from thidua_tui.screens.form_messages import Recorded
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.key_order import KeysInOrder

NOW = datetime(2021, 1, 14, 8, 0, tzinfo=UTC)  # an afternoon in Lạng Sơn
TODAY = date(2021, 1, 14)
UNITS = {
    "vp-dbqh": ("Văn phòng Đoàn Đại biểu Quốc hội tỉnh", "VP Đoàn ĐBQH"),
    "stc": ("Sở Tài chính", ""),
    "snv": ("Sở Nội vụ", ""),
    "skhdt": ("Sở Kế hoạch và Đầu tư", "Sở KH&ĐT"),
    "vp-ubnd": ("Văn phòng UBND tỉnh", ""),
    "vp-hdnd": ("Văn phòng HĐND tỉnh", ""),
}
HERE = Location(cluster="tmth", year=2020)
CLUSTER = FoundCluster(cluster="tmth", name="Cụm các cơ quan tham mưu tổng hợp")
FOUNDED = tuple(FoundUnit(unit=code, name=n, short=s) for code, (n, s) in UNITS.items())
ROSTER = RecordRoster(cluster="tmth", year=2020, units=tuple(UNITS))
STARTED: tuple[Command, ...] = (*FOUNDED, CLUSTER, ROSTER)


def session(*commands: Command) -> Session:
    """A session at an empty ledger in memory, in which these acts were recorded."""
    begun = Session(Ledger(InMemoryDCBRecorder(), clock=lambda: NOW), by="Thư ký")
    for command in commands:
        begun.do(command, reason="test" if command.needs_reason else "")
    return begun


def facts(of: Session) -> list[str]:
    """The stored names of everything in the ledger."""
    return [type(entry.event).__name__ for entry in of.ledger.read()]


class FormApp(Driven, KeysInOrder[None]):
    """An app that opens one form with F12, and at its start."""

    CSS = "StatusLine { height: 1; width: 1fr; padding: 0 1; }"
    BINDINGS = [("f12", "open")]  # noqa: RUF012 - as Textual wants it

    def __init__(
        self,
        act: Act | str,
        at: Session,
        here: Location = HERE,
        lang: str = "vi",
        instead_of: Sequence[Entry] = (),
    ) -> None:
        super().__init__()
        self.act = ACTS[act] if isinstance(act, str) else act
        self.at, self.place, self.told = at, here, Words(lang)
        self.instead_of = instead_of
        self.dismissed: list[tuple[Entry, ...]] = []
        self.seen: list[Entry] = []

    def on_mount(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        form = Form(self.act, self.at, self.place, self.told, self.instead_of)
        self.push_screen(form, self.closed)

    def closed(self, entries: tuple[Entry, ...] | None) -> None:
        self.dismissed.append(entries or ())

    def on_recorded(self, message: Recorded) -> None:
        self.seen += message.entries

    @property
    def form(self) -> Form:
        assert isinstance(self.screen, Form)
        return self.screen
