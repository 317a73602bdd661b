"""Why cells are replaced by what the second reader typed: one reason for all, with F2 recorded."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from thidua_tui.i18n.messages import Words
from thidua_tui.screens.reason_dialog import ReasonDialog, text_in
from views.names import Names


class ReadingReason(ReasonDialog[bool]):
    """Dismissed with whether it was recorded; a refusal is shown at the reason.

    Args:
        words: The words of the language.
        names: The names in a refusal.
        count: How many cells are replaced.
        record: Records with a reason.
    """

    NOTHING = False

    def __init__(
        self, words: Words, names: Names, count: int, record: Callable[[str], Awaitable[None]]
    ) -> None:
        super().__init__(words, words("acts.hint.reason"), names)
        self.count, self._record = count, record

    def usual_reason(self) -> str:
        """That the second reader found it."""
        return self.words("scorechecks.reading.reason")

    def title_text(self) -> str:
        """That cells are replaced."""
        return self.words("scorechecks.reading.title")

    def asked(self) -> str:
        """How many cells are replaced."""
        return self.words("scorechecks.reading.replaces", count=str(self.count))

    async def recorded(self) -> bool:
        """Record the reading."""
        await self._record(text_in(self.reason))
        return True
