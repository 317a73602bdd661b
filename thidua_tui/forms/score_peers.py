"""Who scores in a year, as the score sheet shows it: head, deputies, plan, sealed sheets."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from events.errors import Refused
from events.peer_events import PeerSheetSealed, expected, plan, seals
from events.permissions import verifies_own
from events.rule_book import in_force
from events.score_commits import CellKey
from events.scorers import leaders, may_give, still_sealed
from thidua_tui.acts.context import ActContext


class Peers(Struct, kw_only=True):
    """Who scores whom in a year.

    Attributes:
        head: The unit that leads; empty where it is not recorded.
        deputies: The deputies in their order.
        named: Whether peer scores name their scorer.
        sealing: Whether peer sheets are sealed, and not opened yet.
        sealed: Unit -> its last seal.
        due: The units that score as peers.
        pairs: Who scores whom by the plan; None where nothing is planned.
        why: What was asked before -> why a cell of that stage, unit and scorer is closed.
    """

    head: str = ""
    deputies: tuple[str, ...] = ()
    named: bool = False
    sealing: bool = False
    sealed: Mapping[str, PeerSheetSealed] = {}
    due: tuple[str, ...] = ()
    pairs: frozenset[tuple[str, str]] | None = None
    why: dict[tuple[str, str, str], str] = {}

    @property
    def waiting(self) -> tuple[str, ...]:
        """The units whose sheets are not in."""
        return tuple(unit for unit in self.due if unit not in self.sealed)

    def checked_by(self, scorer: str) -> tuple[str, ...]:
        """Return the units that the plan lets a unit score; none where nothing is planned."""
        return tuple(unit for giver, unit in sorted(self.pairs or ()) if giver == scorer)


def peers_of_year(ground: ActContext, year: int) -> Peers:
    """Return who scores whom.

    Args:
        ground: The cluster-year.
        year: The year of the sheet.
    """
    here = (ground.of_cluster, ground.cluster, year)
    head, deputies = leaders(*here)
    issued, planned = in_force(*here), plan(*here)
    return Peers(
        head=head or "",
        deputies=deputies,
        named=issued is not None and issued.book is not None,
        sealing=still_sealed(*here),
        sealed=seals(*here),
        due=expected(*here),
        pairs=frozenset((p.scorer, p.unit) for p in planned.pairs) if planned else None,
    )


def why_not_by(ground: ActContext, peers: Peers, cell: CellKey, year: int) -> str:
    """Return why this scorer does not score this unit at this stage, and who can; or nothing.

    Args:
        ground: The cluster-year, with the names.
        peers: Who scores whom.
        cell: The cell.
        year: The year of the sheet.
    """
    asked = (str(cell.stage), cell.unit, cell.scorer)
    if (found := peers.why.get(asked)) is None:
        found = peers.why[asked] = _asked(ground, cell, year)
    return found


def _asked(ground: ActContext, cell: CellKey, year: int) -> str:
    words, own = ground.words, ground.operator_status.operator
    if cell.stage != "self" and cell.scorer == cell.unit:
        return words("peersheets.closed.itself", unit=ground.names.short(cell.unit, year))
    if own and verifies_own(own, cell.stage, cell.unit):
        refused = Refused("verifies-own-unit", name=own.name, unit=cell.unit)
        return words.refusal(refused, ground.names)
    here = (ground.of_cluster, ground.cluster, year)
    try:
        may_give(*here, cell.stage, cell.unit, cell.scorer or None)
    except Refused as refused:
        if refused.code == "head-verifies-itself":
            deputies = leaders(*here).deputies
            units = ", ".join(ground.names.short(unit, year) for unit in deputies)
            return words("peersheets.closed.head", units=units)
        if refused.code == "scorer-missing":
            return words("peersheets.closed.no-scorer")
        return words.refusal(refused, ground.names)
    return ""
