"""The terms of a unit in words: its roles, each with its years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from thidua_tui.i18n.messages import Words
from views.leadership import LeaderRow


def year_spans(years: Iterable[int]) -> str:
    """Return years in order, consecutive years as a span: `2019–2020, 2023`."""
    spans: list[list[int]] = []
    for year in sorted(set(years)):
        if spans and year == spans[-1][-1] + 1:
            spans[-1] = [spans[-1][0], year]
        else:
            spans.append([year])
    return ", ".join("–".join(map(str, span)) for span in spans)


def terms_by_unit(rows: Sequence[LeaderRow], words: Words) -> dict[str, str]:
    """Return unit -> its terms: head, acting head, deputy, each with its years."""
    held: dict[str, dict[str, list[int]]] = {}
    for row in rows:
        if row.unit:
            held.setdefault(row.unit, {}).setdefault(row.role, []).append(row.year)
    return {
        unit: " · ".join(
            words(f"years.term.{role}", years=year_spans(roles[role]))
            for role in ("head", "acting", "deputy")
            if role in roles
        )
        for unit, roles in held.items()
    }
