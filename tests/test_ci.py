"""README.md and `.ci/run` say the same; the terminal of the tests notices what is left behind."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal import NotShown, Terminal

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
ENGLISH, VIETNAMESE = README.split("\n# Tiếng Việt\n")


def commands(text: str) -> list[str]:
    """Every line of the code blocks, without what is said about it."""
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    return [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]


def readme(mark: str, text: str) -> subprocess.CompletedProcess[str]:
    """What `.ci/run` takes out of a README."""
    script = (ROOT / ".ci/run").read_text("utf-8")
    function = re.search(r"^readme\(\) \{.*?^\}", script, re.DOTALL | re.MULTILINE)
    assert function
    program = f'{function[0]}\nroot=$1; readme "$2"'
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", program, "bash", text, mark],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_both_languages_give_the_same_commands():
    assert commands(ENGLISH) == commands(VIETNAMESE)


def test_both_languages_lead_to_the_same_documents():
    def links(text: str) -> list[str]:
        return re.findall(r"\]\(([^#)]+)\)", text.replace("-en.svg", ".svg"))

    in_english = [re.sub("(guide|install).md", r"\1-en.md", one) for one in links(VIETNAMESE)]
    assert links(ENGLISH) == in_english


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^#)]+)\)", README))))
def test_every_link_of_the_readme_leads_somewhere(link):
    assert (ROOT / link).is_file()


@pytest.mark.parametrize(("mark", "end"), [("demo", "thidua demo"), ("tests", "pytest -n 3")])
def test_what_people_are_told_is_what_runs(mark, end):
    taken = readme(mark, str(ROOT))
    assert taken.stdout.strip() in commands(ENGLISH)
    assert taken.stdout.strip().endswith(end)


def test_a_readme_without_the_command_stops_the_run(tmp_path):
    (tmp_path / "README.md").write_text("```sh\ntrue\n```\n", "utf-8")
    assert readme("tests", str(tmp_path)).returncode == 1


def python(program: str) -> Terminal:
    return Terminal([sys.executable, "-c", program])


def test_a_program_that_puts_everything_back_leaves_nothing_behind():
    with python("print('\\x1b[?1049h\\x1b[?25lxin chào\\x1b[?25h\\x1b[?1049l')") as terminal:
        assert terminal.wait_exit() == 0
        assert terminal.left_behind() == []
        assert terminal.first_paint() is not None


DIES = """
import os, sys, tty
tty.setraw(0)
sys.stdout.write("\\x1b[?1049h\\x1b[>1u\\x1b[?1003hcòn đây")
sys.stdout.flush()
os._exit(3)
"""


def test_a_program_that_dies_on_the_screen_is_noticed():
    with python(DIES) as terminal:
        terminal.wait_for("còn đây")
        assert terminal.wait_exit() == 3
        left = terminal.left_behind(seconds=0.5)
    assert left == ["alternate screen", "mouse movement", "keyboard protocol", "line discipline"]


def test_what_is_not_shown_is_told_with_the_screen():
    with python("print('một'); input()") as terminal:
        with pytest.raises(NotShown, match="một"):
            terminal.wait_for("hai", seconds=1)
        terminal.send("\n")
        assert terminal.wait_exit() == 0
