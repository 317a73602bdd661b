"""A ledger full of text that bites, on every screen and form, in both languages; then a terminal.

What another program put there is shown as text: no control or bidirectional character, no markup.
"""

from __future__ import annotations

import inspect
import pkgutil
import re
import sys
from collections.abc import Container, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from textual.content import Content
from textual.events import Paste
from textual.screen import Screen

from events.errors import BadInput, UnreadableLedger
from events.meetings import MeetingOpened, RemarkRecorded
from events.merge_places import acts_of
from events.merging import Judged
from events.store.exchange import Header
from events.store.ledger import Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from events.text import plain
from tests import hostile
from tests.amount import LONG
from tests.driven import AppPilot
from tests.hostile import NOW, RUNE, harmful
from tests.narrow import file_recorder
from tests.pages import ShownApp, press, screen_text, settled, standing_still
from tests.patience import PATIENCE
from tests.terminal import SEQUENCE, Terminal
from tests.test_operators import LAN
from tests.test_pages_terminal import RUN
from thidua_tui import screens
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS
from thidua_tui.app.open_screens import OWN_SCREENS, screen_for
from thidua_tui.app.page_registry import PAGES
from thidua_tui.forms.conflicts import Conflicts
from thidua_tui.forms.drafts import Drafts
from thidua_tui.forms.fact_sheets.lines import FactLine, FactsReading
from thidua_tui.forms.second_reading import SecondReading
from thidua_tui.forms.sheet_reading import SheetLine, SheetReading
from thidua_tui.i18n.messages import LANGUAGES
from thidua_tui.keymap.action_registry import actions_at
from thidua_tui.keymap.contexts import READING
from thidua_tui.queries.fitting_papers import FittingPaper
from thidua_tui.queries.merging import MergePlan
from thidua_tui.queries.wall_choices import wall_choices
from thidua_tui.screens.area_search import SearchInAreas
from thidua_tui.screens.award_board_facts import gather_board
from thidua_tui.screens.award_thread import AwardThread
from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.screens.base_page import Page
from thidua_tui.screens.cell_reasons import CellReasonsPage
from thidua_tui.screens.cells_dialog import CellsDialog
from thidua_tui.screens.command_line_body import LineKeys
from thidua_tui.screens.conflict_dialog import Conflict
from thidua_tui.screens.control_totals import ControlTotalsDialog
from thidua_tui.screens.entry_thread import EntryThread
from thidua_tui.screens.fact_file import FactCheck, FactReason
from thidua_tui.screens.figure_entries import FigureThread
from thidua_tui.screens.file_check import FileCheck
from thidua_tui.screens.file_picker import SheetPicker
from thidua_tui.screens.filtered_page import FilteredPage
from thidua_tui.screens.form_messages import FormContext
from thidua_tui.screens.loading import Opening, Unreadable
from thidua_tui.screens.merge_page import MergePage
from thidua_tui.screens.on_wall import OnWall
from thidua_tui.screens.palette import Everything
from thidua_tui.screens.paper_preview import PaperPreview
from thidua_tui.screens.place_reasons import WhyPage, gather_reasons
from thidua_tui.screens.presence import Presence
from thidua_tui.screens.reading_differences import Differences
from thidua_tui.screens.reading_reason import ReadingReason
from thidua_tui.screens.reason_dialog import ReasonDialog
from thidua_tui.screens.recording_list import RecordingList
from thidua_tui.screens.replay_base import ReplayPage
from thidua_tui.screens.resume_drafts import Resume
from thidua_tui.screens.run_sheet import RunSheet
from thidua_tui.screens.score_commit import Commit
from thidua_tui.screens.score_faces import ScoreFaces
from thidua_tui.screens.score_grid import Scores
from thidua_tui.screens.score_grid_checks import CheckedScores
from thidua_tui.screens.score_grid_context import ScoresContext
from thidua_tui.screens.score_grid_scorer import scorer_items
from thidua_tui.screens.scorer_list import ScorerList
from thidua_tui.screens.seal_sheet import SealSheet
from thidua_tui.screens.search_list import Seek
from thidua_tui.screens.second_reading import BlindReading
from thidua_tui.screens.sheet_check import SheetCheck
from thidua_tui.screens.sheet_tabs import SheetTabs
from thidua_tui.screens.slides import SlidesPage
from thidua_tui.screens.table_loading import TABLES
from thidua_tui.screens.table_on_wall import TableOnWall
from thidua_tui.screens.table_rendering import TableRendering
from thidua_tui.screens.table_view_keys import TableViewKeys
from thidua_tui.screens.target_thread import TargetThread
from thidua_tui.screens.trial import Trial
from thidua_tui.screens.wall import WallPage
from thidua_tui.screens.wall_choice import WallChoices
from thidua_tui.screens.wall_minutes import MinutesOnWall
from thidua_tui.screens.year_dialogs import YearDialogs
from thidua_tui.screens.year_slides import YearSlidesPage
from thidua_tui.session.location import Location
from thidua_tui.session.other_branch import OtherBranch
from thidua_tui.session.session import Session
from thidua_tui.session.wall_channel import Channel
from thidua_tui.session.wall_lead import WallLead
from thidua_tui.textual_compat.safe_unmount import UntilLeft
from views.names import Names
from views.papers.facts import Subject
from views.targets import Targets

HERE = Location(cluster="tmth", year=2020, unit="stc")
ROOT = Path(__file__).resolve().parents[1]
NAME = "so\x1b]0;t\x07\u202e\x9b31m[red]x[bold].ledger"
TYPED = "\x1b]52;c;aGk=\x07[/b][red]x[/red]\u202e\x9b31m\u200b=1+1\x00"


@pytest.fixture(autouse=True)
def _still(tmp_path, monkeypatch) -> Iterator[None]:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    with standing_still():
        yield


@pytest.fixture
def as_markup(monkeypatch) -> list[str]:
    """Every text that Textual reads as markup, whatever stands in it this time."""
    told, read = list[str](), Content.from_markup

    def reading(text: str | Content, **variables: object) -> Content:
        told.append(str(text))
        return read(text, **variables)

    monkeypatch.setattr(Content, "from_markup", staticmethod(reading))
    return told


SIGNS = {"", ":"}
"""What a widget may be given bare: nothing, and the sign before the line of commands."""


ALL = tuple(ACTS)
ODD = ("undo", "record-score")
"""The acts with a screen of their own."""
FORMS = {"vi": ((*ALL[::2], *ODD), ("open-meeting", "found-unit")), "en": ((*ALL[1::2], *ODD), ())}
"""The forms that are opened in each language, and those in which everything is typed into."""
if LONG:
    FORMS = dict.fromkeys(LANGUAGES, (ALL, ALL))


def test_every_form_is_opened():
    assert {*FORMS["vi"][0], *FORMS["en"][0]} == set(ACTS)


def fed(path: Path) -> Path:
    """That ledger in a file."""
    with SQLiteRecorder(path) as recorder:
        hostile.record(Ledger(recorder, clock=lambda: NOW), hostile.story())
    return path


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    return fed(tmp_path_factory.mktemp("fed") / NAME)


def every_screen() -> set[type[Screen[Any]]]:
    """The screens there are, that stand by themselves."""
    found: set[type[Screen[Any]]] = set()
    for module in pkgutil.walk_packages(screens.__path__, f"{screens.__name__}."):
        for _, kind in inspect.getmembers(import_module(module.name), inspect.isclass):
            if issubclass(kind, Screen) and kind.__module__.startswith(screens.__name__):
                found.add(kind)
    lists = {Seek, SearchInAreas, Everything, EntryThread, TableOnWall}
    bases = {Page, FilteredPage, Opening, Dialog, FormContext, LineKeys, ScoresContext}
    bases |= {CheckedScores, SlidesPage, TableRendering, TableViewKeys, CellsDialog, ReasonDialog}
    bases |= {OnWall, YearSlidesPage, RecordingList, ReplayPage, YearDialogs, FileCheck}
    return found - bases - lists


class Visitor:
    """Goes everywhere, and looks."""

    def __init__(self, pilot: AppPilot[ShownApp]) -> None:
        self.pilot, self.app = pilot, pilot.app
        self.seen: set[type[Screen[Any]]] = set()
        self.bitten = 0
        self.done = {"quit", "close", "back", *PAGES}

    async def look(self) -> None:
        """What is on the screen, and what is told in passing, is text and nothing else."""
        await settled(self.pilot)
        told = screen_text(self.app)
        told += "\n".join(str(toast.message) for toast in self.app._notifications)
        assert harmful(told) == [], f"{self.app.screen}:\n{told}"
        # Interpreted markup would be gone: the rune would stand beside the letter before it.
        assert f"x{RUNE}" not in told
        self.bitten += RUNE in told
        assert harmful(f"{self.app.title}{self.app.sub_title}{self.app.screen.title or ''}") == []
        self.seen.add(type(self.app.screen))

    async def pages(self) -> None:
        """Every page; every table; an entry; the lists, from their first line to their last."""
        for place in PAGES:
            await self.app.go(place)
            await self.look()
            await press(self.pilot, "end")
            await self.look()
        await self.app.go("tables")
        for _ in TABLES:
            await press(self.pilot, "tab")
            await self.look()
        await self.app.go("journal")
        await settled(self.pilot)  # its entries are read: Enter opens none before
        await press(self.pilot, "end", "enter")
        await self.look()

    async def actions(self) -> None:
        """Whatever else keys open, each once, on the first page that has the key."""
        for place in PAGES:
            await self.app.go(place)
            await settled(self.pilot)
            page = self.app.screen
            for action in actions_at(page.PLACE):
                if not action.act and action.id not in self.done:
                    self.done.add(action.id)
                    await press(self.pilot, action.every_key[0])
                    await self.look()
                    await self.back_to(page)

    async def back_to(self, page: Any) -> None:
        """Close what lies on the page; go there anew when it was left."""
        while self.app.screen is not page and page in self.app.screen_stack:
            await self.app.pop_screen()
        if self.app.screen is not page:
            await self.app.go(page.PLACE)
            await settled(self.pilot)

    async def acts(self, names: Iterable[str], typing: Container[str]) -> None:
        """The menu, taking back, and forms; what bites typed into every field of some."""
        await self.app.go("year")
        for key in ("a", "ctrl+z"):
            await press(self.pilot, key)
            await self.look()
            await press(self.pilot, "escape")
        last = [*self.app.session.ledger.read()][-2:-1]
        for name in names:
            entries = last if name in ("undo", "correct") else ()
            made = screen_for(name, self.app.session, HERE, self.app.words, entries)
            await self.app.push_screen(made)
            await self.look()
            if name in typing:
                await self.type_into_everything()
            await self.app.pop_screen()

    async def left_over(self) -> None:
        """What was left half filled, and what another terminal recorded meanwhile."""
        session, words = self.app.session, self.app.words
        Drafts(session).keep("record-remark", HERE, {"speaker": TYPED, "text": TYPED})
        theirs = [e for e in session.ledger.read() if isinstance(e.event, RemarkRecorded)][:1]
        found = Conflicts(theirs=tuple(theirs), mine=theirs[0].event)
        subject = Subject(cluster=HERE.cluster or "", year=HERE.year or 0)
        report = FittingPaper(kind="report", subject=subject, title=TYPED)
        ground = ActContext(session, HERE, words)
        wrong = BadInput("cell-is-error", value=TYPED)
        row = FactLine(at="B7", name=TYPED, fact="member", detail=TYPED, refusal=wrong)
        listed = FactsReading(
            kind="roster", name=TYPED, digest="", marks=None, lines=(row,), passed=(TYPED,)
        )
        for screen in (
            Resume(session, words),
            Conflict(found, words, session.see(Names())),
            FigureThread(session, HERE, words, TYPED, TYPED, [theirs[0].position]),
            PaperPreview(session, HERE, words, report),
            FactCheck(listed, ground, words, [plain(TYPED)]),
            FactReason(words, ground, TYPED, 1, lambda _: []),
        ):
            await self.app.push_screen(screen)
            await self.look()
            await self.app.pop_screen()

    async def score_grid(self) -> None:
        """The grid with what bites staged in it, and what is asked before it is recorded."""
        for face in (Scores, ScoreFaces):
            scores = face(self.app.session, HERE, self.app.words)
            await self.app.push_screen(scores)
            scores.body.entry.post_message(Paste(f"{TYPED}\t{TYPED}"))
            await self.look()
            for asked in self.asked_of(scores):
                await self.app.push_screen(asked)
                await self.look()
                await self.app.pop_screen()
            await self.app.pop_screen()

    def asked_of(self, scores: Scores) -> Iterator[Screen[Any]]:
        """What the keys of the grid open over it."""
        session, words, ground, sheet = scores.session, scores.words, scores.ground, scores.sheet
        yield Commit(scores)
        yield SealSheet(scores)
        yield ScorerList(words("peersheets.title"), scorer_items(scores), words)
        yield SheetPicker(words)
        yield SheetTabs(words("sheetin.check.tabs"), scorer_items(scores), words)
        line = SheetLine(
            at="C3", key=sheet.key(sheet.units[0], sheet.criteria[0].code), text=TYPED,
            refusal=BadInput("cell-is-error", value=TYPED),
        )  # fmt: skip
        read = SheetReading(
            name=TYPED, digest="", year=2020, marks=None, lines=(line,),
            strangers={4: TYPED}, passed=(TYPED,),
        )  # fmt: skip
        yield SheetCheck(read, sheet, ground, words)
        yield ControlTotalsDialog(ground, sheet, scores.drafts, words)
        yield BlindReading(session, HERE, words)
        reading = SecondReading(sheet)
        for unit in sheet.units:
            reading.type((unit, sheet.criteria[0].code), "-")
        yield Differences(reading, ground, words)
        yield ReadingReason(words, ground.names, 1, failing)

    async def reasons(self) -> None:
        """Why a unit has its place, the cell that decides, and a trial of other scores."""
        reasons = gather_reasons(self.app.session, HERE)
        assert reasons
        leaf = reasons.book.leaves()[0].code
        for screen in (
            WhyPage(),
            CellReasonsPage((reasons.units[0], reasons.units[1]), leaf),
            Trial(reasons, self.app.words, reasons.units[0]),
        ):
            await self.app.push_screen(screen)
            await self.look()
            await self.app.pop_screen()

    async def meeting(self) -> None:
        """What a meeting works with: run sheet, roll call, lists of a year, the wall, a target."""
        session, words = self.app.session, self.app.words
        opened = [e.event for e in session.ledger.read() if isinstance(e.event, MeetingOpened)]
        wall = WallPage()
        wall.mode = "now"
        columns = gather_board(session, HERE).columns
        cards = [card for column in columns for card in column]
        assert cards
        lead = WallLead(Channel(Path(TYPED)), TYPED, lambda: 0)
        lead.whose, lead.other = "others", TYPED
        choices = wall_choices(session.see, HERE, lead)
        shown: tuple[Screen[Any], ...] = (
            WallChoices(lead, choices, HERE.year, words),
            RunSheet(session, HERE, words, opened[-1].meeting),
            Presence(session, HERE, words, opened[-1].meeting),
            *(kind(session, HERE, words) for kind in OWN_SCREENS.values()),
            *(TargetThread(session, HERE, words, row) for row in session.see(Targets()).rows()),
            *(AwardThread(session, HERE, words, card) for card in cards),
            wall,
        )
        for screen in shown:
            await self.app.push_screen(screen)
            await self.look()
            await self.app.pop_screen()

    async def merge(self) -> None:
        """The questions of a merge: both sides, and why it is asked, bite."""
        session, words = self.app.session, self.app.words
        theirs = [*session.ledger.read()][-3:]
        wrong = BadInput("cell-is-error", value=TYPED)
        asked = [Judged(act=act, state="asked", why=wrong, here=(1,)) for act in acts_of(theirs)]
        header = Header(ledger="", entries=3, head="")
        branch = OtherBranch(Path(TYPED), TYPED, header, 0, tuple(theirs), b"")
        trial: Any = SimpleNamespace(ledger=session.ledger, open=())
        page = MergePage(session, HERE, words)
        await self.app.push_screen(page)
        await self.look()  # the file is asked for
        await self.app.pop_screen()
        page.show_plan(
            MergePlan(branch=branch, judged=tuple(asked), since=1, trial=trial, before={})
        )
        await self.look()
        await self.app.pop_screen()

    async def type_into_everything(self) -> None:
        """A paste into each field there is, then record."""
        form = self.app.screen
        for widget in [w for w in form.query("*") if w.can_focus and hasattr(w, "_on_paste")]:
            widget.focus()
            widget.post_message(Paste(TYPED))
        await self.pilot.press("f2")
        await self.look()
        await self.pilot.press("f6")
        await self.look()
        while self.app.screen is not form:
            await self.app.pop_screen()


async def failing(_reason: str) -> None:
    """Record nothing, as a rule says whose text bites."""
    raise UnreadableLedger("unreadable", detail=TYPED)


def app_on(file: Path, lang: str) -> ShownApp:
    """The app on that ledger, whose person has a name that bites, and the operator's key."""

    def opening() -> Session:
        ledger = Ledger(SQLiteRecorder(file), clock=lambda: NOW)
        return Session(ledger, "\x1b[31mT\u202e", lambda: LAN)

    app = ShownApp(opening, lang)
    app.ledger_name = file.name
    return app


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_every_screen_shows_what_bites_as_text(tmp_path, lang, as_markup):
    app = app_on(fed(tmp_path / NAME), lang)
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await settled(pilot)
        app.here = HERE
        visitor = Visitor(pilot)
        await visitor.pages()
        await visitor.actions()
        await visitor.acts(*FORMS[lang])
        await visitor.left_over()
        await visitor.score_grid()
        await visitor.reasons()
        await visitor.meeting()
        await visitor.merge()
    file_recorder(app.session.ledger).close()
    assert visitor.bitten > 20
    assert {*as_markup} <= SIGNS
    assert every_screen() - visitor.seen - {Unreadable, UntilLeft} == set()
    pages = {kind for kind in visitor.seen if issubclass(kind, Page)}
    reading = pages - {WallPage, MinutesOnWall}  # no keys are typed there
    assert set(READING) >= {getattr(kind, "PLACE", "") for kind in reading}


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_why_a_ledger_cannot_be_read_is_text(lang):
    def opened() -> Session:
        raise UnreadableLedger("malformed-entry", position=1, name=TYPED, detail=TYPED)

    app = ShownApp(opened, lang)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, Unreadable)
        assert harmful(screen_text(app)) == []
        assert "[red]x" in screen_text(app)
        await app.push_screen(Unreadable(lang, app.screen.sentence, NAME))
        await pilot.pause()
        assert harmful(screen_text(app)) == []
        assert "[red]x[bold]" in screen_text(app)


def rest(raw: bytes) -> str:
    """What a terminal was sent beside whole escape sequences of the program's own kinds."""
    return SEQUENCE.sub(b"", raw).decode("utf-8", "replace")


OWN = re.compile(rb"\x1b(?:\[.*|[()].|[78=>]|P\+q.*|\]22;[a-z-]*(?:\x07|\x1b\\))", re.DOTALL)
"""What the program itself sends: CSI, character sets, one query, the pointer's shape."""


def test_a_terminal_gets_no_sequence_but_the_programs_own_and_is_restored(file, tmp_path):
    """A real one: the pages of that ledger, then leaving."""
    argv = [sys.executable, "-c", RUN.format(more=""), str(file), "vi"]
    home = {
        n: str(tmp_path) for n in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "HOME")
    }
    with Terminal(argv, env=home, cwd=ROOT) as terminal:
        terminal.wait_for("▸", PATIENCE)
        for key in (
            "\r",
            "2",
            "3",
            "\r",
            "\x1b",
            "4",
            "\t",
            "\t",
            "\t",
            "?",
            "\x1b",
            "1",
            "a",
            "\x1b",
        ):
            terminal.send(key)
            terminal.settle()
        terminal.send("q")
        assert terminal.wait_exit(PATIENCE) == 0
        assert terminal.left_behind() == []
        raw = terminal.raw
    assert RUNE.encode() in raw
    assert [found for found in SEQUENCE.findall(raw) if not OWN.fullmatch(found)] == []
    assert b"]0;t" not in raw.replace("␛".encode() + b"]0;t", b"")
    assert b"]52;" not in raw.replace("␛".encode() + b"]52;", b"")
    left = rest(raw).replace("\r", "").replace("\n", "").replace("\x08", "")
    assert harmful(left) == []


def test_an_export_to_a_terminal_is_harmless_and_whole(file, tmp_path):
    """What goes byte for byte into a file is shown harmless to people."""
    argv = [sys.executable, "-m", "thidua_tui.cli.main", "--ledger", str(file), "export"]
    with Terminal(argv, cwd=ROOT, columns=200) as terminal:
        assert terminal.wait_exit(PATIENCE) == 0
        raw = terminal.raw.decode()
    assert RUNE in raw
    assert harmful(raw.replace("\r\n", "\n")) == []
