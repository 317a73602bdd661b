"""Execute a line: find its command, preview what it would record, record it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from events.command import Command
from events.corrections import EntriesRetracted
from events.errors import ThiduaError
from events.event import Entry, Source
from events.peer_events import PeerSheetSealed
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.preview import Foreseen, foresee
from thidua_tui.command_line.directives import Directives, here_alone
from thidua_tui.command_line.initial_location import clear_cluster
from thidua_tui.command_line.parser import Line, parse_line
from thidua_tui.forms.warnings import warnings_for
from thidua_tui.i18n.messages import Naming, Words
from thidua_tui.session.meeting_times import usual_times
from thidua_tui.session.session import Session, in_place_of


class Done(Struct, frozen=True, kw_only=True):
    """The result of a line: its entries, directives and table, or why it failed."""

    entries: tuple[Entry, ...] = ()
    sentence: str = ""
    directives: Directives | None = None
    table: str = ""
    wrong: str = ""

    @property
    def sealed(self) -> bool:
        """Whether the line holds a sealed sheet: then it is kept nowhere."""
        return any(isinstance(entry.event, PeerSheetSealed) for entry in self.entries)


def command_of(line: Line) -> Command | None:
    """Return the command of a line; None for a line that records nothing.

    Raises:
        ThiduaError: what is wrong with the line.
    """
    if line.wrong:
        raise line.wrong
    if not line.mends:
        return next(iter(line.commands()), None)
    if line.step is None:
        [instead] = line.commands()
        return in_place_of(line.entries, instead, line.source)
    return line.step.command()


def foreseen(session: Session, line: Line) -> Foreseen | None:
    """The entries that the line would record now, and what would move; nothing is recorded.

    Raises:
        ThiduaError: what is wrong with the line; a rule that says no, or that asks for words.
    """
    command = command_of(line)
    if command is None:
        return None
    source = line.step.source if line.step else line.source
    how = session.circumstances(command, reason=line.reason, source=source)
    usual_times(session, command, how.reason, how.source)
    return foresee(session, [command], how=how)


def execute(session: Session, line: Line, act: str = "") -> list[Entry]:
    """Record what the line says, as one act; under an id, what is there already is not repeated.

    Raises:
        ThiduaError: what is wrong with the line; a rule that says no; then nothing is recorded.
    """
    command = command_of(line)
    if command is None:
        return []
    source = line.step.source if line.step else line.source
    usual_times(session, command, line.reason, source or Source())
    return session.do(command, reason=line.reason, source=source, act=act)


def fact_sentences(entries: Sequence[Entry], words: Words, names: Naming) -> list[str]:
    """Return the facts as sentences; for a correction the new facts, for a retraction itself."""
    facts = [entry.event for entry in entries]
    kept = [fact for fact in facts if not isinstance(fact, EntriesRetracted)] or facts
    return [words.sentence(fact, names) for fact in kept]


def commit(
    text: str,
    ground: ActContext,
    source: Mapping[str, str],
    act: str,
    seen: Command | None = None,
) -> Done:
    """Record the line under this id; may wait for a lock.

    Where it was shown what would be recorded, and that is not it any more, nothing is: what is left
    out of a line follows from the ledger, and another terminal may have changed that.
    """
    words = ground.words
    try:
        line = clear_cluster(parse_line(text, ground, source), ground)
        here_alone(line.directives, text, place=True)
        if seen is not None and seen != command_of(line):
            return Done(wrong=words("lines.say.changed"))
        entries = execute(ground.session, line, act)
    except ThiduaError as error:
        return Done(wrong=words.refusal(error, ground.names))
    sentence = _summary(entries, ActContext(ground.session, ground.here, words)) if entries else ""
    return Done(
        entries=tuple(entries), sentence=sentence, directives=line.directives, table=line.table
    )


def _summary(entries: list[Entry], now: ActContext) -> str:
    """Describe what was recorded in a single sentence; of several, how many."""
    words = now.words
    sentences = fact_sentences(entries, words, now.names)
    more = words("lines.say.more", count=str(len(sentences) - 1)) if len(sentences) > 1 else ""
    position = str(entries[-1].position)
    sentence = " ".join([f"{sentences[0]}{more}", *warnings_for(entries, now)])
    return words("lines.say.recorded", position=position, sentence=sentence)
