"""The draft of a form: its values and its cursor, kept while it is filled and put back later."""

from __future__ import annotations

from textual.widget import Widget

from thidua_tui.forms.draft_storage import Kept
from thidua_tui.screens.form_messages import FormContext
from thidua_tui.widgets.ranking_editor import Places
from thidua_tui.widgets.text_input import Entry, Prose


def unsaved(form: FormContext) -> bool:
    """Whether something was typed and not recorded; the initial content does not count."""
    kept = form.filling.kept()
    return any(text.strip() and text != form.begun.get(name) for name, text in kept.items())


def keep(form: FormContext) -> None:
    """Keep what was typed, and the cursor; text that was removed again is no draft."""
    if not unsaved(form):
        form.drafts.drop(form.draft, form.here)
        return
    copied = {} if form.instead_of else form.drafts.source
    kept = {name: text for name, text in form.filling.kept().items() if name not in copied}
    if form.instead_of:  # the reason belongs to this attempt: the next one says its own
        kept.pop("reason", None)
    row = form.body.fields.typed_into
    where = (row.field, cursor_of(row.editor)) if row else ("", ())
    form.drafts.keep(form.draft, form.here, kept, *where)


def cursor_back(form: FormContext, kept: Kept) -> None:
    """Go on typing where it was left off."""
    if row := form.body.fields.rows.get(kept.field):
        put_cursor(row.editor, kept.cursor)


def cursor_of(editor: Widget) -> tuple[int, ...]:
    """A column; a line and a column; of a list of places the line and the column in it."""
    match editor:
        case Entry():
            return (editor.cursor_position,)
        case Prose():
            return editor.cursor_location
        case Places():
            for at, line in enumerate(editor.lines):
                if line.picker.has_focus:
                    return (at, line.picker.cursor_position)
    return ()


def put_cursor(editor: Widget, cursor: tuple[int, ...]) -> None:
    """Put the cursor there, as far as the text goes; nothing is selected, so typing goes on."""
    match editor, cursor:
        case Entry(), (column,):
            editor.select_on_focus = False  # the event of the focus may come after this
            editor.cursor_position = min(column, len(editor.value))
        case Prose(), (line, column):
            line = min(line, editor.document.line_count - 1)
            editor.move_cursor((line, min(column, len(editor.document.get_line(line)))))
        case Places(), (line, column) if line < len(editor.lines):
            picker = editor.lines[line].picker
            picker.focus()
            picker.cursor_position = min(column, len(picker.value))
