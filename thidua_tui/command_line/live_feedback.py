"""What a line that is being typed says back: understood, to be recorded, moving, or wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from events.command import Command
from events.errors import BadInput, ThiduaError
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.preview import describe_consequences, papers_first
from thidua_tui.command_line.completion import Suggestion, complete
from thidua_tui.command_line.directives import Directives
from thidua_tui.command_line.execute import command_of, fact_sentences, foreseen
from thidua_tui.command_line.explanation import explain_line
from thidua_tui.command_line.explanation import where as place
from thidua_tui.command_line.initial_location import clear_cluster
from thidua_tui.command_line.parser import Line, parse_line

MOVES = 4
"""Lines of what would be recorded, and of what would move."""
UNDERSTOOD, RECORDS, MOVED, WRONG, UNREADY = "$secondary", "bold", "", "bold $error", "dim"
"""The style of each kind of line; its meaning is given in words before it."""
UNFINISHED = (
    "argument-missing",
    "reason-missing",
    "meeting-unnamed",
    "nothing-corrected",
    "line-unfinished",
    "quote-open",
    "verb-unknown",
    "line-empty",
)
"""What is wrong with a line only because it goes on."""


GROWING = (
    "several-meant",
    "word-unknown",
    "argument-wrong",
    "no-match",
    "no-such-unit",
    "no-such-name",
)
"""Errors that may be due to an unfinished last word: ignored while completions remain."""


class Feedback(Struct, frozen=True, kw_only=True):
    """Feedback on a text: its location, (line, style), and the completions at its end.

    `command` is what Enter would record, as far as the text is right.
    """

    text: str
    where: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    offers: tuple[Suggestion, ...] = ()
    command: Command | None = None


def feedback(
    text: str, ground: ActContext, source: Mapping[str, str], *, far: bool = False
) -> Feedback:
    """What is understood; `far`: also what it would record and what would move, which is slow."""
    words = ground.words
    offers = tuple(complete(text, ground))
    where = place(Directives(cluster=ground.here.cluster, year=ground.here.year), ground)
    if not text.strip():
        example = words("lines.say.example")
        hint = words("lines.say.empty", example=example)
        return Feedback(text=text, where=where, lines=((hint, UNREADY),), offers=offers)
    line = clear_cluster(parse_line(text, ground, source), ground)
    lines = tuple(_lines(line, ground, far=far, growing=bool(offers)))
    command = None if line.wrong else command_of(line)
    return Feedback(text=text, where=where, lines=lines, offers=offers, command=command)


def _lines(
    line: Line, ground: ActContext, *, far: bool, growing: bool
) -> Iterator[tuple[str, str]]:
    words = ground.words
    if line.verb:
        yield f"{words('lines.say.understood')}: {explain_line(line, ground)}", UNDERSTOOD
    if line.wrong:
        unready = isinstance(line.wrong, BadInput) and line.wrong.code in (
            (*UNFINISHED, *GROWING) if growing else UNFINISHED
        )
        mark = "…" if unready else "▲"
        refusal = words.refusal(line.wrong, ground.names)
        yield f"{mark} {refusal}", UNREADY if unready else WRONG
    elif far and line.act:
        yield from _ahead(line, ground)


def _ahead(line: Line, ground: ActContext) -> Iterator[tuple[str, str]]:
    words = ground.words
    try:
        seen = foreseen(ground.session, line)
    except ThiduaError as error:
        yield f"▲ {words.refusal(error, ground.names)}", WRONG
        return
    if seen is None:
        return
    sentences = fact_sentences(seen.entries, words, seen.names)
    for sentence in sentences[:MOVES]:
        yield f"{words('lines.say.records')}: {sentence}", RECORDS
    if len(sentences) > MOVES:
        yield words("foresight.more", count=str(len(sentences) - MOVES)), RECORDS
    moves = describe_consequences(seen.consequences, words)
    for move in papers_first(moves)[:MOVES]:
        yield f"{words('lines.say.moves')}: {move}", MOVED
    if len(moves) > MOVES:
        yield words("foresight.more", count=str(len(moves) - MOVES)), UNREADY
