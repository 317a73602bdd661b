"""Cells of a cluster's years: who came and went and when, rosters, turns, reorganised units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from events.text import plain
from thidua_tui.formatting.tables.columns import NONE, labelled, named
from thidua_tui.i18n.messages import Words
from views.names import UnitName

if TYPE_CHECKING:  # a table of another kind must not import these views on its way
    from views.changes_within_year import ClusterTurn, Moved, RosterThen
    from views.lineage import LineageRow


def came(row: Any, words: Words) -> str:
    """Who joined, each with its day."""
    return _moved(row.came, "came", words)


def went(row: Any, words: Words) -> str:
    """Who left, each with its day."""
    return _moved(row.went, "went", words)


def _moved(units: Sequence[Moved] | None, way: str, words: Words) -> str:
    if units is None:
        return words("tables.value.unrecorded")
    return "; ".join(moved(one, way, words) for one in units) or NONE


def moved(one: Moved, way: str, words: Words) -> str:
    """A unit that came or went, and when: a day, in the course of the year, or against the last."""
    key = "on" if one.on else "in-year" if one.in_year else "since"
    return named(one, words) + " " + words(f"chronicle.{way}.{key}", on=one.on)


def turns(row: Any, words: Words) -> str:
    """What happened to the cluster itself."""
    return "; ".join(turn(one, words) for one in row.turns) or NONE


def turn(one: ClusterTurn, words: Words) -> str:
    """A turn of the cluster, with its day."""
    return words(f"chronicle.turn.{one.act}", name=plain(one.name), on=one.on)


def rosters(row: Any, words: Words) -> str:
    """The rosters of the year, where there are several."""
    if len(row.rosters) < 2:
        return NONE
    return "; ".join(f"{span(one, words)}: {len(one.units)}" for one in row.rosters)


def span(one: RosterThen, words: Words) -> str:
    """From when to when a roster held."""
    if one.since is None:
        return words("chronicle.roster.before", until=one.until)
    return words("chronicle.roster.since", since=one.since, until=one.until)


def reorganised(row: Any, words: Words) -> str:
    """What members came of and became."""
    return "; ".join(act(one, words) for one in row.reorganised) or NONE


def act(one: LineageRow, words: Words) -> str:
    """One of the six acts: its day, who went in, what it was, who came out."""
    return words(
        "chronicle.act",
        on=one.on,
        before=_names(one.predecessors, words),
        act=labelled("turned", one.act, words),
        function=plain(one.function),
        after=_names(one.successors, words),
    )


def _names(units: Sequence[UnitName], words: Words) -> str:
    return " + ".join(named(one, words) for one in units)


def paper(one: LineageRow, words: Words) -> str:
    """From which source an act is known."""
    return words(
        "player.source",
        kind=one.source,
        title=one.source_title,
        on=one.source_on,
        position=str(one.position),
    )
