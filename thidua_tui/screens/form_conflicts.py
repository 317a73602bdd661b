"""A form while others record: it says so as it happens, and asks when both would be the same."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeAlias

from textual.screen import Screen

from events.command import Command
from events.errors import ThiduaError
from events.event import Entry
from thidua_tui.forms.conflicts import Conflicts, find_conflicts
from thidua_tui.screens.conflict_dialog import Answer, Conflict, conflict_sentence
from thidua_tui.screens.form_messages import FormContext
from views.names import Names

NewForm: TypeAlias = Callable[..., Screen[tuple[Entry, ...]]]
"""Makes another form of the same kind."""


async def look(form: FormContext) -> None:
    """Say that another terminal recorded what is being typed here; nothing typed changes."""
    if form.ahead:
        form.ahead.look()
    found = await _found(form)
    if found and form.is_attached and not form.busy:
        names = form.session.see(Names())
        first = conflict_sentence(found.theirs, form.words, names)
        form.say(f"▲ {first} {form.words('forgiving.conflict.choose')}")


async def ask(form: FormContext, new_form: NewForm) -> bool:
    """After a refusal: check for entries of others; if any, ask which version is to be kept."""
    found = await _found(form)
    if not found:
        return False
    names = form.session.see(Names())
    dialog = Conflict(found, form.words, names)
    form.app.push_screen(dialog, partial(_answered, form, new_form, found))
    return True


async def _found(form: FormContext) -> Conflicts:
    try:
        commands: Sequence[Command] = form.filling.commands()
        found = await asyncio.to_thread(
            find_conflicts, form.session, form.since, commands, form.instead_of
        )
    except ThiduaError:  # a field is wrong yet, or the ledger is: another answer will come
        return Conflicts(theirs=())
    own = {entry.position for entry in form.recorded}
    theirs = tuple(entry for entry in found.theirs if entry.position not in own)
    return Conflicts(theirs=theirs, mine=found.mine)


def _answered(
    form: FormContext, new_form: NewForm, found: Conflicts, answer: Answer | None
) -> None:
    """Keep theirs, or correct it with what was typed here."""
    if answer == "keep":
        form.drafts.drop(form.draft, form.here)
        form.dismiss(tuple(form.recorded))
    elif answer == "replace":
        copied = form.drafts.source
        typed = form.filling.kept()
        given = {name: text for name, text in typed.items() if name not in copied}
        last = found.theirs[-1:]
        corrected = new_form(form.act, form.session, form.here, form.words, last, given)
        form.app.push_screen(corrected, partial(_replaced, form))


def _replaced(form: FormContext, entries: tuple[Entry, ...] | None) -> None:
    if entries:
        form.drafts.drop(form.draft, form.here)
        form.recorded += entries
        form.dismiss(tuple(form.recorded))
