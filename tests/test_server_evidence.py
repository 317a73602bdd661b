"""What is kept in the shared folder of a ledger on a server: the lines of a merged branch."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import postgresql_server

pytestmark = [postgresql_server.needed, pytest.mark.usefixtures("home")]


@pytest.fixture
def url() -> str:
    """The address of a new ledger on the server."""
    return postgresql_server.fresh_address().url()


@pytest.fixture
def branch(run, url: str, tmp_path: Path) -> Path:
    """A copy of the ledger, in which something else was recorded than on the server."""
    run("--ledger", url, "do", "lập cụm Cụm một")
    run("--ledger", url, "backup", "--to", tmp_path)
    [copy] = tmp_path.glob("*.ledger")
    assert run("--ledger", copy, "do", "lập cụm Cụm hai")[0] == 0
    assert run("--ledger", url, "do", "lập cụm Cụm ba")[0] == 0
    return copy


@pytest.fixture
def shared(home: Path, tmp_path: Path) -> Path:
    """The folder that the settings name."""
    folder = tmp_path / "minh-chung"
    folder.mkdir()
    home.mkdir(mode=0o700, exist_ok=True)
    (home / "settings.toml").write_text(f"evidence = '{folder}'", encoding="utf-8")
    return folder


def test_a_branch_is_not_merged_where_its_lines_could_not_be_kept(run, url, branch):
    """They alone prove who signed there."""
    code, _, err = run("--ledger", url, "merge", branch)
    assert code == 2
    assert "evidence = " in err
    assert "Cụm hai" not in run("--ledger", url, "journal")[1]


def test_the_lines_of_a_merged_branch_are_verified(run, url, shared, branch):
    assert run("--ledger", url, "merge", branch)[0] == 0
    code, out, _ = run("--lang", "en", "--ledger", url, "verify")
    assert code == 0
    assert "branch" in out
    [kept] = shared.glob("*.evidence/*")
    kept.write_bytes(b"x" * kept.stat().st_size)
    assert run("--ledger", url, "verify")[0] == 5
    kept.unlink()
    assert run("--ledger", url, "verify")[0] == 5
