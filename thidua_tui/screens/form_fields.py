"""The fields of a form on the screen: typing goes into the filling, what it says comes back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.events import Paste
from textual.message import Message

from events.errors import ThiduaError
from events.text import plain
from thidua_tui.forms import form_labels
from thidua_tui.forms.form_state import FormState
from thidua_tui.forms.value_description import describe_value
from thidua_tui.parsing.book_table import is_toml
from thidua_tui.screens.base_dialog import discard_typeahead
from thidua_tui.textual_compat.outlasting import Outlasting
from thidua_tui.widgets.field_editors import AgendaLines, ManyLines, row_for
from thidua_tui.widgets.field_row import FieldRow
from thidua_tui.widgets.multi_select import MultiSelect
from thidua_tui.widgets.radio_choice import Choice
from thidua_tui.widgets.text_input import Dropped, Entry, OldText

SHOWN = 40
"""So many letters of a paste are shown where it was changed."""
BOOKS = ("criteria", "book")
"""Kinds of fields whose text takes longer to read than a key may."""
MISSED = 3
"""So many rows that name nothing are named."""
TEXTS = ("line", "prose", "agenda", "units")
"""Kinds of fields that take any text."""
STEERING = ("year", "number", "choice", "flag", "pick")
"""Kinds of fields on which the choices of others may depend."""


class Fields(Outlasting, VerticalScroll, can_focus=False):
    """A row for each field, in order; reason and source come last and stay folded."""

    class Last(Message):
        """Enter was pressed in the last field."""

    class Changed(Message):
        """Something was typed in a field."""

    class Notice(Message):
        """Something to say in the status line."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, filling: FormState, folded: frozenset[str], start: str = "") -> None:
        super().__init__()
        self.filling, self.start = filling, start
        self.rows = {name: self._row(name) for name in filling.fields}
        self.folded = set(folded)
        self.refused = ""

    def _row(self, name: str) -> FieldRow:
        field, act, words = self.filling.fields[name], self.filling.act, self.filling.ground.words
        texts = (form_labels.label(act, field, words), form_labels.hint(act, field, words))
        values = form_labels.values(field, words) if field.kind in ("choice", "flag") else ()
        kind = "suggested" if field.kind == "line" and field.options else field.kind
        return row_for(kind, name, *texts, values)

    def compose(self) -> ComposeResult:
        """The rows that are not folded; the others are mounted when they are asked for."""
        yield from (row for name, row in self.rows.items() if name not in self.folded)

    async def on_mount(self) -> None:
        """Show the contents of the fields, and focus the first empty field."""
        await self.refill(self.filling)

    async def refill(self, filling: FormState) -> None:
        """Show another filling of the same act."""
        self.filling = filling
        for name, row in self._shown():
            row.wrong = ""
            await self._fill(name)
        self._follow()
        self.focus_on(self.start or filling.start())
        for entry in self.query(Entry):  # as in a new form, typing replaces a default
            entry.select_on_focus = True
            if entry.has_focus:
                entry.select_all()
        self.post_message(self.Changed())

    def _shown(self) -> Iterator[tuple[str, FieldRow]]:
        return ((name, row) for name, row in self.rows.items() if name not in self.folded)

    async def _fill(self, name: str) -> None:
        row, filling = self.rows[name], self.filling
        row.offer(filling.options(filling.fields[name]))
        await row.put(filling.raw[name])
        self._describe(name)

    @property
    def typed_into(self) -> FieldRow | None:
        """The field that the cursor is in."""
        return next((row for row in self.rows.values() if row.has_focus_within), None)

    def focus_on(self, name: str) -> None:
        """Put the cursor into a field."""
        if row := self.rows.get(name):
            row.editor.focus()

    async def unfold(self) -> None:
        """Show the fields that were folded."""
        names, self.folded = [name for name in self.rows if name in self.folded], set()
        if names:
            await self.mount(*(self.rows[name] for name in names))
        for name in names:
            await self._fill(name)

    async def open_at(self, name: str) -> None:
        """Show every field, and put the cursor into one of them."""
        await self.unfold()
        self.focus_on(name)

    async def open_file(self) -> None:
        """Put the cursor into the field of a file that is evidence of what is recorded."""
        kinds = self.filling.fields.values()
        await self.open_at(next((f.name for f in kinds if f.kind == "evidence-file"), ""))

    def on_resize(self) -> None:
        """Keep the field with the cursor in sight."""
        if row := self.typed_into:
            self.scroll_to_widget(row, animate=False)

    async def show_errors(self, errors: Mapping[str, ThiduaError], *, of_all: bool = False) -> None:
        """Show each error at its field, and focus the first of these.

        An error `of_all` fields is that of a decision: it may be mended in any of them.
        """
        self.refused = next(iter(errors)) if of_all else ""
        if self.folded & set(errors):
            await self.unfold()
        for name, error in errors.items():
            self.rows[name].wrong = self._sentence(error)
            self.rows[name].say()
        first = next((name for name in self.rows if name in errors), "")
        if first and not self.rows[first].has_focus_within:  # or what is being typed would be left
            self.focus_on(first)

    async def on_field_row_edited(self, event: FieldRow.Edited) -> None:
        """Take in what was typed; defaults and choices of other fields may follow."""
        event.stop()
        row, filling = event.row, self.filling
        row.wrong = ""
        self._retry()
        changed = filling.put(row.field, row.raw)
        if filling.fields[row.field].kind in STEERING:
            for name, other in self._shown():
                if other is not row and filling.fields[name].options:
                    other.offer(filling.options(filling.fields[name]))
        for name in changed:
            self.rows[name].wrong = ""  # its text is another now, as if it had been typed
            await self.rows[name].put(filling.raw[name])
        self._describe(row.field, *changed)
        self._follow()
        self.post_message(self.Changed())

    def _retry(self) -> None:
        """Remove the refusal of a decision: it was made on other fields."""
        if refused := self.rows.get(self.refused):
            refused.wrong = self.refused = ""
            refused.say()

    def _follow(self) -> None:
        """Show fields that another one calls for."""
        for name, field in self.filling.fields.items():
            if field.follows or field.shown:
                called = not field.follows or bool(self.filling.raw[field.follows].strip())
                self.rows[name].display = called and self.filling.asked(field)

    def on_field_row_left(self, event: FieldRow.Left) -> None:
        """Say at once when what was typed is no value of the field."""
        event.stop()
        row = event.row
        if row.raw.strip() and not row.wrong:
            error = self._error(row.field)
            row.wrong = self._sentence(error) if error else ""
            row.say()

    def on_field_row_entered(self, event: FieldRow.Entered) -> None:
        """Go on to the next field, unless this one is wrong; from the last one, out."""
        event.stop()
        row = event.row
        if error := self._error(row.field):
            row.wrong = self._sentence(error)
            row.say()
            if ahead := discard_typeahead(self.app, self.filling.ground.words):
                self.post_message(self.Notice(ahead))
            return
        row.wrong = ""
        row.say()
        following = [*self._after(row)]
        if following:
            following[0].editor.focus()
        else:
            self.post_message(self.Last())

    def _after(self, row: FieldRow) -> Iterator[FieldRow]:
        rows = [*self.rows.values()]
        return (row for row in rows[rows.index(row) + 1 :] if row.display and row.is_attached)

    def _error(self, name: str) -> ThiduaError | None:
        try:
            self.filling.value(self.filling.fields[name])
        except ThiduaError as error:
            return error
        return None

    def _sentence(self, error: ThiduaError) -> str:
        ground = self.filling.ground
        return ground.words.refusal(error, ground.names)

    def _describe(self, *names: str) -> None:
        for name in names:
            row, field = self.rows[name], self.filling.fields[name]
            if field.kind in BOOKS and is_toml(self.filling.raw[name]):
                row.understood = ""  # the panel shows the book, after a pause
                row.say()
                continue
            described = plain(describe_value(self.filling, self.filling.fields[name]))
            # The text of the entry itself need not be repeated; what goes on from it stays whole.
            repeated = plain(row.shown)
            if described == repeated or described.startswith(f"{repeated} · "):
                described = described.removeprefix(repeated).removeprefix(" · ")
            row.understood = described
            row.say()

    def on_dropped(self, event: Dropped) -> None:
        """Say that a paste lost something."""
        event.stop()
        words = self.filling.ground.words
        self.post_message(self.Notice(words("acts.form.dropped", count=str(event.count))))

    def on_old_text(self, event: OldText) -> None:
        """Say that what was pasted is of an old font, and what it was changed into."""
        event.stop()
        words = self.filling.ground.words
        before, after = plain(event.before)[:SHOWN], plain(event.old.text)[:SHOWN]
        notice = words("acts.form.old_text", font=event.old.font, before=before, after=after)
        self.post_message(self.Notice(notice))

    def on_agenda_lines_pasted(self, event: AgendaLines.Pasted) -> None:
        """Say which items came in, and where."""
        event.stop()
        items = "; ".join(plain(item)[:SHOWN] for item in event.items[:MISSED])
        more = str(len(event.items) - MISSED) if len(event.items) > MISSED else ""
        after = plain(event.after.split(";")[0])[:SHOWN]
        facts = {"count": str(len(event.items)), "items": items, "more": more, "after": after}
        self.post_message(self.Notice(self.filling.ground.words("agenda.pasted", **facts)))

    def on_choice_pasted(self, event: Choice.Pasted) -> None:
        """Paste into the text field that it is meant for, and say which."""
        event.stop()
        words, lines = self.filling.ground.words, event.text.strip().splitlines()
        chosen = next((row for row in self.rows.values() if row.editor is event.choice), None)
        empty = [
            row
            for row in (self._after(chosen) if chosen else ())
            if self.filling.fields[row.field].kind in TEXTS and not row.raw.strip()
        ]
        if len(lines) > 1:
            empty = [row for row in empty if isinstance(row.editor, ManyLines)]
        needed = [row for row in empty if self.filling.fields[row.field].needed]
        row = next(iter([*needed, *empty]), None)
        if row is None or not lines:
            self.post_message(self.Notice(words("acts.form.not_pasted")))
            return
        row.editor.focus()
        row.editor.on_paste(Paste(event.text))  # type: ignore[attr-defined] # every text field has it
        self.post_message(self.Notice(words("acts.form.pasted", field=row.text)))

    def on_multi_select_missed(self, event: MultiSelect.Missed) -> None:
        """Say which rows of a paste name nothing that can be ticked here."""
        event.stop()
        names = "; ".join(plain(name) for name in event.names[:MISSED])
        more = str(len(event.names) - MISSED) if len(event.names) > MISSED else ""
        words = self.filling.ground.words
        self.post_message(self.Notice(words("acts.form.missed", names=names, more=more)))
