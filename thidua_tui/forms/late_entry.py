"""The mode in which old years are entered: its state in words, and how it outlives a crash."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from events.errors import ThiduaError
from events.event import Source
from events.text import plain
from thidua_tui.forms.drafts import LATE, Drafts, format_source
from thidua_tui.parsing.dates import parse_date
from thidua_tui.session.location import Location

if TYPE_CHECKING:
    from thidua_tui.i18n.messages import Words
    from thidua_tui.session.session import Session

NOWHERE = Location()


def enter(session: Session, source: Source | None) -> None:
    """Type from this source from now on; None goes back to the room.

    Either way the source of an earlier act is copied no longer.
    """
    session.late = source
    Drafts(session).remember_source({})
    Drafts(session).keep(LATE, NOWHERE, format_source(source) if source else {})


def restore(session: Session) -> None:
    """Go on with the source that a crash left."""
    raw = Drafts(session).of(LATE, NOWHERE)
    if raw:
        with suppress(ThiduaError, msgspec.ValidationError):
            on = parse_date(raw["source_on"], today=session.today) if raw.get("source_on") else None
            facts = {"kind": raw.get("source_kind"), "title": raw.get("source_title", ""), "on": on}
            session.late = msgspec.convert(facts, Source)


def status_text(session: Session, words: Words) -> str:
    """The mode and its source in short; empty in the room."""
    late = session.late
    if late is None:
        return ""
    facts = {"source": words.choice("kind", late.kind), "title": plain(late.title), "on": late.on}
    return words("forgiving.late.state", **facts)
