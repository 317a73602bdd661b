"""The acts that a person recorded last: what the menu of acts offers at its top."""

from __future__ import annotations

from thidua_tui.acts.registry import act_for
from thidua_tui.session.session import Session

READ, MOST = 200, 4
"""So many of the last entries are read; so many acts are offered at most."""


def recent_acts(session: Session) -> tuple[str, ...]:
    """Return the ids of the acts that the operator of the session recorded last, newest first."""
    last = session.ledger.position()
    entries = [*session.reader.read(after=max(0, last - READ), until=last)]
    acts = (act_for(entry.event) for entry in reversed(entries) if entry.by == session.by)
    return tuple(dict.fromkeys(act.id for act in acts if act))[:MOST]
