"""The settings file: what it says goes, what it said stays, and it is for its owner alone."""

from __future__ import annotations

import os
import tomllib

import pytest

from thidua_tui.platform import settings


@pytest.fixture(autouse=True)
def _home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))


def test_a_choice_is_kept_beside_the_others():
    settings.choose(by="Thư ký")
    settings.choose(theme="thidua-light")
    assert settings.chosen() == {"by": "Thư ký", "theme": "thidua-light"}
    assert settings.operator() == "Thư ký"


@pytest.mark.parametrize("name", ['"', "\\", "🏅 Thư ký", "a\nb\tc", "\x7f", "\x00"])
def test_whatever_was_chosen_can_be_read_again(name):
    settings.choose(by=name)
    assert tomllib.loads(settings.settings_file().read_text("utf-8")) == {"by": name}


def test_the_file_is_for_its_owner_alone():
    before = os.umask(0)
    try:
        settings.choose(by="Lan")
    finally:
        os.umask(before)
    file = settings.settings_file()
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in file.parent.iterdir()] == [file.name]
