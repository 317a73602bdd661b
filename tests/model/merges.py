"""What merges mean in the model."""

from __future__ import annotations

from events.branches import MergeBranch
from tests.model.state import Model, means


@means(MergeBranch)
def _(m: Model, c: MergeBranch) -> None:
    m.merges.append(c.branch_head)
