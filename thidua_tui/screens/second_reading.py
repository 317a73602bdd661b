"""The second reading: a grid of empty cells, typed from paper without seeing the first values."""

from __future__ import annotations

from typing import get_args

from textual.content import Content

from events.errors import Refused, ThiduaError
from events.event import Entry
from events.operators import in_force
from events.score_book.book import Node
from events.score_book.leaf_kinds import Direct
from events.scoring import Stage
from events.second_reading import recorders
from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.forms.drafts import BLIND, Drafts
from thidua_tui.forms.grid_content import GridContent
from thidua_tui.forms.score_sheet import ScoreSheet, score_sheet
from thidua_tui.forms.second_reading import SCORER, STAGE, UNITS, SecondReading
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.observations import not_observed
from thidua_tui.screens.base_dialog import queued
from thidua_tui.screens.cells_dialog import CellsBody, CellsDialog
from thidua_tui.screens.reading_differences import Differences
from thidua_tui.screens.score_grid_details import typed_with, wanted
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.cell_input import BlindEntry
from thidua_tui.widgets.panel import entitle

STAGES: tuple[Stage, ...] = get_args(Stage)


def _direct(leaf: Node | None) -> bool:
    return leaf is None or isinstance(leaf.score, Direct)


class BlindReading(CellsDialog[tuple[Entry, ...]]):
    """What the second reader types. It is dismissed with the entries of the reading, maybe none.

    Not a single first value is shown here: neither in the cells, nor as totals.
    """

    PLACE = "blind"

    def __init__(
        self,
        session: Session,
        here: Location,
        words: Words,
        stage: Stage | None = None,
        scorer: str = "",
    ) -> None:
        super().__init__()
        self.session, self.here, self.words = session, here, words
        self.drafts = Drafts(session)
        self.kept = self.drafts.of(BLIND, here)
        was = next((one for one in STAGES if one == self.kept.get(STAGE)), None)
        self.stage: Stage = was or stage or "verified"
        self.body = CellsBody(self, BlindEntry())
        self.look(self.kept.get(SCORER, "") if was else scorer)

    def look(self, scorer: str = "") -> None:
        """Read the sheet, and put what was typed over it."""
        self.ground = ActContext(self.session, self.here, self.words)
        self.sheet: ScoreSheet = score_sheet(self.ground, self.stage, scorer)
        of_stage = self.kept if self.kept.get(STAGE) == self.stage else {}
        self.reading = SecondReading(self.sheet, of_stage)

    def on_mount(self) -> None:
        """Show the empty cells, and what was typed before."""
        self.redraw()
        if why := self.why_not():
            self.say(why)

    def redraw(self) -> None:
        """Show title, stage, cells and keys."""
        words, names = self.words, self.ground.names
        cluster = plain(names.cluster(self.ground.cluster))
        self.entitle(words("scorechecks.blind.title", year=str(self.sheet.year)), cluster)
        stage = words("acts.grid.stage", stage=self.stage)
        entitle(self.query_one("#cells-panel"), stage)
        self.foot(words, {"whole-form": ""})
        self.show()

    def why_not(self) -> str:
        """Why nothing can be read; empty when it can."""
        year = str(self.sheet.year)
        if self.here.looking_back:
            return self.words("acts.off.read-only-past")
        if self.sheet.missing:
            return self.words(f"acts.grid.{self.sheet.missing}", year=year)
        return self.words("scoregrid.frozen", year=year) if self.sheet.frozen else ""

    def content(self) -> GridContent:
        """Return what the second reader typed, and how much of each sheet that is."""
        sheet, names = self.sheet, self.ground.names
        units, codes = list(sheet.units), [c.code for c in sheet.criteria]
        typed = {unit: sum(u == unit for u, _ in self.reading.texts) for unit in units}
        return GridContent(
            head=(
                *(self.words(f"acts.grid.{key}") for key in ("unit", "maximum")),
                self.words("scorechecks.blind.typed"),
                "",
                "",
            ),
            rows=[names.short(unit, sheet.year) for unit in units],
            full=[names.unit(unit, sheet.year) for unit in units],
            columns=[
                (c.code, self.words.number(c.max_points) if c.max_points else "")
                for c in sheet.criteria
            ],
            cells={
                (units.index(unit), codes.index(code)): text
                for (unit, code), text in self.reading.texts.items()
            },
            totals={at: f"{typed[u]}/{len(codes)}" for at, u in enumerate(units) if typed[u]},
        )

    def put(self, row: int, column: int, text: str) -> None:
        """Take what was typed, unless who types recorded that sheet."""
        if why := self.why_not():
            raise Refused("reading-closed", why=why)
        unit = self.sheet.units[row]
        self._by_another(unit)
        self.reading.type((unit, self.sheet.criteria[column].code), text)
        self.keep()

    def _by_another(self, unit: str) -> None:
        """Refuse a sheet that the present operator recorded: now, and not after 120 cells."""
        if not in_force(self.ground.operators):
            return
        cells = [entry for (of, _), entry in self.sheet.cells.items() if of == unit]
        own = self.session.by in recorders(cells, self.ground.operators)
        if own:
            raise Refused("reads-own-sheet", name=self.session.by)

    def keep(self) -> None:
        """Keep what was typed and settled."""
        self.kept = self.reading.draft()
        self.drafts.keep(BLIND, self.here, self.kept, UNITS)

    def about(self, row: int, column: int) -> Content:
        """Return criterion and unit of a cell."""
        unit, criterion = self.sheet.units[row], self.sheet.criteria[column]
        name = self.ground.names.unit(unit, self.sheet.year)
        leaf = self.sheet.leaf(criterion.code)
        self.body.entry.letters = typed_with(leaf)
        takes = wanted(leaf, self.words) if leaf else ""
        most = self.words("acts.grid.at-most", maximum=self.words.number(criterion.max_points))
        return Content.assemble(
            (f"{plain(criterion.code)} ", "bold $primary"),
            (plain(criterion.name), "bold"),
            (f" · {most}" if criterion.max_points else "", "$secondary"),
            (f" · {plain(name)}", ""),
            (f" · {takes}" if takes and not _direct(leaf) else "", "$secondary"),
        )

    def letter_refused(self, typed: str) -> ThiduaError:
        """Return what the cell is typed with instead."""
        criteria, column = self.sheet.criteria, self.body.grid.column
        leaf = self.sheet.leaf(criteria[column].code) if criteria else None
        return not_observed(typed, leaf)

    def hint(self) -> Content:
        """Return how the reading goes on."""
        return Content.styled(self.words("scorechecks.blind.hint"), "dim")

    async def next_stage(self) -> None:
        """Read another stage; what was typed of this one is given up only when nothing was."""
        if self.reading.texts:
            self.say(self.words("scorechecks.blind.stage-kept"))
            return
        stages = self.sheet.stages
        at = stages.index(self.stage) + 1 if self.stage in stages else 0
        self.stage = stages[at % len(stages)]
        self.look()
        self.redraw()

    async def compare(self) -> None:
        """Show where both differ; the cells that agree are never shown."""
        if self.body.entry.value.strip():
            await self.done(0, 0)
            if self.body.entry.value:
                return
        if why := self.why_not():
            self.say(why)
        elif not self.reading.units:
            self.refuse(Refused("reading-empty"))
        else:
            self.look(self.sheet.scorer)  # another terminal may have corrected a cell
            differences = Differences(self.reading, self.ground, self.words, self.keep)
            self.app.push_screen(differences, self._settled)

    def _settled(self, entries: tuple[Entry, ...] | None) -> None:
        if entries:
            self.drafts.drop(BLIND, self.here)
            self.dismiss(entries)
            return
        self.redraw()

    async def to_untyped(self) -> None:
        """Go to the next cell, of the sheets begun, in which nothing was typed."""
        if not (cells := self.reading.untyped()):
            self.say(self.words("scorechecks.blind.all-typed"), good=True)
            return
        codes = [c.code for c in self.sheet.criteria]
        places = [(self.sheet.units.index(unit), codes.index(code)) for unit, code in cells]
        grid = self.body.grid
        row, column = next((at for at in places if at > (grid.row, grid.column)), places[0])
        await self.done(row - grid.row, column - grid.column)
        count = str(len(cells))
        self.say(self.words("scorechecks.blind.untyped", count=count))

    do_stage = queued(lambda dialog: dialog.next_stage())
    do_compare = queued(lambda dialog: dialog.compare())
    do_to_untyped = queued(lambda dialog: dialog.to_untyped())
