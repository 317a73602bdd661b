"""Late entry of old years: from which source the series is typed, and in which year it begins."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from events.errors import BadInput, ThiduaError
from events.event import Source
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Field, choice, line
from thidua_tui.forms import form_labels
from thidua_tui.forms.field_parsing import parse_field
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.parsing.dates import format_date
from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.field_editors import row_for
from thidua_tui.widgets.field_row import FieldRow

FIELDS: tuple[Field, ...] = (
    choice("source_kind", "late_source"),
    line("source_title", needed=False),
    Field(name="source_on", kind="date", needed=False),
    Field(name="year", kind="year", needed=False),
)


class Late(Struct, frozen=True, kw_only=True):
    """What was settled: the source of the series, None to end it; the year to begin in."""

    source: Source | None
    year: int | None = None


class LateEntry(Dialog[Late | None]):
    """Dismissed with what was settled, or None where everything stays as it is."""

    PLACE = "late"
    BINDINGS = bindings_at("late", to="screen")

    def __init__(self, session: Session, here: Location, words: Words) -> None:
        super().__init__()
        self.session, self.words, self.late = session, words, session.late
        self.ground = ActContext(session, here, words)
        self.rows = {field.name: self._row(field) for field in FIELDS}

    def _row(self, field: Field) -> FieldRow:
        words = self.words
        label, hint = (words(f"forgiving.late.{part}.{field.name}") for part in ("field", "hint"))
        values = form_labels.values(field, words) if field.kind == "choice" else ()
        return row_for(field.kind, field.name, label, hint, values)

    def parts(self) -> ComposeResult:
        """What this is, the source, the keys."""
        yield Static(Content(self.words("forgiving.late.about")), classes="ask")
        with VerticalScroll(can_focus=False):
            yield from self.rows.values()

    async def on_mount(self) -> None:
        """Show the source that is kept, else a newspaper; the cursor is in its title."""
        words, late = self.words, self.late or Source(kind="newspaper")
        state = words("forgiving.late.on" if self.late else "forgiving.late.off")
        self.entitle(words("forgiving.late.title"), state)
        self.foot(words, {"record": words("dialogs.late.keep")} if self.late else {"late-end": ""})
        await self.rows["source_kind"].put(late.kind)
        await self.rows["source_title"].put(late.title)
        await self.rows["source_on"].put(format_date(late.on))
        await self.rows["year"].put(str(self.ground.year))
        self.rows["source_title"].editor.focus()

    def on_field_row_entered(self, event: FieldRow.Entered) -> None:
        """On to the next field; from the last one, begin."""
        event.stop()
        rows = [*self.rows.values()]
        following = rows[rows.index(event.row) + 1 :]
        if following:
            following[0].editor.focus()
        else:
            self.begin()

    async def do_record(self) -> None:
        """Begin, or go on with another source."""
        self.begin()

    def begin(self) -> None:
        """Begin with what is typed, if it can be understood."""
        try:
            typed = {field.name: self._value(field) for field in FIELDS}
        except BadInput:
            return
        source = Source(
            kind=typed["source_kind"], title=typed["source_title"] or "", on=typed["source_on"]
        )
        self.dismiss(Late(source=source, year=typed["year"]))

    def _value(self, field: Field) -> Any:
        row = self.rows[field.name]
        row.wrong = ""
        try:
            return parse_field(field, row.raw, self.ground, {})
        except ThiduaError as error:
            row.wrong = self.words.refusal(error)
            row.editor.focus()
            raise
        finally:
            row.say()

    async def do_late_end(self) -> None:
        """Back to the room."""
        if self.late:
            self.dismiss(Late(source=None))
