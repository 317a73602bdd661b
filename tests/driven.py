"""Types for apps that a test drives; nothing here changes what happens at run time.

Textual's pilot knows that it drives an `App` and that the app shows a `Screen`. A test knows which
app it started, and asks the screen on top for what only that screen has.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from textual.app import App
from textual.pilot import Pilot

A = TypeVar("A", covariant=True)

if TYPE_CHECKING:

    class AppPilot(Pilot[Any], Generic[A]):
        """A pilot whose app is of the class that was started."""

        @property
        def app(self) -> A: ...  # type: ignore[override]  # the app is an `App` with a mixin

    class Driven:
        """An app whose pilot knows its class, and whose screen on top may be any."""

        @property
        def screen(self) -> Any:
            """`Any`: which screen is on top follows from the keys that a test pressed."""

        @asynccontextmanager
        async def run_test(
            self,
            *,
            headless: bool = True,
            size: tuple[int, int] | None = (80, 24),
            tooltips: bool = False,
            notifications: bool = False,
            message_hook: Any = None,
        ) -> AsyncGenerator[AppPilot[Self], None]:
            yield AppPilot[Self](App())

else:

    class Driven:
        """An app that a test drives."""

    AppPilot = Pilot
