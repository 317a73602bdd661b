"""The command that records an act of another branch of the ledger again, from its entries."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from events.batch import Together
from events.branches import BranchMerged
from events.command import Command
from events.corrections import EntriesRetracted, Retract
from events.errors import Refused
from events.event import Entry
from events.merge_places import Act
from events.score_commits import CommitScores, StageScored
from events.scoring import ScoreRecorded
from thidua_tui.acts.undo_redo import command_for
from thidua_tui.session.session import concerned_by, in_place_of, take_back


def command_again(act: Act, gone: Sequence[Entry], *, assured: bool = False) -> Command:
    """Return the command that decides an act afresh.

    Args:
        act: The act, with the positions of the ledger that decides.
        gone: The entries that it takes back, in the order in which it names them.
        assured: Whether a name like another's is another's: a person was asked.

    Raises:
        Refused: `not-again`, where no command makes its facts: sealed sheets, and a merge.
    """
    if _staged(act):
        return _scores(act, gone)
    commands = tuple(_command(entry, assured=assured) for entry in act.facts)
    if not commands:
        return _retraction(gone)
    once = commands[0] if len(commands) == 1 else Together(commands=commands)
    return in_place_of(gone, once) if gone else once


def _command(entry: Entry, *, assured: bool) -> Command:
    if isinstance(entry.event, BranchMerged):
        raise Refused("not-again")
    command = command_for(entry.event)
    named = "distinct" in command.__struct_fields__
    return replace(command, distinct=assured) if named else command


def _retraction(gone: Sequence[Entry]) -> Retract:
    if not gone:
        raise Refused("not-in-force", position=0)
    return take_back(gone)


def _staged(act: Act) -> bool:
    """Return whether scores were committed together, some of them in the place of others."""
    kinds = [type(entry.event) for entry in act.entries]
    if not {*kinds} <= {ScoreRecorded, EntriesRetracted} or ScoreRecorded not in kinds:
        return False
    return kinds.count(EntriesRetracted) > 1 or EntriesRetracted in kinds[1:]


def _scores(act: Act, gone: Sequence[Entry]) -> CommitScores:
    """Return the command for staged scores: new cells first, then each cell that is changed."""
    scores = [e.event for e in act.facts if isinstance(e.event, ScoreRecorded)]
    fields = StageScored.__struct_fields__
    cells = (StageScored(**{f: getattr(score, f) for f in fields}) for score in scores)
    positions, concerns = concerned_by(gone)
    return CommitScores(
        cluster=scores[0].cluster,
        year=scores[0].year,
        cells=tuple(cells),
        positions=positions,
        concerns=concerns,
    )
