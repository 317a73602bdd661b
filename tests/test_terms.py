"""One word for one thing: the table "Terms on the screen" of the glossary holds in the catalogue.

The words of each row are on the screen; the abandoned ones are in no text. What a line understands
(`lines.toml`: lists of words) is what people type, and goes on accepting old words.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.test_glossary import SCREEN
from tests.test_words import texts
from thidua_tui.acts.registry import ACTS
from thidua_tui.command_line import vocabulary
from thidua_tui.i18n.messages import LANGUAGES, LOCALE

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = re.compile(r"thidua(?: --\w+ \S+)* journal|\{\w+\}")
"""A command keeps its name, a fact the name of its field."""
HEAD = {"vi": 1, "en": 2}
SYNONYMS = "hands.also."
"""What is found in a list of acts under its former words too."""
ABANDONED = {"vi": 3, "en": 4}


def terms() -> list[list[str]]:
    """The rows of the table."""
    text = (ROOT / "docs/glossary.md").read_text("utf-8").split(SCREEN)[1]
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def words_of(cell: str) -> list[str]:
    """The words of a cell; a dash is none."""
    return [word.strip() for word in cell.split(";") if word.strip() != "–"]


SYNONYMS = "hands.also."
"""Words by which people look for something: the abandoned words are among them."""


def catalogue(lang: str) -> dict[str, str]:
    """Every text of a language by its key, without commands, facts and synonyms of a search."""
    found = {}
    for file in sorted((LOCALE / lang).glob("*.toml")):
        for key, text in texts(tomllib.loads(file.read_text("utf-8"))):
            found[f"{file.stem}.{key}"] = COMMANDS.sub("", text)
    return {key: text for key, text in found.items() if not key.startswith(SYNONYMS)}


def abandoned_in(text: str, words: list[str]) -> list[str]:
    """The abandoned words that a text has, whole and in any case."""
    return [word for word in words if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.I)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_has_an_abandoned_word(lang):
    found = [
        f"{key}: “{word}” → {row[HEAD[lang]]}"
        for key, text in catalogue(lang).items()
        if not key.startswith(SYNONYMS)
        for row in terms()
        for word in abandoned_in(text, words_of(row[ABANDONED[lang]]))
    ]
    assert not found, "abandoned words, each with its replacement:\n" + "\n".join(found)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_term_is_on_the_screen(lang):
    shown = "\n".join(catalogue(lang).values()).casefold()
    words = [word for row in terms() for word in words_of(row[HEAD[lang]])]
    assert [word for word in words if word.casefold() not in shown] == []


def test_the_table_is_complete():
    assert len(terms()) > 50
    assert [row for row in terms() if len(row) != 5 or "" in row] == []
    concepts = [row[0] for row in terms()]
    assert len(concepts) == len(set(concepts))


def test_the_search_can_fail():
    assert abandoned_in("Nơi trình: UBND tỉnh", ["nơi trình"]) == ["nơi trình"]
    assert abandoned_in("Amended rules", ["mend"]) == []
    assert COMMANDS.sub("", "see “thidua --ledger X journal”") == "see “”"


FIELDS = [
    ("elect-head", "Cách quyết định", "method"),
    ("elect-head", "How decided", "method"),
    ("elect-head", "Out of all", "votes_of"),
    ("stand-down", "Ai thôi", "office"),
    ("elect-deputy", "Phó thứ mấy", "rank"),
    ("present-report", "Là dự thảo", "draft"),
    ("present-report", "Của đơn vị", "unit"),
    ("record-remark", "Of unit", "unit"),
    ("launch-movement", "Ai phát động", "launched_by"),
    ("issue-rules", "Số lẻ của tổng", "digits"),
    ("issue-rules", "Decimals of totals", "digits"),
    ("nominate", "Hình thức", "form"),
    ("nominate", "Nơi trình", "addressed_to"),
    ("nominate", "Addressed to", "addressed_to"),
    ("count-clusters", "Bao nhiêu", "count"),
    ("count-clusters", "How many", "count"),
    ("count-clusters", "Ai lập", "created_by"),
    ("count-clusters", "Nơi", "place"),
    ("record-council", "Xét gì", "what"),
    ("record-council", "On what", "what"),
    ("record-council", "Nguồn nêu", "told"),
    ("record-council", "Proposed", "proposed"),
    ("record-statement", "Nguồn nêu", "value"),
    ("record-statement", "It says", "value"),
    ("record-statement", "About", "topic"),
    ("withdraw-unit", "In its words", "wording"),
    ("report-decision", "Handed over on", "presented_on"),
    ("report-decision", "Trao cho", "presented"),
    ("found-unit", "Khác đơn vị kia", "distinct"),
    ("dismiss-operator", "Ai", "operator"),
    ("name-operator", "Vai", "role"),
    ("open-meeting", "Reports on year", "year"),
]
"""Act, label of a field until 2026, and the field."""


@pytest.mark.parametrize(("act", "label", "field"), FIELDS)
def test_a_line_accepts_the_former_label_of_a_field(act, label, field):
    typed = label.casefold().replace(" ", "-")
    assert vocabulary.field_named(ACTS[act], typed, ()) == field


VALUES = [
    ("kind", "memory", "nhớ lại"),
    ("kind", "room", "in the room"),
    ("kind", "room", "trong phòng"),
    ("kind", "direct", "typed in, outside any meeting"),
    ("kind", "council", "emulation and commendation council"),
    ("method", "not-recorded", "không ghi phương thức"),
    ("method", "recognised", "recognised by the superior"),
]
VERBS = [
    ("nguồn nêu", "record-statement"),
    ("xin không xét", "withdraw-unit"),
    ("not to be considered", "withdraw-unit"),
    ("lay down", "stand-down"),
    ("stand down", "stand-down"),
    ("take back", "undo"),
    ("verdict", "give-verdict"),
    ("count proposals", "count-proposals"),
    ("name operator", "name-operator"),
    ("cử người ghi", "name-operator"),
    ("thôi quyền ghi", "dismiss-operator"),
]
TABLES = [("diễn biến", "history"), ("lịch sử", "history"), ("lãnh đạo", "leaders"),
          ("nguồn nêu khác nhau", "disputes")]  # fmt: skip


@pytest.mark.parametrize(("labels", "value", "word"), VALUES)
def test_a_line_accepts_the_former_word_for_a_value(labels, value, word):
    assert any(vocabulary.same(word, one) for one in vocabulary.values(labels, value))


@pytest.mark.parametrize(("phrase", "act"), VERBS)
def test_a_line_accepts_the_former_name_of_an_act(phrase, act):
    verb, words = vocabulary.verb_of(phrase.split()) or (None, 0)
    assert verb is not None
    assert (verb.id, words) == (act, len(phrase.split()))


@pytest.mark.parametrize(("phrase", "table"), TABLES)
def test_a_line_accepts_the_former_name_of_a_table(phrase, table):
    assert phrase in vocabulary.all_phrases("table")[table]
