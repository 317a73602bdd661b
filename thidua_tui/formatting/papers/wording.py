"""The wording of papers: facts to blocks, by kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from events.papers import PaperKind
from thidua_tui.formatting.papers import (
    ballot_count,
    ballots,
    compact,
    correction,
    handover,
    invitation,
    minutes,
    report,
    submission,
)
from thidua_tui.formatting.papers.blocks import Issue, Paper
from thidua_tui.i18n.messages import Words

Wording: TypeAlias = Callable[[Any, Words, Issue | None], Paper]
"""Facts of the kind, the messages of a language, what issuing gives (None: a draft) -> paper."""

WORDINGS: Mapping[PaperKind, Wording] = {
    "minutes": minutes.wording,
    "ballot-count": ballot_count.wording,
    "ballots": ballots.wording,
    "submission": submission.wording,
    "compact": compact.wording,
    "report": report.wording,
    "invitation": invitation.wording,
    "handover": handover.wording,
    "correction": correction.wording,
}
"""Kind -> its wording."""
