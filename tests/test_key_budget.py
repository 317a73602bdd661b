"""What a whole conference costs in keys, by forms and by lines; more of them is a fault."""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec
import pytest

from tests import conference, conference_lines
from tests.pages import ledger_at, screen_text, shown, standing_still
from tests.test_conference import KEYS, STEERING, facts
from tests.test_line_screen import burst, entries, typed
from thidua_tui.session.open_ledger import opened
from thidua_tui.session.samples import conference as demo
from thidua_tui.widgets import key_order

LINE_KEYS, LINE_STEERING = 1620, 189
"""What it takes by lines today, in all and beside the text of the facts."""
ROOT = Path(__file__).resolve().parents[1]


async def keyed(path: Path) -> str:
    """Type every line, one after the other, and look at the last page."""
    async with shown(ledger_at(path)) as pilot:
        await burst(pilot, ":")
        for line in conference_lines.LINES:
            await burst(pilot, line, "<enter>")
            assert typed(pilot) == "", screen_text(pilot.app)
        await burst(pilot, "<escape>", "1")
        first = screen_text(pilot.app)
        await burst(pilot, "<pagedown>")  # what does not fit is a page below
        return first + screen_text(pilot.app)


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> tuple[Path, str]:
    """The ledger into which the conference was typed, and the page shown then."""
    path = tmp_path_factory.mktemp("lines") / "empty.ledger"
    with standing_still(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_order, "_PATIENCE", 60)  # a busy machine is not what this is about
        return path, asyncio.run(keyed(path))


def test_lines_tell_the_same_story_as_the_demo(told, tmp_path):
    with opened(tmp_path / "demo.ledger", create=True) as ledger:
        demo.play(ledger)
        assert facts(entries(told[0])) == facts([*ledger.read()])


def test_the_page_shows_the_year_as_it_ended(told):
    for words in ("Đã thống nhất kết quả", "Trưởng cụm: Sở Tài chính", "6 phong trào", "Nhất"):
        assert words in told[1]


def test_the_conference_takes_no_more_keys_than_it_did(told):
    fields = sum(len(msgspec.to_builtins(entry.event)) - 1 for entry in entries(told[0]))
    struck, steering = len(conference_lines.KEYS), conference_lines.steering()
    print(f"fields recorded: {fields}")
    print(f"by forms: {KEYS} keys, {STEERING} of them no text of a fact")
    print(f"by lines: {struck} keys, {steering} of them no text of a fact")
    assert (struck, steering) == (LINE_KEYS, LINE_STEERING)
    assert steering < 2 * fields


def test_the_budget_is_written_down():
    text = (ROOT / "docs" / "performance.md").read_text("utf-8")
    assert f"{KEYS:,} keys, {STEERING} of them" in text
    assert f"{LINE_KEYS:,} keys, {LINE_STEERING} of them" in text
    acts = (*conference.BEFORE, *conference.DURING)
    assert sum(len(conference.keys(act)) for act in acts) == KEYS
