"""The correction that a verdict between sources asks for: its form, filled in with the verdict."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from events.event import Entry, Scope
from thidua_tui.acts.act import Act
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS, act_for
from thidua_tui.forms.form_state import given_by
from views.disputes import DisputeRow
from views.stated_values import day_of, place_of
from views.verdict_contradictions import OFFICES, Held


class Offered(Struct, frozen=True):
    """A correction: its act, the entry that is wrong, and what the form begins with."""

    act: Act
    entries: tuple[Entry, ...]
    given: dict[str, str]


def offered(row: DisputeRow, ground: ActContext) -> Offered | None:
    """Return the correction of the first entry that contradicts a verdict; None for none.

    Where the value cannot be read as that of a field, the form has only the reason.
    """
    if not row.against or row.value is None:
        return None
    tag = f"cluster:{row.cluster}/{row.year}"
    known = ground.read(Scope((tag,))).entries
    wrong = next((entry for entry in known if entry.position == row.against[0]), None)
    act = act_for(wrong.event) if wrong else None
    if wrong is None or act is None:
        return None
    reason = ground.words(
        "forgiving.sources.because", value=row.value, position=str(row.verdict.position)
    )
    if row.topic == "members" and row.value.strip().isdecimal():
        act = _of_number(act, wrong, int(row.value))
    given = _given(row, wrong, known, ground)
    return Offered(act, (wrong,), given | {"reason": reason})


def _of_number(act: Act, wrong: Entry, count: int) -> Act:
    """Of more members than are named, not all are known: another act records the roster."""
    named = len(getattr(wrong.event, "units", ()))
    return ACTS["record-known-members"] if count > named else act


def _given(
    row: DisputeRow, wrong: Entry, known: Sequence[Entry], ground: ActContext
) -> dict[str, str]:
    value = row.value or ""
    held = Held(known, row.cluster, row.year, ground.names, row.year)
    if row.topic == "awards" and row.unit:
        return held.award_corrections(row.unit, value).get(wrong.position, {})
    if row.topic in OFFICES:
        meant = [unit for unit in ground.members(row.year) if held.called(unit, value)]
        named = held.recorded(row.topic, "") or ""
        new = [unit for unit in meant if not held.called(unit, named)]
        return {"unit": new[0]} if len(new) == 1 else {}
    if row.topic == "members" and value.strip().isdecimal():
        return {"count": str(int(value))}
    if row.topic == "day" and (day := day_of(value)):
        return {"on": f"{day:%d/%m/%Y}"}
    place = place_of(value) if row.topic == "places" else None
    act = act_for(wrong.event)
    if place is None or act is None or row.unit is None:
        return {}
    return {"places": _moved(given_by(act, wrong.event).get("places", ""), row.unit, place)}


def _moved(places: str, unit: str, place: int) -> str:
    """Return the places with another place for one unit; who had that place is left to decide."""
    lines = [line for line in places.split("\n") if line.split()[1:] != [unit]]
    lines.append(f"{place} {unit}")
    return "\n".join(sorted(lines, key=lambda line: int(line.split()[0]) if line.split() else 0))
