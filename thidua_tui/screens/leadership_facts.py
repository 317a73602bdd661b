"""What the page of the officers shows: roles with their sources, the rotation, who waits."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from events.membership import members
from events.text import plain
from thidua_tui.formatting.pictures.leadership_lanes import Waiting
from thidua_tui.formatting.replay.replay_text import source
from thidua_tui.formatting.sentences.disagreements import differing
from thidua_tui.i18n.messages import Words
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from views.disputes import Disputes
from views.leadership import LeaderRow, Leadership, RoleShown, ends_until, tenures
from views.rotation import GapRow, Gaps, Rotation, RotationRow

LAST = 9999
Term = tuple[int, RoleShown, str | None]
"""A role in a year: the year, the role, the unit."""


class Rotated(Struct, frozen=True):
    """Who led in every year, the source of each role, and the patterns of it."""

    rows: tuple[LeaderRow, ...]
    turns: tuple[RotationRow, ...]
    gaps: tuple[GapRow, ...]
    differ: tuple[str, ...]
    """Where sources or a verdict contradict who led."""
    sources: dict[Term, str] = {}
    waiting: tuple[Waiting, ...] = ()
    """The latest recorded members that never held a role."""


def gather_leaders(session: Session, here: Location, words: Words) -> Rotated:
    """Fold all years of the cluster, up to the current day."""
    view, asked = Leadership(here.cluster), (here.cluster, None, here.on)
    view.on = here.on  # every year up to that day, and not that day alone
    rows = session.see(view, here.known_at).rows()
    rotation = session.see(Rotation(*asked), here.known_at)
    gaps = session.see(Gaps(*asked), here.known_at).rows()
    last = here.on.year if here.on else LAST
    asked_of = Disputes(here.cluster, None, here.on)
    return Rotated(
        tuple(row for row in rows if row.year <= last),
        rotation.rows(),
        gaps,
        (*differing("leaders", session.ledger, asked_of, here.known_at, words),),
        dict(_sources(view, words)),
        tuple(_waiting(rotation, here.cluster or "", {row.unit for row in rows})),
    )


def _sources(view: Leadership, words: Words) -> Iterator[tuple[Term, str]]:
    """Yield from which paper each role is known."""
    for (_, year), entries in view.years.items():
        for tenure in tenures(entries, ends_until(view.names.ends, view.on)):
            if tenure.given:
                yield (year, tenure.role, tenure.unit), source(tenure.given, words)


def _waiting(rotation: Rotation, cluster: str, known: set[str | None]) -> Iterator[Waiting]:
    """Yield the members of the latest recorded roster that are not among these units."""
    for year in sorted(rotation.known(cluster), reverse=True):
        if units := members(rotation.history(cluster, year), cluster, year):
            for unit in units:
                if unit not in known:
                    name, short = rotation.names.unit(unit, year), rotation.names.short(unit, year)
                    yield Waiting(unit, plain(name), plain(short))
            return
