"""The kinds of paper: what each is about, and what makes its facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple, TypeAlias, get_type_hints

from events.papers import PaperKind
from views.papers import (
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
from views.papers.facts import PaperFacts, Subject
from views.projection import Reader

Make: TypeAlias = Callable[[Reader, Subject, int | datetime | None], PaperFacts]
"""Ledger, subject and position (from 1, or an instant in UTC; None for the present) -> facts.

Raises `BadInput` where there is nothing of which the paper could be made.
"""


class PaperSpec(NamedTuple):
    """What is known of a kind of paper.

    Attributes:
        kind: The kind.
        abbreviation: Its letters in the number of a paper (Nghị định 30/2020, Phụ lục III).
        subject: The fields of `Subject` that it needs besides the cluster and the year.
        make: What makes its facts.
        coded: Whether it carries a code by which it is verified; a ballot must not.
    """

    kind: PaperKind
    abbreviation: str
    subject: tuple[str, ...]
    make: Make
    coded: bool = True

    @property
    def facts(self) -> type[PaperFacts]:
        """The shape of its facts."""
        shape: type[PaperFacts] = get_type_hints(self.make)["return"]
        return shape


PAPERS: Mapping[PaperKind, PaperSpec] = {
    "minutes": PaperSpec("minutes", "BB", ("meeting",), minutes.make),
    "ballot-count": PaperSpec("ballot-count", "BB", ("meeting", "entry"), ballot_count.make),
    "ballots": PaperSpec("ballots", "", ("meeting", "entry"), ballots.make, coded=False),
    "submission": PaperSpec("submission", "TTr", ("unit",), submission.make),
    "compact": PaperSpec("compact", "", (), compact.make),
    "report": PaperSpec("report", "BC", (), report.make),
    "invitation": PaperSpec("invitation", "GM", ("meeting", "unit"), invitation.make),
    "handover": PaperSpec("handover", "BB", ("unit",), handover.make),
    "correction": PaperSpec("correction", "TB", ("meeting", "entry"), correction.make),
}
"""Kind -> what is known of it, in the order in which lists show them."""
