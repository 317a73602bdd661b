"""What is selected on a page, as a thing that has a history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from events.corrections import EntriesRetracted
from events.event import Event
from events.scoring import ScoreRecorded
from thidua_tui.session.location import Location
from views.subject_history import Subject

OF_TABLE = {
    "ranking": "place",
    "roster": "year",
    "awards": "award",
    "minutes": "year",
    "movements": "movement",
    "rules": "rules",
    "compacts": "compact",
    "leaders": "role",
    "history": "year",
    "clusters": "cluster",
}
"""Table -> the kind of thing whose history it shows; the units' own page has theirs."""


OF_ROW = {
    "ranking": "place",
    "roster": "member",
    "awards": "award",
    "movements": "movement",
    "compacts": "compact",
    "leaders": "role",
    "history": "year",
    "clusters": "cluster",
    "units": "unit",
}
"""Table -> the kind of thing that its rows represent."""
KNOWN_BY = {
    "cluster": ("cluster",),
    "unit": ("unit",),
    "movement": ("movement",),
    "compact": ("cluster", "year"),
    "year": ("cluster", "year"),
    "award": ("cluster", "year", "unit", "form"),
}
"""Kind -> the fields of a row that it is known by; else cluster, year and unit."""


def subject_of_row(kind: Any, row: Any) -> Subject:
    """Return the thing that a row of a table represents."""
    names = KNOWN_BY.get(kind, ("cluster", "year", "unit"))
    return Subject(kind=kind, **{name: getattr(row, name, None) for name in names})


def subject_at(page: Any, here: Location) -> Subject | None:
    """The thing under the cursor of a page, or what the page is about; None where nothing is."""
    place = getattr(page, "PLACE", "")
    choice = page.choice()
    of_year: dict[str, Any] = {"cluster": here.cluster, "year": here.year}
    match place:
        case "home" if choice:
            return Subject(kind="cluster", cluster=choice.row.cluster)
        case "year" if choice:
            return Subject(kind="member", unit=choice.unit, **of_year)
        case "unit" if here.unit:
            return Subject(kind="unit", unit=here.unit)
        case "journal" if choice and page.view:
            return subject_of(page.view.entry(choice).event)
        case "entry" if page.whole:
            return subject_of(page.whole.entry.event)
        case "chronicle":
            return Subject(kind="year", **of_year | ({"year": choice.year} if choice else {}))
        case "why" | "reason":
            return _of_reason(page, choice, here)
        case "leaders":
            return Subject(kind="role", **of_year)
        case "tables":
            return _of_table(page.table, choice, here)
    return Subject(kind="year", **of_year) if place == "year" else None


def _of_reason(page: Any, choice: Any, here: Location) -> Subject | None:
    """Return the place that is explained, or the cell whose scores are listed."""
    of_year: dict[str, Any] = {"cluster": here.cluster, "year": here.year}
    if page.PLACE == "why":
        return Subject(kind="place", unit=here.unit, **of_year) if here.unit else None
    unit = choice.unit if choice else page.units[0]
    return Subject(kind="points", unit=unit, criterion=page.leaf, **of_year)


def _of_table(table: str, row: Any, here: Location) -> Subject | None:
    """Return the thing of the row under the cursor; without a row, the table's own thing."""
    if row is not None and (kind := OF_ROW.get(table)):
        return subject_of_row(kind, row)
    whole: Any = OF_TABLE.get(table)
    year = None if whole in ("cluster", "movement") else here.year
    cluster = None if whole == "movement" else here.cluster
    return Subject(kind=whole, cluster=cluster, year=year) if whole else None


def subject_of(event: Event) -> Subject | None:
    """The thing that an entry is about."""
    fields: Any = event
    if isinstance(event, EntriesRetracted):
        return _of_tags(event.concerns)
    of_year: dict[str, Any] = {
        "cluster": getattr(fields, "cluster", None),
        "year": getattr(fields, "year", None),
    }
    unit = getattr(fields, "unit", None)
    if isinstance(event, ScoreRecorded):
        return Subject(kind="points", unit=unit, criterion=event.criterion, **of_year)
    if form := getattr(fields, "form", None):
        return Subject(kind="award", unit=unit, form=form, **of_year)
    if meeting := getattr(fields, "meeting", None):
        return Subject(kind="meeting", meeting=meeting, **of_year)
    if movement := getattr(fields, "movement", None):
        return Subject(kind="movement", movement=movement)
    return _of_place(event, unit, of_year)


def _of_place(event: Event, unit: str | None, of_year: dict[str, Any]) -> Subject | None:
    name = str(event.__struct_config__.tag)
    if of_year["cluster"] and of_year["year"]:
        kinds = {"head": "role", "deputy": "role", "acting": "role", "officer": "role"}
        kinds |= {"compact": "compact", "rules": "rules"}
        kind: Any = kinds.get(name.partition("-")[0], "year")
        return Subject(kind=kind, **of_year)
    if of_year["cluster"]:
        return Subject(kind="cluster", cluster=of_year["cluster"])
    unit = unit or next((tag[5:] for tag in event.tags() if tag.startswith("unit:")), None)
    return Subject(kind="unit", unit=unit) if unit else None


def _of_tags(tags: tuple[str, ...]) -> Subject | None:
    for tag in tags:
        kind, _, code = tag.partition(":")
        cluster, _, year = code.partition("/")
        if kind == "cluster" and year:
            return Subject(kind="year", cluster=cluster, year=int(year))
    units = [tag[5:] for tag in tags if tag.startswith("unit:")]
    return Subject(kind="unit", unit=units[0].partition("/")[0]) if units else None


def facets(subject: Subject) -> Iterator[Subject]:
    """The thing, and what of a member has a history of its own: role, place, points, awards."""
    yield subject
    if subject.kind == "member":
        for kind in ("role", "place", "points", "award"):
            yield replace(subject, kind=kind)
