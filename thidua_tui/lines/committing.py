"""A typed line becomes entries, or a sentence why not, on the ledger as it stands now."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from events.errors import ThiduaError
from events.event import Command, Entry
from thidua_tui.forms.ground import Ground
from thidua_tui.forms.noticed import noticed
from thidua_tui.lines.carrying import carry_out, command_of, told
from thidua_tui.lines.placing import Stand, here_alone
from thidua_tui.lines.start import clear_cluster
from thidua_tui.lines.understand import understand


class Done(Struct, frozen=True, kw_only=True):
    """What became of a line: what it recorded, where it stands, what it asks to see, or why not."""

    entries: tuple[Entry, ...] = ()
    sentence: str = ""
    stand: Stand | None = None
    table: str = ""
    wrong: str = ""


def commit(
    text: str,
    ground: Ground,
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
        line = clear_cluster(understand(text, ground, source), ground)
        here_alone(line.stand, text, place=True)
        if seen is not None and seen != command_of(line):
            return Done(wrong=words("lines.say.changed"))
        entries = carry_out(ground.session, line, act)
    except ThiduaError as error:
        return Done(wrong=words.refusal(error, ground.names))
    said = _said(entries, Ground(ground.session, ground.here, words)) if entries else ""
    return Done(entries=tuple(entries), sentence=said, stand=line.stand, table=line.table)


def _said(entries: list[Entry], now: Ground) -> str:
    """What was recorded, in one sentence; of several how many."""
    words = now.words
    sentences = told(entries, words, now.names)
    more = words("lines.say.more", count=str(len(sentences) - 1)) if len(sentences) > 1 else ""
    position = str(entries[-1].position)
    sentence = " ".join([f"{sentences[0]}{more}", *noticed(entries, now)])
    return words("lines.say.recorded", position=position, sentence=sentence)
