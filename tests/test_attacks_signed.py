"""The attack table for a ledger whose entries are signed: what the attacker can do with which key.

He may write the file as he likes and computes the chain anew each time, so that the chain says
nothing. "paper" is a checkpoint that was written down after the 8th of 12 entries, "key" says what
`verify --operator` says to the key of the first operator, which somebody wrote down.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from events import checkpoint, checkpoint_code
from events.checkpoint import Checkpoint
from events.command import Command
from events.corrections import Retract
from events.errors import UnreadableLedger
from events.event import Entry
from events.hash_chain import genesis, link
from events.operators import DismissOperator, NameOperator, Role
from events.signatures import parted, sealed
from events.signed_note import Signer
from events.store.address import LedgerAddress, ServerAddress
from events.store.exchange import read_lines
from events.store.export import lines
from events.store.ledger import Circumstances, Ledger
from events.store.sqlite.backup import restore
from events.store.sqlite.import_lines import import_ledger, save_copy
from events.unit_commands import FoundUnit, RenameUnit
from tests.stores import emptied, opened
from tests.tampering import tampering
from thidua_tui.cli.commands.verify import signatures

AT = datetime(2021, 1, 14, 10, 15, tzinfo=UTC)
LAN, MINH, HOA = (Signer(name, bytes([n]) * 32) for n, name in enumerate(("lan", "minh", "hoa"), 1))
HANH = Signer("hanh", bytes([9]) * 32)
ATTACKER = Signer("lan", bytes(range(32)))
THEIRS = [Signer(name, bytes(range(n, n + 32))) for n, name in enumerate(("lan", "minh", "hoa"))]
PAPER, ENTRIES = 8, 12


def name_operator(signer: Signer, role: Role) -> NameOperator:
    return NameOperator(
        operator=signer.name, name=signer.name.capitalize(), role=role, key=str(signer.key)
    )


def unit(code: str) -> FoundUnit:
    return FoundUnit(unit=code, name=f"Sở {code.upper()}")


ACTS: list[tuple[Command, Signer]] = [
    (unit("a"), LAN),  # 1: before the first operator, not signed
    (unit("b"), LAN),
    (name_operator(LAN, "secretary"), LAN),  # 3
    (name_operator(MINH, "secretary"), LAN),
    (unit("c"), MINH),  # 5
    (unit("d"), LAN),
    (name_operator(HOA, "verifier"), LAN),  # 7
    (unit("e"), LAN),
    (DismissOperator(operator="minh"), LAN),  # 9
    (unit("f"), LAN),
    (unit("g"), LAN),
    (RenameUnit(unit="g", name="Sở G mới", on=AT.date()), LAN),  # 12
]


class World:
    """A signed ledger, and the paper."""

    def __init__(self, address: LedgerAddress) -> None:
        self.address = address
        with opened(address) as recorder:
            ledger = Ledger(recorder, clock=lambda: AT)
            self.name = recorder.name
            for command, signer in ACTS:
                do(ledger, command, signer)
                if ledger.position() == PAPER:
                    entries, head = recorder.last()
                    self.paper = Checkpoint(
                        ledger=recorder.name, entries=entries, head=head.hex(), at=AT
                    )
            assert ledger.position() == ENTRIES

    def rows(self) -> list[list[Any]]:
        """Name, tags, data of each entry."""
        with opened(self.address) as recorder:
            return [[k, msgspec.json.decode(t), d] for _, k, t, d, _ in recorder.links(99)]

    def rewrite(self, rows: list[list[Any]]) -> None:
        """The same ledger with these entries, its chain and its tags right."""
        if isinstance(self.address, ServerAddress):
            emptied(self.name, self.address)
        else:
            self.address.unlink()
            opened(self.address).close()
            with tampering(self.address) as connection:
                connection.execute("UPDATE meta SET value = ? WHERE key = 'name'", (self.name,))
        with opened(self.address) as recorder:
            recorder.add([(k, t, d) for k, t, d in rows], None)

    def verdict(self, key: Signer = LAN) -> tuple[str, str, str]:
        """What verify says alone, to the paper, and to the first operator's key on paper."""
        with opened(self.address) as recorder:
            recorder.verify()
            entries = list(Ledger(recorder).read())
            alone = said(lambda: signatures(recorder, entries))
            if alone != "whole":
                return alone, "", ""
            code = checkpoint_code.read(checkpoint_code.written(self.paper))
            paper = said(lambda: checkpoint.compare(code, recorder))
            return alone, paper, said(lambda: signatures(recorder, entries, str(key.key)))


def said(check: Callable[[], object]) -> str:
    try:
        check()
    except UnreadableLedger as error:
        position = error.facts.get("position", "")
        return f"{error.code} {position}".strip()
    return "whole"


def do(ledger: Ledger, command: Command, signer: Signer) -> list[Entry]:
    return ledger.execute(command, Circumstances(by="x", reason="Có lý do"), lambda: signer)


@pytest.fixture
def world(address: LedgerAddress) -> World:
    return World(address)


Rows = list[list[Any]]


def again(world: World, rows: Rows, first: int, *signers: Signer) -> None:
    """Sign the entries from `first` on anew, with what now lies before each, by whose key we have.

    What others signed stays as they signed it.
    """
    keys = {signer.name: signer for signer in signers}
    hashes = [genesis(world.name)]
    for position, (kind, tags, data) in enumerate(rows, 1):
        found = re.search(rb'"seal":\{"operator":"(\w+)"', data)
        if position >= first and found and (signer := keys.get(found[1].decode())):
            bare = re.sub(rb'"head":"\w+"', b'"head":"%s"' % hashes[-1].hex().encode(), data)
            bare = re.sub(rb'"seen":\d+', b'"seen":%d' % (position - 1), parted(bare)[0])
            rows[position - 1][2] = data = sealed(world.name, kind, tags, bare, signer)
        encoded = [tag.encode() for tag in tags]
        hashes.append(link(hashes[-1], position, kind.encode(), encoded, data))


def changed(rows: Rows, position: int) -> None:
    rows[position - 1][2] = rows[position - 1][2].replace("Sở".encode(), "Sỏ".encode())


def unsigned(row: list[Any]) -> list[Any]:
    """The same entry as if nobody had ever signed."""
    data = re.sub(rb',"seal":\{[^}]*\}\}\Z', b"}", parted(row[2])[0])
    return [row[0], row[1], data]


def edit(world: World, rows: Rows, position: int) -> Rows:
    changed(rows, position)
    return rows


def forged(world: World, rows: Rows) -> Rows:
    """An entry of the attacker's own, under the secretary's name, signed with another key."""
    data = rows[9][2].replace(b'"f"', b'"y"').replace(b"unit:f", b"unit:y")
    data = data.replace("Sở F".encode(), "Sở Y".encode())
    data = re.sub(rb'"act":"\w+"', b'"act":"0123456789abcdef"', data)
    tags = ["unit:y", "act:0123456789abcdef"]
    return [
        *rows,
        ["unit-founded", tags, sealed(world.name, "unit-founded", tags, parted(data)[0], ATTACKER)],
    ]


def replayed(world: World, rows: Rows) -> Rows:
    return [*rows, list(rows[9])]


def swapped(world: World, rows: Rows, one: int, other: int) -> Rows:
    rows[one - 1], rows[other - 1] = rows[other - 1], rows[one - 1]
    return rows


def stripped(world: World, rows: Rows) -> Rows:
    rows[10 - 1] = unsigned(rows[10 - 1])
    return rows


def nobody_named(world: World, rows: Rows) -> Rows:
    """No operator was ever named, and nothing was ever signed."""
    kept = [row for row in rows if not row[0].startswith("operator-")]
    return [unsigned(row) for row in kept]


def own_operators(world: World, rows: Rows) -> Rows:
    """The same names with keys of the attacker's, and everything signed with those."""
    for row in rows:
        for old, new in zip((LAN, MINH, HOA), THEIRS, strict=True):
            row[2] = row[2].replace(str(old.key).encode(), str(new.key).encode())
    changed(rows, 1)
    again(world, rows, 1, *THEIRS)
    return rows


def key_swapped(world: World, rows: Rows) -> Rows:
    """The first operator's key alone is replaced."""
    rows[2][2] = rows[2][2].replace(str(LAN.key).encode(), str(ATTACKER.key).encode())
    return rows


def key_spoilt(world: World, rows: Rows) -> Rows:
    """It still has the shape of a key."""
    key = str(LAN.key).encode()
    rows[2][2] = rows[2][2].replace(key, key[:-1] + (b"A" if key[-1:] != b"A" else b"B"))
    return rows


def with_lans_key(world: World, rows: Rows) -> Rows:
    """Whoever holds the secretary's key rewrites what she signed, and all after it."""
    changed(rows, 6)
    again(world, rows, 6, LAN)
    return rows


def with_lans_key_early(world: World, rows: Rows) -> Rows:
    """What another signed in between he would have to sign again."""
    changed(rows, 1)
    again(world, rows, 3, LAN)
    return rows


def by_the_dismissed(world: World, rows: Rows) -> Rows:
    """Minh kept his key: he signs an entry after he was dismissed, over the true history."""
    with opened(world.address) as recorder:
        head = recorder.last()[1].hex().encode()
    data = re.sub(rb'"head":"\w+"', b'"head":"%s"' % head, parted(rows[4][2])[0])
    data = re.sub(rb'"seen":\d+', b'"seen":12', data)
    data = re.sub(rb'"act":"\w+"', b'"act":"0123456789abcdef"', data)
    data = data.replace(b'"unit":"c"', b'"unit":"y"').replace("Sở C".encode(), "Sở Y".encode())
    tags = ["unit:y", "act:0123456789abcdef"]
    return [*rows, ["unit-founded", tags, sealed(world.name, "unit-founded", tags, data, MINH)]]


def beyond_the_role(world: World, rows: Rows) -> Rows:
    """The verifier signs a unit with a program of his own."""
    rows = by_the_dismissed(world, rows)
    kind, tags, data = rows[-1]
    bare = parted(data)[0].replace(b'"operator":"minh"', b'"operator":"hoa"')
    bare = bare.replace(b'"by":"Minh"', b'"by":"Hoa"')
    rows[-1] = [kind, tags, sealed(world.name, kind, tags, bare, HOA)]
    return rows


def named_by_another(world: World, rows: Rows) -> Rows:
    """The same, under another's name."""
    rows = by_the_dismissed(world, rows)
    kind, tags, data = rows[-1]
    bare = parted(data)[0].replace(b'"operator":"minh"', b'"operator":"lan"')
    rows[-1] = [kind, tags, sealed(world.name, kind, tags, bare, LAN)]
    return rows


def without(*positions: int) -> Callable[[World, Rows], Rows]:
    return lambda _, rows: [row for at, row in enumerate(rows, 1) if at not in positions]


def cut(_: World, rows: Rows) -> Rows:
    return rows[:10]


TABLE: dict[str, tuple[Callable[[World, Rows], Rows], str, str, str]] = {
    "nothing was done": (lambda w, r: r, "whole", "whole", "whole"),
    # without any key
    "edited": (lambda w, r: edit(w, r, 6), "entry-signature-wrong 6", "", ""),
    "edited, the last": (lambda w, r: edit(w, r, 12), "entry-signature-wrong 12", "", ""),
    "edited before the first operator": (
        lambda w, r: edit(w, r, 1),
        "entry-history-other 3",
        "",
        "",
    ),
    "put in, not signed": (
        lambda w, r: [*r[:9], unsigned(r[9]), *r[9:]],
        "entry-unsigned 10",
        "",
        "",
    ),
    "put in, signed with another key": (forged, "entry-signature-wrong 13", "", ""),
    "a signed entry put in again": (replayed, "entry-act-torn 13", "", ""),
    "deleted": (without(6), "entry-history-other 6", "", ""),
    "deleted before the first operator": (without(1), "entry-history-other 2", "", ""),
    "two entries swapped": (lambda w, r: swapped(w, r, 10, 11), "entry-history-other 10", "", ""),
    "swapped before the first operator": (
        lambda w, r: swapped(w, r, 1, 2),
        "entry-history-other 3",
        "",
        "",
    ),
    "a signature stripped": (stripped, "entry-unsigned 10", "", ""),
    "the first operator's naming deleted": (without(3), "entry-signer-unknown 3", "", ""),
    "the first operator's key replaced": (key_swapped, "entry-signature-wrong 3", "", ""),
    "the first operator's key made none": (
        key_spoilt,
        "operator-key-unreadable",
        "",
        "",
    ),
    "a dismissal deleted": (without(9), "entry-history-other 9", "", ""),
    "the end cut": (cut, "whole", "whole", "whole"),
    "every operator deleted, every signature stripped": (
        nobody_named,
        "whole",
        "history-rewritten",
        "first-operator-other",
    ),
    "the operators given other keys, all signed anew": (
        own_operators,
        "whole",
        "history-rewritten",
        "first-operator-other",
    ),
    # with a key
    "signed by one who was dismissed": (by_the_dismissed, "entry-signer-dismissed 13", "", ""),
    "signed by one whose role forbids it": (beyond_the_role, "entry-role-wrong 13", "", ""),
    "signed by one under another's name": (named_by_another, "entry-signature-wrong 13", "", ""),
    "rewritten with the secretary's key": (with_lans_key, "whole", "history-rewritten", "whole"),
    "the same where another had signed": (with_lans_key_early, "entry-history-other 5", "", ""),
}
"""Attack -> what does it; what verify says alone, to the paper, to the first operator's key."""


@pytest.mark.parametrize("attack", TABLE)
def test_what_verify_says(world, attack):
    act, *verdict = TABLE[attack]
    world.rewrite(act(world, world.rows()))
    assert [*world.verdict()] == verdict


def test_the_first_operators_key_on_paper_shows_a_ledger_made_by_somebody_else(recorder):
    """What the entries alone cannot show: everything signed by another from the start."""
    ledger = Ledger(recorder, clock=lambda: AT)
    do(ledger, name_operator(ATTACKER, "secretary"), ATTACKER)
    do(ledger, unit("a"), ATTACKER)
    entries = list(ledger.read())
    assert said(lambda: signatures(recorder, entries)) == "whole"
    assert said(lambda: signatures(recorder, entries, str(ATTACKER.key))) == "whole"
    assert said(lambda: signatures(recorder, entries, str(LAN.key))) == "first-operator-other"


def test_an_act_of_several_facts_is_whole_or_noticed(world):
    """A correction is a retraction and what stands in its place: neither goes alone."""
    from events.corrections import Correct

    with opened(world.address) as recorder:
        ledger = Ledger(recorder, clock=lambda: AT)
        (wrong,) = do(ledger, unit("h"), LAN)
        instead = unit("k")
        command = Correct(positions=(wrong.position,), concerns=wrong.event.tags(), instead=instead)
        assert len(do(ledger, command, LAN)) == 2
    assert world.verdict()[0] == "whole"
    rows = world.rows()
    world.rewrite(rows[:-1])
    assert world.verdict()[0] == "entry-act-torn 14"
    world.rewrite([*rows[:-2], rows[-1]])
    assert world.verdict()[0] == "entry-act-torn 14"


def test_taking_back_is_signed_like_everything(world):
    with opened(world.address) as recorder:
        ledger = Ledger(recorder, clock=lambda: AT)
        (wrong,) = do(ledger, unit("h"), LAN)
        take = Retract(positions=(wrong.position,), concerns=wrong.event.tags())
        (taken,) = do(ledger, take, LAN)
        assert taken.seal
        assert taken.seal.operator == "lan"
    assert world.verdict() == ("whole", "whole", "whole")


def test_a_signed_naming_taken_back_by_a_program_of_ones_own_is_noticed(world):
    rows = world.rows()
    fact = b'"event":{"type":"entries-retracted","positions":[7],'
    fact += b'"concerns":["operators:all"],"place":7}'
    data = re.sub(rb'"event":\{.*?\}(?=,"seal")', fact, rows[11][2])
    tags = ["operators:all", "act:x"]
    data = re.sub(rb'"act":"\w+"', b'"act":"0123456789abcdef"', parted(data)[0])
    bare = ["entries-retracted", tags, sealed(world.name, "entries-retracted", tags, data, LAN)]
    world.rewrite([*rows, bare])
    assert world.verdict()[0] == "operator-taken-back 13"


def test_verify_names_an_entry_signed_in_a_practice_copy(world, tmp_path):
    """Same ledger name, same history up to the copy: only its place gives it away."""
    with opened(world.address) as recorder:
        save_copy(recorder, tmp_path / "practice.ledger")
    with opened(tmp_path / "practice.ledger") as recorder:
        do(Ledger(recorder, clock=lambda: AT), unit("z"), LAN)
        *_, (_, kind, tags, data, _) = recorder.links(99)
    with opened(world.address) as recorder:
        do(Ledger(recorder, clock=lambda: AT), unit("h"), LAN)
    rows = world.rows()
    world.rewrite([*rows, [kind, json.loads(tags), data]])
    assert world.verdict()[0] == f"entry-place-other {len(rows) + 1}"


@pytest.mark.parametrize("signers", [(LAN, LAN), (LAN, HANH)])
def test_verify_names_two_last_entries_of_one_moment_that_were_swapped(world, signers):
    """The second one was signed over the first one: in front of it nothing fits."""
    with opened(world.address) as recorder:
        ledger = Ledger(recorder, clock=lambda: AT)
        if HANH in signers:
            key = str(HANH.key)
            do(ledger, NameOperator(operator="hanh", name="Hạnh", role="secretary", key=key), LAN)
        for code, signer in zip("hi", signers, strict=True):
            do(ledger, unit(code), signer)
    rows = world.rows()
    world.rewrite(swapped(world, rows, len(rows) - 1, len(rows)))
    assert world.verdict()[0].endswith(f" {len(rows) - 1}")


def test_signed_acts_decided_at_once_each_stand_where_they_were_signed(world):
    """An act that another one overtook is decided and signed again."""
    with opened(world.address) as one, opened(world.address) as other:
        ledgers = [Ledger(recorder, clock=lambda: AT) for recorder in (one, other)]
        overtaken = threading.Event()

        def first_let_the_other_record() -> Signer:
            if not overtaken.is_set():
                overtaken.set()
                do(ledgers[1], unit("i"), LAN)
            return LAN

        how = Circumstances(by="x", reason="Có lý do")
        (entry,) = ledgers[0].execute(unit("h"), how, first_let_the_other_record)
    assert entry.seal
    assert entry.seal.seen == entry.position - 1
    assert world.verdict()[0] == "whole"


def test_tags_are_signed_too(world):
    rows = world.rows()
    rows[9][1] = [*rows[9][1], "unit:x"]
    world.rewrite(rows)
    assert world.verdict()[0] == "entry-signature-wrong 10"


def test_who_signs_over_nothing_vouches_for_nothing_and_is_noticed(world):
    """A program of one's own could name no history at all."""
    rows = world.rows()
    kind, tags, data = rows[-1]
    bare = re.sub(rb'"seen":\d+,"head":"\w+"', b'"seen":-1,"head":""', parted(data)[0])
    rows[-1] = [kind, tags, sealed(world.name, kind, tags, bare, LAN)]
    world.rewrite(rows)
    assert world.verdict()[0] == "entry-history-other 12"


def test_a_signed_entry_fits_no_other_ledger(world):
    world.name = "0" * 32
    world.rewrite(world.rows())
    assert world.verdict()[0] == "entry-signature-wrong 3"


def test_export_import_backup_and_restore_carry_signatures_untouched(world, tmp_path):
    with opened(world.address) as recorder:
        before = list(recorder.links(99))
        (tmp_path / "out").write_bytes(b"".join(lines(recorder)))
        copy = save_copy(recorder, tmp_path / "kept.ledger")
    with (tmp_path / "out").open("rb") as stream:
        import_ledger(read_lines(stream), tmp_path / "in.ledger")
    restore(copy.file, tmp_path / "back.ledger")
    for made in (tmp_path / "in.ledger", tmp_path / "back.ledger"):
        with opened(made) as recorder:
            assert list(recorder.links(99)) == before
            assert signatures(recorder, list(Ledger(recorder).read()), str(LAN.key))
