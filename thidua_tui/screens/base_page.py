"""What all pages have in common: heading, list of keys, and folding their views in a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import get_current_worker

from events.errors import ThiduaError
from thidua_tui.keymap.action_registry import Action, actions_at, shown
from thidua_tui.screens.on_wall import OnWall
from thidua_tui.screens.page_heading import (
    WIDE,
    Heading,
    heading,
    show_past,
    state_of,
    state_of_ledger,
    who,
)
from thidua_tui.session.cancellable import CancellableSession, Cancelled
from thidua_tui.session.identity import OperatorStatus
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.textual_compat.settled_paint import SettledPaint
from thidua_tui.textual_compat.widget_internals import awaits_layout
from thidua_tui.widgets.header_footer import KeyBar, StatusLine, Title
from thidua_tui.widgets.styled_text import clickable
from thidua_tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from thidua_tui.i18n.messages import Words
    from thidua_tui.screens.shell import Shell

BROAD = 140
"""Columns from which two parts of a page are side by side."""
NEW, AGAIN = 0.25, 0.2
"""Seconds for which painting waits at most: for the first data of a page; for layouts of new."""
TABS = ("home", "year", "leaders", "journal", "tables", "chronicle")


class DataLoaded(Message):
    """The data of a page, loaded, and for whom; `turn` identifies the request it answers."""

    def __init__(
        self, turn: int, head: Heading, data: Any, operator_status: OperatorStatus
    ) -> None:
        super().__init__()
        self.turn, self.head, self.data, self.operator_status = turn, head, data, operator_status


class AvailabilityChanged(Message):
    """Which acts are off here and now, and why."""

    def __init__(self, turn: int, offs: dict[str, str | None]) -> None:
        super().__init__()
        self.turn, self.offs = turn, offs


class Page(OnWall, SettledPaint[None]):
    """A page of the ledger."""

    turn = 0
    offs: dict[str, str | None] = {}  # noqa: RUF012 - replaced whole, never changed
    AUTO_FOCUS = "VirtualList"
    fitted = False
    """Whether it is rendered for its width, and so again after a resize."""
    latest: Any = None
    """The data that is rendered."""
    of_year = True
    """Whether it shows a single year."""
    _settled = False
    came_from: Location | None = None
    """The previous location on the page below, when this page is of another moment."""

    @property
    def thidua(self) -> Shell:
        """The application, by its type."""
        return cast("Shell", self.app)

    @property
    def words(self) -> Words:
        """The words of the chosen language."""
        return self.thidua.words

    @property
    def here(self) -> Location:
        """The cluster and the year that the page is about."""
        return self.thidua.here

    @property
    def settled(self) -> bool:
        """Whether what was folded first has its place on the screen; it stays so."""
        if self.rendered and not self._settled:
            parts = (self, *self.walk_children(Widget))
            self._settled = not awaits_layout(parts) and not self.message_queue_size
        return self._settled

    def compose(self) -> ComposeResult:
        """The heading, what the page shows, the keys."""
        self._sides()  # as long as it has no parts, no styles are computed again
        yield Title(id="tabs")
        yield StatusLine(id="title")
        yield StatusLine(id="state")
        yield Static(id="past")
        yield from self.body()
        yield KeyBar()

    def body(self) -> ComposeResult:
        """What the page shows between heading and keys."""
        raise NotImplementedError

    def load(self, session: Session, here: Location) -> Any:
        """Fold what the page shows; runs in a worker, and touches no widget."""
        raise NotImplementedError

    def render_data(self, data: Any) -> None:
        """Show the loaded data; runs in the event loop."""
        raise NotImplementedError

    def choice(self) -> object | None:
        """What is under the cursor, if anything."""
        return None

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """Open the line that was clicked again; the page may be left for it."""
        event.stop()
        self.app.call_later(self.thidua.action_do, "open")

    def on_key(self, event: Key) -> None:
        """Say of a key that does nothing here on which page it works."""
        if where := self.thidua.where_it_works(event):
            self.thidua.say(where)

    def on_mount(self) -> None:
        """Show what there is as soon as it is folded."""
        self.hold_paint(NEW)
        self._sides()
        self.show_tabs()

    def on_resize(self) -> None:
        """Long words on the tabs and parts side by side, as soon as there is room for them."""
        if self._sides() and self.rendered:
            self.reload()  # texts are broken for a width that their part no longer has
        self.show_tabs()
        if self.fitted and self.rendered:
            self.call_after_refresh(self.render_again)

    def keep_and_render(self, data: Any) -> None:
        """Render new data, and keep it to be rendered again for another width."""
        self.latest = data
        self.render_data(data)
        self.rendered = True

    def render_again(self) -> None:
        """Render the latest data: between a resize and the refresh after it newer data may come."""
        self.render_data(self.latest)

    def _sides(self) -> bool:
        """Put parts side by side, or one above the other; whether that is a change."""
        was, broad = self.has_class("-broad"), self.app.size.width >= BROAD
        self.set_class(broad, "-broad")
        return was != broad

    def on_screen_resume(self) -> None:
        """Reload: something may have been recorded in the meantime."""
        if not self.thidua.passing:
            self.reload()
            self.thidua.tip_soon()

    def reload(self) -> None:
        """Reload in a worker, without blocking the keyboard."""
        if self.is_current:
            self.reload_behind()

    def reload_behind(self) -> None:
        """As `reload`, also under a dialog that leaves the page visible."""
        if self.thidua.session:
            self.turn += 1
            turn = self.turn
            self.run_worker(
                lambda: self._fold(turn), name="fold", group="fold", thread=True, exclusive=True
            )

    def _fold(self, turn: int) -> None:
        if self.thidua.session is None:
            return
        session, here = CancellableSession(self.thidua.session, get_current_worker()), self.here
        try:
            head = heading(session, here, self.words)
            data = self.load(session, here)
            self._deliver(DataLoaded(turn, head, data, session.operator_status))
            self._deliver(AvailabilityChanged(turn, obstacles(session, here, self.PLACE)))
        except Cancelled:
            return  # another key came: the result is not needed
        except ThiduaError as error:
            self.app.call_from_thread(self.thidua.unreadable, error)
            self.app.call_from_thread(self._wait_for_server)

    def _wait_for_server(self) -> None:
        """Say why a page that was never loaded is empty; its keys work."""
        if self.is_current and not self.rendered:
            why = self.words("server.screen.page-waits")
            self.query_one("#title", StatusLine).show(Content.styled(why, "$warning"))
            self.keys()

    def _deliver(self, message: Message) -> None:
        if not get_current_worker().is_cancelled:
            self.post_message(message)

    def on_data_loaded(self, message: DataLoaded) -> None:
        """Show it, unless something newer was requested since."""
        message.stop()
        if message.turn == self.turn:
            self.thidua.barred = message.operator_status.barred
            self.thidua.who = who(message.operator_status, self.words)
            self.hold_paint(AGAIN)
            self.show_tabs()
            self.head(message.head)
            self.keep_and_render(message.data)
            self.keys()

    def on_availability_changed(self, message: AvailabilityChanged) -> None:
        """Show the keys that work now."""
        message.stop()
        if message.turn == self.turn:
            self.offs = message.offs
            self.keys()

    def head(self, head: Heading) -> None:
        """Show where we are."""
        self.query_one("#title", StatusLine).show(*self.title_line(head))
        self.query_one("#state", StatusLine).show(*self.state_line(head))
        show_past(self, head.past, self.words, room=self.thidua.announced is not None)

    def title_line(self, head: Heading, /) -> tuple[Content, Content]:
        """The cluster and its year."""
        year = self.words("screen.heading.year", year=str(head.year))
        before, after = (f"app.do('year-{side}')" for side in ("before", "after"))
        arrows = clickable("‹ ", before), year, clickable(" ›", after)
        return Content.styled(head.cluster, "bold"), Content.assemble(*arrows).stylize("bold")

    def state_line(self, head: Heading, /) -> tuple[Content, ...]:
        """What state the year is in; the coordinates of what is shown, in full and shorter."""
        if not self.of_year:
            return Content(""), Content.styled(head.known, "dim")
        coordinates = " · ".join(filter(None, (head.true_in, head.known)))
        shorter = (head.known,) if head.past else (head.known, "")
        return state_of(head), *(Content.styled(text, "dim") for text in (coordinates, *shorter))

    def keys(self) -> None:
        """Show the keys that work here and now."""
        app = self.thidua
        if not self.is_current:
            return
        actions = [a for a in actions_at(self.PLACE) if a.bar and not a.why_off(app)]
        self.query_one(KeyBar).show(
            (
                shown(app.own_keys.keys(action)[0]),
                self.words(f"screen.action.{action.id}"),
                f"app.do('{action.id}')",
            )
            for action in sorted(actions, key=self._rank)
        )

    def _rank(self, action: Action) -> int:
        """Return the order of a key in the footer; in the past the keys of steps come first."""
        return action.bar % 35 if self.here.looking_back and action.group == "time" else action.bar

    def show_tabs(self) -> None:
        """Show the pages, and at the right what is to be known of the ledger."""
        parts: list[Content] = []
        for number, place in enumerate(TABS):
            short = None if self.app.size.width >= WIDE else f"screen.tab-short.{place}"
            word = (short and self.words.find(short)) or self.words(f"screen.tab.{place}")
            style = "reverse bold" if place == self.PLACE else ""
            parts.append(clickable(f" {number} {word} ", f"app.do('{place}')", style))
        tabs = Content.assemble(*parts)
        where = state_of_ledger(self.thidua, self.app.size.width, tabs.cell_length)
        self.query_one("#tabs", StatusLine).show(tabs, where)


def obstacles(session: Session, here: Location, place: str) -> dict[str, str | None]:
    """Act -> why it cannot be recorded here and now, of the acts that have a key at the place."""
    acts = {action.act for action in actions_at(place) if action.act}
    if here.looking_back:
        return dict.fromkeys(acts, "past")
    from thidua_tui.acts.context import ActContext
    from thidua_tui.acts.registry import (
        ACTS,  # every act and its fields: not before the page is painted
    )

    ground = ActContext(session, here)
    return {act: ACTS[act].obstacle(ground) for act in acts}
