"""Every table of the registry has its texts, its place in `diff` and its views; or a reason."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, get_args

import pytest
from msgspec import Struct

from events.corrections import EntriesRetracted
from events.event import Entry, Event, Scope
from events.roles import HeadElected
from events.units import UnitFounded
from tests.spec import entry
from tests.test_compared import kinds, world
from tests.test_trail_kinds import example
from thidua_tui.cli.commands import show
from thidua_tui.cli.views_to_verify import every_view
from thidua_tui.command_line import vocabulary
from thidua_tui.formatting.tables.layouts import LAYOUTS, layout_of
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.platform.settings import LANGUAGES
from thidua_tui.screens.table_loading import OWN
from views import compared
from views.cluster_years import OfClusterYear
from views.projection import fold
from views.table_spec import DiffSpec, TableSpec
from views.table_spec import Scope as Range
from views.tables import AREAS, ON_LINE, ON_PAGE, SHOWN, TABLES


def compared_in(spec: TableSpec[Any]) -> tuple[str, ...]:
    """Return the tables of views.compared that a specification names."""
    if isinstance(spec.diff, DiffSpec):
        return spec.diff.also
    return () if isinstance(spec.diff, str) else spec.diff


def used(spec: TableSpec[Any]) -> Iterator[tuple[str, str]]:
    """Yield the parts of a specification that name a field, and the field."""
    yield from (("`group`", field) for field in spec.group)
    if isinstance(spec.diff, DiffSpec):
        yield "`first`", spec.diff.first
        yield from (("`key`", field) for field in spec.diff.key)
        yield from (("`besides`", field) for field in spec.diff.besides)
        if spec.diff.subject:
            yield "`subject`", spec.diff.subject


NAMES = {"unit": "unit_name", "cluster": "cluster_name"}
"""Field of a row -> the field that must stand beside it: a code is never shown alone."""


def unnamed(name: str, fields: Iterable[str]) -> list[str]:
    """Return which codes of a row stand without a name, a sentence each."""
    return [
        f"table {name} shows {code} but not {called}: take it from `Names` of views/names.py"
        for code, called in NAMES.items()
        if code in fields and called not in fields
    ]


def forgotten(name: str, spec: TableSpec[Any]) -> list[str]:
    """Return what a table lacks, a sentence each."""
    found = []
    for lang in LANGUAGES:
        words = Words(lang)
        own = name in OWN and name not in LAYOUTS
        keys = [f"screen.table.{name}"] if own else [f"tables.title.{name}"]
        columns = () if own else layout_of(name, spec.row_type()).columns
        keys += [f"tables.column.{key}" for key in columns]
        missing = [key for key in keys if words.find(key) is None]
        found += [f"table {name} has no text {key} in {lang}" for key in missing]
    if not spec.diff:
        found.append(f"table {name} takes part in no diff: give `diff` a DiffSpec or a reason")
    for table in compared_in(spec):
        if table not in compared.TABLES:
            found.append(f"table {name} is compared in {table}, which views.compared lacks")
    fields = spec.row_type().__struct_fields__
    found += unnamed(name, fields)
    found += [
        f"table {name} has no field {field}: see {place}"
        for place, field in used(spec)
        if field not in fields
    ]
    besides = spec.diff.besides if isinstance(spec.diff, DiffSpec) else {}
    found += [
        f"table {name} does not compare {field} and gives no reason in `besides`"
        for field, reason in besides.items()
        if not reason
    ]
    if spec.scope not in get_args(Range):
        found.append(f"table {name} has the unknown scope {spec.scope}")
    return found


@pytest.mark.parametrize("name", TABLES)
def test_nothing_of_a_table_was_forgotten(name):
    lacks = forgotten(name, TABLES[name])
    assert not lacks, "\n".join(lacks)


def test_what_was_forgotten_is_named():
    spec = TABLES["ranking"]._replace(diff=(), page=99)
    lacks = forgotten("nowhere", spec)
    assert "table nowhere has no text tables.title.nowhere in en" in lacks
    assert "table nowhere has no text tables.column.scored in vi" in lacks
    assert "table nowhere takes part in no diff: give `diff` a DiffSpec or a reason" in lacks
    unknown = forgotten("ranking", TABLES["ranking"]._replace(diff=("no-table",)))
    assert unknown == ["table ranking is compared in no-table, which views.compared lacks"]
    assert unnamed("codes", ("cluster", "unit", "unit_name")) == [
        "table codes shows cluster but not cluster_name: take it from `Names` of views/names.py"
    ]
    diff = DiffSpec("unit", ("year", "no-key"), {"no-cell": "a reason"})
    wrong = forgotten("ranking", TABLES["ranking"]._replace(diff=diff, group=("no-group",)))
    assert wrong == [
        "table ranking has no field no-group: see `group`",
        "table ranking has no field no-key: see `key`",
        "table ranking has no field no-cell: see `besides`",
    ]
    diff = diff._replace(besides={"points": ""}, key=("unit",))
    assert forgotten("ranking", TABLES["ranking"]._replace(diff=diff)) == [
        "table ranking does not compare points and gives no reason in `besides`"
    ]


def test_every_compared_table_belongs_to_a_table_or_is_seen_elsewhere():
    in_tables = {table for spec in TABLES.values() for table in compared_in(spec)}
    in_tables |= {name for name, spec in TABLES.items() if isinstance(spec.diff, DiffSpec)}
    assert not {*compared.TABLES} - in_tables


ASKED = ("khac", 2021)
"""A cluster and a year; the examples of events are of another cluster and of the year before."""


@cache
def examples() -> tuple[Entry, ...]:
    """Return an example of every event, behind all that they may name."""
    facts = [*world(Event), *(example(kind) for kind in kinds() if kind is not EntriesRetracted)]
    return tuple(entry(fact, position) for position, fact in enumerate(facts, 1))


def unrestricted(name: str, view: type[Any], row: type[Struct]) -> list[str]:
    """Return what a view shows that was not asked for, a sentence each."""
    found, fields = [], row.__struct_fields__
    cluster, year = ASKED
    for asked, value in (("cluster", cluster), ("year", year)):
        if asked in fields:
            folded = view(**{asked: value})
            fold([folded], examples())
            if others := {getattr(r, asked) for r in folded.rows()} - {value, None}:
                found.append(
                    f"table {name} shows {asked} {min(others)} where only {value} was asked for: "
                    f"use `{asked}` in views/{view.__module__.split('.')[-1]}.py"
                )
    if "on" in inspect.signature(view).parameters:
        folded = view(on=date(1950, 1, 1))
        fold([folded], examples())
        if {getattr(r, "year", 0) for r in folded.rows()} & {2020, 2021}:
            found.append(f"table {name} shows what comes after the day asked for: use `on`")
    return found


@pytest.mark.parametrize("name", [n for n, s in TABLES.items() if not s.of_unit])
def test_a_table_shows_only_what_was_asked_for(name):
    spec = TABLES[name]
    found = unrestricted(name, spec.view_type(), spec.row_type())
    assert not found, "\n".join(found)


class Careless:
    """A view that ignores what was asked for."""

    def __init__(
        self, cluster: str | None = None, year: int | None = None, on: date | None = None
    ) -> None:
        self.found: list[OfClusterYear] = []

    def scopes(self) -> tuple[Scope, ...]:
        return (Scope(events=(HeadElected,)),)

    def apply(self, entry: Entry) -> None:
        if isinstance(entry.event, HeadElected):
            event = entry.event
            row = OfClusterYear(cluster=event.cluster, cluster_name="x", year=event.year)
            self.found.append(row)

    def rows(self) -> list[OfClusterYear]:
        return self.found


def test_a_table_that_shows_more_is_named():
    assert unrestricted("careless", Careless, OfClusterYear) == [
        "table careless shows cluster cum where only khac was asked for: "
        "use `cluster` in views/test_table_registry.py",
        "table careless shows year 2020 where only 2021 was asked for: "
        "use `year` in views/test_table_registry.py",
        "table careless shows what comes after the day asked for: use `on`",
    ]


def test_places_on_the_page_are_unique_and_without_gaps():
    pages = [(AREAS.index(TABLES[name].area), TABLES[name].page or 0) for name in ON_PAGE]
    assert pages == sorted(pages)
    assert sorted(page for _, page in pages) == list(range(1, len(ON_PAGE) + 1))


def test_verify_rebuilds_the_view_of_every_table():
    rebuilt = {type(view) for view in every_view([entry(example(UnitFounded), 1)])}
    for name, spec in TABLES.items():
        assert spec.view_type() in rebuilt, f"verify does not rebuild table {name}"


def unopened(opened: Mapping[str, tuple[str, ...]], written: Iterable[str]) -> list[str]:
    """Return what is wrong with the phrases behind `show`, a sentence for each fault."""
    found = [
        f"lines.toml names table {name}, which `show` does not open: see `line` in views/tables.py"
        for name in written
        if name not in opened
    ]
    owner: dict[str, str] = {}
    for name, phrases in opened.items():
        for phrase in (name, *phrases):
            if owner.setdefault(vocabulary.key(phrase), name) != name:
                other = owner[vocabulary.key(phrase)]
                found.append(f"`show {phrase}` would open table {other}, not {name}")
    return found


def test_every_table_of_the_line_is_opened_by_its_own_phrases():
    tables = vocabulary.all_phrases("table")
    opened = {name: phrases for name, phrases in tables.items() if name in ON_LINE}
    assert unopened(opened, tables) == []
    assert unopened({"one": ("a b",), "two": ("A-B",)}, ["three"]) == [
        "lines.toml names table three, which `show` does not open: see `line` in views/tables.py",
        "`show A-B` would open table one, not two",
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_table_without_phrases_is_opened_by_its_title(lang):
    title = Words(lang)("tables.title.gaps")
    assert vocabulary.phrases(lang, "table", "gaps") == (title,)
    assert title not in vocabulary.phrases(lang, "table", "units")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_adds_a_table_that_its_text_does_not_name(lang, monkeypatch):
    monkeypatch.setitem(SHOWN, "diff", TABLES["minutes"])
    title = Words(lang)("tables.title.diff")
    assert (show.command(Speech(lang)).help or "").endswith(f" diff ({title}).")
