"""The chapters of the user guide, and what they quote of the program.

`python -m tests.guide` puts new words where the catalogue has changed them: labels of acts in the
tables of keys, and quoted labels, whose keys in the catalogue are kept in
`tests/data/guide_quotes.json`. What it cannot mend the tests name.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from thidua_tui.i18n.catalogue import LOCALE
from thidua_tui.keymap.action_registry import ACTIONS, shown

DOCS = Path(__file__).resolve().parents[1] / "docs"
CONTENTS = {"vi": DOCS / "guide.md", "en": DOCS / "guide-en.md"}
FOLDERS = {"vi": DOCS / "guide", "en": DOCS / "guide-en"}
LOCK = Path(__file__).parent / "data" / "guide_quotes.json"
QUOTES = {
    "vi": re.compile(r"«((?:[^«»]|«[^«»]*»)*)»"),
    "en": re.compile(r"“((?:[^“”]|“[^“”]*”)*)”"),
}
"""What is quoted of the screen, in the marks of the language; marks may be in marks."""
TRY = re.compile(r"<!-- try: (\w+) \| (.*?) \| (.*?) -->")
ROW = re.compile(r"^\| `([^`]+)` \| (.+?) \|$", re.MULTILINE)
PAGES = {a.keys[0]: a.id for a in reversed(ACTIONS) if a.keys[0] in "012345" and not a.act}
"""Key -> the page that it opens."""
REGISTRY = {shown(key): action for action in ACTIONS for key in action.keys}
RECORDS = {shown(key): action.act for action in ACTIONS if action.act for key in action.keys}
"""Key of the page of the year -> the act that it begins."""


class Trial(NamedTuple):
    """Keys on a ledger, and what the screen must show then."""

    chapter: str
    ledger: str
    keys: tuple[str, ...]
    shows: tuple[str, ...]


def chapters(lang: str) -> list[Path]:
    """Return the files of the chapters, in their order."""
    return sorted(FOLDERS[lang].glob("*.md"))


def text_of(lang: str) -> str:
    """Return the whole guide."""
    return "\n".join(path.read_text("utf-8") for path in (CONTENTS[lang], *chapters(lang)))


def trials(lang: str) -> Iterator[Trial]:
    """Yield what the chapters claim.

    A word after `~` is typed, with `_` for spaces; `{key}` is a text of the catalogue.
    """
    labels = catalogue(lang)
    for path in chapters(lang):
        for ledger, keys, shows in TRY.findall(path.read_text("utf-8")):
            pressed: list[str] = []
            for key in keys.split():
                pressed += key[1:].replace("_", " ") if key.startswith("~") else [key]
            words = [labels.get(show.strip("{}"), show) for show in shows.split(" & ")]
            yield Trial(path.stem, ledger, tuple(pressed), tuple(words))


def catalogue(lang: str) -> dict[str, str]:
    """Return every text of a language by its key."""
    found: dict[str, str] = {}

    def collect(node: dict[str, Any], above: str) -> None:
        for name, value in node.items():
            if isinstance(value, dict):
                collect(value, f"{above}{name}.")
            elif isinstance(value, str):
                found[f"{above}{name}"] = value

    for path in sorted((LOCALE / lang).glob("*.toml")):
        collect(tomllib.loads(path.read_text("utf-8")), f"{path.stem}.")
    return found


def _pattern(template: str) -> str:
    """Return a template as a pattern: facts are any text, optional parts may be absent."""
    pattern = re.escape(template)
    pattern = re.sub(r"\\\{.*?\\\}", ".+?", pattern)
    return re.sub(r"\\\[(.*?\.\+\?.*?)\\\]", r"(?:\1)?", pattern)


@cache
def patterns(lang: str) -> list[tuple[re.Pattern[str], int]]:
    """Return patterns for every text and for its first sentences, and how much is no fact."""
    found = []
    for template in catalogue(lang).values():
        ends = [m.end() for m in re.finditer(r"[.:;?!](?= |$)", template)]
        for end in {*ends, len(template)}:
            piece = template[:end]
            pattern = re.compile(_pattern(piece.rstrip(".:;")) + "[.:;]?", re.IGNORECASE)
            found.append((pattern, len(re.sub(r"\[.*?\]|\{.*?\}", "", piece))))
    return found


def in_catalogue(quote: str, lang: str) -> bool:
    """Whether the program can show this; much of it must be the program's own words."""
    return any(
        literal * 5 >= len(quote) * 2 and pattern.fullmatch(quote)
        for pattern, literal in patterns(lang)
    )


def quotes(lang: str) -> list[str]:
    """Return what the chapters quote, without what is in code marks."""
    plain = re.sub(r"```.*?```|`[^`\n]+`", "", text_of(lang), flags=re.DOTALL)
    return QUOTES[lang].findall(plain)


def locked(lang: str) -> dict[str, str]:
    """Return quoted labels by their keys in the catalogue, as they were when last looked at."""
    if not LOCK.exists():
        return {}
    kept: dict[str, dict[str, str]] = json.loads(LOCK.read_text("utf-8"))
    return kept.get(lang, {})


def renewed(text: str, lang: str, labels: dict[str, str]) -> str:
    """Return a chapter with the words that the catalogue has now."""
    for key, old in locked(lang).items():
        left, right = ("«", "»") if lang == "vi" else ("“", "”")
        if key in labels:
            text = text.replace(f"{left}{old}{right}", f"{left}{labels[key]}{right}")

    def row(found: re.Match[str]) -> str:
        label = label_of(found[1], labels)
        same = label is None or label.casefold() == found[2].casefold()
        return found[0] if same or label is None else f"| `{found[1]}` | {lowered(label)} |"

    return ROW.sub(row, text)


def label_of(key: str, labels: dict[str, str]) -> str | None:
    """Return what the program calls the act or the page of a key; nothing for other keys."""
    if key in PAGES:
        return labels[f"screen.action.{PAGES[key]}"]
    act = RECORDS.get(key)
    return labels[f"acts.act.{act}"] if act else None


def lowered(label: str) -> str:
    """Return a label as it is within a table: without its capital."""
    return label[:1].lower() + label[1:]


def main() -> None:
    """Renew the chapters and the list of quoted labels."""
    kept: dict[str, dict[str, str]] = {}
    for lang in FOLDERS:
        labels = catalogue(lang)
        for path in chapters(lang):
            path.write_text(renewed(path.read_text("utf-8"), lang, labels), "utf-8")
        keys = {label: key for key, label in reversed(labels.items())}
        kept[lang] = {keys[quote]: quote for quote in quotes(lang) if quote in keys}
    LOCK.write_text(json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    sys.stdout.write(f"{sum(map(len, kept.values()))} quoted labels\n")


if __name__ == "__main__":
    main()
