"""Reading the ledger apart from the event loop: a new request replaces that of its kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from textual.worker import get_current_worker

from events.errors import ThiduaError
from thidua_tui.session.cancellable import CancellableSession, Cancelled

if TYPE_CHECKING:
    from textual.message import Message
    from textual.widget import Widget

    from thidua_tui.screens.shell import Shell
    from thidua_tui.session.session import Session


def read_in_worker(
    node: Widget, kind: str, session: Session, make: Callable[[CancellableSession], Message]
) -> None:
    """Read in a worker, and post what was found to the widget that asked.

    A ledger that cannot be read is reported by the application, as when a page is loaded.

    Args:
        node: The widget or screen that asks; an earlier request of it of the same kind ends.
        kind: The kind of request, the name and group of the worker.
        session: Whose ledger is read.
        make: Reads and returns the message; it touches no widget.
    """
    app = cast("Shell", node.app)

    def work() -> None:
        worker = get_current_worker()
        try:
            message = make(CancellableSession(session, worker))
        except Cancelled:
            return
        except ThiduaError as error:
            if not worker.is_cancelled:
                app.call_from_thread(app.unreadable, error)
            return
        if not worker.is_cancelled:
            node.post_message(message)

    node.run_worker(work, name=kind, group=kind, thread=True, exclusive=True)
