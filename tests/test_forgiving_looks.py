"""How undo, corrections, drafts, late entry and conflicts look, at 80×24 and at 120×40."""

from __future__ import annotations

from decimal import Decimal

import pytest

from events.disputes import RecordStatement
from events.scoring import RecordScore
from events.store.ledger import Circumstances, Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from tests.narrow import file_recorder
from tests.pages import BY, NOW, app_on, ledger_at, opening, press, quiet, until
from tests.test_pages_sources import SAID
from tests.test_score_grid import RULED, STC
from tests.test_snapshots import demo, same_everywhere
from thidua_tui.forms.draft_storage import DraftFile, Kept
from thidua_tui.session.session import Session
from views.names import Names

FIXTURES = (same_everywhere, demo)
SIZES = [(80, 24), (120, 40)]
PLACES = (*["up"] * 5, "backspace", *"snv", "enter", *"hdnd", "enter")
KEYS = {
    "list": ("z", "down", "down"),
    "redo": ("ctrl+z", "enter", "ctrl+y"),
    "correction": ("3", *["down"] * 7, "enter", "s", *PLACES),
    "late": ("f7", *"Báo LS", "enter", *"15/1/2015", "f2", "a"),
}
REMARK = Kept(
    act="record-remark",
    cluster="tmth",
    year=2020,
    raw={"speaker": "Ông Nam", "text": "Đề nghị xem lại\ntiêu chí II"},
    field="text",
    cursor=(1, 4),
)


def looks(snap_compare, app, size, *keys, meanwhile=lambda: None):
    """Compare what the keys lead to; meanwhile something may happen elsewhere."""

    async def there(pilot):
        await quiet(pilot)
        for key in keys:  # a page below a dialog stays as it was when the dialog opened
            await press(pilot, key)
            await quiet(pilot)  # what would follow is looked up once nobody types
        meanwhile()
        await quiet(pilot)

    return snap_compare(app, terminal_size=size, run_before=there)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("what", KEYS)
def test_a_dialog(snap_compare, demo, what, size):
    assert looks(snap_compare, app_on(demo), size, *KEYS[what])


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_drafts_that_were_left(snap_compare, demo, tmp_path, size):
    left = DraftFile(tmp_path / "drafts")
    left.put((Kept(act="found-cluster", raw={"name": "Cụm số 2"}, field="name"), REMARK))
    left.close()
    app = app_on(demo)
    app.drafts_at = lambda _: DraftFile(tmp_path / "drafts")
    assert looks(snap_compare, app, size)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("keys", [(), ("enter",)], ids=["seen", "asked"])
def test_another_terminal_in_the_grid(snap_compare, tmp_path, size, keys):
    path = ledger_at(tmp_path / "shared.ledger", *RULED)

    async def there(pilot):
        await quiet(pilot)
        await press(pilot, "c", "down", *"9,5")
        await quiet(pilot)
        lan = Session(Ledger(SQLiteRecorder(path), clock=lambda: NOW), "Lan")
        lan.do(RecordScore(**STC, criterion="I", points=Decimal(9)))
        await until(pilot, lambda: pilot.app.screen.theirs)
        await press(pilot, *keys)

    assert snap_compare(app_on(path), terminal_size=size, run_before=there)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("keys", [(), ("f",)], ids=["year", "sources"])
def test_sources_that_differ(snap_compare, demo, size, keys):
    session = opening(demo)()
    (cluster,) = session.see(Names()).clusters
    for topic, unit, value, source in SAID:
        said = RecordStatement(cluster=cluster, year=2020, topic=topic, unit=unit, value=value)
        session.ledger.execute(said, Circumstances(by=BY, source=source))
    file_recorder(session.ledger).close()
    assert looks(snap_compare, app_on(demo), size, *keys)
