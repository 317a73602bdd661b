"""`thidua server`: a ledger is made, filled, granted, checked; what cannot be is said."""

from __future__ import annotations

import secrets
import sqlite3
from pathlib import Path

import pytest

from events.store.address import ServerAddress
from events.store.ledger import Circumstances, Ledger
from events.unit_commands import FoundUnit
from tests import postgresql_server
from tests.postgresql_server import FOLLOWER, OWNER, SECRETARY
from thidua_tui.session import known_history, move_to_server, open_ledger

pytestmark = [postgresql_server.needed, pytest.mark.usefixtures("home")]


@pytest.fixture
def empty() -> ServerAddress:
    """A database without a ledger."""
    return postgresql_server.empty_address("TEMPLATE template0")


@pytest.fixture
def server_ledger() -> ServerAddress:
    """A database with a new ledger, in which the roles of the tests are let in."""
    return postgresql_server.fresh_address()


def seen_by(address: ServerAddress, user: str) -> str:
    """The address with another role, as it is typed."""
    return ServerAddress(address.database, address.hosts, address.ports, user).url()


def copied(story: Path, folder: Path) -> Path:
    """A copy of the conference's ledger that may be moved."""
    target = folder / "so.ledger"
    with sqlite3.connect(story) as source, sqlite3.connect(target) as copy:
        source.backup(copy)
    target.chmod(0o600)
    return target


def head(address: ServerAddress) -> tuple[int, bytes]:
    """Position and hash of the last entry on the server."""
    with postgresql_server.connect(address) as connection:
        [row] = connection.execute("SELECT position, hash FROM thidua.head").fetchall()
    position, digest = row
    return position, digest


@pytest.fixture
def role() -> str:
    """The name of a role that is not there yet; it goes with the server of the tests."""
    return f"thư ký {secrets.token_hex(4)}"


# Making it


def test_a_ledger_is_made_and_a_secretary_records_in_it(run, empty):
    code, out, err = run("server", "init", empty.url(), "--secretary", SECRETARY)
    assert (code, err) == (0, ""), err
    assert OWNER in out and SECRETARY in out
    url = seen_by(empty, SECRETARY)
    assert run("--ledger", url, "do", "lập cụm Cụm một")[0] == 0
    assert head(empty)[0] == 1


def test_a_ledger_that_is_there_is_not_touched(run, server_ledger):
    before = head(server_ledger)
    code, out, err = run("server", "init", server_ledger.url())
    assert (code, out) == (2, "")
    assert server_ledger.database in err
    assert head(server_ledger) == before


def test_a_schema_of_that_name_is_not_touched(run, empty):
    with postgresql_server.connect(empty) as connection:
        connection.execute("CREATE SCHEMA thidua")
    assert run("server", "init", empty.url())[0] == 2


@pytest.mark.parametrize("name", ["public", "", "pg_monitor", "a\tb", "ă" * 40])
def test_what_cannot_be_a_role_is_refused_and_nothing_is_made(run, empty, name):
    assert run("server", "init", empty.url(), "--secretary", name)[0] == 2
    with postgresql_server.connect(empty) as connection:
        [(found,)] = connection.execute("SELECT to_regnamespace('thidua')").fetchall()
    assert found is None


def test_the_owner_is_no_secretary(run, empty):
    code, _, err = run("--lang", "en", "server", "init", empty.url(), "--secretary", OWNER)
    assert code == 2
    assert "could forge" in err


def test_a_role_with_any_letters_is_created_and_let_in(run, server_ledger, role):
    name = f'{role} "; DROP SCHEMA thidua CASCADE; --'[:40]
    code, out, _ = run("server", "grant", server_ledger.url(), "--follower", name)
    assert code == 0
    assert name in out
    with postgresql_server.connect(server_ledger) as connection:
        reads = "SELECT has_table_privilege(%s, 'thidua.events', 'SELECT')"
        assert connection.execute(reads, (name,)).fetchone() == (True,)


def test_who_does_not_own_the_ledger_lets_nobody_in(run, server_ledger, role):
    code, _, err = run(
        "--lang", "en", "server", "grant", seen_by(server_ledger, SECRETARY), "--secretary", role
    )
    assert code == 2
    assert "does not own" in err


def test_who_does_not_own_the_ledger_is_not_believed_to_have_let_somebody_in(
    run, server_ledger, role
):
    """PostgreSQL only warns where nothing was granted."""
    with postgresql_server.connect(server_ledger) as connection:
        connection.execute(f'CREATE ROLE "{role}" LOGIN')
    for option in ("--secretary", "--follower"):
        given = ("server", "grant", seen_by(server_ledger, SECRETARY), option, role)
        code, out, err = run("--lang", "en", *given)
        assert (code, out) == (2, "")
        assert "does not own" in err


@pytest.mark.parametrize("more", [(), ("--secretary", SECRETARY)])
def test_who_may_record_is_not_said_to_only_read(run, server_ledger, more):
    given = ("server", "grant", server_ledger.url(), "--follower", SECRETARY, *more)
    code, out, err = run("--lang", "en", *given)
    assert (code, out) == (2, "")
    assert "REVOKE" in err


def test_a_database_that_is_not_there_is_made_by_its_administrator(run, empty):
    gone = ServerAddress(f"{empty.database}_x", empty.hosts, empty.ports, empty.user)
    for asked in (["server", "init", gone.url()], ["--ledger", gone.url(), "journal"]):
        code, _, err = run("--lang", "en", *asked)
        assert code == 5
        assert "createdb" in err and gone.database in err


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ModuleNotFoundError("No module named 'psycopg'", name="psycopg"), "server-extra-missing"),
        (ImportError("no pq wrapper available.\n- 'binary': x.so: no _ssl"), "server-extra-broken"),
    ],
)
def test_a_library_that_is_there_and_cannot_be_loaded_is_another_sentence(error, code):
    found = open_ledger.without_library(error)
    assert found.code == code
    assert "\n" not in str(found.facts)
    assert code == "server-extra-missing" or "no _ssl" in str(found.facts["detail"])


# Moving a file there


def test_a_file_is_moved_with_its_name_its_hashes_and_another_file_name(
    run, server_ledger, story, tmp_path
):
    file = copied(story, tmp_path)
    with open_ledger.open_recorder(file, read_only=True) as kept:
        name, last = kept.name, kept.last()
    code, out, err = run("server", "load", file, server_ledger.url())
    assert (code, err) == (0, ""), err
    assert last[1].hex() in out
    assert head(server_ledger) == last
    assert not file.exists()
    assert file.with_name("so.ledger.moved").exists()
    with open_ledger.open_recorder(server_ledger, read_only=True) as loaded:
        assert loaded.name == name
        assert loaded.verify() == last[0]


def test_a_moved_file_is_not_begun_anew(run, server_ledger, story, tmp_path):
    file = copied(story, tmp_path)
    run("server", "load", file, server_ledger.url())
    code, _, err = run("--ledger", file, "do", "lập cụm Cụm một")
    assert code == 5
    assert ".moved" in err
    assert not file.exists()
    code, _, err = run("server", "load", file, server_ledger.url())
    assert code == 5
    assert ".moved" in err


def test_a_rehearsal_keeps_nothing(run, server_ledger, story, tmp_path):
    file = copied(story, tmp_path)
    assert run("server", "load", "--dry-run", file, server_ledger.url())[0] == 0
    assert head(server_ledger)[0] == 0
    assert run("--ledger", file, "verify")[0] == 0


def test_an_export_is_loaded_and_stays(run, server_ledger, story, tmp_path):
    export = tmp_path / "so.jsonl"
    run("--ledger", story, "export", "--to", export)
    assert run("server", "load", export, server_ledger.url())[0] == 0
    assert export.exists()
    assert head(server_ledger)[0] > 0


def test_a_ledger_with_entries_takes_no_others(run, server_ledger, story, tmp_path):
    run("server", "load", copied(story, tmp_path), server_ledger.url())
    before, again = head(server_ledger), copied(story, tmp_path / "..")
    code, _, err = run("--lang", "en", "server", "load", again, server_ledger.url())
    again.unlink()
    assert code == 2
    assert "not empty" in err
    assert head(server_ledger) == before


def test_a_file_that_another_program_has_open_is_not_moved(run, server_ledger, story, tmp_path):
    file = copied(story, tmp_path)
    with open_ledger.opened(file):
        code, _, err = run("--lang", "en", "server", "load", file, server_ledger.url())
    assert code == 5
    assert "open in another program" in err
    assert head(server_ledger)[0] == 0
    assert run("--ledger", file, "verify")[0] == 0


def test_a_damaged_file_is_not_loaded(run, server_ledger, story, tmp_path):
    file = copied(story, tmp_path)
    with sqlite3.connect(file) as connection:
        connection.execute("DROP TRIGGER events_update")
        connection.execute("UPDATE events SET data = data || ' ' WHERE position = 7")
        connection.execute(
            "CREATE TRIGGER events_update BEFORE UPDATE ON events"
            " BEGIN SELECT RAISE(ABORT, 'only ever appended to'); END"
        )
    code, _, _ = run("server", "load", file, server_ledger.url())
    assert code == 5
    assert head(server_ledger)[0] == 0
    assert file.exists()


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0", b"\xff\xfe", b'{"format":"x"}\n'])
def test_what_is_no_ledger_is_not_loaded(run, server_ledger, tmp_path, content):
    file = tmp_path / "so.ledger"
    file.write_bytes(content)
    code, out, err = run("server", "load", file, server_ledger.url())
    assert code in (2, 5)
    assert out == "" and "Traceback" not in err
    assert file.read_bytes() == content


def test_a_ledger_larger_than_a_statement_is_loaded_whole(
    run, server_ledger, story, tmp_path, monkeypatch
):
    monkeypatch.setattr("events.store.postgresql.load.SLICE", 7)
    assert run("server", "load", copied(story, tmp_path), server_ledger.url())[0] == 0
    with open_ledger.open_recorder(server_ledger, read_only=True) as loaded:
        assert loaded.verify() > 7


@pytest.mark.parametrize("size", [500_000, 4, 8, 9])
def test_what_arrives_otherwise_is_undone(server_ledger, story, tmp_path, monkeypatch, size):
    from events.errors import UnreadableLedger
    from events.store.postgresql.load import load

    monkeypatch.setattr("events.store.postgresql.load.SLICE", size)
    file = copied(story, tmp_path)

    def altered(chain):
        links = (
            (position, kind, tags, data + b" " if position == 9 else data, digest)
            for position, kind, tags, data, digest in chain.links
        )
        load(server_ledger, chain._replace(links=links))

    with pytest.raises(UnreadableLedger) as raised:
        move_to_server.move_to_server(file, altered, rehearsal=False)
    assert (raised.value.code, raised.value.facts["position"]) == ("load-unequal", 9)
    assert head(server_ledger)[0] == 0
    assert file.exists()


# Checking it


def test_check_says_what_is_well_and_changes_nothing(run, server_ledger):
    before = head(server_ledger)
    code, out, err = run("--lang", "en", "server", "check", seen_by(server_ledger, FOLLOWER))
    assert (code, err) == (0, ""), err
    assert "▲" not in out
    assert f"May record: {SECRETARY}" in out
    assert f"May only read: {FOLLOWER}" in out
    assert head(server_ledger) == before


def test_check_finds_who_writes_past_the_program(run, server_ledger):
    with postgresql_server.connect(server_ledger) as connection:
        connection.execute(f"GRANT INSERT ON thidua.events TO {FOLLOWER}")
    code, out, _ = run("--lang", "en", "server", "check", server_ledger.url())
    assert code == 5
    assert f"▲ These roles can write into the tables directly: {FOLLOWER}" in out


def test_check_finds_a_trigger_that_is_off(run, server_ledger):
    with postgresql_server.connect(server_ledger) as connection:
        connection.execute("ALTER TABLE thidua.events DISABLE TRIGGER stays")
    code, out, _ = run("--lang", "en", "server", "check", server_ledger.url())
    assert code == 5
    assert "▲ Not as the program made it" in out


def test_upgrade_of_the_same_shape_changes_nothing(run, server_ledger):
    before = head(server_ledger)
    assert run("server", "upgrade", server_ledger.url())[0] == 0
    assert head(server_ledger) == before


@pytest.mark.parametrize("name", ["init", "grant", "load", "check", "upgrade", "accept"])
def test_a_file_is_no_server(run, tmp_path, name):
    given = [tmp_path / "x"] if name == "load" else []
    code, out, err = run("server", name, *given, tmp_path / "so.ledger")
    assert (code, out) == (2, "")
    assert "postgresql://" in err


# Who may record


def test_a_second_writer_waits_for_operators(run, server_ledger, role):
    run("server", "grant", server_ledger.url(), "--secretary", role)
    first, second = seen_by(server_ledger, SECRETARY), seen_by(server_ledger, role)
    assert run("--ledger", first, "do", "lập cụm Cụm một")[0] == 0
    code, _, err = run("--lang", "en", "--ledger", second, "do", "found cluster Cụm hai")
    assert code == 3
    assert SECRETARY in err and "operator" in err
    key = run("key", "new", "thu-ky-mot")[1].splitlines()[0]
    named = f'giao nhiệm vụ ghi sổ name="Thư ký một" role="thư ký" operator=tk1 key="{key}"'
    assert run("--ledger", first, "do", named)[0] == 0
    assert run("--ledger", second, "do", "lập cụm Cụm hai")[0] == 0


def test_the_same_role_on_another_computer_is_a_second_writer(server_ledger):
    from events.errors import Refused
    from events.store.postgresql.recorder import PostgreSQLRecorder

    def record(place: str, unit: str) -> None:
        with PostgreSQLRecorder(server_ledger, place=place) as recorder:
            command = FoundUnit(unit=unit, name=f"Sở {unit}")
            Ledger(recorder).execute(command, Circumstances(by="x"))

    record("lan@mot", "a")
    record("lan@mot", "b")
    with pytest.raises(Refused) as raised:
        record("lan@hai", "c")
    assert raised.value.code == "operators-missing-for-server"
    assert head(server_ledger)[0] == 2


@pytest.mark.parametrize(("small", "code"), [(2, 5), (1, 0)])
def test_only_a_small_chain_crosses_the_network_before_something_is_recorded(
    run, server_ledger, monkeypatch, small, code
):
    url = server_ledger.url()
    for name in ("một", "hai"):
        assert run("--ledger", url, "do", f"lập cụm Cụm {name}")[0] == 0
    with postgresql_server.connect(server_ledger) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("UPDATE thidua.events SET hash = sha256('') WHERE position = 1")
    monkeypatch.setattr(open_ledger, "SMALL", small)
    assert run("--ledger", url, "do", "lập cụm Cụm ba")[0] == code


# A server that went back


def test_a_server_that_lost_entries_is_noticed_and_accepted_by_a_person(run, server_ledger):
    url = server_ledger.url()
    for name in ("một", "hai", "ba"):
        assert run("--ledger", url, "do", f"lập cụm Cụm {name}")[0] == 0
    with postgresql_server.connect(server_ledger) as connection:  # as a standby that was behind
        connection.execute("SET session_replication_role = replica")
        connection.execute("DELETE FROM thidua.event_tags WHERE position = 3")
        connection.execute("DELETE FROM thidua.events WHERE position = 3")
        connection.execute(
            "UPDATE thidua.head SET (position, hash) ="
            " (SELECT position, hash FROM thidua.events WHERE position = 2)"
        )
    for asked in (["show", "roster"], ["do", "lập cụm Cụm tư"]):
        code, _, err = run("--lang", "en", "--ledger", url, *asked)
        assert code == 5
        assert "entry 3 " in err and "entry 2" in err
    assert head(server_ledger)[0] == 2
    code, out, _ = run("--lang", "en", "server", "accept", url)
    assert code == 0
    assert "up to entry 2" in out and "up to entry 3" in out
    assert run("--ledger", url, "do", "lập cụm Cụm tư")[0] == 0
    assert head(server_ledger)[0] == 3


@pytest.fixture
def promoted(run, server_ledger) -> ServerAddress:
    """A standby with another address, without the last act that was seen on the server."""
    url = server_ledger.url()
    assert run("--ledger", url, "do", "lập cụm Cụm một")[0] == 0
    behind = postgresql_server.copied(server_ledger)
    assert run("--ledger", url, "do", "lập cụm Cụm hai")[0] == 0
    return behind


def test_what_was_seen_counts_at_another_address(run, promoted, server_ledger):
    for asked in (["show", "roster"], ["do", "lập cụm Cụm ba"]):
        code, _, err = run("--lang", "en", "--ledger", promoted.url(), *asked)
        assert code == 5
        assert "entry 2 " in err and "entry 1" in err
    assert "up to entry 2" in run("--lang", "en", "server", "accept", promoted.url())[1]
    assert run("--ledger", promoted.url(), "do", "lập cụm Cụm ba")[0] == 0
    assert run("--ledger", server_ledger.url(), "show", "roster")[0] == 0, "each has its history"
    assert run("--ledger", promoted.url(), "show", "roster")[0] == 0


def test_what_was_seen_is_kept_for_this_account_alone(run, server_ledger, home):
    run("--ledger", server_ledger.url(), "do", "lập cụm Cụm một")
    files = [*(home / "state" / "servers").iterdir()]
    assert len(files) == 2, "of the address and of the ledger"
    assert not any(file.stat().st_mode & 0o077 for file in files)
    [(position, digest)] = known_history.known_points(str(server_ledger))
    assert (position, digest) == head(server_ledger)


@pytest.mark.parametrize("content", ["", "[", "{}", "[[1]]", '[["x", "y"]]', "[" * 10_000])
def test_a_spoilt_note_of_what_was_seen_is_as_none(server_ledger, run, home, content):
    run("--ledger", server_ledger.url(), "do", "lập cụm Cụm một")
    for file in (home / "state" / "servers").iterdir():
        file.write_text(content, encoding="utf-8")
    assert known_history.known_points(str(server_ledger)) == []
    assert run("--ledger", server_ledger.url(), "do", "lập cụm Cụm hai")[0] == 0


# Copies and evidence


def test_a_backup_of_a_server_opens_as_a_file(run, server_ledger, story, tmp_path):
    run("server", "load", copied(story, tmp_path), server_ledger.url())
    assert run("--ledger", server_ledger.url(), "backup", "--to", tmp_path / "sao")[0] == 0
    [copy] = (tmp_path / "sao").glob("*.ledger")
    with open_ledger.open_recorder(copy, read_only=True) as opened:
        assert opened.last() == head(server_ledger)
    target = tmp_path / "moi.ledger"
    assert run("--ledger", target, "restore", copy)[0] == 0
    same = [run("--ledger", one, "journal")[1] for one in (target, server_ledger.url())]
    assert same[0] == same[1]


@pytest.mark.parametrize("command", ["backup", "export"])
def test_a_copy_is_a_file_and_not_on_a_server(run, server_ledger, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    url = server_ledger.url()
    code, _, err = run("--lang", "en", "--ledger", url, command, "--to", url)
    assert code == 2
    assert "server load" in err
    assert [*tmp_path.glob("postgresql*")] == []


def test_a_branch_that_is_not_there_is_said_to_be_missing(run, server_ledger, tmp_path):
    missing = tmp_path / "none.jsonl"
    code, _, err = run("--lang", "en", "--ledger", server_ledger.url(), "merge", str(missing))
    assert code == 2
    assert f"{missing} cannot be read" in err


def test_evidence_of_a_server_needs_a_folder_that_all_share(run, server_ledger, home, tmp_path):
    url, file = server_ledger.url(), tmp_path / "minh-chung.txt"
    file.write_text("x", encoding="utf-8")
    run("--ledger", url, "do", "lập cụm Cụm một")
    code, _, err = run("--ledger", url, "evidence", "attach", "1", file)
    assert code == 2
    assert "evidence =" in err
    assert head(server_ledger)[0] == 1
    (home / "settings.toml").write_text(f"evidence = '{tmp_path / 'chung'}'\n", encoding="utf-8")
    assert run("--ledger", url, "evidence", "attach", "1", file)[0] == 0
    assert run("--ledger", url, "evidence", "check")[0] == 0
    [kept] = (tmp_path / "chung").glob("*.evidence/*")
    assert kept.read_text("utf-8") == "x"


def test_the_settings_name_the_ledger(run, server_ledger, home):
    home.mkdir(exist_ok=True)
    (home / "settings.toml").write_text(f"ledger = '{server_ledger.url()}'\n", encoding="utf-8")
    assert run("do", "lập cụm Cụm một")[0] == 0
    assert head(server_ledger)[0] == 1
