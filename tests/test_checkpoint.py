"""A checkpoint on paper: its text, its short code, its signature; and what a ledger says to it."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import checkpoint, checkpoint_code, code_symbols, signed_note
from events.checkpoint import Checkpoint
from events.errors import BadInput, UnreadableLedger
from events.signed_note import Key, Signer

HEX = "0123456789abcdef"
POINTS = st.builds(
    Checkpoint,
    ledger=st.text(HEX, min_size=32, max_size=32),
    entries=st.integers(0, 10**12),
    head=st.text(HEX, min_size=64, max_size=64),
    at=st.none() | st.datetimes(datetime(1000, 1, 1), timezones=st.just(UTC)),
)
POINT = Checkpoint(
    ledger="00112233445566778899aabbccddeeff",
    entries=36,
    head=sha256(b"head").hexdigest(),
    at=datetime(2021, 1, 14, 10, 15, tzinfo=UTC),
)
CODE = "36-008JK-WQ6TC-X3E5Z-EG9HN-7904Q-931YS"


def refused(act, *arguments) -> str:
    with pytest.raises((BadInput, UnreadableLedger)) as caught:
        act(*arguments)
    return caught.value.code


# The text


def test_the_text_is_the_one_of_a_tlog_checkpoint():
    """Origin, size, hash in base64, and one line more."""
    assert checkpoint.text(POINT).splitlines() == [
        "thidua/chain-1/00112233445566778899aabbccddeeff",
        "36",
        "ny5tM6NxfugmNTpAS6RhjRrutoea15Nrzo7V9GgUkk0=",
        "time 2021-01-14T10:15:00Z",
    ]


@given(POINTS)
def test_a_text_is_read_as_it_was_written(point):
    read = checkpoint.read(checkpoint.text(point))
    assert read == Checkpoint(
        ledger=point.ledger,
        entries=point.entries,
        head=point.head,
        at=point.at and point.at.replace(microsecond=0),
    )


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("36", "036"),
        ("36", "-1"),
        ("36", "٣٦"),
        ("thidua", "thiduа"),
        ("=\n", "\n"),
        ("Ukk0=", "Ukk1="),  # the same bytes: one hash, one way to write it
        ("01-14", "02-30"),
        ("time 2021", "time 0221"),
    ],
)
def test_what_is_nearly_a_checkpoint_is_none(wrong, right):
    text = checkpoint.text(POINT)
    assert wrong in text
    assert refused(checkpoint.read, text.replace(wrong, right, 1)) == "checkpoint-unreadable"


# The short code


def test_the_code_is_what_the_documentation_says():
    """Computed here by hand, as somebody without this program would."""
    symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    bits = "".join(f"{int(digit, 16):04b}" for digit in POINT.ledger[:5] + POINT.head[:30])
    body = "".join(symbols[int(bits[i : i + 5], 2)] for i in range(0, 140, 5))
    message = "".join(f"{symbols.index(symbol):05b}" for symbol in f"36{body}") + "0" * 10
    crc = int(message, 2)
    for high in range(len(message) - 1, 9, -1):
        crc ^= (0b10101110101 << (high - 10)) if crc >> high else 0
    whole = body + symbols[(crc ^ 1023) >> 5] + symbols[(crc ^ 1023) & 31]
    groups = [whole[i : i + 5] for i in range(0, 30, 5)]
    assert checkpoint_code.written(POINT) == "-".join(["36", *groups]) == CODE


def test_the_check_is_crc_10_gsm():
    """Its catalogued check value, for the text "123456789"."""
    bits = [byte >> i & 1 for byte in b"123456789" for i in range(7, -1, -1)]
    assert code_symbols.crc10(bits) == 0x12A


@given(
    POINTS, st.sampled_from(["-", " ", "", " – ", "\n"]), st.sampled_from([str.lower, str.upper])
)
def test_a_code_is_read_however_it_is_typed(point, between, case):
    typed = case(checkpoint_code.written(point)).replace("-", between)
    found = checkpoint_code.read(typed.replace("0", "O", 1) if typed[0] != "0" else typed)
    assert (found.entries, found.ledger, found.head) == (
        point.entries,
        point.ledger[:5],
        point.head[:30],
    )


@given(POINTS, st.data())
def test_a_slip_of_one_symbol_or_two_neighbours_swapped_is_noticed(point, data):
    symbols = checkpoint_code.written(point).replace("-", "")
    at = data.draw(st.integers(len(str(point.entries)), len(symbols) - 1))
    slip = data.draw(st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
    swapped = symbols[: at - 1] + symbols[at] + symbols[at - 1] + symbols[at + 1 :]
    for typed in (symbols[:at] + slip + symbols[at + 1 :], swapped):
        if typed != symbols:
            # A letter that slips into the number makes it none at all.
            assert refused(checkpoint_code.read, typed) in ("code-mistyped", "code-unreadable")


@pytest.mark.parametrize(
    "typed",
    ["", "36", "x", "12-34", CODE.replace("X", "U"), CODE.replace("36", "", 1), "9" * 10**6],
)
def test_what_is_no_code_is_told(typed):
    assert refused(checkpoint_code.read, typed) == "code-unreadable"


@pytest.mark.parametrize("typed", [CODE.replace("36", "63", 1), CODE[:-1], CODE + "0"])
def test_a_wrong_number_and_a_missing_symbol_are_noticed(typed):
    assert refused(checkpoint_code.read, typed) == "code-mistyped"


# The signature: known answers, of other implementations

GO_SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"  # noqa: S105 - published with the format
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
GO_NOTE = (
    f"{GO_TEXT}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZ"
    "SNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
SPEC_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
SPEC_NOTE = (
    "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2"
    "ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
SIGNER = Signer("thu-ky", bytes(range(32)))


def test_a_note_of_the_go_implementation_comes_out_letter_by_letter():
    """Ed25519 is deterministic: golang.org/x/mod/sumdb/note publishes key, text and note."""
    signer = signed_note.read_signer(GO_SECRET)
    assert str(signer.key) == GO_KEY
    assert signer.secret() == GO_SECRET
    assert signed_note.sign(GO_TEXT, signer) == GO_NOTE


@pytest.mark.parametrize(("key", "note"), [(GO_KEY, GO_NOTE), (SPEC_KEY, SPEC_NOTE)])
def test_notes_of_others_are_checked(key, note):
    """The second one is the example of the specification, c2sp.org/signed-note."""
    trusted = signed_note.read_key(key)
    text, signatures = signed_note.read(note)
    assert signed_note.signers(text, signatures, [trusted]) == [trusted]
    with pytest.raises(UnreadableLedger, match="signature-wrong"):
        signed_note.signers(text + " ", signatures, [trusted])


def test_the_example_of_a_checkpoint_in_the_specification_is_read():
    """c2sp.org/tlog-checkpoint: a key that we do not know is passed over."""
    note = (
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
        "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/"
        "Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    )
    text, [signature] = signed_note.read(note)
    assert text.splitlines()[1] == "20852163"
    assert (signature.name, len(signature.raw)) == ("example.com/behind-the-sofa", 64)
    assert signed_note.signers(text, [signature], [SIGNER.key]) == []


def test_a_key_of_the_same_name_is_another_key():
    other = Signer("thu-ky", bytes(32)).key
    text, signatures = signed_note.read(signed_note.sign("a\n", SIGNER))
    assert signed_note.signers(text, signatures, [other]) == []
    assert signed_note.signers(text, signatures, [other, SIGNER.key]) == [SIGNER.key]


@given(
    st.text(st.characters(blacklist_categories=["Cc", "Cs"])), st.binary(min_size=32, max_size=32)
)
def test_any_text_is_signed_and_read_again(line, seed):
    signer = Signer("ký", seed)
    text, signatures = signed_note.read(signed_note.sign(f"{line}\n\nđ\n", signer))
    assert text == f"{line}\n\nđ\n"
    assert signed_note.signers(text, signatures, [signer.key]) == [signer.key]


@pytest.mark.parametrize(
    "note",
    [
        "",
        "a",
        "a\n\n— b",
        "a\n\n— b c\n",
        "a\n\nb AAAAAAAA\n",
        "a\r\n\n— b AAAAAAAA\n",
        "a\n\n— b AAAAA\n",
        "a\udcff\n\n— b AAAAAAAA\n",
    ],
)
def test_what_is_no_note_is_told(note):
    assert refused(signed_note.read, note) == "note-unreadable"


@pytest.mark.parametrize(
    "key", ["", "a", GO_KEY + "=", GO_KEY.replace("c74f", "c74e"), GO_SECRET, "\udcff" + GO_KEY]
)
def test_what_is_no_key_is_told(key):
    assert refused(signed_note.read_key, key) == "key-unreadable"


@pytest.mark.parametrize("name", ["", "hai chữ", "a+b", "a\u00a0b", "a\x1bb"])
def test_a_name_that_a_key_cannot_bear_is_told(name):
    assert refused(signed_note.named, name) == "key-name-invalid"


def test_a_secret_is_not_shown_by_accident():
    assert SIGNER.secret().split("+")[-1] not in f"{SIGNER!r} {SIGNER} {[SIGNER]}"
    assert str(Key("a", bytes(32))).startswith("a+")


def test_checking_loads_the_library_and_nothing_before_it_does():
    modules = "events.signed_note, events.checkpoint_code, sys"
    code = f"import {modules}; print('cryptography' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


# Today's ledger


class Today:
    """A ledger of so many entries; the hash of each is its number."""

    def __init__(self, entries: int, name: str = "a" * 32) -> None:
        self.entries, self.name = entries, name

    def head(self) -> int:
        return self.entries

    def hash_at(self, position: int) -> bytes | None:
        return position.to_bytes(32, "big") if position <= self.entries else None


def point(entries: int, name: str = "a" * 32, head: int | None = None) -> Checkpoint:
    return Checkpoint(
        ledger=name,
        entries=entries,
        head=(entries if head is None else head).to_bytes(32, "big").hex(),
    )


@pytest.mark.parametrize("entries", [0, 1, 7])
def test_a_point_that_the_ledger_contains_holds(entries):
    checkpoint.compare(point(entries), Today(7))
    checkpoint.compare(checkpoint_code.read(checkpoint_code.written(point(entries))), Today(7))


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (point(8), "tail-cut"),
        (point(7, head=6), "history-rewritten"),
        (point(0, head=6), "history-rewritten"),
        (point(7, name="b" * 32), "another-ledger"),
    ],
)
def test_what_differs_is_named(told, code):
    assert refused(checkpoint.compare, told, Today(7)) == code
