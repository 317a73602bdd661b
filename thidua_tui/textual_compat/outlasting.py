"""A screen or widget that goes on after an error that its application outlasts.

Handlers read the ledger. A server that gives no answer makes one of them fail, and Textual's pump
ends with the first exception: the widget would be dead, and what is typed in it lost.

Private parts of Textual used here: `_dispatch_message`; it has no public way to handle the
exceptions of handlers.
"""

from __future__ import annotations

from textual.message import Message
from textual.message_pump import MessagePump

from thidua_tui.textual_compat.crash_handling import EndsOnFault


class Outlasting(MessagePump):
    """A pump whose handlers may fail with what the application outlasts."""

    async def _dispatch_message(self, message: Message) -> None:
        """Handle a message; drop it where its handler failed with such an error."""
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            app = self.app
            if not (isinstance(app, EndsOnFault) and app.outlasts(error)):
                raise
