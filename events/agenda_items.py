"""The items of the agenda of a meeting, as data: what they open, and what ends them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from msgspec import Meta, Struct

from events.errors import refuse
from events.event import Code, Event, Line, Remark, Year, name_of

ActName = Annotated[str, Meta(pattern=r"^[a-z0-9-]{0,40}\Z")]
"""The act that an item opens, by its name in the registry of acts; empty for none."""
MOST_ITEMS = 100
CLOSING = "close-meeting"
"""The act of the item with which a meeting ends."""
_ATTENDING = ("units-attended", "unit-arrived", "unit-departed", "unit-absent")
_SIGNING = ("compact-signed", "compact-joined", "compact-signature")
_SUBMITTED = ("award-proposed", "award-received")
_COUNCIL = ("award-balloted", "council-decided")
_MEMBERS = ("roster-recorded", "unit-joined", "unit-left")
ACTS_OF: dict[str, dict[str, tuple[str, ...]]] = {
    "presence": {
        "record-attendance": _ATTENDING,
        "record-arrival": _ATTENDING,
        "record-departure": _ATTENDING,
        "record-absence": _ATTENDING,
        "record-guest": ("guest-attended",),
        "give-meeting-role": ("meeting-role-given",),
    },
    "course": {
        "present-report": ("report-presented",),
        "record-remark": ("remark-recorded",),
        "list-speaker": ("speaker-listed",),
        "call-speaker": ("speaker-called",),
        "finish-speaker": ("speaker-finished",),
        "give-task": ("task-given",),
        "report-task": ("task-reported",),
    },
    "minutes": {
        "read-out-minutes": ("minutes-read-out",),
        "amend-minutes": ("minutes-amended",),
        "approve-minutes": ("minutes-approved",),
        "sign-minutes": ("minutes-signed",),
        "close-meeting": ("meeting-closed",),
    },
    "rules": {
        "issue-rules": ("rules-issued",),
        "amend-rules": ("rules-amended",),
        "set-procedure": ("procedure-set",),
        "copy-procedures": ("procedure-set",),
        "adopt-regulation": ("regulation-adopted",),
        "put-targets-in-book": ("target-put-in-book",),
        "score-target-by": ("target-put-in-book",),
        "define-award-form": ("award-form-defined",),
        "set-quota": ("quota-set",),
        "copy-quotas": ("quota-set",),
    },
    "results": {
        "record-score": ("score-recorded",),
        "record-occurrence": ("occurrence-recorded",),
        "read-twice": ("sheet-read-twice",),
        "submit-sheet": ("sheet-submitted",),
        "return-sheet": ("sheet-returned",),
        "verify-sheet": ("sheet-verified",),
        "approve-sheet": ("sheet-approved",),
        "give-explanation": ("explanation-given",),
        "file-evidence": ("evidence-filed",),
        "plan-cross-check": ("cross-check-planned",),
        "seal-peer-sheet": ("peer-sheet-sealed",),
        "open-peer-sheets": ("peer-sheets-opened",),
        "count-women": ("women-counted",),
        "hold-unit": ("unit-held",),
        "lift-hold": ("hold-lifted",),
        "decide-tie": ("tie-decided",),
        "adopt-result": ("result-adopted",),
        "adopt-scores": ("result-adopted",),
        "withdraw-result": ("result-withdrawn",),
    },
    "awards": {
        "nominate": ("award-nominated",),
        "withdraw-nomination": ("nomination-withdrawn",),
        "propose-awards": _SUBMITTED,
        "receive-awards": _SUBMITTED,
        "assess-awards": ("award-assessed",),
        "return-award": ("award-returned",),
        "hold-award": ("award-held",),
        "hold-listed": ("award-held",),
        "lift-award-hold": ("award-hold-lifted",),
        "record-ballot": _COUNCIL,
        "record-council": _COUNCIL,
        "grant-award": ("award-granted",),
        "deny-award": ("award-denied",),
        "present-award": ("award-presented",),
        "annul-award": ("award-annulled",),
        "amend-award": ("award-amended",),
        "recover-award": ("award-recovered",),
    },
    "roles": {
        "elect-head": ("head-elected",),
        "elect-deputy": ("deputy-elected",),
        "elect-leaders": ("head-elected", "deputy-elected"),
        "elect-deputies": ("deputy-elected",),
        "name-acting-head": ("acting-head-named",),
        "stand-down": ("officer-stood-down",),
    },
    "members": {
        "open-year": _MEMBERS,
        "record-roster": _MEMBERS,
        "admit-unit": _MEMBERS,
        "release-unit": _MEMBERS,
        "name-representative": ("representative-named",),
        "end-representative": ("representative-left",),
        "name-council-member": ("council-member-named",),
        "end-council-member": ("council-member-left",),
        "record-cluster-decision": ("cluster-decision-recorded",),
    },
    "movements": {
        "launch-movement": ("movement-launched",),
        "join-movement": ("movement-joined",),
        "record-movement-result": ("movement-result",),
        "end-movement": ("movement-ended",),
    },
    "compact": {
        "adopt-compact": ("compact-adopted",),
        "sign-compact": _SIGNING,
        "join-compact": _SIGNING,
        "sign-for-unit": _SIGNING,
        "name-signer": ("signer-named",),
        "file-compact-text": ("compact-text-filed",),
        "set-target": ("target-set",),
        "change-target": ("target-changed",),
        "withdraw-target": ("target-withdrawn",),
    },
}
"""Part of a meeting -> act that an item opens -> stored names of the facts that end the item."""
FACTS = {act: facts for acts in ACTS_OF.values() for act, facts in acts.items()}
"""Act that an item opens -> the stored names of the facts with which the item is done."""
VOTED: dict[str, tuple[str, ...]] = {
    "head": ("elect-head", "elect-leaders"),
    "deputy": ("elect-deputy", "elect-deputies", "elect-leaders"),
    "result": ("adopt-scores", "adopt-result"),
    "acclaim": ("adopt-result", "adopt-scores"),
    "nomination": ("nominate",),
    "regulation": ("adopt-regulation",),
    "compact": ("adopt-compact", "sign-compact", "sign-for-unit"),
    "minutes": ("approve-minutes",),
    "council-award": ("record-ballot", "record-council"),
}
"""Matter of a vote -> the acts that record its outcome."""
_PART = {act: part for part, acts in ACTS_OF.items() for act in acts}
_OF_PART = {
    part: frozenset(fact for facts in acts.values() for fact in facts)
    for part, acts in ACTS_OF.items()
}
ANYWHERE = (_OF_PART["presence"] | _OF_PART["course"]) - {"report-presented"}
"""The stored names of facts that happen at any item."""


class AgendaItem(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """An item of an agenda.

    Attributes:
        item: Its code, which stays the same wherever it is moved.
        title: What it is called.
        presenter: Who presents it.
        opens: The act that it opens; empty for none.
        valid_for: The year for which the act is valid; None for the year of the meeting.
    """

    item: Code
    title: Line
    presenter: Remark = ""
    opens: ActName = ""
    valid_for: Year | None = None

    def fits(self, fact: Event) -> bool:
        """Return whether a fact is what the item is there for; the year must be that of the item.

        No fact fits an item without an act.
        """
        return name_of(fact) in FACTS.get(self.opens, ()) and self._of_its_year(fact)

    @property
    def has_act(self) -> bool:
        """Whether a fact can end the item; one of an act that is not known here has none."""
        return self.opens in FACTS

    def holds(self, fact: Event) -> bool:
        """Return whether a fact may belong to the item: it is of the same part of a meeting.

        A vote is opened under the item that records its outcome.
        """
        part = _PART.get(self.opens)
        if name_of(fact) == "vote-opened":
            return part is None or self.opens in VOTED.get(getattr(fact, "matter", ""), ())
        return part is None or (name_of(fact) in _OF_PART[part] and self._of_its_year(fact))

    def _of_its_year(self, fact: Event) -> bool:
        year = getattr(fact, "year", None) if "meeting" not in fact.__struct_fields__ else None
        return self.valid_for is None or year is None or year == self.valid_for


Items = Annotated[tuple[AgendaItem, ...], Meta(max_length=MOST_ITEMS)]


def key_of(meeting: str, item: str) -> str:
    """Return the key of an item, which later facts about it depend on.

    Args:
        meeting: The code of the meeting.
        item: The code of the item.
    """
    return f"agenda-item:{meeting}/{item}"


def no_item_twice(items: Iterable[AgendaItem]) -> None:
    """Check that each code is the code of one item.

    Raises:
        Refused: `agenda-item-exists`.
    """
    seen: set[str] = set()
    for known in items:
        refuse(known.item in seen, "agenda-item-exists", item=known.item)
        seen.add(known.item)
