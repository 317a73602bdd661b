"""The units of a year down, its movements across: registrations, results, ends, by keys."""

from __future__ import annotations

from textwrap import wrap

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.content import Content
from textual.events import Paste
from textual.widgets import Static

from events.batch import Together
from events.emulation_movements import JoinMovement, MovementJoined
from events.text import plain
from thidua_tui.acts.undo_redo import command_for
from thidua_tui.forms.pasted_results import PlacedResults, command_of, place_results
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.parsing.fuzzy_match import Option
from thidua_tui.screens.entry_page import EntryPage
from thidua_tui.screens.movement_cells import Cell, cells_of, result_text
from thidua_tui.screens.recording_list import RecordingList
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session, in_place_of
from thidua_tui.widgets.virtual_list import VirtualList
from views.emulation_movements import MovementRow, Movements

NAME, CELL, WIDEST = 24, 26, 44
"""Cells of the names of units; the fewest and the most of a movement."""
HEADS = 2
"""Lines of the name of a movement above its column."""
JOINED, NOT_JOINED = "✓", "·"


class MovementMatrix(RecordingList):
    """Space registers the unit under the cursor or takes that back, Enter records its result."""

    PLACE = "matrix"
    BINDINGS = bindings_at("matrix", to="screen")
    column = 0

    def __init__(self, session: Session, here: Location, words: Words) -> None:
        self.heads = VirtualList(self.head_line, name="heads", cursor=False)
        self.detail = Static(id="matrix-cell")
        super().__init__(session, here, words)

    def look_up(self) -> None:
        """Read the movements that are on in the year, and what the units did in them."""
        ground, year = self.ground, self.ground.year
        view = self.session.see(Movements(ground.cluster, year), self.here.known_at)
        self.movements: tuple[MovementRow, ...] = view.rows()
        self.cells = cells_of(ground)
        units = dict.fromkeys((*ground.members(year), *(unit for unit, _ in self.cells)))
        self.units = tuple(units)
        self.column = min(self.column, max(0, len(self.movements) - 1))

    @property
    def movement(self) -> MovementRow | None:
        """The movement under the cursor, if there is any."""
        return self.movements[self.column] if self.movements else None

    def parts(self) -> ComposeResult:
        """The movement, the names of the columns, the units, the cell under the cursor."""
        self.heads.can_focus = False
        yield self.ask
        yield self.heads
        yield self.list
        yield self.detail
        yield self.message

    def columns(self, width: int) -> tuple[int, int, int]:
        """Return the first movement in sight, how many there are, and their width."""
        room = max(CELL, width - self.names_width())
        count = max(1, min(len(self.movements), room // CELL))
        first = max(0, min(self.column - count // 2, len(self.movements) - count))
        return first, count, min(WIDEST, room // count)

    def names_width(self) -> int:
        """Return the cells that the names of the units need."""
        return min(
            NAME, max((Content(self._short(unit)).cell_length for unit in self.units), default=0)
        )

    def _short(self, unit: str) -> str:
        return plain(self.ground.names.short(unit, self.ground.year))

    def render_all(self) -> None:
        """Show the movement under the cursor, and the units."""
        words = self.words
        self.foot(words, {"choose": ""})
        self.list.show(len(self.units) if self.movements else 0)
        self.heads.show(HEADS if self.movements else 0)
        self.show_movement()

    def show_movement(self) -> None:
        """Name the movement under the cursor: who launched it, its years, its end, how many."""
        words, movement = self.words, self.movement
        place = {"at": str(self.column + 1), "count": str(len(self.movements))}
        where = words("targets.matrix.column", **place) if movement else ""
        self.entitle(words("targets.matrix.title", year=str(self.ground.year)), where)
        self.show_cell()
        if movement is None:
            self.ask.update(Content(words("targets.matrix.none", year=str(self.ground.year))))
            return
        count = sum(bool(self._cell(unit).joined) for unit in self.units)
        results = sum(bool(self._cell(unit).result) for unit in self.units)
        text = words(
            "targets.matrix.movement",
            name=plain(movement.movement_name),
            launched_by=plain(movement.launched_by),
            on=movement.launched_on,
            ended=words("targets.movement-ended", on=movement.ended_on, summary="")
            if movement.ended
            else "",
            joined=str(count),
            all=str(len(self.units)),
            results=str(results),
        )
        self.ask.update(Content(text))

    def show_cell(self) -> None:
        """Show all that is recorded of the cell under the cursor, however narrow its column."""
        unit, words = self._unit(), self.words
        if unit is None:
            self.detail.update("")
            return
        cell, year = self._cell(unit), self.ground.year
        key = "joined" if cell.joined else "not-joined"
        of = getattr(cell.joined.event, "on", None) if cell.joined else None
        text = words(
            f"targets.matrix.{key}",
            unit=plain(self.ground.names.unit(unit, year)),
            on=of,
            result=result_text(cell, self.words, both=True) or None,
        )
        self.detail.update(Content(text))

    def on_virtual_list_moved(self, event: VirtualList.Moved) -> None:
        """Show the cell of the other unit."""
        event.stop()
        self.show_cell()

    def _cell(self, unit: str) -> Cell:
        movement = self.movement
        return self.cells.get((unit, movement.movement if movement else ""), Cell())

    def line(self, at: int, width: int) -> Content:
        """A unit with its cells; that under the cursor is in brackets."""
        first, count, wide = self.columns(width)
        unit = self.units[at]
        cells = []
        for n, movement in enumerate(self.movements[first : first + count], first):
            here = n == self.column and self.list.under_cursor(at)
            text = self._text(self.cells.get((unit, movement.movement), Cell()))
            text = Content(text).truncate(wide - 3, ellipsis=True).plain
            cells.append((f"{'[' if here else ' '}{text}{']' if here else ' '}").ljust(wide))
        name = Content(self._short(unit))
        return name.truncate(self.names_width(), ellipsis=True, pad=True) + "".join(cells)

    def head_line(self, at: int, width: int) -> Content:
        """A line of the names of the movements; that of the cursor is reversed."""
        width = self.list.scrollable_content_region.width or width
        first, count, wide = self.columns(width - 1)
        more = ("‹" if first else " ") + ("›" if first + count < len(self.movements) else " ")
        parts: list[str | tuple[str, str]] = []
        for n, movement in enumerate(self.movements[first : first + count], first):
            lines = wrap(plain(movement.movement_name), wide - 2, max_lines=HEADS, placeholder="…")
            text = (lines[at] if at < len(lines) else "").ljust(wide - 2)
            parts += [" ", (text, "bold reverse" if n == self.column else "bold"), " "]
        return Content.assemble(f" {'' if at else more}".ljust(self.names_width() + 1), *parts)

    def _text(self, cell: Cell) -> str:
        sign = JOINED if cell.joined else NOT_JOINED
        return f"{sign} {result_text(cell, self.words)}".rstrip()

    def _unit(self) -> str | None:
        return self.list.pick(self.units) if self.movements else None

    async def do_tick(self) -> None:
        """Register the unit for the movement; or take its registration back."""
        unit, movement = self._unit(), self.movement
        if unit is None or movement is None:
            self.say(self.words("targets.matrix.choose"))
            return
        entry = self._cell(unit).joined
        ground = self.ground
        if entry is None:
            await self.record(
                JoinMovement(
                    movement=movement.movement,
                    cluster=ground.cluster,
                    year=ground.year,
                    units=(unit,),
                    on=ground.day(ground.year, ground.year),
                )
            )
            return
        reason = self.words("targets.matrix.reason")
        event = entry.event
        assert isinstance(event, MovementJoined)  # noqa: S101 - as it was read
        others = tuple(other for other in event.units if other != unit)
        if not others:
            await self.retract([entry], reason)
            return
        rest = replace(command_for(event), units=others)
        await self.record(in_place_of([entry], rest), reason)

    async def do_take(self) -> None:
        """Record the result of the unit in the movement; of a known result show the entry."""
        unit, movement = self._unit(), self.movement
        if unit is None or movement is None:
            self.say(self.words("targets.matrix.choose"))
            return
        if known := self._cell(unit).result:
            await self.app.push_screen(EntryPage(known.position))
            return
        given = {"year": str(self.ground.year), "movement": movement.movement, "unit": unit}
        self.open_form("record-movement-result", given)

    async def on_paste(self, event: Paste) -> None:
        """Record a block of results, as one act that undo takes back as one."""
        event.stop()
        unit, ground = self._unit(), self.ground
        if unit is None:
            self.say(self.words("targets.matrix.choose"))
            return
        names = [(one, ground.names.unit(one), ground.names.short(one)) for one in self.units]
        units = [Option(code=code, name=name, short=short) for code, name, short in names]
        movements = [one.movement for one in self.movements[self.column :]]
        placed = place_results(event.text, units, movements, self.units.index(unit))
        if placed.surplus or not placed.cells:
            self.say(self._no_place(placed))
            return
        commands = tuple(
            command_of(text, of, movement, ground.cluster, ground.year)
            for (of, movement), text in placed.cells.items()
        )
        if await self.record(Together(commands=commands)):
            self.say(self.words("targets.matrix.pasted", count=str(len(commands))), good=True)

    def _no_place(self, placed: PlacedResults) -> str:
        """Return why nothing of a block is recorded: what of it has no place."""
        if not placed.surplus:
            return self.words("targets.matrix.empty")
        facts = {"rows": str(placed.rows or ""), "columns": str(placed.columns or "")}
        names = plain("; ".join(placed.strangers[:3]))
        return self.words("targets.matrix.surplus", names=names, **facts)

    async def do_end_movement(self) -> None:
        """Record that the movement was concluded."""
        if movement := self.movement:
            if movement.ended:
                name = plain(movement.movement_name)
                self.say(self.words("refusals.movement-ended", movement=name))
                return
            self.open_form("end-movement", {"movement": movement.movement})

    async def do_add_movement(self) -> None:
        """Record another movement."""
        self.open_form("launch-movement", {})

    async def do_matrix_left(self) -> None:
        """Go to the movement at the left."""
        self._go(-1)

    async def do_matrix_right(self) -> None:
        """Go to the movement at the right."""
        self._go(1)

    def _go(self, by: int) -> None:
        self.column = max(0, min(len(self.movements) - 1, self.column + by))
        self.list.refresh()
        self.heads.refresh()
        self.show_movement()
