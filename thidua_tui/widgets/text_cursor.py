"""Where the cursor stands in an entry, as numbers, and putting it there again."""

from __future__ import annotations

from textual.widget import Widget

from thidua_tui.widgets.ranking_editor import Places
from thidua_tui.widgets.text_input import Entry, Prose


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
            editor.cursor_position = min(column, len(editor.value))
        case Prose(), (line, column):
            line = min(line, editor.document.line_count - 1)
            editor.move_cursor((line, min(column, len(editor.document.get_line(line)))))
        case Places(), (line, column) if line < len(editor.lines):
            picker = editor.lines[line].picker
            picker.focus()
            picker.cursor_position = min(column, len(picker.value))
