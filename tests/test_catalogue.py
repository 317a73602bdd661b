"""The reader of `locale/`: one rule for facts, numbers, keys and optional parts."""

from __future__ import annotations

import subprocess
import sys

import pytest

from events.errors import BadInput
from thidua_tui.i18n.catalogue import Catalogue, Speech, fill, table
from thidua_tui.i18n.messages import Words


@pytest.mark.parametrize(
    ("text", "facts", "filled"),
    [
        ("{a} and {b}", {"a": "1"}, "1 and "),
        ("x[, on {on}]", {"on": "5"}, "x, on 5"),
        ("x[, on {on}]", {"on": ""}, "x"),
        ("x[, on {on}]", {}, "x"),
        ("run [OPTIONS]", {}, "run [OPTIONS]"),
        ("run [OPTIONS][ {file}]", {"file": "f"}, "run [OPTIONS] f"),
        ("{n} {n?entry|entries}", {"n": "1"}, "1 entry"),
        ("{n} {n?entry|entries}", {"n": "0"}, "0 entries"),
        ("{a}", {"a": "{b}[{c}]", "b": "x"}, "{b}[{c}]"),
    ],
)
def test_fill_replaces_facts_and_drops_unknown_parts(text, facts, filled):
    assert fill(text, facts) == filled


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_refusal_without_keyring_names_the_extra_in_brackets(lang):
    assert "'thidua-tui[keyring]'" in Words(lang).refusal(BadInput("keyring-missing"))


@pytest.mark.parametrize("known", [Catalogue("en"), Words("en")])
def test_catalogue_replaces_the_key_of_an_action(known):
    known.key_of = {"late-entry": "F9"}.__getitem__
    assert known("forgiving.late.begun").startswith("Late entry is on. F9: ")


def test_speech_reads_its_parts_in_order():
    keeping = Speech("en", "keeping")
    assert Speech("en").find("help.backup") is None
    assert keeping.find("help.backup") == Catalogue("en").find("keeping.help.backup") is not None
    assert keeping.find("arguments") == Speech("en").find("arguments") == "[OPTIONS]"


def test_missing_text_is_a_key_error_and_missing_table_is_empty():
    with pytest.raises(KeyError, match=r"en: screen\.no\.such"):
        Catalogue("en")("screen.no.such")
    assert Catalogue("en").find("screen.off") is None  # a table, not a text
    assert table("en", "lines.no-such") == {}


def test_catalogue_imports_no_event():
    code = "import sys, thidua_tui.i18n.catalogue; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert not [name for name in loaded if name.startswith(("events", "msgspec"))]
