"""The numbers that registers of papers lack, as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from thidua_tui.i18n.messages import Words
from views.paper_register import Gap


def gap_lines(gaps: Iterable[Gap], words: Words) -> Iterator[str]:
    """Yield a sentence for each run of numbers that no paper of a register has.

    Args:
        gaps: The runs of numbers.
        words: The messages of the language to use.
    """
    for gap in gaps:
        yield words(
            "register.gap",
            cluster=gap.cluster,
            kind=words.choice("paper_kind", gap.kind),
            register=gap.register,
            first=gap.first,
            last=gap.last if gap.last > gap.first else None,
        )
