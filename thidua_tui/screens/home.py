"""The clusters; or, in an empty ledger, what to do first."""

from __future__ import annotations

from msgspec.structs import replace
from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from events.text import plain
from thidua_tui.formatting.sentences.disagreements import SIGN
from thidua_tui.formatting.sentences.provisional import provisional_title
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens import cluster_preview
from thidua_tui.screens.background_reading import read_in_worker
from thidua_tui.screens.base_page import Page
from thidua_tui.screens.cluster_list import Clustered, Known, gather_clusters
from thidua_tui.screens.cluster_preview import Preview, preview_lines
from thidua_tui.screens.page_heading import Heading, mark_before
from thidua_tui.screens.paged_list import PagedList
from thidua_tui.screens.recent_panel import RecentPanel
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets import styled_text
from thidua_tui.widgets.column_heads import ColumnHeads
from thidua_tui.widgets.header_footer import StatusLine
from thidua_tui.widgets.panel import Panel, ScrollPanel, entitle, fit_list
from thidua_tui.widgets.virtual_list import VirtualList

LEAST = (24, 4, 7, 16, 0)
WANTED = (44, 4, 7, 38, 8)
PAUSE = 0.12
"""Seconds without a key before the cluster under the cursor is previewed."""
SOON = 0.03
"""Seconds until the rest of the page is read: with one cluster the page of its year comes."""
MOST = (0.42, 0.6)
"""The part of the page's lines that the list may take: above the preview, or at its left."""
BRIEF = 18
"""Below so many lines of its panel the preview has a line for the steps of the year."""


class PreviewGathered(Message):
    """The preview of a cluster, gathered."""

    def __init__(self, turn: int, preview: Preview) -> None:
        super().__init__()
        self.turn, self.preview = turn, preview


class Home(Page):
    """All clusters of the ledger."""

    PLACE = "home"
    CSS_PATH = "home.tcss"
    BINDINGS = bindings_at("home")
    clusters: tuple[Clustered, ...] = ()
    units = 0
    preview: Preview | None = None
    preview_turn = 0

    def body(self) -> ComposeResult:
        """The list, the preview of a cluster, the last entries; or the welcome."""
        with Container(id="home-sides"):
            with Panel(id="clusters-panel"):
                yield ColumnHeads(self.column_heads, id="columns")
                clusters = PagedList(self.line, name="clusters")
                clusters.side = "#preview"
                yield clusters
            with ScrollPanel(id="preview"):
                yield Static(id="preview-text")
            yield RecentPanel(id="recent")
        with Panel(id="welcome-panel"):
            yield Static(id="welcome")

    def load(self, session: Session, here: Location) -> Known:
        """Every cluster with its last year; how many units there are."""
        return gather_clusters(session, here)

    def render_data(self, data: Known) -> None:
        """Show the list, or the welcome."""
        self.clusters, self.units = data.clusters, data.units
        self.draw_list()
        self.set_class(True, "-loaded")
        self.set_timer(SOON, self.look_around, name="around")

    def look_around(self) -> None:
        """Read the rest of the page, unless another page is already in front."""
        self.look_at_cluster()
        self.look_at_entries()

    def draw_list(self) -> None:
        """Draw the list, or the welcome, for this width."""
        self.set_class(not self.clusters, "-empty")
        codes = [one.row.cluster for one in self.clusters]
        at = codes.index(self.here.cluster) if self.here.cluster in codes else 0
        self.query_one(VirtualList).show(len(self.clusters), at)
        most = int(MOST[self.has_class("-broad")] * self.size.height)
        height = fit_list(self.query_one("#clusters-panel"), len(self.clusters), most)
        self.query_one("#home-sides").styles.grid_rows = f"{height} 1fr"
        self.query_one(ColumnHeads).refresh()
        state = self.query_one("#state", StatusLine)
        state.show(self.count(), state.right)
        entitle(self.query_one("#clusters-panel"), self.words("screen.tab.home"))
        self.query_one("#welcome", Static).update(welcome(self.words, self.units))
        entitle(self.query_one("#welcome-panel"), self.words("preview.welcome"))

    def column_heads(self) -> Content:
        """Return the heads of the columns for the width of the list."""
        heads = (self.words(f"screen.home.{name}") for name in COLUMNS)
        width = self.query_one(VirtualList).size.width - 1
        return Content(" ") + styled_text.row(heads, self.widths(width))

    def look_at_entries(self) -> None:
        """Read the last entries, if there are clusters to list them below."""
        if self.thidua.session and self.clusters and self.is_current:
            recent = self.query_one(RecentPanel)
            recent.look(self.thidua.session, self.here.known_at, self.words)

    def on_virtual_list_moved(self) -> None:
        """Preview the cluster under the cursor, a moment after the last key."""
        self.after_pause("preview", PAUSE, self.look_at_cluster)

    def look_at_cluster(self) -> None:
        """Gather the preview of the cluster under the cursor in a worker; the next cancels it."""
        session, one = self.thidua.session, self.choice()
        if not (session and one and self.is_current):
            return
        self.preview_turn += 1
        turn, here = self.preview_turn, self.here
        gather = cluster_preview.gather_preview
        read_in_worker(
            self,
            "preview",
            session,
            lambda reading: PreviewGathered(turn, gather(reading, one.row, one.year, here)),
        )

    def on_preview_gathered(self, message: PreviewGathered) -> None:
        """Show it from its beginning, unless the cursor went on."""
        message.stop()
        if message.turn == self.preview_turn:
            before, self.preview = self.preview, message.preview
            self.draw_preview()
            if before is None or before.row.cluster != message.preview.row.cluster:
                self.query_one("#preview", ScrollPanel).scroll_home(animate=False)

    def draw_preview(self) -> None:
        """Draw the preview for the width of its panel."""
        if self.preview is None:
            return
        panel = self.query_one("#preview", ScrollPanel)
        name = plain(self.preview.row.cluster_name)
        entitle(panel, Content(name).truncate(max(8, panel.size.width - 6), ellipsis=True))
        lines = preview_lines(
            self.preview,
            self.words,
            panel.scrollable_content_region.width,
            short=panel.size.height < BRIEF,
            now=not self.here.looking_back,
        )
        self.query_one("#preview-text", Static).update(Content("\n").join(lines))

    def on_resize(self) -> None:
        """Columns and the preview follow the width."""
        if self.rendered:
            self.call_after_refresh(self.draw_again)

    def draw_again(self) -> None:
        """Draw what is known for another width."""
        self.draw_list()
        self.draw_preview()

    def widths(self, total: int) -> tuple[int, ...]:
        """How wide each column may be."""
        longest = max((len(one.row.cluster_name) for one in self.clusters), default=0)
        return styled_text.share(total, (max(longest, WANTED[0]), *WANTED[1:]), LEAST)

    def line(self, at: int, width: int) -> Content:
        """One cluster."""
        one, widths = self.clusters[at], self.widths(width)
        sign = self.words("provisional.entry", sentence="") if one.provisional else ""
        sign += f"{SIGN} " if one.head_differs else ""
        head = one.head if cell_len(sign + one.head) <= widths[3] else one.head_short
        unknown = self.words("screen.unknown")
        members = str(one.row.members) if one.row.members is not None else unknown
        cells = (
            plain(one.row.cluster_name),
            str(one.year),
            f"{members} {SIGN}" if one.members_differ else members,
            sign + (head or unknown),  # in front: a long name is cut at its end
            self.words.choice("kind", one.row.kind),
        )
        return styled_text.row(cells, widths)

    def title_line(self, _: Heading) -> tuple[Content, Content]:
        """The program's name, and no year."""
        return Content.styled(self.words("screen.title"), "bold"), Content("")

    def state_line(self, head: Heading) -> tuple[Content, Content]:
        """How many clusters there are, and until when we knew."""
        return self.count(), Content.styled(head.known, "dim")

    def count(self) -> Content:
        """How many clusters there are; as soon as they are there, not at the next folding."""
        count = self.words("screen.home.count", count=str(len(self.clusters)))
        state = Content.styled(count, "$secondary")
        waiting = [one.provisional for one in self.clusters]
        mark = provisional_title(waiting if any(waiting) else (), self.words)
        return mark_before(mark, state)

    def choice(self) -> Clustered | None:
        """The cluster under the cursor."""
        return self.query_one(VirtualList).pick(self.clusters)

    async def do_open(self) -> None:
        """Go to the year of the cluster under the cursor."""
        if one := self.choice():
            cluster, year = one.row.cluster, one.year
            if cluster != self.here.cluster:
                self.thidua.here = replace(self.here, cluster=cluster, year=year, unit=None)
            await self.thidua.go("year")


COLUMNS = ("cluster", "year", "members", "head", "kind")


def welcome(words: Words, units: int) -> Content:
    """What to do first, and with which key; once there are units, what comes after them."""
    title = "begun" if units else "title"
    intro = words(f"screen.welcome.{title}", count=str(units))
    lines = [Content.styled(intro, "bold"), Content("")]
    first = ("cluster", "units") if units else ("units", "cluster")
    for step in (*first, "roster", "tour"):
        key, text = words(f"screen.welcome.{step}-key"), words(f"screen.welcome.{step}")
        more = words("screen.welcome.more-units") if units and step == "units" else text
        gap = " " * (3 - len(key))
        lines.append(Content.assemble((f" {key} ", "reverse bold"), gap, more))
    lines += [Content(""), Content(words("screen.welcome.more"))]
    return Content("\n").join(lines)
