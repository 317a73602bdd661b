"""The parts of a unit's page in words: blocks of the strip, the chosen year, names, awards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from textual.content import Content

from events.text import plain
from thidua_tui.formatting.pictures.leadership_chart import MARKS
from thidua_tui.formatting.pictures.sparkline import GAP, TALL, bar_height, bar_line
from thidua_tui.formatting.sentences import chronicle
from thidua_tui.formatting.sentences.award_forms import form_short
from thidua_tui.formatting.sentences.disagreements import SIGN, disagreement_text, question
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.leadership_text import ROLE_STYLES
from thidua_tui.screens.unit_facts import UnitColumn, UnitFacts
from thidua_tui.screens.unit_lines import record_line
from thidua_tui.widgets.hanging_text import hung, labelled
from thidua_tui.widgets.meaning import (
    AWARD_SIGNS,
    AWARD_STYLES,
    PLACE_STYLES,
    award_text,
    place_text,
)
from thidua_tui.widgets.styled_text import styled
from thidua_tui.widgets.year_strip import StripYear
from views.standings import StandingsRow
from views.unit_record import AwardHeld, RoleHeld, UnitYear

LABEL = 13
"""Cells of a label before what it says."""
BAR = 8
"""Cells of a bar at most."""


def strip_labels(facts: UnitFacts, words: Words) -> list[str]:
    """Return the labels of the strip's lines; points and awards only where there are any."""
    scored = any(row.points is not None for row in facts.places)
    lines = ["role", "place", *[""] * TALL, *(["points"] if scored else [])]
    lines += ["awards"] if any(row.awards for row in facts.years) else []
    return [words(f"years.unit.label.{name}") if name else "" for name in lines]


def strip_years(facts: UnitFacts, columns: Sequence[UnitColumn], words: Words) -> list[StripYear]:
    """Return the blocks of the strip, one for each column."""
    scored = any(row.points is not None for row in facts.places)
    return [StripYear(str(one.year), partial(_block, facts, one, words, scored)) for one in columns]


def _block(
    facts: UnitFacts, column: UnitColumn, words: Words, scored: bool, width: int
) -> list[Content]:
    """Return the lines of a year: role, place, bar, points if any are known, awards."""
    row, ranked = column.row, facts.place_in(column.cluster, column.year)
    if row is None and ranked is None:
        return [Content.styled(GAP, "dim")]
    height = bar_height(ranked, ranked.members or 1) if ranked else None
    bars = [bar_line(height, line, min(width, BAR)) for line in reversed(range(TALL))]
    place = ranked.place if ranked else None
    adopted = ranked is not None and ranked.state == "adopted"
    style = PLACE_STYLES.get(place or 0, "$secondary") if adopted else "$provisional"
    return [
        _role_sign(row.roles if row else (), words, width),
        _place(ranked, words),
        *(Content.styled(bar, style if height else "dim") for bar in bars),
        *([Content(_number(ranked, words))] if scored else []),
        _award_signs(row, words, width),
    ]


def _role_sign(roles: Sequence[RoleHeld], words: Words, width: int) -> Content:
    """Return the sign of the highest role, with its word where there is room."""
    for role in roles[:1]:
        sign, style = MARKS[role.role], ROLE_STYLES[role.role]
        name = words(f"screen.role.{role.role}") + (f" {role.rank}" if role.rank else "")
        text = f"{sign} {name}"
        short = sign + (str(role.rank) if role.rank else "")
        return Content.styled(text if len(text) <= width else short, style)
    return Content("")


def _place(row: StandingsRow | None, words: Words) -> Content:
    if row is None:
        return Content("")
    return place_text(row.place, words, tied=row.tied, adopted=row.state == "adopted")


def _number(row: StandingsRow | None, words: Words) -> str:
    return words.number(row.points) if row and row.points is not None else ""


def _award_signs(row: UnitYear | None, words: Words, width: int) -> Content:
    """Return the awards by sign and short name, or by sign alone where there is no room."""
    awards = row.awards if row else ()
    year = row.year if row else None
    line = Content("  ").join(
        award_text(form_short(one.form, words, year), one.state) for one in awards
    )
    if line.cell_length <= width:
        return line
    return Content(" ").join(
        Content.styled(AWARD_SIGNS[one.state], AWARD_STYLES[one.state]) for one in awards
    )


def year_text(
    facts: UnitFacts, column: UnitColumn | None, words: Words, width: int
) -> Iterator[Content]:
    """Yield the chosen year in full: cluster, role, place, points, awards; then all places."""
    row = column.row if column else None
    ranked = facts.place_in(column.cluster, column.year) if column else None
    if column is None or (row is None and ranked is None):
        yield Content(words("years.unit.nothing"))
        return
    cluster = row.cluster_name if row else ranked.cluster_name if ranked else ""
    yield from _labelled("cluster", Content.styled(plain(cluster), "bold"), words, width)
    if (column.cluster, column.year) in facts.provisional:
        yield Content.styled(words("provisional.mark"), "bold $warning")
    for name, text in _facts(facts, column, words):
        yield from _labelled(name, text, words, width)
    here = (row.cluster, row.year) if row else (column.cluster, column.year)
    for one in facts.disputed(*here):
        text = f"{question(one, words)} {disagreement_text(one, words)}"
        yield from hung(Content.styled(plain(text), "bold $warning"), width, 2)
    others = [r for r in facts.standings if (r.cluster, r.year) == (column.cluster, column.year)]
    if any(one.place for one in others):
        yield Content("")
        yield Content.styled(words("years.unit.ranking"), "bold $secondary")
        yield from (_other(one, facts.unit, words, width) for one in others)


def _labelled(name: str, text: Content | str, words: Words, width: int) -> Iterator[Content]:
    return labelled(words(f"years.unit.label.{name}"), text, width, LABEL)


def _facts(
    facts: UnitFacts, column: UnitColumn, words: Words
) -> Iterator[tuple[str, Content | str]]:
    """Yield a label and what is known: each role, the place, the points, each award."""
    row, ranked = column.row, facts.place_in(column.cluster, column.year)
    for role in row.roles if row else ():
        name = words(f"screen.role.{role.role}") + (f" {role.rank}" if role.rank else "")
        text = words("years.unit.role", role=name, since=role.since, until=role.until)
        yield "role", Content.styled(f"{MARKS[role.role]} {text}", ROLE_STYLES[role.role])
    if row and row.left:
        yield "member", words("years.unit.left")
    elif row and row.member and not row.roles:
        yield "role", words("screen.unit.member")
    yield "place", _place_in_words(ranked, words)
    if ranked and ranked.points is not None:
        yield (
            "points",
            words(
                "years.unit.scored",
                points=words.number(ranked.points),
                scored=str(ranked.scored),
                criteria=str(ranked.criteria or 0),
            ),
        )
    for award in row.awards if row else ():
        name = words.form(award.form, row.year if row else None)
        decision = Content(f" · {_decision(award, words)}")
        yield "awards", award_text(name, award.state) + decision


def _place_in_words(row: StandingsRow | None, words: Words) -> Content:
    """Return the place and of how many, and that it is provisional while nothing is adopted."""
    if row is None or row.place is None:
        return Content(words("pictures.ranking.unplaced"))
    place, rest = _place(row, words), Content("")
    if row.members:
        of = words("years.unit.of", place="", count=str(row.members))
        rest = Content(f" {of.strip()}")
    if row.state != "adopted":
        rest += Content.styled(f" ({words('years.unit.provisional')})", "$provisional")
    return place + rest


def _decision(award: AwardHeld, words: Words) -> str:
    state = words(f"screen.award-state.{award.state}")
    return words(
        "years.unit.decision", state=state, number=plain(award.number), on=award.decided_on
    )


def _other(row: StandingsRow, unit: str, words: Words, width: int) -> Content:
    """Return the line of a unit in the year's ranking; that of the page is marked."""
    mine = row.unit == unit
    place = _place(row, words).truncate(LABEL - 4, ellipsis=True, pad=True)
    points = _number(row, words)
    name = Content.styled(plain(row.unit_name), "bold" if mine else "")
    line = Content.styled("▸ " if mine else "  ", "bold $primary") + place + Content("  ") + name
    return line.truncate(width - 8, ellipsis=True, pad=True) + Content(points.rjust(8))


def names_text(facts: UnitFacts, words: Words, width: int) -> Iterator[Content]:
    """Yield the names of the unit, each with the day from which it holds."""
    for called in facts.called:
        name = words("years.unit.called", name=plain(called.name), short=plain(called.short))
        since = f" {words('years.unit.since', on=called.since)}" if called.since else ""
        yield from hung(Content.assemble((name, "bold"), (since, "dim")), width, 2)

    for text in _described(facts, words):
        yield from hung(Content(text), width, 2)


def _described(facts: UnitFacts, words: Words) -> Iterator[str]:
    """Yield what the unit is and of what it is a part, its parts, and the body above its clusters.

    What is not recorded is left out.
    """
    row = facts.described
    if row and (row.kind or row.level):
        kind = words.choice("kind", row.kind) if row.kind else ""
        level = words.choice("level", row.level) if row.level else ""
        yield words("years.unit.kind", kind=", ".join(filter(None, (kind, level))))
    if row and row.parent:
        yield words("years.unit.parent", unit=plain(row.parent.name))
    if facts.parts:
        parts = "; ".join(plain(one.unit_name) for one in facts.parts)
        yield words("years.unit.parts", units=parts)
    for cluster in facts.clusters:
        if cluster.superior:
            name, superior = plain(cluster.cluster_name), plain(cluster.superior)
            yield words("years.unit.superior", cluster=name, superior=superior)


def lineage_text(facts: UnitFacts, words: Words, width: int) -> Iterator[Content]:
    """Yield what the unit came of and became, as a picture."""
    lines = chronicle.lineage(facts.lineage, words, width, facts.unit)
    if not lines:
        yield from Content(words("years.unit.no-lineage")).wrap(width)
    for line in lines:
        if line.startswith(" "):
            yield styled(line)
        else:
            yield from Content.styled(line, "bold").wrap(width)


def awards_text(facts: UnitFacts, words: Words, width: int) -> Iterator[Content]:
    """Yield every award with its year, state and decision, the latest first."""
    held = [(row.year, award) for row in reversed(facts.years) for award in row.awards]
    if not held:
        yield from Content(words("years.unit.no-awards")).wrap(width)
    for year, award in held:
        line = Content.assemble((f"{year}  ", "bold"), _award_named(award, year, words))
        yield from hung(line, width, 6)


def _award_named(award: AwardHeld, year: int, words: Words) -> Content:
    name = award_text(words.form(award.form, year), award.state)
    return name + Content.styled(f" · {_decision(award, words)}", "dim")


def record_text(facts: UnitFacts, words: Words, width: int) -> Iterator[Content]:
    """Yield a line for each year, the latest first; a single cluster is not named in each."""
    if not facts.years:
        yield Content(words("screen.none"))
    several = len({row.cluster for row in facts.years}) > 1
    for row in reversed(facts.years):
        line = record_line(row, words, clusters=several)
        if facts.disputed(row.cluster, row.year):
            line = Content.styled(f"{SIGN} ", "bold $warning") + line
        yield from hung(line, width, 6)
