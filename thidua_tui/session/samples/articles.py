"""Real meetings from public articles, entered late: what each says, and nothing more.

Twelve records (A01 … A41). What an article leaves out stays out: places that were not printed, days
that were not given, how a vote was taken. Facts without names are kept as figures, and what only
repeats a known fact is the statement of another source.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from events.meetings import OpenMeeting
from events.reported_counts import CountClusters, RecordCouncil, ReportDecision
from events.store.ledger import Circumstances, Ledger
from thidua_tui.session.samples import conference
from thidua_tui.session.samples.article_recorder import Record
from thidua_tui.session.samples.cluster_articles import CLUSTERS

SEED = Record("A01", "", (*conference.before(), *conference.conference()))
COUNCIL = "Hội đồng Thi đua – Khen thưởng tỉnh Bến Tre"
CUTS = Record(
    "A38",
    "baodongkhoi.vn a58277",
    (
        RecordCouncil(council=COUNCIL, year=2018, what="cờ thi đua", proposed=69, approved=48),
        RecordCouncil(council=COUNCIL, year=2018, what="bằng khen", proposed=74, approved=69),
        RecordCouncil(council=COUNCIL, year=2018, what="Cờ thi đua của Chính phủ", told=5),
    ),
)
FOUR_DATES = Record(
    "A39",
    "phuocson.quangnam.gov.vn PORTAL565572",
    (
        ReportDecision(
            number="1101/QĐ-UBND",
            year=2023,
            form="co-tinh",
            place="Phước Sơn, Quảng Nam",
            on=date(2024, 5, 8),
            presented_on=date(2024, 5, 28),
            presented=3,
        ),
        ReportDecision(
            number="1086",
            year=2023,
            form="ttldxs",
            place="Phước Sơn, Quảng Nam",
            count=5,
            on=date(2024, 5, 7),
        ),
    ),
)
BY_COUNCIL: dict[str, Any] = {
    "place": "Hải Phòng",
    "year": 2025,
    "created_by": "Hội đồng Thi đua – Khen thưởng thành phố",
}
STRUCTURE = Record(
    "A41",
    "https://vjs.vietnam.vn/en/hai-phong-thanh-lap-15-cum-va-20-khoi-thi-dua",
    (
        CountClusters(**BY_COUNCIL, kind="cum", count=15, members=114, least=6, most=9),
        CountClusters(**BY_COUNCIL, kind="khoi", count=20, members=160, least=5, most=11),
    ),
)
RECORDS = (SEED, *CLUSTERS, CUTS, FOUR_DATES, STRUCTURE)


def play(ledger: Ledger) -> None:
    """Record the seed's conference as the demo does, then every article."""
    conference.play(ledger)
    for record in RECORDS[1:]:
        record_article(record, ledger)


def record_article(record: Record, ledger: Ledger) -> None:
    """Record one article; what follows the opening of its meeting belongs to it."""
    opened = False
    for command in record.acts:
        session = record.meeting if opened else ""
        ledger.execute(
            command, Circumstances(by=conference.BY, source=record.source, meeting=session)
        )
        opened = opened or isinstance(command, OpenMeeting)
