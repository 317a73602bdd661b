"""The user guide names only keys, commands, lines and pictures that there are, in each language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import pictures
from tests.pages import ledger_at
from tests.test_cli import _home
from thidua_tui.cli import main
from thidua_tui.cli.errors import DONE, REFUSED
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import ACTIONS, shown

FIXTURES = (_home,)
DOCS = Path(__file__).resolve().parents[1] / "docs"
GUIDES = {"vi": "guide.md", "en": "guide-en.md"}
TEXTS = {lang: (DOCS / name).read_text("utf-8") for lang, name in GUIDES.items()}
PROGRAM = main.program(Speech("en"))
REGISTRY = {shown(key): action for action in ACTIONS for key in action.keys}
OTHER = {
    "--all",
    "keys.toml",
    "stc",
    "tmth",
    "thu-ky-cum",
    "≠",
    'palette = "Ctrl+K"',
    'record = "Ctrl+R"',
}
"""In code marks, and neither a key nor a command: a file, a unit's initials, a sign, a line."""


def spans(text: str) -> list[str]:
    """What stands in code marks, without the blocks."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


def named(text: str) -> Iterator[str]:
    """The keys that a text names."""
    return (span for span in spans(text) if not span.startswith("thidua") and span not in OTHER)


def rows(text: str) -> dict[str, str]:
    """Key -> what the tables say that it does, where a row has one key."""
    return dict(re.findall(r"^\| `([^`]+)` \| (.+?) \|$", text, re.MULTILINE))


@pytest.mark.parametrize("lang", GUIDES)
def test_every_key_named_is_in_the_registry(lang):
    assert {*named(TEXTS[lang])} <= {*REGISTRY}


@pytest.mark.parametrize("lang", GUIDES)
def test_a_key_of_an_act_does_what_the_guide_says(lang):
    told = {k: v for k, v in rows(TEXTS[lang]).items() if REGISTRY[k].act}
    words = Words(lang)
    acts = {key: words(f"acts.act.{REGISTRY[key].act}") for key in told}
    assert told
    assert {k: v.casefold() for k, v in told.items()} == {k: v.casefold() for k, v in acts.items()}


@pytest.mark.parametrize("lang", GUIDES)
def test_every_command_named_is_understood_by_the_command_line(lang):
    commands = [span.split() for span in spans(TEXTS[lang]) if span.startswith("thidua")]
    assert len(commands) > 15
    for _, *args in commands:
        name = next((arg for arg in args if not arg.startswith("-")), "")
        command = PROGRAM.loaders[name][1]() if name not in ("", "en", "vi") else PROGRAM
        known = {opt for param in command.params for opt in param.opts}
        assert {arg for arg in args if arg.startswith("--")} <= known, args


@pytest.mark.parametrize("lang", GUIDES)
def test_every_picture_shown_is_drawn_by_the_program_in_the_language(lang):
    found = re.findall(r"\(pictures/(.+?)\.svg\)", TEXTS[lang])
    drawn = {**pictures.PICTURES, **pictures.COMMANDS}
    assert len(found) >= {"vi": 14, "en": 10}[lang]
    assert {drawn[name][0] for name in found} == {lang}


@pytest.mark.parametrize("name", pictures.PICTURES)
async def test_every_picture_is_what_the_program_shows(name, tmp_path):
    kept = pictures.FOLDER / f"{name}.svg"
    drawn = await pictures.draw(pictures.PICTURES[name], tmp_path)
    same = kept.exists() and drawn == kept.read_text("utf-8")
    assert same, f"docs/pictures/{name}.svg is out of date: python -m tests.pictures {name}"


def test_every_picture_of_a_command_is_what_the_command_answers(tmp_path):
    for name in pictures.COMMANDS:
        kept = (pictures.FOLDER / f"{name}.svg").read_text("utf-8")
        same = pictures.answered(name, tmp_path) == kept
        assert same, f"docs/pictures/{name}.svg is out of date: python -m tests.pictures"


@pytest.mark.parametrize("lang", GUIDES)
def test_every_file_linked_is_there(lang):
    for link in re.findall(r"\]\(([^)#]+)", TEXTS[lang]):
        assert (DOCS / link).exists(), link


def test_both_guides_name_the_same_keys_and_commands():
    keys = [{*named(text)} for text in TEXTS.values()]
    assert keys[0] == keys[1]


@pytest.mark.parametrize("lang", GUIDES)
def test_every_line_shown_is_understood(lang, tmp_path):
    ledger = ledger_at(tmp_path / "story.ledger", story=True)
    block = re.findall(r"```text\n(.*?)```", TEXTS[lang], re.DOTALL)
    lines = [line for part in block for line in part.splitlines()]
    assert len(lines) == 3
    for line in lines:
        told = main.answer(["--ledger", str(ledger), "do", line, "--year", "2020", "--dry-run"])
        assert told in (DONE, REFUSED), line  # a rule may say no to it: it was understood
