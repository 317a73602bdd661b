"""The parts of a report on the achievements of one unit: what the ledger holds of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from events.text import plain
from thidua_tui.formatting.papers.blocks import Column, Paragraph, Table
from thidua_tui.formatting.papers.drafting import Draft, ended
from views.papers.achievement import AchievementFacts, AwardGiven

TITLES = ("flag", "title")
"""The kinds of forms that are titles (danh hiệu thi đua: Luật Thi đua, khen thưởng, Điều 20)."""


def _unit(draft: Draft, facts: AchievementFacts) -> None:
    kind = draft.words.choice("kind", facts.unit_kind) if facts.unit_kind else None
    text = draft.text("unit", unit=plain(facts.unit_name), kind=kind)
    draft.add(Paragraph(text=ended(text)))


def _places(draft: Draft, facts: AchievementFacts) -> None:
    """The places over the years, a line each."""
    for one in facts.places:
        place = draft.words.place(one.place)
        shown = draft.words("tables.value.tied", place=place) if one.tied else place
        _item(draft, "year-place", year=str(one.year), cluster=plain(one.cluster_name), place=shown)


def _targets(draft: Draft, facts: AchievementFacts) -> None:
    for one in facts.targets:
        decided = one.kept in ("kept", "not-kept")
        kept = draft.words(f"targets.kept.{one.kept}") if decided else None
        _item(draft, "own-target", name=plain(one.name), kept=kept)


def _movements(draft: Draft, facts: AchievementFacts) -> None:
    for one in facts.movements:
        amount = None
        if one.amount is not None:
            amount = f"{draft.words.number(one.amount)} {plain(one.measure)}".strip()
        _item(
            draft, "own-result", name=plain(one.name), text=plain(one.text) or None, amount=amount
        )


def _titles(draft: Draft, facts: AchievementFacts) -> None:
    _given(draft, [one for one in facts.given if one.form_kind in TITLES])


def _awards(draft: Draft, facts: AchievementFacts) -> None:
    _given(draft, [one for one in facts.given if one.form_kind not in TITLES])


def _given(draft: Draft, found: Iterable[AwardGiven]) -> None:
    """Add a table of awards with their decisions, if there are any."""
    rows = tuple(
        (
            str(one.year),
            draft.words.form_called(one.form, one.form_name),
            draft.text(
                "decided",
                number=draft.known(one.number, "decision"),
                on=draft.known_day(one.decided_on),
                authority=plain(one.authority) or None,
            ),
        )
        for one in found
    )
    if rows:
        columns = (
            Column(title=draft.text("column.year"), width=20, align="center"),
            Column(title=draft.text("column.form"), width=64),
            Column(title=draft.text("column.decision"), width=76),
        )
        draft.add(Table(columns=columns, rows=rows))


def _item(draft: Draft, key: str, **facts: object) -> None:
    draft.add(Paragraph(text=ended(f"- {draft.text(key, **facts)}"), level=1))


PARTS: Mapping[str, Callable[[Draft, AchievementFacts], None]] = {
    "unit": _unit,
    "places": _places,
    "targets": _targets,
    "movements": _movements,
    "titles": _titles,
    "awards": _awards,
}
"""Name of a part, as templates name it -> what adds it."""
