"""A screen that is being left is called no more: its widgets go before it does.

Between the key that leaves a screen and its end come messages that were sent before: a resize, what
a worker folded, a call after the refresh. Their handlers ask for widgets that are gone, which would
end the program.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from textual.message import Message
from textual.screen import Screen, ScreenResultType
from textual.timer import Timer

from thidua_tui.textual_compat.pauses import Pauses

_OURS = __name__.partition(".")[0]
_OF_TEXTUAL = "-textual-system"
"""The class of what Textual adds to every screen: toasts, tooltips."""


class UntilLeft(Pauses, Screen[ScreenResultType]):
    """A screen whose handlers and callbacks run only while its widgets are there.

    Private parts of Textual used here: `_pruning`, `_closing` and `_dispatch_message`; it has no
    public way to learn that a screen is about to be removed.
    """

    @property
    def leaving(self) -> bool:
        """Whether the screen, or all that it shows, is being removed; also at the program's end."""
        if self._pruning or self._closing or not self.app.is_running:
            return True
        return all(child._pruning for child in self.children if not child.has_class(_OF_TEXTUAL))

    async def _dispatch_message(self, message: Message) -> None:
        """Handle a message, unless it is for a handler of ours and comes too late."""
        if not (self.leaving and self.is_mounted and self._handles(message.handler_name)):
            await super()._dispatch_message(message)

    def _handles(self, name: str) -> bool:
        """Say whether a class of ours has the handler."""
        ours = (kind for kind in type(self).__mro__ if kind.__module__.startswith(_OURS))
        return any(name in vars(kind) for kind in ours)

    def call_after_refresh(self, callback: Callable[..., Any], *args: Any, **options: Any) -> bool:
        """Call after the next refresh, if the screen is still there then."""
        return super().call_after_refresh(self._if_there, partial(callback, *args, **options))

    def set_timer(
        self, delay: float, callback: Callable[..., Any] | None = None, **options: Any
    ) -> Timer:
        """Call after some seconds, if the screen is still there then."""
        later = partial(self._if_there, callback) if callback else None
        return super().set_timer(delay, later, **options)

    def set_interval(
        self, interval: float, callback: Callable[..., Any] | None = None, **options: Any
    ) -> Timer:
        """Call again and again, as long as the screen is there."""
        each = partial(self._if_there, callback) if callback else None
        return super().set_interval(interval, each, **options)

    def _if_there(self, callback: Callable[[], object]) -> object:
        return None if self.leaving else callback()
