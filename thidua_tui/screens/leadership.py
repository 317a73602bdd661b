"""Who led the cluster over the years: the picture, and the chosen year in words."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from events.text import plain
from thidua_tui.actions import bindings_at
from thidua_tui.here import Here
from thidua_tui.leadership_picture import picture
from thidua_tui.screens.page import Page
from thidua_tui.session import Session
from thidua_tui.wording import Words
from views.leadership import LeaderRow, Leadership


class LeadershipPage(Page):
    """The rotation of the headship."""

    PLACE = "leaders"
    CSS_PATH = "leadership.tcss"
    BINDINGS = bindings_at("leaders")
    rows: tuple[LeaderRow, ...] = ()

    def body(self) -> ComposeResult:
        """Picture, legend, the year in words."""
        with VerticalScroll(id="picture-side"):
            yield Static(id="picture")
        yield Static(id="legend")
        yield Static(id="year-told")

    def gather(self, session: Session, here: Here) -> tuple[LeaderRow, ...]:
        """All years of the cluster."""
        return session.see(Leadership(here.cluster), here.known_at).rows()

    def paint(self, data: tuple[LeaderRow, ...]) -> None:
        """Draw the picture for this width, and tell the chosen year."""
        self.rows = data
        words, year = self.words, self.here.year or 0
        width = self.query_one("#picture-side").scrollable_content_region.width
        drawn = picture(data, width, year, words("screen.leaders.vacant"))
        told = Content("\n".join(drawn.lines) or words("screen.leaders.nobody"))
        told = told.highlight_regex("[●◆━┃┏┓┗┛]", style="bold $primary")
        told = told.highlight_regex("○[0-9]?", style="$success").highlight_regex(
            "▾[0-9]+", style="bold"
        )
        cut = [words("screen.leaders.before")] if drawn.before else []
        cut += [words("screen.leaders.behind")] if drawn.behind else []
        self.query_one("#picture", Static).update(told)
        legend = Content("   ".join([words("screen.leaders.legend"), *cut]))
        self.query_one("#legend", Static).update(legend.stylize("dim"))
        of_year = [row for row in data if row.year == year]
        self.query_one("#year-told", Static).update(year_told(of_year, year, words))

    async def do_replay(self) -> None:
        """Play how the headship went."""
        await self.thidua.go("player")

    def on_resize(self) -> None:
        """The picture follows the width."""
        if self.painted:
            self.call_after_refresh(self.paint, self.rows)


def year_told(rows: list[LeaderRow], year: int, words: Words) -> Content:
    """Everybody who led in the year, how and from when to when."""
    title = Content.styled(words("screen.leaders.in-year", year=str(year)), "bold $secondary")
    if not rows:
        return title + Content(" ") + Content(words("screen.none"))
    return Content("\n").join([title, *_told(rows, words)])


def _told(rows: list[LeaderRow], words: Words) -> Iterator[Content]:
    for row in rows:
        role = words(f"screen.role.{row.role}") + (f" {row.rank}" if row.rank else "")
        now = ", ".join(one.name for one in row.unit_now)
        votes = f"{row.votes_for}/{row.votes_total}" if row.votes_for is not None else None
        of = words.choice("of", row.votes_of) if row.votes_of else None
        yield Content.assemble(
            f"  {role}: ",
            (plain(row.unit_name or words("screen.unknown")), "bold"),
            f" → {plain(now)}" if now else "",
            words(
                "screen.leaders.told",
                method=row.method,
                tally=f"{votes} {of}" if votes else None,
                since=row.since,
                until=row.until,
            ),
        )
