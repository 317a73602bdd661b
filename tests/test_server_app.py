"""The program over a server: what others record shows, and silence is a state, not the end."""

from __future__ import annotations

import signal
import threading
import time

import pytest
from textual.worker import WorkerFailed

from events.errors import UnreadableLedger
from events.store.address import ServerAddress
from events.store.ledger import Circumstances, Ledger
from events.store.recorder import StoreRecorder
from events.unit_commands import FoundUnit
from tests import postgresql_server
from tests.pages import (
    BY,
    ShownApp,
    ledger_at,
    press,
    screen_text,
    settled,
    shown,
    toasts,
    until,
)
from thidua_tui.screens.form import Form
from thidua_tui.screens.loading import Unreadable
from thidua_tui.session.open_ledger import open_recorder
from thidua_tui.session.session import Session

SILENT = UnreadableLedger("server-silent", address="may-chu/thidua")


@pytest.fixture
def path(tmp_path):
    return ledger_at(tmp_path / "l", story=True)


# The heading


@pytest.mark.parametrize(("lang", "word"), [("vi", "TLS yếu"), ("en", "Weak TLS")])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_weak_tls_is_a_word_in_the_heading(path, lang, word, size):
    async with shown(path, lang, size) as pilot:
        assert word not in screen_text(pilot.app)
        pilot.app.weak_tls = True
        await press(pilot, "3")
        assert word in screen_text(pilot.app).splitlines()[0]


@pytest.mark.parametrize(
    ("text", "weak"),
    [
        ("postgresql://tinh.vn/thidua", False),
        ("postgresql://tinh.vn/thidua?sslmode=require", True),
        ("postgresql://localhost/thidua?sslmode=disable", False),
    ],
)
def test_what_is_weak_follows_from_the_address(text, weak):
    from events.store.address import parse_address

    address = parse_address(text)
    assert isinstance(address, ServerAddress)
    assert address.weak_tls is weak


# No answer


async def test_a_server_without_an_answer_is_said_once_and_nothing_ends(path, monkeypatch):
    async with shown(path, "vi", (120, 40)) as pilot:
        app = pilot.app

        def silent(*_args, **_options):
            raise SILENT

        with monkeypatch.context() as patched:
            patched.setattr(app.session.ledger, "read", silent)
            patched.setattr(app.session.ledger, "_history", silent)
            await pilot.press("o")  # a form asks while it is opened
            await until(pilot, lambda: any("chưa trả lời" in said for said in toasts(app)))
            assert [said for said in toasts(app) if "chưa trả lời" in said]
            app.clear_notifications()
            await pilot.press("o")  # a key that does nothing says why, each time
            await until(pilot, lambda: any("chưa trả lời" in said for said in toasts(app)))
            await pilot.press("escape", "4")
            await until(pilot, lambda: "hiện ra khi máy chủ" in screen_text(app))
            assert "Thoát" in screen_text(app).splitlines()[-1]
            await pilot.press("1", "0")
            await until(pilot, lambda: "Máy chủ không trả lời" in screen_text(app))
            assert app.is_running and app.fault is None
            assert not isinstance(app.screen, Unreadable)
            assert "Máy chủ không trả lời" in screen_text(app)
        await pilot.press("1")
        await settled(pilot)
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, Form))
        assert isinstance(app.screen, Form)


async def test_an_outage_ends_with_an_answer_that_came_after_it(path, monkeypatch):
    async with shown(path) as pilot:
        app, recorder = pilot.app, pilot.app.session.ledger.recorder
        monkeypatch.setattr(recorder, "silent", False, raising=False)  # not known of yet
        monkeypatch.setattr(recorder, "answered", time.monotonic(), raising=False)
        assert app.passes("server-gone")
        app.look_at_server()
        assert app.outage
        monkeypatch.setattr(recorder, "answered", time.monotonic())
        app.look_at_server()
        assert not app.outage


async def test_another_refusal_of_the_ledger_still_ends_the_reading(path):
    async with shown(path) as pilot:
        pilot.app.unreadable(UnreadableLedger("server-altered", address="x", object="y", change=""))
        await settled(pilot)
        assert isinstance(pilot.app.screen, Unreadable)


async def test_a_fault_of_the_program_still_ends_it(path, monkeypatch):
    def broken(*_args, **_options):
        raise ZeroDivisionError

    with pytest.raises(WorkerFailed):
        async with shown(path) as pilot:
            monkeypatch.setattr(pilot.app.session, "see_all", broken)
            monkeypatch.setattr(pilot.app.session.ledger, "read", broken)
            await pilot.press("3")
            await until(pilot, lambda: pilot.app.fault)


# On a server


def app_at(address: ServerAddress) -> ShownApp:
    """The app on a ledger in a database, not started yet."""
    app = ShownApp(lambda: Session(Ledger(open_recorder(address)), BY), "vi")
    app.ledger_name = str(address)
    return app


def close(app: ShownApp) -> None:
    """Close the ledger of an app."""
    recorder = app.session.ledger.recorder
    assert isinstance(recorder, StoreRecorder)
    recorder.close()


def found(recorder: StoreRecorder, unit: str) -> None:
    """Record a unit, as another program does."""
    command = FoundUnit(unit=unit, name=f"Sở {unit.upper()}")
    Ledger(recorder).execute(command, Circumstances(by="x"))


@postgresql_server.needed
async def test_what_another_program_records_on_the_server_shows(home):
    address = postgresql_server.fresh_address()
    app = app_at(address)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, "3")
        with open_recorder(address) as recorder:
            found(recorder, "a")
        await until(pilot, lambda: "Sở A" in screen_text(app))
        assert "Sở A" in screen_text(app)
    close(app)


@postgresql_server.needed
async def test_a_form_outlasts_a_silent_server_and_records_once(home):
    with postgresql_server.scratch() as server:
        address = server.fresh_address()
        app = app_at(address)
        async with app.run_test(size=(120, 40), notifications=True) as pilot:
            await settled(pilot)
            await press(pilot, "l", *"Một")
            assert isinstance(app.screen, Form)
            form = app.screen
            server.signal(signal.SIGSTOP)
            since = time.monotonic()
            await pilot.press("f2")
            await until(pilot, lambda: not form.busy and "▲" in screen_text(app))
            took = time.monotonic() - since
            assert form.filling.raw["name"] == "Một"
            assert "▲" in screen_text(app)
            server.signal(signal.SIGCONT)
            await until(pilot, lambda: not app.outage)
            await pilot.press("f2")
            await until(pilot, lambda: not isinstance(app.screen, Form))
            await settled(pilot)
        close(app)
        with server.connect(address.database) as connection:
            [(entries,)] = connection.execute("SELECT count(*) FROM thidua.events").fetchall()
        assert entries == 1
        assert took < 10


@postgresql_server.needed
def test_nobody_waits_again_for_a_server_that_is_known_to_be_silent(home):
    with postgresql_server.scratch() as server:
        address = server.fresh_address()
        with open_recorder(address) as recorder:
            found(recorder, "a")
            recorder.data_version()  # begins to follow
            server.signal(signal.SIGSTOP)
            with pytest.raises(UnreadableLedger):
                recorder.head()
            known = threading.Event()
            end = time.monotonic() + 20
            while not getattr(recorder, "silent", False) and time.monotonic() < end:
                known.wait(0.05)
            since = time.monotonic()
            with pytest.raises(UnreadableLedger) as raised:
                recorder.head()
            assert raised.value.code == "server-silent"
            assert time.monotonic() - since < 1
            server.signal(signal.SIGCONT)
            while getattr(recorder, "silent", False) and time.monotonic() < end:
                known.wait(0.05)
            assert recorder.head() == 1
