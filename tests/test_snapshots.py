"""What every page looks like, at 80×24 and at 120×40: compared with the stored pictures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from textual.app import App

from events.compact_signatures import SignCompact, SignForUnit
from events.emulation_movements import JoinMovement, LaunchMovement
from events.errors import UnreadableLedger
from events.movement_results import RecordMovementResult
from events.persons import NameRepresentative
from events.rule_book import Criterion, IssueRules
from events.scoring import RecordScore
from events.targets import SetTarget
from events.tasks import GiveTask
from tests.facts import ClusterYear
from tests.pages import app_on, ledger_at, press, quiet, settled, standing_still
from tests.table_keys import to_table
from thidua_tui.app.app import ThiduaApp
from thidua_tui.session.samples import conference as demo_story

SMALL, LARGE = (80, 24), (120, 40)
PAGES = {
    "home": ("0",),
    "year": (),
    "next-year": ("right",),
    "leaders": ("2",),
    "journal": ("3",),
    "entry": ("3", "pagedown", "enter"),
    "ranking": ("4",),
    "minutes": to_table("minutes"),
    "unit": ("down", "enter"),
    "help": ("?",),
    "menu": ("a",),
    "form": ("t",),
    "undo": ("ctrl+z",),
}
"""Name of the picture -> the keys that lead to the page."""


@pytest.fixture(autouse=True)
def same_everywhere(monkeypatch):
    """No clock, zone, colours or settings of the machine; toasts stay, however slow it is."""
    for name in ("NO_COLOR", "TEXTUAL_THEME", "TEXTUAL_ANIMATIONS"):
        monkeypatch.delenv(name, raising=False)
    notify = App.notify

    def notify_for_long(app: App[Any], message: str, **how: Any) -> None:
        notify(app, message, **(how | {"timeout": 3600}))

    monkeypatch.setattr(App, "notify", notify_for_long)
    with standing_still():
        yield


@pytest.fixture
def demo(tmp_path, same_everywhere):
    return ledger_at(tmp_path / "demo.ledger", story=True)


def looks(snap_compare, path, size, *keys, **how):
    """Compare the page that the keys lead to."""

    async def there(pilot):
        await quiet(pilot)
        for key in keys:  # a page below a dialog stays as it was when the dialog opened
            await press(pilot, key)
            await quiet(pilot)

    return snap_compare(app_on(path, **how), terminal_size=size, run_before=there)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("page", PAGES)
def test_a_page(snap_compare, demo, page, size):
    assert looks(snap_compare, demo, size, *PAGES[page])


@pytest.mark.parametrize("page", ["year", "leaders", "journal", "help"])
def test_a_page_in_english(snap_compare, demo, page):
    assert looks(snap_compare, demo, SMALL, *PAGES[page], lang="en")


@pytest.mark.parametrize("theme", ["thidua-light", "thidua-contrast"])
def test_the_year_in_other_colours(snap_compare, demo, theme):
    assert looks(snap_compare, demo, SMALL, theme=theme)


def test_the_year_without_colours(snap_compare, demo, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert looks(snap_compare, demo, SMALL)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_welcome(snap_compare, tmp_path, size):
    assert looks(snap_compare, ledger_at(tmp_path / "new.ledger"), size)


@pytest.mark.parametrize(
    ("size", "lang"), [(SMALL, "vi"), (LARGE, "en")], ids=["80x24", "120x40-in-english"]
)
def test_the_checkpoint(snap_compare, demo, tmp_path, monkeypatch, size, lang):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))  # an account without a key
    assert looks(snap_compare, demo, size, "x", lang=lang)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_score_grid(snap_compare, tmp_path, size):
    here: ClusterYear = {"cluster": demo_story.CLUSTER, "year": demo_story.YEAR}
    criteria = tuple(
        Criterion(code=code, name=f"Nội dung {code}", max_points=Decimal(most))
        for code, most in (("I", 60), ("II", 25), ("III", 15))
    )
    points = {"vp-dbqh": "58.5", "stc": "60"}
    scored = [
        RecordScore(**here, unit=unit, criterion="I", points=Decimal(given), scorer=scorer)
        for unit, given in points.items()
        for scorer in ("stc" if unit == "vp-dbqh" else None,)  # the deputy verifies the head
    ]
    acts = [*demo_story.before(), IssueRules(**here, criteria=criteria), *scored]
    assert looks(snap_compare, ledger_at(tmp_path / "scored.ledger", *acts), size, "c")


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_ledger_that_is_none(snap_compare, size):
    async def told(pilot):
        await settled(pilot)

    def opened():
        raise UnreadableLedger("not-a-ledger", path="so.ledger")

    assert snap_compare(ThiduaApp(opened, "vi", ""), terminal_size=size, run_before=told)


# The signing round, the matrix of movements, the opening of a year

HERE: dict[str, Any] = {"cluster": "tmth", "year": 2020}
FACTS = (
    NameRepresentative(unit="stc", person="Nguyễn Văn A", office="Giám đốc"),
    SignCompact(**HERE, signatories=(), on=date(2020, 2, 10)),
    SignForUnit(
        **HERE,
        unit="stc",
        person="Nguyễn Văn A",
        office="Giám đốc",
        time="08:30",
        on=date(2020, 2, 10),
    ),
    SignForUnit(**HERE, unit="snv", person="Trần Thị B"),
    LaunchMovement(movement="ba-nhat", name="Ba nhất", of_cluster="tmth"),
    JoinMovement(**HERE, movement="ba-nhat", units=("stc", "snv")),
    RecordMovementResult(
        **HERE, movement="ba-nhat", unit="stc", amount=Decimal(1_250_000), measure="đồng"
    ),
    SetTarget(**HERE, target="ct1", title="Thu ngân sách năm 2020", unit="stc"),
    GiveTask(**HERE, task="viec-1", text="Mở lớp tập huấn", unit="snv"),
)
DIALOGS = {
    "signing": "sign-for-unit",
    "matrix": "record-movement-result",
    "opening": "open-year",
}
"""Name of the picture -> the act of the dialog."""


@pytest.mark.parametrize(("size", "lang"), [(SMALL, "vi"), (LARGE, "en")], ids=["vi", "en"])
@pytest.mark.parametrize("dialog", DIALOGS)
def test_a_dialog_of_a_year(snap_compare, tmp_path, dialog, size, lang):
    path = ledger_at(tmp_path / "demo.ledger", *FACTS, story=True)

    async def there(pilot):
        await quiet(pilot)
        await press(pilot, "1")
        await pilot.app.do_act(DIALOGS[dialog])
        await press(pilot)
        await quiet(pilot)

    assert snap_compare(app_on(path, lang=lang), terminal_size=size, run_before=there)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("size", [SMALL, LARGE], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("at", ["form", "figure"])
def test_a_statistical_form_and_the_entries_of_a_figure(snap_compare, tmp_path, at, size, lang):
    """The form of a year with decisions, and what is behind its total."""
    path = ledger_at(tmp_path / "scored.ledger", scored=True)
    more = ("enter",) if at == "figure" else ()
    assert looks(snap_compare, path, size, "1", "%", "tab", *more, lang=lang)
