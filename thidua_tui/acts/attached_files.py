"""The act that attaches a file to an entry of the ledger (kèm minh chứng cho một mục ghi)."""

from __future__ import annotations

from collections.abc import Iterable

from events.attached_evidence import AttachEvidence
from events.command import Command
from events.errors import BadInput
from events.evidence_files import EvidenceAttached
from thidua_tui.acts.act import Act, Typed
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Field, Values

BY_ENTRY = ("entry", "concerns")
"""The fields of the command that follow from the number of an entry."""


def _looked_at(ground: ActContext, _values: Values) -> str:
    """The entry under the cursor, if there is one."""
    return str(ground.entry or "")


def _attached(_act: Act, typed: Typed, ground: ActContext) -> Iterable[Command]:
    """The command; the session copies the file when the act is recorded.

    Raises:
        BadInput: `no-such-entry`.
    """
    position, ledger = typed["entry"], ground.session.ledger
    last = ledger.position()
    if position > last:
        raise BadInput("no-such-entry", position=position, last=last)
    [entry] = ledger.read(after=position - 1, limit=1)
    file = ground.session.to_file(typed["file"])
    return [AttachEvidence(entry=position, concerns=entry.event.tags(), **file)]


ATTACHED = (
    Act(
        id="attach-evidence",
        command=AttachEvidence,
        facts=(EvidenceAttached,),
        fields=(
            Field(name="entry", kind="number", low=1, default=_looked_at, gives=BY_ENTRY),
            Field(name="file", kind="evidence-file", gives=("name", "sha256", "size")),
        ),
        start="file",
        make=_attached,
    ),
)
