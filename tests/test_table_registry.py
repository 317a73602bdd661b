"""Every table of the registry has its texts, its place in `diff` and its views; or a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

import pytest

from events.units import UnitFounded
from tests.spec import entry
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
from views.table_spec import DiffSpec, Scope, TableSpec
from views.tables import ON_LINE, ON_PAGE, SHOWN, TABLES


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
    if spec.scope not in get_args(Scope):
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
    assert {*compared.TABLES} - in_tables == {"scores"}


def test_places_on_the_page_are_unique_and_without_gaps():
    assert [TABLES[name].page for name in ON_PAGE] == list(range(1, len(ON_PAGE) + 1))


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
