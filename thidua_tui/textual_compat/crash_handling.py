"""An application that ends in order after an exception of its own, and keeps the exception.

* `App._handle_exception` is where Textual brings exceptions of handlers, workers and timers. Its
  own version prints a traceback with local variables, which may hold names and points, on the
  terminal; there is no public hook before it.
* `_exception`, `_exception_event`, `_return_code`, `_close_messages_no_wait` are what that version
  sets and calls; `App.run_test` raises `_exception` again.
"""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from typing import Any

from textual.app import App, ReturnType
from textual.worker import WorkerFailed


class EndsOnFault(App[ReturnType]):
    """An application whose `fault` is the first exception that it did not handle."""

    fault: Exception | None = None

    def take_faults(self) -> None:
        """Handle exceptions in threads and in callbacks of the event loop like all others."""
        loop = asyncio.get_running_loop()

        def of_loop(_: object, context: dict[str, Any]) -> None:
            if isinstance(fault := context.get("exception"), Exception):
                self._handle_exception(fault)

        def of_thread(failed: threading.ExceptHookArgs) -> None:
            if isinstance(fault := failed.exc_value, Exception):
                with suppress(RuntimeError):  # the loop has ended, and so does the program
                    loop.call_soon_threadsafe(self._handle_exception, fault)

        loop.set_exception_handler(of_loop)
        threading.excepthook = of_thread

    def outlasts(self, _error: BaseException) -> bool:
        """Return whether the application goes on after an error, which it has shown."""
        return False

    def _handle_exception(self, error: Exception) -> None:
        """End with the terminal restored; the caller of `run` writes the fault down."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if self.outlasts(cause):
            return
        self.fault = self.fault or (cause if isinstance(cause, Exception) else error)
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()
