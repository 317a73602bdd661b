"""Papers on the screen: what fits a page, the preview, saving, issuing, the register."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.driven import AppPilot
from tests.pages import ShownApp, ledger_at, press, screen_text, shown, shows, standing_still, until
from thidua_tui.i18n.messages import LANGUAGES
from thidua_tui.platform import folders
from thidua_tui.screens.form import Form
from thidua_tui.screens.paper_check import PaperCheck
from thidua_tui.screens.paper_list import PaperList
from thidua_tui.screens.paper_preview import PaperPreview
from views.paper_register import PaperRegister, PaperRow

CLUSTER = "tmth"
pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def path(tmp_path):
    with standing_still():
        yield ledger_at(tmp_path / "demo.ledger", story=True)


def register(pilot: AppPilot[ShownApp]) -> tuple[PaperRow, ...]:
    return pilot.app.session.see(PaperRegister(CLUSTER)).rows()


def files() -> list[str]:
    return sorted(path.name for path in folders.documents().glob("*"))


async def preview_of_minutes(pilot: AppPilot[ShownApp]) -> PaperPreview:
    """Open the minutes of the meeting, from the list of the year."""
    await press(pilot, "1", "ctrl+t")
    assert isinstance(pilot.app.screen, PaperList)
    await press(pilot, "enter")
    assert isinstance(pilot.app.screen, PaperPreview)
    return pilot.app.screen


async def verdict(pilot: AppPilot[ShownApp]) -> None:
    """Wait for the verdict of an issued paper: files are written before."""
    correct = "ĐÚNG: biên bản hội nghị"
    await until(pilot, lambda: correct in screen_text(pilot.app))
    assert correct in screen_text(pilot.app)


async def test_the_preview_marks_dots_and_names_what_is_missing(path: Path):
    async with shown(path, size=(120, 40)) as pilot:
        await preview_of_minutes(pilot)
        text = screen_text(pilot.app)
        assert "BIÊN BẢN" in text
        assert "Văn bản còn chỗ trống: giờ bắt đầu" in text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 50)])
async def test_no_line_of_the_preview_is_cut_off(path: Path, lang: str, size: tuple[int, int]):
    async with shown(path, lang, size) as pilot:
        preview = await preview_of_minutes(pilot)
        text = screen_text(pilot.app)
        seen = preview.lines[: preview.list.scrollable_content_region.height]
        assert len(seen) > 10
        assert [line for line in seen if line.strip() not in text] == []


async def test_s_saves_a_draft_and_never_writes_over_it(path: Path):
    async with shown(path, size=(120, 40)) as pilot:
        await preview_of_minutes(pilot)
        await press(pilot, "s")
        first = files()
        assert "bb-2020.docx" in first
        await press(pilot, "s")
        assert set(first) < set(files())
        assert register(pilot) == ()


async def test_f2_issues_what_is_shown_and_writes_its_files(path: Path):
    async with shown(path, size=(120, 40)) as pilot:
        await preview_of_minutes(pilot)
        await press(pilot, "f2")
        assert isinstance(pilot.app.screen, Form)
        await press(pilot, "f2")
        (row,) = register(pilot)
        assert (row.kind, row.place, row.state) == ("minutes", 1, "issued")
        assert files()[0].startswith("bb-01-")
        await verdict(pilot)
        assert "DỰ THẢO" not in screen_text(pilot.app)
        await press(pilot, "f2")
        assert isinstance(pilot.app.screen, PaperPreview), "an issued paper is not issued again"


async def test_enter_in_the_register_says_what_is_known_and_then_shows_the_paper(path: Path):
    async with shown(path, size=(120, 40)) as pilot:
        await preview_of_minutes(pilot)
        await press(pilot, "f2", "f2", "escape", "escape")
        await pilot.app.show_table("papers")
        await press(pilot, "enter")
        assert shows(pilot, PaperCheck)
        await verdict(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PaperPreview)
        await press(pilot, "+")
        assert isinstance(pilot.app.screen, PaperPreview), "it has its number"
        await press(pilot, "delete")
        assert isinstance(pilot.app.screen, Form)
        assert pilot.app.screen.act.id == "cancel-paper"


async def test_p_lists_the_papers_of_the_minutes_and_of_the_awards(path: Path):
    async with shown(path, size=(80, 24)) as pilot:
        await press(pilot, "1", "ctrl+e", "p")
        assert isinstance(pilot.app.screen, PaperList)
        kinds = {paper.kind for paper in pilot.app.screen.papers}
        assert "minutes" in kinds
        assert "compact" not in kinds
        await press(pilot, "escape", "escape", "f2", "p")
        assert isinstance(pilot.app.screen, PaperList)
        assert {paper.kind for paper in pilot.app.screen.papers} <= {"submission", "ballots"}


async def test_a_paper_that_cannot_be_made_says_why(path: Path):
    async with shown(path, size=(120, 40)) as pilot:
        await press(pilot, "1", "ctrl+e", "p")
        listed = pilot.app.screen
        assert isinstance(listed, PaperList)
        (at,) = [n for n, one in enumerate(listed.papers) if one.kind == "ballot-count"]
        assert listed.papers[at].off is not None
        listed.list.cursor = at
        await press(pilot)
        assert "chưa lập được" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert pilot.app.screen is listed
