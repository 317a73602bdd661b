"""The act that records a sheet: one for each file, however often it is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import count

from events.event import Entry
from thidua_tui.acts.context import ActContext
from thidua_tui.forms.score_sheet import ScoreSheet
from thidua_tui.forms.sheet_reading import SheetLine
from thidua_tui.forms.staged_scores import StagedScores
from thidua_tui.session.session import Session


def act_of_file(session: Session, digest: str, ground: ActContext) -> tuple[str, tuple[Entry, ...]]:
    """Return the id of the act that records a file, and what it recorded that still counts.

    A file whose act was undone can be recorded again, under the next id.

    Args:
        session: The session.
        digest: SHA-256 of the file in hexadecimal digits.
        ground: The cluster-year.
    """
    parts = ("sheet", digest, ground.cluster, ground.year)
    for turn in count(1):
        key = "\n".join(map(str, (*parts, turn)))
        act = sha256(key.encode()).hexdigest()[:16]
        entries = session.act(act)
        if not entries or _counts(session, entries):
            return act, tuple(entries)
    raise AssertionError  # never: the acts of a ledger end


def _counts(session: Session, entries: Sequence[Entry]) -> bool:
    """Whether any of the entries is not retracted."""
    kinds = {type(entry.event) for entry in entries}
    gone = {
        position
        for retraction in session.ledger.retractions(*kinds)
        for position in getattr(retraction.event, "positions", ())
    }
    facts = [entry for entry in entries if not hasattr(entry.event, "positions")]
    return any(entry.position not in gone for entry in facts)


def staged_lines(lines: Iterable[SheetLine], scores: ScoreSheet) -> StagedScores:
    """Return the cells of a sheet that can be recorded, staged over the score sheet.

    Args:
        lines: What the sheet says of its cells.
        scores: The score sheet.
    """
    staged = StagedScores(scores)
    for line in lines:
        if not line.wrong:
            staged.stage(line.key, line.text)
    return staged
