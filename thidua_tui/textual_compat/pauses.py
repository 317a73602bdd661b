"""Calls that wait for a pause in typing, of screens and of widgets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.timer import Timer

from thidua_tui.textual_compat.outlasting import Outlasting


class Pauses(Outlasting):
    """A screen or widget that does something once nothing more is typed."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._pauses: dict[str, Timer] = {}

    def after_pause(self, name: str, seconds: float, callback: Callable[[], object]) -> None:
        """Call after a pause, which begins again when the same name is asked for within it."""
        self.end_pause(name)
        self._pauses[name] = self.set_timer(seconds, callback, name=name)

    def end_pause(self, name: str) -> None:
        """Do not call after all."""
        if pause := self._pauses.pop(name, None):
            pause.stop()
