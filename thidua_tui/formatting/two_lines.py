"""A message in two lines at most: a list is cut and counted, other text is cut with `…`."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content

BETWEEN = "; "
"""What is between the things of a list in a sentence."""


def two_lines(message: str, width: int, more: Callable[[int], str]) -> str:
    """Return the message, shortened to two lines; `more` says how many things were left out.

    Of a message of more than two lines the first and the last are kept; a long path is not cut.
    """
    if _fits(message, width) or any(len(word) > width // 2 for word in message.split()):
        return message
    if "\n" in message:
        first, *_, last = message.split("\n")
        return f"{_cut(first, width)}\n{_cut(last, width)}"
    things = message.split(BETWEEN)
    for kept in range(len(things) - 1, 0, -1):
        start = BETWEEN.join(things[:kept])
        if start.count("(") > start.count(")"):
            continue  # what is in brackets is no thing of the list
        shorter = f"{start} {more(len(things) - kept)}"
        if _fits(shorter, width):
            return shorter
    lines = [line.plain.rstrip() for line in Content(message).wrap(width)]
    return f"{lines[0]} {_cut(' '.join(lines[1:]), width)}"


def _fits(message: str, width: int) -> bool:
    return len(Content(message).wrap(width)) <= 2


def _cut(line: str, width: int) -> str:
    return Content(line).truncate(width, ellipsis=True).plain.rstrip()
