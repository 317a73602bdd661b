"""The words on screen: none missing, none left over, none hard-coded, none of Textual's own."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from textual.content import Content

from tests.pages import ledger_at, screen_text, settled, shown
from tests.test_lints import modules, named
from thidua_tui.i18n.messages import LANGUAGES, LOCALE, Words

PARTS = sorted(path.stem for path in (LOCALE / "vi").glob("*.toml"))
SHORT = {"cli", "keeping", "samples", "server", "sheetin", "sheets", "sheetstates"}
"""Parts that `Speech` reads, which calls their keys without the part."""
VIETNAMESE = re.compile(
    "[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE
)
PROSE = re.compile(r"[A-Za-z]{2,}[,.:;!?]? [A-Za-z]{2,}")
DATA = {
    "thidua_tui/keymap/action.py": "the Telex twins of keys",
    "thidua_tui/keymap/keymap_file.py": "the Telex twins of keys",
    "thidua_tui/parsing/telex_vni.py": "letters that are composed",
    "thidua_tui/parsing/syllables.py": "letters that are composed",
    "thidua_tui/parsing/award_kinds.py": "words that people type",
    "thidua_tui/parsing/book_kinds.py": "words that people type",
    "thidua_tui/parsing/book_table.py": "words that people type",
    "thidua_tui/parsing/pasted_lists.py": "words that people type",
    "thidua_tui/parsing/legacy_fonts.py": "letters of old fonts",
    "thidua_tui/formatting/papers/docx_package.py": "the elements of a file",
    "thidua_tui/formatting/papers/docx_xml.py": "the elements of a file",
    "thidua_tui/formatting/workbooks/text_width.py": "letters that are measured",
    "thidua_tui/screens/jump_mode.py": "the Telex twins of keys",
    "thidua_tui/parsing/numbers_and_codes.py": "words that people type",
    "thidua_tui/parsing/score_words.py": "words that people type",
    "thidua_tui/parsing/fact_heads.py": "words that people type",
    "thidua_tui/parsing/award_form_names.py": "words that people type",
    "thidua_tui/parsing/dates.py": "words that people type",
}
"""Modules whose literals may be Vietnamese or prose, and why."""
NEVER_SHOWN = {
    "warm up": "a worker's name",
    "too large": "a fault in a log",
    "this ledger has no store": "a mistake of the program's own",
    "signing key": "the name under which the system's keyring keeps it",
    "Times New Roman": "the letters of papers",
    "not kept": "a mistake that the caller turns into words",
    "Thidua Serif": "the name of a font",
    "one of": "the name of a kind of option, inside click",
    "so tt": "the head of a column of numbers in a pasted list, as it is recognised",
    "chiếu": "the name of a command, as it is typed",
    "đ": "what an input method makes of a letter that was typed",
}
STYLE = re.compile(r"(?:(?:not )?(?:bold|dim|reverse|strike|italic|underline)\b ?)+(?:\$[\w-]+)?")
CSS_OR_SVG = re.compile(r"\s*(?:<|[A-Z]\w+ \{)")


def leaves(table: dict[str, Any], prefix: str = "") -> Iterator[str]:
    """Every key of a locale file, parts joined by dots."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{prefix}{key}.")
        else:
            yield prefix + key


def told(lang: str, part: str) -> dict[str, Any]:
    """A file of the locale."""
    return tomllib.loads((LOCALE / lang / f"{part}.toml").read_text("utf-8"))


VIETNAMESE_ALONE = "abbreviation."
"""The part of `lines.toml` with short words in the names of Vietnamese offices."""


@pytest.mark.parametrize("part", PARTS)
def test_the_languages_have_the_same_keys_and_no_text_is_empty(part):
    vi, en = ([*leaves(told(lang, part))] for lang in LANGUAGES)
    assert sorted(key for key in vi if not key.startswith(VIETNAMESE_ALONE)) == sorted(en)
    assert sorted(PARTS) == sorted(path.stem for path in (LOCALE / "en").glob("*.toml"))


@pytest.mark.parametrize("part", PARTS)
def test_a_text_names_the_same_facts_in_both_languages(part):
    vi, en = (dict(texts(told(lang, part))) for lang in LANGUAGES)
    strange = {key for key in vi if facts(en[key]) ^ facts(vi[key])} - UNLIKE
    assert strange == set()


UNLIKE = {"weekday.written"}
"""Keys whose facts differ between the languages: days are written with a nought here alone."""


def texts(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from texts(value, f"{prefix}{key}.")
        elif isinstance(value, str):
            yield prefix + key, value


def facts(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize(("count", "said"), [(0, "0 acts"), (1, "1 act"), (21, "21 acts")])
def test_a_language_that_counts_has_a_word_for_one(count, said):
    assert Words("en")("time.trail.count", count=str(count)) == said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_counted_is_a_fact_of_the_text(lang):
    files = (tomllib.loads(path.read_text("utf-8")) for path in (LOCALE / lang).glob("*.toml"))
    told = [text for file in files for _, text in texts(file)]
    counting = [text for text in told if re.search(r"\{\w+\?", text)]
    assert all({*re.findall(r"\{(\w+)\?", text)} <= facts(text) for text in counting)
    assert bool(counting) == (lang == "en")


@cache
def asked_for() -> tuple[frozenset[str], re.Pattern[str]]:
    """What the source asks for: whole keys, and keys with a part that varies."""
    whole, varying = set(), set()
    for path in modules("thidua_tui", "views", "events"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Constant(value=str(text)):
                    whole.add(text)
                case ast.JoinedStr(values=parts):
                    varying.add(pattern(parts))
    needed = {one for one in varying if "\\." in one and re.search("[a-z]", one.replace(ANY, ""))}
    return frozenset(whole), re.compile("|".join(sorted(needed)))


ANY = r"[\w.-]+"


def pattern(parts: list[ast.expr]) -> str:
    """An f-string as a pattern: what is filled in may be any part of a key."""
    return "".join(
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else ANY for part in parts
    )


@pytest.mark.parametrize("part", PARTS)
def test_no_text_is_left_over(part):
    whole, varying = asked_for()
    left = []
    for key in leaves(told("en", part)):
        names = [f"{part}.{key}", *([key] if part in SHORT else [])]
        if not any(name in whole or varying.fullmatch(name) for name in names):
            left.append(key)
    assert left == []


def literals(source: str) -> Iterator[tuple[int, str]]:
    """The strings of a module that are no docstrings."""
    tree = ast.parse(source)
    documents = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in documents:
                yield node.lineno, text


def hard_coded(source: str) -> list[tuple[int, str]]:
    """The literals that a person would read: Vietnamese, or two English words in a row."""
    return [
        (line, text)
        for line, text in literals(source)
        if VIETNAMESE.search(text)
        or (PROSE.search(text) and not STYLE.fullmatch(text) and not CSS_OR_SVG.match(text))
    ]


def test_words_come_from_the_locale():
    sources = {named(path): path.read_text("utf-8") for path in modules("thidua_tui")}
    found = {
        name: [one for one in hard_coded(source) if one[1] not in NEVER_SHOWN]
        for name, source in sources.items()
        if name not in DATA
    }
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_the_rule_can_fail_and_its_exceptions_are_needed():
    assert hard_coded('say("Đã ghi")')
    assert hard_coded('say(f"{n} entries were kept")')
    assert not hard_coded('"""What it does."""\nstyle = "bold reverse $warning"\n')
    sources = {named(path): path.read_text("utf-8") for path in modules("thidua_tui")}
    assert all(hard_coded(sources[name]) for name in DATA)
    kept = {text for name in sources for _, text in literals(sources[name])}
    assert set(NEVER_SHOWN) <= kept


TEXTUALS = ("Command Palette", "Search for commands", "Screenshot", "Maximize", "Quit the app")
KEYS_OF_TEXTUAL = ("ctrl+p", "ctrl+q", "ctrl+c", "f1", "question_mark", "tab", "ctrl+backslash")


@pytest.mark.parametrize("key", KEYS_OF_TEXTUAL)
async def test_textual_says_nothing_in_its_own_words(tmp_path, key):
    path = ledger_at(tmp_path / "demo.ledger", story=True)
    async with shown(path, "vi", (120, 40)) as pilot:
        await pilot.press(key)
        await settled(pilot)
        text = screen_text(pilot.app)
        assert not [words for words in TEXTUALS if words in text]
        assert not re.search(r"\b(?:the|Select|Help|Press|Invalid|quit)\b", text)
        assert not any("quit" in str(n.message) for n in pilot.app._notifications)
        assert not pilot.app.ENABLE_COMMAND_PALETTE


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_for_a_number_hold_no_fact(lang):
    """`{count?1 act|{count} acts}` would be shown as it is: facts are outside of the choice."""
    for file in (LOCALE / lang).glob("*.toml"):
        assert re.findall(r"\{\w+\?[^{}]*\{", file.read_text("utf-8")) == [], file.name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_label_of_a_field_fits_its_column(lang):
    """A longer label runs into the editor behind it (`FieldRow` in screens/form.tcss)."""
    acts = told(lang, "acts")
    labels = dict(texts({part: acts[part] for part in ("field", "field_of")}))
    assert {name: text for name, text in labels.items() if Content(text).cell_length > 18} == {}
