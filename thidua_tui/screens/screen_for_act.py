"""The screen that records an act: its form, or the one that it has of its own."""

from __future__ import annotations

from collections.abc import Sequence

from textual.screen import Screen

from events.event import Entry
from thidua_tui.acts.registry import ACTS, act_for
from thidua_tui.acts.undo_redo import last
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.form import Form
from thidua_tui.screens.score_grid import Scores
from thidua_tui.screens.undo_dialog import Undo
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session


def screen_for(
    name: str, session: Session, here: Location, words: Words, instead_of: Sequence[Entry] = ()
) -> Screen[tuple[Entry, ...]]:
    """The screen of the act with that id; dismissed with the entries that were recorded.

    `undo` takes back these entries, `correct` corrects them; without any, the last act's.

    Raises:
        Refused: `nothing-to-undo`.
    """
    if name == "undo":
        return Undo(session, words, instead_of or last(session, redo=False))
    if name == "correct":
        return correction(session, here, words, instead_of or session.last_act())
    if ACTS[name].screen == "scores" and not instead_of:
        return Scores(session, here, words)
    return Form(ACTS[name], session, here, words, instead_of)


def correction(session: Session, here: Location, words: Words, entries: Sequence[Entry]) -> Form:
    """The form that puts something right in the place of these entries of one act.

    A form records a single fact: of an act of several the last is corrected, and the others stay.

    Raises:
        LookupError: no act records such an entry: it is a retraction.
    """
    entries = entries[-1:]
    act = act_for(entries[0].event)
    if act is None:
        raise LookupError(type(entries[0].event).__name__)
    of = entries[0].event
    cluster, year = getattr(of, "cluster", here.cluster), getattr(of, "year", here.year)
    there = Location(cluster=cluster, year=year, unit=here.unit)
    return Form(act, session, there, words, entries)
