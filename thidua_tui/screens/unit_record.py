"""The record of a unit: its names and turns, and its years in clusters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.content import Content

from events.text import plain
from thidua_tui.formatting.pictures.svg import SavedPicture
from thidua_tui.formatting.sentences import chronicle
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.queries.pictures import places_of_units
from thidua_tui.screens.base_page import Page
from thidua_tui.screens.page_heading import Heading
from thidua_tui.screens.save_picture import keep_from
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.header_footer import StatusLine
from thidua_tui.widgets.styled_text import styled
from thidua_tui.widgets.virtual_list import VirtualList
from views.lineage import Lineage
from views.standings import Standings, StandingsRow
from views.unit_record import AwardHeld, UnitRecord, UnitYear


class UnitPage(Page):
    """One unit over the years."""

    PLACE = "unit"
    CSS_PATH = "unit_record.tcss"
    BINDINGS = bindings_at("unit")
    paragraphs: tuple[Content, ...] = ()

    def body(self) -> ComposeResult:
        """The record, line by line."""
        yield VirtualList(self.line, name="record", cursor=False)

    def load(self, session: Session, here: Location) -> tuple[str, tuple[Content, ...]]:
        """Fold the record of the unit that was chosen."""
        view = session.see(UnitRecord(here.unit or "", on=here.on), here.known_at)
        lineage = session.see(Lineage(unit=here.unit, on=here.on), here.known_at).rows()
        width = max(40, self.size.width - 4)
        drawn = chronicle.lineage(lineage, self.words, width, here.unit or "")
        places = self._places(session, here, view, width)
        name = view.names.unit(here.unit or "", here.on)
        return name, tuple(record_lines(view, self.words, drawn, places))

    def _places(self, session: Session, here: Location, view: UnitRecord, width: int) -> list[str]:
        """Its places over the years, in each cluster that gave it one."""
        rows: list[StandingsRow] = []
        for cluster in dict.fromkeys(row.cluster for row in view.rows() if row.member or row.place):
            standings = session.see(Standings(cluster, on=here.on), here.known_at).rows()
            rows += [row for row in standings if row.unit == here.unit]
        return places_of_units(rows, self.words, width)

    def render_data(self, data: tuple[str, tuple[Content, ...]]) -> None:
        """Show the record."""
        name, self.paragraphs = data
        self.query_one(VirtualList).show(len(self.paragraphs))
        title = Content.styled(plain(name), "bold")
        self.query_one("#title", StatusLine).show(
            title, Content.styled(self.here.unit or "", "dim")
        )

    def line(self, at: int, _: int) -> Content:
        """One line of the record."""
        return self.paragraphs[at]

    def on_resize(self) -> None:
        """The picture follows the width."""
        if self.rendered:
            self.reload()

    async def do_keep_picture(self) -> None:
        """Write the record as text and SVG."""
        lines, unit = [line.plain for line in self.paragraphs], self.here.unit or ""
        title = self.query_one("#title", StatusLine).left.plain
        keep_from(self, lambda: SavedPicture(f"unit-{unit}", title, lines))

    def state_line(self, head: Heading, /) -> tuple[Content, Content]:
        """Only until when we knew: it is about no single year."""
        circumstances = " · ".join(filter(None, (head.true_in if self.here.on else "", head.known)))
        return Content(""), Content.styled(circumstances, "dim")

    def title_line(self, _: Heading) -> tuple[Content, Content]:
        """The unit; its name comes with the record."""
        return Content(""), Content("")


def record_lines(
    view: UnitRecord, words: Words, drawn: Sequence[str] = (), places: Sequence[str] = ()
) -> Iterator[Content]:
    """Names, what it came of and became, then its years, the latest first, and its places drawn."""
    yield Content.styled(words("screen.unit.names"), "bold $secondary")
    for called in view.names.units.get(view.unit, []):
        since = words("screen.unit.since", on=called.since)
        short = f" ({plain(called.short)})" if called.short else ""
        yield Content(f"  {plain(called.name)}{short}{since}")
    if drawn:
        yield Content("")
        yield Content.styled(words("chronicle.panel.lineage"), "bold $secondary")
    yield from (styled(f"  {line}") for line in drawn)
    yield Content("")
    yield Content.styled(words("screen.unit.years"), "bold $secondary")
    for row in reversed(view.rows()):
        yield _year(row, words)
    if places:
        yield Content("")
        yield Content.styled(words("chronicle.panel.places"), "bold $secondary")
    yield from (styled(f"  {line}") for line in places)


def _year(row: UnitYear, words: Words) -> Content:
    """One line: the year, roles, place, awards; the cluster last, where a narrow screen cuts it."""
    parts = [words(f"screen.role.{one.role}") + _rank(one.rank) for one in row.roles]
    if not parts and row.member:
        parts.append(words("screen.unit.member"))
    if row.place:
        place = words.find(f"screen.place.{row.place}") or str(row.place)
        parts.append(words("screen.unit.place", place=place + ("=" if row.tied else "")))
    if row.left:
        parts.append(words("screen.year.left"))
    parts += [_award(award, words) for award in row.awards]
    facts = " · ".join(parts)
    cluster = (f" · {plain(row.cluster_name)}", "dim")
    return Content.assemble((f"  {row.year}  ", "bold"), facts, cluster)


def _award(award: AwardHeld, words: Words) -> str:
    """The award in short, what became of it, and the number of its decision."""
    form = words.find(f"screen.award-short.{award.form}") or words.choice("form", award.form)
    state = words(f"screen.award-state.{award.state}")
    return f"{form} ({state}{f', {plain(award.number)}' if award.number else ''})"


def _rank(rank: int | None) -> str:
    return f" {rank}" if rank else ""
