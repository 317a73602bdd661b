"""A ledger full of text that bites, past the door: every table, format, picture, paper and log.

Whatever another program or an old file put there, nothing crashes, no control, escape or
bidirectional character comes out raw, no markup is made, no spreadsheet finds a formula.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from itertools import count
from pathlib import Path
from unittest.mock import patch
from xml.etree import ElementTree

import pytest
from eventsourcing.dcb.popo import InMemoryDCBRecorder
from hypothesis import given
from hypothesis import strategies as st

from events.event import Event
from events.store.ledger import Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from tests import hostile
from tests.amount import amount
from tests.hostile import FORMULA, NOW, harmful
from tests.systems import assert_private
from tests.universe import quick
from thidua_tui.cli import main
from thidua_tui.cli.commands import show
from thidua_tui.cli.commands.show import DRAWN, PICTURES
from thidua_tui.formatting.tables.render import FORMATS, render
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import LANGUAGES, Words
from thidua_tui.platform import crash_log
from thidua_tui.queries import table_query
from thidua_tui.queries.table_query import TableQuery
from views.tables import SHOWN

NUMBER = re.compile(r"-?[0-9]+(?:,[0-9]+)?")
"""What stays a number in the format `excel`: a negative one is no formula."""
UNESCAPED = re.compile(r"(?<!\\)[\[<~]")
C0 = "" if os.name == "nt" else "\x1b]0;t\x07"
NAME = f"so{C0}\u202e\x9b31m.ledger"
"""Of a file: an operating system lets it be called so; Windows has no names with C0."""


@pytest.fixture(scope="module")
def story():
    return hostile.story()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, story) -> Path:
    """That ledger, in a file whose name bites too."""
    path = tmp_path_factory.mktemp("fed") / NAME
    with SQLiteRecorder(path) as recorder:
        hostile.record(Ledger(recorder, clock=lambda: NOW), story)
    return path


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A person whose name bites."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home\x1b[31m\u202e"))
    for name in ("THIDUA_LEDGER", "THIDUA_LANG", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


def sound(told: str, form: str) -> None:
    """An output that harms nobody, and is what its format says."""
    if form == "excel":
        assert told.startswith("\ufeff")
        told = told.removeprefix("\ufeff").replace("\r\n", "\n")
    assert harmful(told) == []
    if form in ("csv", "excel"):
        for row in csv.reader(io.StringIO(told), delimiter=";" if form == "excel" else ","):
            texts = [cell for cell in row if form == "csv" or not NUMBER.fullmatch(cell)]
            assert not [cell for cell in texts if FORMULA.search(cell)]
    elif form == "json":
        json.loads(told)
    elif form == "svg":
        ElementTree.fromstring(told)  # noqa: S314 - a text of our own making
    elif form == "md":
        assert not UNESCAPED.search(told)


NOTHING = ("notes", "proposals")
"""Tables without rows: no points of the ledger are unusual, and it knows of no duty to propose."""
OUTPUTS: list[tuple[str, str]] = [(what, form) for what in SHOWN for form in FORMATS]
OUTPUTS += [(what, form) for what in DRAWN for form in PICTURES]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("what", "form"), OUTPUTS)
def test_every_table_in_every_format(run, file, what, form, lang):
    code, out, err = run("--ledger", file, "show", what, "--format", form, "--lang", lang)
    assert (code, err) == (0, "")
    assert out.count("\n") > 1 or what in NOTHING
    sound(out, form)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("form", FORMATS)
def test_the_journal_an_entry_and_what_changed(run, file, story, form, lang):
    commands: list[tuple[object, ...]] = [("journal",), ("diff", "--from", 20)]
    # Each form and language reads entries of its own; in CI every ninth, each of them.
    turn = FORMATS.index(form) * len(LANGUAGES) + LANGUAGES.index(lang)
    first, step = amount((1 + turn * 9 % 54, 54), (1, 9), (1, 1))
    commands += [("entry", number) for number in range(first, len(story), step)]
    for command in commands:
        code, out, err = run("--ledger", file, *command, "--format", form, "--lang", lang)
        assert (code, err) == (0, "")
        sound(out, form)


QUESTIONS = (
    ("show", "leaders", "--on", "30/06/2020"),
    ("show", "ranking", "--cluster", "tmth", "--year", "2020"),
    ("show", "awards", "--cluster", "tmth", "--year", "2020"),
    ("show", "unit", "--unit", "stc"),
    ("show", "lineage", "--unit", "stc"),
    ("show", "roster", "--year", "1999"),
    ("show", "roster", "--cluster", "\x1b[31m\u202e"),
    ("show", "unit", "--unit", "\x9b31m"),
    ("show", "\x1b[31m"),
    ("show", "roster", "--known-at", "\u202e"),
    ("journal", "--by", "\x1b]0;t\x07"),
    ("entry", "\x00"),
    ("\x1b[31m",),
    ("--\u202e",),
    ("diff", "--from", "1", "--format", "text"),
    ("trail", "member", "--cluster", "tmth", "--year", "2020", "--unit", "stc"),
    ("trail", "year", "--cluster", "tmth", "--year", "2020"),
    ("trail", "meeting", "--meeting", "\x1b[31m\u202e"),
    ("trail", "unit", "--unit", "\x9b31m"),
    ("verify",),
    ("verify", "--against", "\x1b[31m"),
    ("verify", "--operator", "\x1b[31m"),
    ("operators",),
    ("slides", "--cluster", "tmth", "--year", "2020"),
    ("slides", "--cluster", "tmth", "--year", "2020", "--ceremony", "--format", "svg"),
    ("slides", "--cluster", "\x1b[31m\u202e", "--year", "2020"),
    ("do", "--dry-run", "\x1b[31m\u202e"),
    ("do", "--dry-run", "y \x9b31m: [red]x\u202e"),
    ("run", "\x1b[31m\u202e"),
    ("keys",),
    ("keys", "--check"),
    ("wall",),
    ("chiếu",),
    ("undo", "--list"),
    ("undo", "--dry-run", "--reason", "\x1b[31m"),
    ("minutes",),
    ("minutes", "\x1b[31m\u202e"),
    ("where",),
    ("checkpoint", "--qr"),
    ("backup",),
    ("backup", "--to", "\x1b[31m\u202e"),
    ("restore", "\x1b[31m\u202e"),
    ("import", "\x1b[31m\u202e"),
    ("export", "--format", "text"),
    ("export", "--to", "\x1b[31m/x"),
    ("key", "new", "\x1b[31m"),
    ("key", "show"),
    ("keys",),
    ("keys", "--check"),
    ("find", "\x1b[31m"),
    ("soi", "0000-0000-0000"),
    ("lot", "a:\x1b[31m", "b:\u202e"),
    ("why", "\x1b[31m", "2020"),
    ("what-if", "\x1b[31m/x"),
    ("evidence", "list"),
    ("paper", "minutes", "--meeting", "\x1b[31m"),
    ("paper", "report", "--cluster", "cum", "--year", "2020"),
    ("paper", "minutes", "--format", "docx"),
    ("papers",),
    ("papers", "cancel", "\x1b[31m"),
    ("soi", "01/\x1b[31m"),
    ("sheet", "read", "\x1b[31m"),
    ("statistics", "0602n", "--year", "2020"),
    ("statistics", "\x1b[31m"),
    ("feed", "--schema"),
    ("feed", "--port", "\x1b[31m"),
    ("hall", "--port", "\x1b[31m\u202e"),
    ("merge", "--open"),
    ("merge", "\x1b[31m\u202e"),
    ("merge", "--ours", "--theirs", "\x1b[31m"),
    ("server", "check", "\x1b[31m\u202e"),
    ("server", "load", "\x1b[31m", "postgresql://\x1b[31m/\u202e"),
    ("server", "init", "postgresql://a\u202e:b@c/d"),
)
"""Command lines that answer, and some that are wrong on purpose."""
ELSEWHERE = {"demo"}
"""A command that opens no ledger of the person's: its own story is shown by the other tests."""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: " ".join(map(ascii, q)))
def test_every_command_answers_harmlessly(run, file, question, lang, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = run("--ledger", file, *question, "--lang", lang)
    assert code in (0, 2, 3, 5), err
    assert harmful(out + err) == []
    for made in tmp_path.rglob("*.ledger*"):
        assert harmful(made.name) == []


def test_every_command_is_fed():
    asked = {word for question in QUESTIONS for word in question}
    commands = [*main.program(Speech("vi")).loaders]
    assert set(commands) - asked - {"journal", "entry", "diff"} <= ELSEWHERE


def test_an_export_holds_the_very_bytes(run, file, tmp_path):
    """The one exception, for what is read back must be exact; a terminal gets none of it raw."""
    target, new = tmp_path / "all.jsonl", tmp_path / "new.ledger"
    assert run("--ledger", file, "export", "--to", target)[0] == 0
    assert harmful(target.read_text("utf-8"))
    # facts that were put there past the door
    with patch("events.store.sqlite.import_lines.flaws", return_value=[]):
        assert run("--ledger", new, "import", target)[0] == 0
    with SQLiteRecorder(file, read_only=True) as one, SQLiteRecorder(new) as other:
        assert one.last() == other.last()


def test_a_fault_is_written_down_harmlessly(tmp_path):
    fault = ValueError("".join(hostile.BITES) + "\ud800")
    path = crash_log.write(fault)
    assert path
    assert harmful(path.read_text("utf-8")) == []
    assert_private(path)


@quick(amount(3, 6, 60))
@given(told=st.lists(hostile.text.map(lambda text: text[:200]), min_size=7, max_size=7))
def test_arbitrary_text_in_all_fields_comes_out_harmless(story, told):
    """Each run other texts in every field; tables, pictures, papers in one language by turns."""
    pieces = [text.replace("\n", " ").encode("utf-8", "ignore").decode() or "x" for text in told]
    lang, ledger = LANGUAGES[len(told[0]) % 2], Ledger(InMemoryDCBRecorder(), clock=lambda: NOW)
    turn = count()
    facts = []
    for fact, how in story:
        kind: type[Event] = type(fact)
        for path, _ in hostile.leaves(kind):
            fact = hostile.put(fact, path, pieces[next(turn) % 7])
        facts.append((fact, how))
    hostile.record(ledger, facts)
    words = Words(lang)
    for what in SHOWN:
        table = table_query.query_table(what, ledger, TableQuery(), words)
        for form in FORMATS:
            sound(render(table, form, words), form)
    for what in DRAWN:
        for picture in PICTURES:
            sound(show.drawn(what, picture, ledger, TableQuery(), words), picture)


def test_a_spreadsheet_finds_no_formula_also_where_it_parts_cells_at_semicolons():
    from thidua_tui.formatting.tables.csv_json import _safe

    assert _safe("=1+1") == "'=1+1"
    assert _safe("Sở A; =1+1") == "Sở A; '=1+1"
    assert _safe("\uff1d1") == "'\uff1d1"
    assert _safe(" -1") == " '-1"
    assert _safe("Cụm 1 - 2 + 3 = 6 @ x") == "Cụm 1 - 2 + 3 = 6 @ x"
