"""The units that are tied or on hold, as the acts of a ranking offer them."""

from __future__ import annotations

from events.command import History
from events.holds import held
from events.tie_decisions import ranking_of
from events.tie_events import tied_groups, ties_of
from events.year_ranking import ranking_in
from thidua_tui.acts import choices
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Values, year_of
from thidua_tui.parsing.fuzzy_match import Option


def _of_year(ground: ActContext, year: int) -> History:
    scopes = (*ranking_of(ground.cluster, year), ties_of(ground.cluster, year))
    return ground.session.ledger.history(scopes)[0]


def tied_units(ground: ActContext, year: int) -> tuple[str, ...]:
    """Return the units that share a place by the scores of a year.

    Args:
        ground: The context of the act.
        year: The calendar year.
    """
    order = ranking_in(_of_year(ground, year), ground.cluster, year).ranked
    groups = [units for _, units in tied_groups(order)]
    return tuple(unit for units in groups for unit in units)


def held_units(ground: ActContext, year: int) -> tuple[str, ...]:
    """Return the units that are on hold in a year.

    Args:
        ground: The context of the act.
        year: The calendar year.
    """
    return tuple(held(ground.of_cluster, ground.cluster, year))


def tied(ground: ActContext, values: Values) -> list[Option]:
    """The units that share a place by the scores of the form's year."""
    return choices.units(ground, tied_units(ground, year_of(ground, values)))


def on_hold(ground: ActContext, values: Values) -> list[Option]:
    """The units that are on hold in the form's year."""
    return choices.units(ground, held_units(ground, year_of(ground, values)))
