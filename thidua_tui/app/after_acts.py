"""What is done behind the page after an act: a copy of the ledger, a note on issued papers."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message

from thidua_tui.app import lazy
from thidua_tui.screens.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.notifications import SeverityLevel

    from events.event import Entry
    from thidua_tui.app.backup_on_close import Backup


class Saved(Message):
    """A backup was made at the end of a meeting, or could not be made."""

    def __init__(self, backup: Backup) -> None:
        super().__init__()
        self.backup = backup


class PapersDiffer(Message):
    """Issued papers differ from the ledger otherwise since an act."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


class AfterActs(Shell):
    """What follows an act and holds nothing up."""

    @work(thread=True, name="backup", group="backup")
    def save_copy(self) -> None:
        """Move the log into the file and copy the ledger, without holding anything up."""
        if self.session:
            if move := getattr(self.session.ledger.recorder, "move_log", None):
                move()
            self.post_message(Saved(lazy.backup_on_close.save(self.session.ledger, self.words)))

    def on_saved(self, message: Saved) -> None:
        """Report where the copy is, or that there is none, after earlier messages."""
        backup = message.backup
        severity: SeverityLevel = "warning" if backup.failed else "information"
        self.notify(backup.sentence, severity=severity, markup=False, timeout=12)

    @work(thread=True, name="issued-papers", group="issued-papers")
    def name_papers(self, entries: Sequence[Entry]) -> None:
        """Look which issued papers an act made differ."""
        sentence = ""
        if self.session:
            with suppress(lazy.errors.ThiduaError):  # the page that is loaded again reports it
                sentence = lazy.issued_papers.after_act(self.session, entries, self.words)
        if sentence:
            self.post_message(PapersDiffer(sentence))

    def on_papers_differ(self, message: PapersDiffer) -> None:
        """Name the papers, after earlier messages."""
        self.notify(message.sentence, severity="warning", markup=False, timeout=12)
