"""What exactly is signed of an entry, and that any change to any signed entry is noticed."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.corrections import EntriesRetracted
from events.errors import UnreadableLedger
from events.event import Event, Seal, name_of
from events.hash_chain import genesis, link
from events.meetings import RemarkRecorded
from events.signatures import DOMAIN, message, parted, sealed
from events.signed_note import Signer, fits
from events.store.codec import Record, decode, encode
from events.store.verify_signatures import Vouched, vouched
from events.units import UnitFounded
from tests.spec import clock_at
from tests.test_attacks_signed import ENTRIES, LAN, MINH, TABLE, World, edit, said, unsigned
from tests.test_operators import SECRETARY, VERIFIER
from tests.universe import TODAY, quick

texts = st.text(max_size=8)
parts = st.tuples(texts, texts, st.lists(texts, max_size=3), st.binary(max_size=8))


@quick(300)
@given(parts, parts)
def test_two_entries_are_two_messages(one, other):
    """Lengths keep a field from running into the next."""
    assert (message(*one) == message(*other)) is (one == other)


def test_fields_do_not_run_into_each_other():
    assert message("a", "b", [], b"") != message("ab", "", [], b"")
    assert message("a", "b", ["c"], b"d") != message("a", "b", ["c", "d"], b"")
    assert message("a", "b", ["cd"], b"") != message("a", "b", ["c", "d"], b"")


def test_what_is_signed_as_an_entry_is_nothing_else_that_the_key_signs():
    from events.checkpoint import ORIGIN

    told = message("a", "b", [], b"c")
    assert told[8:].startswith(DOMAIN)
    assert not told.startswith(ORIGIN.encode())


def test_the_signature_is_the_last_of_the_record_and_the_rest_is_what_was_signed():
    """Were a field ever added behind it, no older signature could be checked."""
    assert Record.__struct_fields__[-1] == "sig"
    seal = Seal(operator="lan", seen=0, head="00")
    record = Record(at=clock_at(TODAY), by="Lan", act="a", event=SECRETARY, seal=seal)
    bare = encode(record)
    data = sealed("ledger", "operator-named", ["t"], bare, LAN)
    again, raw = parted(data)
    assert again == bare
    assert fits(LAN.key, raw, message("ledger", "operator-named", ["t"], bare))
    assert decode(1, "operator-named", data).sig
    assert parted(bare) == (bare, b"")


@given(st.text(max_size=30))
def test_a_text_that_looks_like_a_signature_is_none(text):
    record = Record(
        at=clock_at(TODAY),
        by="Lan",
        act="a",
        reason=f'{text},"sig":"{"A" * 86}=="}}',
        event=SECRETARY,
    )
    assert parted(encode(record)) == (encode(record), b"")


# Every place of a signed ledger


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(tmp_path_factory.mktemp("signed") / "a.ledger")


def vouching(world: World, rows: list[list[Any]]) -> Vouched | None:
    """What the signatures say of these entries, their chain right."""
    position, previous, stored = 0, genesis(world.name), []
    for position, (kind, tags, data) in enumerate(rows, 1):
        encoded = [tag.encode() for tag in tags]
        previous = link(previous, position, kind.encode(), encoded, data)
        stored.append((position, kind, msgspec.json.encode(tags).decode(), data, previous))
    return vouched(world.name, genesis(world.name), stored)


def noticed(world: World, rows: list[list[Any]]) -> str:
    """What is wrong with these entries; empty when all is well."""
    try:
        vouching(world, rows)
    except UnreadableLedger as error:
        return error.code
    return ""


POSITIONS = range(1, ENTRIES + 1)


def test_whole_it_is_whole(world):
    """And it says since when, who was named, and how many each has signed."""
    told = vouching(world, world.rows())
    assert told and told.first
    assert (told.first.operator, told.since) == ("lan", 3)
    assert [*told.operators] == ["lan", "minh", "hoa"]
    assert told.signed == {"lan": 9, "minh": 1}
    assert vouching(world, world.rows()[:2]) is None


@pytest.mark.parametrize("attack", TABLE)
def test_what_is_wrong_is_told_with_its_entry(world, attack):
    act, alone, *_ = TABLE[attack]
    rows = act(world, world.rows())
    assert said(lambda: vouching(world, rows)) == alone


def signed(world: World, acts: list[tuple[Event, Signer]]) -> list[list[Any]]:
    """These facts, each signed over all that lies before it."""
    rows: list[list[Any]] = []
    head = genesis(world.name)
    for seen, (event, signer) in enumerate(acts):
        name, act = name_of(event), f"{seen:016x}"
        seal = Seal(operator=signer.name, seen=seen, head=head.hex())
        by = (SECRETARY if signer is LAN else VERIFIER).name
        bare = encode(Record(at=clock_at(TODAY), by=by, act=act, event=event, seal=seal))
        rows.append([name, [], sealed(world.name, name, [], bare, signer)])
        head = link(head, seen + 1, name.encode(), [], rows[-1][2])
    return rows


@pytest.mark.parametrize(
    ("taken", "told"),
    [
        (3, "whole"),
        (4, "entry-role-wrong 5"),
        (2, "operator-taken-back 5"),
        (9, "entry-role-wrong 5"),
    ],
)
def test_what_is_taken_back_is_held_against_the_role_of_who_takes_it(world, taken, told):
    """The verifier signs with a program of his own: the remark was his to record, no more is."""
    remark = RemarkRecorded(meeting="m", cluster="c", year=2021, text="Nói")
    unit = UnitFounded(unit="a", name="Sở A")
    acts = [(SECRETARY, LAN), (VERIFIER, LAN), (remark, MINH), (unit, LAN)]
    back = EntriesRetracted(positions=(taken,), concerns=("x:y",), place=1)
    rows = signed(world, [*acts, (back, MINH)])
    assert said(lambda: vouching(world, rows)) == told


@pytest.mark.parametrize("at", POSITIONS)
def test_an_edit_anywhere_is_noticed(world, at):
    rows = world.rows()
    before = rows[at - 1][2]
    edit(world, rows, at)
    if rows[at - 1][2] == before:  # no unit's name in it: its operator's or its act's then
        rows[at - 1][2] = before.replace(b'"act":"', b'"act":"f', 1)
    assert rows[at - 1][2] != before
    assert noticed(world, rows)


@pytest.mark.parametrize("at", POSITIONS[:-1])
def test_a_deletion_anywhere_but_at_the_end_is_noticed(world, at):
    rows = world.rows()
    del rows[at - 1]
    assert noticed(world, rows)


def test_any_two_swapped_are_noticed(world):
    for one, other in combinations(POSITIONS, 2):
        rows = world.rows()
        rows[one - 1], rows[other - 1] = rows[other - 1], rows[one - 1]
        assert noticed(world, rows), (one, other)


def test_anything_put_in_again_anywhere_is_noticed(world):
    for copied in POSITIONS:
        for at in range(ENTRIES + 1):
            rows = world.rows()
            rows.insert(at, list(rows[copied - 1]))
            assert noticed(world, rows), (copied, at)


@pytest.mark.parametrize("at", POSITIONS[2:])
def test_a_signature_stripped_anywhere_is_noticed(world, at):
    rows = world.rows()
    rows[at - 1] = unsigned(rows[at - 1])
    assert noticed(world, rows) == "entry-unsigned"


@pytest.mark.parametrize("at", POSITIONS)
def test_a_tag_more_or_less_anywhere_is_noticed(world, at):
    for change in (lambda tags: [*tags, "unit:z"], lambda tags: tags[:-1]):
        rows = world.rows()
        rows[at - 1][1] = change(rows[at - 1][1])
        assert noticed(world, rows)


def test_every_byte_of_a_signature_counts(world):
    rows = world.rows()
    data = rows[-1][2]
    symbols = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for at in range(len(data) - 90, len(data) - 4):
        last = at == len(data) - 5  # of whose six bits four mean nothing
        for other in symbols if last else symbols[:2]:
            if data[at] != other:
                rows[-1][2] = data[:at] + bytes([other]) + data[at + 1 :]
                assert noticed(world, rows), (at, other)
