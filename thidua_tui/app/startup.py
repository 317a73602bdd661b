"""Open the ledger, and choose the first location; runs in a worker, after the first frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message

from events.errors import ThiduaError
from events.text import plain
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.cluster_list import working_year
from thidua_tui.session.evidence_folder import filed
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from views.clusters import ClusterRow, Clusters
from views.minutes import Meetings

if TYPE_CHECKING:
    from thidua_tui.screens.shell import Shell


class Opened(Message):
    """The ledger is open, with the first location; `single` when there is only one cluster.

    `note` is a sentence to show, or empty.
    """

    def __init__(
        self, session: Session, words: Words, here: Location, *, single: bool, note: str = ""
    ) -> None:
        super().__init__()
        self.session, self.words, self.here, self.single = session, words, here, single
        self.note = note


def load_initial_state(
    app: Shell,
    opening: Callable[[], Session],
    restore: Callable[[Session], None],
    import_year: Callable[[], object],
) -> None:
    """Open the ledger, restore drafts, find the first cluster and year, and notify the app."""
    try:
        session = opening()
        clusters = session.see(Clusters()).rows()
        here = first_place(session, clusters)
        restore(session)
    except ThiduaError as error:
        app.call_from_thread(app.unreadable, error)
        return
    if len(clusters) == 1:
        import_year()  # here rather than in the loop
    words = Words(app.lang)
    note = lost_folder(session, words)
    app.post_message(Opened(session, words, here, single=len(clusters) == 1, note=note))


def lost_folder(session: Session, words: Words) -> str:
    """Return a sentence where the ledger names files and their folder is not there; else empty.

    A ledger that was moved or copied without the folder is whole, and opens.
    """
    folder = session.evidence
    if folder is None or folder.path.is_dir():
        return ""
    count = len({*filed(session.ledger)})
    path = plain(str(folder.path))
    return words("sheetstates.evidence.no-folder", path=path, count=count) if count else ""


def first_place(session: Session, clusters: tuple[ClusterRow, ...]) -> Location:
    """The cluster whose meeting is in session, else the first; its working year."""
    if not clusters:
        return Location(year=session.today.year)
    met = [row for row in session.see(Meetings()).rows() if row.meeting == session.meeting]
    if met:
        return Location(cluster=met[0].cluster, year=met[0].year)
    first = clusters[0]
    return Location(cluster=first.cluster, year=working_year(first, session.today.year))


def cluster_codes(session: Session) -> frozenset[str]:
    """Return the codes of all clusters of the ledger."""
    return frozenset(row.cluster for row in session.see(Clusters()).rows())


def years_with_facts(session: Session, here: Location) -> tuple[int, ...]:
    """Return the years of the cluster that have facts, as known at the moment, in their order."""
    rows = session.see(Clusters(here.cluster), here.known_at).rows() if here.cluster else ()
    return tuple(sorted(rows[0].years)) if rows else ()
