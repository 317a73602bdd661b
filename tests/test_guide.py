"""The user guide names only keys, commands, lines, words and pictures that there are.

Each chapter also has trials, in comments: keys that are pressed here, and what must be shown then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests import guide, pictures
from tests.pages import app_on, ledger_at, press, quiet, screen_text, standing_still
from thidua_tui.cli import main
from thidua_tui.cli.errors import DONE, REFUSED
from thidua_tui.i18n.catalogue import Speech

pytestmark = pytest.mark.usefixtures("home")
LANGUAGES = tuple(guide.CONTENTS)
TEXTS = {lang: guide.text_of(lang) for lang in LANGUAGES}
CHAPTERS = [(lang, path) for lang in LANGUAGES for path in guide.chapters(lang)]
TRIALS = [(lang, trial) for lang in LANGUAGES for trial in guide.trials(lang)]
PROGRAM = main.program(Speech("en"))
PARTS = {"vi": ("## Các bước", "## Cần lưu ý"), "en": ("## Steps", "## What can go wrong")}
OTHER = {
    "THIDUA_HOME",
    "backups = 'D:\\Thi đua'",
    "--all",
    "--ceremony",
    "--entries",
    "01/BB-CTĐ",
    "--format excel",
    "--stage verified",
    "sheet scores",
    "diem-stc-2026.xlsx",
    "KAD",
    "--order by-form",
    "--order first-first",
    "38/40",
    "9,5",
    "98,5",
    "14/01/2021",
    "14/1",
    "csv",
    "json",
    "md",
    "keys.toml",
    "reset",
    "stc",
    "co-tinh",
    "▸",
    "tmth",
    "thu-ky-cum",
    "≠",
    "COLORTERM=truecolor",
    "NO_COLOR",
    'lang = "en"',
    'lang = "vi"',
    'motion = "off"',
    'palette = "Ctrl+K"',
    'record = "Ctrl+R"',
}
"""In code marks, and neither a key nor a command: a file, a unit's initials, a sign."""
LINES = {
    "vi": ("diem stc II.3 9,5", "đến stc 8:05", "về stc", "vắng snv có phép"),
    "en": ("score stc II.3 9,5", "arrive stc 8:05", "left stc", "absent snv with notice"),
}
"""In code marks, and lines as they are typed."""
BY_MARKS = {"Sử dụng hằng ngày", "Daily use"}
"""Quoted, and no words of the screen: headings of the README."""


def spans(text: str) -> list[str]:
    """What is in code marks, without the blocks."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


def named(text: str) -> Iterator[str]:
    """The keys that a text names."""
    other = OTHER.union(*LINES.values())
    return (span for span in spans(text) if not span.startswith("thidua") and span not in other)


def rows(text: str) -> list[tuple[str, str]]:
    """Keys and what the tables say that they do, where a row has a single key."""
    return guide.ROW.findall(text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_key_named_is_in_the_registry(lang):
    assert {*named(TEXTS[lang])} - {*guide.REGISTRY} - LETTERS == set()


LETTERS = {"ơ", "đ"}
"""What a Telex input method makes of a key."""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_key_of_an_act_or_a_page_does_what_the_guide_says(lang):
    labels = guide.catalogue(lang)
    found = [(key, label, guide.label_of(key, labels)) for key, label in rows(TEXTS[lang])]
    named = [row for row in found if row[2]]
    assert len(named) > 15
    assert {key for key, _, _ in named} >= {*guide.PAGES}
    for key, label, wanted in named:
        assert label.casefold() == str(wanted).casefold(), f"{key}: python -m tests.guide"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_quoted_of_the_screen_is_in_the_catalogue(lang):
    quotes = guide.quotes(lang)
    assert len(quotes) > 15
    gone = [q for q in quotes if q not in BY_MARKS and not guide.in_catalogue(q, lang)]
    assert gone == [], "python -m tests.guide may mend it"


def test_a_quote_that_the_program_never_says_is_found():
    assert not guide.in_catalogue("Ban hành bảng kê", "vi")
    assert guide.in_catalogue("Sở Tài chính đang là Trưởng cụm năm 2021", "vi")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_of_quoted_labels_is_up_to_date(lang):
    labels = guide.catalogue(lang)
    for key, label in guide.locked(lang).items():
        assert labels.get(key) == label, f"{key}: python -m tests.guide"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_command_named_is_understood_by_the_command_line(lang):
    commands = [span.split() for span in spans(TEXTS[lang]) if span.startswith("thidua")]
    blocks = re.findall(r"```sh\n(.*?)```", TEXTS[lang], re.DOTALL)
    commands += [line.split(" > ")[0].split() for part in blocks for line in part.splitlines()]
    assert len(commands) > 25
    for _, *args in commands:
        words = (arg for arg in args if not arg.startswith("-") and not arg.isupper())
        name = next(words, "")  # FOLDER and the like are for what one puts there
        command = PROGRAM.loaders[name][1]() if name not in ("", "en", "vi") else PROGRAM
        known = {opt for param in command.params for opt in param.opts}
        assert {arg for arg in args if arg.startswith("--")} <= known, args


@pytest.mark.parametrize(("lang", "path"), CHAPTERS, ids=lambda at: getattr(at, "stem", at))
def test_a_chapter_has_its_parts_and_a_picture_in_its_language(lang, path):
    text = path.read_text("utf-8")
    places = [text.find(f"\n{part}\n") for part in PARTS[lang]]
    assert 0 < places[0] < places[1]
    assert text.startswith(f"# {int(path.stem[:2])}. ")
    drawn = {**pictures.PICTURES, **pictures.COMMANDS}
    found = re.findall(r"!\[.+\]\(\.\./pictures/(.+?)\.svg\)", text)
    assert found
    assert {drawn[name][0] for name in found} == {lang}
    assert guide.TRY.search(text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_contents_list_every_chapter_by_its_number(lang):
    text = guide.CONTENTS[lang].read_text("utf-8")
    listed = re.findall(r"^\| (\d+) \| \[.+?\]\((.+?)\)", text, re.MULTILINE)
    paths = [f"{guide.FOLDERS[lang].name}/{path.name}" for path in guide.chapters(lang)]
    assert [path for _, path in listed] == paths
    assert [int(number) for number, _ in listed] == [*range(1, len(paths) + 1)]


def test_both_guides_have_the_same_chapters_with_the_same_trials():
    names = [[path.name for path in guide.chapters(lang)] for lang in LANGUAGES]
    assert names[0] == names[1]
    counts = [[trial.chapter for trial in guide.trials(lang)] for lang in LANGUAGES]
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("lang", "trial"),
    TRIALS,
    ids=[f"{lang}-{at}-{t.chapter}" for at, (lang, t) in enumerate(TRIALS)],
)
async def test_the_keys_of_a_chapter_lead_where_it_says(lang, trial, tmp_path):
    ledger = tmp_path / "demo.ledger"
    with standing_still():
        pictures.LEDGERS["story" if trial.ledger == "own" else trial.ledger](ledger)
        app = app_on(ledger, lang)
        async with app.run_test(size=(120, 40)) as pilot:
            await quiet(pilot)
            if trial.ledger == "own":
                app.own |= {*range(1, app.session.ledger.position() + 1)}
            await press(pilot, *trial.keys)
            await quiet(pilot)
            seen = " ".join(screen_text(app).split())
    for wanted in trial.shows:
        assert wanted in seen, trial


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


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_file_linked_is_there(lang):
    for path in (guide.CONTENTS[lang], *guide.chapters(lang)):
        for link in re.findall(r"\]\(([^)#]+)", path.read_text("utf-8")):
            assert (path.parent / link).exists(), f"{path.name}: {link}"


def test_both_guides_name_the_same_keys_and_commands():
    keys = [{*named(text)} for text in TEXTS.values()]
    assert keys[0] == keys[1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_line_shown_is_understood(lang, tmp_path):
    ledger = ledger_at(tmp_path / "story.ledger", story=True)
    block = re.findall(r"```text\n(.*?)```", TEXTS[lang], re.DOTALL)
    lines = [line for part in block for line in part.splitlines()]
    assert len(lines) == 7
    assert {*LINES[lang]} <= {*spans(TEXTS[lang])}
    program = ["--ledger", str(ledger), "do", "--year", "2020"]
    assert main.answer([*program, "khai mạc ngày=31/12/2020"]) == DONE
    for line in (*lines, *LINES[lang]):
        answer = main.answer([*program, line, "--dry-run"])
        assert answer in (DONE, REFUSED), line  # a rule may say no to it: it was understood
