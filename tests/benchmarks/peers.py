"""The same act, and the same fold, by others: peers, each in its default way.

They are extras of the benchmarks (`pip install -e ".[bench]"`), never of the program.
"""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

from tests.benchmarks.append import CLUSTER, CRITERIA, IN_YEAR, UNITS, YEAR, act
from tests.benchmarks.bench import Bench
from tests.benchmarks.floor import Figure, Side
from tests.benchmarks.fold import all_views, opened, timed
from tests.benchmarks.world import PER_YEAR

ORDER = 45


class ClusterYear(Aggregate):
    """Scores of a cluster-year, as the library's guide would have it."""

    @event("Begun")
    def __init__(self, cluster: str, year: int) -> None:
        self.cluster, self.year = cluster, year
        self.scores: dict[str, dict[str, str]] = {}

    @event("ScoreRecorded")
    def record_score(self, unit: str, criterion: str, points: str, by: str) -> None:
        """Keep the points of a unit for a criterion."""
        self.scores.setdefault(unit, {})[criterion] = points


def application(file: Path) -> Application[UUID]:
    """The library's application over SQLite, in its default way."""
    env = {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(file)}
    return Application(env=os.environ | env)


def scored(year: ClusterYear, number: int) -> None:
    """The next score."""
    unit, line = UNITS[number % len(UNITS)], CRITERIA[number % len(CRITERIA)]
    year.record_score(unit=unit, criterion=line, points="9.25", by="the secretary")


def aggregate_act(bench: Bench) -> tuple[Side, Side]:
    """Get the aggregate of 500 events, command, save."""
    app = application(bench.folder / "aggregate.db")
    bench.keep(closing(app))
    year = ClusterYear(cluster=CLUSTER, year=YEAR)
    for number in range(IN_YEAR - 1):
        scored(year, number)
    app.save(year)
    identity: UUID = year.id
    numbers = itertools.count()

    def side() -> float:
        started = time.perf_counter()
        found: Any = app.repository.get(identity)
        scored(found, next(numbers))
        app.save(found)
        return time.perf_counter() - started

    return act(bench, bench.large), side


def repository_fold(bench: Bench) -> tuple[Side, Side]:
    """Every cluster-year out of the library's repository, as many events as the ledger has."""
    app = application(bench.folder / "repository.db")
    bench.keep(closing(app))
    identities = []
    for first in range(0, bench.large, PER_YEAR):
        year = ClusterYear(cluster=CLUSTER, year=YEAR)
        for number in range(min(PER_YEAR, bench.large - first) - 1):
            scored(year, number)
        app.save(year)
        identities.append(year.id)
    ledger = opened(bench, bench.large)
    get = app.repository.get
    return (
        lambda: timed(lambda: all_views(ledger)),
        lambda: timed(lambda: [get(identity) for identity in identities]),
    )


def django_models(file: Path) -> Any:
    """A table of scores with its history, in a database as Django makes it; once a process."""
    import django
    from django.apps import apps
    from django.conf import settings
    from django.db import connection, models

    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file)}
    if settings.configured:
        connection.close()
        connection.settings_dict["NAME"] = str(file)
        model = apps.all_models["simple_history"]["score"]
    else:
        settings.configure(
            DATABASES={"default": database},
            INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "simple_history"],
            USE_TZ=True,
        )
        django.setup()
        from simple_history.models import HistoricalRecords

        fields: dict[str, Any] = {
            name: models.CharField(max_length=40) for name in ("cluster", "unit", "criterion")
        }
        fields |= {
            "__module__": __name__,
            "Meta": type("Meta", (), {"app_label": "simple_history"}),
            "year": models.IntegerField(),
            "points": models.DecimalField(max_digits=10, decimal_places=4),
            "history": HistoricalRecords(),
        }
        model = type("Score", (models.Model,), fields)
    with connection.schema_editor() as editor:
        from django.contrib.auth.models import User

        for table in (User, model, model.history.model):
            editor.create_model(table)
    return model


def history_save(bench: Bench) -> tuple[Side, Side]:
    """One changed row saved, with its history."""
    from django.db import connection

    model = django_models(bench.folder / f"django-{time.monotonic_ns()}.sqlite3")
    bench.keep(ExitStack()).callback(connection.close)
    rows = [
        model(cluster=CLUSTER, year=YEAR, unit=unit, criterion=line, points=Decimal(9))
        for unit, line in itertools.islice(itertools.product(UNITS, CRITERIA), IN_YEAR)
    ]
    for row in rows:
        row.save()
    turns = itertools.cycle(rows)

    def side() -> float:
        row = next(turns)
        row.points += Decimal("0.01")
        started = time.perf_counter()
        row.save()
        return time.perf_counter() - started

    return act(bench, bench.large), side


def figures(bench: Bench) -> Iterator[Figure]:
    """Peers of an act, and of a fold."""
    what = f"one act in a cluster-year of {IN_YEAR}, of {bench.large:,} entries"
    yield Figure(
        name="act-library",
        what=what,
        beside="eventsourcing: aggregate, repository, JSON, SQLite, as by default",
        sides=aggregate_act,
        wanted=20,
        faster=True,
        rounds=60,
        where="3.6",
    )
    yield Figure(
        name="act-django",
        what=what,
        beside="Django and django-simple-history: save(), SQLite, as by default",
        sides=history_save,
        wanted=5,
        faster=True,
        rounds=100,
        needs=("django", "simple_history"),
        where="3.6",
    )
    yield Figure(
        name="fold-library",
        what=f"fold {bench.large:,} entries into all views",
        beside="eventsourcing: as many events out of its repository",
        sides=repository_fold,
        wanted=6,
        faster=True,
        rounds=1,
        warm_up=0,
        where="3.6",
    )
