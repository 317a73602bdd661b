"""The program that `test_entry.py` types into: `typing_app.py FILE [stock|plain]`.

`stock` has the fields and the app of Textual, `plain` our fields in its app.
F5 writes what the fields hold to FILE and empties them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from textual import work
from textual.app import App, ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Input, TextArea

from thidua_tui.platform.terminal import prepare
from thidua_tui.widgets import key_order
from thidua_tui.widgets.key_order import KeysInOrder
from thidua_tui.widgets.text_input import Dropped, Entry, Prose

key_order._PATIENCE = 3600.0  # a key that has to be let go by this is a fault here
STOCK = "stock" in sys.argv
EVIL = "a\x1b]52;c;ZXZpbA==\x07\x9b31m\u202eb"
MARKUP = "[red]đỏ[/nope]"
Line, Text = (Input, TextArea) if STOCK else (Entry, Prose)
Base = App if STOCK or "plain" in sys.argv else KeysInOrder


class Question(ModalScreen[str]):
    """A dialog with one field."""

    def compose(self) -> ComposeResult:
        yield Line(id="question")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value)


class TypingApp(Base):  # type: ignore[valid-type,misc]  # chosen by the arguments
    """Two lines and a text."""

    CSS = "Input { height: 1; border: none; } TextArea { height: 3; border: none; }"
    BINDINGS = [  # noqa: RUF012 - as Textual wants it
        ("f2", "ask"),
        ("f3", "prose"),
        ("f4", "swap"),
        ("f5", "tell"),
        ("f6", "evil"),
        ("f7", "prose_told"),
    ]
    dropped, answer = 0, ""

    def compose(self) -> ComposeResult:
        yield Line(id="one")
        yield Line(id="two")
        yield Text(id="text")

    def on_ready(self) -> None:
        self.write("ready")

    def on_input_submitted(self) -> None:
        """Move on the long way round, as a form does that has something to save first."""
        self.call_later(self.call_later, self.screen.focus_next)

    def on_dropped(self, event: Dropped) -> None:
        control: Any = event.control  # a field of ours
        assert event.count == control.dropped
        self.dropped += event.count

    def write(self, line: object) -> None:
        with Path(sys.argv[1]).open("a") as file:
            file.write(json.dumps(line) + "\n")

    @work
    async def action_ask(self) -> None:
        self.answer = await self.push_screen_wait(Question())

    def action_prose(self) -> None:
        self.query_one("#text").focus()

    def action_prose_told(self) -> None:
        """The same, for a typist who cannot trust the app with type-ahead."""
        self.screen.set_focus(self.query_one("#text"))
        self.write("prose")

    async def action_swap(self) -> None:
        """Take the first field away and put the focus into the one that stands for it."""
        await self.query_one("#one").remove()
        await self.mount(Line(id="one"), before=0)
        self.query_one("#one").focus()

    def action_tell(self) -> None:
        one, two, text = self.query_one("#one"), self.query_one("#two"), self.query_one("#text")
        self.write(
            {"one": one.value, "two": two.value, "text": text.text}
            | {"dropped": self.dropped, "answer": self.answer}
        )
        one.value = two.value = text.text = self.answer = ""
        self.dropped = 0
        self.screen.set_focus(one)

    def action_evil(self) -> None:
        """Put what must not reach the terminal into every place a field shows."""
        self.query("#one, #two, #text").remove()
        self.mount(
            Line(EVIL),
            Text(EVIL),
            Line(placeholder=EVIL),
            Text(placeholder=EVIL),
            Line(MARKUP),
            Text(placeholder=MARKUP),
        )
        self.call_after_refresh(self.write, "evil")


if __name__ == "__main__":
    if not STOCK:
        prepare()
    TypingApp().run()
