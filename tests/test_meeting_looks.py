"""What a meeting looks like on the screen: its agenda, roll call, opening, closing, a turn."""

from __future__ import annotations

import pytest

from events.agenda_commands import SetAgenda, SkipAgendaItem, TakeAgendaItem
from events.meetings import OpenMeeting, RecordGuest
from events.presence import RecordArrival
from events.speakers import ListSpeaker
from tests.pages import ledger_at
from tests.test_snapshots import LARGE, SMALL, looks
from tests.test_snapshots import same_everywhere as same_everywhere
from thidua_tui.acts.agenda_templates import preset_items
from thidua_tui.i18n.messages import Words
from thidua_tui.session.samples import conference as demo
from views.current_turn import Turn

ITEMS = tuple(preset_items("year-end", demo.YEAR, Words("vi"), book=False))
OPENING = OpenMeeting(
    meeting="tk", cluster=demo.CLUSTER, year=demo.YEAR, title="Hội nghị tổng kết", on=demo.DAY
)
COURSE = (
    *demo.before(),
    OPENING,
    SetAgenda(meeting="tk", items=ITEMS),
    RecordGuest(meeting="tk", name="Vũ Thanh Thụy"),
    *(RecordArrival(meeting="tk", unit=unit, at="08:00") for unit in ("stc", "snv", "stp")),
    SkipAgendaItem(meeting="tk", item="report", note="Hết giờ"),
    TakeAgendaItem(meeting="tk", item="discussion"),
    ListSpeaker(meeting="tk", unit="stc", minutes=5),
)
SIZES = pytest.mark.parametrize(
    ("size", "lang"), [(SMALL, "vi"), (LARGE, "en")], ids=["80x24-vi", "120x40-en"]
)
KEYS = {
    "agenda": ("space",),
    "roll-call": ("f6",),
    "closing": ("b",),
}


@SIZES
@pytest.mark.parametrize("page", KEYS)
def test_an_open_meeting(snap_compare, tmp_path, page, size, lang):
    path = ledger_at(tmp_path / "open.ledger", *COURSE)
    assert looks(snap_compare, path, size, "1", *KEYS[page], lang=lang)


@SIZES
def test_the_opening(snap_compare, tmp_path, size, lang):
    path = ledger_at(tmp_path / "before.ledger", *demo.before())
    assert looks(snap_compare, path, size, "1", "o", *["tab"] * 6, lang=lang)


@SIZES
def test_the_turn_of_a_speaker_is_over(snap_compare, tmp_path, monkeypatch, size, lang):
    monkeypatch.setattr(Turn, "seconds", lambda _, __: 342)
    path = ledger_at(tmp_path / "open.ledger", *COURSE)
    assert looks(snap_compare, path, size, "1", "space", "n", lang=lang)
