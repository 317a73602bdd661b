"""Units and clusters: what becomes of them, and what papers say of them in addition."""

from __future__ import annotations

from datetime import date

from events.cluster_decisions import RecordClusterDecision
from events.clusters import DissolveCluster, FoundCluster, RenameCluster
from events.compact_adoption import AdoptCompact
from events.council import EndCouncilMember, NameCouncilMember
from events.descriptions import DescribeCluster, DescribeUnit
from events.handover import HandOverHeadship
from events.office import DescribeOffice, NameLegalBasis
from events.persons import EndRepresentative, NameRepresentative
from events.regulations import AdoptRegulation
from events.reorganisation import AbsorbUnit, DissolveUnit, MergeUnits, SplitUnit, TakeOverFunction
from events.report_texts import WriteReportText
from events.reported_results import ReportUnitResult
from events.unit_commands import FoundUnit, RenameUnit
from tests.model.state import Model, ignored, means


@means(FoundUnit)
def _(m: Model, c: FoundUnit) -> None:
    m.unit_names[c.unit] = [(c.on or date.min, c.name)]


@means(RenameUnit)
def _(m: Model, c: RenameUnit) -> None:
    m.unit_names[c.unit].append((c.on, c.name))


@means(AbsorbUnit)
def _(m: Model, c: AbsorbUnit) -> None:
    m.unit_ends[c.unit], m.ended_on[c.unit] = "absorbed", c.on


@means(MergeUnits)
def _(m: Model, c: MergeUnits) -> None:
    m.unit_ends |= dict.fromkeys(c.units, "merged")
    m.ended_on |= dict.fromkeys(c.units, c.on)
    m.unit_names[c.into] = [(c.on, c.name)]


@means(SplitUnit)
def _(m: Model, c: SplitUnit) -> None:
    m.unit_ends[c.unit], m.ended_on[c.unit] = "split", c.on
    m.unit_names |= {heir.unit: [(c.on, heir.name)] for heir in c.into}


@means(DissolveUnit)
def _(m: Model, c: DissolveUnit) -> None:
    m.unit_ends[c.unit], m.ended_on[c.unit] = "dissolved", c.on


@means(FoundCluster)
def _(m: Model, c: FoundCluster) -> None:
    m.cluster_names[c.cluster] = [(date.min, c.name)]


@means(RenameCluster)
def _(m: Model, c: RenameCluster) -> None:
    m.cluster_names[c.cluster].append((c.on, c.name))


@means(DissolveCluster)
def _(m: Model, c: DissolveCluster) -> None:
    m.over.add(c.cluster)


means(
    TakeOverFunction,
    NameRepresentative,
    EndRepresentative,
    NameCouncilMember,
    EndCouncilMember,
    RecordClusterDecision,
    AdoptRegulation,
    AdoptCompact,
    DescribeUnit,
    DescribeCluster,
    DescribeOffice,
    NameLegalBasis,
    HandOverHeadship,
    WriteReportText,
    ReportUnitResult,
)(ignored)  # what papers say in addition
