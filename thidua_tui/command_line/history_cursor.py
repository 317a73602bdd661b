"""What Tab and the arrows put into the line: what could stand there, and earlier lines."""

from __future__ import annotations

from collections.abc import Sequence

from thidua_tui.command_line.completion import Suggestion


class HistoryCursor:
    """Where one is among what could stand at the end of the line, and among earlier lines.

    The first Tab fixes the list, so that the next ones go through it; typing lets it go.
    """

    def __init__(self) -> None:
        self.offers: Sequence[Suggestion] = ()
        self.at = -1
        self.back = 0
        self._before = ""
        self._put: str | None = None

    def offer(self, offers: Sequence[Suggestion]) -> None:
        """Take in what could stand there now, unless one goes through a list already."""
        if self.at < 0:
            self.offers = offers

    def typed(self, text: str) -> bool:
        """Let go of the list when somebody typed; whether that was so."""
        if text == self._put:
            return False
        self.offers, self.at, self._put = (), -1, None
        return True

    def put(self, text: str) -> None:
        """A line was put in that nobody typed."""
        self.offers, self.at, self.back, self._put = (), -1, 0, text

    def next(self, step: int, text: str) -> str | None:
        """The line with the next of what could stand there, or the one before; None for none."""
        if not self.offers:
            return None
        if self.at < 0:
            self._before = text
        last = len(self.offers) - 1
        self.at = (self.at + step) % (last + 1) if self.at >= 0 else (0 if step > 0 else last)
        chosen = self.offers[self.at]
        skipped = len(self._before) - len(self._before.lstrip(": "))
        self._put = self._before[: skipped + chosen.start] + chosen.text
        if not last:
            self.offers, self.at = (), -1
        return self._put

    def earlier(self, step: int, text: str, lines: Sequence[str]) -> str:
        """An earlier line, or a later one; behind the last, what was typed."""
        if self.back == 0:
            self._before = text
        self.back = max(0, min(self.back - step, len(lines)))
        return lines[-self.back] if self.back else self._before
