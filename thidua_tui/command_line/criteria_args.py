"""Criteria in a line without quotes: code; name; maximum."""

from __future__ import annotations

from itertools import takewhile

from thidua_tui.command_line.line_state import LineState


def begins(of: LineState, at: int) -> bool:
    """Return whether a criterion begins here: a sign that parts a code from a name is behind it."""
    if not of.free or of.free.kind != "criteria" or of.quoted:
        return False
    behind = of.line[of.tokens[at].start :].split(maxsplit=1)
    between = of.line[of.tokens[at].end :][:1]
    return ";" in behind[0] or between == "\t" or (behind[1:] != [] and behind[1][0] == ";")


def end(of: LineState, at: int) -> int:
    """Return the end of the criteria that begin here: the word behind the last sign, a maximum."""
    bare = [*takewhile(lambda token: not (token.quoted or token.named), of.tokens[at:])]
    start, stop = bare[0].start, bare[-1].end
    last = max(of.line.rfind(sign, start, stop) for sign in ";\t")
    words = (n for n, token in enumerate(bare, at + 1) if token.end > last + 1)
    return next(words, at + len(bare))
