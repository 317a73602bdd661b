"""The act that merges another branch of the ledger: a screen of its own, or `thidua merge FILE`."""

from __future__ import annotations

from collections.abc import Iterable

from events.branches import BranchMerged, MergeBranch
from events.command import Command
from events.errors import Refused
from thidua_tui.acts.act import Act, Typed
from thidua_tui.acts.context import ActContext


def _by_file(_act: Act, _typed: Typed, _ground: ActContext) -> Iterable[Command]:
    """Refuse: what is merged is in a file, and takes more than one line.

    Raises:
        Refused: `merge-by-file`.
    """
    raise Refused("merge-by-file")


MERGING = (
    Act(
        id="merge-branch",
        command=MergeBranch,
        facts=(BranchMerged,),
        needs=("no-unit",),
        screen="merge",
        make=_by_file,
        derives=MergeBranch.__struct_fields__,
    ),
)
