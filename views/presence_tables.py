"""The tables of who is at a meeting and speaks there, and of the tasks that follow."""

from __future__ import annotations

from typing import Any

from views.table_spec import CLUSTER, FOLLOWS, MEETING, DiffSpec, TableSpec

PRESENCE_TABLES: dict[str, TableSpec[Any]] = {
    "presence": TableSpec(
        "presence",
        "Presence",
        "PresenceRow",
        "year",
        ("attendance", "arrivals", "departures", "absences"),
        group=MEETING,
        page=36,
        area="meeting",
    ),
    "meeting-roles": TableSpec(
        "meeting_roles",
        "MeetingRoles",
        "MeetingRoleRow",
        "year",
        ("meetings", "meeting_roles"),
        group=CLUSTER,
        page=25,
        area="meeting",
    ),
    "speakers": TableSpec(
        "speakers",
        "Speakers",
        "SpeakerRow",
        "year",
        ("speakers_listed", "speakers_called", "speakers_finished", "remarks"),
        group=CLUSTER,
        page=41,
        area="meeting",
    ),
    "tasks": TableSpec(
        "tasks",
        "Tasks",
        "TaskRow",
        "year",
        DiffSpec("text", ("cluster", "year", "task"), subject="text"),
        group=CLUSTER,
        page=42,
        area="meeting",
    ),
    "quorum": TableSpec(
        "quorums", "Quorums", "QuorumRow", "year", FOLLOWS, group=CLUSTER, page=37, area="meeting"
    ),
}
"""Name of the table -> its specification; part of `views.tables`."""
