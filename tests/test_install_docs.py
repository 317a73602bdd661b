"""docs/install.md in both languages: the same commands, paths and versions, all of them real."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.release import packages, pins, win64
from thidua_tui.cli import main
from thidua_tui.i18n.catalogue import Speech

DOCS = pins.ROOT / "docs"
PAGES = {"vi": DOCS / "install.md", "en": DOCS / "install-en.md"}
TEXTS = {lang: path.read_text("utf-8") for lang, path in PAGES.items()}
ENGLISH = {"TỆP": "FILE", "SỔ-MỚI": "NEW", "THƯ-MỤC": "FOLDER", "install-en": "install"}
PROGRAM = main.program(Speech("en"))


def spans(text: str) -> list[str]:
    """What is in code marks, and the blocks of commands, with the words of one language."""
    for word, english in ENGLISH.items():
        text = text.replace(word, english)
    blocks = re.findall(r"^```\w+\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    return [*blocks, *re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))]


def test_both_languages_name_the_same_commands_files_and_folders():
    vietnamese, english = (sorted(spans(text)) for text in TEXTS.values())
    assert vietnamese == english


@pytest.mark.parametrize("lang", PAGES)
def test_every_link_leads_somewhere(lang):
    for target in re.findall(r"\]\(([^)]+)\)", TEXTS[lang]):
        file, _, heading = target.partition("#")
        page = DOCS / file if file else PAGES[lang]
        assert page.is_file(), target
        headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
        anchors = [re.sub(r"[^\w -]", "", one).lower().replace(" ", "-") for one in headings]
        assert not heading or heading in anchors, target


@pytest.mark.parametrize("lang", PAGES)
def test_every_command_is_understood(lang):
    found = [one for span in spans(TEXTS[lang]) for one in span.splitlines()]
    commands = [one.split()[1:] for one in found if one.startswith("thidua ")]
    assert len(commands) >= 4
    everywhere = {option for param in PROGRAM.params for option in param.opts}
    for words in commands:
        name = next((word for word in words if word in PROGRAM.loaders), None)
        own = PROGRAM.loaders[name][1]().params if name else []
        known = everywhere | {option for param in own for option in param.opts}
        assert {word for word in words if word.startswith("--")} <= known, words
        assert name or words[0].startswith("--"), words


@pytest.mark.parametrize("path", [*PAGES.values(), DOCS / "release.md"], ids=lambda path: path.name)
def test_the_files_named_are_those_of_this_version(path):
    versions = re.findall(r"(?:thidua|app)-(\d[\d.]+\d)", path.read_text("utf-8"))
    assert {*versions} <= {packages.version()}


def test_the_pages_say_which_python_and_what_is_in_the_folder():
    for text in TEXTS.values():
        named = {word.partition("-0")[0] for word in re.findall(r"^\| `([\w.-]+)` \|", text, re.M)}
        assert {win64.COMMAND, "python", "app", "licences", "SHA256SUMS"} <= named
    assert win64.COMMAND in {path.name for path in win64.FOLDER.iterdir()}


def test_the_text_in_the_folder_is_for_both_languages():
    text = Path(win64.FOLDER / "HUONG-DAN.txt").read_text("utf-8")
    assert text.count("{version}") == 2
    assert text.count("LOCALAPPDATA") == 2
