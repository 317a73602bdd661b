"""The act that opens a year, and what it proposes: members and successors, rules, targets."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import count

from msgspec import Struct

from events.award_quotas import quotas, quotas_of
from events.open_year import OpenYear
from events.procedures import MATTERS, ProcedureSet, procedure
from events.rosters import RosterRecorded, has_roster, members
from events.rule_book import in_force, rules
from events.successors import heir_at
from events.targets import Promised, TargetSet, targets
from events.tasks import TaskGiven, TaskReported, tasks_of
from events.units import ends
from events.year_texts import year_texts
from thidua_tui.acts import choices
from thidua_tui.acts.act import Act
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Default, Field, Values, day, line, picks, year, year_of
from thidua_tui.acts.targets import options
from thidua_tui.parsing.dates import year_so_far
from thidua_tui.parsing.fuzzy_match import Option


class Proposed(Struct, frozen=True):
    """A unit that is proposed as a member of the year to open.

    Attributes:
        unit: The code of the unit.
        instead_of: The members of the year before whose place it takes; empty for a member.
        ended: Whether it ended before the year, and so cannot be a member.
    """

    unit: str
    instead_of: tuple[str, ...] = ()
    ended: bool = False


def listed_years(ground: ActContext) -> set[int]:
    """Return the years of the cluster that have a list of members."""
    return {e.year for e in ground.of_cluster.of(RosterRecorded) if e.cluster == ground.cluster}


def year_to_open(ground: ActContext) -> int:
    """Return the page's year where it has no list of members, else the next year without one."""
    listed = listed_years(ground)
    return next(year for year in count(ground.year) if year not in listed)


def year_before(ground: ActContext, opened: int) -> int:
    """Return the latest year before it that has a roster or a rule book, else the year before."""
    return max((y for y in listed_years(ground) if y < opened), default=opened - 1)


def proposed_members(ground: ActContext, opened: int, since: int) -> list[Proposed]:
    """Return the members of the year before that still exist, and the successors of the others.

    Args:
        ground: The cluster.
        opened: The year to open.
        since: The year that is taken over from.
    """
    over, first = ends(ground.lives), date(opened, 1, 1)
    found: dict[str, Proposed] = {}
    for unit in members(ground.of_cluster, ground.cluster, since):
        if over.get(unit, date.max) > first:
            found.setdefault(unit, Proposed(unit))
            continue
        found[unit] = Proposed(unit, ended=True)
        for heir in ground.names.now(unit):
            before = found.get(heir.unit)
            if before is None or before.instead_of:
                taken = (*(before.instead_of if before else ()), unit)
                found[heir.unit] = Proposed(heir.unit, instead_of=taken)
    return list(found.values())


def missing_book(ground: ActContext, opened: int, since: int) -> bool:
    """Return whether a rule book can be taken over: there is one, and the year has none."""
    history, cluster = ground.of_cluster, ground.cluster
    return bool(rules(history, cluster, since)) and not rules(history, cluster, opened)


def quotas_to_copy(ground: ActContext, opened: int, since: int) -> list[str]:
    """Return the forms of award whose quota can be taken over."""
    there = quotas(ground.read(quotas_of(ground.cluster, opened)), ground.cluster, opened)
    before = quotas(ground.read(quotas_of(ground.cluster, since)), ground.cluster, since)
    return [form for form, one in before.items() if one.asked is not None and form not in there]


def _years(ground: ActContext, values: Values) -> tuple[int, int]:
    opened = year_of(ground, values)
    return opened, year_so_far(values.get("since", "")) or year_before(ground, opened)


def _members(ground: ActContext, values: Values) -> str:
    opened, since = _years(ground, values)
    if has_roster(ground.of_cluster, ground.cluster, opened):
        return ""
    found = proposed_members(ground, opened, since)
    return " ".join(one.unit for one in found if not one.ended)


def _known(ground: ActContext, values: Values) -> list[Option]:
    _, since = _years(ground, values)
    return options(ground, targets(ground.of_cluster, ground.cluster, since))


def targets_to_set(ground: ActContext, opened: int, since: int) -> list[str]:
    """Return the targets of the year before that the year has not, of units that are proposed.

    The target of a unit that ended is that of its successor; of two that promised the same, the
    successor of both promises the first.
    """
    history, cluster = ground.of_cluster, ground.cluster
    known = {(e.unit, e.title) for e in history.of(TargetSet) if e.year == opened}
    listed = members(history, cluster, opened) or [
        one.unit for one in proposed_members(ground, opened, since) if not one.ended
    ]
    found = []
    for code, one in targets(history, cluster, since).items():
        unit = promiser(ground, one, opened)
        if (unit, one.title) not in known and (one.unit is None or unit in listed):
            known.add((unit, one.title))
            found.append(code)
    return found


def promiser(ground: ActContext, target: Promised, opened: int) -> str | None:
    """Return the unit whose target it is in the year to open; None for all, or for none."""
    return target.unit and heir_at(ground.lives, target.unit, date(opened, 1, 1))


def open_tasks(ground: ActContext, opened: int) -> list[tuple[TaskGiven, str]]:
    """Return the tasks of earlier years that are neither done nor dropped, and how far each is.

    They stay tasks of the cluster until they end: the year to open shows them, too.
    """
    history = ground.read(tasks_of(ground.cluster))
    state = {event.task: event.state for event in history.of(TaskReported)}
    return [
        (given, state.get(given.task, "open"))
        for given in history.of(TaskGiven)
        if given.year < opened and state.get(given.task) not in ("done", "dropped")
    ]


def voting_rules(ground: ActContext, opened: int) -> list[ProcedureSet]:
    """Return the rules of voting that are in force in the year to open."""
    known = ground.of_cluster
    found = (procedure(known, ground.cluster, opened, matter) for matter in MATTERS)
    return [rule for rule in found if rule]


def texts_to_renew(
    ground: ActContext, opened: int, since: int, codes: Collection[str], *, book: bool
) -> dict[str, tuple[str, str]]:
    """Return the texts that name the year before, as `year_texts` does.

    Args:
        ground: The cluster.
        opened: The year to open.
        since: The year that is taken over from.
        codes: The codes of the targets that are set again.
        book: Whether the rule book is issued again.
    """
    history, cluster = ground.of_cluster, ground.cluster
    again = {c: t for c, t in targets(history, cluster, since).items() if c in codes}
    issued = in_force(history, cluster, since) if book else None
    return year_texts(issued, again, since, opened)


def _targets(ground: ActContext, values: Values) -> str:
    return " ".join(targets_to_set(ground, *_years(ground, values)))


def _texts(ground: ActContext, values: Values) -> dict[str, tuple[str, str]]:
    codes = values.get("targets", "").split()
    return texts_to_renew(ground, *_years(ground, values), codes, book=bool(values.get("book")))


def _renewable(ground: ActContext, values: Values) -> list[Option]:
    texts = _texts(ground, values)
    return [Option(code=key, name=new, also=key) for key, (_, new) in texts.items()]


def _yes(what: Default) -> Default:
    return lambda ground, values: "yes" if what(ground, values) else ""


OPENING = (
    Act(
        id="open-year",
        command=OpenYear,
        facts=(),
        fields=(
            year(lambda ground, _values: str(year_to_open(ground))),
            year(
                lambda ground, values: str(year_before(ground, year_of(ground, values))),
                name="since",
            ),
            picks("units", choices.living_then, needed=False, default=_members),
            Field(
                name="book",
                kind="flag",
                needed=False,
                default=_yes(lambda g, v: "yes" if missing_book(g, *_years(g, v)) else ""),
            ),
            Field(
                name="quotas",
                kind="flag",
                needed=False,
                default=_yes(lambda g, v: " ".join(quotas_to_copy(g, *_years(g, v)))),
            ),
            picks("targets", _known, needed=False, default=_targets),
            picks("renewed", _renewable, needed=False, default=lambda g, v: " ".join(_texts(g, v))),
            line("document", needed=False),
            day(needed=False, default=lambda _ground, _values: ""),
        ),
        needs=("no-cluster", "no-roster"),
        start="units",
        screen="opening",
    ),
)
