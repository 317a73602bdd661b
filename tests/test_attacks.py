"""The attack table of docs/reliability.md: what is noticed, by what, and what cannot be.

The attacker may write the file as he likes. "alone" is what `verify` says, "paper" what it says to
a checkpoint that was written down after the 8th of 12 entries.
"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from eventsourcing.dcb.api import DCBEvent, DCBQuery, DCBQueryItem

from events import checkpoint, checkpoint_code, signed_note
from events.checkpoint import Checkpoint
from events.errors import UnreadableLedger
from events.hash_chain import genesis, link
from events.signed_note import Signer
from events.store.export import lines
from events.store.sqlite import chain_rows as chain
from events.store.sqlite.backup import back_up, restore
from events.store.sqlite.recorder import SQLiteRecorder
from tests.amount import LONG
from tests.tampering import tamper, tampering

AT = datetime(2021, 1, 14, 10, 15, tzinfo=UTC)
ENTRIES, PAPER, OLD = 12, 8, 4
FOUND = ("code", "position", "damage")
"""What is compared of a broken chain."""
TABLES = ("events", "event_tags")
KINDS = ("unit-founded", "head-elected", "place-given")
OPERATOR, STRANGER = Signer("thu-ky", bytes(32)), Signer("thu-ky", bytes(range(32)))


def event(number: int) -> DCBEvent:
    data = b'{"points":"%d","text":"%s"}' % (number, b"x" * 400)
    return DCBEvent(KINDS[number % 3], data, ["all", f"unit:{number}", f"unit:{number}/2021"])


def point(ledger: SQLiteRecorder) -> Checkpoint:
    entries, head = ledger.last()
    return Checkpoint(ledger=ledger.name, entries=entries, head=head.hex(), at=AT)


class World:
    """A ledger's file, a copy made after 4 entries, and papers of 4, 8 and 12."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.file = folder, folder / "a.ledger"
        self.papers: dict[int, Checkpoint] = {}
        with SQLiteRecorder(self.file) as ledger:
            for number in range(1, ENTRIES + 1):
                ledger.append([event(number)])
                self.papers[number] = point(ledger)
                if number == OLD:
                    self.old = back_up(ledger.file, folder / "old", AT, 9).file

    def sql(self, *statements: str, **values: object) -> None:
        tamper(self.file, *statements, **values)

    def recompute(self, name: str = "") -> None:
        """Make the chain right again, as anybody can who reads how it is made."""
        with tampering(self.file) as connection:
            name = name or connection.execute("SELECT value FROM meta").fetchone()[0]
            previous = genesis(name)
            for position, kind, tags, data, _ in chain.links(connection, 0, 99, 99):
                told = [tag.encode() for tag in chain._tags(tags)]
                previous = link(previous, position, kind.encode(), told, data)
                update = "UPDATE events SET hash = ? WHERE position = ?"
                connection.execute(update, (previous, position))

    def cut(self, last: int, counter: bool) -> None:
        self.sql(
            "DELETE FROM events WHERE position > :a",
            "DELETE FROM event_tags WHERE position > :a",
            *["UPDATE sqlite_sequence SET seq = :a WHERE name = 'events'"] * counter,
            a=last,
        )

    def place(self, new: int, old: int) -> None:
        """Give an entry, with its tags, another position."""
        changes = [f"UPDATE {table} SET position = :a WHERE position = :b" for table in TABLES]  # noqa: S608 - names of ours
        self.sql(*changes, a=new, b=old)

    def move(self, start: int, by: int) -> None:
        """Shift every entry from `start` on."""
        numbers = range(start, ENTRIES + 1)
        for number in numbers if by < 0 else reversed(numbers):
            self.place(number + by, number)
        self.sql("UPDATE sqlite_sequence SET seq = :a WHERE name = 'events'", a=ENTRIES + by)

    def verdict(self, paper: int = PAPER) -> tuple[str, str]:
        """What verify says alone, and what it says to a code on paper."""
        code = checkpoint_code.read(checkpoint_code.written(self.papers[paper]))
        with SQLiteRecorder(self.file, read_only=True) as ledger:
            try:
                ledger.verify()
            except UnreadableLedger as error:
                return " ".join(str(error.facts.get(f, error.code)) for f in FOUND), ""
            try:
                checkpoint.compare(code, ledger)
            except UnreadableLedger as error:
                return "whole", error.code
        return "whole", "holds"


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def edit(world: World, position: int) -> None:
    changed = "CAST(replace(data, 'points', 'pointz') AS BLOB)"
    world.sql(f"UPDATE events SET data = {changed} WHERE position = :a", a=position)  # noqa: S608 - text of ours


def insert(world: World, position: int) -> None:
    if position <= ENTRIES:
        world.move(position, +1)
    world.sql(
        "INSERT INTO events SELECT :a, type, '[]', data, hash FROM events LIMIT 1", a=position
    )


def delete(world: World, position: int) -> None:
    world.sql("DELETE FROM events WHERE position = :a", a=position)
    world.sql("DELETE FROM event_tags WHERE position = :a", a=position)
    world.move(position + 1, -1)


def delete_three(world: World) -> None:
    for _ in range(3):
        delete(world, 5)


def swap(world: World, one: int, other: int) -> None:
    for new, old in ((999, one), (one, other), (other, 999)):
        world.place(new, old)


def exchange(world: World, one: int, other: int) -> None:
    """What two entries say changes places; their hashes stay."""
    world.sql(
        "CREATE TABLE kept AS SELECT * FROM events WHERE position IN (:a, :b)",
        "UPDATE events SET (type, tags, data) = (SELECT type, tags, data FROM kept"
        " WHERE position = :a + :b - events.position) WHERE position IN (:a, :b)",
        "DROP TABLE kept",
        a=one,
        b=other,
    )


def put_back(world: World) -> None:
    world.file.unlink()
    restore(world.old, world.file)


def another(world: World) -> None:
    """The same entries in a ledger of another name."""
    world.file.unlink()
    with SQLiteRecorder(world.file) as ledger:
        ledger.append([event(number) for number in range(1, ENTRIES + 1)])


def renamed(world: World) -> None:
    name = world.papers[PAPER].ledger
    another(world)
    edit(world, 5)
    world.sql("UPDATE meta SET value = :name", name=name)


def then_recompute(attack: Callable[[World], object]) -> Callable[[World], None]:
    def both(world: World) -> None:
        attack(world)
        world.recompute()

    return both


TABLE: dict[str, tuple[Callable[[World], Any], str, str]] = {
    "nothing was done": (lambda w: None, "whole", "holds"),
    "an entry edited": (lambda w: edit(w, 5), "chain-broken 5 changed", ""),
    "an entry after the paper edited": (lambda w: edit(w, 10), "chain-broken 10 changed", ""),
    "an entry deleted": (
        lambda w: w.sql("DELETE FROM events WHERE position = 5"),
        "chain-broken 5 taken-out",
        "",
    ),
    "an entry deleted and the gap closed": (lambda w: delete(w, 5), "chain-broken 5 taken-out", ""),
    "an entry put in": (lambda w: insert(w, 5), "chain-broken 5 put-in", ""),
    "an entry put at the end": (lambda w: insert(w, 13), "chain-broken 13 unclear", ""),
    "two entries swapped": (lambda w: swap(w, 5, 6), "chain-broken 5 moved", ""),
    "two entries far apart swapped": (lambda w: swap(w, 5, 9), "chain-broken 5 moved", ""),
    "what two entries say swapped": (lambda w: exchange(w, 5, 9), "chain-broken 5 moved", ""),
    "three entries taken out and the gap closed": (
        delete_three,
        "chain-broken 5 taken-out",
        "",
    ),
    "the first entry edited": (lambda w: edit(w, 1), "chain-broken 1 unclear", ""),
    "the last entry edited": (lambda w: edit(w, 12), "chain-broken 12 unclear", ""),
    "a tag taken away": (
        lambda w: w.sql("DELETE FROM event_tags WHERE tag = 'unit:5'"),
        "chain-broken 5 beside",
        "",
    ),
    "the end cut, after the paper": (
        lambda w: w.cut(10, counter=False),
        "chain-broken 11 cut-off",
        "",
    ),
    "the same, the counter too": (lambda w: w.cut(10, counter=True), "whole", "holds"),
    "the end cut, before the paper": (
        lambda w: w.cut(6, counter=False),
        "chain-broken 7 cut-off",
        "",
    ),
    "the same before the paper, the counter too": (
        lambda w: w.cut(6, counter=True),
        "whole",
        "tail-cut",
    ),
    "an old copy put back": (put_back, "whole", "tail-cut"),
    "edited, the chain recomputed": (
        then_recompute(lambda w: edit(w, 5)),
        "whole",
        "history-rewritten",
    ),
    "edited after the paper, recomputed": (
        then_recompute(lambda w: edit(w, 10)),
        "whole",
        "holds",
    ),
    "put in, recomputed": (then_recompute(lambda w: insert(w, 5)), "whole", "history-rewritten"),
    "deleted, recomputed": (then_recompute(lambda w: delete(w, 5)), "whole", "history-rewritten"),
    "swapped, recomputed": (then_recompute(lambda w: swap(w, 5, 6)), "whole", "history-rewritten"),
    "another ledger put there": (another, "whole", "another-ledger"),
    "the same under our name, recomputed": (then_recompute(renamed), "whole", "history-rewritten"),
}
"""Attack -> what does it, what verify says alone, what it says to the paper of 8 entries."""


@pytest.mark.parametrize("attack", TABLE)
def test_what_verify_says(world, attack):
    act, alone, paper = TABLE[attack]
    act(world)
    assert world.verdict() == (alone, paper)


@pytest.mark.parametrize(
    "attack", ["the same, the counter too", "edited after the paper, recomputed"]
)
def test_a_paper_vouches_for_what_came_before_it_and_a_later_one_for_more(world, attack):
    TABLE[attack][0](world)
    assert world.verdict(PAPER)[1] == "holds"
    assert world.verdict(ENTRIES)[1] in ("tail-cut", "history-rewritten")


def test_several_papers_say_where_the_history_was_changed(world):
    then_recompute(lambda w: edit(w, 7))(world)
    found = {paper: world.verdict(paper)[1] for paper in (OLD, PAPER, ENTRIES)}
    assert found == {OLD: "holds", PAPER: "history-rewritten", ENTRIES: "history-rewritten"}


# Who rewrites the ledger may write a new checkpoint too: the key is what he lacks.


def forged(world: World, signer: Signer) -> str:
    then_recompute(lambda w: edit(w, 5))(world)
    with SQLiteRecorder(world.file) as ledger:
        return signed_note.sign(checkpoint.text(point(ledger)), signer)


def test_without_the_operators_key_a_new_checkpoint_is_not_the_operators(world):
    text, signatures = signed_note.read(forged(world, STRANGER))
    assert signed_note.signers(text, signatures, [OPERATOR.key]) == []


def test_the_operators_signature_does_not_fit_another_text(world):
    genuine = signed_note.sign(checkpoint.text(world.papers[ENTRIES]), OPERATOR)
    _, signatures = signed_note.read(genuine)
    text, _ = signed_note.read(forged(world, STRANGER))
    with pytest.raises(UnreadableLedger, match="signature-wrong"):
        signed_note.signers(text, signatures, [OPERATOR.key])


def test_with_the_operators_key_only_paper_from_before_shows_it(world):
    """What cannot be shown: who holds the file and the key, and nobody has an earlier paper."""
    text, signatures = signed_note.read(forged(world, OPERATOR))
    assert signed_note.signers(text, signatures, [OPERATOR.key]) == [OPERATOR.key]
    with SQLiteRecorder(world.file) as ledger:
        assert ledger.verify() == ENTRIES
        checkpoint.compare(checkpoint.read(text), ledger)
    assert world.verdict()[1] == "history-rewritten"


# Damage: one bit, anywhere

FLIPS = 40
"""Bits flipped in each page of the file, and in each frame of the log."""


def queried(ledger: SQLiteRecorder) -> list[object]:
    """Every answer that the ledger can give: all, by each type, by each tag."""
    items = [DCBQueryItem(types=[kind]) for kind in KINDS]
    items += [DCBQueryItem(tags=[tag]) for n in range(1, 13) for tag in event(n).tags]
    queries = [None, *(DCBQuery([item]) for item in items)]
    return [list(ledger.read(query)) for query in queries]


def flipped(raw: bytes, piece: range, chance: random.Random) -> bytes:
    changed, used = bytearray(raw), [at for at in piece if raw[at]] or piece
    changed[chance.choice(used)] ^= 1 << chance.randrange(8)
    return bytes(changed)


def outcome(file: Path, right: list[object], paper: Checkpoint) -> str:
    """How a damaged file is met; a wrong answer must never come out of a ledger called whole."""
    try:
        with SQLiteRecorder(file, read_only=True) as ledger:
            ledger.verify()
            try:
                checkpoint.compare(paper, ledger)
            except UnreadableLedger as error:
                return f"against: {error.code}"
            return "harmless" if queried(ledger) == right else "NOT NOTICED"
    except UnreadableLedger as error:
        return f"alone: {error.code}"


def pieces(length: int, size: int, start: int = 0) -> list[range]:
    return [range(at, min(at + size, length)) for at in range(start, length, size)]


def test_a_bit_flipped_in_any_page_is_noticed_or_harmless(world, tmp_path):
    chance, found = random.Random(7), Counter[str]()  # noqa: S311 - a sample, no secret
    with SQLiteRecorder(world.file) as ledger:
        whole = back_up(ledger.file, tmp_path / "whole", AT, 9).file
        right = queried(ledger)
    raw, file = whole.read_bytes(), tmp_path / "damaged"
    for page in pieces(len(raw), 4096):
        for _ in range(FLIPS):
            file.write_bytes(flipped(raw, page, chance))
            found[outcome(file, right, world.papers[ENTRIES])] += 1
    print(f"\n{len(raw) // 4096} pages: {dict(found.most_common())}")
    assert found["NOT NOTICED"] == 0
    assert found["alone: chain-broken"]


def test_a_bit_flipped_in_any_frame_of_the_log_is_noticed_with_paper_or_harmless(world, tmp_path):
    """SQLite would drop a damaged frame and all after it: refused, or at the very end noted."""
    chance, found = random.Random(7), Counter[str]()  # noqa: S311 - a sample, no secret
    live, file = tmp_path / "live", tmp_path / "damaged"
    shutil.copy(world.file, live)
    with SQLiteRecorder(live) as ledger:
        for number in range(ENTRIES + 1, ENTRIES + 4):
            ledger.append([event(number)])
        paper, right = point(ledger), queried(ledger)
        raw, log = live.read_bytes(), Path(f"{live}-wal").read_bytes()
    for frame in [range(32), *pieces(len(log), 4096 + 24, 32)]:
        for _ in range(FLIPS // 3 if LONG else 1):
            file.write_bytes(raw)
            Path(f"{file}-wal").write_bytes(flipped(log, frame, chance))
            Path(f"{file}-shm").unlink(missing_ok=True)
            found[outcome(file, right, paper)] += 1
    print(f"\n{(len(log) - 32) // 4120} frames: {dict(found.most_common())}")
    assert found["NOT NOTICED"] == 0
    assert found["alone: log-damaged"] > found["against: tail-cut"]


def test_what_was_exported_before_the_attack_shows_what_was_there(world, tmp_path):
    with SQLiteRecorder(world.file) as ledger:
        before = [entry.event for entry in ledger.read()]
        copy = back_up(ledger.file, tmp_path / "kept", AT, 9)
    then_recompute(lambda w: edit(w, 5))(world)
    with SQLiteRecorder(copy.file, read_only=True) as kept:
        assert [entry.event for entry in kept.read()] == before
        checkpoint.compare(world.papers[PAPER], kept)
        assert len(list(lines(kept))) == ENTRIES + 1
