"""Acts on peers: who scores whom, a sheet that is sealed, and the opening of all sheets."""

from __future__ import annotations

import secrets

from msgspec.structs import replace

from events.command import Command
from events.cross_check import PlanCrossCheck
from events.peer_events import CrossCheckPlanned, PeerSheetSealed, PeerSheetsOpened, expected, seals
from events.peer_sheets import OpenPeerSheets, SealPeerSheet
from events.score_book.seal import NONCE_BYTES
from thidua_tui.acts import choices
from thidua_tui.acts.act import Act, Typed, single_command
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Field, Values, constant, day, line, pick, picks, year, year_of
from thidua_tui.parsing.fuzzy_match import Option


def waiting(ground: ActContext, values: Values) -> list[Option]:
    """Return the units whose peer sheets are due and not sealed."""
    in_year = (ground.of_cluster, ground.cluster, year_of(ground, values))
    sealed = seals(*in_year)
    return choices.units(ground, [unit for unit in expected(*in_year) if unit not in sealed])


def _due(ground: ActContext, values: Values) -> list[Option]:
    """The units that seal a peer sheet, those whose sheet is not in first."""
    in_year = (ground.of_cluster, ground.cluster, year_of(ground, values))
    first = [option.code for option in waiting(ground, values)]
    rest = [unit for unit in (*expected(*in_year), *seals(*in_year)) if unit not in first]
    return choices.units(ground, dict.fromkeys((*first, *rest)))


def _sealing(act: Act, typed: Typed, ground: ActContext) -> list[Command]:
    """Return the sheet with a new secret number."""
    return single_command(act, {**typed, "nonce": secrets.token_hex(NONCE_BYTES)}, ground)


def _opening(act: Act, typed: Typed, ground: ActContext) -> list[Command]:
    """Return the opening; the sheets are read when it is recorded."""
    return single_command(act, {**typed, "without": typed.get("without") or ()}, ground)


PEERING = (
    Act(
        id="plan-cross-check",
        command=PlanCrossCheck,
        facts=(CrossCheckPlanned,),
        fields=(
            year(),
            Field(name="pairs", kind="pairs", options=choices.on_roster),
            line("document", needed=False),
            day(needed=False, default=constant("")),
        ),
        needs=("no-cluster", "no-year-roster"),
        start="pairs",
    ),
    Act(
        id="seal-peer-sheet",
        command=SealPeerSheet,
        facts=(PeerSheetSealed,),
        fields=(
            year(),
            pick("scorer", _due),
            Field(name="cells", kind="sheet", options=choices.on_roster, gives=("cells", "nonce")),
        ),
        needs=("no-cluster", "no-year-roster", "no-rules", "no-seals"),
        start="scorer",
        make=_sealing,
    ),
    Act(
        id="open-peer-sheets",
        command=OpenPeerSheets,
        facts=(PeerSheetsOpened,),
        fields=(
            year(),
            replace(picks("without", _due, needed=False), gives=("without", "sheets")),
        ),
        needs=("no-cluster", "no-year-roster", "no-rules", "no-seals"),
        start="without",
        make=_opening,
    ),
)
