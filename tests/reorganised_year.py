"""The reorganisation of 01/03/2025 in a cluster, as commands: see `test_lineage`."""

from __future__ import annotations

from datetime import UTC, date, datetime

from eventsourcing.dcb.popo import InMemoryDCBRecorder

from events.clusters import DissolveCluster, FoundCluster
from events.command import Command
from events.corrections import effective
from events.elections import ElectDeputy, ElectHead, StandDown
from events.event import Source
from events.invariants import breaches
from events.membership import AdmitUnit, RecordRoster, ReleaseUnit
from events.reorganisation import (
    AbsorbUnit,
    MergeUnits,
    TakeOverFunction,
)
from events.store.ledger import Circumstances, Ledger
from events.unit_commands import FoundUnit, RenameUnit
from tests.facts import ClusterYear

MARCH, JULY = date(2025, 3, 1), date(2025, 7, 1)
PAPER = Source(kind="document", title="NQ 04", on=date(2025, 2, 18))
UNITS = {
    "stc": "Sở Tài chính",
    "skhdt": "Sở Kế hoạch và Đầu tư",
    "snv": "Sở Nội vụ",
    "sldtbxh": "Sở Lao động, Thương binh và Xã hội",
    "bdt": "Ban Dân tộc",
}
IN_2025: ClusterYear = {"cluster": "tmth", "year": 2025}
BEFORE: tuple[Command, ...] = (
    *(FoundUnit(unit=code, name=name) for code, name in UNITS.items()),
    FoundCluster(cluster="tmth", name="Cụm tham mưu tổng hợp", place="Lạng Sơn"),
    RecordRoster(cluster="tmth", year=2024, units=("stc", "skhdt", "snv")),
    ElectHead(cluster="tmth", year=2024, unit="stc"),
    RecordRoster(**IN_2025, units=("stc", "skhdt", "snv")),
    ElectHead(**IN_2025, unit="skhdt", on=date(2025, 1, 10)),
    ElectDeputy(**IN_2025, unit="snv"),
)
REORGANISED: tuple[Command, ...] = (
    MergeUnits(units=("stc", "skhdt"), into="stc-2025", name="Sở Tài chính", on=MARCH),
    TakeOverFunction(unit="snv", into="bdt", function="tôn giáo", on=MARCH),
    RenameUnit(unit="bdt", name="Sở Dân tộc và Tôn giáo", on=MARCH),
    AbsorbUnit(unit="sldtbxh", into="snv", on=MARCH),
)
SEATS: tuple[Command, ...] = (
    StandDown(**IN_2025, unit="skhdt", role="head", on=MARCH),
    ReleaseUnit(**IN_2025, unit="stc", on=MARCH),
    ReleaseUnit(**IN_2025, unit="skhdt", on=MARCH),
    AdmitUnit(**IN_2025, unit="stc-2025", on=MARCH),
    ElectHead(**IN_2025, unit="stc-2025", on=date(2025, 3, 15)),
)
REISSUED: tuple[Command, ...] = (
    StandDown(**IN_2025, unit="stc-2025", role="head", on=JULY),
    StandDown(**IN_2025, unit="snv", role="deputy", on=JULY),
    ReleaseUnit(**IN_2025, unit="stc-2025", on=JULY),
    ReleaseUnit(**IN_2025, unit="snv", on=JULY),
    DissolveCluster(cluster="tmth", on=JULY),
    FoundCluster(cluster="khoi-1", name="Khối 1", kind="khoi", place="Lạng Sơn", on=JULY),
    RecordRoster(cluster="khoi-1", year=2025, units=("stc-2025", "snv", "bdt"), on=JULY),
    ElectHead(cluster="khoi-1", year=2025, unit="snv", on=JULY),
)
"""The cluster is dissolved in July; a new one takes its members over."""


def recorded(*commands: Command) -> Ledger:
    """Return a ledger with these acts, in August 2025."""
    ledger = Ledger(InMemoryDCBRecorder(), clock=lambda: datetime(2025, 8, 1, 9, tzinfo=UTC))
    for command in commands:
        ledger.execute(command, Circumstances(by="Thư ký", source=PAPER))
    assert breaches(effective(ledger.read())) == []
    return ledger
