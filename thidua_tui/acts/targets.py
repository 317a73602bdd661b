"""Acts on the targets of a compact: set, changed, withdrawn, made criteria of the year's book."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from events.rule_book import book_of
from events.score_book.book import Node
from events.target_criteria import PutTargetsInBook, ScoreTargetBy, TargetPutInBook, criteria
from events.targets import (
    ChangeTarget,
    Promised,
    SetTarget,
    TargetChanged,
    TargetSet,
    TargetWithdrawn,
    WithdrawTarget,
    targets,
)
from thidua_tui.acts import choices
from thidua_tui.acts.act import Act
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import (
    Default,
    Field,
    Values,
    choice,
    constant,
    day,
    day_within,
    line,
    pick,
    picks,
    year,
    year_of,
)
from thidua_tui.i18n.messages import number_text
from thidua_tui.parsing.dates import format_date
from thidua_tui.parsing.fuzzy_match import Option


def _of_year(ground: ActContext, values: Values) -> dict[str, Promised]:
    return targets(ground.of_cluster, ground.cluster, year_of(ground, values))


def _target_year(ground: ActContext, _values: Values) -> str:
    """Return the page's year; at a year-end conference the year to come."""
    now = ground.open_meeting()
    next_year = now is not None and now.kind == "year-end" and not ground.holds_year()
    return str(now.year + 1 if now and next_year else ground.year)


def _code(ground: ActContext, values: Values) -> str:
    """Return the first of `ct1`, `ct2` … that no target of the year had."""
    year = year_of(ground, values)
    taken = {e.target for e in ground.of_cluster.of(TargetSet) if e.year == year}
    return next(code for n in range(1, len(taken) + 2) if (code := f"ct{n}") not in taken)


def options(ground: ActContext, found: dict[str, Promised]) -> list[Option]:
    """Return targets as options, with the unit that promised and the number.

    Args:
        ground: The cluster-year.
        found: Code -> target.
    """

    def also(target: Promised) -> str:
        unit = ground.names.short(target.unit, target.year) if target.unit else ""
        amount = number_text(target.amount) if target.amount is not None else ""
        return ", ".join(filter(None, (unit, f"{amount} {target.measure}".strip())))

    return [Option(code=code, name=one.title, also=also(one)) for code, one in found.items()]


def _known(ground: ActContext, values: Values) -> list[Option]:
    return options(ground, _of_year(ground, values))


def _unscored(ground: ActContext, values: Values) -> list[Option]:
    """The targets that no criterion scores."""
    done = criteria(ground.of_cluster, ground.cluster, year_of(ground, values))
    found = _of_year(ground, values)
    return options(ground, {code: one for code, one in found.items() if code not in done})


def _unscored_first(ground: ActContext, values: Values) -> list[Option]:
    """All targets, those that no criterion scores first: the rule refuses the others."""
    free = _unscored(ground, values)
    codes = {option.code for option in free}
    return [*free, *(option for option in _known(ground, values) if option.code not in codes)]


def _as_now(read: Callable[[Promised], str]) -> Default:
    """Return what the chosen target says now."""

    def first(ground: ActContext, values: Values) -> str:
        target = _of_year(ground, values).get(values.get("target", ""))
        return read(target) if target else ""

    return first


def _nodes(ground: ActContext, values: Values) -> Iterator[tuple[Node, Option]]:
    book = ground.book(year_of(ground, values))
    for node in book_of(book).nodes() if book else ():
        maximum = ground.words("acts.grid.at-most", maximum=ground.words.number(node.max))
        yield node, Option(code=node.code, name=node.title, also=maximum)


def _groups(ground: ActContext, values: Values) -> list[Option]:
    return [option for node, option in _nodes(ground, values) if node.criteria]


def _lines(ground: ActContext, values: Values) -> list[Option]:
    return [option for node, option in _nodes(ground, values) if node.score and node.max]


AMOUNT = Field(
    name="amount",
    kind="amount",
    needed=False,
    default=_as_now(lambda one: "" if one.amount is None else number_text(one.amount)),
)

TARGETS = (
    Act(
        id="set-target",
        command=SetTarget,
        facts=(TargetSet,),
        fields=(
            year(_target_year),
            line("title"),
            pick("unit", choices.members, needed=False),
            Field(name="amount", kind="amount", needed=False),
            line("measure", needed=False),
            choice("comparison", default="at-least"),
            Field(name="deadline", kind="date", needed=False),
            Field(name="target", kind="code", default=_code),
            day_within(1, 0),
        ),
        needs=("no-cluster",),
        series=True,
        start="title",
    ),
    Act(
        id="change-target",
        command=ChangeTarget,
        facts=(TargetChanged,),
        fields=(
            year(),
            pick("target", _known, among=_known),
            line("title", default=_as_now(lambda one: one.title)),
            pick(
                "unit", choices.members, needed=False, default=_as_now(lambda one: one.unit or "")
            ),
            AMOUNT,
            line("measure", needed=False, default=_as_now(lambda one: one.measure)),
            choice("comparison", default=_as_now(lambda one: one.comparison)),
            Field(
                name="deadline",
                kind="date",
                needed=False,
                default=_as_now(lambda one: format_date(one.deadline)),
            ),
            day(needed=False),
        ),
        needs=("no-cluster", "no-target"),
        start="target",
    ),
    Act(
        id="withdraw-target",
        command=WithdrawTarget,
        facts=(TargetWithdrawn,),
        fields=(year(), pick("target", _known, among=_known), day(needed=False)),
        needs=("no-cluster", "no-target"),
        start="target",
    ),
    Act(
        id="put-targets-in-book",
        command=PutTargetsInBook,
        facts=(),
        fields=(
            year(),
            picks(
                "targets",
                _unscored,
                default=lambda ground, values: " ".join(o.code for o in _unscored(ground, values)),
            ),
            pick("group", _groups, needed=False),
            Field(name="points", kind="amount"),
            pick("taken_from", _lines, needed=False),
            line("document", needed=False),
            day(needed=False, default=constant("")),
        ),
        needs=("no-cluster", "no-rules", "no-target", "result-adopted"),
        start="targets",
    ),
    Act(
        id="score-target-by",
        command=ScoreTargetBy,
        facts=(TargetPutInBook,),
        fields=(
            year(),
            pick("target", _unscored_first, among=_unscored),
            pick("criterion", choices.criteria),
        ),
        needs=("no-cluster", "no-rules", "no-target"),
        series=True,
        start="target",
    ),
)
