"""The clusters; or, in an empty ledger, what to do first."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec.structs import replace
from rich.cells import cell_len
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from events.text import plain
from thidua_tui.formatting.sentences.disagreements import SIGN
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.base_page import Page
from thidua_tui.screens.page_heading import Heading
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets import styled_text
from thidua_tui.widgets.header_footer import StatusLine
from thidua_tui.widgets.panel import Panel, entitle
from thidua_tui.widgets.virtual_list import VirtualList
from views.clusters import ClusterRow, Clusters
from views.disputes import Disputes
from views.leadership import Leadership
from views.names import Names

LEAST = (24, 4, 7, 16, 0)
WANTED = (44, 4, 7, 38, 8)


@dataclass(frozen=True)
class Clustered:
    """A cluster, and who heads it in its last year."""

    row: ClusterRow
    year: int
    head: str
    head_short: str
    head_differs: bool = False
    members_differ: bool = False


@dataclass(frozen=True)
class Known:
    """The clusters, and how many units the ledger knows besides them."""

    clusters: tuple[Clustered, ...]
    units: int


class Home(Page):
    """All clusters of the ledger."""

    PLACE = "home"
    CSS_PATH = "home.tcss"
    BINDINGS = bindings_at("home")
    clusters: tuple[Clustered, ...] = ()
    units = 0

    def body(self) -> ComposeResult:
        """Column heads, the list; or the welcome."""
        with Panel(id="clusters-panel"):
            yield Static(id="columns")
            yield VirtualList(self.line, name="clusters")
        yield Static(id="welcome")

    def load(self, session: Session, here: Location) -> Known:
        """Every cluster with its last year; how many units there are."""
        leaders = session.see(Leadership(), here.known_at).rows()
        differing = {
            (row.cluster, row.year, row.topic)
            for row in session.see(Disputes(), here.known_at).rows()
            if not row.unit and (row.state == "open" or row.against)
        }
        found = []
        for row in session.see(Clusters(), here.known_at).rows():
            year = working_year(row, session.today.year)
            heads = [
                (plain(one.unit_name or ""), plain(one.unit_short or ""))
                for one in leaders
                if (one.cluster, one.year) == (row.cluster, year)
                and one.role in ("head", "acting")
                and not one.over
            ]
            names, shorts = zip(*heads, strict=True) if heads else ((), ())
            head, members = (
                (row.cluster, at, topic) in differing
                for at, topic in ((year, "head"), (row.members_year, "members"))
            )
            found.append(Clustered(row, year, ", ".join(names), ", ".join(shorts), head, members))
        return Known(tuple(found), len(session.see(Names(), here.known_at).units))

    def render_data(self, data: Known) -> None:
        """Show the list, or the welcome."""
        self.clusters, self.units = data.clusters, data.units
        self.set_class(not self.clusters, "-empty")
        codes = [one.row.cluster for one in self.clusters]
        at = codes.index(self.here.cluster) if self.here.cluster in codes else 0
        self.query_one(VirtualList).show(len(self.clusters), at)
        heads = (self.words(f"screen.home.{name}") for name in COLUMNS)
        line = styled_text.row(heads, self.widths(self.query_one(VirtualList).size.width - 1))
        self.query_one("#columns", Static).update(Content(" ") + line)
        state = self.query_one("#state", StatusLine)
        state.show(self.count(), state.right)
        entitle(self.query_one("#clusters-panel"), self.words("screen.tab.home"), self.count())
        self.query_one("#welcome", Static).update(welcome(self.words, self.units))

    def on_resize(self) -> None:
        """Columns follow the width."""
        if self.rendered:
            self.render_data(Known(self.clusters, self.units))

    def widths(self, total: int) -> tuple[int, ...]:
        """How wide each column may be."""
        longest = max((len(one.row.cluster_name) for one in self.clusters), default=0)
        return styled_text.share(total, (max(longest, WANTED[0]), *WANTED[1:]), LEAST)

    def line(self, at: int, width: int) -> Content:
        """One cluster."""
        one, widths = self.clusters[at], self.widths(width)
        sign = f"{SIGN} " if one.head_differs else ""
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
        return Content.styled(count, "$secondary")

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


def working_year(row: ClusterRow, today: int) -> int:
    """The year that one works on: the last with members, else the last known, else now."""
    return row.members_year or (row.years[-1] if row.years else today)


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
