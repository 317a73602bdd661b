"""`thidua verify` on a ledger with operators: what it says, in words, and what it exits with."""

from __future__ import annotations

from pathlib import Path

import pytest

from events.store.ledger import Circumstances
from events.unit_commands import FoundUnit
from tests.test_attacks_signed import ATTACKER, LAN, MINH, World, stripped
from thidua_tui.cli.main import answer
from thidua_tui.session.open_ledger import opened


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path / "a.ledger")


def verify(world: World, *more: str, lang: str = "vi") -> int:
    return answer(["--lang", lang, "verify", "--ledger", str(world.address), *more])


def test_it_says_who_signed_how_many_and_whose_key_to_compare(world, capsys):
    assert verify(world) == 0
    told = capsys.readouterr().out
    assert "Từ mục 3" in told
    assert "Lan (thư ký) 9 mục; Minh (thư ký) 1 mục" in told
    assert str(LAN.key) in told
    assert verify(world, lang="en") == 0
    assert "From entry 3 on" in capsys.readouterr().out


def test_the_first_operators_key_is_held_against_the_ledger(world, capsys):
    assert verify(world, "--operator", str(LAN.key)) == 0
    for other in (MINH, ATTACKER):
        assert verify(world, "--operator", str(other.key)) == 5
        assert other.name in capsys.readouterr().err
    assert verify(world, "--operator", "lan") == 2


def test_a_ledger_that_names_nobody_says_so_and_does_not_hold_against_a_key(tmp_path, capsys):
    path = tmp_path / "plain.ledger"
    with opened(path, create=True) as ledger:
        ledger.execute(FoundUnit(unit="a", name="Sở A"), Circumstances(by="x"))
    assert answer(["verify", "--ledger", str(path)]) == 0
    assert "chưa giao nhiệm vụ ghi sổ cho ai" in capsys.readouterr().out
    assert answer(["verify", "--ledger", str(path), "--operator", str(LAN.key)]) == 5


@pytest.mark.parametrize(("lang", "words"), [("vi", "Mục 10"), ("en", "Entry 10")])
def test_what_is_wrong_is_said_with_its_position(world, capsys, lang, words):
    world.rewrite(stripped(world, world.rows()))
    assert verify(world, lang=lang) == 5
    out, err = capsys.readouterr()
    assert words in err
    assert not out
