"""docs/cli.md names every command, option, exit code and key there is, and no other."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import click
import pytest

from thidua_tui.cli import errors, main
from thidua_tui.cli.bilingual_click import Program
from thidua_tui.formatting.sentences.entries import SentenceRow
from thidua_tui.formatting.tables.csv_json import keys
from thidua_tui.i18n.catalogue import Speech
from views.tables import SHOWN

TEXT = (Path(__file__).resolve().parents[1] / "docs" / "cli.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^### `([\w-]+)`\n(.*?)(?=^##|\Z)", TEXT, re.MULTILINE | re.DOTALL))
PROGRAM = main.program(Speech("en"))


@cache
def commands() -> dict[str, click.Command]:
    """Return every command by its name; not on import, so that a missing text fails one test."""
    made = {name: make() for name, (_, make) in PROGRAM.loaders.items()}
    under = {
        f"{name} {inner}": make()
        for name, command in made.items()
        if isinstance(command, Program)
        for inner, (_, make) in command.loaders.items()
    }
    return made | under


def rows(section: str) -> list[str]:
    """The first cells of a section's table, without its head."""
    return re.findall(r"^\| `(.+?)` \|", section, re.MULTILINE)


@pytest.mark.parametrize("table", SHOWN)
def test_every_key_of_a_table_is_explained_in_its_order(table):
    assert table in SECTIONS, f"docs/cli.md has no section for table {table}: explain its keys"
    assert rows(SECTIONS[table]) == keys(SHOWN[table].row_type())


def test_every_key_of_the_journal_is_explained():
    assert rows(SECTIONS["journal"]) == keys(SentenceRow)


def test_no_section_explains_a_table_that_is_not_there():
    unknown = {*SECTIONS} - {*SHOWN, "journal"}
    assert not unknown, f"docs/cli.md explains tables that views/tables.py lacks: {unknown}"


def test_every_command_and_option_is_named():
    for name, command in commands().items():
        assert f"thidua {name}" in TEXT
        for param in command.params:
            if isinstance(param, click.Option):
                assert f"`{param.opts[0]}" in TEXT, param.opts


def test_no_option_is_named_that_is_not_there():
    named = set(re.findall(r"--[a-z][a-z-]*", TEXT))
    known = {
        option
        for command in (PROGRAM, *commands().values())
        for param in command.params
        for option in (*param.opts, *param.secondary_opts)
    }
    assert named <= known | {"--help"}


def test_every_exit_code_is_explained():
    table = TEXT.partition("## Exit codes")[2].partition("##")[0]
    codes = re.findall(r"^\| (\d[\d, ]*) \|", table, re.MULTILINE)
    told = [int(code) for cell in codes for code in cell.split(",")]
    ours = [
        errors.DONE,
        errors.OUR_BUG,
        errors.BAD_INPUT,
        errors.REFUSED,
        errors.STALE,
        errors.UNREADABLE,
    ]
    assert told == [*ours, main.INTERRUPTED, main.BROKEN_PIPE]
