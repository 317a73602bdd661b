"""The tables of a report on a year: the ranking with its chart, and the awards by their state."""

from __future__ import annotations

from collections.abc import Iterator

from events.text import plain
from thidua_tui.formatting.papers.blocks import (
    Column,
    LabelledLine,
    Paragraph,
    Picture,
    Table,
)
from thidua_tui.formatting.papers.drafting import Draft, ended
from thidua_tui.formatting.pictures.point_bars import point_bars
from thidua_tui.formatting.pictures.svg import svg
from views.papers.report import ReportFacts
from views.papers.report_rows import Honour, Placed, Ranked

LEAST_BARS = 2
"""Units with points below which there is nothing to compare."""


def ranking(draft: Draft, facts: ReportFacts) -> None:
    """Add how the ranking came about, its table, and a chart of the points."""
    found = facts.ranking
    if found.state == "none" or not found.units:
        text = draft.known("", "ranking")
        draft.add(LabelledLine(label=draft.text("label.ranking"), text=text))
        return
    draft.add(Paragraph(text=_how(draft, facts)))
    placed = [one for one in found.units if one.place is not None]
    points = any(one.points is not None for one in placed)
    columns = [
        Column(title=draft.text("column.number"), width=12, align="center"),
        Column(title=draft.text("column.unit"), width=84),
        Column(title=draft.text("column.place"), width=36, align="center"),
    ]
    columns += [Column(title=draft.text("column.points"), width=26, align="right")] * points
    draft.add(Table(columns=tuple(columns), rows=tuple(_rows(draft, placed, points=points))))
    if len(placed) < len(found.units):
        count, of = f"{len(placed):02d}", f"{len(found.units):02d}"
        draft.add(Paragraph(text=draft.text("placed", count=count, of=of), style="italic"))
    _chart(draft, placed, str(facts.year))


def _how(draft: Draft, facts: ReportFacts) -> str:
    """How the places came about: by an adopted result, or only by the scores so far."""
    found: Ranked = facts.ranking
    if found.state == "provisional":
        return draft.text("provisional", year=str(facts.year))
    votes = None
    if found.votes_for is not None and found.votes_total is not None:
        of = draft.words.choice("of", found.votes_of or "members")
        votes = f"{found.votes_for}/{found.votes_total} {of}"
    method = found.method if found.method != "not-recorded" else None
    how = draft.words.choice("method", method) if method else None
    return draft.text(
        "adopted", year=str(facts.year), method=how, votes=votes, on=draft.known_day(found.on)
    )


def _rows(draft: Draft, placed: list[Placed], *, points: bool) -> Iterator[tuple[str, ...]]:
    for number, one in enumerate(placed, 1):
        place = draft.words.place(one.place or 0)
        shown = draft.words("tables.value.tied", place=place) if one.tied else place
        total = draft.words.number(one.points) if one.points is not None else ""
        yield (str(number), plain(one.name), shown, *([total] * points))


def _chart(draft: Draft, placed: list[Placed], year: str) -> None:
    """Add a chart of the points, where several units have any."""
    known = [(plain(one.short or one.name), one.points) for one in placed]
    bars = [(name, points, draft.words.number(points)) for name, points in known if points]
    if len(bars) < LEAST_BARS:
        return
    title = draft.text("chart", year=year)
    alt = "; ".join(f"{name}: {text}" for name, _, text in bars)
    draft.add(Picture(svg=svg(point_bars(bars), title), alt=f"{title}. {alt}"))


def honours(draft: Draft, facts: ReportFacts) -> None:
    """Add the awards by form, and in each form by how far they are."""
    if not facts.awards:
        text = draft.known("", "awards")
        draft.add(LabelledLine(label=draft.text("label.awards"), text=text))
        return
    of_form: dict[str, list[Honour]] = {}
    for one in facts.awards:
        of_form.setdefault(one.form, []).append(one)
    for number, (form, found) in enumerate(of_form.items(), 1):
        name = draft.words.form_called(form, found[0].form_name)
        draft.add(Paragraph(text=f"{number}. {name}:"))
        draft.add(*(Paragraph(text=text, level=1) for text in _by_state(draft, found)))


def _by_state(draft: Draft, found: list[Honour]) -> Iterator[str]:
    """Yield a line for each state, with the units and the decision of each."""
    of_state: dict[str, list[Honour]] = {}
    for one in found:
        of_state.setdefault(one.state, []).append(one)
    for state, units in of_state.items():
        label = draft.words(f"tables.state.{state}")
        names = "; ".join(_honour(draft, one) for one in units)
        count = f"{len(units):02d}"
        yield ended(draft.text("honours", state=label, count=count, units=names))


def _honour(draft: Draft, one: Honour) -> str:
    """A unit, with the decision that gave it the award."""
    decision = None
    if one.number:
        decision = draft.text(
            "decision", number=plain(one.number), on=draft.known_day(one.decided_on)
        )
    return draft.text("honour", unit=plain(one.name), decision=decision)
