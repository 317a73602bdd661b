"""docs/glossary.md: the names in the code exist, and the words are those of the screen."""

from __future__ import annotations

import pkgutil
import re
from pathlib import Path

from thidua_tui.i18n.messages import LOCALE

ROOT = Path(__file__).resolve().parents[1]
SCREEN = "## Terms on the screen"
"""Head of the last table: the words of both screens, which `test_terms` holds."""
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs/glossary.md").read_text("utf-8").split(SCREEN)[0].splitlines()
    if re.match(r"\| (?!term )\S", line)
]


def locale(lang: str) -> str:
    """All texts of a language, in lower case."""
    files = sorted((LOCALE / lang).glob("*.toml"))
    return "\n".join(file.read_text("utf-8") for file in files).casefold()


def test_every_term_has_a_meaning_a_name_a_word_and_a_source():
    assert len(ROWS) > 60
    assert [row for row in ROWS if len(row) != 5 or "" in row] == []
    terms = [row[0] for row in ROWS]
    assert len(terms) == len(set(terms))


def test_every_name_in_the_code_exists():
    """`pkgutil.resolve_name` raises for a module, class or field that is not there."""
    for _, _, code, _, _ in ROWS:
        pkgutil.resolve_name(code.strip("`"))


def test_every_word_is_on_the_english_screen():
    english = locale("en")
    words = {row[3] for row in ROWS} - {"–"}
    assert [word for word in sorted(words) if word.casefold() not in english] == []
