"""The patterns of the headship in words: who never headed, how long since, who followed, gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from events.text import plain
from thidua_tui.formatting.tables.columns import shown
from thidua_tui.i18n.messages import Words
from views.rotation import GapRow, RotationRow

MOST = 3
"""How many are named of those who headed longest ago."""


def patterns(rows: Sequence[RotationRow], gaps: Sequence[GapRow], words: Words) -> Iterator[str]:
    """A line for each question, of a cluster; empty where no leader is known."""
    if not rows:
        return
    yield words("rotation.title", known=str(rows[0].known_years))
    never = [_named(row, words) for row in rows if not row.headed]
    yield words("rotation.never", names="; ".join(never)) if never else words("rotation.everybody")
    ago = [row for row in rows if row.years_since]
    if ago:
        yield words("rotation.longest", names="; ".join(_ago(row, words) for row in ago[:MOST]))
    after = [
        f"{_named(row, words)} ({', '.join(map(str, row.next_head))})"
        for row in rows
        if row.next_head
    ]
    if after:
        yield words("rotation.next", names="; ".join(after))
    else:
        yield words("rotation.next-nobody")
    listed = "; ".join(gap(row, words) for row in gaps)
    yield words("rotation.gaps", gaps=listed) if listed else words("rotation.no-gaps")


def gap(row: GapRow, words: Words) -> str:
    """A time without a head, in days where the facts give them."""
    if row.kind == "unrecorded":
        first, last = row.first_year, row.last_year
        return words(
            "rotation.unrecorded", years=str(first) if first == last else f"{first}–{last}"
        )
    if row.days is not None:
        days = str(row.days)
        return words("rotation.vacant-days", days=days, since=row.since, until=row.until)
    if row.since:
        return words("rotation.vacant-since", since=row.since)
    return words("rotation.vacant", year=str(row.first_year))


def _named(row: RotationRow, words: Words) -> str:
    """The unit, followed by its successor."""
    now = f" → {shown(row.unit_now, words)}" if row.unit_now else ""
    return plain(row.unit_name) + now


def _ago(row: RotationRow, words: Words) -> str:
    name = _named(row, words)
    return words("rotation.ago", name=name, years=str(row.years_since), last=str(row.last_headed))
