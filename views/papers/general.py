"""What the facts of all kinds have in common: the cluster, its year, its office, names of units."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from events.errors import BadInput
from views.names import Names, last_day
from views.office import office_on
from views.papers.facts import Subject
from views.projection import Reader, project


def general(
    reader: Reader, subject: Subject, on: date | None, known_at: int | datetime | None
) -> dict[str, Any]:
    """Return the fields of `PaperFacts` but the kind.

    The details of the office are those of the day, else of the last day of the year: a paper of
    2020 keeps the heading of 2020.

    Args:
        reader: The source of the entries.
        subject: What the paper is about.
        on: The day of what it is about; None where it is unknown.
        known_at: A position (from 1) or an instant (UTC), inclusive; None for the present.

    Raises:
        BadInput: `unknown-cluster`.
    """
    names = project(Names(), reader, known_at)
    if subject.cluster not in names.clusters:
        raise BadInput("unknown-cluster", cluster=subject.cluster)
    return {
        "cluster": subject.cluster,
        "cluster_name": names.cluster(subject.cluster, on or subject.year),
        "year": subject.year,
        "on": on,
        "office": office_on(reader, subject.cluster, on or last_day(subject.year), known_at),
    }
