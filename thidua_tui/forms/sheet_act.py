"""The act that records a sheet: one for each file, however often it is read."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import count

from events.errors import refuse
from events.event import Entry
from events.peer_sheets import SealPeerSheet
from events.score_book.seal import NONCE_BYTES
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


def seals_of_file(staged: StagedScores) -> SealPeerSheet | None:
    """Return the command that seals what a file says of peer scores; None where none are sealed.

    Args:
        staged: The cells of the file.

    Raises:
        Refused: `one-scorer-a-file` where the cells are of several scorers, or of other stages.
    """
    sheet = staged.sheet
    sets = {(key.stage, key.scorer) for key, _ in staged.items()}
    peers = [scorer for stage, scorer in sets if stage == "peer"]
    if not peers or not sheet.peers.sealing:
        return None
    refuse(len(sets) > 1, "one-scorer-a-file")
    return SealPeerSheet(
        cluster=sheet.cluster,
        year=sheet.year,
        scorer=peers[0],
        nonce=secrets.token_hex(NONCE_BYTES),
        cells=tuple(staged.sheet_of(peers[0]).values()),
    )


def staged_lines(lines: Iterable[SheetLine], scores: ScoreSheet) -> StagedScores:
    """Return the cells of a sheet that can be recorded, staged over the score sheet.

    Args:
        lines: What the sheet says of its cells.
        scores: The score sheet.
    """
    staged = StagedScores(scores)
    for line in lines:
        if not line.wrong:
            staged.put_behind(line.key, line.behind)
            staged.stage(line.key, line.text)
    return staged
