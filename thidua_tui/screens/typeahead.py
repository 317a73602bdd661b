"""What was typed behind something refused, while nobody could know of the refusal."""

from __future__ import annotations

from textual.app import App

from thidua_tui.i18n.messages import Words
from thidua_tui.widgets.key_order import KeysInOrder


def discard_typeahead(app: App[object], words: Words) -> str:
    """Drop what was typed ahead, and say so; empty where nothing was."""
    count = app.forget_ahead() if isinstance(app, KeysInOrder) else 0
    return words("typing.forgotten", count=str(count)) if count else ""


def join_sentences(*sentences: str) -> str:
    """The sentences that say something, in a row."""
    return " ".join(filter(None, sentences))
