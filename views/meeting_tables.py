"""The tables of meetings: what was held, what is planned, and the agendas."""

from __future__ import annotations

from typing import Any

from views.table_spec import CLUSTER, MEETING, DiffSpec, TableSpec

MEETING_TABLES: dict[str, TableSpec[Any]] = {
    "meetings": TableSpec(
        "minutes",
        "Meetings",
        "MeetingRow",
        "year",
        DiffSpec("kind", ("cluster", "year", "meeting"), subject="title"),
        group=CLUSTER,
        page=7,
        area="meeting",
    ),
    "planned-meetings": TableSpec(
        "planned_meetings",
        "PlannedMeetings",
        "PlannedMeetingRow",
        "year",
        ("convened", "convenings_changed", "convenings_cancelled"),
        group=CLUSTER,
        page=48,
        area="meeting",
    ),
    "agenda": TableSpec(
        "agendas",
        "Agendas",
        "AgendaRow",
        "year",
        (
            *("agenda_sets", "agenda_additions", "agenda_changes", "agenda_moves"),
            *("agenda_turns", "agenda_ends", "agenda_skips"),
        ),
        group=MEETING,
        page=35,
        area="meeting",
    ),
}
"""Name -> specification, as in `views.tables`."""
