"""Who falls just outside a quota of awards, in words."""

from __future__ import annotations

from collections.abc import Iterable

from events.text import plain
from thidua_tui.formatting.sentences.award_forms import form_short
from thidua_tui.formatting.tables.columns import NONE
from thidua_tui.i18n.messages import Words
from views.outside_quota import OutsideQuota
from views.standings import StandingsRow


def missed_quotas(rows: Iterable[StandingsRow]) -> list[tuple[OutsideQuota, list[StandingsRow]]]:
    """Return each quota with the rows of the units that just missed it, at least one.

    Args:
        rows: The ranking of a year, with the quotas that its units missed.
    """
    found: dict[str, tuple[OutsideQuota, list[StandingsRow]]] = {}
    for row in rows:
        for missed in row.outside:
            found.setdefault(missed.form, (missed, []))[1].append(row)
    return [*found.values()]


def outside_lines(rows: Iterable[StandingsRow], words: Words) -> list[str]:
    """Return a sentence for each quota: the units that just missed it, and by how many points.

    Args:
        rows: The ranking of a year, with the quotas that its units missed.
        words: The messages of the language to use.
    """
    return [
        words(
            "board.outside.line",
            units=_short_names(units),
            **missed_facts(missed, units[0].year, words),
        )
        for missed, units in missed_quotas(rows)
    ]


def missed_facts(missed: OutsideQuota, year: int, words: Words) -> dict[str, str | None]:
    """Return the form, the number and the gap of a quota as the messages show them; equal points.

    Args:
        missed: The quota.
        year: The calendar year.
        words: The messages of the language to use.
    """
    gap = words.number(missed.gap) if missed.gap else None
    equal = words("board.outside.equal") if missed.gap == 0 else None
    facts = {"form": form_short(missed.form, words, year), "quota": str(missed.quota)}
    return {**facts, "gap": gap, "equal": equal}


def _short_names(rows: Iterable[StandingsRow]) -> str:
    return ", ".join(plain(row.unit_short or row.unit_name) for row in rows)


def outside_cell(row: StandingsRow, words: Words) -> str:
    """Return the quotas that the unit of a row just missed; a dash for none."""
    cells = (
        words("board.outside.cell", **missed_facts(one, row.year, words)) for one in row.outside
    )
    return "; ".join(cells) or NONE
