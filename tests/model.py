"""A small model of the ledger: what each accepted command means, in plain dictionaries.

Written from the words of the rules and not from the program: no event, no view, no boundary. The
state machine in test_model.py holds the program's views against it. Days are passed over, except
where a name holds from a day on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from typing import Any, TypeVar

from events import awards as aw
from events import clusters as cl
from events import compacts as co
from events import disputes as di
from events import elections as el
from events import emulation_movements as mo
from events import evidence_files as ev
from events import explanations as ex
from events import meetings as me
from events import membership as mb
from events import operators
from events import partial_sources as late
from events import ranking as ra
from events import reorganisation as ro
from events import reported_counts as fi
from events import sheet_states as ss
from events import unit_commands as fo
from events.command import Command
from events.cross_check import PlanCrossCheck
from events.holds import HoldUnit, LiftHold
from events.occurrences import RecordOccurrence
from events.peer_sheets import OpenPeerSheets, SealPeerSheet
from events.rule_amendments import AmendRules
from events.rule_book import IssueRules
from events.scoring import RecordScore, RecordScores
from events.second_reading import ReadTwice
from events.tie_decisions import DecideTie
from events.women_counts import CountWomen

Year = tuple[str, int]
C = TypeVar("C", bound=Command)


@dataclass
class Led:
    """Who leads a cluster in a year."""

    head: str | None = None
    acting: str | None = None
    deputies: dict[str, int | None] = field(default_factory=dict)


@dataclass
class Met:
    """A meeting: whether it is over, and how much was recorded of each kind."""

    closed: bool = False
    guests: int = 0
    present: list[tuple[str, ...]] = field(default_factory=list)
    reports: int = 0
    remarks: int = 0


@dataclass
class Model:
    """What is so."""

    unit_names: dict[str, list[tuple[date, str]]] = field(default_factory=dict)
    unit_ends: dict[str, str] = field(default_factory=dict)
    ended_on: dict[str, date] = field(default_factory=dict)
    cluster_names: dict[str, list[tuple[date, str]]] = field(default_factory=dict)
    over: set[str] = field(default_factory=set)
    rosters: dict[Year, list[str]] = field(default_factory=dict)
    led: dict[Year, Led] = field(default_factory=dict)
    books: dict[Year, Any] = field(default_factory=dict)
    most: dict[Year, Decimal] = field(default_factory=dict)
    scores: dict[tuple[str, int, str, str, str], Decimal | None] = field(default_factory=dict)
    results: dict[Year, dict[str, int]] = field(default_factory=dict)
    awards: list[tuple[tuple[str, int, str, str], str]] = field(default_factory=list)
    compacts: dict[Year, set[str] | None] = field(default_factory=dict)
    late: dict[Year, set[str]] = field(default_factory=dict)
    movements: dict[str, list[tuple[str, int, str]]] = field(default_factory=dict)
    meetings: dict[str, Met] = field(default_factory=dict)
    withdrew: set[tuple[str, int, str]] = field(default_factory=set)
    held: set[tuple[str, int, str]] = field(default_factory=set)
    said: dict[tuple[str, int, str, str], list[str]] = field(default_factory=dict)
    settled: dict[tuple[str, int, str, str], set[str]] = field(default_factory=dict)
    figures: int = 0
    sheets: dict[tuple[str, int, str], str] = field(default_factory=dict)
    threads: dict[tuple[str, int, str, str], list[bool]] = field(default_factory=dict)
    files: set[tuple[str, int, str, str, str]] = field(default_factory=set)
    operators: dict[str, bool] = field(default_factory=dict)

    def of(self, commands: Iterable[Command]) -> Model:
        """After these, in their order."""
        for command in commands:
            MEANING[type(command)](self, command)
        return self

    def name(self, unit: str) -> str:
        """The name that holds last; a later entry of the same day goes before an earlier one."""
        named = self.unit_names[unit]
        return max(enumerate(named), key=lambda n: (n[1][0], n[0]))[1][1]

    def total(self, cluster: str, year: int, unit: str) -> Decimal | None:
        """The verified points of a unit, rounded once as the book says."""
        told = [
            points
            for (c, y, u, _, stage), points in self.scores.items()
            if (c, y, u, stage) == (cluster, year, unit, "verified") and points is not None
        ]
        book = self.books.get((cluster, year))
        unit_of_rounding = Decimal(10) ** -(book.digits if book else 2)
        total = min(sum(told, Decimal(0)), self.most.get((cluster, year), Decimal("Infinity")))
        return total.quantize(unit_of_rounding, ROUND_HALF_UP) if told else None

    def provisional(self, cluster: str, year: int) -> dict[str, int]:
        """The places that the scores give so far, of the members that have any."""
        here = cluster, year
        units = [u for u in self.rosters[here] if (*here, u) not in self.held]
        totals = {u: self.total(*here, u) for u in units}
        known = {unit: total for unit, total in totals.items() if total is not None}
        return {u: 1 + sum(other > t for other in known.values()) for u, t in known.items()}

    def sheet_is(self, command: Any, state: str) -> None:
        """The sheet of a unit has come to this state."""
        self.sheets[command.cluster, command.year, command.unit] = state

    def award(self, command: Any, state: str) -> None:
        """The last nomination of this award goes on.

        A presentation entered after the annulment, with its true day, leaves the award annulled.
        """
        key = (command.cluster, command.year, command.unit, command.form)
        at = max(n for n, (known, _) in enumerate(self.awards) if known == key)
        if (self.awards[at][1], state) != ("annulled", "presented"):
            self.awards[at] = (key, state)


MEANING: dict[type[Command], Callable[[Model, Any], None]] = {}


def means(
    *kinds: type[C],
) -> Callable[[Callable[[Model, C], None]], Callable[[Model, C], None]]:
    """What a command of these kinds means."""

    def take(meaning: Callable[[Model, C], None]) -> Callable[[Model, C], None]:
        for kind in kinds:
            MEANING[kind] = meaning
        return meaning

    return take


def here(command: Any) -> Year:
    """The cluster's year that a command is about."""
    return (command.cluster, command.year)


# Units and clusters


@means(fo.FoundUnit)
def _(m: Model, c: fo.FoundUnit) -> None:
    m.unit_names[c.unit] = [(c.on or date.min, c.name)]


@means(fo.RenameUnit)
def _(m: Model, c: fo.RenameUnit) -> None:
    m.unit_names[c.unit].append((c.on, c.name))


@means(ro.AbsorbUnit)
def _(m: Model, c: ro.AbsorbUnit) -> None:
    m.unit_ends[c.unit], m.ended_on[c.unit] = "absorbed", c.on


@means(ro.MergeUnits)
def _(m: Model, c: ro.MergeUnits) -> None:
    m.unit_ends |= dict.fromkeys(c.units, "merged")
    m.ended_on |= dict.fromkeys(c.units, c.on)
    m.unit_names[c.into] = [(c.on, c.name)]


@means(ro.SplitUnit)
def _(m: Model, c: ro.SplitUnit) -> None:
    m.unit_ends[c.unit], m.ended_on[c.unit] = "split", c.on
    m.unit_names |= {heir.unit: [(c.on, heir.name)] for heir in c.into}


@means(ro.DissolveUnit)
def _(m: Model, c: ro.DissolveUnit) -> None:
    m.unit_ends[c.unit], m.ended_on[c.unit] = "dissolved", c.on


@means(ro.TakeOverFunction)
def _(m: Model, c: ro.TakeOverFunction) -> None:
    pass


@means(cl.FoundCluster)
def _(m: Model, c: cl.FoundCluster) -> None:
    m.cluster_names[c.cluster] = [(date.min, c.name)]


@means(cl.RenameCluster)
def _(m: Model, c: cl.RenameCluster) -> None:
    m.cluster_names[c.cluster].append((c.on, c.name))


@means(cl.DissolveCluster)
def _(m: Model, c: cl.DissolveCluster) -> None:
    m.over.add(c.cluster)


# Who belongs, who leads


@means(late.RecordKnownMembers)
@means(mb.RecordRoster)
def _(m: Model, c: Any) -> None:
    m.rosters[here(c)] = [*c.units]


@means(mb.AdmitUnit)
def _(m: Model, c: mb.AdmitUnit) -> None:
    m.rosters[here(c)].append(c.unit)


@means(mb.ReleaseUnit)
def _(m: Model, c: mb.ReleaseUnit) -> None:
    m.rosters[here(c)].remove(c.unit)


@means(el.ElectHead)
def _(m: Model, c: el.ElectHead) -> None:
    led = m.led.setdefault(here(c), Led())
    led.head, led.acting = c.unit, None


@means(el.ElectDeputy)
def _(m: Model, c: el.ElectDeputy) -> None:
    m.led.setdefault(here(c), Led()).deputies[c.unit] = c.rank


@means(el.NameActingHead)
def _(m: Model, c: el.NameActingHead) -> None:
    m.led.setdefault(here(c), Led()).acting = c.unit


@means(el.StandDown)
def _(m: Model, c: el.StandDown) -> None:
    led = m.led[here(c)]
    if c.role == "deputy":
        del led.deputies[c.unit]
    elif c.role == "head":
        led.head = None
    else:
        led.acting = None


# The year


@means(IssueRules)
def _(m: Model, c: IssueRules) -> None:
    m.books[here(c)] = c
    m.most[here(c)] = sum((line.max_points for line in c.criteria), Decimal(0))


@means(AmendRules)
def _(m: Model, c: AmendRules) -> None:
    m.books[here(c)] = c.book.rounding
    over = Decimal("Infinity") if c.book.scale.over else Decimal(0)
    m.most[here(c)] = c.book.scale.total + (c.book.scale.bonus_cap or 0) + over


@means(RecordScore)
def _(m: Model, c: RecordScore) -> None:
    m.scores[c.cluster, c.year, c.unit, c.criterion, c.stage] = c.points


@means(RecordScores)
def _(m: Model, c: RecordScores) -> None:
    for cell in c.cells:
        m.scores[c.cluster, c.year, cell.unit, cell.criterion, c.stage] = cell.points


@means(HoldUnit)
def _(m: Model, c: HoldUnit) -> None:
    m.held.add((*here(c), c.unit))


@means(LiftHold)
def _(m: Model, c: LiftHold) -> None:
    m.held.discard((*here(c), c.unit))


@means(CountWomen)
def _(m: Model, c: CountWomen) -> None:
    """No book of the model asks for the share of women."""


@means(DecideTie)
def _(m: Model, c: DecideTie) -> None:
    """The ties of the model are shared: their places stay."""


@means(PlanCrossCheck)
def _(m: Model, c: PlanCrossCheck) -> None:
    """Who scores whom changes no figure."""


@means(SealPeerSheet)
def _(m: Model, c: SealPeerSheet) -> None:
    """Nothing is known of a sealed sheet."""


@means(OpenPeerSheets)
def _(m: Model, c: OpenPeerSheets) -> None:
    for sheet in c.sheets:
        for cell in sheet.cells:
            m.scores[c.cluster, c.year, cell.unit, cell.criterion, "peer"] = cell.points


@means(RecordOccurrence)
def _(m: Model, c: RecordOccurrence) -> None:
    """The model has points only."""


@means(ReadTwice)
def _(m: Model, c: ReadTwice) -> None:
    """The model has points only."""


@means(ra.AdoptResult)
def _(m: Model, c: ra.AdoptResult) -> None:
    m.results[here(c)] = {place.unit: place.place for place in c.places}


@means(ra.AdoptScores)
def _(m: Model, c: ra.AdoptScores) -> None:
    m.results[here(c)] = m.provisional(*here(c))


@means(ra.WithdrawResult)
def _(m: Model, c: ra.WithdrawResult) -> None:
    del m.results[here(c)]


@means(co.SignCompact)
def _(m: Model, c: co.SignCompact) -> None:
    m.compacts[here(c)] = None if c.signatories is None else set(c.signatories)


@means(co.JoinCompact)
def _(m: Model, c: co.JoinCompact) -> None:
    m.late.setdefault(here(c), set()).add(c.unit)


@means(mo.LaunchMovement)
def _(m: Model, c: mo.LaunchMovement) -> None:
    m.movements[c.movement] = []


@means(mo.JoinMovement)
def _(m: Model, c: mo.JoinMovement) -> None:
    m.movements[c.movement] += [(c.cluster, c.year, unit) for unit in c.units]


# Awards


@means(late.RecordProposal)
@means(aw.NominateForAward)
def _(m: Model, c: Any) -> None:
    m.awards.append(((c.cluster, c.year, c.unit, c.form), "nominated"))


for _kind, _state in (
    (aw.WithdrawNomination, "withdrawn"),
    (aw.GrantAward, "granted"),
    (aw.DenyAward, "denied"),
    (aw.PresentAward, "presented"),
    (aw.AnnulAward, "annulled"),
):
    MEANING[_kind] = partial(Model.award, state=_state)


@means(late.WithdrawUnit)
def _(m: Model, c: late.WithdrawUnit) -> None:
    m.withdrew.add((*here(c), c.unit))


# Sheets, explanations, evidence


for _step, _sheet in (
    (ss.SubmitSheet, "submitted"),
    (ss.ReturnSheet, "returned"),
    (ss.VerifySheet, "verified"),
    (ss.ApproveSheet, "approved"),
):
    MEANING[_step] = partial(Model.sheet_is, state=_sheet)


@means(ex.GiveExplanation)
def _(m: Model, c: ex.GiveExplanation) -> None:
    """Each thread of a cell: whether it is closed. A verdict closes the last."""
    known = m.threads.setdefault((*here(c), c.unit, c.criterion), [])
    if c.kind == "verdict":
        known[-1] = True
    elif not known or known[-1]:
        known.append(False)


@means(ev.FileEvidence)
def _(m: Model, c: ev.FileEvidence) -> None:
    m.files.add((*here(c), c.unit, c.criterion, c.sha256))


# Meetings


@means(me.OpenMeeting)
def _(m: Model, c: me.OpenMeeting) -> None:
    m.meetings[c.meeting] = Met()


@means(me.CloseMeeting)
def _(m: Model, c: me.CloseMeeting) -> None:
    m.meetings[c.meeting].closed = True


@means(me.RecordGuest)
def _(m: Model, c: me.RecordGuest) -> None:
    m.meetings[c.meeting].guests += 1


@means(me.RecordAttendance)
def _(m: Model, c: me.RecordAttendance) -> None:
    m.meetings[c.meeting].present.append(c.units)


@means(me.PresentReport)
def _(m: Model, c: me.PresentReport) -> None:
    m.meetings[c.meeting].reports += 1


@means(me.RecordRemark)
def _(m: Model, c: me.RecordRemark) -> None:
    m.meetings[c.meeting].remarks += 1


# What sources say


@means(di.RecordStatement)
def _(m: Model, c: di.RecordStatement) -> None:
    question = (c.cluster, c.year, c.topic, c.unit or "")
    m.said.setdefault(question, []).append(c.value)
    m.settled[question] = m.settled.get(question, set()) | {c.value}


@means(di.GiveVerdict)
def _(m: Model, c: di.GiveVerdict) -> None:
    question = (c.cluster, c.year, c.topic, c.unit or "")
    m.said[question].append(c.value)
    m.settled[question] = {c.value}


@means(fi.RecordCouncil, fi.CountClusters, fi.CountProposals, fi.ReportDecision)
def _(m: Model, c: Any) -> None:
    m.figures += 1


# Who writes


@means(operators.NameOperator)
def _(m: Model, c: operators.NameOperator) -> None:
    m.operators[c.operator] = True


@means(operators.DismissOperator)
def _(m: Model, c: operators.DismissOperator) -> None:
    m.operators[c.operator] = False
