"""Why an action does not work here and now: a code, of which the screen makes a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from thidua_tui.doing import Doing

WhyOff: TypeAlias = Callable[["Doing"], str | None]


def always(_: Doing) -> str | None:
    """Never off."""
    return None


def needs_ledger(app: Doing) -> str | None:
    """Off until the ledger is open."""
    return None if app.session else "opening"


def needs_cluster(app: Doing) -> str | None:
    """Off until there is a cluster."""
    return needs_ledger(app) or (None if app.here.cluster else "no-cluster")


def needs_choice(app: Doing) -> str | None:
    """Off where nothing is under the cursor."""
    return needs_ledger(app) or (None if app.page_choice() is not None else "nothing-chosen")


def needs_page_before(app: Doing) -> str | None:
    """Off on the first page."""
    return needs_ledger(app) or (None if app.has_page_before else "first-page")


def entry_counts(app: Doing) -> str | None:
    """Off for an entry that counts no longer, and for what took one back."""
    why: str | None = getattr(app.screen, "why_fixed", str)()
    return may_record(app) or why or None


def needs_late_entry(app: Doing) -> str | None:
    """Off while old years are not being entered."""
    return None if app.session and app.session.late else "not-late"


def may_record(app: Doing) -> str | None:
    """Off where the ledger is only read, for who is no operator of it, and where one looks back."""
    if why := needs_ledger(app):
        return why
    past = "past" if app.here.looking_back else None
    return "read-only" if app.read_only else app.barred or past


def looks_back(app: Doing) -> str | None:
    """Off in the present."""
    return needs_ledger(app) or (None if app.here.looking_back else "already-now")
