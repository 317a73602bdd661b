"""What readers of files, papers and keys say, exactly: a changed line here went unnoticed once."""

from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone
from typing import Any

import msgspec
import pytest

from events import checkpoint, signed_note
from events.checkpoint import Checkpoint
from events.errors import BadInput, Refused, ThiduaError, UnreadableLedger
from events.signed_note import MOST, Signer
from events.store import exchange, export
from events.store.exchange import VERSION, Header
from events.store.ledger import Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from tests.facts import Fields
from thidua_tui.session.samples import conference

SIGNER = Signer("thu-ky", bytes(range(32)))
SOUND: Fields = {"ledger": "0" * 32, "entries": 3, "head": "f" * 64}


def refused(act, *arguments) -> ThiduaError:
    with pytest.raises((BadInput, UnreadableLedger)) as caught:
        act(*arguments)
    return caught.value


# An export


def header(**more: object) -> bytes:
    return msgspec.json.encode({"format": "thidua-ledger", "version": VERSION} | SOUND | more)


@pytest.mark.parametrize(
    "wrong",
    [{"ledger": "x" * 32}, {"head": "f" * 63}, {"entries": -1}, {"version": 0}, {"version": -1}],
)
def test_a_header_is_sound_in_each_of_its_parts(wrong):
    assert exchange.read_header(header()) == Header(**SOUND)
    assert refused(exchange.read_header, header(**wrong)).code == "export-unreadable"


@pytest.mark.parametrize(
    ("version", "code"), [(VERSION + 1, "export-newer"), (VERSION - 1, "export-older")]
)
def test_an_export_of_another_version_says_which(version, code):
    error = refused(exchange.read_header, header(version=version))
    assert (error.code, error.facts) == (code, {"version": version})


@pytest.fixture(scope="module")
def exported(tmp_path_factory) -> list[bytes]:
    with SQLiteRecorder(tmp_path_factory.mktemp("of") / "l") as recorder:
        conference.play(Ledger(recorder))
        return [*export.lines(recorder)]


def read(lines: list[bytes]) -> list[object]:
    return [*exchange.entries(exchange.read_header(lines[0]), iter(lines[1:]))]


def test_a_line_out_of_order_says_which_entry_it_is_and_which_was_due(exported):
    error = refused(read, [*exported[:3], *exported[4:]])
    assert error.code == "line-out-of-order"
    assert error.facts == {"line": 4, "position": 4, "expected": 3}


def test_lines_that_are_missing_at_the_end_are_counted(exported):
    error = refused(read, exported[:-2])
    every = len(exported) - 1
    assert error.code == "export-incomplete"
    assert error.facts == {"entries": every, "found": every - 2}


def test_a_line_that_cannot_be_read_says_why(exported):
    error = refused(read, [*exported[:3], b"{", *exported[4:]])
    assert (error.code, error.facts["line"]) == ("line-unreadable", 4)
    assert "truncated" in str(error.facts["detail"])


# Keys and notes


@pytest.mark.parametrize(
    "told",
    ["", str(SIGNER.key), SIGNER.secret().replace("thu-ky", "thu_ky"), SIGNER.secret() + "=", "+"],
)
def test_a_secret_that_is_none_or_of_another_name_is_told(told):
    assert signed_note.read_signer(SIGNER.secret()) == SIGNER
    assert refused(signed_note.read_signer, told).code == "key-unreadable"


def test_a_name_that_no_key_bears_is_told_with_it():
    assert refused(signed_note.named, "hai chữ").facts == {"name": "hai chữ"}


def test_a_text_without_signatures_is_read_as_it_is():
    assert signed_note.read("một\nhai\n") == ("một\nhai\n", [])


def test_a_signature_has_a_byte_behind_the_keys_id_and_only_base64():
    whole = signed_note.read("a\n\n— b AAAAAAA=\n")[1]
    assert [len(signature.raw) for signature in whole] == [1]
    for line in ("— b AAAAAA==", "— b AA AAAAAA", "— b A===", "b"):
        assert refused(signed_note.read, f"a\n\n{line}\n").code == "note-unreadable"


def test_of_signatures_a_hundred_are_looked_at():
    assert len(signed_note.read("a\n\n" + "— b AAAAAAAA\n" * MOST)[1]) == MOST
    more = "a\n\n" + "— b AAAAAAAA\n" * (MOST + 1)
    assert refused(signed_note.read, more).code == "note-unreadable"


def test_a_signature_that_does_not_fit_says_whose():
    text, signatures = signed_note.read(signed_note.sign("a\n", SIGNER))
    error = refused(signed_note.signers, text + "b\n", signatures, [SIGNER.key])
    assert (error.code, error.facts) == ("signature-wrong", {"name": "thu-ky"})


# A checkpoint


class Stored:
    """A ledger of three entries, as a checkpoint looks at it."""

    name = "0" * 32

    def head(self) -> int:
        return 3

    def hash_at(self, position: int) -> bytes | None:
        return bytes([position]) * 32 if position <= self.head() else None


def point(**more: Any) -> Checkpoint:
    return Checkpoint(**{"ledger": "0" * 32, "entries": 2, "head": "02" * 32, **more})


@pytest.mark.parametrize(
    ("wrong", "code", "facts"),
    [
        ({"ledger": "1" * 5}, "another-ledger", {"ledger": "0" * 32, "expected": "1" * 5}),
        ({"entries": 4}, "tail-cut", {"entries": 4, "now": 3}),
        ({"head": "03" * 32}, "history-rewritten", {"entries": 2}),
    ],
)
def test_what_a_ledger_no_longer_holds_is_told_with_what_there_is(wrong, code, facts):
    checkpoint.compare(point(), Stored())
    error = refused(checkpoint.compare, point(**wrong), Stored())
    assert (error.code, error.facts) == (code, facts)


@pytest.mark.posix("sets the zone of a process")
def test_the_time_of_a_checkpoint_is_utc_wherever_it_is_written(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    time.tzset()
    try:
        here = timezone(timedelta(hours=7))
        told = checkpoint.text(point(at=datetime(2021, 1, 14, 17, 5, tzinfo=here)))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert told.endswith("\ntime 2021-01-14T10:05:00Z\n")


# An error of ours in a log


def test_an_error_tells_its_code_and_its_facts():
    assert str(Refused("not-a-member", unit="a", year=2020)) == "not-a-member (unit='a', year=2020)"
    assert str(BadInput("code-unreadable")) == "code-unreadable"
