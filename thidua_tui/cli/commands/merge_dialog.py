"""Ask one question of a merge on the terminal, by a key that is the same in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import click

from events.merging import Answer
from thidua_tui.cli.output import say
from thidua_tui.i18n.messages import Words

KEYS: dict[str, Answer] = {"1": "ours", "2": "theirs", "3": "later"}
BOTH: dict[str, Answer] = {"4": "both"}
"""Only where two things have one code."""
LEAVE = ("\x1b", "\x03", "\x04", "q", "Q")
"""Esc, Ctrl+C, Ctrl+D, q."""


def ask(
    lines: Iterable[str],
    words: Words,
    getchar: Callable[[], str] = click.getchar,
    *,
    both: bool = False,
) -> Answer | None:
    """Print a question, wait for a key, and return the answer; None where a person leaves.

    Args:
        lines: The lines of the question.
        words: The messages of the language to use.
        getchar: Waits for a key and returns it.
        both: Whether both can be recorded.
    """
    for line in lines:
        say(line)
    keys = KEYS | (BOTH if both else {})
    while True:
        say(words("merge.keys-both" if both else "merge.keys"))
        try:
            key = getchar()
        except (KeyboardInterrupt, EOFError):
            return None
        if key in LEAVE:
            return None
        if answer := keys.get(key):
            say(words(f"merge.answer.{answer}"))
            return answer
