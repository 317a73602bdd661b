"""The settings file: what it says goes, what it said stays, and it is for its owner alone."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

from events.errors import BadInput
from tests.systems import assert_private
from thidua_tui.i18n.messages import Words
from thidua_tui.platform import settings


@pytest.fixture(autouse=True)
def _home(tmp_path, monkeypatch):
    monkeypatch.setenv("THIDUA_HOME", str(tmp_path / "home"))


def test_a_choice_is_kept_beside_the_others():
    settings.choose(by="Thư ký")
    settings.choose(theme="thidua-light")
    assert settings.chosen() == {"by": "Thư ký", "theme": "thidua-light"}
    assert settings.operator() == "Thư ký"


@pytest.mark.parametrize("name", ['"', "\\", "🏅 Thư ký", "a\nb\tc", "\x7f", "\x00"])
def test_whatever_was_chosen_can_be_read_again(name):
    settings.choose(by=name)
    assert tomllib.loads(settings.settings_file().read_text("utf-8")) == {"by": name}


def written(text: str) -> None:
    file = settings.settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("path", "line"),
    [(r'"D:\Sao lưu"', 2), (r'"C:\Users\Lan"', 2), ('"D:\\"', None), (r'"D:\thidua"', None)],
)
def test_a_path_in_double_quotes_is_refused_with_what_to_write_instead(path, line):
    written(f"by = 'Lan'\nbackups = {path}")
    with pytest.raises(BadInput) as refused:
        settings.chosen_folder("backups")
    assert refused.value.code == "settings-backslash"
    assert refused.value.facts["line"] == line
    assert "backups = 'D:\\Sao lưu'" in Words("en").refusal(refused.value)


def test_a_fault_of_another_kind_is_not_put_down_to_a_path():
    written('backups = "D:/Sao lưu"\nby = Lan')
    with pytest.raises(BadInput) as refused:
        settings.chosen()
    assert (refused.value.code, refused.value.facts["line"]) == ("settings-unreadable", 2)


def test_a_path_in_single_quotes_is_read():
    written(r"backups = 'D:\thidua\new'")
    assert settings.chosen_folder("backups") == Path(r"D:\thidua\new")
    assert settings.chosen_folder("pictures") is None


def test_the_file_is_for_its_owner_alone():
    before = os.umask(0)
    try:
        settings.choose(by="Lan")
    finally:
        os.umask(before)
    file = settings.settings_file()
    assert_private(file)
    assert_private(file.parent)
    assert [path.name for path in file.parent.iterdir()] == [file.name]
