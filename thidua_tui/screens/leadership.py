"""Who led the cluster over the years: the picture, the chosen year, and the patterns in words."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from events.text import plain
from thidua_tui.formatting.pictures.leadership_chart import Picture, picture
from thidua_tui.formatting.replay.rotation_text import patterns
from thidua_tui.formatting.sentences.disagreements import differing
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.queries.pictures import on_paper
from thidua_tui.screens.base_page import Page
from thidua_tui.screens.cluster_year import Members
from thidua_tui.screens.save_picture import keep_from
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.styled_text import styled
from views.disputes import Disputes
from views.leadership import LeaderRow, Leadership
from views.rotation import GapRow, Gaps, Rotation, RotationRow

LAST = 9999


class Rotated(Struct, frozen=True):
    """Who led in every year, and the patterns of it."""

    rows: tuple[LeaderRow, ...]
    turns: tuple[RotationRow, ...]
    gaps: tuple[GapRow, ...]
    differ: tuple[str, ...]
    """Where sources or a verdict contradict who led."""


class LeadershipPage(Page):
    """The rotation of the headship."""

    PLACE = "leaders"
    fitted = True
    CSS_PATH = "leadership.tcss"
    BINDINGS = bindings_at("leaders")
    data: Rotated | None = None
    drawn = Picture(())

    def body(self) -> ComposeResult:
        """The years, the lanes, what the marks mean; the chosen year and the patterns in words."""
        yield Static(id="axis")
        yield Members(self.line, name="lanes")
        yield Static(id="legend")
        with VerticalScroll(id="text-side", can_focus=False):
            yield Static(id="year-text")
            yield Static(id="patterns")

    def load(self, session: Session, here: Location) -> Rotated:
        """All years of the cluster."""
        view, asked = Leadership(here.cluster), (here.cluster, None, here.on)
        view.on = here.on  # every year up to that day, and not that day alone
        rows = session.see(view, here.known_at).rows()
        turns = session.see(Rotation(*asked), here.known_at).rows()
        gaps = session.see(Gaps(*asked), here.known_at).rows()
        last = here.on.year if here.on else LAST
        asked_of = Disputes(here.cluster, None, here.on)
        differ = (*differing("leaders", session.ledger, asked_of, here.known_at, self.words),)
        return Rotated(tuple(row for row in rows if row.year <= last), turns, gaps, differ)

    def render_data(self, data: Rotated) -> None:
        """Draw the picture for this width, and show the chosen year and the patterns."""
        self.data = data
        self.draw()
        words, year = self.words, self.here.year or 0
        of_year = [row for row in data.rows if row.year == year]
        self.query_one("#year-text", Static).update(year_summary(of_year, year, words))
        title, *lines = [*patterns(data.turns, data.gaps, words)] or [""]
        width = max(20, self.query_one("#patterns").content_size.width)
        lines_shown = [Content.styled(line, "bold $warning") for line in data.differ]
        lines_shown += [Content.styled(title, "bold $secondary")]
        lines_shown += [part for line in lines for part in hanging(line, width)]
        self.query_one("#patterns", Static).update(Content("\n").join(lines_shown))

    def draw(self) -> None:
        """Draw the lanes; the cursor stays on its unit."""
        words, lanes = self.words, self.query_one(Members)
        rows = self.data.rows if self.data else ()
        width = self.query_one("#axis").content_size.width - 3
        self.drawn = picture(rows, width, self.here.year or 0, words("screen.leaders.vacant"))
        axis = self.drawn.lines[0] if rows else words("screen.leaders.nobody")
        self.query_one("#axis", Static).update(Content(" ") + styled(axis))
        units, unit = self.drawn.units, self.here.unit
        lanes.show(len(units), units.index(unit) if unit in units else lanes.cursor)
        cut = [words("screen.leaders.before")] if self.drawn.before else []
        cut += [words("screen.leaders.behind")] if self.drawn.behind else []
        legend = Content("   ".join([*cut, words("screen.leaders.legend")]))
        self.query_one("#legend", Static).update(legend.stylize("dim"))

    def line(self, at: int, _: int) -> Content:
        """One lane."""
        return styled(self.drawn.lines[at + 1]) if at + 1 < len(self.drawn.lines) else Content("")

    def choice(self) -> str | None:
        """The unit of the lane under the cursor; none on the lane of vacancies."""
        at = self.query_one(Members).chosen
        return self.drawn.units[at] or None if at is not None else None

    def on_virtual_list_moved(self) -> None:
        """What is asked next is about the unit under the cursor."""
        if (unit := self.choice()) and unit != self.here.unit:
            self.thidua.here = replace(self.here, unit=unit)

    async def do_open(self) -> None:
        """Show the record of the unit under the cursor."""
        self.on_virtual_list_moved()
        await self.thidua.go("unit")

    async def do_replay(self) -> None:
        """Play how the headship went."""
        await self.thidua.go("player")

    async def do_keep_picture(self) -> None:
        """Write the picture as text and SVG, all years of it."""
        if not self.drawn.lines:
            self.thidua.say(self.words("screen.leaders.nobody"))
        elif self.thidua.session:
            ledger, here = self.thidua.session.ledger, self.here
            keep_from(self, lambda: on_paper("leaders", ledger, here, self.words))


def hanging(line: str, width: int) -> Iterator[Content]:
    """Indent a line; what does not fit continues below, further in."""
    first, *rest = Content(line).wrap(width - 4) or [Content("")]
    yield Content("  ") + first
    yield from (Content("    ") + part for part in rest)


def year_summary(rows: list[LeaderRow], year: int, words: Words) -> Content:
    """Everybody who led in the year, how and from when to when."""
    title = Content.styled(words("screen.leaders.in-year", year=str(year)), "bold $secondary")
    if not rows:
        return title + Content(" ") + Content(words("screen.none"))
    return Content("\n").join([title, *_leader_lines(rows, words)])


def _leader_lines(rows: list[LeaderRow], words: Words) -> Iterator[Content]:
    for row in rows:
        role = words(f"screen.role.{row.role}") + (f" {row.rank}" if row.rank else "")
        now = ", ".join(one.name for one in row.unit_now)
        yield Content.assemble(
            f"  {role}",
            ": " if row.unit_name else "",
            (plain(row.unit_name or ""), "bold"),
            f" → {plain(now)}" if now else "",
            f" ({how})" if (how := ", ".join(_how(row, words))) else "",
        )


def _how(row: LeaderRow, words: Words) -> Iterator[str]:
    """How the role was given, from when to when, as far as the facts say."""
    if row.method:
        yield words.choice("method", row.method)
    if row.votes_for is not None:
        yield f"{row.votes_for}/{row.votes_total} {words.choice('of', row.votes_of or '')}".strip()
    if row.since:
        yield words("screen.leaders.since", since=row.since)
    if row.until:
        yield words("screen.leaders.until", until=row.until)
