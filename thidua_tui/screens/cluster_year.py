"""The page of a cluster's year: members with role, place, points and awards; and all the rest."""

from __future__ import annotations

from msgspec.structs import replace
from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from events.text import plain
from thidua_tui.formatting.sentences.disagreements import SIGN, open_ones, values
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.base_page import Page
from thidua_tui.screens.year_facts import Member, YearFacts, gather_year, is_disputed
from thidua_tui.screens.year_text import sections
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets import styled_text
from thidua_tui.widgets.virtual_list import VirtualList

COLUMNS = ("unit", "role", "place", "points", "awards")
RIGHT = frozenset({3})
STATED, FULL = 18, 44
"""From so many cells on, an award is shown with its state, and by its full name."""
ROOMY = 32
"""From so many lines on, summaries are shown in full."""


class Members(VirtualList):
    """The members; where all of them are on the screen, paging scrolls the side text."""

    side = "#text-side"
    """The side text, on the screen of the list."""

    def action_leaf(self, pages: int) -> None:
        """Go by a page."""
        if self.virtual_size.height > self.scrollable_content_region.height:
            super().action_leaf(pages)
        else:
            side = self.screen.query_one(self.side)
            side.scroll_relative(y=pages * max(1, side.size.height - 1), animate=False)


class ClusterYearPage(Page):
    """One cluster in one year, at a glance."""

    PLACE = "year"
    fitted = True
    CSS_PATH = "cluster_year.tcss"
    BINDINGS = bindings_at("year")
    facts: YearFacts | None = None
    put_at = 0
    unit_shown: str | None = None
    """The unit that acts were last about by this page: elsewhere another may have been chosen."""

    def body(self) -> ComposeResult:
        """The members above or at the left; what else is known of the year."""
        with Container(id="sides"):
            yield from self.parts()

    def parts(self) -> ComposeResult:
        """Both parts of the page."""
        with VerticalScroll(id="members-side", can_focus=False):
            yield Static(id="columns")
            yield Members(self.line, name="members")
            yield Static(id="no-members")
        with VerticalScroll(id="text-side", can_focus=False):
            yield Static(id="year-sections")

    def load(self, session: Session, here: Location) -> YearFacts:
        """Fold the year."""
        return gather_year(session, here)

    def render_data(self, data: YearFacts) -> None:
        """Show the members and the rest; the cursor stays on its unit."""
        if self.facts and self.here.unit == self.unit_shown:
            self._choose()  # the cursor moved, and the message is still under way
        self.facts = data
        lines, units = self.query_one(VirtualList), [member.unit for member in data.members]
        self.put_at = units.index(self.here.unit) if self.here.unit in units else 0
        lines.show(len(units), self.put_at)
        self._choose()
        width = self.query_one("#members-side").size.width - 3
        heads = [self.words(f"screen.year.{name}") for name in COLUMNS]
        members = [r for r in open_ones(data.disputes) if r.topic == "members" and not r.unit]
        heads[0] += f" {SIGN} {values(members)}" if members else ""
        line = Content(" ") + styled_text.row(heads, self.widths(width), RIGHT)
        self.query_one("#columns", Static).update(line)
        self.set_class(not units, "-no-members")
        none = self.words("screen.year.no-roster", year=str(self.here.year))
        self.query_one("#no-members", Static).update(Content(none))
        text_width = self.query_one("#text-side").scrollable_content_region.width
        roomy = self.size.height >= ROOMY
        self.query_one("#year-sections", Static).update(
            sections(data, self.words, text_width, roomy=roomy)
        )

    def widths(self, total: int) -> tuple[int, ...]:
        """How wide each column may be; points only where there are any."""
        scored = self.facts is not None and self.facts.scored
        members = self.facts.members if self.facts else ()
        names = [self.named(member).cell_length for member in members]
        head = len(self.words("screen.year.unit"))
        wanted = (max([*names, head - 4]) + 4, 14, 7 if scored else 5, 7 if scored else 0, 48)
        return styled_text.share(
            total, wanted, (24, 14, 6 if scored else 5, 6 if scored else 0, 11)
        )

    def line(self, at: int, width: int) -> Content:
        """One member."""
        facts = self.facts
        if facts is None or at >= len(facts.members):
            return Content("")
        member, widths = facts.members[at], self.widths(width)
        cells = (
            Content.assemble((f"{at + 1:>2}  ", "dim"), self.named(member))
            + self.differs(member, "unit"),
            Content.styled(self.role(member), "bold $primary" if member.role == "head" else "")
            + self.differs(member, "role"),
            self.place(member) + self.differs(member, "place"),
            self.words.number(member.points) if member.points is not None else "",
            Content.styled(self.awards(member, widths[4]), "$success")
            + self.differs(member, "awards"),
        )
        return styled_text.row(cells, widths, RIGHT)

    def differs(self, member: Member, column: str) -> Content:
        """A sign where sources differ on a cell."""
        known = self.facts and is_disputed(self.facts.disputes, member.unit, column)
        gap = "" if column == "place" else " "  # a place fills its column
        return Content.styled(f"{gap}{SIGN}" if known else "", "bold $warning")

    async def do_sources(self) -> None:
        """Show what sources say of the year, and settle what they differ on."""
        from thidua_tui.screens.source_disputes import Sources

        if session := self.thidua.session:
            await self.app.push_screen(Sources(session, self.here, self.words))

    def named(self, member: Member) -> Content:
        """The unit's name of that year, whether it came, left or withdrew, and its successor."""
        name = Content(plain(member.name))
        others = {
            "joined": (member.joined, member.since),
            "left": (member.left, member.until),
            "withdrew": (member.withdrew, None),
        }
        for key, (there, on) in others.items():
            if there:
                name += Content.styled(f" ({self.words(f'screen.year.{key}', on=on)})", "dim")
        if member.now:
            name += Content.styled(f" → {plain(member.now)}", "dim")
        return name

    def role(self, member: Member) -> str:
        """The role in words; nothing for a plain member."""
        if not member.role:
            return ""
        rank = f" {member.rank}" if member.rank else ""
        return self.words(f"screen.role.{member.role}") + rank

    def place(self, member: Member) -> Content:
        """The place, and whether it is shared or only provisional."""
        if member.place is None:
            return Content.styled(self.words("screen.unknown"), "dim")
        text = self.words.find(f"screen.place.{member.place}") or str(member.place)
        text += "=" if member.tied else ""
        adopted = self.facts is not None and self.facts.result.state == "adopted"
        return Content.styled(text, "bold") if adopted else Content.styled(f"({text})", "italic")

    def awards(self, member: Member, width: int) -> str:
        """The awards, in full, in short with their state, or in short, as there is room."""
        for full, stated in ((width >= FULL, width >= STATED), (False, True), (False, False)):
            awards = "; ".join(self.award(*one, full=full, stated=stated) for one in member.awards)
            if cell_len(awards) <= width:
                break
        return awards

    def award(self, form: str, state: str, *, full: bool, stated: bool) -> str:
        """One award, by its full or short name, with what became of it or without."""
        name = None if full else self.words.find(f"screen.award-short.{form}")
        name = name or self.words.choice("form", form)
        return name + (f" ({self.words(f'screen.award-state.{state}')})" if stated else "")

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
        return self.query_one(VirtualList).pick(self.facts.members if self.facts else ())

    async def do_open(self) -> None:
        """Show the record of the unit under the cursor."""
        await self.thidua.go("unit")
