"""The draft of a form: what of it is kept while one types, and where the cursor goes back to."""

from __future__ import annotations

from thidua_tui.forms.draft_storage import Kept
from thidua_tui.screens.form_messages import FormContext
from thidua_tui.widgets.text_cursor import cursor_of, put_cursor


def unsaved(form: FormContext) -> bool:
    """Whether something was typed that was not recorded; what stood there at first is not."""
    kept = form.filling.kept()
    return any(text.strip() and text != form.begun.get(name) for name, text in kept.items())


def keep(form: FormContext) -> None:
    """Keep what was typed, and where the cursor stands; what was taken out again is no draft."""
    if not unsaved(form):
        form.drafts.drop(form.draft, form.here)
        return
    copied = form.drafts.source
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
