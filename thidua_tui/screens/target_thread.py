"""The thread of a promise: how it was set and changed, its criterion, its evidence, its points."""

from __future__ import annotations

from events.event import Entry, Event, Scope
from events.evidence_files import EvidenceAttached, EvidenceFiled
from events.scoring import ScoreRecorded
from events.target_criteria import TargetPutInBook
from events.targets import TARGETS
from thidua_tui.acts.context import ActContext
from thidua_tui.formatting.tables import target_cells
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.entry_thread import EntryThread
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from views.targets import TargetRow

SIGNS: dict[type[Event], str] = {TargetPutInBook: "→", ScoreRecorded: "•"}
SIGNS |= dict.fromkeys((EvidenceFiled, EvidenceAttached), "+")
"""Kind of an entry -> its sign; what sets and changes the promise has a flag."""
PROMISED = "⚑"


class TargetThread(EntryThread):
    """The entries of one target and one unit, in their order; Enter shows one.

    Args:
        session: The session.
        here: The location, with the moment that is shown.
        words: The words of the language.
        row: The row of the table of targets.
    """

    def __init__(self, session: Session, here: Location, words: Words, row: TargetRow) -> None:
        super().__init__(session, here, words)
        self.row = row
        self.entries = self._entries()

    def _entries(self) -> list[Entry]:
        row = self.row
        files = (EvidenceFiled, EvidenceAttached)
        kinds: tuple[type[Event], ...] = (*TARGETS, TargetPutInBook, *files, ScoreRecorded)
        scope = Scope((f"cluster:{row.cluster}/{row.year}",), kinds)
        ground = ActContext(self.session, self.here, self.words)
        return [entry for entry in ground.read(scope).entries if self._concerns(entry.event)]

    def _concerns(self, event: Event) -> bool:
        row = self.row
        if isinstance(event, EvidenceFiled | EvidenceAttached | ScoreRecorded):
            return (event.unit, event.criterion) == (row.unit, row.criterion)
        return getattr(event, "target", "") == row.target

    def on_mount(self) -> None:
        """Show the promise and its outcome, and the thread."""
        row, words = self.row, self.words
        facts = {
            "promised": target_cells.promised(row, words),
            "criterion": target_cells.criterion(row, words),
            "observed": target_cells.observed(row, words),
            "points": target_cells.points(row, words),
            "kept": target_cells.kept(row, words),
        }
        of = row.unit_short or target_cells.promiser(row, words)
        self.show_entries(row.title, of, words("targets.thread", **facts))

    def head(self, at: int, entry: Entry | None) -> str:  # noqa: ARG002 - the entry is enough
        """Return the sign of what the entry does, and its sentence."""
        return f"{SIGNS.get(type(entry.event), PROMISED)} {self.sentence(entry)}" if entry else ""
