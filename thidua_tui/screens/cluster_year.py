"""The page of a cluster's year: members with role, place, points and awards; and all the rest."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Click, Resize
from textual.message import Message
from textual.widgets import Static

from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.member_order import after, between, ordered
from thidua_tui.screens.member_rows import MemberRows
from thidua_tui.screens.paged_list import PagedList
from thidua_tui.screens.recent_panel import RecentPanel
from thidua_tui.screens.safety_panel import SafetyPanel
from thidua_tui.screens.year_dialogs import YearDialogs
from thidua_tui.screens.year_facts import Member, YearFacts, gather_year
from thidua_tui.screens.year_panels import BELOW, FIRST, SECOND, panel_texts
from thidua_tui.screens.year_text import sections
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.panel import Panel, entitle, fit_list
from thidua_tui.widgets.panel_stack import FRAME, FramedText, PanelStack
from thidua_tui.widgets.virtual_list import VirtualList

SOON = 0.1
"""Seconds until the last entries are read: what was asked for is painted first."""
WIDE = 120
"""Columns from which the minutes grow next to the run sheet."""
STACKS = ("first", "second", "third")
"""The stacks of panels: one below the other or side by side, and below the members."""
SHORT = 30
"""From so many lines on there are panels; it is the application's own breakpoint."""
TALL = 0.5
"""The part of the page's lines that rows of two lines may take."""


MOST = 0.62
"""The part of the page's lines that the panel of the members may take."""


class Members(PagedList):
    """The members, or the units of another page of the cluster."""


class MembersOfYear(Members):
    """The members on the page of a year, which has two side texts on a broad screen."""

    side = "#text-side, #below"

    class Resized(Message):
        """The rows have another width."""

    def on_resize(self, _: Resize) -> None:
        """Say so: the heads are drawn by another widget."""
        self.post_message(self.Resized())


class Heads(Static):
    """The heads of the columns: a click on one chooses the order of the rows."""

    spans: tuple[tuple[int, int, str], ...] = ()

    class Sorted(Message):
        """An order was chosen."""

        def __init__(self, order: str) -> None:
            super().__init__()
            self.order = order

    def show(self, line: Content, spans: list[tuple[int, int, str]]) -> None:
        """Show a line of heads; `spans` are the cells from which to which an order is chosen."""
        self.spans = tuple(spans)
        self.update(Content(" ") + line)

    def on_click(self, event: Click) -> None:
        """Choose the order of the head that was clicked."""
        at = event.x - 1 - self.styles.padding.left
        for start, end, order in self.spans:
            if start <= at < end:
                self.post_message(self.Sorted(order))


class ClusterYearPage(YearDialogs):
    """One cluster in one year, at a glance."""

    PLACE = "year"
    shown_on_wall = True
    fitted = True
    CSS_PATH = "cluster_year.tcss"
    BINDINGS = bindings_at("year")
    rows: MemberRows | None = None
    members: tuple[Member, ...] = ()
    """The members in the order of the rows."""
    goal: tuple[Member, ...] = ()
    """The members in the order to which the rows are on their way, or have come."""
    gliding = False
    put_at = 0
    year_shown: tuple[str | None, int | None] | None = None
    """The cluster and year of the rows."""
    unit_shown: str | None = None
    """The unit that acts were last about by this page: elsewhere another may have been chosen."""

    def body(self) -> ComposeResult:
        """The members above or at the left; what else is known of the year."""
        with Container(id="sides"):
            with Vertical(id="members-side"):
                with Panel(id="members-panel"):
                    yield Heads(id="columns")
                    yield MembersOfYear(self.line, name="members")
                    yield Static(id="no-members")
                with VerticalScroll(id="below", can_focus=False):
                    yield PanelStack(id="third")
                    yield RecentPanel()
            with VerticalScroll(id="text-side", can_focus=False):
                yield PanelStack(id="first")
                yield PanelStack(id="second")
                yield SafetyPanel(id="safety")

    def on_members_of_year_resized(self) -> None:
        """Keep the heads above their columns: the frame is known only after the first rows."""
        self._show_heads()

    def load(self, session: Session, here: Location) -> YearFacts:
        """Fold the year."""
        return gather_year(session, here)

    def render_data(self, data: YearFacts) -> None:
        """Show the members and the rest; the cursor stays on its unit."""
        if self.facts and self.here.unit == self.unit_shown:
            self._choose()  # the cursor moved, and the message is still under way
        self.facts = data
        self._show_members()
        self._show_panels(data)
        self.set_timer(SOON, self._look_at_entries, name="recent")

    def _look_at_entries(self) -> None:
        """Read the last entries about the year where there is room for them."""
        here, session = self.here, self.thidua.session
        seen = self.is_current and self.has_class("-broad")
        if session and here.cluster and here.year and seen:
            recent, of = self.query_one(RecentPanel), (here.cluster, here.year)
            recent.look(session, here.known_at, self.words, of)
            self.query_one(SafetyPanel).look(session, here, self.words)

    def _show_members(self) -> None:
        """Show the rows in the order chosen, at the height that there is room for."""
        if not (data := self.facts):
            return
        order, lines = self.thidua.member_order, self.query_one(MembersOfYear)
        roomy = self.has_class("-broad") and 2 * len(data.members) <= TALL * self.size.height
        lines.tall = 2 if roomy else 1
        self.rows = MemberRows(data, self.words, order, lines.tall)
        before, count = self.members, len(data.members)
        self._arrange(before, ordered(data.members, order))
        self._show_heads()
        fit_list(self.query_one("#members-panel"), lines.tall * count, int(MOST * self.size.height))
        self.set_class(not count, "-no-members")
        none = self.words("screen.year.no-roster", year=str(self.here.year))
        self.query_one("#no-members", Static).update(Content(none))
        self._entitle(count, order)

    def _show_heads(self) -> None:
        """Show the heads of the columns for the width that the rows have."""
        if self.rows is None:
            return
        width = self.query_one(MembersOfYear).scrollable_content_region.width
        width = width or self.query_one("#members-panel").content_size.width
        self.query_one(Heads).show(*self.rows.heads(width - 1))

    def _arrange(self, before: Sequence[Member], members: tuple[Member, ...]) -> None:
        """Show the rows in their order; of the same year they glide there from the order before.

        On their way to the same order they go on: the ledger is looked at more often than it grows.
        """
        year, motions = (self.here.cluster, self.here.year), self.thidua.motions
        same, goal = year == self.year_shown, self._units(self.goal)
        self.year_shown, self.goal = year, members
        if same and self.gliding and goal == self._units(members):
            return
        moved = same and self._units(before) != self._units(members)
        if moved and motions.allowed:
            self.gliding = True
            self._put(between(before, members, 0.0))
            motions.play(self, lambda part: self._glide(before, part))
        else:
            motions.drop(self)
            self.gliding = False
            self._put(members)
        self._choose()

    def _glide(self, before: Sequence[Member], part: float) -> None:
        """Show the rows at a part of their way."""
        self.gliding = part < 1
        self._put(between(before, self.goal, part))

    def _put(self, members: tuple[Member, ...]) -> None:
        """Show these rows; the cursor is on its unit."""
        self.members, units = members, self._units(members)
        self.put_at = units.index(self.here.unit) if self.here.unit in units else 0
        self.query_one(MembersOfYear).show(len(units), self.put_at)

    def _units(self, members: Sequence[Member]) -> list[str]:
        return [member.unit for member in members]

    def _entitle(self, count: int, order: str) -> None:
        """Say in the frame how many members there are, and in which order."""
        panel, words = self.query_one("#members-panel"), self.words
        if not count:
            entitle(panel, words("year.panel.no-members"))
            return
        title = words("year.panel.members", count=str(count))
        shown, other = (words(f"year.order.{name}") for name in (order, after(order)))
        entitle(panel, f"{title} · {shown}", words("year.order.other", order=other))

    def _show_panels(self, data: YearFacts) -> None:
        """Show the panels; on a screen of few lines the same in short paragraphs."""
        first, second, third = (self.query_one(f"#{n}", PanelStack) for n in STACKS)
        if self.app.size.height < SHORT:
            width = self.query_one("#text-side").scrollable_content_region.width - FRAME
            lines = sections(data, self.words, width).split("\n", allow_blank=True)
            title = self.words("year.panel.whole", year=str(data.year))
            first.show([FramedText("whole", title, lines)], open_sided=True)
            second.show(())
            third.show(())
            return
        texts = panel_texts(data, self.words, now=not self.here.looking_back)
        below = BELOW if self.has_class("-broad") else ()
        first.show([texts[name] for name in FIRST])
        hidden = below if self.app.size.width >= WIDE else (*below, "minutes")
        second.show([texts[name] for name in SECOND if name not in hidden])
        third.show([texts[name] for name in below])

    def line(self, at: int, width: int) -> Content:
        """One member."""
        if self.rows is None or at >= len(self.members):
            return Content("")
        return self.rows.row(self.members[at], width)

    async def do_sort_members(self) -> None:
        """Sort by place, or again by roster."""
        self.sort_by(after(self.thidua.member_order))

    def on_heads_sorted(self, message: Heads.Sorted) -> None:
        """Sort by the head that was clicked."""
        message.stop()
        self.sort_by(message.order)

    def sort_by(self, order: str) -> None:
        """Show the members in this order from now on; the cursor stays on its unit."""
        self.thidua.member_order = order
        self._show_members()

    def on_virtual_list_moved(self) -> None:
        """Acts are about the unit under the cursor."""
        self._choose()

    def _choose(self) -> None:
        member = self.choice()
        unit = member.unit if member else None
        if (
            self.here.looking_back
            and self.here.unit
            and self.query_one(VirtualList).cursor == self.put_at
        ):
            return  # a unit that was no member yet is under the cursor again when it is one
        if unit != self.here.unit:
            self.thidua.here = replace(self.here, unit=unit)
        self.unit_shown = unit

    def choice(self) -> Member | None:
        """The member under the cursor."""
        return self.query_one(VirtualList).pick(self.members)

    async def do_open(self) -> None:
        """Show the record of the unit under the cursor."""
        await self.thidua.go("unit")
