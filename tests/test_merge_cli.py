"""`thidua merge`: the plan, the answers by options and by keys, and what is said."""

from __future__ import annotations

import pytest

from events.branches import MERGES
from events.elections import ElectDeputy, ElectHead
from events.meetings import OpenMeeting
from tests.facts import DAY, HERE, MEMBERS, NEXT
from tests.two_laptops import Laptop
from thidua_tui.cli.commands.merge_dialog import ask
from thidua_tui.cli.main import answer
from thidua_tui.i18n.messages import Words


@pytest.fixture
def files(tmp_path):
    """Two ledgers with a head each for the same year, closed."""
    first = Laptop(tmp_path / "a.ledger", "an")
    first.begin(MEMBERS)
    second = first.copied(tmp_path / "b.ledger", "binh")
    first.do(ElectHead(**HERE, unit="a"))
    second.do(ElectHead(**HERE, unit="b"))
    second.do(ElectDeputy(**NEXT, unit="c"))
    export = second.exported(tmp_path / "b.jsonl")
    for laptop in (first, second):
        laptop.recorder.move_log()
        laptop.close()
    return str(first.recorder.file), str(export)


def said(capsys, *args: str) -> tuple[int, str]:
    """The exit code of `thidua merge …`, and what was printed."""
    code = answer(["--lang", "en", "merge", *args])
    printed = capsys.readouterr()
    return code, printed.out + printed.err


def merges(file: str) -> int:
    """How many merges the ledger has."""
    laptop = Laptop(file, "an")  # type: ignore[arg-type]  # a path as text will do
    found = [*laptop.ledger.read(MERGES)]
    laptop.close()
    return len(found)


def test_a_dry_run_shows_the_plan_and_records_nothing(files, capsys):
    ours, theirs = files
    code, text = said(capsys, theirs, "--ledger", ours, "--dry-run")
    assert code == 0
    assert "The branches part after entry 7. Here 1 entry after it, in the file 2." in text
    assert "0 already here, 1 taken, 1 to be decided" in text
    assert "by binh" in text and "by an" in text
    assert merges(ours) == 0


def test_without_a_terminal_nothing_is_guessed(files, capsys):
    ours, theirs = files
    code, text = said(capsys, theirs, "--ledger", ours)
    assert code == 2
    assert "--ours, --theirs or --later" in text
    assert merges(ours) == 0


@pytest.mark.parametrize(
    ("option", "left"), [("--ours", "0 to be"), ("--theirs", "0 to be"), ("--later", "1 to be")]
)
def test_an_option_answers_all_questions(files, capsys, option, left):
    ours, theirs = files
    code, text = said(capsys, theirs, "--ledger", ours, option)
    assert code == 0
    assert left in text
    assert "thidua import ghep.jsonl" in text
    assert merges(ours) == 1
    assert said(capsys, theirs, "--ledger", ours, option)[0] == 3
    _, listed = said(capsys, "--open", "--ledger", ours)
    assert ("by binh" in listed) == (option == "--later")


def test_two_answers_for_all_are_refused(files, capsys):
    ours, theirs = files
    code, text = said(capsys, theirs, "--ledger", ours, "--ours", "--later")
    assert code == 2
    assert "--ours, --later" in text


@pytest.mark.parametrize(
    ("keys", "expected"),
    [("1", "ours"), ("x2", "theirs"), ("3", "later"), ("\x1b", None), ("q", None), ("", None)],
)
def test_a_key_answers_or_leaves(keys: str, expected: str | None):
    pressed = iter(keys)

    def getchar() -> str:
        key = next(pressed, None)
        if key is None:
            raise KeyboardInterrupt
        return key

    assert ask(["?"], Words("vi"), getchar) == expected


def test_an_option_says_that_two_things_with_one_code_are_two(tmp_path, capsys):
    first = Laptop(tmp_path / "a.ledger", "an")
    first.begin(MEMBERS)
    second = first.copied(tmp_path / "b.ledger", "binh")
    for laptop in (first, second):
        laptop.do(OpenMeeting(**HERE, meeting="cum-2020", title=f"Họp {laptop.by}", on=DAY))
        laptop.recorder.move_log()
        laptop.close()
    ours, theirs = str(first.recorder.file), str(second.recorder.file)
    _, text = said(capsys, theirs, "--ledger", ours, "--theirs", "--dry-run")
    assert "both" in text
    code, text = said(capsys, theirs, "--ledger", ours, "--theirs")
    assert (code, "1 question of a merge is open" in text) == (0, True), (
        "one answer is not for that"
    )
    code, text = said(capsys, theirs, "--ledger", ours, "--both")
    assert (code, "1 taken, 0 to be decided" in text) == (0, True)
